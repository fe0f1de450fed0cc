"""Maximum likelihood finds what the cases were drawn from, and heeds weights, ridge and odds."""

import numpy as np
import pytest

from tests.quality.newton import newton


@pytest.fixture(scope="module")
def cases() -> tuple[np.ndarray, np.ndarray]:
    """20,000 cases with the intercept 0.5 and the slope -1.5."""
    generator = np.random.default_rng(3)
    design = np.column_stack([np.ones(20_000), generator.normal(size=20_000)])
    chance = 1 / (1 + np.exp(-(design @ [0.5, -1.5])))
    return design, (generator.random(20_000) < chance).astype(float)


def test_the_coefficients_are_found_again(cases: tuple[np.ndarray, np.ndarray]) -> None:
    design, truth = cases
    assert newton(design, truth, np.ones(len(truth))) == pytest.approx([0.5, -1.5], abs=0.06)


def test_a_weight_of_two_is_the_case_twice(cases: tuple[np.ndarray, np.ndarray]) -> None:
    design, truth = cases[0][:500], cases[1][:500]
    weight = np.r_[np.full(200, 2.0), np.ones(300)]
    twice = np.r_[np.arange(200), np.arange(500)]
    assert newton(design, truth, weight) == pytest.approx(
        newton(design[twice], truth[twice], np.ones(700)), abs=1e-6
    )


def test_given_odds_are_not_fitted_again(cases: tuple[np.ndarray, np.ndarray]) -> None:
    design, truth = cases
    (slope,) = newton(design[:, 1:], truth, np.ones(len(truth)), odds=np.full(len(truth), 0.5))
    assert slope == pytest.approx(-1.5, abs=0.06)


def test_a_ridge_draws_towards_nothing_and_makes_separable_cases_finite() -> None:
    design, truth = np.array([[-1.0], [1.0]]), np.array([0.0, 1.0])
    small, large = (newton(design, truth, np.ones(2), np.eye(1) * r)[0] for r in (0.1, 1.0))
    assert 0 < large < small < 10
