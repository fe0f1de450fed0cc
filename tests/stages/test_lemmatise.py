"""Words keep their place in the article and whether the outlet says or quotes them."""

import polars as pl
import pytest

from jobs.adapters.lemmatisers.morphology import Morphology
from jobs.stages.lemmatise import lemmatise
from jobs.stages.quotes import quotes
from jobs.stages.split import split
from jobs.tables import Texts


@pytest.fixture(scope="module")
def morphology():
    return Morphology()


def original(passages):
    return Texts.validate(passages.select("passage_id", "language", "text"), cast=True)


def english(passages, text):
    return Texts.validate(
        passages.select("passage_id", language=pl.lit("en"), text=pl.lit(text)), cast=True
    )


BODY = "Путин говорил о войне.\n\n«Первый абзац о войне.\n\n«Второй абзац о мире», — сказал Песков."


def test_every_word_is_found_at_its_place_in_the_article(articles, morphology):
    coverage = articles(BODY, title="Разговор о войне")
    passages = split(coverage)
    tokens = lemmatise(original(passages), passages, morphology, "original", quotes(coverage))
    part = dict(passages.select("passage_id", "part").iter_rows())
    for row in tokens.iter_rows(named=True):
        text = "Разговор о войне" if part[row["passage_id"]] == "headline" else BODY
        assert text[row["start"] : row["end"]] == row["surface"]


@pytest.mark.parametrize("given", [True, False])
def test_a_word_in_a_quotation_over_paragraphs_is_quoted_in_each(articles, morphology, given):
    coverage = articles(BODY)
    passages = split(coverage)
    spans = quotes(coverage) if given else None
    tokens = lemmatise(original(passages), passages, morphology, "original", spans)
    said = tokens.filter(pl.col("lemma").is_in(["война", "мир"])).sort("start")
    assert said["quoted"].to_list() == [False, True, True]
    assert tokens.filter(lemma="сказать")["quoted"].to_list() == [False]


def test_english_words_are_quoted_where_the_whole_passage_is(articles, morphology):
    coverage = articles("«Мы хотим мира на долгие годы.\n\nИ это правда», — сказал Песков.")
    passages = split(coverage).filter(pl.col("ordinal") == 1)
    tokens = lemmatise(
        english(passages, "We want peace for years."),
        passages,
        morphology,
        "english",
        quotes(coverage),
    )
    assert tokens["quoted"].all()
    assert tokens["start"][0] == 0


def test_no_passages_have_no_words(articles, morphology):
    passages = split(articles())
    assert lemmatise(original(passages), passages, morphology, "original").height == 0
