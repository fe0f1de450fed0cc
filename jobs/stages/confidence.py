"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 3710 translations of the compact translator. Cross-fitted, it has
on the 1364 of news by the translator in force an expected calibration error of 0.028 and
an area under the ROC curve of 0.730; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.783, 0.079),
    ("universal", "uk"): (0.743, 0.081),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.566, 0.167),
    ("compact", "uk"): (-0.579, 0.181),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    1.751,
    {
        "nearness": 0.501,
        "too_long": -0.349,
        "repeated": -0.22,
        "cyrillic": -1.237,
        "numbers": -1.046,
        "names": -0.311,
        "long": -0.5,
        "ukrainian": -0.316,
        "score": 0.669,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    1.796,
    {
        "nearness": 0.649,
        "too_long": -0.331,
        "repeated": -0.922,
        "cyrillic": -1.727,
        "numbers": -0.631,
        "names": -0.219,
        "long": -0.681,
        "ukrainian": -0.291,
    },
)

STRAY = Logistic(
    -5.777,
    {
        "nearness": -1.215,
        "too_long": 0.055,
        "repeated": 0.0,
        "numbers": 0.702,
        "names": 0.356,
        "score": -0.277,
    },
)

STRAY_CEILING = 0.07
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
