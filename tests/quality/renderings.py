"""Translations whose truth is known: each with a professional reference, and swapped ones."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from jobs.ports import Encoder, Language
from jobs.stages.evidence import evidence
from jobs.stages.judge import Nearness, Origin, features
from tests.quality.ntrex import Document

NEAR_CHRF = 45.0
"""chrF2 from which a translation counts as near to its reference."""

UNRELATED_CHRF = 22.6
"""chrF2 that 5 % of pairs of unrelated English sentences exceed (1,500 random pairs of references,
sacrebleu 2.6): below it a translation is no nearer to the reference than another sentence is."""

UNRELATED_SIMILARITY = 0.5
"""Cosine of reference and translation below which the meaning is another as well: halfway between
unrelated sentences (95 % under 0.20) and adequate translations (median 0.83)."""

SCALED = ("nearness", "score")  # the judge's inputs that are put on a scale
Scales = Mapping[str, tuple[float, float]]  # centre and spread by language

PARTS = 5  # of the units: a fit is measured on each part by those that saw only the others
MIX = 0.3
"""Swapped sentences for each real one, where strays are counted."""


@dataclass(frozen=True)
class Case:
    """One translation. ``unit`` is what stays together when cases are split; ``kind`` is where the
    text is from."""

    unit: str
    language: Language
    source: str
    reference: str
    english: str
    score: float | None
    swapped: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Judged:
    """A case with what the judge sees of it, and the truth.

    ``adequate`` is what confidence promises, by readers' grades where there are any
    (``tests.quality.grades``), else as far as the reference tells. ``stray`` is what the flag
    low_similarity is for: English that belongs to another text, swapped by us or made up by the
    translator.
    """

    case: Case
    seen: dict[str, float]
    chrf: float
    adequate: bool
    stray: bool


def read_outputs(folder: Path, documents: Sequence[Document] = ()) -> list[Case]:
    """Cases of ru.jsonl and uk.jsonl: source, reference, hypothesis, score; document if known.

    Where the lines name no document, it is that of ``documents`` which holds the reference, else
    each sentence is its own unit.
    """
    units = {text: document.name for document in documents for text in document.sentences["en"]}
    cases: list[Case] = []
    languages: tuple[Language, ...] = ("ru", "uk")
    for language in languages:
        for line in (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            reference = entry["reference"]
            cases.append(
                Case(
                    entry.get("document") or units.get(reference) or reference,
                    language,
                    entry["source"],
                    reference,
                    entry["hypothesis"],
                    entry.get("score"),
                    kind=folder.name,
                )
            )
    return cases


def unit_key(unit: str) -> str:
    """What stands for a unit where its name or text shall not be kept."""
    return hashlib.sha256(unit.encode()).hexdigest()[:8]


def part(unit: str) -> int:
    """The part, below ``PARTS``, that what is of the unit with this ``unit_key`` belongs to."""
    return int(unit, 16) % PARTS


def swapped(cases: Sequence[Case], seed: int) -> list[Case]:
    """Each source with another one's English of like length: its length shall not betray it."""
    generator = np.random.default_rng(seed)
    lengths = np.array([len(case.english) for case in cases])
    result: list[Case] = []
    for case in cases:
        ratio = lengths / max(1, len(case.english))
        like = [
            place
            for place in np.flatnonzero((ratio > 0.7) & (ratio < 1.4))
            if cases[place].language == case.language and cases[place].source != case.source
        ]
        if like:
            other = cases[int(generator.choice(like))]
            result.append(replace(case, english=other.english, score=other.score, swapped=True))
    return result


def judged(cases: Sequence[Case], encoder: Encoder, translator: str) -> list[Judged]:
    """Every case with its evidence, as ``jobs.stages.judge`` sees it, and the truth."""
    sources = encoder.encode([case.source for case in cases]).vectors
    references = encoder.encode([case.reference for case in cases]).vectors
    englishes = encoder.encode([case.english for case in cases]).vectors
    result: list[Judged] = []
    for case, source, reference, english in zip(cases, sources, references, englishes, strict=True):
        near = Nearness(float(source @ english), None)
        seen = features(
            evidence(case.source, case.english, case.language),
            near,
            case.score,
            Origin(case.language, encoder.name, translator),
        )
        likeness = chrf(case.english, case.reference)
        result.append(
            Judged(
                case,
                {**seen, "similarity": near.similarity},
                likeness,
                not case.swapped and likeness >= NEAR_CHRF,
                case.swapped
                or (
                    likeness < UNRELATED_CHRF and float(reference @ english) < UNRELATED_SIMILARITY
                ),
            )
        )
    return result


def rescaled(case: Judged, similarity: Scales, score: Scales) -> Judged:
    """The case with its inputs on other scales, as ``jobs.stages.judge.features`` puts them."""
    seen = {name: value for name, value in case.seen.items() if name not in SCALED}
    language = case.case.language
    centre, spread = similarity[language]
    seen["nearness"] = float(np.clip((seen["similarity"] - centre) / spread, -8, 4))
    if case.case.score is not None and language in score:
        centre, spread = score[language]
        seen["score"] = float(np.clip((case.case.score - centre) / spread, -8, 4))
    return replace(case, seen=seen)


@dataclass(frozen=True)
class Found:
    """Strays found: of those the translator made up, of those that were swapped, and alarms."""

    real: int
    real_true: int
    swapped: int
    swapped_true: int
    alarms: int

    @property
    def precision(self) -> float:
        right = self.real + MIX * self.swapped
        return right / (right + self.alarms) if right + self.alarms else 1.0

    @property
    def recall(self) -> float:
        true = self.real_true + MIX * self.swapped_true
        return (self.real + MIX * self.swapped) / true if true else 1.0

    def __add__(self, other: "Found") -> "Found":
        return Found(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return (
            f"made up {self.real}/{self.real_true}, swapped {self.swapped}/{self.swapped_true}, "
            f"false alarms {self.alarms}"
        )


def strays(
    flagged: Sequence[bool], truth: Sequence[bool], swapped_flagged: Sequence[bool]
) -> Found:
    """Count flags on real translations, with the truth, and on swapped ones."""
    return Found(
        sum(f and t for f, t in zip(flagged, truth, strict=True)),
        sum(truth),
        sum(swapped_flagged),
        len(swapped_flagged),
        sum(f and not t for f, t in zip(flagged, truth, strict=True)),
    )


def area(chances: Sequence[float], truth: Sequence[bool]) -> float:
    """Area under the ROC curve."""
    order = np.argsort(np.argsort(chances))
    true = np.asarray(truth, bool)
    pairs = true.sum() * (~true).sum()
    return float((order[true].sum() - true.sum() * (true.sum() - 1) / 2) / max(1, pairs))


@lru_cache(maxsize=1 << 16)
def chrf(english: str, reference: str) -> float:
    """Sentence chrF2, 0–100 (Popović 2015; sacrebleu's defaults)."""
    from sacrebleu.metrics import CHRF

    return float(CHRF().sentence_score(english, [reference]).score)
