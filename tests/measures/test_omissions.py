"""Silence is called an omission only where it can be known."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.measures.omissions import omissions
from jobs.stages.claims import cluster
from jobs.stages.match import match
from tests.newsroom import told, translated

ALL = [f"s{n}" for n in range(20)]
FULL = {"Vesti": ("ru", ALL), "Post": ("en", ALL), "Dzerkalo": ("uk", ALL)}


def found(coverage, *, confidence=0.9, doubtful=(), **how):
    passages, vectors = told(coverage, **how)
    translations = translated(passages, confidence, doubtful)
    claims = cluster(passages, vectors, match(passages, vectors), translations)
    return claims, omissions(claims, passages, translations, vectors)


def without(outlet, *statements):
    coverage = dict(FULL)
    language, told_ = coverage[outlet]
    coverage[outlet] = (language, [s for s in told_ if s not in statements])
    return coverage


def test_a_claim_dropped_from_one_outlet_is_its_omission():
    claims, missing = found(without("Dzerkalo", "s3"))
    (row,) = missing.iter_rows(named=True)
    assert row["outlet"] == "Dzerkalo"
    assert row["verdict"] == "omitted"
    assert row["power"] > 0.5
    members = claims.filter(pl.col("claim_id") == row["claim_id"])["passage_id"].to_list()
    assert members == ["Post-0-0003", "Vesti-0-0003"]


def test_where_all_outlets_say_everything_nothing_is_omitted():
    _, missing = found(FULL)
    assert missing.is_empty()


def test_a_three_sentence_brief_omits_nothing():
    coverage = FULL | {"Brief": ("en", ["headline", "s0", "s1", "s2"])}
    _, missing = found(coverage)
    brief = missing.filter(pl.col("outlet") == "Brief")
    assert brief.height == len(ALL) - 3
    assert set(brief["verdict"]) == {"insufficient_text"}


@pytest.mark.parametrize("confidence", [0.0, 0.05, 0.1])
def test_an_outlet_whose_translations_cannot_be_trusted_omits_nothing(confidence):
    _, missing = found(without("Dzerkalo", "s3"), confidence=confidence)
    assert set(missing["verdict"]) == {"unreliable_translation"}
    assert (missing["power"] < 0.5).all()


def test_the_nearest_passage_has_to_be_readable():
    coverage = without("Dzerkalo", "s3")
    _, sure = found(coverage)
    (nearest,) = sure["nearest_passage"]
    _, missing = found(coverage, doubtful=[nearest])
    assert missing["verdict"].to_list() == ["unreliable_translation"]


def test_english_originals_need_no_translation():
    _, missing = found(without("Post", "s3"), confidence=0.95)
    assert missing["verdict"].to_list() == ["omitted"]


def test_a_passage_that_may_well_say_it_is_no_silence():
    """The outlet says something like it: below a match, above nothing."""
    coverage = without("Post", "s3")
    passages, vectors = told(coverage)
    translations = translated(passages)
    claims = cluster(passages, vectors, match(passages, vectors), translations)
    near = dict(vectors.select("passage_id", "vector").iter_rows())
    target = pl.Series(near["Vesti-0-0003"])
    half = [0.6 * a + 0.8 * b for a, b in zip(target, near["Post-0-0000"], strict=True)]
    grey = vectors.with_columns(
        pl.when(pl.col("passage_id") == "Post-0-0018")
        .then(pl.lit(half, dtype=pl.List(pl.Float32)))
        .otherwise(pl.col("vector"))
        .alias("vector")
    )
    kept = claims.filter(pl.col("passage_id") != "Post-0-0018")
    missing = omissions(kept, passages, translations, grey)
    row = missing.filter(pl.col("nearest_passage") == "Post-0-0018")
    assert row["verdict"].to_list() == ["insufficient_text"]


def test_an_outlet_of_which_nothing_could_be_encoded_has_no_nearest_passage():
    coverage = FULL | {"Blank": ("uk", [None] * 12)}
    _, missing = found(coverage)
    blank = missing.filter(pl.col("outlet") == "Blank")
    assert blank.height == len(ALL)
    assert blank["nearest_passage"].is_null().all()
    assert not (blank["verdict"] == "omitted").any()


def test_more_text_never_lowers_the_power():
    def power(length):
        coverage = {
            "Vesti": ("ru", ["s0", *ALL[5:]]),
            "Post": ("en", ["s0", *ALL[5:]]),
            "Other": ("en", [f"x{n}" for n in range(length)]),
        }
        _, missing = found(coverage)
        return missing.filter(pl.col("outlet") == "Other")["power"].min()

    powers = [power(length) for length in (1, 4, 8, 16)]
    assert powers == sorted(powers)


@pytest.mark.parametrize("coverage", [{}, {"Vesti": ("ru", ALL)}])
def test_without_claims_nothing_is_omitted(coverage):
    _, missing = found(coverage)
    assert missing.is_empty()


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(list(FULL)), st.sets(st.sampled_from(ALL), max_size=6))
def test_every_claim_and_outlet_is_made_or_accounted_for(outlet, dropped):
    coverage = without(outlet, *dropped)
    claims, missing = found(coverage)
    made = set(claims.select("claim_id", "outlet").iter_rows())
    accounted = set(missing.select("claim_id", "outlet").iter_rows())
    every = {(claim, name) for claim in claims["claim_id"].unique() for name in coverage}
    assert made.isdisjoint(accounted)
    assert made | accounted == every


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random):
    passages, vectors = told(without("Post", "s1", "s5"), noise=0.5)
    translations = translated(passages)
    claims = cluster(passages, vectors, match(passages, vectors))
    order = list(range(passages.height))
    random.shuffle(order)
    again = omissions(
        claims.sample(fraction=1.0, shuffle=True, seed=random.randrange(99)),
        passages[order],
        translations[order[::-1]],
        vectors[order],
    )
    assert again.equals(omissions(claims, passages, translations, vectors))
