"""What turns likeness into a chance, by kind of pair: see ``jobs.likeness``.

Written by ``python -m tests.quality.fit --write``; not edited by hand. Fitted for
universal 0.2.1+dece8530709d, originals with a weight of 0.8;
what it is worth on other documents is in the gate's table (matching, ece).
"""

from collections.abc import Mapping

MATCHED: Mapping[str, Mapping[str, float]] = {
    "across": {
        "base": -9.99,
        "cosine": 15.67,
        "excess": 3.38,
        "lead": 8.55,
        "company": 1.06,
        "typical": 1.59,
    },
    "same": {
        "base": -11.77,
        "cosine": 16.37,
        "lead": 8.49,
        "company": 0.89,
        "typical": 1.64,
    },
}

AKIN: Mapping[str, Mapping[str, float]] = {
    "across": {
        "base": -8.42,
        "cosine": 10.69,
        "excess": 15.62,
    },
    "same": {
        "base": -9.41,
        "cosine": 10.59,
        "excess": 11.42,
    },
}

# Log-odds that sure testimony of third outlets adds or takes: jobs.stages.witnesses.
AGREEING = 1.8
CONTRADICTING = 6.0
