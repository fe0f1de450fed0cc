"""What differs in the telling of one claim, for the passages that make it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from jobs.report.claim_book import Said
from jobs.report.coverage import Line
from jobs.report.spans import Segment, Span
from jobs.report.words import listed


@dataclass(frozen=True)
class Told:
    """A passage that makes a claim: words of choice, hedges, clauses marked; and notes."""

    line: Line
    segments: tuple[Segment, ...]
    notes: tuple[str, ...]


class TellingBook:
    """Rows of the tellings table by claim and passage; ``None`` where it was not measured."""

    def __init__(self, table: pl.DataFrame | None) -> None:
        self._rows: dict[tuple[str, str], Mapping[str, Any]] = {
            (row["claim_id"], row["passage_id"]): row
            for row in (() if table is None else table.iter_rows(named=True))
        }

    def __bool__(self) -> bool:
        return bool(self._rows)

    def told(self, claim_id: str, said: Said) -> Told:
        """How the passage tells the claim; as it stands where nothing is known."""
        row = self._rows.get((claim_id, said.line.passage_id))
        if row is None:
            return Told(said.line, said.line.cut(()), ())
        return Told(said.line, said.line.cut(_spans(row, said.line)), _notes(row))


def _spans(row: Mapping[str, Any], line: Line) -> list[Span]:
    found = [
        Span(
            one["start"] - line.start,
            one["end"] - line.start,
            f"{one['label']}, quoted" if one["quoted"] else one["label"],
            "term",
        )
        for one in row["terms"] or ()
    ]
    for column, label, tone in (
        ("hedges", "hedge", "hedge"),
        ("clauses_added", "in no other outlet’s telling", "clause"),
    ):
        found += [
            Span(one["start"] - line.start, one["end"] - line.start, label, tone)
            for one in row[column] or ()
        ]
    return found


def _notes(row: Mapping[str, Any]) -> tuple[str, ...]:
    verbs = [
        f"“{verb}”" + ("" if stance == "neutral" else f" ({stance})")
        for verb, stance in zip(row["verbs"] or (), row["stances"] or (), strict=False)
    ]
    added, missing = row["numbers_added"] or (), row["numbers_missing"] or ()
    return tuple(
        note
        for note in (
            f"said with {listed(list(dict.fromkeys(verbs)))}" if verbs else "",
            f"only here: {listed(list(added))}" if len(added) else "",
            f"missing here: {listed(list(missing))}" if len(missing) else "",
        )
        if note
    )
