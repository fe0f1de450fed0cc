"""Word by word: whose words, and where in the article they stand."""

import re

import polars as pl

from jobs.ports import Gloss
from jobs.stages.gloss import gloss
from jobs.stages.split import split


class Measured:
    """A dictionary that knows how long words are."""

    name, version = "measured", "1"

    def glosses(self, text, language):
        return [
            Gloss(one.start(), one.end(), f"{language} {len(one.group())}")
            for one in re.finditer(r"\w{4,}", text)
        ]


def test_a_gloss_points_into_the_article(articles):
    body = "Вчера молчали все.\n\nСегодня заговорили."
    table = articles(body)
    passages = split(table)
    body_ids = passages.filter(pl.col("part") != "headline")["passage_id"].implode()
    found = gloss(passages, Measured()).filter(pl.col("passage_id").is_in(body_ids))
    said = [(body[start:end], english) for _, start, end, english in found.sort("start").rows()]
    assert said == [
        ("Вчера", "ru 5"),
        ("молчали", "ru 7"),
        ("Сегодня", "ru 7"),
        ("заговорили", "ru 10"),
    ]


class Wordless:
    """A dictionary that knows nothing."""

    name, version = "wordless", "1"

    def glosses(self, text, language):
        return []


def test_an_unknown_word_with_a_capital_is_spelt_as_it_sounds(articles):
    body = "Заволжские болельщики ждут, пишет Телеграф-Меридиан. ЮФО молчит с XX века."
    found = gloss(split(articles(body)), Wordless())
    said = set(found["english"])
    assert {"Zavolzhskiye", "Telegraf-Meridian", "YUFO"} <= said


def test_english_needs_no_gloss(articles):
    assert gloss(split(articles("They spoke at length.", language="en")), Measured()).is_empty()
