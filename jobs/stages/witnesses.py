"""What third outlets have to say about a pair: do both lead to one passage there, or to two?

If A's passage and B's both match one passage of C, they likely match each other; if they match
different passages of C, likely not.
"""

import numpy as np

from jobs.likeness import Numbers
from jobs.space import Places, Space

BLOCK = 4096  # pairs at a time
HEARSAY = 0.05  # testimony below this chance is not followed up


def witnessed(
    points: Space, left: Places, right: Places, chance: Numbers, restated: float
) -> tuple[Numbers, Numbers]:
    """For each pair of rows, how surely third outlets agree and contradict, both 0–1.

    A third outlet testifies where both passages have a match in it, by the product of the chances
    of those two matches. Agreement is the surest testimony for the pair; contradiction the mean of
    that against it, over all outlets that testify. Two passages of the third outlet with a cosine
    of ``restated`` or more are one passage said twice.
    """
    partner = np.full((len(points), len(points.outlets)), -1, dtype=np.int64)
    sure = np.zeros((len(points), len(points.outlets)))
    for one, other in ((left, right), (right, left)):
        partner[one, points.outlet[other]] = other
        sure[one, points.outlet[other]] = chance
    agree, contradict = np.zeros(len(left)), np.zeros(len(left))
    for begin in range(0, len(left), BLOCK):
        here = slice(begin, begin + BLOCK)
        mine, yours = partner[left[here]], partner[right[here]]
        heard = (mine >= 0) & (yours >= 0)
        weight = np.where(heard, sure[left[here]] * sure[right[here]], 0.0)
        same = heard & (mine == yours)
        pair, outlet = np.nonzero(heard & ~same & (weight >= HEARSAY))
        alike = np.einsum(
            "ij,ij->i", points.points[mine[pair, outlet]], points.points[yours[pair, outlet]]
        )
        same[pair, outlet] = alike >= restated
        agree[here] = np.where(same, weight, 0.0).max(axis=1, initial=0.0)
        against = np.where(same, 0.0, weight).sum(axis=1)
        contradict[here] = against / np.maximum(heard.sum(axis=1), 1)
    return agree, contradict
