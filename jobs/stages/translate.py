"""English for every passage, and the texts of both readings as later stages take them."""

import dataframely as dy
import polars as pl

from jobs.ports import LANGUAGES, Failure, Language, Progress, Translated, Translator, silent
from jobs.problems import BrokenContract
from jobs.tables import Passages, Renderings, Texts

CHUNK = 64
"""Texts a call. Small enough that a killed run loses under a minute, large enough to fill the
translators' own batches."""

ORIGINAL = "original"


def translate(
    passages: dy.DataFrame[Passages], translator: Translator, progress: Progress = silent
) -> dy.DataFrame[Renderings]:
    """One row a passage: its English, who made it, the model's score, or why there is none.

    English passages stand as they are. A text that occurs several times is translated once. Texts
    go to the translator longest first, over all articles, so that a batch holds texts of one
    length; which texts share a call depends on the passages alone, never on what is cached.
    Raises ``BrokenContract`` where the translator does not answer text for text.
    """
    rows: list[tuple[str, str, str, float | None, str | None]] = [
        (passage_id, text, ORIGINAL, None, None)
        for passage_id, text in passages.filter(pl.col("language") == "en")
        .select("passage_id", "text")
        .iter_rows()
    ]
    foreign = {
        language: passages.filter(pl.col("language") == language)
        for language in LANGUAGES
        if language != "en"
    }
    total = sum(frame.height for frame in foreign.values())
    done = 0
    for language, frame in foreign.items():
        waiting: dict[str, list[str]] = {}
        for passage_id, text in frame.select("passage_id", "text").iter_rows():
            waiting.setdefault(" ".join(text.split()), []).append(passage_id)
        order = sorted(waiting, key=lambda text: (-len(text), text))
        for begin in range(0, len(order), CHUNK):
            chunk = order[begin : begin + CHUNK]
            for text, result in zip(chunk, _ask(translator, chunk, language), strict=True):
                english, by, score, failure = _row(result, translator.name)
                rows += [(each, english, by, score, failure) for each in waiting[text]]
                done += len(waiting[text])
            progress("translate", done, total)
    frame = pl.DataFrame(
        rows,
        schema={
            "passage_id": pl.String,
            "english": pl.String,
            "translator": pl.String,
            "score": pl.Float64,
            "failure": pl.String,
        },
        orient="row",
    )
    return Renderings.validate(frame.sort("passage_id"), cast=True)


def _ask(
    translator: Translator, texts: list[str], language: Language
) -> list[Translated | Failure]:
    results = translator.translate(texts, language)
    if len(results) != len(texts):
        raise BrokenContract(
            f"translator {translator.name!r} gave {len(results)} results for {len(texts)} texts"
        )
    return results


def _row(result: Translated | Failure, name: str) -> tuple[str, str, float | None, str | None]:
    if isinstance(result, Failure):
        return "", name, None, result.reason
    english = " ".join(result.text.split())
    if not english:
        return "", result.translator or name, None, "The translator returned nothing."
    return english, result.translator or name, result.score, None


def texts(passages: dy.DataFrame[Passages]) -> dy.DataFrame[Texts]:
    """The original reading: each passage in its own language."""
    return Texts.validate(
        passages.select("passage_id", "language", "text").sort("passage_id"), cast=True
    )


def english_texts(
    renderings: dy.DataFrame[Renderings], passages: dy.DataFrame[Passages]
) -> dy.DataFrame[Texts]:
    """The English reading of each passage; an empty text where the translator failed."""
    english = passages.select("passage_id").join(
        renderings.select("passage_id", text="english"),
        on="passage_id",
        how="left",
        maintain_order="left",
    )
    return Texts.validate(
        english.select(
            "passage_id", pl.lit("en").alias("language"), pl.col("text").fill_null("")
        ).sort("passage_id"),
        cast=True,
    )
