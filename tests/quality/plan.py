"""Which events the checks measure on: the same for all, small to large."""

from collections.abc import Iterator, Sequence

import numpy as np

from tests.quality.events import Event, make_event
from tests.quality.ntrex import Document

PAIRS = (("en", "ru"), ("en", "uk"), ("ru", "uk"))
# Sentences an event rests on, and how many such events: an article, a few, a busy day.
SIZES = ((16, 24), (40, 12), (120, 6), (360, 3))


def planned(
    documents: Sequence[Document], first_seed: int, keep: float = 0.8
) -> Iterator[tuple[int, Event]]:
    """Events with the number of sentences that each rests on.

    Core and foreign documents are drawn anew for each; every other event has an article for each
    document instead of one article an outlet.
    """
    for size, count in SIZES:
        for number in range(count):
            seed = first_seed + 1000 * size + number
            order = np.random.default_rng(seed).permutation(len(documents))
            drawn = [documents[i] for i in order]
            core = 0
            while core < len(drawn) - 1 and sum(map(len, drawn[:core])) < size:
                core += 1
            yield (
                size,
                make_event(
                    drawn[:core],
                    drawn[core:],
                    size,
                    seed,
                    keep=keep,
                    article_per_document=bool(number % 2),
                ),
            )
