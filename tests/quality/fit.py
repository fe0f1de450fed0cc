"""Fit the curves of ``jobs.likeness`` on events of known counterparts, and print or write them.

    python -m tests.quality.fit --ntrex FILE --pairs FOLDER [--write]

Across languages on the benchmark's tuning documents, of which the models' recipes saw nothing; the
gate reports on the other documents. Within a language on wmt-newstest2021.ru-en.tsv.gz in
``FOLDER``, where many sentences have two translations into the same language: two outlets that say
the same in one language.
"""

import argparse
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from pathlib import Path

import dataframely as dy
import numpy as np

from jobs.likeness import Curve, Likeness, MatchSettings, company_of, kind
from jobs.space import space
from jobs.stages.match import ORIGINAL_WEIGHT, Candidates, candidates
from jobs.stages.witnesses import witnessed
from jobs.tables import Vectors
from tests.quality.check import Bench
from tests.quality.events import Event, Library, make_event, vectors_of
from tests.quality.newton import newton
from tests.quality.ntrex import Document

SIZES = ((12, 40), (25, 24), (60, 12), (150, 6), (380, 3))
KEEPS = (1.0, 0.8, 0.8, 0.6, 0.4, 0.2)  # coverage of one event shares less than a benchmark does
RUN = 15  # sentences of running text that make a document where none are marked
RIDGE = 1e-3
SEED = 101
MOST_TESTIMONY = 6.0  # log-odds: a factor of 400
MODULE = Path(__file__).parents[2] / "jobs" / "fitted_likeness.py"


def told_twice(folder: Path) -> list[Document]:
    """Documents told twice in English, and others told twice in Russian."""
    rows = list(_pairs(folder / "wmt-newstest2021.ru-en.tsv.gz"))
    double = []
    for column, voices in ((0, ("en", "en-b")), (1, ("ru", "ru-b"))):
        versions: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            versions[row[column]].append(row[1 - column])
        double += [
            dict(zip(voices, texts[:2], strict=True))
            for texts in versions.values()
            if len(set(texts[:2])) == 2
        ]
    return _runs("double", double)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            first, second, *_ = line.rstrip("\n").split("\t")
            if "NO TRANSLATION" not in first + second:
                yield first, second


def _runs(name: str, rows: Sequence[dict[str, str]]) -> list[Document]:
    runs: list[list[dict[str, str]]] = []
    for row in rows:
        if not runs or len(runs[-1]) == RUN or runs[-1][0].keys() != row.keys():
            runs.append([])
        runs[-1].append(row)
    return [
        Document(f"{name}{n}", {voice: tuple(row[voice] for row in run) for voice in run[0]})
        for n, run in enumerate(runs)
    ]


def events(documents: Sequence[Document], seed: int) -> Iterator[tuple[int, Event]]:
    """Events of all sizes, for each set of voices that documents share."""
    groups: dict[tuple[str, ...], list[Document]] = defaultdict(list)
    for document in documents:
        groups[tuple(sorted(document.sentences))].append(document)
    for voices, group in groups.items():
        for size, count in SIZES:
            for number in range(count):
                draw = np.random.default_rng(seed + 1000 * size + number)
                drawn = [group[i] for i in draw.permutation(len(group))]
                core = 1
                while core < len(drawn) - 1 and sum(map(len, drawn[:core])) < size:
                    core += 1
                yield (
                    size,
                    make_event(
                        drawn[:core],
                        drawn[core:],
                        size,
                        seed + number,
                        voices,
                        keep=KEEPS[number % len(KEEPS)],
                        article_per_document=bool(number // 2 % 2),
                    ),
                )


Sample = tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]]


def collect(
    documents: Sequence[Document], bench: Bench, weight: float, seed: int
) -> tuple[dict[str, Sample], dict[str, Sample]]:
    """Evidence, truth and weight: of mutual best pairs, and of any pairs, by kind."""
    matched: dict[str, Sample] = defaultdict(lambda: ([], [], []))
    akin: dict[str, Sample] = defaultdict(lambda: ([], [], []))
    for group in {tuple(sorted(document.sentences)) for document in documents}:
        of = [document for document in documents if tuple(sorted(document.sentences)) == group]
        vectors = Library(of, bench.encoder, bench.translator, group).vectors(weight)
        for size, event in events(of, seed):
            _add(event, vectors, size, matched, akin)
    return matched, akin


def _add(
    event: Event,
    vectors: dy.DataFrame[Vectors],
    size: int,
    matched: dict[str, Sample],
    akin: dict[str, Sample],
) -> None:
    points = space(event.passages, vectors_of(event, vectors))
    likeness = Likeness(points, MatchSettings())
    says = np.array([event.says[passage] for passage in points.ids])
    found = candidates(likeness, MatchSettings())
    evidence = np.column_stack([found.cosine, found.excess, found.lead])
    truth = says[found.left] == says[found.right]
    for first, second in combinations(range(len(points.outlets)), 2):
        left, right = points.rows_of(first), points.rows_of(second)
        name = kind(*(points.languages[points.language[rows[0]]] for rows in (left, right)))
        pair = {first, second}
        of = np.array([{a, b} == pair for a, b in points.outlet[_both(found)]], dtype=bool)
        _keep(matched[name], evidence[of], truth[of], 1 / size)
        if size <= 200:
            cosine = (points.points[left] @ points.points[right].T).ravel()
            excess = cosine - likeness.around(left[:, None], right[None]).ravel()
            same = (says[left][:, None] == says[right][None]).ravel()
            _keep(akin[name], np.column_stack([cosine, excess]), same, 1 / size)


def _both(found: Candidates) -> np.ndarray:
    return np.column_stack([found.left, found.right])


