"""Claims gather what outlets say alike, and do not run together."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.stages.claims import ClaimSettings, cluster
from jobs.stages.match import match
from tests.newsroom import passages_of, told, translated, vectors_of

ALL = [f"s{n}" for n in range(8)]


def claims_of(coverage, **how):
    passages, vectors = told(coverage, **how)
    return cluster(passages, vectors, match(passages, vectors))


def groups(claims):
    return {frozenset(group["passage_id"]) for _, group in claims.group_by("claim_id")}


def test_three_outlets_that_say_it_share_one_claim():
    coverage = {"Vesti": ("ru", ALL), "Post": ("en", ALL), "Dzerkalo": ("uk", ALL)}
    claims = claims_of(coverage)
    assert groups(claims) == {
        frozenset(f"{outlet}-0-{n:04d}" for outlet in coverage) for n in range(len(ALL))
    }


def test_a_passage_belongs_to_at_most_one_claim():
    coverage = {f"O{n}": ("ru" if n % 2 else "en", ALL[n:]) for n in range(4)}
    claims = claims_of(coverage, noise=0.7)
    assert claims["passage_id"].is_unique().all()


def test_a_headline_repeated_in_the_lead_joins_its_claim():
    coverage = {"Vesti": ("ru", ALL), "Post": ("en", ["s0", *ALL])}
    together = next(group for group in groups(claims_of(coverage)) if "Vesti-0-0000" in group)
    assert together == {"Vesti-0-0000", "Post-0-0000", "Post-0-0001"}


def test_a_chain_of_half_alike_passages_does_not_become_one_claim():
    """a–b and b–c alike, a and c not: linking through b would call a and c the same."""
    near = [[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0.1, 0.85, 0.0]]
    far = [[0.0, 0.0, 1.0]] * 3
    ids = ["a", "b", "c", "ax", "bx", "cx"]
    rows = [(i, i[0], f"outlet {i[0]}", "en", len(i) - 1, f"words of {i}") for i in ids]
    passages, vectors = passages_of(rows), vectors_of(ids, near + far)
    claims = cluster(passages, vectors, match(passages, vectors))
    assert not any({"a", "c"} <= group for group in groups(claims))


def test_every_claim_has_two_outlets_and_one_label():
    claims = claims_of({"Vesti": ("ru", ALL), "Post": ("en", ALL[2:])})
    sizes = claims.group_by("claim_id").agg(
        pl.col("outlet").n_unique().alias("outlets"), pl.col("is_label").sum().alias("labels")
    )
    assert (sizes["outlets"] == 2).all()
    assert (sizes["labels"] == 1).all()


def test_the_label_is_english_that_an_outlet_wrote_where_it_is_as_central():
    claims = claims_of({"Vesti": ("ru", ALL), "Post": ("en", ALL), "Dzerkalo": ("uk", ALL)})
    assert set(claims.filter("is_label")["outlet"]) == {"Post"}


def test_what_an_outlet_wrote_words_the_claim_though_the_surest_translation_is_more_central():
    """The surest translation can still say the opposite of its original."""
    near = [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.93, 0.37, 0.0]]
    far = [[0.0, 0.0, 1.0], [0.0, 0.6, 0.8], [0.0, -0.6, 0.8]]
    ids = ["a", "b", "c", "ax", "bx", "cx"]
    languages = {"a": "ru", "b": "ru", "c": "en"}
    rows = [(i, i[0], f"outlet {i[0]}", languages[i[0]], len(i) - 1, f"words of {i}") for i in ids]
    passages, vectors = passages_of(rows), vectors_of(ids, near + far)
    claims = cluster(passages, vectors, match(passages, vectors), translated(passages))
    claim = claims.filter(pl.col("claim_id") == "c001")
    assert set(claim["passage_id"]) == {"a", "b", "c"}
    assert claim.filter("is_label")["passage_id"].to_list() == ["c"]


def test_without_english_the_surest_translation_is_the_label():
    coverage = {"Vesti": ("ru", ALL), "Dzerkalo": ("uk", ALL)}
    passages, vectors = told(coverage)
    doubtful = [p for p in passages["passage_id"] if p.startswith("Vesti")]
    claims = cluster(
        passages, vectors, match(passages, vectors), translated(passages, doubtful=doubtful)
    )
    assert set(claims.filter("is_label")["outlet"]) == {"Dzerkalo"}


def test_claims_are_numbered_by_outlets_then_passages_then_first_mention():
    coverage = {
        "Vesti": ("ru", ["s4", "s1", "s2"]),
        "Post": ("en", ["s2", "s4", "s1"]),
        "Dzerkalo": ("uk", ["s5", "s1", "s6"]),
    }
    claims = claims_of(coverage)
    assert claims["claim_id"].unique().sort().to_list() == ["c001", "c002", "c003"]
    first = claims.filter(pl.col("claim_id") == "c001")
    assert first["outlet"].n_unique() == 3


def test_boilerplate_makes_no_claim():
    texts = {"s0": "Subscribe to our newsletter"}
    claims = claims_of({"Vesti": ("ru", ALL), "Post": ("en", ALL)}, texts=texts)
    assert not {"Vesti-0-0000", "Post-0-0000"} & set(claims["passage_id"])


@pytest.mark.parametrize("coverage", [{}, {"Vesti": ("ru", ALL)}, {"Vesti": ("ru", [None])}])
def test_without_matches_there_are_no_claims(coverage):
    assert claims_of(coverage).is_empty()


def test_similarity_is_the_cosine_to_the_centre():
    claims = claims_of({"Vesti": ("ru", ALL), "Post": ("en", ALL)}, noise=0.0)
    assert claims["similarity"].to_numpy() == pytest.approx(1.0, abs=1e-5)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([0.3, 0.7]))
def test_the_same_coverage_gives_the_same_ids_in_any_order(random, noise):
    coverage = {"Vesti": ("ru", ALL), "Post": ("en", ALL[3:]), "Dzerkalo": ("uk", ALL[:5])}
    passages, vectors = told(coverage, noise=noise)
    matches = match(passages, vectors)
    order = list(range(passages.height))
    random.shuffle(order)
    swapped = list(range(matches.height))
    random.shuffle(swapped)
    again = cluster(passages[order], vectors[order[::-1]], matches[swapped])
    assert again.equals(cluster(passages, vectors, matches))


def test_a_stricter_link_never_makes_larger_claims():
    coverage = {f"O{n}": ("ru" if n % 2 else "en", ALL) for n in range(4)}
    passages, vectors = told(coverage, noise=0.8)
    matches = match(passages, vectors)
    sizes = [
        max((len(g) for g in groups(cluster(passages, vectors, matches, settings=how))), default=0)
        for how in (ClaimSettings(link=0.2), ClaimSettings(link=0.8), ClaimSettings(link=0.99))
    ]
    assert sizes == sorted(sizes, reverse=True)
