"""The passages of an event as points of one vector space, and how crowded it is around each.

Matching, claims and omissions all ask the same of it: how alike two passages are against what else
is near them. Nothing here knows what a likeness means; see ``jobs.likeness`` for that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.problems import BrokenContract
from jobs.tables import Passages, Vectors

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

BLOCK = 2048  # rows of a similarity matrix at a time: 12,000 passages stay below 200 MB


@dataclass(frozen=True)
class Space:
    """n passages sorted by id, each with a unit vector; passages without a vector are not in it.

    ``points`` is n × d. ``outlet``, ``article`` and ``language`` are codes 0, 1, ... in the order
    in which each first occurs among the sorted ids, so that renaming an outlet changes no code;
    ``outlets``, ``languages`` give the names by code.
    """

    ids: tuple[str, ...]
    points: Floats
    outlet: Places
    article: Places
    language: Places
    outlets: tuple[str, ...]
    languages: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def place(self) -> dict[str, int]:
        """Row of each passage id."""
        return {passage: row for row, passage in enumerate(self.ids)}

    def rows_of(self, outlet: int) -> Places:
        """Rows of an outlet's passages, ascending."""
        return np.flatnonzero(self.outlet == outlet)


def space(
    passages: dy.DataFrame[Passages],
    vectors: dy.DataFrame[Vectors],
    without: frozenset[str] = frozenset(),
) -> Space:
    """The passages that have a vector other than zeros and are not among ``without``.

    Raises ``BrokenContract`` where vectors differ in length.
    """
    frame = (
        passages.select("passage_id", "outlet", "article_id", "language")
        .join(vectors.select("passage_id", "vector"), on="passage_id")
        .filter(~pl.col("passage_id").is_in(list(without)))
        .sort("passage_id")
    )
    points = _matrix(frame)
    lengths = np.linalg.norm(points, axis=1)
    kept = lengths > 0.0
    frame, points = frame.filter(pl.Series(kept, dtype=pl.Boolean)), points[kept]
    points = points / lengths[kept, None]
    outlet, outlets = _codes(frame["outlet"].to_list())
    article, _ = _codes(frame["article_id"].to_list())
    language, languages = _codes(frame["language"].to_list())
    return Space(
        ids=tuple(frame["passage_id"]),
        points=points.astype(np.float32),
        outlet=outlet,
        article=article,
        language=language,
        outlets=outlets,
        languages=languages,
    )


def neighbourhoods(points: Space, per_article: int, share: float) -> Floats:
    """How near the surroundings of each passage are, in each language: float32 n × languages.

    Entry (i, l) is the mean cosine of passage i to its k nearest among the passages of *other*
    outlets in language l, pooled over the whole event. k is ``per_article`` for each article of
    that pool, but at most ``share`` of it: where five outlets tell the same, a passage's five true
    counterparts must not be all of its surroundings, or nothing would stand out from them. k is
    at least ``per_article``, and smaller than the pool wherever that has two passages or more. NaN
    where there is no pool.
    """
    near = np.full((len(points), len(points.languages)), np.nan, dtype=np.float32)
    for language in range(len(points.languages)):
        pool = np.flatnonzero(points.language == language)
        for outlet in range(len(points.outlets)):
            others = pool[points.outlet[pool] != outlet]
            if not len(others):
                continue
            articles = len(np.unique(points.article[others]))
            k = min(per_article * articles, int(share * len(others)))
            k = max(1, min(max(k, per_article), len(others) - 1))
            for rows in blocks(points.rows_of(outlet)):
                alike = points.points[rows] @ points.points[others].T
                near[rows, language] = np.partition(alike, -k, axis=1)[:, -k:].mean(axis=1)
    return near


def background(points: Space, sample: int = 1000) -> float:
    """Median cosine of passages of different outlets, over an even sample; 0 where there is none.

    Spaces differ: with some encoders unrelated sentences are at 0.05, with others at 0.75.
    """
    rows = np.unique(np.linspace(0, len(points) - 1, num=min(sample, len(points))).astype(np.int64))
    if not len(rows):
        return 0.0
    alike = points.points[rows] @ points.points[rows].T
    apart = points.outlet[rows][:, None] != points.outlet[rows][None]
    return float(np.median(alike[apart])) if apart.any() else 0.0


def blocks(rows: Places, size: int = BLOCK) -> Iterator[Places]:
    """The rows in runs of at most ``size``."""
    for begin in range(0, len(rows), size):
        yield rows[begin : begin + size]


def _codes(names: Sequence[str]) -> tuple[Places, tuple[str, ...]]:
    order = {name: code for code, name in enumerate(dict.fromkeys(names))}
    return np.fromiter((order[name] for name in names), np.int64, len(names)), tuple(order)


def _matrix(frame: pl.DataFrame) -> Floats:
    if frame.is_empty():
        return np.zeros((0, 0), dtype=np.float32)
    lengths = frame["vector"].list.len().unique()
    if len(lengths) != 1:
        raise BrokenContract(f"vectors of several lengths: {sorted(lengths)}")
    flat = frame["vector"].explode().to_numpy()
    return np.ascontiguousarray(flat, dtype=np.float32).reshape(frame.height, lengths[0])


def matrix(vectors: dy.DataFrame[Vectors] | pl.DataFrame) -> NDArray[np.float32]:
    """The vectors as rows of a float32 array, n × d, in the frame's order; 0 × 0 for none."""
    if vectors.is_empty():
        return np.zeros((0, 0), dtype=np.float32)
    lengths = vectors["vector"].list.len().unique()
    if len(lengths) != 1:
        raise BrokenContract(f"vectors of several lengths: {sorted(lengths)}")
    flat = vectors["vector"].explode().to_numpy()
    return np.ascontiguousarray(flat, dtype=np.float32).reshape(vectors.height, lengths[0])
