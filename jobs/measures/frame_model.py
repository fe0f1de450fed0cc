"""What makes a passage carry a frame: likeness to the book's examples in meaning and in words.

Kernel ridge regression (Saunders, Gammerman & Vovk 1998; Hastie, Tibshirani & Friedman 2009,
ch. 5.8) of each frame's membership on the book's examples. The kernel is the sum of a Gaussian of
the cosine in every view of a sentence (one view an encoder; each language standardised on its own,
since an encoder puts each a little aside, and that offset is no matter of framing) and of the
cosine of tf-idf words. An example and its translations are one case: its kernel is the mean of
theirs (a mean embedding; Smola et al. 2007), so that three languages teach more than one and cost
no more. A logistic regression turns the ridge's output and the number of cues into a probability
(Platt 1999); its few weights are shared by all frames. It and the thresholds are fitted on what the
ridge says of each example when that case is left out, in closed form, so no example is spent on
being held out.

An example teaches only the kinds of frames that it was labelled for: of an example of a policy
frame nobody said whether it carries an event's angles.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from jobs.views import Standard

Matrix = NDArray[np.float64]
Views = Sequence[NDArray[np.float32]]
Flags = NDArray[np.bool_]
Bags = Sequence[Mapping[str, int]]

# Chosen on labelled sentences that have since become examples (inputs/frames/labelled.jsonl); flat
# around these values.
WIDTH = 1.5  # of the Gaussians: exp(-WIDTH · |x - z|²)
VIEWS = (
    1.0,
    3.0,
)  # weights of the views in their order: the event's encoder, the reader in context
WORDS = 1.5  # of the words beside them
RIDGE = 1.0
MOST_CUES = 2.0
# Logits by which thresholds are raised above those that are best on all examples: many of these
# were written to carry frames, and more of them a sentence, than news does. Of examples with as few
# frames as news has (labelled.jsonl, plain_*.jsonl), each left out in turn, macro-F1 in English,
# Russian, Ukrainian is .755 .743 .710 at 0, .756 .741 .699 at 0.4, .751 .732 .676 at 0.8; a frame
# that is wrongly said to be there harms a reader more than one that is missed.
STRICTER = 0.4
BLOCK = 1024  # rows of the kernel that exist at one time


@dataclass(frozen=True)
class Labelled:
    """Examples: n × d vectors a view, and n each of language, group and lemma counts.

    ``carried`` and ``known`` are n × number of frames: which frames a sentence carries, and of
    which that was said; translations of one sentence share a ``group`` and these rows; ``cues`` is
    n × number of frames.
    """

    views: Views
    carried: Flags
    known: Flags
    languages: NDArray[np.str_]
    groups: NDArray[np.intp]
    bags: Bags
    cues: Matrix


@dataclass(frozen=True)
class Placed:
    """Texts where they can be compared: standardised unit rows of every view, tf-idf rows."""

    views: Views
    words: csr_matrix

    def rows(self, which: slice | NDArray[np.intp]) -> "Placed":
        """Some of them."""
        return Placed([view[which] for view in self.views], self.words[which])


@dataclass(frozen=True)
class Part:
    """The ridge of the frames in ``columns``, on the examples in ``rows`` that know of them.

    ``duals`` is rows × columns: a case's weight stands at each of its sentences, in equal shares.
    """

    columns: NDArray[np.intp]
    rows: NDArray[np.intp]
    duals: Matrix
    means: Matrix

    def outputs(self, kernel: NDArray[np.float32]) -> Matrix:
        """From texts × all examples to texts × columns."""
        return np.asarray(kernel[:, self.rows] @ self.duals + self.means)


@dataclass(frozen=True)
class Lesson:
    """What was learnt from the examples, beside their vectors: it takes long and can be kept.

    ``lemmas`` are the columns of ``words`` (examples × lemmas, tf-idf) and of ``rarity``;
    ``weights`` are of the ridge's output and of the cues.
    """

    lemmas: tuple[str, ...]
    rarity: Matrix
    words: csr_matrix
    parts: tuple[Part, ...]
    weights: Matrix
    bias: float
    thresholds: Matrix

    def to_bytes(self) -> bytes:
        """As numpy's own archive, without anything that could be run."""
        arrays: dict[str, NDArray[Any]] = {
            "lemmas": np.frombuffer("\n".join(self.lemmas).encode(), dtype=np.uint8),
            "rarity": self.rarity,
            "data": self.words.data,
            "indices": self.words.indices,
            "indptr": self.words.indptr,
            "weights": self.weights,
            "bias": np.array(self.bias),
            "thresholds": self.thresholds,
        }
        for number, part in enumerate(self.parts):
            for name in ("columns", "rows", "duals", "means"):
                arrays[f"{name}.{number}"] = getattr(part, name)
        out = BytesIO()
        np.savez_compressed(out, allow_pickle=False, **arrays)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Lesson | None":
        """What ``to_bytes`` wrote, or nothing where it is damaged."""
        try:
            with np.load(BytesIO(data), allow_pickle=False) as arrays:
                kept = {name: arrays[name] for name in arrays.files}
            lemmas = tuple(kept["lemmas"].tobytes().decode().split("\n"))
            shape = (len(kept["indptr"]) - 1, len(lemmas))
            parts = tuple(
                Part(*(kept[f"{name}.{number}"] for name in ("columns", "rows", "duals", "means")))
                for number in range(sum(name.startswith("duals.") for name in kept))
            )
            return cls(
                lemmas,
                kept["rarity"],
                csr_matrix((kept["data"], kept["indices"], kept["indptr"]), shape=shape),
                parts,
                kept["weights"],
                float(kept["bias"]),
                kept["thresholds"],
            )
        except (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error):
            return None


