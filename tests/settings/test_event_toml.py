from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.problems import Problem
from jobs.settings import Event, load_event

GOOD = """\
title = "The call"
date = 2025-03-18

[[outlets]]
name = "Ведомость"
language = "ru"

[[outlets]]
name = "The Ledger"
language = "en"
country = "United Kingdom"
kind = "newspaper"
colour = "#1F6FB5"
"""


def load(folder: Path, text: str | bytes) -> Event:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / "event.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return load_event(folder)


def complaint(folder: Path, text: str | bytes) -> str:
    with pytest.raises(Problem) as problem:
        load(folder, text)
    message = str(problem.value)
    assert message.startswith(f"{folder / 'event.toml'}")
    assert "\n" not in message
    return message.removeprefix(f"{folder / 'event.toml'}")


def test_an_event_has_its_folders_name_and_defaults_for_what_is_not_said(tmp_path):
    event = load(tmp_path / "2025-03-18-call", GOOD)
    assert event.name == "2025-03-18-call"
    assert event.date == date(2025, 3, 18)
    assert (event.translator, event.encoder, event.memory) == ("auto", "universal", None)
    assert event.window.first is None
    assert event.columns is None
    assert [outlet.name for outlet in event.outlets] == ["Ведомость", "The Ledger"]
    assert event.outlets[1].colour == "#1f6fb5"
    assert event.outlets[0].colour is None


def test_outlets_may_be_tables_by_name(tmp_path):
    text = 'title="T"\ndate="2025-03-18"\n[outlets."The Ledger"]\nlanguage="en-GB"\n'
    (outlet,) = load(tmp_path, text).outlets
    assert (outlet.name, outlet.language) == ("The Ledger", "en")


@pytest.mark.parametrize(
    "window",
    [
        "first = 2025-03-18\nlast = 2025-03-20",
        'from = "2025-03-18"\nto = "2025-03-20"',
        "start = 2025-03-18T10:00:00Z\nend = 2025-03-20",
    ],
)
def test_a_window_may_be_written_in_three_ways(tmp_path, window):
    event = load(tmp_path, f"{GOOD}\n[window]\n{window}\n")
    assert (event.window.first, event.window.last) == (date(2025, 3, 18), date(2025, 3, 20))


def test_a_memory_is_found_beside_the_settings(tmp_path):
    (tmp_path / "ours.tmx").write_text("<tmx/>")
    assert load(tmp_path, 'memory = "ours.tmx"\n' + GOOD).memory == tmp_path / "ours.tmx"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    assert load(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()).title == "The call"


def test_letters_are_composed_and_unseen_ones_dropped(tmp_path):
    event = load(tmp_path, GOOD.replace("The call", "Й\u200b\u202e call".replace("Й", "Й")))
    assert event.title == "Й call"


