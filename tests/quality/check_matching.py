"""Matching: precision, recall and F1 on events made from parallel documents; calibration."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from jobs.stages.match import ORIGINAL_WEIGHT, MatchSettings, match
from tests.quality.check import Bench, Score
from tests.quality.events import Library, vectors_of
from tests.quality.measures import Tally, calibration_error, reliability
from tests.quality.plan import PAIRS, planned

ANY = replace(MatchSettings(), floor=0.0)  # every mutual best pair, for the reliability curve
SEED = 7


class Matching:
    """The product's path from passages over vectors to matches, for each reading.

    Reports are made of both readings combined. "sparse" are events in which each outlet tells but
    two sentences in five, as coverage of one event shares less than a benchmark does.
    """

    name = "matching"
    needs_ntrex = True

    def run(self, bench: Bench) -> Iterator[Score]:
        readings = {"originals": (1.0, 0.8)}
        if not bench.quick:
            readings["combined"] = ORIGINAL_WEIGHT, 0.8
            readings["english"] = 0.0, 0.8
            readings["sparse"] = ORIGINAL_WEIGHT, 0.4
        translator = None if bench.quick else bench.translator
        library = Library(bench.report, bench.encoder, translator)
        for reading, (weight, keep) in readings.items():
            yield from self._reading(bench, library, reading, weight, keep)

    def _reading(
        self, bench: Bench, library: Library, reading: str, weight: float, keep: float
    ) -> Iterator[Score]:
        vectors = library.vectors(weight)
        tallies: dict[str, Tally] = defaultdict(Tally)
        by_size: dict[tuple[str, int], Tally] = defaultdict(Tally)
        judged: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for size, event in planned(bench.report, SEED, keep):
            found = match(event.passages, vectors_of(event, vectors), ANY)
            for first, second in PAIRS:
                pair = f"{first}-{second}"
                true = event.pairs(f"outlet {first}", f"outlet {second}")
                rows = between(found, first, second)
                floor = MatchSettings().floor
                made = {(left, right) for left, right, sure in rows if sure >= floor}
                tallies[pair].add(made, true)
                by_size[pair, size].add(made, true)
                judged[pair] += [(sure, (left, right) in true) for left, right, sure in rows]
        for pair, tally in tallies.items():
            sizes = ", ".join(f"{n}: {t.f1:.3f}" for (p, n), t in by_size.items() if p == pair)
            yield Score(f"matching.{reading}.{pair}.precision", tally.precision)
            yield Score(f"matching.{reading}.{pair}.recall", tally.recall)
            yield Score(f"matching.{reading}.{pair}.f1", tally.f1, f"by size {sizes}")
        for pair, cases in judged.items():
            curve = reliability(*zip(*cases, strict=True))
            yield Score(
                f"matching.{reading}.{pair}.ece",
                calibration_error(curve),
                " ".join(f"{b.promised:.2f}→{b.held:.2f}({b.cases})" for b in curve),
            )


def between(matches: pl.DataFrame, first: str, second: str) -> list[tuple[str, str, float]]:
    """The matches of two languages' outlets: both ids, sorted, and the confidence."""
    marks = {first, second}
    return [
        (left, right, sure)
        for left, right, sure in matches.select("left_id", "right_id", "confidence").iter_rows()
        if {left[:2], right[:2]} == marks
    ]


CHECK = Matching()