@dataclass(frozen=True)
class FrameModel:
    """A lesson with the examples' vectors: ``score`` tells how likely texts carry each frame."""

    names: tuple[str, ...]
    standards: Sequence[Standard]
    lesson: Lesson
    examples: Placed

    @property
    def thresholds(self) -> Matrix:
        """By frame, the score from which it is said to be there."""
        return self.lesson.thresholds

    def score(self, views: Views, languages: Sequence[str], bags: Bags, cues: Matrix) -> Matrix:
        """Probabilities, n × number of frames, each in 0–1; 0 where a vector is all zeros."""
        count = len(languages)
        outputs = np.zeros((count, len(self.names)))
        known, rarity = _places(self.lesson.lemmas), self.lesson.rarity
        placed = Placed(
            [one.apply(view, languages) for view, one in zip(views, self.standards, strict=True)],
            _tfidf(bags, known, rarity),
        )
        for begin in range(0, count, BLOCK):
            block = slice(begin, min(begin + BLOCK, count))
            kernel = _kernel(placed.rows(block), self.examples)
            for part in self.lesson.parts:
                outputs[block, part.columns] = part.outputs(kernel)
        scores = _probability(outputs, cues, self.lesson.weights, self.lesson.bias)
        for view in views:
            scores[~np.any(view, axis=1)] = 0.0
        return scores


def recall(
    names: Sequence[str], views: Views, languages: Sequence[str], lesson: Lesson
) -> FrameModel:
    """The model of a ``lesson`` that was learnt from examples with these vectors."""
    standards = [Standard.of(view, languages) for view in views]
    placed = [one.apply(view, languages) for view, one in zip(views, standards, strict=True)]
    return FrameModel(tuple(names), standards, lesson, Placed(placed, lesson.words))


def fit(names: Sequence[str], examples: Labelled) -> FrameModel:
    """Fit to the examples of all frames ``names``. Needs at least one example."""
    lemmas = tuple(sorted({lemma for bag in examples.bags for lemma in bag}))
    known = _places(lemmas)
    rarity = _rarity(examples.bags, known)
    languages = examples.languages.tolist()
    standards = [Standard.of(view, languages) for view in examples.views]
    views = [
        one.apply(view, languages) for view, one in zip(examples.views, standards, strict=True)
    ]
    placed = Placed(views, _tfidf(examples.bags, known, rarity))
    outputs = np.zeros(examples.carried.shape)
    parts = []
    for columns, rows in _alike(examples.known):
        part, unseen = _ridge(placed.rows(rows), examples, columns, rows)
        outputs[np.ix_(rows, columns)] = unseen
        parts.append(part)
    weights, bias = _calibrated(outputs, examples.cues, examples.carried, examples.known)
    scores = _probability(outputs, examples.cues, weights, bias)
    cuts = _thresholds(scores, examples.carried, examples.known)
    cuts = 1 / (1 + np.exp(-STRICTER) * (1 / cuts - 1))
    lesson = Lesson(lemmas, rarity, placed.words, tuple(parts), weights, bias, cuts)
    return FrameModel(tuple(names), standards, lesson, placed)


def _places(lemmas: Sequence[str]) -> dict[str, int]:
    return {lemma: column for column, lemma in enumerate(lemmas)}


