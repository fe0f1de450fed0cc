"""Passages of different outlets that say the same thing.

Coverage of one event is comparable text, not parallel text: the order differs and much has no
counterpart. So there is no alignment; for each pair of outlets a passage is matched with the one
that it resembles most *and* that resembles it most, by the ratio margin (Artetxe & Schwenk 2019:
cosine over the mean similarity to the k nearest neighbours of both sides), and only where the
calibrated chance that both say the same reaches a floor. Otherwise it has no counterpart.
"""

from dataclasses import dataclass, fields
from itertools import combinations

import dataframely as dy
import numpy as np
import polars as pl

from jobs.likeness import Likeness, MatchSettings, Numbers, heard
from jobs.space import BLOCK, Floats, Places, space
from jobs.stages.boilerplate import boilerplate
from jobs.stages.witnesses import witnessed
from jobs.tables import Matches, Passages, Vectors

__all__ = ["ORIGINAL_WEIGHT", "MatchSettings", "match"]

# Weight of the original reading against the English one. F1 on the gate's tuning documents: English
# alone 0.950, 0.4 0.970, 0.6 0.975, 0.8 0.978, originals alone 0.979 ("weight"); the English keeps
# a say for encoders that know one of the languages less well.
ORIGINAL_WEIGHT = 0.8

RIVALS = 8  # best alternatives looked at, past those that restate the match itself
DIGITS = 5  # margins equal to this many decimals are a tie, won by the first passage id


@dataclass(frozen=True)
class Candidates:
    """Mutual best pairs: rows into the space, the evidence for each, and the chance from it."""

    left: Places
    right: Places
    cosine: Floats
    margin: Floats
    excess: Floats
    lead: Floats
    chance: Numbers


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
    found = candidates(likeness, settings)
    agree, contradict = witnessed(points, found.left, found.right, found.chance, settings.restated)
    chance = heard(found.chance, settings.agreeing * agree - settings.contradicting * contradict)
    kept = chance >= settings.floor
    ids = [
        sorted((points.ids[left], points.ids[right]))
        for left, right in zip(found.left[kept], found.right[kept], strict=True)
    ]
    frame = pl.DataFrame(
        {
            "left_id": pl.Series([one for one, _ in ids], dtype=pl.String),
            "right_id": pl.Series([other for _, other in ids], dtype=pl.String),
            "similarity": found.cosine[kept].astype(np.float64),
            "margin": found.margin[kept].astype(np.float64),
            "confidence": chance[kept],
        }
    )
    return Matches.validate(frame.sort("left_id", "right_id"), cast=True)


def candidates(likeness: Likeness, settings: MatchSettings) -> Candidates:
    """All mutual best pairs of all pairs of outlets, however weak."""
    points = likeness.points
    outlets = range(len(points.outlets))
    parts = [
        _mutual(likeness, first, second, settings) for first, second in combinations(outlets, 2)
    ]
    if not parts:
        rows, numbers = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        parts = [Candidates(rows, rows, numbers, numbers, numbers, numbers, np.zeros(0))]
    return Candidates(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Candidates))
    )


def _mutual(likeness: Likeness, first: int, second: int, settings: MatchSettings) -> Candidates:
    """The mutual best pairs of two outlets."""
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
        _rivals(likeness, rows, columns, right, settings.restated),
        _rivals(likeness, columns, rows, left, settings.restated),
    )
    excess, lead = cosine - around, np.maximum(cosine - rival * around, 0.0)
    return Candidates(
        left=rows,
        right=columns,
        cosine=np.clip(cosine, -1.0, 1.0),
        margin=cosine / around,
        excess=excess,
        lead=lead,
        chance=_chances(likeness, settings, rows, columns, (cosine, excess, lead)),
    )


def _chances(
    likeness: Likeness,
    settings: MatchSettings,
    rows: Places,
    columns: Places,
    evidence: tuple[Floats, Floats, Floats],
) -> Numbers:
    """Calibrated chances, pairs of like kind together: they are each other's company."""
    same = likeness.points.language[rows] == likeness.points.language[columns]
    chance = np.zeros(len(rows))
    for name, of in (("same", same), ("across", ~same)):
        cosine, excess, lead = (values[of] for values in evidence)
        chance[of] = settings.matched[name].together(
            (cosine - likeness.shift) * likeness.scale,
            excess * likeness.scale,
            lead * likeness.scale,
        )
    return chance


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
