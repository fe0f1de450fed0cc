from jobs.measures.vocabulary import vocabulary
from jobs.tables import Articles, Passages, Tokens
from tests.measures.conftest import made_articles, made_passages, made_tokens

COMMON = "the council met in the city and the talks on grain and gas went on until the evening"


def coverage(extra, articles=10):
    """Two outlets of like articles; ``extra`` gives words added: (outlet, number) → text."""
    table = made_articles(
        [
            (f"{outlet}{number}", outlet, "en", None, "title", f"{COMMON} {extra(outlet, number)}")
            for outlet in ("a", "b")
            for number in range(articles)
        ]
    )
    passages = made_passages(table)
    return table, passages, passages.select("passage_id", "text").rows()


def found(extra, articles=10, weights=None, without=(), **how):
    table, passages, texts = coverage(extra, articles)
    return vocabulary(made_tokens(texts, **how), passages, table, weights or {}, without)


def only(outlet_, word):
    return lambda outlet, number: word if outlet == outlet_ else ""


def test_a_planted_word_comes_first():
    row = found(only("a", "regime regime")).filter(level="outlet", group="a").row(0, named=True)
    assert row["lemma"] == "regime"
    assert row["q"] < 0.05
    assert row["rate"] > row["rate_elsewhere"] == 0


def test_a_word_of_a_single_article_sets_no_outlet_apart():
    table = found(lambda o, n: "hockey " * 12 if (o, n) == ("a", 3) else "")
    assert "hockey" not in table["lemma"].to_list()


def test_a_word_bunched_in_few_articles_counts_less_than_one_spread_over_all():
    bunched = found(lambda o, n: "hockey " * 10 if o == "a" and n < 2 else "").filter(
        lemma="hockey"
    )
    spread = found(only("a", "hockey hockey")).filter(lemma="hockey")
    assert bunched["z"][0] < spread["z"][0]
    assert bunched["q"][0] > 0.05


def test_outlets_that_write_alike_are_not_set_apart():
    assert found(lambda *_: "").filter(q=0.05).is_empty()
    assert (found(lambda *_: "")["q"] > 0.05).all()


def test_what_is_quoted_is_not_the_outlets_word():
    _, _, texts = coverage(only("a", "regime"))
    assert found(only("a", "regime"), quoted=[one for one, _ in texts]).is_empty()


def test_boilerplate_is_left_out():
    ids = [one for one, text in coverage(only("a", "regime"))[2] if "regime" in text]
    assert "regime" not in found(only("a", "regime"), without=ids)["lemma"].to_list()


def test_names_are_held_apart():
    table = found(only("a", "putin putin"), names=("putin",))
    assert table.filter(lemma="putin")["kind"].to_list() == ["name"]


def test_articles_that_weigh_nothing_add_no_evidence():
    nothing = {f"a{number}": 0.0 for number in range(10)}
    assert found(only("a", "regime"), weights=nothing).filter(lemma="regime").is_empty()


def test_reprints_of_one_article_are_one_voice():
    weights = {f"a{number}": 0.1 for number in range(10)}
    once = found(only("a", "regime"), weights=weights).filter(lemma="regime", level="outlet")
    assert once.is_empty() or once["q"][0] > 0.05


def test_no_words_no_vocabulary():
    empty = Tokens.create_empty(), Passages.create_empty(), Articles.create_empty()
    assert vocabulary(*empty, {}).is_empty()


def test_one_outlet_of_one_article_has_nothing_to_be_set_apart_from():
    table = made_articles([("a", "o", "ru", None, "слово", "мир мир мир мир")])
    passages = made_passages(table)
    tokens = made_tokens(passages.select("passage_id", "text").rows())
    assert vocabulary(tokens, passages, table, {}).is_empty()


def test_two_outlets_with_one_word_between_them_are_not_set_apart():
    table = made_articles(
        [(f"{o}{n}", o, "en", None, "grain", "grain grain") for o in ("a", "b") for n in range(3)]
    )
    passages = made_passages(table)
    tokens = made_tokens(passages.select("passage_id", "text").rows())
    assert vocabulary(tokens, passages, table, {}).is_empty()
