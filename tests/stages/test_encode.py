import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.ports import Encoded
from jobs.problems import BrokenContract
from jobs.space import matrix
from jobs.stages.encode import combine, encode
from jobs.tables import Texts, Vectors


def texts(*rows):
    frame = pl.DataFrame(
        [{"passage_id": f"p{n}", "language": "en", "text": text} for n, text in enumerate(rows)],
        schema=Texts.create_empty().schema,
    )
    return Texts.validate(frame, cast=True)


def vectors(*rows, encoder="e"):
    frame = pl.DataFrame(
        [
            {"passage_id": f"p{n}", "encoder": encoder, "vector": row, "clipped": False}
            for n, row in enumerate(rows)
        ],
        schema=Vectors.create_empty().schema,
    )
    return Vectors.validate(frame, cast=True)


class Angles:
    """Puts a text on the unit circle by its length; sees no more than ten letters."""

    name = "angles"
    version = "1"
    dimensions = 2

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        angles = np.array([len(text) for text in texts], dtype=np.float32)
        return Encoded(
            np.stack([np.cos(angles), np.sin(angles)], axis=1),
            np.array([len(text) > 10 for text in texts]),
        )


def test_every_text_has_a_vector_and_equal_texts_are_encoded_once():
    encoder = Angles()
    told = []
    frame = encode(texts("б", "а", "б", "слишком длинный текст"), encoder,
                   lambda *heard: told.append(heard))  # fmt: skip
    assert frame["clipped"].to_list() == [False, False, False, True]
    assert sorted(encoder.asked) == ["а", "б", "слишком длинный текст"]
    rows = matrix(frame)
    assert np.array_equal(rows[0], rows[2])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert told == [("encode", 3, 3)]


def test_a_text_that_is_not_there_has_no_direction():
    encoder = Angles()
    frame = encode(texts("", "а", " \n"), encoder)
    assert [any(vector) for vector in frame["vector"]] == [False, True, False]
    assert encoder.asked == ["а"]


def test_nothing_to_encode_is_an_empty_table():
    frame = encode(texts(), Angles())
    assert frame.is_empty()
    assert matrix(frame).shape == (0, 0)
    assert combine(frame, frame, 0.5).is_empty()


@pytest.mark.parametrize(
    "encoded",
    [
        Encoded(np.zeros((1, 3), np.float32), np.zeros(1, bool)),
        Encoded(np.zeros((2, 2), np.float32), np.zeros(2, bool)),
        Encoded(np.full((1, 2), np.nan, np.float32), np.zeros(1, bool)),
    ],
)
def test_an_encoder_that_breaks_its_promise_is_our_bug(encoded):
    encoder = Angles()
    encoder.encode = lambda texts: encoded
    with pytest.raises(BrokenContract):
        encode(texts("а"), encoder)


def unit(angle):
    return [math.cos(angle), math.sin(angle)]


angles = st.floats(0, 2 * math.pi, allow_nan=False)


@given(angles, angles, angles, angles, st.floats(0, 1, allow_nan=False))
def test_a_dot_product_of_combined_vectors_is_the_weighted_mean_of_both_cosines(a, b, c, d, weight):
    rows = matrix(combine(vectors(unit(a), unit(b)), vectors(unit(c), unit(d)), weight))
    expected = weight * math.cos(a - b) + (1 - weight) * math.cos(c - d)
    assert float(rows[0] @ rows[1]) == pytest.approx(expected, abs=1e-5)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_passage_without_a_translation_is_compared_by_its_original():
    none = [0.0, 0.0]
    rows = matrix(combine(vectors(unit(0), unit(0)), vectors(none, unit(1)), 0.5))
    assert np.linalg.norm(rows[0]) == pytest.approx(1)
    assert float(rows[0] @ rows[1]) == pytest.approx(0.5 * 1 + 0.5 * math.cos(1), abs=1e-6)
    nothing = matrix(combine(vectors(none), vectors(none), 0.5))
    assert not nothing.any()


def test_combining_needs_the_same_passages_of_the_same_encoder():
    with pytest.raises(BrokenContract):
        combine(vectors(unit(0)), vectors(unit(0), unit(1)), 0.5)
    with pytest.raises(BrokenContract):
        combine(vectors(unit(0)), vectors([1.0, 0.0, 0.0]), 0.5)
    with pytest.raises(BrokenContract):
        combine(vectors(unit(0)), vectors(unit(0)), 1.5)


def test_vectors_of_several_lengths_are_our_bug():
    with pytest.raises(BrokenContract):
        matrix(vectors([1.0], [1.0, 0.0]))
