"""What turns likeness into a chance, by kind of pair: see ``jobs.likeness``.

Written by ``python -m tests.quality.fit --write``; not edited by hand. Fitted for
universal 0.2.1+650db7e23985, originals with a weight of 0.8;
what it is worth on other documents is in the gate's table (matching, ece).
"""

from collections.abc import Mapping

MATCHED: Mapping[str, Mapping[str, float]] = {
    "across": {
        "base": -10.16,
        "cosine": 15.63,
        "excess": 2.52,
        "lead": 10.43,
        "company": 0.93,
        "typical": 1.6,
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
        "base": -8.71,
        "cosine": 10.9,
        "excess": 15.48,
    },
    "same": {
        "base": -9.41,
        "cosine": 10.59,
        "excess": 11.42,
    },
}

# Log-odds that sure testimony of third outlets adds or takes: jobs.stages.witnesses.
AGREEING = 2.6
CONTRADICTING = 6.0
