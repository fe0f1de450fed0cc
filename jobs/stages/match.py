"""Passages of different outlets that say the same thing.

Coverage of one event is comparable text, not parallel text: the order differs and much has no
counterpart. So there is no alignment; for each pair of outlets a passage is matched with the one
that it resembles most *and* that resembles it most, by the ratio margin (Artetxe & Schwenk 2019:
cosine over the mean similarity to the k nearest neighbours of both sides), and only where the
calibrated chance that both say the same reaches a floor. Otherwise it has no counterpart.
"""

from dataclasses import dataclass
from itertools import combinations

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.likeness import Likeness, MatchSettings, Numbers, kind
from jobs.space import BLOCK, Floats, Places, Space, space
from jobs.stages.boilerplate import boilerplate
from jobs.tables import Matches, Passages, Vectors

__all__ = ["ORIGINAL_WEIGHT", "MatchSettings", "match"]

# Weight of the original reading against the English one in the vectors to be matched; chosen on
# the tuning documents by the gate ("weight").
ORIGINAL_WEIGHT = 0.6

RIVALS = 8  # best alternatives looked at, past those that restate the match itself
DIGITS = 5  # margins equal to this many decimals are a tie, won by the first passage id


@dataclass(frozen=True)
class _Found:
    """Mutual best pairs of two outlets: rows into the space, and the evidence for each."""

    left: Places
    right: Places
    cosine: Floats
    margin: Floats
    excess: Floats
    lead: Floats


def match(
    passages: dy.DataFrame[Passages],
    vectors: dy.DataFrame[Vectors],
    settings: MatchSettings = MatchSettings(),  # noqa: B008  # frozen
) -> dy.DataFrame[Matches]:
    """Pairs of passages of two outlets, each the other's best, with confidence of at least floor.

    A passage has at most one match in each other outlet. Boilerplate and passages without a vector
    have none. Sorted by left_id, right_id; independent of row order and of outlets' names.
    ``similarity`` is the cosine, ``margin`` the ratio margin, ``confidence`` the calibrated chance
    (0–1) that both say the same.
    """
    points = space(passages, vectors, without=boilerplate(passages))
    likeness = Likeness(points, settings)
    shift, scale = likeness.shift, likeness.scale
    frames = [_frame(points, None, np.zeros(0))]
    for first, second in combinations(range(len(points.outlets)), 2):
        found = _mutual(likeness, first, second, settings.restated)
        chance = np.zeros(len(found.left))
        kinds = _kinds(points, found)
        for name, curve in settings.matched.items():
            of = kinds == name
            chance[of] = curve.together(
                (found.cosine[of] - shift) * scale, found.excess[of] * scale, found.lead[of] * scale
            )
        frames.append(_frame(points, found, chance).filter(pl.col("confidence") >= settings.floor))
    return Matches.validate(pl.concat(frames).sort("left_id", "right_id"), cast=True)


def _mutual(likeness: Likeness, first: int, second: int, restated: float) -> _Found:
    """Every pair that is best for both sides, however weak."""
    points = likeness.points
    left, right = points.rows_of(first), points.rows_of(second)
    best = np.zeros(len(left), dtype=np.int64)
    top = np.full(len(right), -np.inf, dtype=np.float32)
    owner = np.zeros(len(right), dtype=np.int64)
    for begin in range(0, len(left), BLOCK):
        margins = _margins(likeness, left[begin : begin + BLOCK], right)
        best[begin : begin + BLOCK] = margins.argmax(axis=1)
        here = margins.argmax(axis=0)
        value = margins[here, np.arange(len(right))]
        better = value > top  # an equal one further down loses to the first
        top[better], owner[better] = value[better], here[better] + begin
    mutual = np.flatnonzero(owner[best] == np.arange(len(left)))
    rows, columns = left[mutual], right[best[mutual]]
    cosine = np.einsum("ij,ij->i", points.points[rows], points.points[columns])
    around = likeness.around(rows, columns)
    rival = np.maximum(
        _rivals(likeness, rows, columns, right, restated),
        _rivals(likeness, columns, rows, left, restated),
    )
    return _Found(
        left=rows,
        right=columns,
        cosine=np.clip(cosine, -1.0, 1.0),
        margin=cosine / around,
        excess=cosine - around,
        lead=np.maximum(cosine - rival * around, 0.0),
    )


def _margins(likeness: Likeness, rows: Places, columns: Places) -> Floats:
    cosine = likeness.points.points[rows] @ likeness.points.points[columns].T
    margins = cosine / likeness.around(rows[:, None], columns[None])
    return np.asarray(np.round(margins, DIGITS), dtype=np.float32)


def _rivals(
    likeness: Likeness, rows: Places, chosen: Places, pool: Places, restated: float
) -> Floats:
    """Margin of the best alternative to each chosen counterpart; 0 where there is none.

    An alternative that restates the chosen one (a headline repeated in the lead) is no rival.
    """
    points = likeness.points.points
    rival = np.zeros(len(rows), dtype=np.float32)
    for begin in range(0, len(rows), BLOCK):
        here, taken = rows[begin : begin + BLOCK], chosen[begin : begin + BLOCK]
        margins = _margins(likeness, here, pool)
        count = min(RIVALS + 1, len(pool))
        candidates = np.argpartition(-margins, count - 1, axis=1)[:, :count]
        values = np.take_along_axis(margins, candidates, axis=1)
        others = pool[candidates]
        alike = np.einsum("nd,nkd->nk", points[taken], points[others])
        values[(others == taken[:, None]) | (alike >= restated)] = 0.0
        rival[begin : begin + BLOCK] = values.max(axis=1)
    return np.maximum(rival, np.float32(0.0))


def _kinds(points: Space, found: _Found) -> NDArray[np.str_]:
    names = [[kind(one, other) for other in points.languages] for one in points.languages]
    table = np.array(names, dtype=np.str_).reshape(len(points.languages), len(points.languages))
    picked = table[points.language[found.left], points.language[found.right]]
    return np.asarray(picked, dtype=np.str_)


def _frame(points: Space, found: _Found | None, chance: Numbers) -> pl.DataFrame:
    pairs = [] if found is None else list(zip(found.left, found.right, strict=True))
    ids = [sorted((points.ids[left], points.ids[right])) for left, right in pairs]
    return pl.DataFrame(
        {
            "left_id": pl.Series([one for one, _ in ids], dtype=pl.String),
            "right_id": pl.Series([other for _, other in ids], dtype=pl.String),
            "similarity": pl.Series([] if found is None else found.cosine, dtype=pl.Float64),
            "margin": pl.Series([] if found is None else found.margin, dtype=pl.Float64),
            "confidence": pl.Series(chance, dtype=pl.Float64),
        }
    )
