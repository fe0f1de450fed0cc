"""Translation confidence: is the stated chance the observed one, and are strays told?

What was observed are the grades of readers (``tests.quality.grades``), on documents that nothing
was fitted on (``tests.quality.fit_confidence``). ``confidence.chrf.auc`` needs no reader: how well
confidence tells translations that come near to the reference from the others. How well the wrong
ones are told falls as the translator mends what is plainly wrong; ``confidence.before.auc`` is of
translations that stay the same, those of an earlier translator, by the evidence kept with them.
"""

from collections.abc import Iterator, Sequence

from jobs.stages.confidence import STRAY_CEILING
from jobs.stages.judge import adequacy, stray
from tests.quality.check import Bench, Score
from tests.quality.grades import BEFORE, HELD, read_grades, scales_in_force, up_to_date
from tests.quality.measures import calibration_error, reliability
from tests.quality.renderings import MIX, Judged, area, judged, strays, swapped
from tests.quality.texts import LANGUAGES, rendered

SEED = 31


class Confidence:
    """Over the built-in translator's output on the benchmark."""

    name = "confidence"
    needs_ntrex = True

    def run(self, bench: Bench) -> Iterator[Score]:
        if bench.quick:
            return
        real: list[Judged] = []
        swaps: list[Judged] = []
        for language in LANGUAGES:
            cases = list(rendered(bench, bench.report, language))
            here = judged(cases, bench.encoder, bench.translator.name)
            other = judged(swapped(cases, SEED), bench.encoder, bench.translator.name)
            real += here
            swaps += other
        graded, stand = up_to_date(HELD, real)
        for language in LANGUAGES:
            some = [case for case in graded if case.case.language == language]
            yield from calibration(f"confidence.{language}", some)
        yield from calibration("confidence.both", graded)
        kept = [one.judged(BEFORE, *scales_in_force()) for one in read_grades(BEFORE)]
        before = area([adequacy(case.seen) for case in kept], [case.adequate for case in kept])
        yield Score("confidence.before.auc", before, f"{len(kept)} sentences")
        yield Score("confidence.stand", stand / max(1, len(graded)), "graded ones that come out so")
        chances = [adequacy(case.seen) for case in real]
        near = area(chances, [case.adequate for case in real])
        yield Score("confidence.chrf.auc", near, f"{len(real)} sentences")
        found = strays(
            [stray(case.seen) > STRAY_CEILING for case in real],
            [case.stray for case in real],
            [stray(case.seen) > STRAY_CEILING for case in swaps],
        )
        note = f"{MIX} swapped for each real one; {found}"
        yield Score("confidence.strays.precision", found.precision, note)
        yield Score("confidence.strays.recall", found.recall, note)


def calibration(name: str, cases: Sequence[Judged]) -> Iterator[Score]:
    """``NAME.ece``, with the reliability curve as its note, and ``NAME.auc``."""
    chances = [adequacy(case.seen) for case in cases]
    truth = [case.adequate for case in cases]
    curve = reliability(chances, truth)
    note = " ".join(f"{b.promised:.2f}→{b.held:.2f}({b.cases})" for b in curve)
    yield Score(f"{name}.ece", calibration_error(curve), note)
    yield Score(f"{name}.auc", area(chances, truth), f"{len(cases)} sentences")


CHECK = Confidence()
