"""Passages that say the same are matched, and only those."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.likeness import Likeness, MatchSettings
from jobs.problems import BrokenContract
from jobs.space import space
from jobs.stages import match as matching
from jobs.stages.match import match
from tests.newsroom import passages_of, told, vectors_of

ALL = [f"s{n}" for n in range(12)]


def pairs(matches):
    return set(matches.select("left_id", "right_id").iter_rows())


def expected(coverage):
    """True pairs where each outlet says each statement at most once."""
    place = {}
    for outlet, (_, statements) in coverage.items():
        for ordinal, statement in enumerate(statements):
            place.setdefault(statement, []).append((outlet, f"{outlet}-0-{ordinal:04d}"))
    return {
        tuple(sorted((one, other)))
        for mentions in place.values()
        for outlet, one in mentions
        for rival, other in mentions
        if outlet < rival
    }


def test_the_same_statements_in_another_order_are_found():
    coverage = {
        "Vesti": ("ru", ALL[:9]),
        "Post": ("en", list(reversed(ALL[3:]))),
        "Dzerkalo": ("uk", ALL[1:8]),
    }
    found = match(*told(coverage))
    assert pairs(found) == expected(coverage)
    assert (found["confidence"] > 0.9).all()


def test_what_only_one_outlet_says_has_no_counterpart():
    coverage = {"Vesti": ("ru", ALL[:6]), "Post": ("en", ALL[6:])}
    assert match(*told(coverage)).is_empty()


def test_two_passages_of_one_outlet_are_never_matched():
    coverage = {"Vesti": ("ru", [["a", "b"], ["a", "b"]]), "Post": ("en", ["c", "d", "e"])}
    assert match(*told(coverage)).is_empty()


def test_headlines_match_too():
    coverage = {"Vesti": ("ru", ALL), "Post": ("en", ALL)}
    assert ("Post-0-0000", "Vesti-0-0000") in pairs(match(*told(coverage)))


def test_a_reprint_in_the_same_language_matches_line_by_line():
    coverage = {"Times": ("en", ALL), "Post": ("en", ALL)}
    found = match(*told(coverage, noise=0.0))
    assert pairs(found) == expected(coverage)
    assert found["similarity"].to_numpy() == pytest.approx(1.0, abs=1e-5)


def test_five_outlets_that_all_say_it_are_matched_two_by_two():
    coverage = {f"Outlet {n}": ("ru" if n % 2 else "en", ALL) for n in range(5)}
    assert pairs(match(*told(coverage))) == expected(coverage)


def test_a_lead_that_repeats_its_headline_does_not_cost_the_match_its_confidence():
    once = {"Vesti": ("ru", ALL), "Post": ("en", ALL)}
    twice = {"Vesti": ("ru", ALL), "Post": ("en", [ALL[0], *ALL])}
    texts = {}
    alone = match(*told(once, texts=texts))
    repeated = match(*told(twice, texts=texts))

    def sure(found):
        return found.filter(pl.col("right_id") == "Vesti-0-0000")["confidence"].max()

    assert sure(repeated) > 0.9 * sure(alone)
    assert repeated.filter(pl.col("right_id") == "Vesti-0-0000").height == 1


def test_subscribe_lines_under_every_article_match_nothing():
    texts = {"footer": "Читайте нас в Telegram, подписывайтесь!", "plea": "Support our journalism"}
    coverage = {
        "Vesti": ("ru", [["a", "b", "c", "footer"], ["d", "e", "f", "footer"]]),
        "Post": ("en", ["a", "d", "e", "x", "footer"]),
    }
    found = pairs(match(*told(coverage, texts=texts)))
    assert found == {
        ("Post-0-0000", "Vesti-0-0000"),
        ("Post-0-0001", "Vesti-1-0000"),
        ("Post-0-0002", "Vesti-1-0001"),
    }


def test_passages_with_nothing_to_encode_match_nothing():
    coverage = {"Vesti": ("ru", [None, *ALL]), "Post": ("en", [None, *ALL])}
    found = match(*told(coverage))
    assert not any("-0000" in left for left in found["left_id"])
    assert found.height == len(ALL)


@pytest.mark.parametrize(
    "coverage",
    [
        {},
        {"Vesti": ("ru", ["a"])},
        {"Vesti": ("ru", ["a", "b", "c"])},
        {"Vesti": ("ru", [None]), "Post": ("en", [None])},
        {"Vesti": ("ru", ["a"]), "Post": ("en", ["b"])},
    ],
    ids=["no article", "one passage", "one outlet", "nothing encoded", "one passage each"],
)
def test_too_little_to_compare_gives_an_empty_table(coverage):
    assert match(*told(coverage)).is_empty()


def test_two_outlets_with_a_headline_each_can_still_match():
    assert match(*told({"Vesti": ("ru", ["a"]), "Post": ("en", ["a"])}, noise=0.1)).height == 1


def test_vectors_of_two_lengths_are_a_broken_contract():
    passages = passages_of([("a", "a", "A", "en", 0, "x"), ("b", "b", "B", "en", 0, "y")])
    first, second = vectors_of(["a"], [[1.0, 0.0]]), vectors_of(["b"], [[1.0, 0.0, 0.0]])
    with pytest.raises(BrokenContract, match="several lengths"):
        match(passages, pl.concat([first, second]))


coverages = st.lists(
    st.tuples(
        st.sampled_from(["ru", "uk", "en"]),
        st.lists(st.integers(0, 15).map(lambda n: f"s{n}"), max_size=12),
    ),
    max_size=4,
).map(lambda outlets: {f"O{n}": outlet for n, outlet in enumerate(outlets)})


@settings(max_examples=40, deadline=None)
@given(coverages, st.integers(0, 5))
def test_every_table_of_matches_keeps_its_promises(coverage, seed):
    passages, vectors = told(coverage, noise=0.6, seed=seed)
    found = match(passages, vectors)
    outlet = dict(passages.select("passage_id", "outlet").iter_rows())
    seen = set()
    for left, right, sure in found.select("left_id", "right_id", "confidence").iter_rows():
        assert left < right
        assert outlet[left] != outlet[right]
        assert MatchSettings().floor <= sure <= 1.0
        for passage, other in ((left, right), (right, left)):
            assert (passage, outlet[other]) not in seen  # one match in each other outlet
            seen.add((passage, outlet[other]))


@settings(max_examples=30, deadline=None)
@given(coverages, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(coverage, random):
    passages, vectors = told(coverage, noise=0.6)
    order = list(range(passages.height))
    random.shuffle(order)
    shuffled = match(passages[order], vectors[list(reversed(order))])
    assert shuffled.equals(match(passages, vectors))


@settings(max_examples=30, deadline=None)
@given(coverages)
def test_the_names_of_outlets_change_nothing(coverage):
    passages, vectors = told(coverage, noise=0.6)
    names = {name: f"Z{9 - n}" for n, name in enumerate(coverage)}
    renamed = passages.with_columns(pl.col("outlet").replace(names))
    assert match(renamed, vectors).equals(match(passages, vectors))


def test_a_far_foreign_passage_breaks_no_match():
    coverage = {"Vesti": ("ru", ALL[:8]), "Post": ("en", ALL[4:])}
    before = pairs(match(*told(coverage)))
    coverage["Post"][1].append("something about the weather")
    assert pairs(match(*told(coverage))) == before


def test_a_space_in_which_everything_is_alike_is_brought_down_to_the_usual_footing():
    coverage = {"Vesti": ("ru", ALL[:8]), "Post": ("en", ALL[4:])}
    passages, vectors = told(coverage)
    narrow = np.array(vectors["vector"].to_list())
    narrow = np.hstack([narrow, np.full((len(narrow), 1), 1.7)])  # unrelated ones at about 0.75
    narrow /= np.linalg.norm(narrow, axis=1, keepdims=True)
    found = match(passages, vectors_of(vectors["passage_id"].to_list(), narrow))
    assert expected(coverage) <= pairs(found)
    assert len(found) <= len(expected(coverage)) + 1  # not everything with everything


def test_the_work_grows_with_pairs_of_passages_not_faster(monkeypatch):
    """Counted in cells of similarity matrices: doubling the coverage at most quadruples them."""
    counted = []
    plain = matching._margins
    monkeypatch.setattr(
        matching,
        "_margins",
        lambda likeness, rows, columns: (
            counted.append(len(rows) * len(columns)) or plain(likeness, rows, columns)
        ),
    )

    def cells(size):
        counted.clear()
        statements = [f"s{n}" for n in range(size)]
        match(*told(dict.fromkeys(("A", "B", "C"), ("en", statements)), noise=0.1))
        return sum(counted)

    assert cells(80) <= 4 * cells(40)


def test_no_similarity_matrix_is_taller_than_a_block(monkeypatch):
    monkeypatch.setattr(matching, "BLOCK", 5)
    heights = []
    plain = matching._margins

    def watched(likeness, rows, columns):
        heights.append(len(rows))
        return plain(likeness, rows, columns)

    monkeypatch.setattr(matching, "_margins", watched)
    coverage = {"Vesti": ("ru", ALL), "Post": ("en", list(reversed(ALL)))}
    assert pairs(match(*told(coverage))) == expected(coverage)
    assert max(heights) <= 5


def test_surroundings_are_smaller_than_the_pool():
    """With as many neighbours as passages, everything would stand out equally little."""
    passages, vectors = told({"Vesti": ("ru", ["a", "b"]), "Post": ("en", ["a", "b"])}, noise=0.0)
    likeness = Likeness(space(passages, vectors), MatchSettings())
    ru = likeness.points.languages.index("ru")
    post = likeness.points.rows_of(likeness.points.outlets.index("Post"))
    assert likeness.near[post, ru] == pytest.approx(1.0)  # the one nearest, not both
