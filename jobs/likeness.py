"""What a likeness means: the chance that two passages say the same, calibrated on known pairs.

The evidence for a pair is three numbers, all in units of the cosine:

* its cosine;
* its excess: the cosine less the mean of both passages' surroundings. As a ratio this is the margin
  of Artetxe & Schwenk (2019, "Margin-based parallel corpus mining", eq. 2);
* its lead: how far the cosine could fall before another passage took its place.

A logistic function for each pair of languages turns them into a chance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jobs.space import Floats, Places, Space, background, neighbourhoods

Numbers = NDArray[np.float64]

# Encoders whose unrelated sentences lie above this are brought down to it: the fit below knows
# only spaces where they lie at 0.05 (different events) to 0.25 (one event, one language).
USUAL_BACKGROUND = 0.25
LEAST_AROUND = 0.05


@dataclass(frozen=True)
class Curve:
    """Log-odds = base + cosine · c + excess · e + lead · l."""

    base: float
    cosine: float
    excess: float
    lead: float = 0.0

    def chance(self, cosine: Floats, excess: Floats, lead: Floats | float = 0.0) -> Numbers:
        """Probability for each entry; shapes as given."""
        odds = (
            self.base
            + self.cosine * cosine.astype(np.float64)
            + self.excess * excess.astype(np.float64)
            + self.lead * np.asarray(lead, dtype=np.float64)
        )
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))))


def kind(first: str, second: str) -> str:
    """Which curve two languages share: ``en-ru``, ``en-uk``, ``ru-uk`` or ``same``."""
    return "same" if first == second else "-".join(sorted((first, second)))


# Fitted by `python -m tests.quality.fit`; the events it is fitted on and what the fit is
# worth on others are in the gate's table ("calibration").
MATCHED: Mapping[str, Curve] = {
    "en-ru": Curve(-2.8, 4.7, 9.0, 9.0),
    "en-uk": Curve(-2.8, 4.7, 9.0, 9.0),
    "ru-uk": Curve(-2.8, 4.7, 9.0, 9.0),
    "same": Curve(-4.5, 6.0, 6.0, 6.0),
}
# The same without the lead, for any two passages, not only for mutual best ones.
AKIN: Mapping[str, Curve] = {
    "en-ru": Curve(-6.0, 6.0, 12.0),
    "en-uk": Curve(-6.0, 6.0, 12.0),
    "ru-uk": Curve(-6.0, 6.0, 12.0),
    "same": Curve(-7.0, 8.0, 8.0),
}


@dataclass(frozen=True)
class MatchSettings:
    """How passages are matched and gathered.

    ``floor``: least confidence of a match; below it a passage has no counterpart.
    ``per_article`` and ``share``: size of a passage's surroundings (``space.neighbourhoods``).
    ``restated``: cosine from which two passages of one outlet are the same said twice.
    """

    floor: float = 0.5  # where precision and recall cost the same; confidence is a probability
    per_article: int = 4  # as in Artetxe & Schwenk; 3–12 differ by less than 0.005 F1
    share: float = 0.1  # 0–0.2 differ by less than 0.005 F1; large events get steadier margins
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
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))))
