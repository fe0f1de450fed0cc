"""Articles are cut into passages that lose nothing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.stages.split import MAX_CHARACTERS, MAX_WORDS, paragraphs, split


@pytest.fixture(scope="session")
def texts(articles):
    """A function that gives the texts of the passages of one body."""

    def of(body, language="ru"):
        found = split(articles(body, language=language))
        return found.filter(pl.col("ordinal") > 0)["text"].to_list()

    return of


NEWSLIKE = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                ". ",
                "! ",
                "? ",
                "… ",
                "\n",
                "\n\n",
                "\r\n",
                " — ",
                "«",
                "»",
                '"',
                "г. ",
                "В. ",
                "1. ",
                "Путин",
                " сказал",
                ", ",
                "U.S. ",
                "слово " * 70,
                "x" * 500,
                " ",
                " ",
                "\xad",
            ]
        ),
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(NEWSLIKE.filter(bool), st.sampled_from(["ru", "uk", "en"]))
def test_the_passages_rebuild_the_body_exactly(articles, body, language):
    found = split(articles(body, language=language)).filter(pl.col("ordinal") > 0)
    place = 0
    for row in found.sort("ordinal").iter_rows(named=True):
        assert body[place : row["start"]].strip() == ""
        assert row["text"] == body[row["start"] : row["end"]]
        assert row["text"] == row["text"].strip() != ""
        place = row["end"]
    assert body[place:].strip() == ""
    assert all(len(text) <= MAX_CHARACTERS for text in found["text"])
    assert all(len(text.split()) <= MAX_WORDS for text in found["text"])


def test_the_headline_is_ordinal_0_and_a_span_of_the_title(articles):
    found = split(articles("Первый абзац текста новости здесь.", title="  Путин. Трамп. Хоккей "))
    first = found.row(0, named=True)
    assert (first["ordinal"], first["part"]) == (0, "headline")
    assert first["text"] == "Путин. Трамп. Хоккей"
    assert "  Путин. Трамп. Хоккей "[first["start"] : first["end"]] == first["text"]


def test_the_first_paragraph_is_the_lead_and_the_rest_is_body(articles):
    found = split(
        articles("Стороны провели долгую беседу. Она прошла хорошо и тихо.\n\nЗатем всё.")
    )
    assert found["part"].to_list() == ["headline", "lead", "lead", "body"]


def test_no_articles_give_no_passages(articles):
    assert split(articles()).height == 0


def test_an_article_with_nothing_but_white_space_has_only_its_headline(articles):
    assert split(articles(" \n ")).height == 1


def test_very_short_sentences_join_a_neighbour_of_their_paragraph(texts):
    assert texts("Да. Это правда. Стороны договорились о прекращении огня.\n\nНет.") == [
        "Да. Это правда. Стороны договорились о прекращении огня.",
        "Нет.",
    ]


def test_a_short_sentence_never_joins_over_a_blank_line(texts):
    assert texts("Что дальше\n\nДа.\n\nСтороны договорились.") == [
        "Что дальше",
        "Да.",
        "Стороны договорились.",
    ]


def test_an_overlong_sentence_is_cut_between_clauses(texts):
    clause = "стороны обсудили вопрос о прекращении огня на всех участках линии фронта"
    found = texts("Президент сообщил, что " + ", но ".join([clause] * 9) + ".")
    assert len(found) > 1
    assert all(piece.endswith((",", ".")) for piece in found)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Подзаголовок статьи\nПервый абзац.\nВторой абзац.", 3),
        ("Президент США Дональд Трамп заявил в среду, что\nразговор был хорошим.", 1),
        ("Стороны договорились:\n— о прекращении огня;\n— об обмене.", 3),
        ("Первая строка.\r\n\r\nВторая строка.", 2),
        (
            "The president of the United States said on Wednesday that the call\n"
            "with Moscow had gone well and that President Vladimir\u0020Putin of\n"
            "Russia was ready to talk about a ceasefire, the White House said.",
            1,
        ),
    ],
)
def test_paragraphs_are_told_from_wrapped_lines(body, expected):
    assert len(paragraphs(body)) == expected
