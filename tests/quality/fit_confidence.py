"""Fit what turns evidence into a confidence, and write jobs/stages/confidence.py.

    python -m tests.quality.fit_confidence --outputs DIR [DIR ...] [--ntrex FILE] [--write]

DIR holds ru.jsonl and uk.jsonl: one translation of the compact translator a line (source,
reference, hypothesis, score), as models/compact-translator/evaluate.py writes them. Fits on half
of the documents and prints what the other half says of the fit; the constants are those of the
fitted half.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from jobs.stages import confidence as current
from jobs.stages.logistic import Logistic
from tests.quality.measures import calibration_error, reliability
from tests.quality.models import built_in_encoder
from tests.quality.ntrex import read_documents
from tests.quality.renderings import Judged, halves, judged, read_outputs, swapped

ADEQUACY_INPUTS = (
    "nearness", "too_short", "too_long", "repeated", "cyrillic", "numbers_lost",
    "names_lost", "long",
)  # fmt: skip
STRAY_INPUTS = (
    "nearness", "too_short", "too_long", "repeated", "numbers", "names", "names_spare", "score",
)  # fmt: skip
SWAPPED_SHARE = 0.05  # of the weight, when adequacy is fitted: pins down what was never seen
SWAPPED_STRAYS = 0.1  # of each one's weight, when strays are: they are easier than real ones
MIX = 0.3  # swapped sentences for each real one, where strays are counted
SEED = 11
PRECISION = 0.85  # asked for is 0.80; the rest is what the other half may lose
RIDGE = 0.3
RAISES = frozenset({"nearness", "score"})  # what may raise confidence; "long" may do either
FILE = Path(current.__file__)


TEMPLATE = '''"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
{evidence}
"""

from jobs.stages.logistic import Logistic

# chrF2 from which a translation counts as adequate. Of 114 outputs read by hand, a reader learns
# what the passage says from a quarter of those at 15 to 45, half at 45 to 55, 4 in 5 above 60.
ADEQUATE_CHRF = {adequate}

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {{
{similarity}}}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {{
{score}}}
STANDING_SCALE = {standing}  # of similarities in standard deviations, for other encoders

