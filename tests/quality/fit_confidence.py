"""Fit what turns evidence into a confidence, and write jobs/stages/confidence.py.

    python -m tests.quality.fit_confidence --ntrex FILE [--outputs DIR [DIR ...]] [--write]

Adequacy is fitted to readers' grades (``tests.quality.grades``). How many are adequate is that of
the first sets, as the translator in force has them in a report: the benchmark's news, and our own
sentences that it was not trained on. The others, which may be of other texts and of an earlier
adapter, help to tell what evidence is worth, each on its own scales.

The scales that are written, and the model of strays, are those of the translator in force: of its
translations of the benchmark's documents that the gate sets apart for tuning and, where there are
any, in DIR (ru.jsonl and uk.jsonl as models/compact-translator/evaluate.py --as-reported writes
them, of sentences that it was not trained on). What is written is fitted on everything; what is
printed is cross-fitted: each fifth of the units is judged by a fit to the others. The gate measures
on documents that are not used here at all.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from jobs.stages.logistic import Logistic
from tests.quality.check import Bench
from tests.quality.fit_logistic import apart, fit_logistic, offset
from tests.quality.grades import LEVEL, TO_FIT, Graded, read_grades
from tests.quality.measures import calibration_error, reliability
from tests.quality.renderings import (
    MIX,
    PARTS,
    Case,
    Found,
    Judged,
    Scales,
    area,
    judged,
    part,
    read_outputs,
    rescaled,
    strays,
    swapped,
    unit_key,
)
from tests.quality.texts import LANGUAGES, rendered

ADEQUACY_INPUTS = (
    "nearness", "too_short", "too_long", "repeated", "cyrillic", "numbers", "names",
    "long", "ukrainian",
)  # fmt: skip
STRAY_INPUTS = (
    "nearness", "too_short", "too_long", "repeated", "numbers", "names", "names_spare", "score",
)  # fmt: skip
SWAPPED_SHARE = 0.02
"""Of the weight, when adequacy is fitted: pins down what was never seen. Cross-fitted likelihood of
the sets that set the level, and mean confidence in swapped ones: -.4432 and .08 at 0.05, -.4410 and
.13 at 0.02, -.4400 and .16 at 0.01."""
SWAPPED_STRAYS = 0.1  # of each one's weight, when strays are: they are easier than real ones
SEED = 11
TRANSLATOR = "compact"
PRECISION = 0.88  # asked for is 0.80; the rest is what other documents may lose


@dataclass(frozen=True)
class Material:
    """What is fitted on: graded translations by set, real ones of the translator, swapped ones."""

    graded: Mapping[str, Sequence[Graded]]
    real: Sequence[Judged]
    swaps: Sequence[Judged]

    @classmethod
    def of(
        cls, graded: Mapping[str, Sequence[Graded]], cases: Sequence[Case], bench: Bench
    ) -> "Material":
        """With the evidence for the cases and for their swapped ones."""
        return cls(
            graded,
            judged(cases, bench.encoder, TRANSLATOR),
            judged(swapped(cases, SEED), bench.encoder, TRANSLATOR),
        )

    def where(self, wanted: Callable[[str], bool]) -> "Material":
        """What is of the units whose key is wanted."""
        return Material(
            {name: [one for one in some if wanted(one.unit)] for name, some in self.graded.items()},
            [case for case in self.real if wanted(unit_key(case.case.unit))],
            [case for case in self.swaps if wanted(unit_key(case.case.unit))],
        )

    def rated(self, similarity: Scales, score: Scales) -> list[Judged]:
        """The graded translations: those of the translator in force on these scales, of others on
        each set's own."""
        return [
            case
            for name, some in self.graded.items()
            for case in (
                [one.judged(name, similarity, score) for one in some]
                if name in LEVEL
                else own_scales(some, name)
            )
        ]


@dataclass(frozen=True)
class Fit:
    """Everything in jobs/stages/confidence.py that is fitted."""

    similarity: Scales
    score: Scales
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

    def alarmed(self, case: Judged) -> bool:
        """Whether the case, rescaled, is flagged as a stray."""
        return chance(self.stray, case) > self.ceiling


def scale(values: Iterable[tuple[str, float | None]]) -> dict[str, tuple[float, float]]:
    """Median and 1.4826 times the median deviation, by language."""
    found = list(values)
    result: dict[str, tuple[float, float]] = {}
    for language in LANGUAGES:
        here = np.array([value for code, value in found if code == language and value is not None])
        if len(here):
            centre = float(np.median(here))
            spread = 1.4826 * float(np.median(np.abs(here - centre)))
            result[language] = (round(centre, 3), round(spread, 3))
    return result


def own_scales(graded: Sequence[Graded], name: str) -> list[Judged]:
    """A set's graded translations, on the scales of that set."""
    similarity = scale((one.language, one.seen["similarity"]) for one in graded)
    score = scale((one.language, one.score) for one in graded)
    return [one.judged(name, similarity, score) for one in graded]


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


