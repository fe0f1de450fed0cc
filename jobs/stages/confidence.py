"""What turns evidence into a confidence: logistic models, scales, and the ceilings of flags.

First values, by hand, until the translators' outputs are there to fit.
"""

from jobs.stages.logistic import Logistic

ADEQUATE_CHRF = 45.0

SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.74, 0.10),
    ("universal", "uk"): (0.41, 0.13),
}
STANDING_SCALE = (8.0, 2.5)
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.9, 0.3),
    ("compact", "uk"): (-0.9, 0.3),
}

_ADEQUACY = {
    "nearness": 0.8,
    "too_short": -0.35,
    "too_long": -0.35,
    "repeated": -4.0,
    "cyrillic": -4.0,
    "copied": -4.0,
    "numbers": -1.0,
    "names": -1.0,
    "names_spare": -0.1,
    "long": 0.2,
}
ADEQUACY = Logistic(0.0, {**_ADEQUACY, "score": 0.8})
ADEQUACY_WITHOUT_SCORE = Logistic(0.0, _ADEQUACY)
STRAY = Logistic(
    -6.0, {"nearness": -1.5, "too_short": 0.3, "too_long": 0.3, "numbers": 1.0, "names": 1.0}
)

STRAY_CEILING = 0.5
REPEATED_CEILING = 0.2
LENGTH_CEILING = 3.0
CYRILLIC_CEILING = 0.2
