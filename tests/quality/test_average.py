"""The mean of two adapters of the compact translator."""

import sys

import numpy as np
import pytest

from tests.quality.texts import TRAINING


@pytest.fixture(scope="module")
def average():
    sys.path.append(str(TRAINING))
    import average

    return average


def adapter(matrix, norm=0.0, movers=(1, 2)):
    """The arrays of an adapter with one matrix and one norm."""
    wide = np.asarray(matrix, np.float32)
    scale = np.abs(wide).max(axis=1, keepdims=True) / 127
    return {
        "pieces": np.array([3, 7], np.uint8),
        "movers": np.array(movers, np.int32),
        "layers.0.query.A": np.rint(wide / scale).astype(np.int8),
        "layers.0.query.A.scale": scale.astype(np.float32),
        "final_norm": np.full(2, norm, np.float32),
    }


def values(arrays):
    return arrays["layers.0.query.A"] * arrays["layers.0.query.A.scale"]


def test_share_is_that_of_the_second(average):
    first, second = adapter([[4.0, -8.0], [1.0, 1.0]]), adapter([[8.0, 0.0], [-1.0, 1.0]], 1.0)
    made = average.averaged(first, second, 0.25)
    assert values(made) == pytest.approx(np.array([[5.0, -6.0], [0.5, 1.0]]), abs=0.03)
    assert made["final_norm"] == pytest.approx([0.25, 0.25])
    assert made["layers.0.query.A"].dtype == np.int8
    assert made["movers"].tolist() == [1, 2]


def test_of_an_adapter_and_itself_it_is_that_adapter(average):
    one = adapter([[4.0, -8.0], [1.0, 0.3]], 2.0)
    made = average.averaged(one, one, 0.5)
    assert made.keys() == one.keys()
    assert all((made[name] == one[name]).all() for name in one)


@pytest.mark.parametrize(
    "other",
    [adapter([[1.0]], movers=(1, 5)), adapter([[1.0]], movers=(1,)), adapter([[1.0], [2.0]])],
    ids=["other pieces", "fewer pieces", "another rank"],
)
def test_unlike_adapters_have_no_mean(average, other):
    with pytest.raises(SystemExit, match="differ in rank or vocabulary"):
        average.averaged(adapter([[1.0]]), other, 0.5)
