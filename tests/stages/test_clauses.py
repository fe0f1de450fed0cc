"""Clauses are the pieces of a passage, whole and in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.stages.clauses import clauses
from tests.measures.conftest import made_articles, made_passages


def pieces(text, language="en"):
    rows = made_passages(made_articles([("a", "A", language, 9, "Title", text)]))
    found = clauses(rows).filter(passage_id="a-0001")
    return found["text"].to_list()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "The leaders talked for two hours, the Kremlin said, but no ceasefire was agreed.",
            [
                "The leaders talked for two hours,",
                "the Kremlin said,",
                "but no ceasefire was agreed.",
            ],
        ),
        (
            "ru",
            "Стороны говорили долго — однако о прекращении огня не договорились.",
            ["Стороны говорили долго", "— однако о прекращении огня не договорились."],
        ),
        (
            "uk",
            "Перемовини тривали довго, але припинення вогню немає.",
            ["Перемовини тривали довго,", "але припинення вогню немає."],
        ),
        ("en", "Yes, but why, he asked.", ["Yes, but why, he asked."]),
    ],
)
def test_clauses_end_where_a_reader_pauses(language, text, expected):
    assert pieces(text, language) == expected


@given(st.text(alphabet="аbв ,;:—(but але.\u00a0", min_size=1, max_size=80).filter(str.strip))
def test_clauses_hold_all_words_in_order(text):
    text = text.strip()
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())
