"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 2900 translations of the compact translator. Cross-fitted, it has
on the 1364 of news by the translator in force an expected calibration error of 0.021 and
an area under the ROC curve of 0.746; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.782, 0.089),
    ("universal", "uk"): (0.74, 0.087),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.567, 0.161),
    ("compact", "uk"): (-0.584, 0.185),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    1.79,
    {
        "nearness": 0.541,
        "too_long": -0.277,
        "repeated": -0.017,
        "cyrillic": -1.244,
        "numbers": -1.162,
        "names": -0.351,
        "long": -0.486,
        "ukrainian": -0.649,
        "score": 0.67,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    1.784,
    {
        "nearness": 0.714,
        "too_long": -0.27,
        "repeated": -0.726,
        "cyrillic": -1.733,
        "numbers": -0.74,
        "names": -0.256,
        "long": -0.668,
        "ukrainian": -0.602,
    },
)

STRAY = Logistic(
    -5.804,
    {
        "nearness": -1.302,
        "numbers": 0.813,
        "names": 0.415,
        "score": -0.053,
    },
)

STRAY_CEILING = 0.06
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
