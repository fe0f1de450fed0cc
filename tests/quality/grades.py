"""Translations that were graded by reading: what confidence promises and is measured by.

    python -m tests.quality.grades sheet --out DIR [--sheets N] [--ntrex FILE --part tune|held]
                                         [--outputs DIR ...] [--ours] [--sample]
                                         [--again | --disputed DIR]
    python -m tests.quality.grades enter --name NAME --from DIR [the same texts]

``sheet`` writes the translations of the translator in force to N files, shuffled, with nothing
that tells where a text is from; those that have a grade already are left out, unless ``--again``
asks for another reader's, or ``--disputed`` for one of those that the readers whose grades are in
DIR differ about. A grader reads them by ``grades/README.md`` and writes a line ``ID<tab>GRADE`` for
each into a file *.tsv of that folder. ``enter`` writes ``grades/NAME.jsonl`` anew, of these and the
grades that there are: of what several readers graded in the folder the median, of an even number
the lower one. Of the texts only the evidence is kept, no word.
"""

import argparse
import hashlib
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from jobs.ports import Language
from jobs.stages import confidence
from tests.quality.check import Bench
from tests.quality.renderings import (
    SCALED,
    Case,
    Judged,
    Scales,
    judged,
    read_outputs,
    rescaled,
    unit_key,
)
from tests.quality.texts import LANGUAGES, our_cases, rendered, sample_cases

FOLDER = Path(__file__).with_name("grades")
LEVEL = ("fit-ntrex", "fit-ours")
"""What sets how many are adequate: by the translator in force, as a report has it."""
TO_FIT = (*LEVEL, "fit-before", "fit-earlier", "fit-oldest", "fit-others")
HELD = "held-ntrex"
BEFORE = "held-before"
"""Of the same documents by an earlier translator: never entered anew."""
SAMPLE = "held-sample"
TOLD = 2
"""The least grade of an adequate translation: a reader learns what the passage says."""


@dataclass(frozen=True)
class Graded:
    """A translation by its ``key``, its grade of 0 to 3, and the evidence as the judge saw it.

    ``score`` is the translator's own, ``seen`` what does not depend on any scale.
    """

    key: str
    unit: str
    language: Language
    grade: int
    score: float | None
    seen: Mapping[str, float]

    def judged(self, kind: str, similarity: Scales, score: Scales) -> Judged:
        """As a case whose truth is the grade, on these scales; its texts are not known."""
        case = Case(self.unit, self.language, self.key, "", "", self.score, kind=kind)
        adequate = self.grade >= TOLD
        return rescaled(Judged(case, dict(self.seen), math.nan, adequate, False), similarity, score)


def key(case: Case) -> str:
    """What stands for a source and its translation."""
    text = "\n".join((case.language, case.source, case.english))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_grades(name: str, folder: Path = FOLDER) -> list[Graded]:
    """The grades of a file; none where there is no such file."""
    path = folder / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Graded(**json.loads(line)) for line in lines]


def up_to_date(name: str, now: Iterable[Judged]) -> tuple[list[Judged], int]:
    """The graded translations, with today's evidence where they still come out so; how many do."""
    today = {key(case.case): case for case in now}
    cases: list[Judged] = []
    stand = 0
    for one in read_grades(name):
        case = one.judged(name, *scales_in_force())
        if one.key in today:
            case = replace(case, seen=today[one.key].seen)
            stand += 1
        cases.append(case)
    return cases, stand


def scales_in_force(encoder: str = "universal") -> tuple[Scales, Scales]:
    """Those of similarity and score that the product has for the built-in models."""
    similarity, score = confidence.SIMILARITY_SCALE, confidence.SCORE_SCALE
    return (
        {language: similarity[encoder, language] for language in LANGUAGES},
        {language: score["compact", language] for language in LANGUAGES},
    )


def _texts(options: argparse.Namespace, bench: Bench) -> list[Judged]:
    """The translations that the options name, each once."""
    cases: list[Case] = []
    for language in LANGUAGES:
        if options.ntrex:
            documents = bench.tune if options.part == "tune" else bench.report
            cases += rendered(bench, documents, language)
        if options.ours:
            cases += our_cases(bench, language)
        if options.sample:
            cases += sample_cases(bench, language)
    for folder in options.outputs:
        cases += read_outputs(folder)
    return judged(list({key(case): case for case in cases}.values()), bench.encoder, "compact")


