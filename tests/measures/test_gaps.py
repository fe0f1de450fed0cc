import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.measures.gaps import distance, gaps, layout, tree
from jobs.tables import Articles, Frames, Gaps, Passages
from tests.measures.conftest import made_articles, made_frames, made_passages

COUNTS = st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(np.array)


def coverage(outlets, articles=8, sentences=6):
    """``outlets``: (name, angle of each of its articles, by number)."""
    table = made_articles(
        [
            (f"{name}{number}", name, "en", None, "title", "\n".join(["words"] * sentences))
            for name, _ in outlets
            for number in range(articles)
        ]
    )
    passages = made_passages(table)
    angle = {f"{n}{k}": choose(k) for n, choose in outlets for k in range(articles)}
    marked = made_frames(
        [
            (passage_id, frame, angle[article_id] == frame)
            for passage_id, article_id in passages.select("passage_id", "article_id").iter_rows()
            for frame in ("war", "peace")
        ]
    )
    return marked, passages, table, ("war", "peace"), {}


def alternate(number):
    return ("war", "peace")[number % 2]


@given(COUNTS, COUNTS)
def test_the_distance_is_symmetric_and_at_most_one(left, right):
    assert 0 <= distance(left, right) <= 1
    assert distance(left, right) == pytest.approx(distance(right, left), abs=1e-9)
    assert distance(left, left) == pytest.approx(0, abs=1e-6)


def test_disjoint_coverage_is_nearly_one_apart():
    assert distance(np.array([1e9, 0]), np.array([0, 1e9])) == pytest.approx(1, abs=1e-3)


def test_outlets_that_tell_alike_show_no_gap_beyond_chance():
    found = gaps(*coverage([("a", alternate), ("b", alternate)]), seed=1)
    row = found.filter(level="outlet").row(0, named=True)
    assert row["distance"] == pytest.approx(0, abs=1e-9)
    assert row["p"] > 0.5


def test_articles_of_one_outlet_split_at_random_rarely_show_a_gap():
    rng = np.random.default_rng(4)
    small = 0
    for trial in range(20):
        angles = rng.integers(0, 2, 16)
        pair = [("a", lambda k, x=angles: alternate(x[k])), ("b", lambda k, x=angles: alternate(x[8 + k]))]  # fmt: skip  # noqa: E501
        row = gaps(*coverage(pair), seed=trial).filter(level="outlet").row(0, named=True)
        small += row["p"] < 0.05
    assert small <= 3


def test_outlets_with_opposite_angles_are_apart():
    found = gaps(*coverage([("a", lambda _: "war"), ("b", lambda _: "peace")]), seed=1)
    row = found.filter(level="outlet").row(0, named=True)
    assert row["q"] < 0.05
    assert row["distance"] > row["by_chance"]
    assert row["low"] <= row["distance"] <= row["high"]


def test_two_articles_give_a_distance_and_no_test():
    found = gaps(*coverage([("a", alternate), ("b", alternate)], articles=2), seed=1)
    assert found["p"].to_list() == [None]
    assert found["low"].to_list() == [None]


def test_one_outlet_has_nobody_to_differ_from():
    assert gaps(*coverage([("a", alternate)]), seed=1).is_empty()


def test_no_coverage_no_gaps():
    empty = Frames.create_empty(), Passages.create_empty(), Articles.create_empty()
    assert gaps(*empty, ("war",), {}, 1).is_empty()
    assert layout(Gaps.create_empty()) == {}
    assert tree(Gaps.create_empty()) == []


def test_like_outlets_join_first_and_lie_near():
    found = gaps(
        *coverage([("a", lambda _: "war"), ("b", lambda _: "peace"), ("c", lambda _: "war")]),
        seed=1,
    )
    assert tree(found)[0][:2] == ("a", "c")
    places = {name: np.array(place) for name, place in layout(found).items()}
    assert np.linalg.norm(places["a"] - places["c"]) < np.linalg.norm(places["a"] - places["b"])
