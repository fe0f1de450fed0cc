"""What a likeness means: the chance that two passages say the same, calibrated on known pairs.

The evidence for a pair is three numbers, all in units of the cosine:

* its cosine;
* its excess: the cosine less the mean of both passages' surroundings. As a ratio this is the margin
  of Artetxe & Schwenk (2019, "Margin-based parallel corpus mining", eq. 2);
* its lead: how far the cosine could fall before another passage took its place.

A logistic function turns them into a chance: one for passages of different languages, one for
passages of the same, which are more alike when they say the same and when they do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jobs import fitted_likeness as fitted
from jobs.space import Floats, Places, Space, background, neighbourhoods

Numbers = NDArray[np.float64]

# Encoders whose unrelated sentences lie above this are brought down to it: the fit below knows
# only spaces where they lie at 0.05 (different events) to 0.25 (one event, one language).
USUAL_BACKGROUND = 0.25
LEAST_AROUND = 0.05


@dataclass(frozen=True)
class Curve:
    """Log-odds = base + cosine · c + excess · e + lead · l + company · the pair's company.

    Two outlets that share most of what they say make each of their pairs likelier, two that share
    little make it less likely. A pair's company is the log-odds of the mean chance of all mutual
    best pairs of its two outlets, each first reckoned with ``typical`` company; ``PRIOR_PAIRS``
    pairs of typical company are added, so that few pairs do not speak for themselves.
    """

    base: float
    cosine: float = 0.0
    excess: float = 0.0
    lead: float = 0.0
    company: float = 0.0
    typical: float = 0.0

    def alone(self, cosine: Floats, excess: Floats, lead: Floats | float = 0.0) -> Numbers:
        """Probability for each entry, whatever the others are; shapes as given."""
        return _chance(self._odds(cosine, excess, lead) + self.company * self.typical)

    def together(self, cosine: Floats, excess: Floats, lead: Floats) -> Numbers:
        """Probability for each of two outlets' mutual best pairs; arrays of one length."""
        company = company_of(self.alone(cosine, excess, lead), self.typical)
        return _chance(self._odds(cosine, excess, lead) + self.company * company)

    def _odds(self, cosine: Floats, excess: Floats, lead: Floats | float) -> Numbers:
        return np.asarray(
            self.base
            + self.cosine * cosine.astype(np.float64)
            + self.excess * excess.astype(np.float64)
            + self.lead * np.asarray(lead, dtype=np.float64)
        )


PRIOR_PAIRS = 2  # 2, 5 and 10 calibrate alike; the smallest adapts to small events


def company_of(chances: Numbers, typical: float) -> float:
    """Log-odds of the mean of the chances, ``PRIOR_PAIRS`` typical ones among them."""
    prior = float(_chance(np.asarray(typical)))
    mean = (float(chances.sum()) + PRIOR_PAIRS * prior) / (len(chances) + PRIOR_PAIRS)
    mean = min(max(mean, 1e-6), 1.0 - 1e-6)
    return float(np.log(mean / (1.0 - mean)))


def heard(chance: Numbers, odds: Numbers) -> Numbers:
    """The chance after further evidence, given as log-odds."""
    bounded = np.clip(chance, 1e-12, 1.0 - 1e-12)
    return _chance(np.log(bounded / (1.0 - bounded)) + odds)


def _chance(odds: Numbers) -> Numbers:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))))


def kind(first: str, second: str) -> str:
    """Which curve two languages share: ``same`` or ``across``.

    One curve serves all pairs of different languages: fitted apart they differ by less than they
    do between one set of documents and another.
    """
    return "same" if first == second else "across"


MATCHED: Mapping[str, Curve] = {name: Curve(**numbers) for name, numbers in fitted.MATCHED.items()}
"""For mutual best pairs, by kind."""

AKIN: Mapping[str, Curve] = {name: Curve(**numbers) for name, numbers in fitted.AKIN.items()}
"""Without the lead, for any two passages, by kind."""


@dataclass(frozen=True)
class MatchSettings:
    """How passages are matched and gathered.

    ``floor``: least confidence of a match; below it a passage has no counterpart.
    ``per_article`` and ``share``: size of a passage's surroundings (``space.neighbourhoods``).
    ``agreeing`` and ``contradicting``: log-odds for sure testimony of third outlets.
    ``restated``: cosine from which two passages of one outlet are the same said twice.
    """

    floor: float = 0.5  # where precision and recall cost the same; confidence is a probability
    per_article: int = 4  # as in Artetxe & Schwenk; 3–12 differ by less than 0.005 F1
    share: float = 0.15  # of the pool; 0.05–0.2 differ by less than 0.005 F1
    agreeing: float = fitted.AGREEING
    contradicting: float = fitted.CONTRADICTING
    restated: float = 0.8  # 80 % of double translations lie above, 2 % of nearest others
    matched: Mapping[str, Curve] = field(default_factory=lambda: MATCHED)
    akin: Mapping[str, Curve] = field(default_factory=lambda: AKIN)


def stretch(background: float) -> tuple[float, float]:
    """Shift and scale, to be used as (x - shift) * scale, that put a space on the usual footing."""
    shift = min(max(0.0, background - USUAL_BACKGROUND), 0.95)
    return shift, 1.0 / (1.0 - shift)


class Likeness:
    """The chance that any two passages of an event say the same, whether or not they match.

    Holds the event's surroundings and footing, so that claims and omissions measure as
    matching does.
    """

    def __init__(self, points: Space, settings: MatchSettings) -> None:
        self.points = points
        self.near = neighbourhoods(points, settings.per_article, settings.share)
        self.shift, self.scale = stretch(background(points))
        curves = [
            [settings.akin[kind(one, other)] for other in points.languages]
            for one in points.languages
        ]
        shape = (len(points.languages), len(points.languages))
        self._base, self._cosine, self._excess = (
            np.array([[getattr(curve, name) for curve in row] for row in curves]).reshape(shape)
            for name in ("base", "cosine", "excess")
        )

    def around(self, rows: Places, columns: Places) -> Floats:
        """Mean of both passages' surroundings, for rows and columns broadcast together.

        A side without surroundings (no other outlet writes in that language) takes the other's.
        At least 0.05: at zero or below a ratio would turn its sign.
        """
        there = self.near[rows, self.points.language[columns]]
        back = self.near[columns, self.points.language[rows]]
        there, back = np.where(np.isnan(there), back, there), np.where(np.isnan(back), there, back)
        mean = np.nan_to_num((there + back) / 2, nan=self.shift)
        return np.maximum(mean, LEAST_AROUND).astype(np.float32)

    def chances(self, rows: Places, columns: Places) -> Numbers:
        """Chance for every pair: len(rows) × len(columns), in 0–1."""
        cosine = self.points.points[rows] @ self.points.points[columns].T
        kinds = np.ix_(self.points.language[rows], self.points.language[columns])
        around = self.around(rows[:, None], columns[None])
        odds = (
            self._base[kinds]
            + self._cosine[kinds] * (cosine - self.shift) * self.scale
            + self._excess[kinds] * (cosine - around) * self.scale
        )
        return _chance(odds)

    def mean_chances(self, rows: Places, groups: Sequence[Places]) -> Numbers:
        """Mean chance of each row against all rows of each group: len(rows) × len(groups)."""
        begins = np.concatenate([[0], np.cumsum([len(group) for group in groups])])[:-1]
        sums = np.add.reduceat(self.chances(rows, np.concatenate(groups)), begins, axis=1)
        return np.asarray(sums / np.array([len(group) for group in groups]))