def write_sheets(cases: Sequence[Judged], folder: Path, sheets: int, again: bool = False) -> None:
    """Write the cases, if not ``again`` those that have no grade yet, to files sheet-N.txt."""
    known = {one.key for path in FOLDER.glob("*.jsonl") for one in read_grades(path.stem)}
    new = [case.case for case in cases if again or key(case.case) not in known]
    random.Random(int(again)).shuffle(new)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(sheets):
        entries = (
            f"#{key(case)} [{case.language}]\n"
            f"SRC: {_line(case.source)}\nENG: {_line(case.english)}\n"
            for case in new[number::sheets]
        )
        (folder / f"sheet-{number}.txt").write_text("\n".join(entries), encoding="utf-8")


def enter(cases: Sequence[Judged], folder: Path, name: str) -> tuple[int, int]:
    """Write a file of ``FOLDER``: the cases that ``folder`` or any file has a grade for.

    What the file had of translations that no longer come out so is gone: keep them under another
    name if they shall still help to fit. Returns how many are graded, and how many are not.
    """
    grades = {
        one.key: one.grade for path in FOLDER.glob("*.jsonl") for one in read_grades(path.stem)
    }
    grades |= _medians(folder)
    rows = {
        place: graded(case, grades[place]) for case in cases if (place := key(case.case)) in grades
    }
    lines = [json.dumps(vars(rows[place]), ensure_ascii=False) for place in sorted(rows)]
    (FOLDER / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(rows), len({key(case.case) for case in cases}) - len(rows)


def graded(case: Judged, grade: int) -> Graded:
    """The case without its texts."""
    seen = {
        name: float(np.round(value, 5))
        for name, value in sorted(case.seen.items())
        if name not in SCALED
    }
    score = None if case.case.score is None else float(np.round(case.case.score, 5))
    return Graded(key(case.case), unit_key(case.case.unit), case.case.language, grade, score, seen)


def disputed(cases: Sequence[Judged], folder: Path) -> list[Judged]:
    """The cases of which readers in ``folder`` differ whether they are adequate."""
    read = _readings(folder)
    return [
        case for case in cases if len({grade >= TOLD for grade in read.get(key(case.case), ())}) > 1
    ]


def _medians(folder: Path) -> dict[str, int]:
    """The grade of each translation: the median of its readers', the lower of two."""
    return {place: sorted(read)[(len(read) - 1) // 2] for place, read in _readings(folder).items()}


def _readings(folder: Path) -> dict[str, list[int]]:
    """Every reader's grade of each translation."""
    read: dict[str, list[int]] = defaultdict(list)
    for place, grade in _grades(folder):
        read[place].append(grade)
    return read


def _grades(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place, _, grade = line.strip().lstrip("#").partition("\t")
            if not place:
                continue
            if grade not in ("0", "1", "2", "3"):
                raise SystemExit(f"{path}:{number}: write ID, a tab and a grade of 0 to 3.")
            yield place, int(grade)


def _line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.grades", description=__doc__)
    parser.add_argument("what", choices=("sheet", "enter"))
    parser.add_argument("--ntrex", type=Path)
    parser.add_argument("--part", choices=("tune", "held"), default="held")
    parser.add_argument("--outputs", type=Path, nargs="*", default=[])
    parser.add_argument("--ours", action="store_true")
    parser.add_argument("--sample", action="store_true")
    more = parser.add_mutually_exclusive_group()
    more.add_argument("--again", action="store_true")
    more.add_argument("--disputed", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--sheets", type=int, default=8)
    parser.add_argument("--name", choices=(*TO_FIT, HELD, SAMPLE))
    parser.add_argument("--from", dest="graded", type=Path)
    options = parser.parse_args()
    if (options.what == "sheet") != bool(options.out) or (options.what == "enter") != bool(
        options.name and options.graded
    ):
        parser.error("sheet needs --out; enter needs --name and --from")
    cases = _texts(options, Bench(options.ntrex))
    if options.what == "sheet":
        if options.disputed:
            cases = disputed(cases, options.disputed)
        again = options.again or options.disputed is not None
        write_sheets(cases, options.out, options.sheets, again)
    else:
        done, missing = enter(cases, options.graded, options.name)
        print(f"{options.name}: {done} translations graded, {missing} without a grade")


if __name__ == "__main__":
    main()
