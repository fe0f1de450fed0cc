"""How good decisions with a confidence are: precision, recall, F1, reliability."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass
class Tally:
    """Decisions added up over events."""

    right: int = 0
    made: int = 0
    true: int = 0

    def add(self, made: set[tuple[str, str]], true: set[tuple[str, str]]) -> None:
        """Count an event's matches against its true pairs."""
        self.right += len(made & true)
        self.made += len(made)
        self.true += len(true)

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.made + self.true) if self.made + self.true else 1.0


@dataclass(frozen=True)
class Bin:
    """Cases of like confidence: how many, what was promised, what held."""

    cases: int
    promised: float
    held: float


def reliability(confidence: Sequence[float], held: Sequence[bool], bins: int = 10) -> list[Bin]:
    """The reliability curve over bins of equal width; empty bins are left out."""
    promised, truth = np.asarray(confidence, float), np.asarray(held, float)
    place = np.minimum((promised * bins).astype(int), bins - 1)
    return [
        Bin(int(here.sum()), float(promised[here].mean()), float(truth[here].mean()))
        for here in (place == b for b in range(bins))
        if here.any()
    ]


def calibration_error(curve: Sequence[Bin]) -> float:
    """Expected calibration error (Naeini et al. 2015): |promised − held|, weighted by cases."""
    total = sum(b.cases for b in curve)
    return sum(abs(b.promised - b.held) * b.cases for b in curve) / total if total else 0.0
