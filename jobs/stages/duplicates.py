"""Articles of one outlet that are the same but for a few words.

Similarity is the Jaccard coefficient of word 3-shingles (Broder 1997, "On the resemblance and
containment of documents"). All pairs at or above the threshold are found, not a sample, by prefix
filtering (Bayardo, Ma & Srikant 2007, "Scaling up all pairs similarity search"): two sets that are
that similar share one of their few rarest shingles.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil

from jobs.stages.wording import words

NEAR = 0.9  # a corrected typo, an added link; a rewritten story shares far less
_SHINGLE = 3


def shingles(text: str) -> frozenset[str]:
    """Every run of three words, case folded; the whole text where it is shorter."""
    found = [word.casefold() for word in words(text)]
    count = max(1, len(found) - _SHINGLE + 1)
    return frozenset(" ".join(found[i : i + _SHINGLE]) for i in range(count))


def earlier_twin(texts: Sequence[str]) -> list[int | None]:
    """For each text the index of the first earlier one that is nearly the same, if any.

    A text that is itself set aside is nobody's twin: the index always names a text that is kept.
    """
    sets = [shingles(text) for text in texts]
    frequency = Counter(shingle for found in sets for shingle in found)
    holders: dict[str, list[int]] = defaultdict(list)
    twins: list[int | None] = []
    for index, found in enumerate(sets):
        rare_first = sorted(found, key=lambda shingle: (frequency[shingle], shingle))
        prefix = rare_first[: len(found) - ceil(NEAR * len(found)) + 1]
        candidates = sorted({other for shingle in prefix for other in holders[shingle]})
        twin = next((i for i in candidates if _jaccard(found, sets[i]) >= NEAR), None)
        twins.append(twin)
        if twin is None:
            for shingle in prefix:
                holders[shingle].append(index)
    return twins


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)
