"""The frame book as a table, so that encoding and lemmatising treat it like coverage."""

import dataframely as dy
import polars as pl

from jobs.ports import LANGUAGES
from jobs.settings import Frame, FrameBook
from jobs.tables import Examples, Texts

WORDS = ("cue", "hint")  # roles of words; the others are sentences


def examples(book: FrameBook) -> dy.DataFrame[Examples]:
    """Every sentence, cue and hint of the book, in the book's order."""
    both = ["policy", "angle"]
    rows: list[tuple[str, str, str, list[str], list[str], str, str]] = []

    def add(texts: tuple[str, ...], language: str, frame: Frame | None, role: str) -> None:
        name = frame.name if frame else "neutral"
        for place, text in enumerate(texts):
            group = f"{name}.{role}.{place:04d}"
            key = f"{name}.{role}.{language}.{len(rows):05d}"
            carried = [frame.name] if frame else []
            among: list[str] = [frame.kind] if frame else both
            rows.append((key, language, text, carried, among, role, group))

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
                add(by_language.get(language, ()), language, frame, role)
    for place, example in enumerate(book.examples):
        group = f"example.{place:05d}"
        rows += [
            (
                f"{group}.{language}",
                language,
                text,
                [*example.frames],
                [*example.among],
                "example",
                group,
            )
            for language, text in sorted(example.texts.items())
        ]
    return Examples.validate(
        pl.DataFrame(rows, schema=Examples.create_empty().schema, orient="row")
    )


def example_texts(table: dy.DataFrame[Examples]) -> dy.DataFrame[Texts]:
    """The examples as texts to lemmatise."""
    return Texts.validate(table.select("passage_id", "language", "text"))


def example_words(table: dy.DataFrame[Examples]) -> dy.DataFrame[Texts]:
    """The cues and hints, as texts to lemmatise."""
    words = table.filter(pl.col("role").is_in(WORDS))
    return Texts.validate(words.select("passage_id", "language", "text"))


def example_sentences(table: dy.DataFrame[Examples]) -> dy.DataFrame[Texts]:
    """The examples that are sentences, as texts to encode."""
    sentences = table.filter(~pl.col("role").is_in(WORDS))
    return Texts.validate(sentences.select("passage_id", "language", "text"))
