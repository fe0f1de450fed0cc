"""The sample event's English, by the built-in translator, against translations and readers' grades.

``references/EVENT.jsonl`` holds the Russian and Ukrainian passages of the sample event with English
that was written for this check, ``grades/held-sample.jsonl`` what readers learnt from the
translator's. Nothing is trained or fitted on either.
"""

from collections.abc import Iterator

import numpy as np

from tests.quality.check import Bench, Score
from tests.quality.check_confidence import calibration
from tests.quality.grades import SAMPLE, up_to_date
from tests.quality.renderings import Case, Judged, judged
from tests.quality.texts import LANGUAGES, sample_cases


class Sample:
    """How near the sample's English comes to a translator's, and whether its confidence is true."""

    name = "sample"
    needs_ntrex = False

    def run(self, bench: Bench) -> Iterator[Score]:
        if bench.quick:
            return
        every: list[Judged] = []
        for language in LANGUAGES:
            cases = list(sample_cases(bench, language))
            here = judged(cases, bench.encoder, bench.translator.name)
            note = f"{len(cases)} passages"
            yield Score(f"sample.{language}.chrf", _corpus_chrf(cases), note)
            every += here
        graded, stand = up_to_date(SAMPLE, every)
        for language in LANGUAGES:
            told = [case.adequate for case in graded if case.case.language == language]
            share = float(np.mean(told)) if told else float("nan")
            yield Score(f"sample.{language}.told", share, f"{len(told)} graded passages")
        yield from calibration("sample", graded)
        yield Score("sample.stand", stand / max(1, len(graded)), "graded ones that come out so")
        yield Score("sample.strays", float(np.mean([case.stray for case in every])), "share")


def _corpus_chrf(cases: list[Case]) -> float:
    from sacrebleu.metrics import CHRF

    references = [[case.reference for case in cases]]
    return float(CHRF().corpus_score([case.english for case in cases], references).score)


CHECK = Sample()
