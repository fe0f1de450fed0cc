"""How far apart two outlets' framings are, and whether chance alone would set them as far.

The distance is Jensen–Shannon's (square root of the divergence in bits; Endres & Schindelin 2003),
0 for equal and 1 for disjoint distributions over the angles of the event. Few passages give a
distance even between two halves of one outlet, so each comes with what shuffling the two outlets'
articles gives: the mean of that, and the chance of a distance as large (p; q over all pairs).
"""

from collections.abc import Sequence
from itertools import combinations

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.measures.statistics import MIN_ARTICLES, benjamini_hochberg, seed_for
from jobs.tables import Articles, Frames, Gaps, Passages

PERMUTATIONS = 999
RESAMPLES = 999
SMOOTHING = 0.5  # Jeffreys' prior: a frame that two small samples lack does not set them apart

Counts = NDArray[np.float64]


def gaps(
    frames: dy.DataFrame[Frames],
    passages: dy.DataFrame[Passages],
    articles: dy.DataFrame[Articles],
    angles: Sequence[str],
    weights: dict[str, float],
    seed: int,
) -> dy.DataFrame[Gaps]:
    """One row a pair of outlets (level ``outlet``) and of languages (level ``language``).

    ``angles`` are the frames compared. ``weights`` (article_id → 0–1) let reprints within a group
    count once. ``p`` and the interval are missing where either side has fewer than three articles:
    with one or two, every shuffle is nearly the same.
    """
    counts = _counts(frames, passages, articles, angles, weights)
    rows: list[dict[str, object]] = []
    for level in ("outlet", "language"):
        names = sorted(set(articles[level].to_list()))
        groups = {name: counts[(articles[level] == name).to_numpy()] for name in names}
        pairs = [
            _pair(level, left, right, groups[left], groups[right], seed)
            for left, right in combinations(names, 2)
        ]
        tested = [pair for pair in pairs if pair["p"] is not None]
        adjusted = benjamini_hochberg([float(str(pair["p"])) for pair in tested])
        for pair, q in zip(tested, adjusted, strict=True):
            pair["q"] = q
        rows += pairs
    return Gaps.validate(pl.DataFrame(rows, schema=Gaps.create_empty().schema), cast=True)


def distance(left: Counts, right: Counts) -> float:
    """Jensen–Shannon distance (0–1) of two count vectors, smoothed by ``SMOOTHING`` each."""
    p = (left + SMOOTHING) / (left + SMOOTHING).sum()
    q = (right + SMOOTHING) / (right + SMOOTHING).sum()
    middle = (p + q) / 2
    divergence = (p * np.log2(p / middle) + q * np.log2(q / middle)).sum() / 2
    return float(np.sqrt(max(divergence, 0.0)))


def _counts(
    frames: dy.DataFrame[Frames],
    passages: dy.DataFrame[Passages],
    articles: dy.DataFrame[Articles],
    angles: Sequence[str],
    weights: dict[str, float],
) -> Counts:
    """Articles × (angles and one column for passages without any), weighed."""
    place = {one: row for row, one in enumerate(articles["article_id"].to_list())}
    column = {angle: number for number, angle in enumerate(angles)}
    out = np.zeros((len(place), len(angles) + 1))
    present = frames.filter(pl.col("present") & pl.col("frame").is_in(list(angles)))
    owner = dict(passages.select("passage_id", "article_id").iter_rows())
    for passage_id, frame in present.select("passage_id", "frame").iter_rows():
        out[place[owner[passage_id]], column[frame]] += 1
    framed = set(present["passage_id"].to_list())
    for passage_id, article_id in owner.items():
        if passage_id not in framed:
            out[place[article_id], -1] += 1
    weight = np.array([weights.get(one, 1.0) for one in place])
    return np.asarray(out * weight[:, None])


def _pair(
    level: str, left: str, right: str, ours: Counts, theirs: Counts, seed: int
) -> dict[str, object]:
    both = np.concatenate([ours, theirs])
    size = len(ours)
    seen = distance(ours.sum(axis=0), theirs.sum(axis=0))
    row: dict[str, object] = {
        "level": level,
        "left": left,
        "right": right,
        "distance": seen,
        "low": None,
        "high": None,
        "by_chance": None,
        "p": None,
        "q": None,
    }
    if min(size, len(theirs)) < MIN_ARTICLES:
        return row
    rng = np.random.default_rng(seed_for(seed, level, left, right))
    shuffled = np.empty(PERMUTATIONS)
    for number in range(PERMUTATIONS):
        order = rng.permutation(len(both))
        shuffled[number] = distance(both[order[:size]].sum(axis=0), both[order[size:]].sum(axis=0))
    resampled = np.array(
        [
            distance(
                ours[rng.integers(0, size, size)].sum(axis=0),
                theirs[rng.integers(0, len(theirs), len(theirs))].sum(axis=0),
            )
            for _ in range(RESAMPLES)
        ]
    )
    low, high = np.percentile(resampled, [2.5, 97.5])
    row["by_chance"] = float(shuffled.mean())
    row["p"] = float((1 + (shuffled >= seen - 1e-12).sum()) / (1 + PERMUTATIONS))
    row["low"], row["high"] = float(min(low, seen)), float(max(high, seen))
    return row


def layout(table: dy.DataFrame[Gaps], level: str = "outlet") -> dict[str, tuple[float, float]]:
    """Places on a plane whose distances come near the gaps (classical scaling; Torgerson 1952).

    Signs are fixed so that the same gaps give the same map.
    """
    names, matrix = _matrix(table, level)
    if len(names) < 2:
        return dict.fromkeys(names, (0.0, 0.0))
    centring = np.eye(len(names)) - 1 / len(names)
    values, vectors = np.linalg.eigh(-0.5 * centring @ matrix**2 @ centring)
    axes = np.zeros((len(names), 2))
    for axis, index in enumerate(np.argsort(-values, kind="stable")[:2]):
        direction = vectors[:, index] * np.sqrt(max(values[index], 0.0))
        pivot = int(np.argmax(np.round(np.abs(direction), 9)))
        axes[:, axis] = direction * (1.0 if direction[pivot] >= 0 else -1.0)
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, axes, strict=True)}


def tree(table: dy.DataFrame[Gaps], level: str = "outlet") -> list[tuple[str, str, float]]:
    """Average-linkage merges, nearest first: (left leaves, right leaves, height).

    Leaves of one side are joined by a tab, in order of name.
    """
    names, matrix = _matrix(table, level)
    groups: list[list[int]] = [[index] for index in range(len(names))]
    merges = []
    while len(groups) > 1:
        height, first, second = min(
            (float(matrix[np.ix_(groups[i], groups[j])].mean()), i, j)
            for i, j in combinations(range(len(groups)), 2)
        )
        sides = ["\t".join(names[index] for index in groups[one]) for one in (first, second)]
        merges.append((sides[0], sides[1], height))
        groups[first] = sorted(groups[first] + groups[second])
        del groups[second]
    return merges


def _matrix(table: dy.DataFrame[Gaps], level: str) -> tuple[list[str], Counts]:
    rows = table.filter(pl.col("level") == level)
    names = sorted({*rows["left"].to_list(), *rows["right"].to_list()})
    place = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for left, right, apart in rows.select("left", "right", "distance").iter_rows():
        matrix[place[left], place[right]] = matrix[place[right], place[left]] = apart
    return names, matrix