def testimonies(
    documents: Sequence[Document], bench: Bench, weight: float, seed: int, how: MatchSettings
) -> tuple[float, float]:
    """Log-odds for agreeing and contradicting third outlets, the candidates' chances given."""
    vectors = Library(documents, bench.encoder, bench.translator).vectors(weight)
    rows = []
    for size, event in events(documents, seed):
        points = space(event.passages, vectors_of(event, vectors))
        says = np.array([event.says[passage] for passage in points.ids])
        found = candidates(Likeness(points, how), how)
        heard = witnessed(points, found.left, found.right, found.chance, how.restated)
        truth = says[found.left] == says[found.right]
        chance = np.clip(found.chance, 1e-9, 1 - 1e-9)
        odds = np.log(chance / (1 - chance))
        rows.append(np.column_stack([odds, *heard, truth, np.full(len(truth), 1 / size)]))
    odds, agree, against, truth, weights = np.concatenate(rows).T
    beta = newton(np.column_stack([agree, against]), truth, weights, odds=odds)
    most = MOST_TESTIMONY  # sure contradictions are few among the tuning documents
    return round(min(float(beta[0]), most), 1), round(min(float(-beta[1]), most), 1)


def _keep(sample: Sample, evidence: np.ndarray, truth: np.ndarray, weight: float) -> None:
    sample[0].append(evidence)
    sample[1].append(truth)
    sample[2].append(np.full(len(truth), weight))


def logistic(evidence: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weights of a logistic function, intercept first, with a small ridge."""
    design = np.column_stack([np.ones(len(evidence)), evidence])
    penalty = RIDGE * len(design) / 100 * np.diag([0.0, *np.ones(evidence.shape[1])])
    return newton(design, truth, weight / weight.mean(), penalty)


def fitted(samples: dict[str, Sample]) -> dict[str, Curve]:
    """A curve for each kind."""
    return {name: _curve(*sample) for name, sample in sorted(samples.items())}


def _curve(evidence: list[np.ndarray], truth: list[np.ndarray], weight: list[np.ndarray]) -> Curve:
    """One kind's curve. Each entry of the lists is one pair of outlets.

    With a lead among the evidence, company is fitted as well; as it rests on the curve itself,
    curve and company are fitted in turn.
    """
    every, true, weights = map(np.concatenate, (evidence, truth, weight))
    curve = _rounded(logistic(every, true, weights))
    if curve.excess < 0:  # nothing speaks for a pair by being usual: the lead has said it already
        evidence = [one * [1, 0, 1][: one.shape[1]] for one in evidence]
        every = np.concatenate(evidence)
    if every.shape[1] < 3:
        return curve
    for _ in range(5):
        companies = [
            np.full(len(one), company_of(curve.alone(*one.T), curve.typical)) for one in evidence
        ]
        company = np.concatenate(companies)
        beta = logistic(np.column_stack([every, company]), true, weights)
        curve = _rounded(np.r_[beta, np.average(company, weights=weights)])
    return curve


def _rounded(values: np.ndarray) -> Curve:
    return Curve(*(round(float(value), 2) for value in values))


def fit(bench: Bench, folder: Path, seed: int = 101) -> tuple[dict[str, Curve], dict[str, Curve]]:
    """Both sets of curves: for mutual best pairs, and for any pairs.

    Vectors are the product's, both readings combined. Sentences told twice in one language are
    read in the original only: their two readings would differ by the translator's whims.
    """
    matched: dict[str, Sample] = defaultdict(lambda: ([], [], []))
    akin: dict[str, Sample] = defaultdict(lambda: ([], [], []))
    for documents, weight in ((bench.tune, ORIGINAL_WEIGHT), (told_twice(folder), 1.0)):
        found = collect(documents, bench, weight, seed)
        for sums, new in zip((matched, akin), found, strict=True):
            for name, sample in new.items():
                for mine, more in zip(sums[name], sample, strict=True):
                    mine.extend(more)
    return fitted(matched), fitted(akin)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.fit", description=__doc__)
    parser.add_argument("--ntrex", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write jobs/fitted_likeness.py")
    options = parser.parse_args()
    bench = Bench(options.ntrex)
    matched, akin = fit(bench, options.pairs)
    how = MatchSettings(matched=matched, akin=akin)
    agreeing, contradicting = testimonies(bench.tune, bench, ORIGINAL_WEIGHT, SEED, how)
    text = module({"MATCHED": matched, "AKIN": akin}, agreeing, contradicting, bench)
    if options.write:
        MODULE.write_text(text, encoding="utf-8")
    print(text)


def module(
    sets: Mapping[str, Mapping[str, Curve]], agreeing: float, contradicting: float, bench: Bench
) -> str:
    """The source of ``jobs.fitted_likeness``."""
    lines = [
        '"""What turns likeness into a chance, by kind of pair: see ``jobs.likeness``.',
        "",
        "Written by ``python -m tests.quality.fit --write``; not edited by hand. Fitted for",
        f"{bench.encoder.name} {bench.encoder.version}, originals with a weight of"
        f" {ORIGINAL_WEIGHT:g};",
        "what it is worth on other documents is in the gate's table (matching, ece).",
        '"""',
        "",
        "from collections.abc import Mapping",
    ]
    for title, curves in sets.items():
        lines += ["", f"{title}: Mapping[str, Mapping[str, float]] = {{"]
        for name, curve in curves.items():
            lines.append(f'    "{name}": {{')
            lines += [
                f'        "{key}": {value:g},' for key, value in asdict(curve).items() if value
            ]
            lines.append("    },")
        lines.append("}")
    lines += [
        "",
        "# Log-odds that sure testimony of third outlets adds or takes: jobs.stages.witnesses.",
        f"AGREEING = {agreeing}",
        f"CONTRADICTING = {contradicting}",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
