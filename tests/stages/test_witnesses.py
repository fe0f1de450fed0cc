"""Third outlets testify for a pair or against it."""

import numpy as np
import pytest

from jobs.space import space
from jobs.stages.witnesses import witnessed
from tests.newsroom import passages_of, vectors_of

IDS = ["a1", "a2", "b1", "b2", "c1", "c2"]
APART = np.eye(6)


def heard(pairs, chances, vectors=APART, ids=IDS):
    rows = [(i, i[0], f"outlet {i[0]}", "en", int(i[1]), f"words of {i}") for i in ids]
    points = space(passages_of(rows), vectors_of(ids, vectors))
    left, right = (
        np.array([points.place[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1)
    )
    return witnessed(points, left, right, np.array(chances), restated=0.8)


def test_an_outlet_to_which_both_lead_speaks_for_the_pair():
    agree, against = heard([("a1", "b1"), ("a1", "c1"), ("b1", "c1")], [0.4, 0.9, 0.8])
    assert agree[0] == pytest.approx(0.72)
    assert against[0] == 0.0


def test_an_outlet_in_which_they_part_speaks_against_it():
    agree, against = heard([("a1", "b1"), ("a1", "c1"), ("b1", "c2")], [0.4, 0.9, 0.8])
    assert agree[0] == 0.0
    assert against[0] == pytest.approx(0.72)


def test_an_outlet_that_says_it_twice_does_not_contradict_itself():
    twice = APART.copy()
    twice[5] = twice[4]  # c2 restates c1
    agree, against = heard([("a1", "b1"), ("a1", "c1"), ("b1", "c2")], [0.4, 0.9, 0.8], twice)
    assert agree[0] == pytest.approx(0.72)
    assert against[0] == 0.0


def test_an_outlet_that_only_one_of_them_matches_is_silent():
    agree, against = heard([("a1", "b1"), ("a1", "c1")], [0.4, 0.9])
    assert (agree[0], against[0]) == (0.0, 0.0)


def test_with_two_outlets_there_is_no_witness():
    agree, against = heard([("a1", "b1"), ("a2", "b2")], [0.4, 0.9], APART[:4], IDS[:4])
    assert not agree.any()
    assert not against.any()


def test_no_pairs_no_testimony():
    agree, against = heard([], [])
    assert len(agree) == len(against) == 0
