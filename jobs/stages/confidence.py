"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 3156 translations of the compact translator. Cross-fitted, it has
on the 810 of news by the translator in force an expected calibration error of 0.038 and
an area under the ROC curve of 0.734; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.782, 0.083),
    ("universal", "uk"): (0.735, 0.088),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.636, 0.182),
    ("compact", "uk"): (-0.664, 0.204),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    1.794,
    {
        "nearness": 0.566,
        "too_long": -0.26,
        "repeated": -1.448,
        "cyrillic": -1.64,
        "numbers_lost": -0.313,
        "names_lost": -0.135,
        "long": -0.584,
        "ukrainian": -0.581,
        "score": 0.645,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    1.715,
    {
        "nearness": 0.762,
        "too_long": -0.343,
        "repeated": -2.047,
        "cyrillic": -2.718,
        "numbers_lost": -0.037,
        "names_lost": -0.135,
        "long": -0.754,
        "ukrainian": -0.589,
    },
)

STRAY = Logistic(
    -6.514,
    {
        "nearness": -1.293,
        "too_long": 0.479,
        "numbers": 0.466,
        "names": 0.768,
    },
)

STRAY_CEILING = 0.05
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
