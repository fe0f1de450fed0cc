"""Lines of the page are told from lines of the article."""

import pytest

from jobs.stages.boilerplate import boilerplate
from tests.newsroom import passages_of


def page(texts, outlet="Vesti", article="a", language="ru"):
    return [
        (f"{outlet}-{article}-{n}", f"{outlet}-{article}", outlet, language, n, text)
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Подписывайтесь на наш Telegram-канал!",
        "Підписуйтеся на наш канал у Telegram",
        "Читайте также: Путин и Трамп поговорили по телефону",
        "Читайте також: У Кремлі прокоментували розмову",
        "Фото: пресс-служба Кремля",
        "Фото / Reuters",
        "Read more: Trump and Putin speak by phone",
        "Sign up for our daily newsletter.",
        "Photo: Reuters",
        "Реклама",
        "Share this article",
        "© 2025 All rights reserved.",
        "МОСКВА, 18 мар — Телеграф-Меридиан.",
        "КИЇВ, 19 березня. Укрвістінформ.",
        "WASHINGTON/MOSCOW, March 18 (Transcontinental Wire) -",
        "Если вы нашли ошибку, выделите текст и нажмите Ctrl+Enter",
    ],
)
def test_footers_and_credits_are_boilerplate(text):
    assert boilerplate(passages_of(page(["Путин и Трамп поговорили.", text]))) == {"Vesti-a-1"}


@pytest.mark.parametrize(
    "text",
    [
        "Фотографии с места событий опубликовало министерство.",
        "Читатели газеты узнали об этом во вторник.",
        "Photographs of the damaged station were published on Wednesday.",
        "Видео: игрок «Ливерпуля» Дэниэл Старридж сравнивает счёт в матче против «Челси»",
        "Photos: Following restorations, Egypt inaugurates the Djehuty and Hery tombs",
        "Реклама, которая стала культурным явлением.",
        "«Share this pig around», she wrote.",
        "Related talks will be held in Jeddah on Sunday.",
        "Подписание соглашения отложили до апреля.",
        "Реклама отечественного хоккея — так назвал разговор комментатор, и с ним трудно спорить: "
        "о матчах говорили дольше, чем о прекращении огня, а о пленных сказали одной строкой в "
        "самом конце длинного заявления.",
        "The Kremlin said the call lasted two and a half hours.",
        "WASHINGTON, March 18 (Wire) - Vladimir Putin agreed on Tuesday to a halt of strikes.",
        "Москва, 18 марта.  Владимир Путин согласился на паузу в ударах по энергетике Украины.",
    ],
)
def test_news_is_not_boilerplate(text):
    assert boilerplate(passages_of(page([text]))) == frozenset()


def test_the_same_words_under_most_articles_are_boilerplate():
    line = "Издание основано в 1999 году, главный редактор Иванов."
    rows = [row for a in "abc" for row in page([f"Новость {a * 3}", line], article=a)]
    assert boilerplate(passages_of(rows)) == {f"Vesti-{a}-1" for a in "abc"}


def test_a_background_sentence_told_twice_is_news():
    line = "Напомним, разговор длился более двух часов."
    rows = [row for a in "ab" for row in page([f"Новость {a * 3}", line], article=a)]
    assert boilerplate(passages_of(rows)) == frozenset()


def test_a_sentence_that_recurs_in_a_few_of_many_articles_is_news():
    line = "Напомним, разговор длился более двух часов."
    rows = [row for a in "abc" for row in page([f"Новость {a * 3}", line], article=a)]
    rows += [row for a in "defghij" for row in page([f"Другая новость {a * 3}"], article=a)]
    assert boilerplate(passages_of(rows)) == frozenset()


def test_three_outlets_with_one_agency_sentence_are_no_boilerplate():
    rows = [row for outlet in ("A", "B", "C") for row in page(["Agency words here."], outlet)]
    assert boilerplate(passages_of(rows)) == frozenset()


def test_numbers_do_not_hide_a_recurring_line():
    rows = [
        row
        for n, a in enumerate("abc")
        for row in page([f"Новость {a * 3}", f"Просмотров сегодня уже {n}"], article=a)
    ]
    assert boilerplate(passages_of(rows)) == {f"Vesti-{a}-1" for a in "abc"}


def test_no_passages_no_boilerplate():
    assert boilerplate(passages_of([])) == frozenset()
