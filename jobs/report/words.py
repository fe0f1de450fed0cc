"""Numbers and lists as a reader meets them; the same number always comes out the same."""

from collections.abc import Sequence
from datetime import date, datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def percent(share: float) -> str:
    """A share as a whole percentage; what is above nothing but below a half is ``<1``.

    >>> percent(0.384), percent(0.0), percent(0.002)
    ('38%', '0%', '<1%')
    """
    return bare_percent(share) + "%"


def bare_percent(share: float) -> str:
    """As ``percent`` without the sign, for cells of a table that says it in its caption."""
    if 0 < share < 0.005:
        return "<1"
    return str(int(share * 100 + 0.5))


def interval(low: float | None, high: float | None) -> str:
    """``25–55%``, or nothing where there is no interval.

    >>> interval(0.25, 0.552), interval(None, None)
    ('25–55%', '')
    """
    if low is None or high is None:
        return ""
    return f"{bare_percent(low)}–{bare_percent(high)}%"


def two_places(number: float) -> str:
    """A number with two decimals and a true minus sign.

    >>> two_places(0.6), two_places(-0.123)
    ('0.60', '−0.12')
    """
    shown = f"{abs(number):.2f}"
    return f"−{shown}" if number < 0 and shown != "0.00" else shown


def signed(number: float) -> str:
    """A number with three decimals and its sign, which is a true minus.

    >>> signed(0.6), signed(-0.1234), signed(0)
    ('+0.600', '−0.123', '0.000')
    """
    shown = f"{abs(number):.3f}"
    return shown if float(shown) == 0 else f"{'−' if number < 0 else '+'}{shown}"


def rate(number: float) -> str:
    """A rate a thousand words: one decimal, or none from a hundred.

    >>> rate(12.34), rate(0.0), rate(123.4)
    ('12.3', '0.0', '123')
    """
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A number and its noun; thousands stand apart.

    >>> count(1, "article"), count(1200, "article"), count(2, "story", "stories")
    ('1 article', '1,200 articles', '2 stories')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def of(part: int, whole: int, noun: str) -> str:
    """``3 of 5 articles``; with none and all in words.

    >>> of(0, 5, "article"), of(5, 5, "article"), of(2, 5, "article"), of(1, 1, "article")
    ('none of 5 articles', 'all 5 articles', '2 of 5 articles', 'its only article')
    """
    if whole == 1:
        return f"its only {noun}" if part else f"not its only {noun}"
    if part == 0:
        return f"none of {count(whole, noun)}"
    if part == whole:
        return f"all {count(whole, noun)}"
    return f"{part} of {count(whole, noun)}"


def listed(names: Sequence[str], limit: int = 99) -> str:
    """Names as a phrase; beyond ``limit`` they are counted.

    >>> listed(["A"]), listed(["A", "B", "C"]), listed(["A", "B", "C", "D"], limit=2)
    ('A', 'A, B and C', 'A, B and 2 more')
    """
    if len(names) > limit:
        return ", ".join(names[:limit]) + f" and {len(names) - limit} more"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def long_date(day: date) -> str:
    """``18 March 2025``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment(at: datetime) -> str:
    """``18 March 2025, 21:35 UTC``."""
    return f"{long_date(at)}, {at:%H:%M} UTC"


def shortened(text: str, limit: int) -> str:
    """The text, cut at a word's end before ``limit`` characters, with an ellipsis if cut."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[:limit].rsplit(" ", 1)[0] if " " in flat[:limit] else flat[:limit]
    return cut.rstrip(",;:–—- ") + "…"
