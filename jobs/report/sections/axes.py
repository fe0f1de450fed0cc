"""Which way each outlet leans along axes of meaning, against the event's own baseline."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from jobs.ports import LANGUAGE_NAMES
from jobs.report.charts import Mark, Scale, balance
from jobs.report.coverage import Line
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.words import signed

EXTREMES = 3  # passages towards each pole


@dataclass(frozen=True)
class Lean:
    """One outlet or language on an axis."""

    name: str
    face: Face | None
    mark: Mark
    bias: str
    interval: str
    intensity: str
    clear: bool


@dataclass(frozen=True)
class AxisShown:
    """An axis with its leanings, from the negative pole to the positive."""

    anchor: str
    title: str
    negative: str
    positive: str
    balance: Scale
    languages: tuple[Lean, ...]
    outlets: tuple[Lean, ...]
    towards_negative: tuple[Line, ...]
    towards_positive: tuple[Line, ...]


@dataclass(frozen=True)
class Axes:
    """All axes that were measured."""

    axes: tuple[AxisShown, ...]


def build(findings: Findings) -> Axes | None:
    """``None`` where no axis was measured."""
    table = findings.axes
    if table is None or table.is_empty():
        return None
    known = {axis.name: axis for axis in findings.axis_book}
    measured = set(table["axis"].to_list())
    order = [name for name in known if name in measured] + sorted(measured - set(known))
    shown = []
    for number, name in enumerate(order, start=1):
        rows = table.filter(pl.col("axis") == name)
        ends = [*rows["bias"], *rows["low"].drop_nulls(), *rows["high"].drop_nulls()]
        measure = balance(ends)
        axis = known.get(name)
        shown.append(
            AxisShown(
                f"axis-{number}",
                axis.title if axis else name.replace("_", " ").capitalize(),
                axis.negative if axis else "negative pole",
                axis.positive if axis else "positive pole",
                measure,
                _leans(findings, rows, "language", measure),
                _leans(findings, rows, "outlet", measure),
                _furthest(findings, rows, "towards_negative", descending=False),
                _furthest(findings, rows, "towards_positive", descending=True),
            )
        )
    return Axes(tuple(shown))


def _leans(findings: Findings, rows: pl.DataFrame, level: str, measure: Scale) -> tuple[Lean, ...]:
    coverage = findings.coverage
    found = []
    for row in rows.filter(pl.col("level") == level).sort("bias", "group").iter_rows(named=True):
        face = coverage.face.get(row["group"]) if level == "outlet" else None
        if level == "outlet" and face is None:
            continue
        found.append(_lean(row, LANGUAGE_NAMES.get(row["group"], row["group"]), face, measure))
    return tuple(found)


def _lean(row: Mapping[str, Any], name: str, face: Face | None, measure: Scale) -> Lean:
    low, high = row["low"], row["high"]
    return Lean(
        name,
        face,
        measure.mark(row["bias"], low, high),
        signed(row["bias"]),
        f"{signed(low)} to {signed(high)}" if low is not None and high is not None else "",
        f"{row['intensity']:.3f}",
        low is not None and high is not None and (low > 0 or high < 0),
    )


def _furthest(
    findings: Findings, rows: pl.DataFrame, column: str, *, descending: bool
) -> tuple[Line, ...]:
    """The furthest passage of each of the outlets that lean furthest to that side."""
    found: list[Line] = []
    leaning = rows.filter(pl.col("level") == "outlet").sort(
        "bias", "group", descending=[descending, False]
    )
    for several in leaning[column].to_list():
        known = [key for key in several or () if key in findings.coverage.line]
        found += [findings.coverage.line[key] for key in known[:1]]
    return tuple(found[:EXTREMES])


SECTION = Section("axes", "Which way they lean", "sections/axes.html", build)
