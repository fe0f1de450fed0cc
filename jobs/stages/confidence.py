"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of 4520 translations of the compact translator. Cross-fitted, it has
on the 1364 of news by the translator in force an expected calibration error of 0.028 and
an area under the ROC curve of 0.718; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("universal", "ru"): (0.783, 0.09),
    ("universal", "uk"): (0.741, 0.08),
}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {
    ("compact", "ru"): (-0.546, 0.154),
    ("compact", "uk"): (-0.551, 0.168),
}
STANDING_SCALE = (8.0, 2.5)  # of similarities in standard deviations, for other encoders

ADEQUACY = Logistic(
    2.065,
    {
        "nearness": 0.523,
        "too_long": -0.279,
        "repeated": -0.133,
        "cyrillic": -1.258,
        "numbers": -1.469,
        "names": -0.296,
        "long": -0.484,
        "ukrainian": -0.478,
        "score": 0.649,
    },
)

ADEQUACY_WITHOUT_SCORE = Logistic(
    2.149,
    {
        "nearness": 0.659,
        "too_long": -0.293,
        "repeated": -0.968,
        "cyrillic": -1.736,
        "numbers": -1.027,
        "names": -0.189,
        "long": -0.671,
        "ukrainian": -0.468,
    },
)

STRAY = Logistic(
    -6.26,
    {
        "nearness": -1.302,
        "too_long": 0.078,
        "numbers": 1.171,
        "names": 0.599,
        "score": -0.329,
    },
)

STRAY_CEILING = 0.05
REPEATED_CEILING = 0.2  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = 3.0  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = 0.2  # of the letters; a single name left standing is less