{adequacy}
{without}
{stray}
STRAY_CEILING = {ceiling}
REPEATED_CEILING = {repeated}  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = {length}  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = {cyrillic}  # of the letters; a single name left standing is less
'''


def fit_logistic(
    cases: Sequence[Judged],
    truth: Sequence[bool],
    names: Sequence[str],
    weights: np.ndarray | None = None,
    sign: int = 1,
) -> Logistic:
    """Maximum likelihood with a small ridge, by Newton's method.

    Evidence of trouble may not raise the chance (``sign`` 1) or lower it (-1): an input whose
    weight comes out so says nothing here, and is left out.
    """
    names = list(names)
    while True:
        beta = _newton(cases, truth, names, weights)
        wrong = {
            name: value
            for name, value in zip(names, beta[1:], strict=True)
            if name != "long" and value * sign * (1 if name in RAISES else -1) < 0
        }
        if not wrong:
            break
        names.remove(max(wrong, key=lambda name: abs(wrong[name])))
    return Logistic(
        round(float(beta[0]), 3),
        {name: round(float(value), 3) for name, value in zip(names, beta[1:], strict=True)},
    )


def _newton(
    cases: Sequence[Judged],
    truth: Sequence[bool],
    names: Sequence[str],
    weights: np.ndarray | None,
) -> np.ndarray:
    inputs = np.array([[case.seen[name] for name in names] for case in cases])
    design = np.column_stack([np.ones(len(cases)), inputs])
    target = np.asarray(truth, float)
    weight = np.ones(len(cases)) if weights is None else weights
    penalty = np.diag([0.0, *([RIDGE] * len(names))])
    beta = np.zeros(design.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        slope = design.T @ (weight * (target - chance)) - penalty @ beta
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + penalty
        step = np.linalg.solve(curve + 1e-9 * np.eye(len(beta)), slope)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta


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


def report(
    real: Sequence[Judged], swaps: Sequence[Judged], with_score: Logistic, without: Logistic,
    stray: Logistic, ceiling: float,
) -> None:  # fmt: skip
    """Print calibration and detection."""
    for language in ("ru", "uk", "both"):
        here = [case for case in real if language in (case.case.language, "both")]
        other = [case for case in swaps if language in (case.case.language, "both")]
        if not here:
            continue
        for title, model in (("with score", with_score), ("without", without)):
            if title == "with score" and not all("score" in case.seen for case in here):
                continue
            chances = [model.chance(case.seen) for case in here]
            truth = [case.adequate for case in here]
            curve = reliability(chances, truth)
            print(
                f"{language} {title}: {len(here)} translations, adequate {np.mean(truth):.3f}, "
                f"ECE {calibration_error(curve):.3f}, AUC {area(chances, truth):.3f} | "
                + " ".join(f"{b.promised:.2f}→{b.held:.2f}({b.cases})" for b in curve)
            )
        flagged_real = [chance(stray, case) > ceiling for case in here]
        flagged_swap = [chance(stray, case) > ceiling for case in other]
        wrong = [case.stray for case in here]
        caught = sum(f and w for f, w in zip(flagged_real, wrong, strict=True))
        adequate = sum(case.adequate for case, flag in zip(here, flagged_real, strict=True) if flag)
        for share in (1.0, MIX):
            swap_right = sum(flagged_swap) * share
            right = caught + swap_right
            made = sum(flagged_real) + swap_right
            true = sum(wrong) + len(other) * share
            print(
                f"{language} strays, {share:.0%} as many swapped as real: "
                f"precision {right / max(1, made):.3f} recall {right / max(1, true):.3f} "
                f"(real {caught}/{sum(wrong)}, swapped {sum(flagged_swap)}/{len(other)}, "
                f"flagged of the rest {sum(flagged_real) - caught}/{len(here) - sum(wrong)}, "
                f"of the adequate {adequate}/{sum(case.adequate for case in here)})"
            )


def area(chances: Sequence[float], truth: Sequence[bool]) -> float:
    """Area under the ROC curve."""
    order = np.argsort(np.argsort(chances))
    true = np.asarray(truth, bool)
    pairs = true.sum() * (~true).sum()
    return float((order[true].sum() - true.sum() * (true.sum() - 1) / 2) / max(1, pairs))


def written(
    adequacy_with: Logistic, adequacy_without: Logistic, stray: Logistic, ceiling: float,
    similarity: Mapping[str, tuple[float, float]], score: Mapping[str, tuple[float, float]],
    encoder: str, evidence: str,
) -> str:  # fmt: skip
    """The content of jobs/stages/confidence.py."""

    def scale(owner: str, by_language: Mapping[str, tuple[float, float]]) -> str:
        return "".join(
            f'    ("{owner}", "{language}"): {value},\n' for language, value in by_language.items()
        )

    def model(name: str, logistic: Logistic) -> str:
        lines = "".join(f'        "{key}": {value},\n' for key, value in logistic.weights.items())
        return f"{name} = Logistic(\n    {logistic.intercept},\n    {{\n{lines}    }},\n)\n"

    return TEMPLATE.format(
        evidence=evidence,
        adequate=current.ADEQUATE_CHRF,
        similarity=scale(encoder, similarity),
        score=scale("compact", score),
        standing=current.STANDING_SCALE,
        adequacy=model("ADEQUACY", adequacy_with),
        without=model("ADEQUACY_WITHOUT_SCORE", adequacy_without),
        stray=model("STRAY", stray),
        ceiling=ceiling,
        repeated=current.REPEATED_CEILING,
        length=current.LENGTH_CEILING,
        cyrillic=current.CYRILLIC_CEILING,
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.fit_confidence", description=__doc__
    )
    parser.add_argument("--outputs", type=Path, nargs="+", required=True)
    parser.add_argument("--ntrex", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    documents = read_documents(options.ntrex) if options.ntrex else []
    cases = [case for folder in options.outputs for case in read_outputs(folder, documents)]
    encoder = built_in_encoder()
    parts: list[list[Judged]] = []
    for half in halves(cases):
        parts.append(judged(half, encoder, "compact"))
        parts.append(judged(swapped(half, SEED), encoder, "compact"))
    similarity, score = scales(parts[0], "similarity"), scales(parts[0], "score")
    print("scales", similarity, score)
    fit_real, fit_swaps, real, swaps = (rescaled(part, similarity, score) for part in parts)
    both = [*fit_real, *fit_swaps]
    weights = np.r_[
        np.ones(len(fit_real)),
        np.full(len(fit_swaps), SWAPPED_SHARE * len(fit_real) / max(1, len(fit_swaps))),
    ]
    scored = [(case, w) for case, w in zip(both, weights, strict=True) if "score" in case.seen]
    with_score = fit_logistic(
        [case for case, _ in scored],
        [case.adequate for case, _ in scored],
        (*ADEQUACY_INPUTS, "score"),
        np.array([w for _, w in scored]),
    )
    without = fit_logistic(both, [case.adequate for case in both], ADEQUACY_INPUTS, weights)
    stray = fit_logistic(
        [case for case, _ in scored],
        [case.stray for case, _ in scored],
        STRAY_INPUTS,
        np.array([SWAPPED_STRAYS if case.case.swapped else 1.0 for case, _ in scored]),
        sign=-1,
    )
    ceiling = best_ceiling(stray, fit_real, fit_swaps)
    print("adequacy", with_score, "\nwithout score", without, "\nstray", stray, ceiling)
    print("--- fitted half")
    report(fit_real, fit_swaps, with_score, without, stray, ceiling)
    print("--- other half")
    report(real, swaps, with_score, without, stray, ceiling)
    if options.write:
        evidence = _summary(real, with_score, len(fit_real))
        content = written(
            with_score, without, stray, ceiling, similarity, score, encoder.name, evidence
        )
        FILE.write_text(content, encoding="utf-8")


def _summary(real: Sequence[Judged], model: Logistic, fitted: int) -> str:
    chances = [model.chance(case.seen) for case in real]
    truth = [case.adequate for case in real]
    error = calibration_error(reliability(chances, truth))
    return (
        f"Fitted on {fitted} translations of the compact translator; on {len(real)} others the\n"
        f"expected calibration error is {error:.3f} and the area under the ROC curve "
        f"{area(chances, truth):.3f}."
    )


if __name__ == "__main__":
    main()
