"""Reprints and translations are found, their origin named, and a family counts once."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from jobs.measures.lineage import lineage, weights
from jobs.tables import Lineage, Matches
from tests.measures.conftest import made_articles, made_matches, made_passages

OTHER = "\n".join(
    f"Farmers near village {number} say that the price of seed doubled since the {season} sowing"
    for number, season in enumerate(("spring", "autumn", "winter", "summer", "late", "early"))
)


def found(articles, matches=None):
    return lineage(
        articles, made_passages(articles), Matches.create_empty() if matches is None else matches
    )


def test_an_edited_reprint_is_kin_to_the_earlier_text(story):
    edited = (
        story.replace("the ministers had signed", "our ministers sign", 1) + "\nOur region waits."
    )
    articles = made_articles(
        [
            ("a", "Agency", "en", 9, "Talks go on", story),
            ("b", "Gazette", "en", 12, "Talks, and our region", edited),
            ("c", "Daily", "en", 8, "Seed prices", OTHER),
        ]
    )
    table = found(articles)
    assert dict(table.select("article_id", "role").iter_rows()) == {"a": "origin", "b": "reprint"}
    reprint = table.row(by_predicate=pl.col("article_id") == "b", named=True)
    assert 0.5 < reprint["likeness"] < 1
    assert reprint["edited"] == ["b-0000", "b-0001", "b-0009"]  # headline, an edit, an addition
    assert reprint["dropped"] == ["a-0000", "a-0001"]


def test_the_earliest_is_the_origin_even_where_another_comes_first_by_name(story):
    articles = made_articles([("a", "A", "en", 12, "T", story), ("b", "B", "en", 9, "T", story)])
    assert dict(found(articles).select("article_id", "role").iter_rows()) == {
        "b": "origin",
        "a": "reprint",
    }


def test_a_text_told_in_two_languages_is_a_translation(story):
    articles = made_articles(
        [("a", "A", "en", 9, "T", story), ("b", "B", "uk", 10, "T", OTHER + "\nод\nдва")]
    )
    chain = made_matches([(f"a-{n:04d}", f"b-{n:04d}") for n in range(1, 8)])
    assert found(articles, chain)["role"].to_list() == ["origin", "translation"]


def test_the_same_facts_in_another_order_are_no_translation(story):
    articles = made_articles([("a", "A", "en", 9, "T", story), ("b", "B", "uk", 10, "T", story)])
    crossed = made_matches(
        [
            (f"a-{n:04d}", f"b-{m:04d}")
            for n, m in zip(range(1, 9), (8, 5, 7, 1, 6, 2, 4, 3), strict=True)
        ]
    )
    assert found(articles, crossed).is_empty()


def test_independent_reports_of_one_event_are_not_kin(story):
    articles = made_articles([("a", "A", "en", 9, "T", story), ("c", "C", "en", 9, "T", OTHER)])
    assert found(articles).is_empty()


def test_five_reprints_of_one_agency_text_are_one_voice(story):
    articles = made_articles(
        [(f"a{n}", f"Outlet {n}", "en", 9 + n, "T", story) for n in range(5)]
        + [("z", "Outlet 9", "en", 9, "T", OTHER)]
    )
    table = found(articles)
    by_language = weights(articles, table, within="language")
    assert sum(by_language.values()) == 2
    assert by_language["z"] == 1
    assert set(weights(articles, table, within="outlet").values()) == {1.0}


def test_no_articles_have_no_lineage():
    empty = made_articles([])
    assert found(empty).is_empty()
    assert weights(empty, Lineage.create_empty(), within="outlet") == {}


@given(st.permutations(range(4)))
def test_the_order_of_rows_changes_nothing(order):
    rows = [
        (f"a{n}", f"O{n}", "en", 9 + n, "T", OTHER if n % 2 else OTHER.replace("seed", "corn"))
        for n in range(4)
    ]
    shuffled = made_articles([rows[n] for n in order])
    assert found(shuffled).equals(found(made_articles(rows)))
