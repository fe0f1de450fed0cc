"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 4520 translations of the compact translator. Cross-fitted, it has
on the 1364 of news by the translator in force an expected calibration error of 0.021 and
an area under the ROC curve of 0.737; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.785, 0.086),
    ("universal", "uk"): (0.742, 0.079),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.562, 0.161),
    ("compact", "uk"): (-0.578, 0.181),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    2.072,
    {
        "nearness": 0.528,
        "too_short": -0.032,
        "too_long": -0.275,
        "repeated": -0.252,
        "cyrillic": -1.26,
        "numbers": -1.259,
        "names": -0.382,
        "long": -0.478,
        "ukrainian": -0.515,
        "score": 0.657,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    2.145,
    {
        "nearness": 0.668,
        "too_long": -0.281,
        "repeated": -1.095,
        "cyrillic": -1.745,
        "numbers": -0.852,
        "names": -0.298,
        "long": -0.672,
        "ukrainian": -0.496,
    },
)

STRAY = Logistic(
    -5.918,
    {
        "nearness": -1.245,
        "repeated": 0.0,
        "numbers": 1.121,
        "names": 0.705,
        "score": -0.205,
    },
)

STRAY_CEILING = 0.06
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
