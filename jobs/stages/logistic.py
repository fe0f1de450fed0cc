"""A logistic model small enough to read."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Logistic:
    """The chance of something, from named inputs that are about 0 in the usual case."""

    intercept: float
    weights: Mapping[str, float]

    def chance(self, inputs: Mapping[str, float]) -> float:
        """In 0–1. Every input that has a weight must be there; others are of no account."""
        total = self.intercept + sum(weight * inputs[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
