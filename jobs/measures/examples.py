"""The frame book as a table, so that encoding and lemmatising treat it like coverage."""

import dataframely as dy
import polars as pl

from jobs.ports import LANGUAGES
from jobs.settings import FrameBook
from jobs.tables import Examples, Texts

WORDS = ("cue", "hint")  # roles of words; the others are sentences


def examples(book: FrameBook) -> dy.DataFrame[Examples]:
    """Every seed, paraphrase, cue, hint and neutral sentence of the book, in the book's order."""
    rows: list[tuple[str, str, str, str | None, str, str]] = []

    def add(texts: tuple[str, ...], language: str, frame: str | None, role: str) -> None:
        for place, text in enumerate(texts):
            group = f"{frame or 'neutral'}.{role}.{place:04d}"
            key = f"{frame or 'neutral'}.{role}.{language}.{len(rows):05d}"
            rows.append((key, language, text, frame, role, group))

    for language in LANGUAGES:
        add(book.neutral.get(language, ()), language, None, "seed")
    for frame in book.frames:
        for role, by_language in (
            ("seed", frame.seeds),
            ("paraphrase", frame.paraphrases),
            ("cue", frame.cues),
            ("hint", frame.hints),
        ):
            for language in LANGUAGES:
                add(by_language.get(language, ()), language, frame.name, role)
    columns = ("passage_id", "language", "text", "frame", "role", "group")
    table = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return Examples.validate(table)


def example_texts(table: dy.DataFrame[Examples]) -> dy.DataFrame[Texts]:
    """The examples as texts to lemmatise."""
    return Texts.validate(table.select("passage_id", "language", "text"))


def example_sentences(table: dy.DataFrame[Examples]) -> dy.DataFrame[Texts]:
    """The examples that are sentences, as texts to encode."""
    sentences = table.filter(~pl.col("role").is_in(WORDS))
    return Texts.validate(sentences.select("passage_id", "language", "text"))
