"""Words between which outlets choose, in their own voice and in quotations apart."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.ports import LANGUAGES
from jobs.report.charts import shade
from jobs.report.coverage import Line
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.spans import Segment, Span
from jobs.report.words import count, listed, rate

EXAMPLES = 6  # passages a choice: one an outlet, then others


@dataclass(frozen=True)
class Cell:
    """One outlet's use of one choice: own words as a number, quoted ones beside it."""

    face: Face
    own: str
    quoted: str
    shade: int
    spoken: str


@dataclass(frozen=True)
class Example:
    """A passage with the word marked; ``voice`` says whose it is."""

    line: Line
    segments: tuple[Segment, ...]
    voice: str


@dataclass(frozen=True)
class Choice:
    """One way of saying it, with the phrases of each language that count for it."""

    label: str
    variants: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Concept:
    """Something for which there are several words."""

    title: str
    anchor: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Terms:
    """All concepts of which the coverage speaks."""

    groups: tuple[tuple[str, str, tuple[Face, ...]], ...]
    concepts: tuple[Concept, ...]
    heads: str
    fit: str
    columns: int


def build(findings: Findings) -> Terms | None:
    """``None`` where terms were not measured or none occurs."""
    if findings.terms is None:
        return None
    coverage = findings.coverage
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    order = ("concept", "label", "language", "variant", "outlet", "voice")
    for row in findings.terms.sort(*order).iter_rows(named=True):
        if row["count"] > 0 and row["outlet"] in coverage.face:
            found[row["concept"]][row["label"]].append(row)
    titled = list(findings.term_titles)
    concepts = sorted(found, key=lambda key: (titled.index(key) if key in titled else 99, key))
    if not concepts:
        return None
    return Terms(
        coverage.by_language(),
        tuple(
            Concept(
                findings.term_titles.get(key, key.replace("_", " ").capitalize()),
                f"term-{number}",
                _choices(findings, found[key]),
            )
            for number, key in enumerate(concepts, start=1)
        ),
        coverage.heads,
        coverage.fit,
        len(coverage.faces) + 1,
    )


def _choices(
    findings: Findings, by_label: Mapping[str, list[Mapping[str, Any]]]
) -> tuple[Choice, ...]:
    own = {
        (label, outlet): total
        for label, rows in by_label.items()
        for outlet, total in _totals(rows, "own", "rate").items()
    }
    top = max(own.values(), default=0.0)
    uses = {label: sum(row["count"] for row in rows) for label, rows in by_label.items()}
    return tuple(
        Choice(
            label,
            _variants(by_label[label]),
            tuple(_cell(face, by_label[label], top) for face in findings.coverage.faces),
            _examples(findings, by_label[label]),
        )
        for label in sorted(by_label, key=lambda one: (-uses[one], one))
    )


def _totals(rows: list[Mapping[str, Any]], voice: str, column: str) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for row in rows:
        if row["voice"] == voice:
            totals[row["outlet"]] += row[column]
    return totals


def _variants(rows: list[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (language, ", ".join(sorted({r["variant"] for r in rows if r["language"] == language})))
        for language in LANGUAGES
        if any(row["language"] == language for row in rows)
    )


def _cell(face: Face, rows: list[Mapping[str, Any]], top: float) -> Cell:
    mine = [row for row in rows if row["outlet"] == face.name]
    own = sum(row["count"] for row in mine if row["voice"] == "own")
    quoted = sum(row["count"] for row in mine if row["voice"] == "quoted")
    per = sum(row["rate"] for row in mine if row["voice"] == "own")
    bounds = [row for row in mine if row["voice"] == "own" and row["low"] is not None]
    within = (
        f", interval {rate(bounds[0]['low'])}–{rate(bounds[0]['high'])}" if len(bounds) == 1 else ""
    )
    speakers = list(dict.fromkeys(s for row in mine for s in row["speakers"] or ()))
    by = f" (by {listed(speakers, 4)})" if speakers else ""
    return Cell(
        face,
        str(own) if own else "",
        str(quoted) if quoted else "",
        shade(per, top),
        f"{face.name}: {count(own, 'time')} in its own voice"
        + (f", {rate(per)} per 1,000 words{within}" if own else "")
        + f"; {count(quoted, 'time')} in quotations{by}",
    )


def _examples(findings: Findings, rows: list[Mapping[str, Any]]) -> tuple[Example, ...]:
    """One passage an outlet, its own voice first."""
    coverage = findings.coverage
    place = {face.name: number for number, face in enumerate(coverage.faces)}
    chosen: dict[str, Example] = {}
    for row in sorted(rows, key=lambda one: (one["voice"] != "own", place[one["outlet"]])):
        for spot in row["examples"] or ():
            line = coverage.line.get(spot["passage_id"])
            if line is None or row["outlet"] in chosen:
                continue
            span = Span(spot["start"] - line.start, spot["end"] - line.start, row["label"])
            voice = "its own voice" if row["voice"] == "own" else "quoted"
            chosen[row["outlet"]] = Example(line, line.cut((span,)), voice)
    return tuple(chosen.values())[:EXAMPLES]


SECTION = Section("terms", "The words they choose", "sections/terms.html", build)
