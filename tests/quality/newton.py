"""Maximum likelihood for logistic functions, by Newton's method; what every fit here rests on."""

import numpy as np

STEPS = 100


def newton(
    design: np.ndarray,
    truth: np.ndarray,
    weight: np.ndarray,
    penalty: np.ndarray | None = None,
    odds: np.ndarray | float = 0.0,
) -> np.ndarray:
    """The coefficients of n × k inputs that make n truths (0 or 1) likeliest.

    ``weight`` n counts a case so often, ``penalty`` k × k is that of a ridge, ``odds`` n are
    log-odds that are given and not fitted. A column for the intercept is the caller's to add.
    """
    size = design.shape[1]
    ridge = np.zeros((size, size)) if penalty is None else penalty
    beta = np.zeros(size)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(odds + design @ beta, -30, 30)))
        slope = design.T @ (weight * (truth - chance)) - ridge @ beta
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve + 1e-9 * np.eye(size), slope)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta
