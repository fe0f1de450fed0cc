"""Quoted speech is told from names and from words kept at a distance, in three languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.stages.quotes import quoted_spans, quotes


def found(text, language, kind="quote", depth=0):
    return [
        text[span.start : span.end]
        for span in quoted_spans(text, language)
        if span.kind == kind and span.depth == depth
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "«Мы готовы к миру», — заявил Путин.", ["Мы готовы к миру"]),
        ("ru", "Путин заявил: «Да».", ["Да"]),
        ("ru", "«Нет», — ответил он.", ["Нет"]),
        ("ru", "Он назвал разговор «очень хорошим».", ["очень хорошим"]),
        (
            "ru",
            'По его словам, это был "полезный и честный разговор".',
            ["полезный и честный разговор"],
        ),
        ("uk", "„Ми хочемо миру“, – сказав Зеленський.", ["Ми хочемо миру"]),
        ("uk", "„Ми хочемо миру”, – сказав Зеленський.", ["Ми хочемо миру"]),
        ("uk", 'Президент наголосив: "Ми не здамося!"', ["Ми не здамося!"]),
        ("en", "“We had a great call,” Trump said.", ["We had a great call,"]),
        ("en", '"It is a start," he wrote on Truth Social.', ["It is a start,"]),
        ("en", "'We are ready for talks,' he said.", ["We are ready for talks,"]),
        ("en", "He called the war “very horrible.”", ["very horrible."]),
        ("en", "‘It’s Putin’s turn,’ she said.", ["It’s Putin’s turn,"]),
    ],
)
def test_what_somebody_said_is_a_quote(language, text, expected):
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Матч «Динамо» — ЦСКА отменён.", ["Динамо"]),
        ("ru", "Киев снова нарушил «перемирие».", ["перемирие"]),
        ("ru", "«Газпром» заявил о росте прибыли.", ["Газпром"]),
        ("ru", "Об этом сообщила газета «Нью-Йорк таймс сегодня».", ["Нью-Йорк таймс сегодня"]),
        ("uk", 'Комплекс "Patriot" збив три ракети.', ["Patriot"]),
        ("uk", "Про це пише «Українська правда».", ["Українська правда"]),
        ("en", 'Ukraine received a "Patriot" battery.', ["Patriot"]),
        ("en", "The so-called “ceasefire” ended in an hour.", ["ceasefire"]),
    ],
)
def test_a_name_or_a_word_kept_at_a_distance_is_a_mention(language, text, expected):
    assert found(text, language, "mention") == expected
    assert found(text, language) == []


def test_speech_after_a_dash_leaves_out_the_narrator():
    text = "— Мы готовы, — сказал Путин. — Матчи будут."
    assert found(text, "ru") == ["Мы готовы,", "Матчи будут."]


def test_the_narrator_inside_the_marks_is_not_quoted():
    text = "«Нас вычеркнули, — говорит он. — А сегодня жизнь возвращается»."
    assert found(text, "ru") == ["Нас вычеркнули,", "А сегодня жизнь возвращается"]


def test_a_list_with_dashes_is_no_speech():
    text = "Стороны договорились:\n\n— о прекращении огня;\n\n— об обмене пленными."
    assert found(text, "ru") == []


def test_a_dialogue_without_verbs_is_speech():
    text = "— Как прошёл разговор?\n\n— Хорошо и с пользой."
    assert found(text, "ru") == ["Как прошёл разговор?", "Хорошо и с пользой."]


def test_a_quotation_over_paragraphs_is_one_span_a_paragraph():
    text = "“The first part of it.\n\n“And the second part,” she said."
    assert found(text, "en") == ["The first part of it.", "And the second part,"]
    text = "Он сказал: «Первая часть речи.\n\nВторая часть речи.\n\nТретья часть». Конец."
    assert found(text, "ru") == ["Первая часть речи.", "Вторая часть речи.", "Третья часть"]


def test_an_inner_quotation_lies_within_the_outer_one():
    text = "Он сказал: «Мы читали „Войну и мир“ вместе»."
    assert found(text, "ru") == ["Мы читали „Войну и мир“ вместе"]
    assert found(text, "ru", depth=1) + found(text, "ru", "mention", 1) == ["Войну и мир"]


def test_one_closing_mark_may_stand_for_two():
    assert found("Он сказал: «Я прочёл «Войну и мир».", "ru") == ["Я прочёл «Войну и мир"]


def test_an_apostrophe_is_no_quotation_mark():
    assert quoted_spans("Putin’s plan isn't Trump's ‘plan", "en") == []
    assert quoted_spans("Об’єкт і м'яч", "uk") == []


def test_an_opening_mark_that_is_never_closed_quotes_nothing():
    assert quoted_spans("Он сказал «и ушёл.\n\nЗатем вернулся.", "ru") == []


def test_headline_and_body_have_spans_of_their_own(articles):
    table = quotes(articles("Он сказал: «Мы готовы к миру».", title="Путин: «Мы готовы»"))
    assert table.select("part", "start", "end").rows() == [("body", 12, 28), ("headline", 8, 17)]


def test_no_articles_have_no_quotes(articles):
    assert quotes(articles()).height == 0


PIECES = st.lists(
    st.sampled_from(
        [*"«»„“”\"'‘’—\n", "\n\n", " сказал", " said", "Мы", " готовы", ", ", ". ", " — "]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)), st.sampled_from(["ru", "uk", "en"]))
def test_outer_spans_never_overlap_whatever_the_text(text, language):
    spans = quoted_spans(text, language)
    place = 0
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        if span.depth == 0:
            assert span.start >= place
            place = span.end
        else:
            assert span.end <= place
