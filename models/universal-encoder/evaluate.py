"""How well sentences find their translations, with the difference and without it.

    python models/universal-encoder/evaluate.py --ntrex ntrex.tsv [--data DIR] [--difference FILE]

``--ntrex``: tab-separated with the columns en, ru, uk (others are ignored). ``--data``: training
data as for train.py; its held-out part is measured too, Tatoeba apart, as short sentences.

Prints, for each direction: the share of sentences whose nearest sentence of the other language is
their translation, by ratio margin (Artetxe & Schwenk 2019, the mean over the k nearest neighbours
of both sides) and by plain cosine; and F1 of mutual-best matching on events made from the same
sentences: a fifth of each side dropped at random, a fifth of foreign matter added, order shuffled.
"""

import argparse
import csv
import sys
from itertools import permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from corpus import Pair, read_pairs

from jobs.adapters.encoders.universal import DIFFERENCE, Universal

NEIGHBOURS = 4
Vectors = NDArray[np.float32]


def margins(left: Vectors, right: Vectors, k: int = NEIGHBOURS) -> Vectors:
    """Ratio margin of every pair, n × m; rows of both are unit vectors."""
    cosine = left @ right.T
    k = min(k, *cosine.shape)
    forward = np.sort(cosine, axis=1)[:, -k:].mean(axis=1)
    backward = np.sort(cosine, axis=0)[-k:].mean(axis=0)
    return np.asarray(2 * cosine / (forward[:, None] + backward[None]), dtype=np.float32)


def accuracy(scores: Vectors) -> float:
    """Share of rows whose best column is the one of the same number."""
    return float((scores.argmax(axis=1) == np.arange(len(scores))).mean())


def event_f1(left: Vectors, right: Vectors, seed: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of mutual-best matching at the best threshold, mean of 20 events.

    An event is 60 sentences: each side keeps 80 %, and 12 sentences of elsewhere are added to each.
    """
    rng = np.random.default_rng(seed)
    scores: list[float] = []
    right_ones: list[bool] = []
    total = 0
    for _ in range(20):
        chosen = rng.choice(len(left), 84, replace=False)
        core, foreign = chosen[:60], chosen[60:]
        sides = [
            np.concatenate([core[rng.random(60) < 0.8], part])
            for part in (foreign[:12], foreign[12:])
        ]
        for side in sides:
            rng.shuffle(side)
        score = margins(left[sides[0]], right[sides[1]])
        total += len(np.intersect1d(*sides))
        for row in range(len(score)):
            column = int(score[row].argmax())
            if int(score[:, column].argmax()) == row:
                scores.append(float(score[row, column]))
                right_ones.append(bool(sides[0][row] == sides[1][column]))
    order = np.argsort(scores)[::-1]
    hits = np.cumsum(np.asarray(right_ones)[order])
    precision, recall = hits / np.arange(1, len(hits) + 1), hits / total
    f1 = 2 * precision * recall / (precision + recall)
    best = int(f1.argmax())
    return float(precision[best]), float(recall[best]), float(f1[best])


def table(title: str, vectors: dict[str, Vectors], events: bool = True) -> None:
    """Print a line for each direction."""
    print(f"\n{title}: {len(next(iter(vectors.values())))} sentences")
    print(f"{'pair':8} {'margin':>8} {'cosine':>8} {'event P':>8} {'event R':>8} {'event F1':>9}")
    for one, other in permutations(vectors, 2):
        left, right = vectors[one], vectors[other]
        line = (
            f"{one}→{other:5} {accuracy(margins(left, right)):8.4f} {accuracy(left @ right.T):8.4f}"
        )
        if events:
            line += " {:8.3f} {:8.3f} {:9.3f}".format(*event_f1(left, right, seed=1))
        print(line)


def main() -> None:
    """Measure what the options name."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ntrex", type=Path, required=True)
    parser.add_argument("--data", type=Path, action="append", default=[])
    parser.add_argument("--difference", type=Path, default=DIFFERENCE)
    parser.add_argument("--without", action="store_true", help="measure the package's own vectors")
    options = parser.parse_args()
    encoder = Universal(None if options.without else options.difference)
    print(f"encoder {encoder.name} {encoder.version}")

    with options.ntrex.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    table(
        "NTREX",
        {code: encoder.encode([row[code] for row in rows]).vectors for code in ("ru", "uk", "en")},
    )
    for language in ("uk", "ru") if options.data else ():
        held = [pair for pair in read_pairs(options.data, language) if pair.held_out]
        for title, short in (("Tatoeba, held out", True), ("other, held out", False)):
            pairs = _different([p for p in held if p.domain.startswith("tatoeba") == short])
            table(
                f"{title}, {language}",
                {
                    language: encoder.encode([pair.text for pair in pairs]).vectors,
                    "en": encoder.encode([pair.english for pair in pairs]).vectors,
                },
            )


def _different(pairs: list[Pair]) -> list[Pair]:
    """One pair of each English and of each source text, the first 1,000."""
    kept: dict[str, Pair] = {}
    for pair in pairs:
        kept.setdefault(pair.english.casefold(), pair)
    return list({pair.text.casefold(): pair for pair in kept.values()}.values())[:1000]


if __name__ == "__main__":
    main()