@pytest.mark.parametrize(
    ("old", "new", "line", "says", "remedy"),
    [
        ('title = "The call"\n', "", None, "'title' is missing", "title ="),
        ("date = 2025-03-18\n", "", None, "'date' is missing", "date ="),
        ("2025-03-18", '"18 March"', 2, "not a date", "2025-03-18"),
        ("2025-03-18", "7", 2, "a number, not a date", "2025-03-18"),
        ('"The call"', "7", 1, "a number, not text", "quotes"),
        ('"The call"', '"  "', 1, "'title' is empty", "between the quotes"),
        ("title", "titel", 1, "unknown key 'titel'", "Did you mean 'title'?"),
        ("kind =", "kid =", 12, "unknown key 'kid'", "Did you mean 'kind'?"),
        ("#1F6FB5", "red; } body { display: none", 13, "not a colour", "#"),
        ("#1F6FB5", "#12345", 13, "not a colour", "#"),
        ('"The Ledger"', '"ВЕДОМОСТЬ"', 9, "already on line 5", "Remove one"),
        ('language = "ru"\n', "", 4, "has no language", "language ="),
        ('"ru"', '"ua"', 6, "a country", '"uk"'),
        ('"ru"', '"Klingon"', 6, "not a language code", '"uk"'),
        ('"The call"', '"The call', 1, "cannot be understood", "quotes"),
        ("title =", 'title = "one"\ntitle =', 2, "cannot be understood", "one of the two"),
        ("[[outlets]]\nname", "[[outlets]\nname", 4, "cannot be understood", "brackets"),
        ("date =", 'memory = "no.tmx"\ndate =', 2, "no file 'no.tmx'", "remove the line"),
        ("date =", 'memory = "notes.docx"\ndate =', 2, ".tmx", "Export"),
        ("date =", 'translator = "../x"\ndate =', 2, "not a translator", "auto"),
        ("date =", "encoder = ['a']\ndate =", 2, "a list, not text", "quotes"),
        ("date =", "window = 3\ndate =", 2, "a number", "[window]"),
        ("date =", "columns = {body = 3}\ndate =", 2, "a number, not text", "quotes"),
        ("date =", "columns = {boby = 'x'}\ndate =", 2, "unknown key 'boby'", "'body'"),
    ],
)
def test_every_mistake_is_told_with_its_line_and_its_remedy(tmp_path, old, new, line, says, remedy):
    message = complaint(tmp_path, GOOD.replace(old, new, 1))
    assert says in message
    assert remedy in message
    assert message.startswith(f", line {line}: " if line else ": ")


def test_a_mistake_far_down_a_file_with_long_texts_has_the_right_line(tmp_path):
    text = 'description = """\n[window]\nfirst = 1\n"""\n' + GOOD + "[window]\n# when\nlast = 5\n"
    assert complaint(tmp_path, text).startswith(f", line {text.count(chr(10))}: 'last' is a number")


def test_a_window_that_ends_before_it_begins_is_told(tmp_path):
    message = complaint(tmp_path, GOOD + "[window]\nfirst = 2025-03-20\nlast = 2025-03-18\n")
    assert "before it begins" in message


def test_two_names_for_one_end_of_the_window_are_told(tmp_path):
    message = complaint(tmp_path, GOOD + "[window]\nfrom = 2025-03-20\nfirst = 2025-03-18\n")
    assert "mean the same" in message


@pytest.mark.parametrize("outlets", ["", "outlets = []", "outlets = 'BBC'", "outlets = ['BBC']"])
def test_an_event_without_outlets_is_told(tmp_path, outlets):
    assert "outlet" in complaint(tmp_path, f'title = "T"\ndate = 2025-03-18\n{outlets}\n')


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\xff" * 100,
        b'title = "a\x00b"',
        GOOD.encode("utf-16"),
        GOOD.encode("cp1251"),
        b"a = " + b"[" * 100_000,
        b"a = " + b"9" * 10_000,
    ],
)
def test_a_file_that_is_no_settings_is_one_sentence(tmp_path, content):
    assert complaint(tmp_path, content)


def test_a_cyrillic_code_page_is_told_with_the_line_of_its_first_letter(tmp_path):
    assert complaint(tmp_path, GOOD.encode("cp1251")).startswith(", line 5: has a letter that is")


def test_a_missing_file_is_told_with_the_command_that_makes_one(tmp_path):
    with pytest.raises(Problem, match="framing new"):
        load_event(tmp_path)


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    (tmp_path / "event.toml").mkdir()
    with pytest.raises(Problem, match="cannot be read"):
        load_event(tmp_path)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.lists(
        st.sampled_from([*GOOD.splitlines(), "[window]", "[columns]", "first = 1", "x", "[", "é=1"])
    ).map("\n".join)
    | st.text()
)
def test_whatever_the_file_holds_it_is_an_event_or_one_problem(tmp_path, text):
    (tmp_path / "event.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    said = ""
    try:
        assert load_event(tmp_path).outlets
    except Problem as problem:
        said = str(problem)
    assert "\n" not in said
