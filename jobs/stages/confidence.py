"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on 590 translations of the compact translator. On 610 others the expected
calibration error is 0.019 and the area under the ROC curve 0.826; on the benchmark see
'make gate'.
"""

from jobs.stages.logistic import Logistic

# chrF2 from which a translation counts as adequate. Of 114 outputs read by hand, a reader learns
# what the passage says from a quarter of those at 15 to 45, half at 45 to 55, 4 in 5 above 60.
ADEQUATE_CHRF = 45.0

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.758, 0.102),
    ("universal", "uk"): (0.691, 0.132),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.751, 0.177),
    ("compact", "uk"): (-0.807, 0.259),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    -0.062,
    {
        "nearness": 0.846,
        "too_short": -0.746,
        "repeated": -0.121,
        "cyrillic": -0.43,
        "names_lost": -0.461,
        "long": 0.305,
        "score": 0.737,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    -0.04,
    {
        "nearness": 1.174,
        "too_short": -0.668,
        "cyrillic": -0.998,
        "names_lost": -0.483,
        "long": 0.068,
    },
)

STRAY = Logistic(
    -4.809,
    {
        "nearness": -1.608,
        "too_short": 0.24,
        "names_spare": 0.039,
        "score": -0.403,
    },
)

STRAY_CEILING = 0.19
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
