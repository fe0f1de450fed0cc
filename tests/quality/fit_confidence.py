"""Fit what turns evidence into a confidence, and write jobs/stages/confidence.py.

    python -m tests.quality.fit_confidence --outputs DIR [DIR ...] [--ntrex FILE] [--write]

DIR holds ru.jsonl and uk.jsonl: one translation of the compact translator a line (source,
reference, hypothesis, score), as models/compact-translator/evaluate.py --as-reported writes them
for sentences that it was not trained on. Half of them are fitted on, the rest reported on; what is
written is then fitted on all. Leave out texts in the manner of the training's (zelensky-resistinua:
five in six are adequate; examples): news is not like them. With the benchmark, so are its documents
that the gate sets apart for tuning, translated by the translator in force; the gate's check reports
on the others (``tests.quality.check_confidence``). Prints what the halves say.

Which of two translations is kept depends on the confidence in force (``jobs.stages.reconsider``),
and what was kept for its confidence has rather too much of it. For that to be seen, the documents
of each half are translated under a confidence that was fitted without them.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jobs.stages import confidence
from jobs.stages.logistic import Logistic
from tests.quality.check import Bench
from tests.quality.check_confidence import LANGUAGES, rendered
from tests.quality.fit_logistic import even_weights, fit_logistic, prudent
from tests.quality.measures import calibration_error, reliability
from tests.quality.renderings import (
    MIX,
    Case,
    Judged,
    area,
    halves,
    judged,
    read_outputs,
    strays,
    swapped,
)

ADEQUACY_INPUTS = (
    "nearness", "too_short", "too_long", "repeated", "cyrillic", "numbers_lost",
    "names_lost", "long",
)  # fmt: skip
STRAY_INPUTS = (
    "nearness", "too_short", "too_long", "repeated", "numbers", "names", "names_spare", "score",
)  # fmt: skip
SWAPPED_SHARE = 0.05  # of the weight, when adequacy is fitted: pins down what was never seen
SWAPPED_STRAYS = 0.1  # of each one's weight, when strays are: they are easier than real ones
SEED = 11
TRANSLATOR = "compact"
PRECISION = 0.88  # asked for is 0.80; the rest is what other documents may lose


def scales(cases: Sequence[Judged], key: str) -> dict[str, tuple[float, float]]:
    """Median and 1.4826 times the median deviation, by language, over real translations."""
    result: dict[str, tuple[float, float]] = {}
    for language in ("ru", "uk"):
        values = np.array(
            [
                case.case.score if key == "score" else case.seen[key]
                for case in cases
                if case.case.language == language and not case.case.swapped
                and not (key == "score" and case.case.score is None)
            ],
            dtype=float,
        )  # fmt: skip
        if len(values):
            centre = float(np.median(values))
            spread = 1.4826 * float(np.median(np.abs(values - centre)))
            result[language] = (round(centre, 3), round(spread, 3))
    return result


def best_ceiling(stray: Logistic, real: Sequence[Judged], swaps: Sequence[Judged]) -> float:
    """The lowest ceiling, hence the best recall, at which PRECISION is kept in the MIX."""
    chances = np.array([chance(stray, case) for case in real])
    truth = np.array([case.stray for case in real])
    others = np.array([chance(stray, case) for case in swaps])
    for ceiling in np.arange(0.05, 0.96, 0.01):
        found = MIX * np.sum(others > ceiling)
        right = np.sum(chances[truth] > ceiling) + found
        if right >= PRECISION * (np.sum(chances > ceiling) + found):
            return round(float(ceiling), 2)
    return 0.95


def chance(stray: Logistic, case: Judged) -> float:
    """As ``jobs.stages.judge.stray`` has it, under a model that is not yet in force."""
    return stray.chance({"score": 0.0, **case.seen})


def rescaled(
    cases: Sequence[Judged],
    similarity: Mapping[str, tuple[float, float]],
    score: Mapping[str, tuple[float, float]],
) -> list[Judged]:
    """The cases with inputs on the new scales, as ``features`` will put them."""
    result: list[Judged] = []
    for case in cases:
        seen = dict(case.seen)
        centre, spread = similarity[case.case.language]
        seen["nearness"] = float(np.clip((seen["similarity"] - centre) / spread, -8, 4))
        seen.pop("score", None)
        if case.case.score is not None and case.case.language in score:
            centre, spread = score[case.case.language]
            seen["score"] = float(np.clip((case.case.score - centre) / spread, -8, 4))
        result.append(Judged(case.case, seen, case.chrf, case.adequate, case.stray))
    return result


@dataclass(frozen=True)
class Fit:
    """Everything in jobs/stages/confidence.py that is fitted."""

    similarity: Mapping[str, tuple[float, float]]
    score: Mapping[str, tuple[float, float]]
    with_score: Logistic
    without: Logistic
    stray: Logistic
    ceiling: float

    def adequacy(self, case: Judged) -> float:
        """As ``jobs.stages.judge.adequacy``, under this fit."""
        return (self.with_score if "score" in case.seen else self.without).chance(case.seen)

    def bare(self, case: Judged) -> float:
        """The same for translators of which no score is known."""
        return self.without.chance(case.seen)


def fit(real: Sequence[Judged], swaps: Sequence[Judged]) -> Fit:
    """Scales, then adequacy with and without the model's score, then strays and their ceiling."""
    similarity, score = scales(real, "similarity"), scales(real, "score")
    real, swaps = rescaled(real, similarity, score), rescaled(swaps, similarity, score)
    both = [*real, *swaps]
    share = SWAPPED_SHARE * len(real) / max(1, len(swaps))
    scored = [case for case in both if "score" in case.seen]
    stray = fit_logistic(
        scored,
        [case.stray for case in scored],
        STRAY_INPUTS,
        np.array([SWAPPED_STRAYS if case.case.swapped else 1.0 for case in scored]),
        sign=-1,
    )
    with_score, without = (
        prudent(
            fit_logistic(
                cases,
                [case.adequate for case in cases],
                names,
                np.array([share if case.case.swapped else 1.0 for case in cases])
                * even_weights(cases),
            ),
            [case for case in cases if not case.case.swapped],
        )
        for cases, names in ((scored, (*ADEQUACY_INPUTS, "score")), (both, ADEQUACY_INPUTS))
    )
    return Fit(similarity, score, with_score, without, stray, best_ceiling(stray, real, swaps))


