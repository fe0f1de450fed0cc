"""Intervals and tests on cases whose answer is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.measures.statistics import (
    benjamini_hochberg,
    permutation_p,
    ratio_interval,
    resample_articles,
    wilson,
)


def test_two_articles_give_no_interval():
    assert ratio_interval([1, 2], [5, 5], seed=1) is None


def test_an_outlet_that_never_uses_a_frame_still_has_an_uncertain_share():
    interval = ratio_interval([0] * 5, [20] * 5, seed=1)
    assert interval.low == 0.0
    assert 0.3 < interval.high < 0.5  # Wilson with five trials: 0.43


def test_a_reprint_with_no_weight_moves_nothing():
    alone = ratio_interval([3, 1, 0, 2], [10, 10, 10, 10], seed=7)
    with_reprints = ratio_interval([3, 1, 0, 2, 9], [10] * 5, seed=7, weights=[1, 1, 1, 1, 0])
    assert with_reprints.high < 0.5
    assert alone.low <= 0.15 <= alone.high


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(3)
    hits = 0
    for trial in range(300):
        rates = rng.beta(3, 7, size=30)  # articles differ, around a true share of 0.3
        seen = rng.binomial(20, rates)
        interval = ratio_interval(seen, np.full(30, 20), seed=trial, resamples=400)
        hits += interval.low <= 0.3 <= interval.high
    assert 0.89 <= hits / 300 <= 0.99


def test_wilson_agrees_with_the_published_example():
    interval = wilson(0.5, 10)
    assert interval.low == pytest.approx(0.2366, abs=1e-4)
    assert interval.high == pytest.approx(0.7634, abs=1e-4)


def test_benjamini_hochberg_agrees_with_the_published_example():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    q = benjamini_hochberg(p)
    assert [round(x, 4) for x in q[:4]] == [0.001, 0.002, 0.0063, 0.0238]
    assert q[-1] == pytest.approx(0.324)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusted_p_is_never_smaller_and_keeps_the_order(p):
    q = benjamini_hochberg(p)
    assert all(b >= a - 1e-12 for a, b in zip(p, q, strict=True))
    for i in range(len(p)):
        for j in range(len(p)):
            if p[i] < p[j]:
                assert q[i] <= q[j] + 1e-12


def test_outlets_that_do_not_differ_give_no_small_p():
    values = np.array([1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0])

    def gap(labels):
        return abs(values[labels == 0].mean() - values[labels == 1].mean())

    assert permutation_p([0, 0, 1, 1, 0, 0, 1, 1], gap, seed=1) == 1.0
    assert permutation_p([0, 1, 0, 1, 0, 1, 0, 1], gap, seed=1) < 0.1


def test_resampling_is_seeded():
    data = np.arange(10.0)
    one = resample_articles(10, lambda picks: data[picks].mean(), seed=5, resamples=200)
    two = resample_articles(10, lambda picks: data[picks].mean(), seed=5, resamples=200)
    assert one == two
    assert one.low < 4.5 < one.high
