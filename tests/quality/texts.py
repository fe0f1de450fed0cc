"""The texts whose translations are read: the benchmark's documents, our own, the sample event."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jobs.ports import Language, Translated
from tests.quality.check import Bench
from tests.quality.ntrex import Document
from tests.quality.renderings import Case

TRAINING = Path(__file__).parents[2] / "models" / "compact-translator"
OURS = ("news", "examples")  # kinds of the mixture that are like what the job is for
LANGUAGES: tuple[Language, ...] = ("ru", "uk")
REFERENCES = Path(__file__).parent / "references" / "2025-03-18-trump-putin-call.jsonl"


def rendered(bench: Bench, documents: Sequence[Document], language: Language) -> Iterator[Case]:
    """The translator's English for every sentence of the documents, beside the reference."""
    for document in documents:
        sources = document.sentences[language]
        results = bench.translator.translate(sources, language)
        for source, reference, result in zip(
            sources, document.sentences["en"], results, strict=True
        ):
            if isinstance(result, Translated):
                yield Case(
                    document.name, language, source, reference, result.text, result.score,
                    kind="ntrex",
                )  # fmt: skip


def our_cases(bench: Bench, language: Language) -> Iterator[Case]:
    """The translator's English for the project's own sentences that it was not trained on."""
    pairs = [pair for pair in _held_out() if pair.language == language]
    results = bench.translator.translate([pair.source for pair in pairs], language)
    for pair, result in zip(pairs, results, strict=True):
        if isinstance(result, Translated):
            yield Case(
                pair.english, language, pair.source, pair.english, result.text, result.score,
                kind="ours",
            )  # fmt: skip


@cache
def _held_out() -> list[Any]:
    """The pairs of ``OURS`` that the translator's training leaves out."""
    sys.path.append(str(TRAINING))  # a folder of scripts, no package
    import mixture

    return [pair for pair in mixture.load([])[1] if pair.kind.startswith(OURS)]


def sample_cases(bench: Bench, language: Language) -> Iterator[Case]:
    """The sample event's passages with the translator's English, empty where there is none."""
    lines = map(json.loads, REFERENCES.read_text(encoding="utf-8").splitlines())
    entries = [entry for entry in lines if entry["language"] == language]
    results = bench.translator.translate([entry["source"] for entry in entries], language)
    for entry, result in zip(entries, results, strict=True):
        english, score = (
            (result.text, result.score) if isinstance(result, Translated) else ("", None)
        )
        yield Case("sample", language, entry["source"], entry["english"], english, score)
