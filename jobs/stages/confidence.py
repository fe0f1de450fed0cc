"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on 1310 translations of the compact translator. The same fitted on 1062 of them has on
the 248 others an expected calibration error of 0.073 and an area under the ROC curve of
0.726; on the benchmark see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# chrF2 from which a translation counts as adequate. Of 114 outputs read by hand, a reader learns
# what the passage says from a quarter of those at 15 to 45, half at 45 to 55, 4 in 5 above 60.
ADEQUATE_CHRF = 45.0

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.774, 0.079),
    ("universal", "uk"): (0.73, 0.098),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.752, 0.178),
    ("compact", "uk"): (-0.798, 0.199),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    -0.192,
    {
        "nearness": 0.429,
        "too_short": -0.367,
        "too_long": -0.066,
        "repeated": -0.965,
        "cyrillic": -0.519,
        "names_lost": -0.353,
        "long": 0.56,
        "score": 0.597,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    -0.087,
    {
        "nearness": 0.632,
        "too_short": -0.298,
        "too_long": -0.141,
        "repeated": -1.091,
        "cyrillic": -0.952,
        "names_lost": -0.289,
        "long": 0.296,
    },
)

STRAY = Logistic(
    -5.317,
    {
        "nearness": -1.353,
        "too_short": 0.208,
        "too_long": 0.057,
        "repeated": 1.354,
        "numbers": 0.531,
    },
)

STRAY_CEILING = 0.1
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
