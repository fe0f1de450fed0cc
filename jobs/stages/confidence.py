"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on 1020 translations of the compact translator. On 230 others the expected
calibration error is 0.101 and the area under the ROC curve 0.702; on the benchmark see
'make gate'.
"""

from jobs.stages.logistic import Logistic

# chrF2 from which a translation counts as adequate. Of 114 outputs read by hand, a reader learns
# what the passage says from a quarter of those at 15 to 45, half at 45 to 55, 4 in 5 above 60.
ADEQUATE_CHRF = 45.0

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.764, 0.081),
    ("universal", "uk"): (0.726, 0.1),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.758, 0.166),
    ("compact", "uk"): (-0.798, 0.197),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    0.234,
    {
        "nearness": 0.429,
        "too_short": -0.38,
        "too_long": -0.087,
        "repeated": -1.78,
        "cyrillic": -0.472,
        "names_lost": -0.585,
        "long": 0.502,
        "score": 0.606,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    0.344,
    {
        "nearness": 0.653,
        "too_short": -0.248,
        "too_long": -0.186,
        "repeated": -1.684,
        "cyrillic": -0.8,
        "names_lost": -0.598,
        "long": 0.184,
    },
)

STRAY = Logistic(
    -5.628,
    {
        "nearness": -1.414,
        "too_short": 0.163,
        "numbers": 0.535,
        "names": 0.005,
    },
)

STRAY_CEILING = 0.08
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
