"""The frame book as a table, so that encoding and lemmatising treat it like coverage."""

import dataframely as dy
import polars as pl

from jobs.ports import LANGUAGES
from jobs.settings import FrameBook
from jobs.tables import Examples, Texts

HELD_OUT_NEUTRAL = 3  # every third neutral sentence is held out to fit the thresholds


def examples(book: FrameBook) -> dy.DataFrame[Examples]:
    """Every seed, paraphrase, cue and neutral sentence of the book, in the book's order."""
    rows: list[tuple[str, str, str, str | None, str]] = []

    def add(text: str, language: str, frame: str | None, role: str) -> None:
        rows.append(
            (f"{frame or 'neutral'}.{role}.{language}.{len(rows):05d}", language, text, frame, role)
        )

    for language in LANGUAGES:
        for number, sentence in enumerate(book.neutral.get(language, ()), start=1):
            held_out = number % HELD_OUT_NEUTRAL == 0
            add(sentence, language, None, "paraphrase" if held_out else "seed")
    for frame in book.frames:
        for role, by_language in (
            ("seed", frame.seeds),
            ("paraphrase", frame.paraphrases),
            ("cue", frame.cues),
        ):
            for language in LANGUAGES:
                for text in by_language.get(language, ()):
                    add(text, language, frame.name, role)
    table = pl.DataFrame(
        rows,
        schema=dict.fromkeys(("passage_id", "language", "text", "frame", "role"), pl.String),
        orient="row",
    )
    return Examples.validate(table)


def example_texts(table: dy.DataFrame[Examples]) -> dy.DataFrame[Texts]:
    """The examples as texts to encode or lemmatise."""
    return Texts.validate(table.select("passage_id", "language", "text"))
