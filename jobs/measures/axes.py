"""Where coverage leans along axes of meaning (FrameAxis; Kwak, An, Jing & Ahn 2021).

An axis runs from the mean of its negative pole sentences to the mean of its positive ones, in all
three languages at once. A passage's place is the cosine of its vector with the axis; an outlet's
bias is the mean place of its passages less that of the whole event (their eq. 3 against a
baseline), its intensity the mean squared distance from the baseline (eq. 4). Sentences take the
place of their words: the encoder is one of sentences.
"""

from collections.abc import Mapping, Sequence

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.measures.statistics import resample_articles, seed_for
from jobs.ports import LANGUAGES
from jobs.settings import Axis
from jobs.tables import Articles, Axes, Passages, Texts, Vectors

EVIDENCE = 3  # passages shown for each pole

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
    vectors: dy.DataFrame[Vectors],
    along: Sequence[Axis],
    poles: dy.DataFrame[Vectors],
    weights: Mapping[str, float],
    seed: int,
) -> dy.DataFrame[Axes]:
    """One row an outlet (or a language) and axis, sorted.

    ``vectors`` are of the originals, ``poles`` of ``pole_texts`` by the same encoder. Intervals
    resample articles; ``weights`` (article_id → 0–1) let reprints count once. Each language is
    centred on its own pole sentences: an encoder's offset between languages is no leaning.
    """
    if passages.is_empty() or not along:
        return Axes.create_empty()
    centres, directions = _directions(along, poles)
    table = passages.select("passage_id", "article_id", "outlet", "language").join(
        vectors.select("passage_id", "vector"), on="passage_id", maintain_order="left"
    )
    matrix = np.array(table["vector"].to_list(), dtype=np.float64)
    readable = np.any(matrix, axis=1)
    shifted = matrix - np.stack([centres[name] for name in table["language"]])
    norms = np.linalg.norm(shifted, axis=1, keepdims=True)
    places = (shifted / np.where(norms == 0, 1.0, norms)) @ directions.T
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


def _directions(
    along: Sequence[Axis], poles: dy.DataFrame[Vectors]
) -> tuple[dict[str, Matrix], Matrix]:
    """Each language's centre, and a unit vector an axis: means of languages, not of sentences."""
    keys = [one.split("|") for one in poles["passage_id"]]
    matrix = np.array(poles["vector"].to_list(), dtype=np.float64)
    names, signs, languages = (np.array([key[part] for key in keys]) for part in range(3))
    centres: dict[str, Matrix] = {
        language: matrix[languages == language].mean(axis=0)
        if (languages == language).any()
        else matrix.mean(axis=0)
        for language in LANGUAGES
    }
    directions: list[Matrix] = []
    for axis in along:
        spans = []
        for language in LANGUAGES:
            here = (names == axis.name) & (languages == language)
            if (here & (signs == "+")).any() and (here & (signs == "-")).any():
                spans.append(
                    matrix[here & (signs == "+")].mean(axis=0)
                    - matrix[here & (signs == "-")].mean(axis=0)
                )
        direction = np.mean(spans, axis=0) if spans else np.zeros(matrix.shape[1])
        directions.append(np.asarray(direction / max(float(np.linalg.norm(direction)), 1e-12)))
    return centres, np.stack(directions)


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
