"""How far each translation can be trusted, and what is wrong with it.

``confidence`` is the chance that the translation is adequate: that a reader learns from it what
the passage says, as readers' grades have it (``tests/quality/grades``). It comes from a small
logistic model over evidence that costs little, in the way of Blatz et al. 2004 and of quality
estimation since; ``jobs.stages.confidence`` holds the model and how well it is calibrated. A second
model tells strays: English that belongs to no such source, which readers may not take for a
translation at all. Human translations out of a memory are taken as adequate unless their evidence
says that they belong to another text.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.ports import Language
from jobs.problems import BrokenContract
from jobs.space import matrix
from jobs.stages import confidence as fitted
from jobs.stages.evidence import Evidence, evidence
from jobs.stages.translate import ORIGINAL
from jobs.tables import FLAGS, Passages, Renderings, Translations, Vectors

STRANGERS_NEEDED = 8
"""Other passages below which it means nothing how a translation stands among them."""

POOL = 2000
"""Other passages against which a translation's similarity is weighed; more change nothing."""

HUMAN = 0.97
"""Confidence in a memory's translation without a flag: exact matches by people, but memories are
often aligned by machine."""

MISSHAPEN = 0.5
"""The most confidence where the length is off: of six such among the graded three were adequate,
too few for the model to know."""

TURNED = 0.2
"""The most confidence where a stop, refusal or denial is lost: of two such among the graded neither
was adequate."""

UNTRANSLATED = 0.05
"""The most confidence that a text left standing in its own language can have: its vector is the
source's, so that no similarity betrays it, and the model was fitted on too few to know."""


@dataclass(frozen=True)
class Nearness:
    """How near the vectors of a passage and its translation are.

    ``similarity`` is their cosine; ``standing`` how many standard deviations it lies above the
    cosines of the passage with translations of other passages, ``None`` where they are too few.
    """

    similarity: float
    standing: float | None


def judge(
    passages: dy.DataFrame[Passages],
    renderings: dy.DataFrame[Renderings],
    originals: dy.DataFrame[Vectors],
    englishes: dy.DataFrame[Vectors],
) -> dy.DataFrame[Translations]:
    """Confidence in 0–1 and flags for each passage; null and none where it is English itself.

    Raises ``BrokenContract`` where the frames do not hold the same passages.
    """
    joined = (
        passages.select("passage_id", "language", "text")
        .join(renderings, on="passage_id", how="inner")
        .sort("passage_id")
    )
    if joined.height != passages.height or renderings.height != passages.height:
        raise BrokenContract("passages and renderings are not of the same passages")
    near = nearness(joined["passage_id"].to_list(), originals, englishes)
    encoder = originals["encoder"][0] if originals.height else ""
    rows = [_judged(row, near[row["passage_id"]], encoder) for row in joined.iter_rows(named=True)]
    frame = pl.DataFrame(
        rows,
        schema={
            "passage_id": pl.String,
            "english": pl.String,
            "translator": pl.String,
            "confidence": pl.Float64,
            "flags": pl.List(pl.String),
        },
        orient="row",
    )
    return Translations.validate(frame, cast=True)


def _judged(
    row: dict[str, object], near: Nearness, encoder: str
) -> tuple[str, str, str, float | None, list[str]]:
    passage_id, english = str(row["passage_id"]), str(row["english"])
    translator = str(row["translator"])
    if translator == ORIGINAL:
        return passage_id, english, translator, None, []
    if row["failure"] is not None or not english.strip():
        return passage_id, english, translator, 0.0, ["failed"]
    language: Language = "uk" if row["language"] == "uk" else "ru"
    seen = evidence(str(row["text"]), english, language)
    score = row["score"] if isinstance(row["score"], float) else None
    inputs = features(seen, near, score, Origin(language, encoder, translator))
    chance = adequacy(inputs)
    flags = flags_of(seen, inputs)
    if "untranslated" in flags:
        chance = min(chance, UNTRANSLATED)
    if translator == "memory":
        chance = min(chance, 1 - HUMAN) if "low_similarity" in flags else HUMAN
    return passage_id, english, translator, round(chance, 4), flags


def adequacy(inputs: Mapping[str, float]) -> float:
    """The chance that a translation with these ``features`` is adequate."""
    model = fitted.ADEQUACY if "score" in inputs else fitted.ADEQUACY_WITHOUT_SCORE
    off = max(inputs["too_short"], inputs["too_long"]) > fitted.LENGTH_CEILING
    most = TURNED if inputs.get("turned") else MISSHAPEN if off else 1.0
    return min(model.chance(inputs), most)


def stray(inputs: Mapping[str, float]) -> float:
    """The chance that the English belongs to another text; an unknown score counts as usual."""
    return fitted.STRAY.chance({"score": 0.0, **inputs})


