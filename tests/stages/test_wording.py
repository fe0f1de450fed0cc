import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.stages.wording import clean, one_line, paragraphs, words

MESSY = st.text(
    alphabet=st.characters() | st.sampled_from("аеий\u0301\u0306\u0308\u200b\u202e\u00ad\r\n\t —.")
)


@settings(deadline=None)
@given(MESSY)
def test_cleaning_is_nfc_and_done_once(text):
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


@settings(deadline=None)
@given(MESSY)
def test_paragraphs_are_lines_apart_by_one_empty_line(text):
    found = paragraphs(text)
    assert found == "\n\n".join(line for line in found.split("\n\n") if line.strip())
    assert "\n\n\n" not in found
    assert all("\n" not in line for line in found.split("\n\n"))
    assert unicodedata.is_normalized("NFC", found)


@settings(deadline=None)
@given(MESSY)
def test_no_word_is_lost_by_joining_lines(text):
    assert words(paragraphs(text)) == words(clean(text))


def test_unseen_characters_go_and_letters_are_composed():
    assert clean("Зеле\u0301н\u00adсь\u200bкии\u0306\x00 \u202eабв\u202c\ufeff") == "Зеленський абв"
    assert clean("a\u00a0b\u2009c\u202fd") == "a b c d"
    assert clean("\ud800x") == "x"


def test_other_accents_and_joined_emoji_stay():
    assert clean("cafe\u0301 👨\u200d👩") == "café 👨\u200d👩"


def test_a_title_is_on_one_line():
    assert one_line(" Розмова\r\n про\tмир ") == "Розмова про мир"


def test_lines_that_an_editor_wrapped_are_joined():
    assert paragraphs("Одно предложение,\nкоторое кончается тут.\n\nДругое.") == (
        "Одно предложение, которое кончается тут.\n\nДругое."
    )


def test_long_lines_are_paragraphs_of_their_own():
    long = "слово " * 30
    assert paragraphs(f"{long}\n{long}") == f"{long.strip()}\n\n{long.strip()}"


def test_speech_after_a_dash_is_a_paragraph_of_its_own():
    assert paragraphs("Он ответил:\n— Нет.\n— Почему?") == "Он ответил:\n\n— Нет.\n\n— Почему?"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("П'ять об’єктів у Санкт-Петербурзі — це 7 %!", 6),
        ("Трамп и Путин говорили 2,5 часа.", 7),
        ("He didn't say U.S.", 5),
        ("…!? —", 0),
    ],
)
def test_words_are_counted_in_three_scripts(text, count):
    assert len(words(text)) == count
