"""Intervals, permutation tests and false-discovery control, with articles as the unit.

Passages of one article are not independent: its author, its topic and its length bind them. So
every interval here resamples whole articles (a cluster bootstrap; Davison & Hinkley 1997, ch. 3.8),
and every permutation moves whole articles.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

# With one or two articles a resample repeats them: no interval is better than a false one.
MIN_ARTICLES = 3
RESAMPLES = 2000
LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """A 95 % interval: ``low <= high``."""

    low: float
    high: float


def ratio_interval(
    numerators: ArrayLike,
    denominators: ArrayLike,
    seed: int,
    weights: ArrayLike | None = None,
    resamples: int = RESAMPLES,
) -> Interval | None:
    """Percentile interval of sum(numerators) / sum(denominators) over resampled articles.

    ``numerators`` and ``denominators`` have one entry an article (say, passages with a frame, and
    passages); ``weights`` weigh articles, so that five reprints count once. Where every article
    says the same (a share of 0 or 1) resampling gives no width at all; Wilson's interval with
    the articles as trials stands in.
    ``None`` with fewer than ``MIN_ARTICLES`` articles, or where the denominators sum to nothing.
    """
    top = np.asarray(numerators, dtype=np.float64)
    bottom = np.asarray(denominators, dtype=np.float64)
    weight = np.ones_like(top) if weights is None else np.asarray(weights, dtype=np.float64)
    if np.count_nonzero(weight * bottom) < MIN_ARTICLES:
        return None
    top, bottom = top * weight, bottom * weight
    picks = np.random.default_rng(seed).integers(0, len(top), size=(resamples, len(top)))
    totals = bottom[picks].sum(axis=1)
    usable = totals > 0
    ratios = top[picks].sum(axis=1)[usable] / totals[usable]
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(ratios, [tail, 100 - tail])
    share = top.sum() / bottom.sum()
    if share in (0.0, 1.0):  # Kish's effective number of articles as trials
        least = wilson(share, bottom.sum() ** 2 / (bottom**2).sum())
        low, high = min(low, least.low), max(high, least.high)
    return Interval(float(min(low, share)), float(max(high, share)))


def wilson(share: float, trials: float) -> Interval:
    """Wilson's (1927) 95 % interval for a share seen in ``trials`` independent trials."""
    z = 1.959963984540054
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = (
        z / (1 + z * z / trials) * np.sqrt(share * (1 - share) / trials + z * z / (4 * trials**2))
    )
    return Interval(float(max(0.0, centre - half)), float(min(1.0, centre + half)))


def resample_articles(
    articles: int,
    statistic: Callable[[NDArray[np.intp]], float],
    seed: int,
    resamples: int = RESAMPLES,
) -> Interval | None:
    """Percentile interval of ``statistic`` over resampled article indices (0 … articles - 1).

    For measures that are no plain ratio. ``statistic`` may return NaN for a resample that cannot
    be measured; it is left out. ``None`` with fewer than ``MIN_ARTICLES`` articles.
    """
    if articles < MIN_ARTICLES:
        return None
    rng = np.random.default_rng(seed)
    values = np.array(
        [statistic(rng.integers(0, articles, size=articles)) for _ in range(resamples)]
    )
    values = values[np.isfinite(values)]
    if len(values) == 0:
        return None
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(float(low), float(high))


def permutation_p(
    groups: Sequence[int],
    statistic: Callable[[NDArray[np.intp]], float],
    seed: int,
    permutations: int = 999,
) -> float:
    """One-sided p of ``statistic(groups)`` against shuffled group labels of the articles.

    (1 + shuffles at least as large) / (1 + shuffles), never 0 (Phipson & Smyth 2010).
    """
    labels = np.asarray(groups, dtype=np.intp)
    seen = statistic(labels)
    rng = np.random.default_rng(seed)
    larger = sum(statistic(rng.permutation(labels)) >= seen - 1e-12 for _ in range(permutations))
    return (1 + larger) / (1 + permutations)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values (q) of Benjamini & Hochberg (1995), in the order given."""
    p = np.asarray(p_values, dtype=np.float64)
    if p.size == 0:
        return []
    order = np.argsort(p, kind="stable")
    scaled = p[order] * p.size / np.arange(1, p.size + 1)
    adjusted = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    out = np.empty_like(adjusted)
    out[order] = adjusted
    return [float(q) for q in out]


def seed_for(seed: int, *names: str) -> int:
    """A seed of its own for each named thing, so that adding an outlet moves no other interval."""
    digest = hashlib.sha256("\x1f".join((str(seed), *names)).encode()).digest()
    return int.from_bytes(digest[:8], "big")
