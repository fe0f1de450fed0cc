"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 2900 translations of the compact translator. Cross-fitted, it has
on the 1364 of news by the translator in force an expected calibration error of 0.019 and
an area under the ROC curve of 0.743; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.781, 0.092),
    ("universal", "uk"): (0.74, 0.083),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.612, 0.18),
    ("compact", "uk"): (-0.633, 0.189),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    1.563,
    {
        "nearness": 0.516,
        "too_long": -0.351,
        "repeated": -0.099,
        "cyrillic": -1.207,
        "numbers_lost": -0.332,
        "names_lost": -0.213,
        "long": -0.459,
        "ukrainian": -0.467,
        "score": 0.671,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    1.544,
    {
        "nearness": 0.68,
        "too_long": -0.38,
        "repeated": -0.857,
        "cyrillic": -1.68,
        "numbers_lost": -0.032,
        "names_lost": -0.156,
        "long": -0.642,
        "ukrainian": -0.444,
    },
)

STRAY = Logistic(
    -5.314,
    {
        "nearness": -1.136,
        "numbers": 0.622,
        "names": 0.605,
    },
)

STRAY_CEILING = 0.08
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
