"""A vector for every text, and one vector a passage from both of its readings."""

import math

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.ports import Encoder, Progress, silent
from jobs.problems import BrokenContract
from jobs.space import matrix
from jobs.tables import Texts, Vectors

CHUNK = 256  # texts a call; see jobs.stages.translate.CHUNK


def encode(
    texts: dy.DataFrame[Texts], encoder: Encoder, progress: Progress = silent
) -> dy.DataFrame[Vectors]:
    """One unit vector a text; zeros where there is nothing to encode.

    A text that occurs several times is encoded once. Raises ``BrokenContract`` where the encoder
    does not answer text for text, or answers with vectors that are not finite.
    """
    distinct = sorted({text for text in texts["text"] if text.strip()})
    place = {text: row for row, text in enumerate(distinct)}
    vectors = np.zeros((len(distinct) + 1, encoder.dimensions), dtype=np.float32)
    clipped = np.zeros(len(distinct) + 1, dtype=np.bool_)
    for begin in range(0, len(distinct), CHUNK):
        chunk = distinct[begin : begin + CHUNK]
        encoded = encoder.encode(chunk)
        if encoded.vectors.shape != (len(chunk), encoder.dimensions) or len(encoded.clipped) != len(
            chunk
        ):
            raise BrokenContract(
                f"encoder {encoder.name!r} gave vectors of shape {encoded.vectors.shape} "
                f"for {len(chunk)} texts of {encoder.dimensions} dimensions"
            )
        if not np.isfinite(encoded.vectors).all():
            raise BrokenContract(f"encoder {encoder.name!r} gave a vector that is not finite")
        vectors[begin : begin + len(chunk)] = encoded.vectors
        clipped[begin : begin + len(chunk)] = encoded.clipped
        progress("encode", begin + len(chunk), len(distinct))
    last = len(distinct)  # the row of zeros
    rows = np.fromiter((place.get(text, last) for text in texts["text"]), np.int64, texts.height)
    return _frame(texts["passage_id"], encoder.name, vectors[rows], clipped[rows])


def combine(
    originals: dy.DataFrame[Vectors], englishes: dy.DataFrame[Vectors], weight: float
) -> dy.DataFrame[Vectors]:
    """One vector a passage whose dot products are the weighted means of both readings' cosines.

    Concatenates √w · original with √(1 − w) · English, w = ``weight`` in 0–1. Both frames come
    from one encoder, so where one reading has no vector the other takes its place: the similarity
    to a passage is then the weighted mean of what the one reading has to both of the other's.
    Raises ``BrokenContract`` where the frames do not hold the same passages.
    """
    if not 0.0 <= weight <= 1.0:
        raise BrokenContract(f"the weight of the original reading is {weight}, not 0–1")
    left, right = originals.sort("passage_id"), englishes.sort("passage_id")
    if left["passage_id"].to_list() != right["passage_id"].to_list():
        raise BrokenContract("original and English vectors are of different passages")
    if left.is_empty():
        return Vectors.validate(left, cast=True)
    first, second = matrix(left), matrix(right)
    if first.shape != second.shape:
        raise BrokenContract(f"vectors of {first.shape[1]} and {second.shape[1]} dimensions")
    first, second = (
        np.where(first.any(axis=1, keepdims=True), first, second),
        np.where(second.any(axis=1, keepdims=True), second, first),
    )
    both = np.hstack([math.sqrt(weight) * first, math.sqrt(1.0 - weight) * second])
    names = dict.fromkeys((left["encoder"][0], right["encoder"][0]))
    return _frame(
        left["passage_id"],
        "+".join(names),
        both.astype(np.float32),
        (left["clipped"] | right["clipped"]).to_numpy(),
    )


def _frame(
    ids: pl.Series, encoder: str, vectors: NDArray[np.float32], clipped: NDArray[np.bool_]
) -> dy.DataFrame[Vectors]:
    width = vectors.shape[1]
    frame = pl.DataFrame(
        {
            "passage_id": ids,
            "encoder": pl.Series([encoder] * len(ids), dtype=pl.String),
            "vector": pl.Series(vectors, dtype=pl.Array(pl.Float32, width)).cast(
                pl.List(pl.Float32)
            ),
            "clipped": pl.Series(clipped, dtype=pl.Boolean),
        }
    )
    return Vectors.validate(frame.sort("passage_id"), cast=True)
