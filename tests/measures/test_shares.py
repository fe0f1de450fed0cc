import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.measures.shares import frame_shares
from jobs.tables import Articles, Frames, Passages
from tests.measures.conftest import made_articles, made_frames, made_passages


def coverage(*articles):
    """Articles of (outlet, which of its headline and two sentences carry the frame)."""
    table = made_articles(
        [
            (f"a{number}", outlet, "en", None, "one two", "three four\nfive six")
            for number, (outlet, _) in enumerate(articles)
        ]
    )
    passages = made_passages(table)
    marks = [mark for _, carried in articles for mark in carried]
    ids = passages.sort("passage_id")["passage_id"].to_list()
    return (
        made_frames([(i, "f", bool(m)) for i, m in zip(ids, marks, strict=True)]),
        passages,
        table,
    )


def row(found, outlet="o"):
    return found.filter(outlet=outlet).row(0, named=True)


def test_the_share_is_of_an_outlets_own_passages():
    found = frame_shares(*coverage(("o", (1, 0, 0)), ("o", (1, 1, 0)), ("x", (0, 0, 0))), 1)
    assert row(found)["share"] == pytest.approx(0.5)
    assert (row(found)["passages"], row(found)["articles"]) == (3, 2)
    assert row(found, "x")["share"] == 0


def test_with_two_articles_there_is_no_interval():
    found = row(frame_shares(*coverage(("o", (1, 0, 0)), ("o", (0, 0, 0))), 1))
    assert found["low"] is None
    assert found["high"] is None


def test_a_reprint_counts_once():
    once = frame_shares(*coverage(("o", (1, 1, 1)), ("o", (0, 0, 0))), 1)
    twice = frame_shares(
        *coverage(("o", (1, 1, 1)), ("o", (0, 0, 0)), ("o", (1, 1, 1))), 1, {"a0": 0.5, "a2": 0.5}
    )
    assert row(once)["share"] == pytest.approx(row(twice)["share"])
    assert row(once)["prominence"] == pytest.approx(row(twice)["prominence"])


def test_a_headline_is_more_prominent_than_a_sentence_far_down():
    top = row(frame_shares(*coverage(("o", (1, 0, 0))), 1))["prominence"]
    bottom = row(frame_shares(*coverage(("o", (0, 0, 1))), 1))["prominence"]
    assert top > bottom > 0
    assert row(frame_shares(*coverage(("o", (1, 1, 1))), 1))["prominence"] == pytest.approx(1)


def test_articles_that_all_weigh_nothing_have_no_share():
    found = row(frame_shares(*coverage(("o", (1, 1, 1))), 1, {"a0": 0.0}))
    assert (found["share"], found["prominence"]) == (0, 0)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["o", "x"]), st.tuples(*[st.integers(0, 1)] * 3)),
        min_size=1,
        max_size=7,
    )
)
def test_shares_lie_within_their_intervals_and_repeat(articles):
    first = frame_shares(*coverage(*articles), 7)
    assert first.equals(frame_shares(*coverage(*articles), 7))
    for one in first.iter_rows(named=True):
        assert one["low"] is None or 0 <= one["low"] <= one["share"] <= one["high"] <= 1


def test_no_frames_no_shares():
    empty = Frames.create_empty(), Passages.create_empty(), Articles.create_empty()
    assert frame_shares(*empty, 1).is_empty()
