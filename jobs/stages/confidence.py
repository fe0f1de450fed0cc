"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on 1228 translations of the compact translator. On 468 others the expected
calibration error is 0.059 and the area under the ROC curve 0.746; on the benchmark see
'make gate'.
"""

from jobs.stages.logistic import Logistic

# chrF2 from which a translation counts as adequate. Of 114 outputs read by hand, a reader learns
# what the passage says from a quarter of those at 15 to 45, half at 45 to 55, 4 in 5 above 60.
ADEQUATE_CHRF = 45.0

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.757, 0.098),
    ("universal", "uk"): (0.702, 0.11),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.817, 0.249),
    ("compact", "uk"): (-0.858, 0.275),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    -0.174,
    {
        "nearness": 0.571,
        "too_short": -0.431,
        "repeated": -0.369,
        "cyrillic": -0.564,
        "numbers_lost": -0.177,
        "names_lost": -0.047,
        "long": 0.43,
        "score": 0.867,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    -0.097,
    {
        "nearness": 0.95,
        "too_short": -0.336,
        "repeated": -0.628,
        "cyrillic": -1.261,
        "numbers_lost": -0.036,
        "names_lost": -0.182,
        "long": 0.025,
    },
)

STRAY = Logistic(
    -5.096,
    {
        "nearness": -1.539,
        "too_short": 0.235,
        "repeated": 0.438,
        "names": 0.09,
        "score": -0.056,
    },
)

STRAY_CEILING = 0.12
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
