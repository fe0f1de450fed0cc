"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 2346 translations of the compact translator. The same fitted on
1212 of them has on the 1134 others an expected calibration error of 0.143 and an area
under the ROC curve of 0.790; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.775, 0.079),
    ("universal", "uk"): (0.736, 0.1),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.694, 0.191),
    ("compact", "uk"): (-0.716, 0.197),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    1.514,
    {
        "nearness": 0.602,
        "too_short": -0.004,
        "too_long": -0.247,
        "repeated": -1.126,
        "cyrillic": -1.604,
        "numbers_lost": -0.221,
        "names_lost": -0.044,
        "long": -0.635,
        "ukrainian": -1.016,
        "score": 0.654,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    1.501,
    {
        "nearness": 0.84,
        "too_long": -0.314,
        "repeated": -1.73,
        "cyrillic": -2.683,
        "names_lost": -0.075,
        "long": -0.803,
        "ukrainian": -1.039,
    },
)

STRAY = Logistic(
    -6.11,
    {
        "nearness": -1.423,
        "too_short": 0.005,
        "too_long": 0.396,
        "numbers": 0.383,
        "names": 0.215,
    },
)

STRAY_CEILING = 0.06
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
