"""Small charts as numbers that a template draws: places on a scale, marks, their words.

Every chart has its numbers beside it as text; the drawing itself is hidden from screen readers.
Horizontal places are percentages of the drawing's width, so that it fits any screen.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from jobs.report.words import bare_percent

_TOPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
STEPS = 6  # shades of the heat table beside empty


@dataclass(frozen=True)
class Tick:
    """A line of the scale: where, and what it says."""

    x: str
    text: str


@dataclass(frozen=True)
class Mark:
    """A dot, and its interval as a line, where it has one; empty strings where not."""

    x: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Hit:
    """A filled stretch of a bar."""

    x: str
    width: str


@dataclass(frozen=True)
class Scale:
    """From nought to ``top``, a share."""

    top: float

    def mark(self, share: float, low: float | None, high: float | None) -> Mark:
        """Where a share and its interval lie."""
        if low is None or high is None:
            return Mark(self.x(share))
        return Mark(self.x(share), self.x(low), self.x(high))

    def x(self, share: float) -> str:
        """A place on the scale, in per cent of its width, two per cent from either end."""
        return place(share / self.top)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Nought, the middle and the top."""
        return tuple(
            Tick(self.x(part * self.top), bare_percent(part * self.top) + "%")
            for part in (0, 0.5, 1)
        )


def scale(shares: Sequence[float]) -> Scale:
    """The smallest scale of round numbers that holds all shares."""
    highest = max((share for share in shares if not math.isnan(share)), default=0.0)
    return Scale(next((top for top in _TOPS if highest <= top), 1.0))


def place(part: float) -> str:
    """A part of the width as a percentage of it with margins for the dots.

    >>> place(0.0), place(0.5), place(1.0)
    ('2%', '50%', '98%')
    """
    number = round(2 + 96 * min(1.0, max(0.0, part)), 1)
    return f"{number:g}%"


def shade(share: float, top: float) -> int:
    """The heat table's shade: 0 for nothing, then 1 to ``STEPS``.

    >>> shade(0, 0.4), shade(0.01, 0.4), shade(0.4, 0.4)
    (0, 1, 6)
    """
    if share <= 0 or top <= 0:
        return 0
    return min(STEPS, max(1, math.ceil(STEPS * share / top)))


def strip(present: Sequence[bool]) -> tuple[Hit, ...]:
    """The stretches of a bar of equal parts that are present, neighbours joined.

    >>> strip([True, True, False, True])
    (Hit(x='0%', width='50%'), Hit(x='75%', width='25%'))
    """
    hits: list[Hit] = []
    begin: int | None = None
    for at, here in enumerate([*present, False]):
        if here and begin is None:
            begin = at
        elif not here and begin is not None:
            hits.append(Hit(_part(begin, len(present)), _part(at - begin, len(present))))
            begin = None
    return tuple(hits)


def _part(number: int, whole: int) -> str:
    return f"{round(100 * number / whole, 2):g}%"
