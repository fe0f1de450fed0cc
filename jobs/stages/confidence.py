"""What turns evidence into a confidence: a logistic model, and the floors of the flags.

First values, by hand, until the translators' outputs are there to fit.
"""

ADEQUATE_CHRF = 40.0

INTERCEPT = 0.4
WEIGHTS: dict[str, float] = {
    "similarity": 0.8,
    "standing": 0.3,
    "too_short": -0.35,
    "too_long": -0.35,
    "repeated": -4.0,
    "cyrillic": -4.0,
    "copied": -4.0,
    "numbers": -1.0,
    "names": -1.0,
    "names_spare": -0.1,
    "score": 0.8,
    "long": -0.2,
}

# Centre and spread of the cosine of a source and its translation, by encoder; of the mean
# log-probability, by translator. Unknown ones do not enter the model.
SIMILARITY_SCALE: dict[str, tuple[float, float]] = {"universal": (0.65, 0.15)}
SCORE_SCALE: dict[str, tuple[float, float]] = {"compact": (-0.7, 0.3), "argos": (-0.5, 0.3)}
USUAL_STANDING = 5.0
STRANGERS_NEEDED = 8

REPEATED_CEILING = 0.2
LENGTH_CEILING = 3.0
CYRILLIC_CEILING = 0.2
STANDING_FLOOR = 1.5
CONFIDENCE_FLOOR = 0.15
