"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 3156 translations of the compact translator. Cross-fitted, it has
on the 810 of news by the translator in force an expected calibration error of 0.040 and
an area under the ROC curve of 0.769; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.781, 0.091),
    ("universal", "uk"): (0.74, 0.084),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.614, 0.179),
    ("compact", "uk"): (-0.631, 0.194),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    1.865,
    {
        "nearness": 0.548,
        "too_long": -0.302,
        "repeated": -1.254,
        "cyrillic": -1.569,
        "numbers_lost": -0.345,
        "names_lost": -0.284,
        "long": -0.557,
        "ukrainian": -0.56,
        "score": 0.696,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    1.737,
    {
        "nearness": 0.744,
        "too_long": -0.386,
        "repeated": -1.887,
        "cyrillic": -2.524,
        "numbers_lost": -0.048,
        "names_lost": -0.225,
        "long": -0.746,
        "ukrainian": -0.543,
    },
)

STRAY = Logistic(
    -5.294,
    {
        "nearness": -1.138,
        "numbers": 0.605,
        "names": 0.532,
    },
)

STRAY_CEILING = 0.08
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
