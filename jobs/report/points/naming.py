"""One thing under two names: the concept for which the languages choose unlike words."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from jobs.ports import LANGUAGE_NAMES, LANGUAGES
from jobs.report.model import Findings
from jobs.report.points.point import Point
from jobs.report.words import count, listed

FEWEST, OUTLETS = 2, 2  # uses and outlets of a language's first choice: fewer are an accident


@dataclass(frozen=True)
class _Choice:
    """A language's most frequent word for a concept: its label, uses, and outlets that use it."""

    label: str
    uses: int
    outlets: int


def naming(findings: Findings) -> tuple[Point, ...]:
    """At most one point, of the first such concept in terms.toml.

    None where every language calls everything alike or hardly speaks of it.
    """
    if findings.terms is None:
        return ()
    own = findings.terms.filter((pl.col("voice") == "own") & (pl.col("count") > 0))
    found = []
    for concept in sorted(set(own["concept"].to_list())):
        choices = _choices(own.filter(pl.col("concept") == concept))
        if len({one.label for one in choices.values()}) > 1:
            found.append((concept, choices))
    order = list(findings.term_titles)
    found.sort(key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[0]))
    return tuple(_point(findings, *one) for one in found[:1])


def _choices(rows: pl.DataFrame) -> dict[str, _Choice]:
    """By language, its first choice where that is used often enough and ahead of the second."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    outlets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows.iter_rows(named=True):
        uses[row["language"]][row["label"]] += row["count"]
        outlets[row["language"], row["label"]].add(row["outlet"])
    found: dict[str, _Choice] = {}
    for language in LANGUAGES:
        ranked = sorted(uses[language].items(), key=lambda pair: (-pair[1], pair[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            continue
        label, number = ranked[0]
        if number >= FEWEST and len(outlets[language, label]) >= OUTLETS:
            found[language] = _Choice(label, number, len(outlets[language, label]))
    return found


def _point(findings: Findings, concept: str, choices: Mapping[str, _Choice]) -> Point:
    title = findings.term_titles.get(concept, concept.replace("_", " "))
    told = [
        f"“{one.label}” in {name} ({count(one.uses, 'time')}, {count(one.outlets, 'outlet')})"
        for code, name in LANGUAGE_NAMES.items()
        if (one := choices.get(code)) is not None
    ]
    return Point(
        kind="Word choice",
        figure=f"{len({one.label for one in choices.values()})} names",
        text=f"{title}: in their own voice, outlets most often choose {listed(told)}.",
        quote="",
        hedge="Counted on the originals, quotations apart; few uses, so read the passages.",
        href="#terms",
        link="See who says what",
    )
