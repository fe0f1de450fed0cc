"""The texts whose translations are measured: the benchmark's documents and the sample event."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from jobs.ports import Language, Translated
from tests.quality.check import Bench
from tests.quality.ntrex import Document
from tests.quality.renderings import Case

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