def fit(material: Material) -> Fit:
    """Scales, then strays and their ceiling, then adequacy with and without the model's score."""
    similarity = scale((case.case.language, case.seen["similarity"]) for case in material.real)
    score = scale((case.case.language, case.case.score) for case in material.real)
    real = [rescaled(case, similarity, score) for case in material.real]
    swaps = [rescaled(case, similarity, score) for case in material.swaps]
    both = [case for case in (*real, *swaps) if "score" in case.seen]
    stray = fit_logistic(
        both,
        [case.stray for case in both],
        STRAY_INPUTS,
        np.array([SWAPPED_STRAYS if case.case.swapped else 1.0 for case in both]),
        sign=-1,
    )
    graded = material.rated(similarity, score)
    with_score, without = (_adequacy(graded, swaps, names) for names in _inputs(graded))
    return Fit(similarity, score, with_score, without, stray, best_ceiling(stray, real, swaps))


def _inputs(graded: Sequence[Judged]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    scored = all("score" in case.seen for case in graded)
    return (*ADEQUACY_INPUTS, *(("score",) if scored else ())), ADEQUACY_INPUTS


def _adequacy(
    graded: Sequence[Judged], swaps: Sequence[Judged], names: tuple[str, ...]
) -> Logistic:
    """Graded translations, the sets apart, and a few swapped ones, never adequate."""
    rated, sets = apart(graded, LEVEL)
    wrong = [
        replace(case, seen={**case.seen, **dict.fromkeys(sets, 0.0)})
        for case in swaps
        if set(names) <= set(case.seen)
    ]
    share = SWAPPED_SHARE * len(rated) / max(1, len(wrong))
    weights = np.array([*[1.0] * len(rated), *[share] * len(wrong)])
    cases = [*rated, *wrong]
    found = fit_logistic(cases, [case.adequate for case in cases], (*names, *sets), weights)
    kept = {name: value for name, value in found.weights.items() if name in names}
    return _centred(
        Logistic(found.intercept, kept),
        [case for case in rated if not any(case.seen[name] for name in sets)],
    )


def _centred(model: Logistic, cases: Sequence[Judged]) -> Logistic:
    """With the intercept under which the mean chance is the share of the adequate."""
    return Logistic(round(model.intercept + offset(model, cases), 3), model.weights)


@dataclass(frozen=True)
class Promise:
    """What was promised of a graded translation, and whether it was kept.

    ``group`` is the set and the language; ``bare`` what is promised where no score is known.
    """

    group: str
    chance: float
    bare: float
    adequate: bool


@dataclass(frozen=True)
class Crossed:
    """Fits measured on what they have not seen: promises, and alarms at strays.

    ``flagged`` are the adequate translations that were taken for strays.
    """

    promises: Sequence[Promise]
    found: Found
    flagged: int

    def of(self, name: str) -> list[Promise]:
        """Those of a set, or of a set and language."""
        return [one for one in self.promises if f"{one.group} ".startswith(f"{name} ")]


def crossed(material: Material) -> Crossed:
    """Each part of the units judged by a fit to all the others."""
    promises: list[Promise] = []
    found, flagged = Found(0, 0, 0, 0, 0), 0
    for number in range(PARTS):
        fitted = fit(material.where(lambda unit, out=number: part(unit) != out))
        unseen = material.where(lambda unit, only=number: part(unit) == only)
        graded = unseen.rated(fitted.similarity, fitted.score)
        promises += [
            Promise(
                f"{case.case.kind} {case.case.language}",
                fitted.adequacy(case),
                fitted.bare(case),
                case.adequate,
            )
            for case in graded
        ]
        real = [rescaled(case, fitted.similarity, fitted.score) for case in unseen.real]
        swaps = [rescaled(case, fitted.similarity, fitted.score) for case in unseen.swaps]
        found += strays(
            [fitted.alarmed(case) for case in real],
            [case.stray for case in real],
            [fitted.alarmed(case) for case in swaps],
        )
        flagged += sum(fitted.alarmed(case) for case in graded if case.adequate)
    return Crossed(promises, found, flagged)


def report(measured: Crossed) -> None:
    """Print calibration and detection."""
    for name in [*sorted({one.group for one in measured.promises}), ""]:
        here = measured.of(name) if name else list(measured.promises)
        truth = [one.adequate for one in here]
        for way, chances in (
            ("", [one.chance for one in here]),
            (" without score", [one.bare for one in here]),
        ):
            curve = reliability(chances, truth)
            print(
                f"{name or 'all'}{way}: {len(here)}, "
                f"adequate {np.mean(truth):.3f}, stated {np.mean(chances):.3f}, "
                f"ECE {calibration_error(curve):.3f}, AUC {area(chances, truth):.3f} | "
                + " ".join(f"{b.promised:.2f}→{b.held:.2f}({b.cases})" for b in curve)
            )
    found = measured.found
    print(
        f"strays: precision {found.precision:.3f} recall {found.recall:.3f}; {found}; "
        f"of the adequate flagged {measured.flagged}"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.fit_confidence", description=__doc__
    )
    parser.add_argument("--outputs", type=Path, nargs="*", default=[])
    parser.add_argument("--ntrex", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    bench = Bench(options.ntrex)
    cases = [case for folder in options.outputs for case in read_outputs(folder)]
    cases += [case for lang in LANGUAGES for case in rendered(bench, bench.tune, lang)]
    grades = {name: read_grades(name) for name in TO_FIT}
    material = Material.of(grades, cases, bench)
    measured = crossed(material)
    report(measured)
    everything = fit(material)
    print(everything)
    if options.write:
        from tests.quality.confidence_file import FILE, written

        first = [promise for name in LEVEL for promise in measured.of(name)]
        count = sum(map(len, grades.values()))
        content = written(everything, bench.encoder.name, count, first)
        FILE.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