def report(title: str, fitted: Fit, real: Sequence[Judged], swaps: Sequence[Judged]) -> None:
    """Print calibration and detection."""
    real = rescaled(real, fitted.similarity, fitted.score)
    swaps = rescaled(swaps, fitted.similarity, fitted.score)
    for language in ("ru", "uk", "both"):
        here = [case for case in real if language in (case.case.language, "both")]
        other = [case for case in swaps if language in (case.case.language, "both")]
        if not here:
            continue
        for name, model in (("", fitted.adequacy), (" without score", fitted.bare)):
            chances = [model(case) for case in here]
            truth = [case.adequate for case in here]
            curve = reliability(chances, truth)
            print(
                f"{title} {language}{name}: {len(here)}, adequate {np.mean(truth):.3f}, "
                f"ECE {calibration_error(curve):.3f}, AUC {area(chances, truth):.3f} | "
                + " ".join(f"{b.promised:.2f}→{b.held:.2f}({b.cases})" for b in curve)
            )
        flags = [chance(fitted.stray, case) > fitted.ceiling for case in here]
        found = strays(
            flags,
            [case.stray for case in here],
            [chance(fitted.stray, case) > fitted.ceiling for case in other],
        )
        adequate = [flag for flag, case in zip(flags, here, strict=True) if case.adequate]
        print(
            f"{title} {language} strays: precision {found.precision:.3f} recall "
            f"{found.recall:.3f}; {found}; of the adequate flagged {sum(adequate)}/{len(adequate)}"
        )


def across(bench: Bench, outputs: Sequence[Case]) -> list[Case]:
    """The tuning documents, those of each half translated under a fit to all but them."""
    parts = bench.tune[::2], bench.tune[1::2]
    cases: list[Case] = []
    for here, elsewhere in (parts, parts[::-1]):
        seen = [*outputs, *(c for lang in LANGUAGES for c in rendered(bench, elsewhere, lang))]
        with in_force(fit(*_both(seen, bench)), bench.encoder.name):
            cases += [case for lang in LANGUAGES for case in rendered(bench, here, lang)]
    return cases


@contextmanager
def in_force(fitted: Fit, encoder: str) -> Iterator[None]:
    """Make the fit that of the product for a while."""
    news = {
        "SIMILARITY_SCALE": {(encoder, lang): scale for lang, scale in fitted.similarity.items()},
        "SCORE_SCALE": {(TRANSLATOR, lang): scale for lang, scale in fitted.score.items()},
        "ADEQUACY": fitted.with_score,
        "ADEQUACY_WITHOUT_SCORE": fitted.without,
    }
    olds = {name: getattr(confidence, name) for name in news}
    try:
        for name, value in news.items():
            setattr(confidence, name, value)
        yield
    finally:
        for name, value in olds.items():
            setattr(confidence, name, value)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.fit_confidence", description=__doc__
    )
    parser.add_argument("--outputs", type=Path, nargs="+", required=True)
    parser.add_argument("--ntrex", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    bench = Bench(options.ntrex)
    mine, others = halves(case for folder in options.outputs for case in read_outputs(folder))
    if options.ntrex:
        mine += across(bench, [*mine, *others])
    real, swaps = _both(mine, bench)
    fitted = fit(real, swaps)
    report("fitted", fitted, real, swaps)
    real, swaps = _both(others, bench)
    report("other", fitted, real, swaps)
    whole = fit(*_both([*mine, *others], bench))
    print(whole)
    if options.write:
        from tests.quality.confidence_file import FILE, Measured, written

        measured = Measured(fitted, len(mine), real)
        FILE.write_text(written(whole, bench.encoder.name, measured), encoding="utf-8")


def _both(cases: Sequence[Case], bench: Bench) -> tuple[list[Judged], list[Judged]]:
    return (
        judged(cases, bench.encoder, TRANSLATOR),
        judged(swapped(cases, SEED), bench.encoder, TRANSLATOR),
    )


if __name__ == "__main__":
    main()
