"""Term choice is counted by lemma, in the outlet's own voice apart from what it quotes."""

from pathlib import Path

import polars as pl
import pytest

from jobs.adapters.lemmatisers.morphology import Morphology
from jobs.measures.terms import terms
from jobs.settings import load_terms
from jobs.stages.lemmatise import lemmatise
from jobs.stages.quotes import quotes
from jobs.stages.split import split
from jobs.tables import Articles, Texts

BOOK = load_terms([Path(__file__).parents[2] / "inputs" / "terms.toml"])


@pytest.fixture(scope="module")
def morphology():
    return Morphology()


@pytest.fixture(scope="module")
def count(morphology):
    """A function from (outlet, language, title, body) to the table of terms."""

    def of(*stories, weights=None):
        rows = [
            {
                "article_id": f"a{index}",
                "event": "event",
                "outlet": outlet,
                "language": language,
                "title": title,
                "body": body,
                "words": 1,
                "source_file": f"{index}.md",
            }
            for index, (outlet, language, title, body) in enumerate(stories)
        ]
        schema = Articles.create_empty().schema
        articles = Articles.validate(pl.DataFrame(rows, schema=schema), cast=True)
        passages = split(articles)
        texts = Texts.validate(passages.select("passage_id", "language", "text"), cast=True)
        tokens = lemmatise(texts, passages, morphology, "original", quotes(articles))
        return terms(tokens, passages, BOOK, morphology, 1, weights=weights)

    return of


def counted(table, outlet, variant, voice="own"):
    return table.filter(outlet=outlet, variant=variant, voice=voice)["count"].sum()


@pytest.mark.parametrize(
    ("language", "text", "variant"),
    [
        ("ru", "Об этой войне говорят все.", "война"),
        ("ru", "Ход специальной военной операции обсудили.", "специальная военная операция"),
        ("ru", "Участники СВО получили награды.", "СВО"),
        ("ru", "Итоги спецоперации подвели.", "спецоперация"),
        ("ru", "Речь о немедленном прекращении огня.", "прекращение огня"),
        ("ru", "В новых регионах прошли выборы.", "новые регионы"),
        ("ru", "Он говорил о киевском режиме.", "киевский режим"),
        ("uk", "Триває повномасштабне вторгнення Росії.", "повномасштабне вторгнення"),
        ("uk", "Кінця війни не видно.", "війна"),
        ("uk", "На тимчасово окупованих територіях неспокійно.", "тимчасово окуповані території"),
        ("uk", "Про енергетичне перемир’я не йшлося.", "енергетичне перемир'я"),
        ("uk", "Удари окупантів тривають.", "окупанти"),
        ("en", "The special military operation goes on.", "special military operation"),
        ("en", "He wants a cease-fire now.", "ceasefire"),
        ("en", "Wars end in talks.", "talks"),
        ("en", "Russian-occupied land was discussed.", "occupied Crimea"),
    ],
)
def test_a_term_is_found_in_any_form(count, language, text, variant):
    assert counted(count(("A", language, "Xx", text)), "A", variant) == 1


def test_what_an_outlet_quotes_is_not_what_it_says(count):
    body = "Война идёт третий год. «Специальная военная операция продолжится», — заявил Путин."
    table = count(("A", "ru", "Заголовок", body))
    assert counted(table, "A", "война", "own") == 1
    assert counted(table, "A", "специальная военная операция", "own") == 0
    assert counted(table, "A", "специальная военная операция", "quoted") == 1


def test_the_longest_phrase_counts_alone(count):
    table = count(("A", "ru", "Заголовок", "Это специальная военная операция."))
    assert counted(table, "A", "спецоперация") == 0


def test_a_cold_war_is_no_name_of_this_one(count):
    table = count(("A", "ru", "Заголовок", "Холодная война кончилась, а эта война нет."))
    assert counted(table, "A", "война") == 1


def test_an_outlet_that_avoids_a_word_has_a_count_of_zero(count):
    table = count(
        ("A", "ru", "Заголовок", "Идёт война."), ("B", "ru", "Заголовок", "Идёт спецоперация.")
    )
    row = table.filter(outlet="B", variant="война", voice="own").row(0, named=True)
    assert (row["count"], row["articles"], row["rate"]) == (0, 0, 0.0)


def test_the_rate_is_per_1000_words_of_the_voice(count):
    table = count(("A", "en", "Xx", "The war goes on. " + "Nobody really knows anything. " * 4))
    row = table.filter(variant="war", voice="own").row(0, named=True)
    assert row["words"] == 21
    assert row["rate"] == pytest.approx(1000 / 21)


def test_there_is_an_interval_only_from_three_articles(count):
    story = ("A", "en", "War and more", "The war goes on and on in the east of the country.")
    calm = ("A", "en", "Calm day", "Nothing happened in the east of the country on this day.")
    two = count(story, calm).filter(variant="war", voice="own").row(0, named=True)
    three = count(story, calm, story).filter(variant="war", voice="own").row(0, named=True)
    assert two["low"] is None
    assert three["low"] <= three["rate"] <= three["high"]


def test_examples_point_into_the_original_headlines_first(count):
    body = "Первый абзац.\n\nО войне не говорили."
    table = count(("A", "ru", "Война и мир", body))
    row = table.filter(variant="война", voice="own").row(0, named=True)
    first, second = row["examples"]
    assert "Война и мир"[first["start"] : first["end"]] == "Война"
    assert body[second["start"] : second["end"]] == "войне"


def test_the_order_of_the_articles_changes_nothing(count):
    one, two = ("A", "ru", "Xx", "Идёт война."), ("B", "uk", "Xx", "Триває війна.")
    assert count(one, two).equals(count(one, two))


def test_no_words_give_no_terms(count):
    assert count().height == 0


def test_counterparts_in_three_languages_share_a_label(count):
    table = count(
        ("A", "ru", "Xx", "Идёт война."),
        ("B", "uk", "Xx", "Триває війна."),
        ("C", "en", "Xx", "The war goes on."),
    )
    assert table.filter(pl.col("count") > 0)["label"].unique().to_list() == ["war"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Губернатор заявил, что ситуация под контролем, паводок спадает."),
        ("ru", "Спасатели контролируют ситуацию на реке."),
        ("uk", "Чиновники запевняють, що ситуація під контролем."),
        ("en", "The fire is under control, the service said."),
    ],
)
def test_a_situation_under_control_is_no_occupied_land(count, language, text):
    table = count(("A", language, "Заголовок", text))
    assert table.filter(pl.col("concept") == "occupation", pl.col("count") > 0).is_empty()


def test_a_source_is_no_accord(count):
    table = count(("A", "en", "Title", "It will rain, according to the ministry."))
    assert table.filter(pl.col("count") > 0).is_empty()
