"""What makes a passage carry a frame: likeness to the book's examples in meaning and in words.

Kernel ridge regression (Saunders, Gammerman & Vovk 1998; Hastie, Tibshirani & Friedman 2009,
ch. 5.8) of each frame's membership on all examples of the book, the neutral background and the
other frames being what it is contrasted with. The kernel is a Gaussian of the cosine of sentence
vectors, each language centred on its own, plus the cosine of tf-idf lemmas. A logistic regression
turns the ridge's output and the number of cues into a probability (Platt 1999); its few weights
are shared by all frames. It and the thresholds are fitted on what the ridge says of each example
when that example and its translations are left out, in closed form, so no example is spent on
being held out.

An example is written for one frame of one kind. Whether an angle's example also carries a policy
frame nobody said: the policy frames' own examples decide it in a first pass, and the other way
round; where they are in doubt the pair is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]
Bags = Sequence[Mapping[str, int]]

# Chosen on the dev half of tests/quality/labelled; flat around these values.
WIDTH = 1.5  # of the Gaussian: exp(-WIDTH · |x - z|²)
WORDS = 1.5  # of the lemmas beside the vectors; macro-F1 .623 at 1.0, .632 at 1.5, .619 at 2.5
RIDGE = 1.0
SURE, DOUBTFUL = 0.5, 0.15  # of the first pass: carried from here, not carried up to here
MOST_CUES = 2.0
NEUTRAL = -1  # the background's index among the frames


@dataclass(frozen=True)
class Labelled:
    """Examples: n × d vectors, and n each of frame, language, group and lemma counts.

    ``frames`` holds the frame's index, ``NEUTRAL`` for the background; translations of one
    sentence share a ``group``; ``cues`` is n × number of frames.
    """

    vectors: Matrix
    frames: NDArray[np.intp]
    languages: NDArray[np.str_]
    groups: NDArray[np.intp]
    bags: Bags
    cues: Matrix


@dataclass(frozen=True)
class FrameModel:
    """Fitted to a book: ``score`` tells how likely texts carry each of its frames."""

    names: tuple[str, ...]
    centres: Mapping[str, Matrix]
    vectors: Matrix  # centred examples
    words: csr_matrix
    places: Mapping[str, int]  # column of each lemma in ``words``
    rarity: Matrix
    duals: Matrix
    means: Matrix
    weights: Matrix  # of the ridge's output, of the cues
    bias: float
    thresholds: Matrix

    def score(self, vectors: Matrix, languages: Sequence[str], bags: Bags, cues: Matrix) -> Matrix:
        """Probabilities, n × number of frames, each in 0–1; 0 where a vector is all zeros."""
        if not len(vectors):
            return np.zeros((0, len(self.names)))
        centred = _centred(vectors, languages, self.centres)
        kernel = _kernel(centred, self.vectors, _tfidf(bags, self.places, self.rarity), self.words)
        scores = _probability(kernel @ self.duals + self.means, cues, self.weights, self.bias)
        scores[~np.any(vectors, axis=1)] = 0.0
        return scores


def fit(names: Sequence[str], kinds: Sequence[str], examples: Labelled) -> FrameModel:
    """Fit to the examples of all frames ``names``, each of the kind at the same place.

    Languages are centred apart: an encoder puts each a little aside, and that offset is no matter
    of framing. Needs at least one example.
    """
    centres = _centres(examples)
    vectors = _centred(examples.vectors, examples.languages.tolist(), centres)
    places = {
        lemma: column
        for column, lemma in enumerate(sorted({lemma for bag in examples.bags for lemma in bag}))
    }
    rarity = _rarity(examples.bags, places)
    words = _tfidf(examples.bags, places, rarity)
    kernel = _kernel(vectors, vectors, words, words)

    truth, known = _completed(kernel, examples, np.array(kinds, dtype=np.str_))
    means = truth.mean(axis=0)
    duals, unseen = _ridge(kernel, truth - means, examples.groups)
    weights, bias = _calibrated(unseen + means, examples.cues, truth, known)
    scores = _probability(unseen + means, examples.cues, weights, bias)
    return FrameModel(
        tuple(names),
        centres,
        vectors,
        words,
        places,
        rarity,
        duals,
        means,
        weights,
        bias,
        _thresholds(scores, truth, known),
    )


def _completed(kernel: Matrix, examples: Labelled, kinds: NDArray[np.str_]) -> tuple[Matrix, Flags]:
    """Which example carries which frame (1 or 0), and which of these are known."""
    truth = (examples.frames[:, None] == np.arange(len(kinds))).astype(np.float64)
    known = np.ones(truth.shape, dtype=np.bool_)
    own = np.where(examples.frames == NEUTRAL, "", kinds[examples.frames])
    for kind in sorted(set(kinds.tolist())):
        inside = (own == kind) | (own == "")
        if inside.all():
            continue
        columns = kinds == kind
        here, cues = truth[np.ix_(inside, columns)], examples.cues[:, columns]
        means = here.mean(axis=0)
        duals, unseen = _ridge(
            kernel[np.ix_(inside, inside)], here - means, examples.groups[inside]
        )
        sure = np.ones(here.shape, dtype=np.bool_)
        weights, bias = _calibrated(unseen + means, cues[inside], here, sure)
        outside = kernel[np.ix_(~inside, inside)] @ duals + means
        chance = _probability(outside, cues[~inside], weights, bias)
        truth[np.ix_(~inside, columns)] = chance >= SURE
        known[np.ix_(~inside, columns)] = (chance >= SURE) | (chance <= DOUBTFUL)
    return truth, known


def _ridge(kernel: Matrix, targets: Matrix, groups: NDArray[np.intp]) -> tuple[Matrix, Matrix]:
    """Dual weights, and what is predicted of each example by all that are not of its group.

    Leaving a block B out of ridge regression changes its residuals to G_BB⁻¹ α_B, with
    G = (K + λI)⁻¹ and α = G y (Hastie et al. 2009, ch. 7.10, for blocks).
    """
    inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(kernel)))
    duals = inverse @ targets
    unseen = np.empty_like(targets)
    order = np.argsort(groups, kind="stable")
    cuts = np.flatnonzero(np.diff(groups[order])) + 1
    for block in np.split(order, cuts):
        unseen[block] = targets[block] - np.linalg.solve(
            inverse[np.ix_(block, block)], duals[block]
        )
    return duals, unseen


def _calibrated(outputs: Matrix, cues: Matrix, truth: Matrix, known: Flags) -> tuple[Matrix, float]:
    features = np.stack([outputs, np.minimum(cues, MOST_CUES)], axis=2)[known]
    labels = truth[known] > 0
    if labels.all() or not labels.any():
        return np.array([1.0, 0.0]), 0.0
    regression = LogisticRegression(C=10.0, max_iter=200).fit(features, labels)
    # No evidence for a frame may lower it.
    return np.maximum(regression.coef_[0], 0.0), float(regression.intercept_[0])


def _probability(outputs: Matrix, cues: Matrix, weights: Matrix, bias: float) -> Matrix:
    raised = outputs * weights[0] + np.minimum(cues, MOST_CUES) * weights[1] + bias
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(raised, -40, 40))))


def _thresholds(scores: Matrix, truth: Matrix, known: Flags) -> Matrix:
    """For each frame the score with the best F1, drawn half-way to the one best for all frames.

    A frame has few examples, so its own best threshold is uncertain: shrinking it helps.
    """
    grid = np.round(np.arange(0.10, 0.81, 0.02), 2)
    carried = truth > 0
    f1 = np.stack([_f1((scores >= cut) & known, carried & known) for cut in grid])
    overall = grid[int(np.argmax(f1.mean(axis=1)))]
    return np.asarray((overall + grid[np.argmax(f1, axis=0)]) / 2)


def _f1(said: Flags, truth: Flags) -> Matrix:
    hits = (said & truth).sum(axis=0)
    return np.asarray(2 * hits / np.maximum(said.sum(axis=0) + truth.sum(axis=0), 1))


def _centres(examples: Labelled) -> dict[str, Matrix]:
    return {
        language: examples.vectors[examples.languages == language].mean(axis=0)
        for language in sorted(set(examples.languages.tolist()))
    } | {"": examples.vectors.mean(axis=0)}


def _centred(vectors: Matrix, languages: Sequence[str], centres: Mapping[str, Matrix]) -> Matrix:
    shifted = vectors - np.stack([centres.get(name, centres[""]) for name in languages])
    norms = np.linalg.norm(shifted, axis=1, keepdims=True)
    return np.asarray(shifted / np.where(norms == 0, 1.0, norms))


def _kernel(left: Matrix, right: Matrix, left_words: csr_matrix, right_words: csr_matrix) -> Matrix:
    meaning = np.exp(-2 * WIDTH * (1 - left @ right.T))
    return np.asarray(meaning + WORDS * (left_words @ right_words.T).toarray())


def _rarity(bags: Bags, places: Mapping[str, int]) -> Matrix:
    """Inverse document frequency, smoothed: 1 + ln((1 + n) / (1 + df))."""
    spread = np.zeros(len(places))
    for bag in bags:
        for lemma in bag:
            spread[places[lemma]] += 1
    return np.asarray(1 + np.log((1 + len(bags)) / (1 + spread)))


def _tfidf(bags: Bags, places: Mapping[str, int], rarity: Matrix) -> csr_matrix:
    """Rows of length 1 (or 0, where no lemma is known); counts enter as 1 + ln(count)."""
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for bag in bags:
        here = sorted((places[lemma], count) for lemma, count in bag.items() if lemma in places)
        weights = [(1 + np.log(count)) * rarity[column] for column, count in here]
        norm = float(np.sqrt(sum(weight * weight for weight in weights))) or 1.0
        values += [weight / norm for weight in weights]
        columns += [column for column, _ in here]
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(bags), len(places)))
