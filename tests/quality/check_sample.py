"""The sample event's English, by the built-in translator, against translations written by hand.

``references/EVENT.jsonl`` holds the Russian and Ukrainian passages of the sample event with English
that was written for this check. Nothing is trained or fitted on it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from jobs.ports import Language, Translated
from tests.quality.check import Bench, Score
from tests.quality.check_confidence import LANGUAGES, calibration
from tests.quality.renderings import Case, Judged, judged

REFERENCES = Path(__file__).parent / "references" / "2025-03-18-trump-putin-call.jsonl"


class Sample:
    """How near the sample's English comes to a translator's, and whether its confidence is true."""

    name = "sample"
    needs_ntrex = False

    def run(self, bench: Bench) -> Iterator[Score]:
        if bench.quick:
            return
        every: list[Judged] = []
        for language in LANGUAGES:
            cases = list(_cases(bench, language))
            here = judged(cases, bench.encoder, bench.translator.name)
            note = f"{len(cases)} passages"
            yield Score(f"sample.{language}.chrf", _corpus_chrf(cases), note)
            yield Score(f"sample.{language}.adequate", _share(here), note)
            every += here
        yield from calibration("sample", every)
        yield Score("sample.strays", float(np.mean([case.stray for case in every])), "share")


def _cases(bench: Bench, language: Language) -> Iterator[Case]:
    lines = map(json.loads, REFERENCES.read_text(encoding="utf-8").splitlines())
    entries = [entry for entry in lines if entry["language"] == language]
    results = bench.translator.translate([entry["source"] for entry in entries], language)
    for entry, result in zip(entries, results, strict=True):
        english, score = (
            (result.text, result.score) if isinstance(result, Translated) else ("", None)
        )
        yield Case("sample", language, entry["source"], entry["english"], english, score)


def _corpus_chrf(cases: list[Case]) -> float:
    from sacrebleu.metrics import CHRF

    references = [[case.reference for case in cases]]
    return float(CHRF().corpus_score([case.english for case in cases], references).score)


def _share(cases: list[Judged]) -> float:
    return float(np.mean([case.adequate for case in cases]))


CHECK = Sample()
