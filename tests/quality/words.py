"""What a reader understands who sees no original, with and without the words above it.

    python -m tests.quality.words sheets --out DIR
    python -m tests.quality.words grading --from DIR
    python -m tests.quality.words enter --from DIR
    python -m tests.quality.words

``sheets`` writes the sample event's passages, shuffled, to A.txt and B.txt: the English, and for
those that the report shows the words of, on one of the two sheets, these words in the original's
order. A reader of each, who may not see the other, writes what each original says, a line
``NUMBER<tab>SENTENCE``, into A.tsv and B.tsv. ``grading`` writes grading.txt: original, reference
and readings, in an order that tells nothing. Graders write ``NUMBER<tab>GRADE<tab>GRADE`` (one
grade where one reading stands) into *.grades.tsv: 2 where every main point is right, 1 where one is
wrong or lost, 0 where it misleads. ``enter`` keeps the grades of both ways in readings.jsonl,
no text; without a command they are counted, as far as the English is still the same.
"""

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jobs.adapters.interlinear import Interlinear
from jobs.ports import Language
from jobs.report.coverage import fitting
from jobs.report.trust import SURE
from jobs.stages.gloss import word_glosses
from jobs.stages.judge import adequacy
from tests.quality.check import Bench
from tests.quality.grades import key
from tests.quality.renderings import Case, judged
from tests.quality.texts import LANGUAGES, sample_cases

KEPT = Path(__file__).with_name("readings.jsonl")
RIGHT = 2
_CYRILLIC = re.compile(r"[\w’'-]*[Ѐ-ԯ][\w’'-]*")


@dataclass(frozen=True)
class Shown:
    """A passage of the sample; ``words`` where the report shows them by itself."""

    case: Case
    words: bool


def passages() -> list[Shown]:
    """The sample's passages in a fixed random order."""
    bench = Bench(None)
    found = [
        Shown(one.case, adequacy(one.seen) < SURE)
        for language in LANGUAGES
        for one in judged(list(sample_cases(bench, language)), bench.encoder, bench.translator.name)
    ]
    random.Random(3).shuffle(found)
    return found


def word_by_word(text: str, language: Language, dictionary: Interlinear) -> str:
    """The words above an original in its order, without the original."""
    parts, at = [], 0
    for one in sorted(word_glosses(text, language, dictionary), key=lambda gloss: gloss.start):
        parts += [text[at : one.start], f"[{fitting(one.english)}]"]
        at = one.end
    return _CYRILLIC.sub("[?]", "".join((*parts, text[at:])))


def write_sheets(shown: Sequence[Shown], folder: Path) -> None:
    """A.txt and B.txt; who stands with words on the one stands without on the other."""
    folder.mkdir(parents=True, exist_ok=True)
    dictionary = Interlinear()
    for sheet, odd in (("A", 0), ("B", 1)):
        items = []
        for number, one in enumerate(shown):
            if not one.words and odd:
                continue
            lines = [f"#{number}", f"ENGLISH: {one.case.english}"]
            if one.words and number % 2 == odd:
                said = word_by_word(one.case.source, one.case.language, dictionary)
                lines.append(f"WORDS: {said}")
            items.append("\n".join(lines))
        (folder / f"{sheet}.txt").write_text("\n\n".join(items) + "\n", encoding="utf-8")


def readings(shown: Sequence[Shown], folder: Path) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """Number and readings of each passage, each with whether its reader saw words, shuffled."""
    read = {sheet: _numbered(folder / f"{sheet}.tsv") for sheet in "AB"}
    chance = random.Random(5)
    for number, one in enumerate(shown):
        pair = [("A", one.words and number % 2 == 0)]
        pair += [("B", number % 2 == 1)] if one.words else []
        chance.shuffle(pair)
        yield number, [(read[sheet][number][0], seen) for sheet, seen in pair]


def write_grading(shown: Sequence[Shown], folder: Path) -> None:
    """grading.txt: what graders are shown."""
    items = []
    for number, pair in readings(shown, folder):
        case = shown[number].case
        lines = [f"#{number}", f"ORIGINAL: {case.source}", f"REFERENCE: {case.reference}"]
        lines += [f"{name}: {text}" for name, (text, _) in zip("XY", pair, strict=False)]
        items.append("\n".join(lines))
    (folder / "grading.txt").write_text("\n\n".join(items) + "\n", encoding="utf-8")


def enter(shown: Sequence[Shown], folder: Path) -> None:
    """Write readings.jsonl anew."""
    graders = [_numbered(path) for path in sorted(folder.glob("*.grades.tsv"))]
    lines = []
    for number, pair in readings(shown, folder):
        grades: dict[bool, list[int]] = {True: [], False: []}
        for grader in graders:
            for (_, seen), grade in zip(pair, grader[number], strict=True):
                grades[seen].append(int(grade))
        case = shown[number].case
        entry = {"key": key(case), "language": case.language}
        lines.append(json.dumps(entry | {"alone": grades[False], "words": grades[True]}))
    KEPT.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


def count(shown: Sequence[Shown]) -> str:
    """How many gradings find every main point right, by what was seen."""
    kept = {one["key"]: one for one in map(json.loads, KEPT.read_text("utf-8").splitlines())}
    now = [kept[key(one.case)] for one in shown if key(one.case) in kept]
    said = [f"{len(now)} of {len(shown)} passages have readings of the English in force"]
    for name, some in (
        ("with words in the report", [one for one in now if one["words"]]),
        ("all", now),
    ):
        alone = _right(grade for one in some for grade in one["alone"])
        as_shown = _right(grade for one in some for grade in one["words"] or one["alone"])
        said.append(
            f"{name}: {len(some)} passages, every main point right from the English alone "
            f"{alone:.3f}, as shown {as_shown:.3f}"
        )
    return "\n".join(said)


def _right(grades: Iterable[int]) -> float:
    right = [grade >= RIGHT for grade in grades]
    return sum(right) / max(1, len(right))


def _numbered(path: Path) -> dict[int, list[str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {int(row[0].lstrip("#")): row[1:] for row in rows if row[0].lstrip("#").isdigit()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("command", nargs="?", choices=("sheets", "grading", "enter"))
    parser.add_argument("--out", "--from", dest="folder", type=Path)
    chosen = parser.parse_args()
    if chosen.command and not chosen.folder:
        parser.error("name a folder: --out DIR or --from DIR")
    shown = passages()
    if chosen.command == "sheets":
        write_sheets(shown, chosen.folder)
    elif chosen.command == "grading":
        write_grading(shown, chosen.folder)
    elif chosen.command == "enter":
        enter(shown, chosen.folder)
    print(count(shown) if KEPT.exists() else "no readings yet")


if __name__ == "__main__":
    main()
