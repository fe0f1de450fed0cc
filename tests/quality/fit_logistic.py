"""Logistic models of judged translations: maximum likelihood, sources weighed alike, prudence."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from jobs.stages.logistic import Logistic
from tests.quality.newton import newton
from tests.quality.renderings import Judged

RIDGE = 0.3
RAISES = frozenset({"nearness", "score"})  # what may raise confidence; "long" may do either


def fit_logistic(
    cases: Sequence[Judged],
    truth: Sequence[bool],
    names: Sequence[str],
    weights: np.ndarray | None = None,
    sign: int = 1,
) -> Logistic:
    """Maximum likelihood with a small ridge.

    Evidence of trouble may not raise the chance (``sign`` 1) or lower it (-1): an input whose
    weight comes out so says nothing here, and is left out.
    """
    names = list(names)
    while True:
        beta = _likeliest(cases, truth, names, weights)
        wrong = {
            name: value
            for name, value in zip(names, beta[1:], strict=True)
            if name != "long" and value * sign * (1 if name in RAISES else -1) < 0
        }
        if not wrong:
            break
        names.remove(max(wrong, key=lambda name: abs(wrong[name])))
    return Logistic(
        round(float(beta[0]), 3),
        {name: round(float(value), 3) for name, value in zip(names, beta[1:], strict=True)},
    )


def _likeliest(
    cases: Sequence[Judged],
    truth: Sequence[bool],
    names: Sequence[str],
    weights: np.ndarray | None,
) -> np.ndarray:
    inputs = np.array([[case.seen[name] for name in names] for case in cases])
    design = np.column_stack([np.ones(len(cases)), inputs])
    target = np.asarray(truth, float)
    weight = np.ones(len(cases)) if weights is None else weights
    penalty = np.diag([0.0, *([RIDGE] * len(names))])
    return newton(design, target, weight, penalty)


def even_weights(cases: Sequence[Judged]) -> np.ndarray:
    """Weights of mean 1 by which each language of each folder or benchmark counts the same.

    How many are adequate differs more between sources than within: weighed by sentences, the
    largest would set the chance that is promised for all others.
    """
    groups = [(case.case.language, case.case.kind) for case in cases]
    sizes = Counter(groups)
    return np.array([len(cases) / (len(sizes) * sizes[group]) for group in groups])


def prudent(model: Logistic, cases: Sequence[Judged]) -> Logistic:
    """The model with the intercept of a source of texts that is one standard error harder.

    How many translations are adequate differs from source to source by more than the evidence
    tells, and too much confidence does more harm than too little. The sources are each language
    of each folder or benchmark; with fewer than two nothing changes.
    """
    groups: dict[tuple[str, str], list[Judged]] = {}
    for case in cases:
        groups.setdefault((case.case.language, case.case.kind), []).append(case)
    if len(groups) < 2:
        return model
    offsets = np.array([_offset(model, group) for group in groups.values()])
    shift = offsets.mean() - offsets.std(ddof=1) / np.sqrt(len(offsets))
    return Logistic(round(float(model.intercept + shift), 3), model.weights)


def _offset(model: Logistic, cases: Sequence[Judged]) -> float:
    """What the intercept lacks for the mean chance to be the share of the adequate."""
    wanted = sum(case.adequate for case in cases)
    low, high = -3.0, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        shifted = Logistic(model.intercept + middle, model.weights)
        enough = sum(shifted.chance(case.seen) for case in cases) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return (low + high) / 2
