"""What a likeness means: chances that move the way evidence does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.likeness import AKIN, MATCHED, Curve, company_of, heard, kind, stretch

numbers = st.floats(-1.0, 1.0, width=32)
curves = pytest.mark.parametrize(
    "curve", [*MATCHED.values(), *AKIN.values()], ids=[*MATCHED, *(f"{k}, any" for k in AKIN)]
)


def array(*values):
    return np.array(values, dtype=np.float32)


@curves
def test_every_piece_of_evidence_speaks_for_the_pair(curve):
    assert curve.cosine > 0
    assert curve.excess >= 0
    assert curve.lead >= 0
    assert curve.company >= 0


@curves
def test_passages_that_have_nothing_in_common_do_not_match(curve):
    assert curve.alone(array(0.05), array(-0.1))[0] < 0.01


@curves
def test_a_reprinted_sentence_matches(curve):
    assert curve.alone(array(1.0), array(0.6), array(0.5))[0] > 0.95


@given(numbers, numbers, numbers)
def test_chances_are_chances(cosine, excess, lead):
    for curve in MATCHED.values():
        (chance,) = curve.together(array(cosine), array(excess), array(lead))
        assert 0.0 <= chance <= 1.0


def test_a_pair_among_sure_pairs_is_likelier_than_among_doubtful_ones():
    curve = Curve(-10.0, 15.0, 4.0, 9.0, company=1.0, typical=1.0)
    middling = np.array([[0.5], [0.2], [0.1]], dtype=np.float32)
    sure = np.array([[0.9], [0.6], [0.5]], dtype=np.float32)
    weak = np.array([[0.2], [0.0], [0.0]], dtype=np.float32)
    among_sure = curve.together(*np.hstack([middling, sure]))
    among_weak = curve.together(*np.hstack([middling, weak]))
    assert among_sure[0] > among_weak[0]


def test_few_pairs_do_not_speak_for_themselves():
    """One sure pair moves the company less than many do."""
    assert 1.0 < company_of(np.array([0.99]), 1.0) < company_of(np.full(50, 0.99), 1.0)


def test_evidence_that_says_nothing_changes_no_chance():
    chance = np.array([0.0, 0.3, 1.0])
    assert heard(chance, np.zeros(3)) == pytest.approx(chance, abs=1e-9)


@pytest.mark.parametrize("background", [-0.1, 0.0, 0.05, 0.25])
def test_a_usual_space_is_left_as_it_is(background):
    assert stretch(background) == (0.0, 1.0)


def test_a_narrow_space_is_stretched_so_that_identical_stays_identical():
    shift, scale = stretch(0.75)
    assert (1.0 - shift) * scale == pytest.approx(1.0)
    assert (0.75 - shift) * scale == pytest.approx(0.5)


def test_only_the_same_language_is_the_same_kind():
    assert kind("ru", "ru") == "same"
    assert kind("ru", "uk") == kind("en", "ru") == "across"
