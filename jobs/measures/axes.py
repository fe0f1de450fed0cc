"""Where coverage leans along axes of meaning (FrameAxis; Kwak, An, Jing & Ahn 2021).

An axis parts its positive pole sentences from its negative ones, in all three languages at once.
Its direction is their ridge discriminant in place of the plain difference of means, which with a
few dozen sentences a pole is the weaker of the two (see ``RIDGE``). A passage's place is linear
along it, with -1 and +1 at the means of the poles and 0 half-way; what has nothing to do with the
poles lies near 0. An outlet's bias is the mean place of its passages less that of the whole event
(their eq. 3 against a baseline), its intensity the mean squared distance from the baseline (eq. 4).
Sentences take the place of their words: the encoder is one of sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.measures.statistics import resample_articles, seed_for
from jobs.ports import LANGUAGES
from jobs.settings import Axis
from jobs.space import matrix
from jobs.tables import Articles, Axes, Passages, Texts, Vectors
from jobs.views import Standard

EVIDENCE = 3  # passages shown for each pole
# Share of sentences written apart (tests/quality/labelled/axes.jsonl) that fall on their own side,
# over all axes and languages, one view: .808 at 0.3, .825 at 1, .835 at 3. With both views .91.
RIDGE = 3.0

Matrix = NDArray[np.float64]


def pole_texts(axes: Sequence[Axis]) -> dy.DataFrame[Texts]:
    """Every pole sentence as a text to encode, keyed ``axis|sign|language|number``."""
    rows = [
        (f"{axis.name}|{sign}|{language}|{number:03d}", language, sentence)
        for axis in axes
        for sign, pole in (("+", axis.positive_pole), ("-", axis.negative_pole))
        for language in LANGUAGES
        for number, sentence in enumerate(pole.get(language, ()))
    ]
    return Texts.validate(
        pl.DataFrame(rows, schema=Texts.create_empty().schema, orient="row"), cast=True
    )


def axes(
    passages: dy.DataFrame[Passages],
    articles: dy.DataFrame[Articles],
    views: Sequence[dy.DataFrame[Vectors]],
    along: Sequence[Axis],
    poles: Sequence[dy.DataFrame[Vectors]],
    weights: Mapping[str, float],
    seed: int,
) -> dy.DataFrame[Axes]:
    """One row an outlet (or a language) and axis, sorted.

    ``views`` are of the originals, ``poles`` of ``pole_texts`` by the same encoders in the same
    order. Intervals resample articles; ``weights`` (article_id → 0–1) let reprints count once. Each
    language is centred on its own pole sentences: an encoder's offset between languages is no
    leaning.
    """
    if passages.is_empty() or not along:
        return Axes.create_empty()
    ruler = rule(along, poles)
    table = passages.select("passage_id", "article_id", "outlet", "language")
    rows_of = [_rows(table["passage_id"].to_list(), view) for view in views]
    readable = np.all([np.any(view, axis=1) for view in rows_of], axis=0)
    places = ruler.places(rows_of, table["language"].to_list())
    weight = np.array([weights.get(one, 1.0) for one in table["article_id"]]) * readable
    baseline = np.average(places, axis=0, weights=weight) if weight.any() else places[0] * 0
    away = places - baseline

    rows: list[dict[str, object]] = []
    owners = np.array(table["article_id"].to_list())
    ids = np.array(table["passage_id"].to_list())
    for level in ("outlet", "language"):
        names = np.array(table[level].to_list())
        for group in sorted(set(names.tolist())):
            mine = (names == group) & (weight > 0)
            if not mine.any():
                continue
            for column, axis in enumerate(along):
                row = _row(
                    away[mine, column],
                    weight[mine],
                    owners[mine],
                    seed_for(seed, level, group, axis.name),
                )
                order = np.argsort(-np.round(away[mine, column], 9), kind="stable")
                rows.append(
                    {
                        "level": level,
                        "group": group,
                        "axis": axis.name,
                        **row,
                        "towards_positive": ids[mine][order][:EVIDENCE].tolist(),
                        "towards_negative": ids[mine][order][::-1][:EVIDENCE].tolist(),
                    }
                )
    frame = pl.DataFrame(rows, schema=Axes.create_empty().schema)
    return Axes.validate(frame.sort("level", "group", "axis"), cast=True)


@dataclass(frozen=True)
class Ruler:
    """Fitted to pole sentences: ``places`` tells where texts lie on each axis."""

    standards: Sequence[Standard]
    slopes: Matrix  # axes × dimensions of all views
    offsets: Matrix

    def places(self, views: Sequence[NDArray[np.float32]], languages: Sequence[str]) -> Matrix:
        """n × axes, -1 and +1 at the means of the poles."""
        return np.asarray(_joined(views, languages, self.standards) @ self.slopes.T + self.offsets)


def rule(along: Sequence[Axis], poles: Sequence[dy.DataFrame[Vectors]]) -> Ruler:
    """Each axis' slope and offset.

    Every pole of every language weighs alike, however many sentences it has. Languages that have
    only one pole of an axis say nothing of it.
    """
    ids = poles[0]["passage_id"].to_list()
    keys = [one.split("|") for one in ids]
    names, signs, languages = (np.array([key[part] for key in keys]) for part in range(3))
    views = [_rows(ids, view) for view in poles]
    standards = [Standard.of(view, languages.tolist()) for view in views]
    placed = _joined(views, languages.tolist(), standards)
    slopes = np.zeros((len(along), placed.shape[1]))
    offsets = np.zeros(len(along))
    for row, axis in enumerate(along):
        weight = np.zeros(len(keys))
        for language in LANGUAGES:
            here = (names == axis.name) & (languages == language)
            sides = [here & (signs == sign) for sign in "+-"]
            if all(side.any() for side in sides):
                for side in sides:
                    weight[side] = 1 / side.sum()
        used = weight > 0
        if used.any():
            slopes[row], offsets[row] = _discriminant(
                placed[used], signs[used] == "+", weight[used]
            )
    return Ruler(standards, slopes, offsets)


def _joined(
    views: Sequence[NDArray[np.float32]], languages: Sequence[str], standards: Sequence[Standard]
) -> Matrix:
    """All views of each text side by side."""
    parts = [one.apply(view, languages) for view, one in zip(views, standards, strict=True)]
    return np.concatenate(parts, axis=1).astype(np.float64)


def _rows(ids: Sequence[str], vectors: dy.DataFrame[Vectors]) -> NDArray[np.float32]:
    place = {one: row for row, one in enumerate(vectors["passage_id"].to_list())}
    return matrix(vectors)[[place[one] for one in ids]]


def _discriminant(x: Matrix, positive: NDArray[np.bool_], weight: Matrix) -> tuple[Matrix, float]:
    """Slope and offset that put the poles' weighted means at +1 and -1."""
    weight = weight / weight.mean()
    middle = np.average(x, axis=0, weights=weight)
    root = np.sqrt(weight)
    rows = (x - middle) * root[:, None]
    # The dual form: there are fewer sentences than dimensions.
    target = root * np.where(positive, 1.0, -1.0)
    slope = rows.T @ np.linalg.solve(rows @ rows.T + RIDGE * np.eye(len(x)), target)
    ends = [np.average(x[side] @ slope, weights=weight[side]) for side in (positive, ~positive)]
    half = (ends[0] - ends[1]) / 2
    if half < 1e-9:  # both poles say the same: there is no axis
        return np.zeros(x.shape[1]), 0.0
    return slope / half, float(-(ends[0] + ends[1]) / 2 / half)


