"""Readings with and without words: who sees what, and what is kept of it."""

import json
import re

import pytest

from tests.quality import words
from tests.quality.grades import key
from tests.quality.renderings import Case

SHOWN = [
    words.Shown(
        Case(
            f"unit-{number}",
            "ru",
            "Никого не слышно.",
            "Nobody is heard.",
            f"Nobody is {number}.",
            -0.5,
        ),
        number != 3,
    )
    for number in range(5)
]
ITEM = re.compile(r"#(\d+)\n(?:.+\n?)+")


def items(path):
    text = path.read_text("utf-8")
    return {int(one.group(1)): one.group() for one in ITEM.finditer(text)}


@pytest.fixture
def folder(tmp_path):
    words.write_sheets(SHOWN, tmp_path)
    return tmp_path


def test_a_sheet_shows_no_letter_of_the_original(folder):
    for sheet in "AB":
        assert not re.search("[Ѐ-ԯ]", (folder / f"{sheet}.txt").read_text("utf-8"))


def test_a_passage_has_its_words_on_one_sheet_of_two_and_what_needs_none_is_read_once(folder):
    first, second = items(folder / "A.txt"), items(folder / "B.txt")
    assert set(first) - set(second) == {3}
    for number in second:
        assert ("WORDS: [nobody]" in first[number]) != ("WORDS: [nobody]" in second[number])


def test_grades_find_back_to_what_their_reader_saw(folder, monkeypatch):
    monkeypatch.setattr(words, "KEPT", folder / "words.jsonl")
    for sheet in "AB":
        read = items(folder / f"{sheet}.txt")
        lines = [f"{n}\t{'with' if 'WORDS' in text else 'alone'}" for n, text in read.items()]
        (folder / f"{sheet}.tsv").write_text("\n".join(lines), encoding="utf-8")
    words.write_grading(SHOWN, folder)
    grades = []
    for number, text in items(folder / "grading.txt").items():
        said = re.findall(r"^[XY]: (\w+)", text, re.MULTILINE)
        grades.append("\t".join([str(number), *("2" if one == "with" else "1" for one in said)]))
    (folder / "one.grades.tsv").write_text("\n".join(grades), encoding="utf-8")
    words.enter(SHOWN, folder)
    kept = {one["key"]: one for one in map(json.loads, words.KEPT.read_text("utf-8").splitlines())}
    for one in SHOWN:
        assert kept[key(one.case)]["words"] == ([2] if one.words else [])
        assert kept[key(one.case)]["alone"] == [1]
    assert "4 passages, every main point right from the English alone 0.000, as shown 1.000" in (
        words.count(SHOWN)
    )
