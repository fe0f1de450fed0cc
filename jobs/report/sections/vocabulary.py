"""Words that set an outlet, or a language, apart from the others."""

from dataclasses import dataclass

import polars as pl

from jobs.ports import LANGUAGE_NAMES
from jobs.report.charts import Hit, bar
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.words import rate

WORDS, NAMES = 10, 5
DISCOVERED = 0.05  # false-discovery rate


@dataclass(frozen=True)
class Word:
    """A lemma, its rate here and elsewhere, and how sure the difference is (z, as a bar)."""

    lemma: str
    here: str
    elsewhere: str
    hit: Hit
    sure: bool


@dataclass(frozen=True)
class Group:
    """The words and names of one outlet or language; ``read`` is what they were counted on."""

    title: str
    face: Face | None
    language: str
    words: tuple[Word, ...]
    names: tuple[Word, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Languages against each other, then outlets against those of their language."""

    languages: tuple[Group, ...]
    outlets: tuple[Group, ...]
    unsure: bool


def build(findings: Findings) -> Vocabulary | None:
    """``None`` where it was not measured or no word stands out."""
    table = findings.vocabulary
    if table is None or table.is_empty():
        return None
    coverage = findings.coverage
    languages = [
        _group(table, "language", code, LANGUAGE_NAMES[code], None, "en")
        for code in coverage.languages
    ]
    outlets = [
        _group(table, "outlet", face.name, face.name, face, face.language)
        for face in coverage.faces
    ]
    shown = [group for group in (*languages, *outlets) if group.words or group.names]
    if not shown:
        return None
    return Vocabulary(
        tuple(group for group in languages if group.words or group.names),
        tuple(group for group in outlets if group.words or group.names),
        any(not word.sure for group in shown for word in (*group.words, *group.names)),
    )


def _group(
    table: pl.DataFrame, level: str, name: str, title: str, face: Face | None, language: str
) -> Group:
    rows = table.filter((pl.col("level") == level) & (pl.col("group") == name) & (pl.col("z") > 0))
    top = float(str(table["z"].max()))

    def words(kind: str, limit: int) -> tuple[Word, ...]:
        chosen = rows.filter(pl.col("kind") == kind).sort("z", "lemma", descending=[True, False])
        return tuple(
            Word(
                row["lemma"],
                rate(row["rate"]),
                rate(row["rate_elsewhere"]),
                bar(row["z"] / top),
                row["q"] <= DISCOVERED,
            )
            for row in chosen.head(limit).iter_rows(named=True)
        )

    return Group(title, face, language, words("word", WORDS), words("name", NAMES))


SECTION = Section("vocabulary", "Words that set them apart", "sections/vocabulary.html", build)
