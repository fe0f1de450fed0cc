"""Logistic models of judged translations: maximum likelihood, known signs, sets told apart."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from jobs.stages.logistic import Logistic
from tests.quality.newton import newton
from tests.quality.renderings import Judged

RIDGE = 0.3
RAISES = frozenset({"nearness", "score"})  # what may raise confidence
TROUBLE = frozenset(
    {
        "too_short",
        "too_long",
        "repeated",
        "cyrillic",
        "numbers",
        "names",
        "names_spare",
    }
)  # what may lower it; the source's own length and language may do either
KNOWN = RAISES | TROUBLE


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
            if name in KNOWN and value * sign * (1 if name in RAISES else -1) < 0
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


def apart(cases: Sequence[Judged], level: Collection[str]) -> tuple[list[Judged], list[str]]:
    """The cases, each language of each set not in ``level`` with an input of its own; their names.

    How many translations are adequate differs from source to source of texts, and from adapter to
    adapter, by more than the evidence tells. With an input of its own, a set tells what evidence is
    worth and nothing of how many are adequate: those of ``level`` alone set the intercept.
    """
    groups = list(dict.fromkeys((case.case.kind, case.case.language) for case in cases))
    names = {group: f"{group[0]} {group[1]}" for group in groups if group[0] not in level}
    zeros = dict.fromkeys(names.values(), 0.0)
    marked = [
        replace(
            case, seen={**case.seen, **zeros, **({names[group]: 1.0} if group in names else {})}
        )
        for case in cases
        for group in [(case.case.kind, case.case.language)]
    ]
    return marked, list(names.values())


def offset(model: Logistic, cases: Sequence[Judged]) -> float:
    """What the intercept lacks for the mean chance to be the share of the adequate."""
    wanted = sum(case.adequate for case in cases)
    low, high = -3.0, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        shifted = Logistic(model.intercept + middle, model.weights)
        enough = sum(shifted.chance(case.seen) for case in cases) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return (low + high) / 2
