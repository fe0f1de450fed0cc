"""Translation confidence: is the stated chance the observed one, and are strays told?

The constants were fitted on other texts (``tests.quality.fit_confidence``).
"""

from collections.abc import Iterator, Sequence

from jobs.ports import Language, Translated
from jobs.stages.confidence import STRAY_CEILING
from jobs.stages.judge import adequacy, stray
from tests.quality.check import Bench, Score
from tests.quality.measures import calibration_error, reliability
from tests.quality.ntrex import Document
from tests.quality.renderings import MIX, Case, Judged, area, judged, strays, swapped

SEED = 31
LANGUAGES: tuple[Language, ...] = ("ru", "uk")


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
            yield from calibration(f"confidence.{language}", here)
            real += here
            swaps += other
        yield from calibration("confidence.both", real)
        found = strays(
            [stray(case.seen) > STRAY_CEILING for case in real],
            [case.stray for case in real],
            [stray(case.seen) > STRAY_CEILING for case in swaps],
        )
        note = f"{MIX} swapped for each real one; {found}"
        yield Score("confidence.strays.precision", found.precision, note)
        yield Score("confidence.strays.recall", found.recall, note)


def rendered(bench: Bench, documents: Sequence[Document], language: Language) -> Iterator[Case]:
    """The translator's English for every sentence of the documents, beside the reference."""
    for document in documents:
        sources = document.sentences[language]
        results = bench.translator.translate(sources, language)
        for source, reference, result in zip(
            sources, document.sentences["en"], results, strict=True
        ):
            if isinstance(result, Translated):
                yield Case(document.name, language, source, reference, result.text, result.score)


def calibration(name: str, cases: Sequence[Judged]) -> Iterator[Score]:
    """``NAME.ece``, with the reliability curve as its note, and ``NAME.auc``."""
    chances = [adequacy(case.seen) for case in cases]
    truth = [case.adequate for case in cases]
    curve = reliability(chances, truth)
    note = " ".join(f"{b.promised:.2f}→{b.held:.2f}({b.cases})" for b in curve)
    yield Score(f"{name}.ece", calibration_error(curve), note)
    yield Score(f"{name}.auc", area(chances, truth), f"{len(cases)} sentences")


CHECK = Confidence()
