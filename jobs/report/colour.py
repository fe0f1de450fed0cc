"""A colour for each outlet that can be read on paper white and on night grey.

Lightness is moved in OKLab (Ottosson 2020, "A perceptual color space for image processing") until
the contrast of WCAG 2.2 is reached; hue stays what the newsroom chose.
"""

import math
import re
from dataclasses import dataclass

PAPER = "#f4f2ec"  # the darkest surface of the light page that outlet colours stand on
NIGHT = "#23272e"  # the lightest of the dark page
CONTRAST = 4.6  # WCAG AA asks 4.5 of text; the rest is room for rounding
GOLDEN_ANGLE = 137.508  # neighbours in the list lie far apart on the wheel, however many follow

_HEX = re.compile(r"#([0-9a-fA-F]{6})|#([0-9a-fA-F]{3})")


@dataclass(frozen=True)
class Look:
    """An outlet's colour on the light and on the dark page, as ``#rrggbb``."""

    light: str
    dark: str


def look(number: int, wish: str | None = None) -> Look:
    """The look of the ``number``-th outlet (from 0), after the newsroom's wish where it is one."""
    colour = _oklab(_parse(wish)) if wish and _HEX.fullmatch(wish.strip()) else None
    if colour is None:
        angle = math.radians((28 + GOLDEN_ANGLE * number) % 360)
        colour = (0.55, 0.13 * math.cos(angle), 0.13 * math.sin(angle))
    return Look(_readable(colour, PAPER, -0.01), _readable(colour, NIGHT, 0.01))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two ``#rrggbb`` colours after WCAG 2.2, 1 to 21."""
    first, second = sorted((_luminance(_parse(one)), _luminance(_parse(other))), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _readable(colour: tuple[float, float, float], ground: str, step: float) -> str:
    lightness, a, b = colour
    while 0 < lightness < 1:
        shown = _hex(_rgb((lightness, a, b)))
        if contrast(shown, ground) >= CONTRAST:
            return shown
        lightness += step
    return "#000000" if step < 0 else "#ffffff"


def _parse(text: str) -> tuple[float, float, float]:
    digits = text.strip().lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, one))):02x}" for one in rgb)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(rgb: tuple[float, float, float]) -> float:
    red, green, blue = map(_linear, rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = map(_linear, rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _rgb(lab: tuple[float, float, float]) -> tuple[float, float, float]:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
