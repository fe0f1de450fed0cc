"""The gate: the product's quality in numbers, against floors that never sink silently.

    python -m tests.quality.gate --ntrex FILE [--quick] [--only NAME ...]

Prints a table and exits 1 where a score is under its floor, or where a floor was not measured
though its check ran. FRAMING_NTREX names the benchmark where --ntrex is not given; without either,
the checks that need it are skipped and named.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.quality import (
    check_axes,
    check_confidence,
    check_controls,
    check_frames,
    check_matching,
    check_omissions,
    check_retrieval,
    check_sample,
    check_weight,
)
from tests.quality.check import Bench, Check, Score

CHECKS: tuple[Check, ...] = (
    check_frames.CHECK,
    check_axes.CHECK,
    check_controls.CHECK,
    check_retrieval.CHECK,
    check_matching.CHECK,
    check_weight.CHECK,
    check_omissions.CHECK,
    check_confidence.CHECK,
    check_sample.CHECK,
)
FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True)
class Floors:
    """The least and the most that scores may be, by name."""

    at_least: Mapping[str, float]
    at_most: Mapping[str, float]

    def holds(self, score: Score) -> bool:
        """Whether a score keeps its floor; one without a floor does."""
        least = self.at_least.get(score.name, -float("inf"))
        most = self.at_most.get(score.name, float("inf"))
        return least <= score.value <= most  # false for NaN

    def limit(self, name: str) -> str:
        """The floor in words, empty where there is none."""
        if name in self.at_least:
            return f">= {self.at_least[name]:.3f}"
        return f"<= {self.at_most[name]:.3f}" if name in self.at_most else ""

    def of(self, check: str) -> set[str]:
        """Names of the floors of a check's scores that --quick does not excuse."""
        return {name for name in (*self.at_least, *self.at_most) if name.split(".")[0] == check}


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors in force."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Floors(content["at_least"], content["at_most"])


def run(bench: Bench, floors: Floors, checks: Sequence[Check] = CHECKS) -> int:
    """Run the checks, print the table, and return the number of failures."""
    failures = 0
    for check in checks:
        if check.needs_ntrex and bench.ntrex is None:
            print(f"skipped  {check.name}: needs the benchmark (--ntrex FILE or FRAMING_NTREX)")
            continue
        begin = monotonic()
        measured: set[str] = set()
        for score in check.run(bench):
            measured.add(score.name)
            holds = floors.holds(score)
            failures += not holds
            limit = floors.limit(score.name)
            mark = "" if not limit else "ok" if holds else "FAILS"
            print(
                f"{mark:6} {score.name:42} {score.value:7.4f}  {limit:10} {score.note}", flush=True
            )
        if not bench.quick:
            for name in sorted(floors.of(check.name) - measured):
                failures += 1
                print(f"FAILS  {name}: has a floor and was not measured")
        print(f"       {check.name}: {monotonic() - begin:.0f} s", flush=True)
    return failures


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.gate", description=__doc__)
    parser.add_argument("--ntrex", type=Path, default=os.environ.get("FRAMING_NTREX") or None)
    parser.add_argument("--quick", action="store_true", help="only what needs no translation")
    parser.add_argument("--only", nargs="*", default=None, help="names of checks")
    options = parser.parse_args(arguments)
    if options.ntrex is not None and not Path(options.ntrex).is_file():
        parser.error(f"{options.ntrex}: there is no such file. Name the benchmark's TSV.")
    chosen = [check for check in CHECKS if options.only is None or check.name in options.only]
    bench = Bench(Path(options.ntrex) if options.ntrex else None, quick=options.quick)
    failures = run(bench, read_floors(), chosen)
    print("every floor holds" if not failures else f"{failures} floors do not hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
