"""Grades: entered whole, kept without a word of the text, and never both fitted and measured on."""

import json

import pytest

from tests.quality import grades
from tests.quality.grades import (
    HELD,
    SAMPLE,
    TO_FIT,
    disputed,
    enter,
    key,
    read_grades,
    up_to_date,
    write_sheets,
)
from tests.quality.renderings import Case, Judged

FILES = (*TO_FIT, HELD, SAMPLE)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(grades, "FOLDER", tmp_path / "grades")
    monkeypatch.setattr(read_grades, "__defaults__", (tmp_path / "grades",))
    (tmp_path / "grades").mkdir()
    return tmp_path


def case(number, language="ru"):
    seen = {"similarity": 0.7, "nearness": 0.1, "score": 0.2, "long": 0.0, "ukrainian": 0.0}
    text = Case(f"doc {number}", language, f"Слово {number}.", "r", f"A word {number}.", -0.7)
    return Judged(text, seen, 50.0, True, False)


def test_a_sheet_shows_source_and_english_and_nothing_else(folder):
    cases = [case(number) for number in range(5)]
    write_sheets(cases, folder / "sheets", 2)
    text = "".join(path.read_text() for path in sorted((folder / "sheets").iterdir()))
    for one in cases:
        assert f"#{key(one.case)} [ru]\nSRC: {one.case.source}\nENG: {one.case.english}\n" in text
    assert "doc" not in text


def test_what_is_entered_comes_back_without_its_words(folder):
    cases = [case(number) for number in range(3)]
    (folder / "sheet-0.tsv").write_text(
        "".join(f"#{key(one.case)}\t{grade}\n" for one, grade in zip(cases, (0, 1, 2), strict=True))
    )
    assert enter(cases, folder, HELD) == (3, 0)
    assert "Слово" not in (folder / "grades" / f"{HELD}.jsonl").read_text()
    back = {one.key: one for one in read_grades(HELD)}
    assert [back[key(one.case)].grade for one in cases] == [0, 1, 2]
    told = {one.case.source: one.adequate for one in up_to_date(HELD, [])[0]}
    assert [told[key(one.case)] for one in cases] == [False, False, True]


def test_a_graded_translation_is_not_put_on_a_sheet_again(folder):
    cases = [case(number) for number in range(4)]
    (folder / "a.tsv").write_text(f"{key(cases[0].case)}\t3\n")
    enter(cases, folder, HELD)
    write_sheets(cases, folder / "sheets", 1)
    text = (folder / "sheets" / "sheet-0.txt").read_text()
    assert key(cases[0].case) not in text
    assert all(key(one.case) in text for one in cases[1:])


def test_another_reader_s_sheet_has_the_graded_ones_too_in_another_order(folder):
    cases = [case(number) for number in range(20)]
    (folder / "a.tsv").write_text(f"{key(cases[0].case)}\t3\n")
    write_sheets(cases, folder / "sheets", 1)
    enter(cases, folder, HELD)
    write_sheets(cases, folder / "again", 1, again=True)
    first, second = (
        [line for line in (folder / name / "sheet-0.txt").read_text().splitlines() if "#" in line]
        for name in ("sheets", "again")
    )
    assert sorted(first) == sorted(second)
    assert first != second


@pytest.mark.parametrize(
    ("read", "median"), [([3], 3), ([1, 2], 1), ([2, 1, 2], 2), ([0, 3, 1], 1), ([2, 3, 1, 3], 2)]
)
def test_of_several_readers_the_median_counts(folder, read, median):
    for number, grade in enumerate(read):
        (folder / f"reader-{number}.tsv").write_text(f"{key(case(1).case)}\t{grade}\n")
    enter([case(1)], folder, HELD)
    assert [one.grade for one in read_grades(HELD)] == [median]


def test_disputed_is_what_readers_do_not_agree_to_be_adequate(folder):
    cases = [case(number) for number in range(4)]
    for name, grades_of in (("one", (3, 1, 2, 0)), ("two", (2, 2, 1))):
        (folder / f"{name}.tsv").write_text(
            "".join(f"{key(one.case)}\t{n}\n" for one, n in zip(cases, grades_of, strict=False))
        )
    assert disputed(cases, folder) == cases[1:3]


def test_a_file_holds_what_comes_out_now_and_grades_of_the_same_english_are_kept(folder):
    cases = [case(number) for number in range(4)]
    (folder / "a.tsv").write_text("".join(f"{key(one.case)}\t3\n" for one in cases[:3]))
    enter(cases[:3], folder, HELD)
    later = folder / "later"
    later.mkdir()
    assert enter(cases[1:], later, HELD) == (2, 1)
    assert {one.key for one in read_grades(HELD)} == {key(one.case) for one in cases[1:3]}


def test_a_grade_that_is_none_is_refused(folder):
    (folder / "a.tsv").write_text(f"{key(case(1).case)}\t4\n")
    with pytest.raises(SystemExit, match=r"a\.tsv:1: write ID, a tab and a grade of 0 to 3"):
        enter([case(1)], folder, HELD)


def test_today_s_evidence_is_used_where_the_translation_still_comes_out_so(folder):
    cases = [case(number) for number in range(2)]
    (folder / "a.tsv").write_text("".join(f"{key(one.case)}\t3\n" for one in cases))
    enter(cases, folder, HELD)
    now = Judged(cases[0].case, {**cases[0].seen, "long": 9.0}, 50.0, True, False)
    found, stand = up_to_date(HELD, [now])
    assert stand == 1
    assert sorted(one.seen["long"] for one in found) == [0.0, 9.0]


def test_the_folder_holds_nothing_but_files_of_grades():
    for path in grades.FOLDER.glob("*.jsonl"):
        assert read_grades(path.stem)


@pytest.mark.parametrize("name", FILES)
def test_every_file_holds_grades(name):
    kept = read_grades(name)
    assert len(kept) > 200
    assert len({one.key for one in kept}) == len(kept)
    assert {one.grade for one in kept} <= {0, 1, 2, 3}
    assert {one.language for one in kept} == {"ru", "uk"}
    fields = {"key", "unit", "language", "grade", "score", "seen"}
    for line in (grades.FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == fields


def test_nothing_is_both_fitted_and_measured_on():
    fitted = {one.unit for name in TO_FIT for one in read_grades(name)}
    assert not fitted & {one.unit for name in (HELD, SAMPLE) for one in read_grades(name)}