def flags_of(seen: Evidence, inputs: Mapping[str, float]) -> list[str]:
    """What is wrong, in the order of ``jobs.tables.FLAGS``."""
    raised = {
        "repetition": seen.repeated > fitted.REPEATED_CEILING,
        "length": max(seen.too_short, seen.too_long) > fitted.LENGTH_CEILING,
        "numbers": seen.numbers_lost > 0,
        "names": seen.names_lost > 0,
        "polarity": seen.turned,
        "untranslated": seen.copied or seen.cyrillic > fitted.CYRILLIC_CEILING,
        "low_similarity": stray(inputs) > fitted.STRAY_CEILING,
        "failed": False,
    }
    return [flag for flag in FLAGS if raised[flag]]


@dataclass(frozen=True)
class Origin:
    """What made a translation and its vectors: scales differ by it."""

    language: Language
    encoder: str
    translator: str


def features(
    seen: Evidence, near: Nearness, score: float | None, origin: Origin
) -> dict[str, float]:
    """The models' inputs by name, each about 0 for a usual translation.

    ``score`` is left out where there is none, or where the translator's scale is not known.
    """
    inputs = {
        "nearness": _nearness_input(near, origin),
        "too_short": min(seen.too_short, 4.0),
        "too_long": min(seen.too_long, 4.0),
        "repeated": seen.repeated,
        "cyrillic": seen.cyrillic,
        "numbers": seen.numbers,
        "names": seen.names,
        "names_spare": float(min(seen.names_spare, 3)),
        "turned": float(seen.turned),
        "long": max(-2.0, min(2.0, math.log(max(1, seen.words) / 15))),
        "ukrainian": float(origin.language == "uk"),
    }
    likelihood = fitted.SCORE_SCALE.get((origin.translator.split(" ")[0], origin.language))
    if score is not None and likelihood is not None:
        inputs["score"] = _scaled(score, likelihood)
    return inputs


def _nearness_input(near: Nearness, origin: Origin) -> float:
    """By the encoder's own scale; for other encoders by the standing among strangers."""
    known = fitted.SIMILARITY_SCALE.get((origin.encoder, origin.language))
    if known is not None:
        return _scaled(near.similarity, known)
    return 0.0 if near.standing is None else _scaled(near.standing, fitted.STANDING_SCALE)


def _scaled(value: float, scale: tuple[float, float]) -> float:
    centre, spread = scale
    return max(-8.0, min(4.0, (value - centre) / spread))


def nearness(
    ids: Sequence[str], originals: dy.DataFrame[Vectors], englishes: dy.DataFrame[Vectors]
) -> dict[str, Nearness]:
    """By passage, the similarity of its two readings and where it stands among others'.

    Passages that say the same as this one (cosine over 0.9 of their English) are no strangers
    and are left out of the comparison. Raises ``BrokenContract`` where a passage has no vectors.
    """
    wanted = pl.DataFrame({"passage_id": list(ids)}, schema={"passage_id": pl.String})
    left = wanted.join(originals, on="passage_id", how="inner", maintain_order="left")
    right = wanted.join(englishes, on="passage_id", how="inner", maintain_order="left")
    if left.height != wanted.height or right.height != wanted.height:
        raise BrokenContract("a passage has no original or no English vector")
    if not ids:
        return {}
    sources, targets = matrix(left), matrix(right)
    if sources.shape != targets.shape:
        raise BrokenContract("original and English vectors have different dimensions")
    own = np.einsum("ij,ij->i", sources, targets).astype(np.float64)
    among = strangers(sources, targets)
    return {passage_id: among.nearness(row, own[row]) for row, passage_id in enumerate(ids)}


@dataclass(frozen=True)
class Strangers:
    """Mean and spread of each source's cosines with translations of others; NaN if too few."""

    means: NDArray[np.float64]
    spreads: NDArray[np.float64]

    def nearness(self, row: int, cosine: float) -> Nearness:
        """That of a translation of source ``row`` whose cosine with it is known."""
        standing = (cosine - self.means[row]) / self.spreads[row]
        return Nearness(
            float(np.clip(cosine, -1.0, 1.0)), None if np.isnan(standing) else float(standing)
        )


def strangers(sources: NDArray[np.float32], targets: NDArray[np.float32]) -> Strangers:
    """How near each source (n × d) lies to the other rows of ``targets`` (n × d)."""
    count = len(sources)
    step = max(1, -(-count // POOL))
    places = np.arange(0, count, step)
    pool = targets[places]
    pool_present = pool.any(axis=1)
    means, spreads = np.full(count, np.nan), np.full(count, np.nan)
    for begin in range(0, count, 512):
        rows = np.arange(begin, min(begin + 512, count))
        cosines = (sources[rows] @ pool.T).astype(np.float64)
        strange = (targets[rows] @ pool.T < 0.9) & pool_present
        strange &= rows[:, None] != places[None, :]
        counts = strange.sum(axis=1)
        safe = np.maximum(counts, 1)
        mean = np.where(strange, cosines, 0.0).sum(axis=1) / safe
        squares = np.where(strange, (cosines - mean[:, None]) ** 2, 0.0).sum(axis=1) / safe
        enough = counts >= STRANGERS_NEEDED
        means[rows] = np.where(enough, mean, np.nan)
        # A spread below 0.05 is chance in a small pool, not certainty.
        spreads[rows] = np.where(enough, np.maximum(np.sqrt(squares), 0.05), np.nan)
    return Strangers(means, spreads)
