"""The weight of the original reading: is the product's still the best on the tuning documents?"""

from collections.abc import Iterator

from jobs.stages.match import ORIGINAL_WEIGHT, match
from tests.quality.check import Bench, Score
from tests.quality.check_matching import between
from tests.quality.events import Library, vectors_of
from tests.quality.measures import Tally
from tests.quality.plan import PAIRS, planned

GRID = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
SEED = 11


class Weight:
    """F1 over all pairs by weight; ``weight.loss`` is what the product's lacks to the best."""

    name = "weight"
    needs_ntrex = True

    def run(self, bench: Bench) -> Iterator[Score]:
        if bench.quick:
            return
        library = Library(bench.tune, bench.encoder, bench.translator)
        events = [event for size, event in planned(bench.tune, SEED) if size < 300]
        found: dict[float, float] = {}
        for weight in sorted({*GRID, ORIGINAL_WEIGHT}):
            vectors = library.vectors(weight)
            tally = Tally()
            for event in events:
                matches = match(event.passages, vectors_of(event, vectors))
                for first, second in PAIRS:
                    made = {row[:2] for row in between(matches, first, second)}
                    tally.add(made, event.pairs(f"outlet {first}", f"outlet {second}"))
            found[weight] = tally.f1
        note = " ".join(f"{weight:.1f}: {f1:.4f}" for weight, f1 in found.items())
        yield Score("weight.loss", max(found.values()) - found[ORIGINAL_WEIGHT], note)


CHECK = Weight()