def _alike(known: Flags) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Frames of which the same examples know, with these examples; frames of which none does
    learn from nothing and are left out."""
    patterns: dict[bytes, list[int]] = {}
    for column in range(known.shape[1]):
        if known[:, column].any():
            patterns.setdefault(known[:, column].tobytes(), []).append(column)
    return [
        (np.array(columns, dtype=np.intp), np.flatnonzero(known[:, columns[0]]))
        for columns in patterns.values()
    ]


def _ridge(
    placed: Placed, examples: Labelled, columns: NDArray[np.intp], rows: NDArray[np.intp]
) -> tuple[Part, Matrix]:
    """The ridge over cases, and what it says of each sentence when its own case is left out.

    Leaving case c out of α = G y, with G = (K + λI)⁻¹, gives α − G_·c α_c / G_cc, in which c's
    own weight is 0 (Hastie et al. 2009, ch. 7.10).
    """
    _, first, group = np.unique(examples.groups[rows], return_index=True, return_inverse=True)
    sizes = np.bincount(group)
    cases = csr_matrix(
        ((1 / sizes[group]).astype(np.float32), (np.arange(len(rows)), group)),
        shape=(len(rows), len(sizes)),
    )
    to_cases = np.empty((len(rows), len(sizes)), dtype=np.float32)
    for begin in range(0, len(rows), BLOCK):
        block = slice(begin, min(begin + BLOCK, len(rows)))
        to_cases[block] = (cases.T @ _kernel(placed.rows(block), placed).T).T
    gram = np.asarray(cases.T @ to_cases)
    inverse = _inverse(gram + np.float32(RIDGE) * np.eye(len(sizes), dtype=np.float32))
    truth = examples.carried[np.ix_(rows[first], columns)].astype(np.float64)
    means = truth.mean(axis=0)
    duals = np.asarray(inverse @ (truth - means))
    through = np.einsum("ij,ij->i", to_cases, inverse[group]) / np.diag(inverse)[group]
    unseen = to_cases @ duals - through[:, None] * duals[group] + means
    return Part(columns, rows, np.asarray(cases @ duals), means), np.asarray(unseen)


def _inverse(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of a symmetric positive definite matrix, by Cholesky: half the work of a general one."""
    factor, _ = lapack.spotrf(matrix, lower=True, clean=True)
    half, _ = lapack.spotri(factor, lower=True)
    return np.asarray(np.tril(half) + np.tril(half, -1).T)


def _calibrated(outputs: Matrix, cues: Matrix, truth: Flags, known: Flags) -> tuple[Matrix, float]:
    features = np.stack([outputs, np.minimum(cues, MOST_CUES)], axis=2)[known]
    labels = truth[known]
    if labels.all() or not labels.any():
        return np.array([1.0, 0.0]), 0.0
    regression = LogisticRegression(C=10.0, max_iter=200).fit(features, labels)
    # No evidence for a frame may lower it.
    return np.maximum(regression.coef_[0], 0.0), float(regression.intercept_[0])


def _probability(outputs: Matrix, cues: Matrix, weights: Matrix, bias: float) -> Matrix:
    raised = outputs * weights[0] + np.minimum(cues, MOST_CUES) * weights[1] + bias
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(raised, -40, 40))))


def _thresholds(scores: Matrix, carried: Flags, known: Flags) -> Matrix:
    """For each frame the score with the best F1, drawn half-way to the one best for all frames.

    A frame has few examples, so its own best threshold is uncertain: shrinking it helps.
    """
    grid = np.round(np.arange(0.06, 0.81, 0.02), 2)
    f1 = np.stack([_f1((scores >= cut) & known, carried & known) for cut in grid])
    overall = grid[int(np.argmax(f1.mean(axis=1)))]
    return np.asarray((overall + grid[np.argmax(f1, axis=0)]) / 2)


def _f1(said: Flags, truth: Flags) -> Matrix:
    hits = (said & truth).sum(axis=0)
    return np.asarray(2 * hits / np.maximum(said.sum(axis=0) + truth.sum(axis=0), 1))


def _kernel(left: Placed, right: Placed) -> NDArray[np.float32]:
    kernel = (WORDS * (left.words @ right.words.T)).toarray().astype(np.float32)
    for weight, mine, theirs in zip(VIEWS, left.views, right.views, strict=False):
        cosine = mine @ theirs.T
        kernel += np.float32(weight) * np.exp(np.float32(2 * WIDTH) * (cosine - np.float32(1)))
    return np.asarray(kernel)


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
    return csr_matrix(
        (np.array(values, dtype=np.float32), columns, ends), shape=(len(bags), len(places))
    )
