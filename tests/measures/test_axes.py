import numpy as np
import pytest

from jobs.measures.axes import axes, pole_texts
from jobs.settings import Axis
from jobs.tables import Articles, Passages, Vectors
from tests.measures.conftest import made_articles, made_passages, made_vectors

HOPE = Axis("hope", "Hope – threat", "hope", "threat", {"en": ("a", "b")}, {"en": ("c", "d")})
# The first number is hope against threat, the others are topics that each pair shares.
POLES = made_vectors(
    [
        ("hope|+|en|000", (1.0, 2.0, 0.0)),
        ("hope|+|en|001", (1.0, 0.0, 2.0)),
        ("hope|-|en|000", (-1.0, 2.0, 0.0)),
        ("hope|-|en|001", (-1.0, 0.0, 2.0)),
    ]
)


def leaning(lean, articles=4, weights=None, seed=1):
    """Axes of outlets whose passages have ``lean`` (outlet → first number) and differing topics."""
    table = made_articles(
        [
            (f"{outlet}{number}", outlet, "en", None, "title", "one\ntwo")
            for outlet in lean
            for number in range(articles)
        ]
    )
    passages = made_passages(table)
    rng = np.random.default_rng(0)
    vectors = made_vectors(
        [
            (passage_id, (lean[outlet], *rng.uniform(1, 2, 2).tolist()))
            for passage_id, outlet in passages.select("passage_id", "outlet").iter_rows()
        ]
    )
    return axes(passages, table, [vectors], [HOPE], [POLES], weights or {}, seed)


def of(found, outlet):
    return found.filter(level="outlet", group=outlet).row(0, named=True)


def test_a_planted_lean_is_found():
    found = leaning({"hopeful": 1.0, "grim": -1.0})
    assert of(found, "hopeful")["low"] > 0 > of(found, "grim")["high"]


def test_the_poles_own_sentences_lie_at_plus_and_minus_one():
    ids = POLES["passage_id"].to_list()
    table = made_articles([(one, one, "en", None, "title", "one") for one in ids])
    passages = made_passages(table)
    where = dict(zip(ids, POLES["vector"].to_list(), strict=True))
    vectors = made_vectors(
        [(one, where[owner]) for one, owner in passages.select("passage_id", "article_id").rows()]
    )
    found = axes(passages, table, [vectors], [HOPE], [POLES], {}, 1)
    bias = [of(found, one)["bias"] for one in ids]
    assert np.mean(bias[:2]) == pytest.approx(1)
    assert np.mean(bias[2:]) == pytest.approx(-1)


def test_the_event_is_its_own_baseline():
    found = leaning({"a": 1.0, "b": 1.0, "c": 1.0})
    biases = found.filter(level="outlet")["bias"]
    assert biases.sum() == pytest.approx(0, abs=1e-9)
    assert biases.abs().max() < 0.5


def test_one_outlet_leans_nowhere_against_itself():
    assert of(leaning({"a": 1.0}), "a")["bias"] == pytest.approx(0, abs=1e-9)


def test_reprints_that_weigh_nothing_move_nothing():
    light = leaning({"a": 1.0, "b": -1.0}, weights={f"b{number}": 0.0 for number in range(4)})
    assert light.filter(level="outlet")["group"].to_list() == ["a"]


def test_two_articles_give_no_interval():
    assert of(leaning({"a": 1.0, "b": -1.0}, articles=2), "a")["low"] is None


def test_poles_that_say_the_same_make_no_axis():
    same = made_vectors([(f"hope|{sign}|en|000", (1.0, 1.0, 0.0)) for sign in "+-"])
    table = made_articles([("a", "o", "en", None, "title", "one")])
    passages = made_passages(table)
    vectors = made_vectors([(one, (1.0, 0.0, 0.0)) for one in passages["passage_id"]])
    found = axes(passages, table, [vectors], [HOPE], [same], {}, 1)
    assert found["bias"].to_list() == [0.0, 0.0]
    assert found["intensity"].to_list() == [0.0, 0.0]


def test_the_same_seed_gives_the_same_table():
    assert leaning({"a": 1.0, "b": 0.0}).equals(leaning({"a": 1.0, "b": 0.0}))


def test_no_coverage_or_no_axes_gives_an_empty_table():
    empty = Passages.create_empty(), Articles.create_empty(), [Vectors.create_empty()]
    assert axes(*empty, [HOPE], [POLES], {}, 1).is_empty()
    assert pole_texts([]).is_empty()


def test_pole_sentences_are_keyed_by_axis_pole_language_and_number():
    assert pole_texts([HOPE]).sort("passage_id")["passage_id"].to_list() == sorted(
        f"hope|{sign}|en|{number:03d}" for sign in "+-" for number in (0, 1)
    )