def _row(away: Matrix, weight: Matrix, owners: NDArray[np.str_], seed: int) -> dict[str, object]:
    """Bias, intensity and their intervals for one group's distances from the baseline."""
    unique, index = np.unique(owners, return_inverse=True)
    sums = np.asarray(np.bincount(index, weights=away * weight), dtype=np.float64)
    squares = np.asarray(np.bincount(index, weights=away**2 * weight), dtype=np.float64)
    sizes = np.asarray(np.bincount(index, weights=weight), dtype=np.float64)

    def mean(values: NDArray[np.float64], picks: NDArray[np.intp]) -> float:
        return float(values[picks].sum() / sizes[picks].sum())

    everything = np.arange(len(unique), dtype=np.intp)
    bias, intensity = mean(sums, everything), mean(squares, everything)
    leaning = resample_articles(len(unique), lambda picks: mean(sums, picks), seed)
    strength = resample_articles(len(unique), lambda picks: mean(squares, picks), seed)
    return {
        "bias": bias,
        "low": min(leaning.low, bias) if leaning else None,
        "high": max(leaning.high, bias) if leaning else None,
        "intensity": intensity,
        "intensity_low": min(strength.low, intensity) if strength else None,
        "intensity_high": max(strength.high, intensity) if strength else None,
        "articles": len(unique),
    }
