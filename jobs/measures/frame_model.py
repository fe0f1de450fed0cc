"""What makes a passage carry a frame: a contrast of similarities, raised by cues.

For each frame two contrasts of the passage's vector are taken:

- *nearness*: the mean cosine to the frame's nearest seeds, less the highest such mean among
  the other frames of its kind and the neutral background;
- *direction*: the projection on the frame's ridge discriminant, fitted on its seeds against the
  seeds of the others of its kind and the background (least squares with a ridge is Fisher's
  discriminant up to scale; Hastie, Tibshirani & Friedman 2009, ch. 4.2).

A logistic regression turns the two contrasts and the number of cues into a probability. Its few
weights are shared by all frames of a kind and fitted on the held-out paraphrases, and so is the
threshold of each frame. Frames of the other kind are no contrast: an angle of one event and a
general policy frame may well be carried by the same words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Matrix = NDArray[np.float64]

NEAREST_SEEDS = 8
RIDGE = 5.0
NEUTRAL = -1  # the background's index among the frames


@dataclass(frozen=True)
class Labelled:
    """Vectors with their frame's index (``NEUTRAL`` for the background), language and cue counts.

    ``vectors`` n × d, ``frames`` and ``languages`` n, ``cues`` n × number of frames.
    """

    vectors: Matrix
    frames: NDArray[np.intp]
    languages: NDArray[np.str_]
    cues: Matrix


@dataclass(frozen=True)
class FrameModel:
    """Fitted contrasts for all frames of one kind."""

    names: tuple[str, ...]
    seeds: Labelled
    centres: Mapping[str, NDArray[np.float64]]
    directions: Matrix
    weights: NDArray[np.float64]
    bias: float
    thresholds: NDArray[np.float64]

    def score(self, vectors: Matrix, languages: Sequence[str], cues: Matrix) -> Matrix:
        """Probabilities, n × number of frames, each in 0–1; 0 where a vector is all zeros."""
        features = _features(
            _centred(vectors, languages, self.centres), cues, self.seeds, self.directions
        )
        scores = _logistic(features @ self.weights + self.bias)
        scores[~np.any(vectors, axis=1)] = 0.0
        return scores


def fit(names: Sequence[str], seeds: Labelled, held_out: Labelled) -> FrameModel:
    """Fit contrasts on the seeds, then weights and thresholds on the held-out paraphrases.

    Languages are centred apart: an encoder puts each language a little aside, and that offset is
    no matter of framing. With no paraphrases the seeds themselves stand in (thresholds are then
    too strict, which errs on the side of not seeing a frame).
    """
    centres = _centres(seeds)
    centred = Labelled(
        _centred(seeds.vectors, seeds.languages, centres), seeds.frames, seeds.languages, seeds.cues
    )
    directions = _directions(centred, len(names))
    probe = held_out if len(held_out.frames) else seeds
    features = _features(
        _centred(probe.vectors, probe.languages, centres), probe.cues, centred, directions
    )
    truth = probe.frames[:, None] == np.arange(len(names))[None, :]
    regression = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000)
    regression.fit(features.reshape(-1, features.shape[2]), truth.ravel())
    weights = np.maximum(regression.coef_[0], 0.0)  # no evidence for a frame may lower it
    scores = _logistic(features @ weights + regression.intercept_[0])
    thresholds = _thresholds(scores, truth)
    return FrameModel(
        tuple(names),
        centred,
        centres,
        directions,
        weights,
        float(regression.intercept_[0]),
        thresholds,
    )


def _centres(seeds: Labelled) -> dict[str, NDArray[np.float64]]:
    everything = seeds.vectors.mean(axis=0)
    return {
        language: seeds.vectors[seeds.languages == language].mean(axis=0)
        for language in sorted(set(seeds.languages.tolist()))
    } | {"": everything}


def _centred(
    vectors: Matrix, languages: Sequence[str] | NDArray[np.str_], centres: Mapping[str, Matrix]
) -> Matrix:
    if not len(vectors):
        return vectors
    shifted = vectors - np.stack([centres.get(str(name), centres[""]) for name in languages])
    norms = np.linalg.norm(shifted, axis=1, keepdims=True)
    return np.asarray(shifted / np.where(norms == 0, 1.0, norms))


def _directions(seeds: Labelled, frames: int) -> Matrix:
    """d × frames; ridge regression of each frame's membership, classes weighted alike."""
    x = seeds.vectors
    out = np.zeros((x.shape[1], frames))
    for frame in range(frames):
        member = seeds.frames == frame
        if not member.any() or member.all():
            continue
        root = np.sqrt(np.where(member, 0.5 / member.sum(), 0.5 / (~member).sum()) * len(x))
        rows = x * root[:, None]
        # The dual form: there are fewer seeds than dimensions.
        alpha = np.linalg.solve(
            rows @ rows.T + RIDGE * np.eye(len(x)), root * np.where(member, 1.0, -1.0)
        )
        out[:, frame] = rows.T @ alpha
    return out


def _features(centred: Matrix, cues: Matrix, seeds: Labelled, directions: Matrix) -> Matrix:
    """n × frames × 3: nearness, direction, cues (at most two count)."""
    frames = directions.shape[1]
    cosines = centred @ seeds.vectors.T
    near = np.full((len(centred), frames + 1), -1.0)
    for index in range(NEUTRAL, frames):
        members = cosines[:, seeds.frames == index]
        if members.shape[1]:
            k = min(NEAREST_SEEDS, members.shape[1])
            near[:, index] = np.sort(members, axis=1)[:, -k:].mean(axis=1)  # NEUTRAL is the last
    rivals = np.empty((len(centred), frames))
    for frame in range(frames):
        rivals[:, frame] = np.delete(near, frame, axis=1).max(axis=1)
    nearness = near[:, :frames] - rivals
    return np.stack([nearness, centred @ directions, np.minimum(cues, 2.0)], axis=2)


def _thresholds(scores: Matrix, truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each frame the score with the best F1, drawn half-way to the one best for all frames.

    A frame has few paraphrases, so its own best threshold is uncertain: shrinking it helps.
    """
    grid = np.round(np.arange(0.30, 0.96, 0.02), 2)
    f1 = np.stack([_f1(scores >= cut, truth) for cut in grid])  # grid × frames
    overall = grid[int(np.argmax(f1.mean(axis=1)))]
    own = grid[np.argmax(f1, axis=0)]
    return np.asarray((overall + own) / 2)


def _f1(said: NDArray[np.bool_], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    hits = (said & truth).sum(axis=0)
    return np.asarray(2 * hits / np.maximum(said.sum(axis=0) + truth.sum(axis=0), 1))


def _logistic(x: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -40, 40))))
