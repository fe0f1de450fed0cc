"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 4520 translations of the compact translator. Cross-fitted, it has
on the 1364 of news by the translator in force an expected calibration error of 0.020 and
an area under the ROC curve of 0.708; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.788, 0.088),
    ("universal", "uk"): (0.744, 0.086),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.505, 0.146),
    ("compact", "uk"): (-0.519, 0.16),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    2.113,
    {
        "nearness": 0.463,
        "too_short": -0.022,
        "too_long": -0.259,
        "repeated": -1.104,
        "cyrillic": -1.248,
        "numbers": -1.365,
        "names": -0.254,
        "long": -0.44,
        "ukrainian": -0.386,
        "score": 0.661,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    2.138,
    {
        "nearness": 0.617,
        "too_long": -0.26,
        "repeated": -1.625,
        "cyrillic": -1.732,
        "numbers": -0.925,
        "names": -0.121,
        "long": -0.644,
        "ukrainian": -0.367,
    },
)

STRAY = Logistic(
    -6.596,
    {
        "nearness": -1.309,
        "too_short": 0.028,
        "too_long": 0.324,
        "numbers": 1.175,
        "names": 0.901,
        "score": -0.385,
    },
)

STRAY_CEILING = 0.05
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
