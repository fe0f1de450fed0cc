"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 4520 translations of the compact translator. Cross-fitted, it has
on the 1364 of news by the translator in force an expected calibration error of 0.020 and
an area under the ROC curve of 0.716; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.785, 0.088),
    ("universal", "uk"): (0.738, 0.091),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.483, 0.15),
    ("compact", "uk"): (-0.498, 0.147),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    2.24,
    {
        "nearness": 0.502,
        "too_short": -0.027,
        "too_long": -0.346,
        "repeated": -0.878,
        "cyrillic": -1.248,
        "numbers": -1.427,
        "names": -0.241,
        "long": -0.473,
        "ukrainian": -0.348,
        "score": 0.657,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    2.243,
    {
        "nearness": 0.65,
        "too_long": -0.347,
        "repeated": -1.398,
        "cyrillic": -1.72,
        "numbers": -0.994,
        "names": -0.117,
        "long": -0.658,
        "ukrainian": -0.312,
    },
)

STRAY = Logistic(
    -6.613,
    {
        "nearness": -1.345,
        "too_short": 0.065,
        "too_long": 0.582,
        "numbers": 0.99,
        "names": 0.772,
        "score": -0.403,
    },
)

STRAY_CEILING = 0.05
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
