"""Small charts as numbers that a template draws: places on a scale, marks, their words.

Every chart has its numbers beside it as text; the drawing itself is hidden from screen readers.
Horizontal places are percentages of the drawing's width, so that it fits any screen.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from jobs.report.words import bare_percent, signed

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
    """From ``bottom`` to ``top``; shares begin at nought."""

    top: float
    bottom: float = 0.0

    def mark(self, value: float, low: float | None, high: float | None) -> Mark:
        """Where a value and its interval lie."""
        if low is None or high is None:
            return Mark(self.x(value))
        return Mark(self.x(value), self.x(low), self.x(high))

    def x(self, value: float) -> str:
        """A place on the scale, in per cent of its width, two per cent from either end."""
        return place((value - self.bottom) / (self.top - self.bottom))

    @property
    def ends(self) -> tuple[str, str]:
        """What stands at either end: per cent from nought, or signed numbers around it."""
        if self.bottom < 0:
            return signed(self.bottom), signed(self.top)
        return bare_percent(self.bottom) + "%", bare_percent(self.top) + "%"


def scale(shares: Sequence[float]) -> Scale:
    """The smallest scale of round numbers that holds all shares."""
    highest = max((share for share in shares if not math.isnan(share)), default=0.0)
    return Scale(next((top for top in _TOPS if highest <= top), 1.0))


def balance(values: Sequence[float]) -> Scale:
    """A scale with nought in its middle that holds all values."""
    furthest = max((abs(one) for one in values if math.isfinite(one)), default=0.0)
    # What is nearer to nought than this no eye tells from it, and its step would round to nothing.
    step = 10.0 ** math.floor(math.log10(furthest)) / 2 if furthest > 1e-9 else 0.5
    reach = max(1, math.ceil(furthest / step - 1e-9)) * step
    return Scale(reach, -reach)


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
    return min(STEPS, max(1, math.ceil(STEPS * share / top - 1e-9)))


def bar(part: float) -> Hit:
    """A bar from the left.

    >>> bar(0.25)
    Hit(x='0%', width='25%')
    """
    return Hit("0%", f"{round(100 * min(1.0, max(0.0, part)), 1):g}%")


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
