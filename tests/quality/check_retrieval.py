"""Retrieval: of all sentences of the other language, is the nearest one the counterpart?"""

from collections.abc import Iterator

import numpy as np

from jobs.likeness import Likeness, MatchSettings
from jobs.space import space
from tests.quality.check import Bench, Score
from tests.quality.events import Library
from tests.quality.plan import PAIRS


class Retrieval:
    """Accuracy at 1 over the reporting documents, the mean of both directions, originals only."""

    name = "retrieval"
    needs_ntrex = True

    def run(self, bench: Bench) -> Iterator[Score]:
        library = Library(bench.report, bench.encoder)
        points = space(library.passages, library.originals)
        likeness = Likeness(points, MatchSettings())
        rows = {code: points.rows_of(i) for i, code in enumerate(points.languages)}
        for first, second in PAIRS:
            left, right = rows[first], rows[second]
            cosine = points.points[left] @ points.points[right].T
            margin = cosine / likeness.around(left[:, None], right[None])
            for way, scores in (("cosine", cosine), ("margin", margin)):
                truth = np.arange(len(left))
                hits = (scores.argmax(1) == truth).mean(), (scores.argmax(0) == truth).mean()
                yield Score(
                    f"retrieval.{first}-{second}.{way}",
                    float(np.mean(hits)),
                    f"{len(left)} sentences each way",
                )


CHECK = Retrieval()
