from pathlib import Path

import pytest

from jobs.problems import Problem
from jobs.settings import load_frames

SHARED = """\
[neutral]
en = ["The meeting began at ten."]
uk = ["Зустріч почалася о десятій."]

[frames.economic]
title = "Economy"
description = "Money."
[frames.economic.seeds]
en = ["Prices rose.", "Prices rose."]
ru = ["Цены выросли."]
[frames.economic.cues]
ru = ["цена"]
"""


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_frame_keeps_its_sentences_by_language_each_once(tmp_path):
    book = load_frames([written(tmp_path / "frames.toml", SHARED)])
    (frame,) = book.frames
    assert frame.seeds == {"en": ("Prices rose.",), "ru": ("Цены выросли.",)}
    assert frame.cues == {"ru": ("цена",)}
    assert frame.paraphrases == {}
    assert book.neutral["uk"] == ("Зустріч почалася о десятій.",)


def test_a_frame_is_a_policy_frame_in_the_shared_file_and_an_angle_in_an_events_own(tmp_path):
    shared = written(tmp_path / "frames.toml", SHARED)
    written(tmp_path / "call" / "event.toml", "")
    own = written(tmp_path / "call" / "frames.toml", SHARED.replace("economic", "hockey"))
    book = load_frames([shared, own])
    assert [(f.name, f.kind) for f in book.frames] == [("economic", "policy"), ("hockey", "angle")]


def test_a_later_file_replaces_a_frame_and_adds_neutral_sentences(tmp_path):
    first = written(tmp_path / "a.toml", SHARED)
    second = written(
        tmp_path / "b.toml", SHARED.replace('"Economy"', '"Money"').replace("at ten", "at noon")
    )
    book = load_frames([first, second])
    assert [frame.title for frame in book.frames] == ["Money"]
    assert len(book.neutral["en"]) == 2
    assert len(book.neutral["uk"]) == 1


def test_no_files_give_an_empty_book():
    assert load_frames([]).frames == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('title = "Economy"\n', "", 5, "'title' is missing"),
        ("description", "descripton", 7, "Did you mean 'description'?"),
        ('ru = ["цена"]', 'ru = "цена"', 12, "text, not a list"),
        ('ru = ["цена"]', 'ru = ["цена", 3]', 12, "item 2 of 'ru' is a number"),
        ('ru = ["цена"]', 'ru = ["цена", ""]', 12, "item 2 of 'ru' is empty"),
        ('ru = ["цена"]', 'de = ["Preis"]', 12, "unknown key 'de'"),
        ("description", 'kind = "mood"\ndescription', 7, "no kind of frame"),
        ("[frames.economic.cues]", "[frames.economic.clues]", 11, "Did you mean 'cues'?"),
        ("[frames.economic]", '[frames."a b"]\n[frames.economic]', 5, "cannot name a frame"),
        ("[neutral]", "[natural]", 1, "Did you mean 'neutral'?"),
        ("[neutral]", "[frames]\nx = 1\n[neutral]", 2, "outside a frame"),
    ],
)
def test_every_mistake_is_told_with_its_line(tmp_path, old, new, line, says):
    path = written(tmp_path / "frames.toml", SHARED.replace(old, new, 1))
    with pytest.raises(Problem) as problem:
        load_frames([path])
    assert says in str(problem.value)
    assert str(problem.value).startswith(f"{path}, line {line}: ")


def test_a_frame_without_seeds_is_told(tmp_path):
    path = written(tmp_path / "frames.toml", '[frames.x]\ntitle = "X"\n')
    with pytest.raises(Problem, match=r"line 1: the frame 'x' has no seed sentences"):
        load_frames([path])


LABELLED = """\
{"frames": ["economic"], "en": "Prices rose.", "ru": "Цены выросли."}

{"frames": [], "uk": "Дощ."}
"""


def test_examples_beside_a_book_carry_what_they_say(tmp_path):
    book = written(tmp_path / "frames.toml", SHARED)
    written(tmp_path / "frames" / "some.jsonl", LABELLED)
    first, second = load_frames([book]).examples
    assert first.frames == ("economic",)
    assert first.texts == {"en": "Prices rose.", "ru": "Цены выросли."}
    assert first.among == ("policy",)
    assert second.frames == ()


def test_an_events_examples_know_of_its_angles_and_of_the_shared_frames(tmp_path):
    shared = written(tmp_path / "frames.toml", SHARED)
    written(tmp_path / "call" / "event.toml", "")
    own = written(tmp_path / "call" / "frames.toml", SHARED.replace("economic", "hockey"))
    written(
        tmp_path / "call" / "frames" / "some.jsonl",
        LABELLED.replace("[]", '["hockey", "economic"]'),
    )
    _, second = load_frames([shared, own]).examples
    assert second.frames == ("hockey", "economic")
    assert second.among == ("policy", "angle")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("frames: economic", "is no JSON"),
        ('["economic", "Prices rose."]', "has no list 'frames'"),
        ('{"frames": "economic", "en": "Prices rose."}', "has no list 'frames'"),
        ('{"frames": ["econmic"], "en": "Prices rose."}', "Did you mean 'economic'?"),
        ('{"frames": ["economic"]}', "something other than sentences"),
        ('{"frames": ["economic"], "en": " "}', "something other than sentences"),
        ('{"frames": ["economic"], "de": "Preise."}', "something other than sentences"),
        ('{"frames": ["economic"], "en": ["Prices"]}', "something other than sentences"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_a_mistaken_example_is_told_with_its_line(tmp_path, line, says):
    book = written(tmp_path / "frames.toml", SHARED)
    path = written(tmp_path / "frames" / "some.jsonl", LABELLED + line)
    with pytest.raises(Problem) as problem:
        load_frames([book])
    assert str(problem.value).startswith(f"{path}, line 4: ")
    assert says in str(problem.value)
