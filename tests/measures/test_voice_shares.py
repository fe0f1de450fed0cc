"""The share of quoted words tells to whom an outlet gives the floor."""

import polars as pl
import pytest

from jobs.measures.voice_shares import voice_shares
from jobs.tables import Voices


def heard(*said):
    """Rows (article, outlet, speaker, words, kind, stance)."""
    rows = [
        {
            "article_id": article,
            "part": "body",
            "start": 100 * index,
            "end": 100 * index + 50,
            "outlet": outlet,
            "language": "en",
            "passage_id": f"{article}-1",
            "kind": kind,
            "speaker": speaker,
            "speaker_surface": speaker,
            "resolution": "named" if speaker else "unknown",
            "verb": "say",
            "stance": stance,
            "words": words,
        }
        for index, (article, outlet, speaker, words, kind, stance) in enumerate(said)
    ]
    return Voices.validate(pl.DataFrame(rows, schema=Voices.create_empty().schema), cast=True)


def row(table, outlet, speaker):
    return table.filter(outlet=outlet, speaker=speaker).row(0, named=True)


def test_shares_are_of_the_outlets_directly_quoted_words():
    table = voice_shares(
        heard(
            ("a", "A", "Putin", 30, "direct", "neutral"),
            ("a", "A", "Trump", 10, "direct", "endorsing"),
            ("a", "A", "Trump", 90, "indirect", "doubting"),
            ("b", "B", "Trump", 5, "direct", "neutral"),
        ),
        seed=1,
    )
    assert row(table, "A", "Putin")["share"] == pytest.approx(0.75)
    trump = row(table, "A", "Trump")
    assert trump["share"] == pytest.approx(0.25)
    counts = ("words", "quotes", "paraphrases", "doubting", "endorsing")
    assert [trump[name] for name in counts] == [10, 1, 1, 1, 1]
    assert row(table, "B", "Trump")["share"] == 1.0


def test_speakers_whom_nobody_names_are_kept_apart():
    table = voice_shares(heard(("a", "A", None, 7, "direct", "neutral")), seed=1)
    assert row(table, "A", "")["share"] == 1.0


def test_an_outlet_that_only_paraphrases_has_shares_of_zero():
    table = voice_shares(heard(("a", "A", "Trump", 7, "indirect", "neutral")), seed=1)
    assert row(table, "A", "Trump")["share"] == 0.0


def test_a_reprint_counts_as_less_than_an_article():
    said = heard(
        ("a", "A", "Putin", 10, "direct", "neutral"), ("b", "A", "Trump", 10, "direct", "neutral")
    )
    table = voice_shares(said, seed=1, weights={"a": 0.25})
    assert row(table, "A", "Putin")["share"] == pytest.approx(0.2)


def test_the_interval_needs_three_articles_and_holds_the_share():
    said = [(f"{i}", "A", "Putin" if i else "Trump", 10, "direct", "neutral") for i in range(4)]
    table = voice_shares(heard(*said), seed=1)
    found = row(table, "A", "Putin")
    assert found["low"] <= found["share"] <= found["high"]
    assert row(voice_shares(heard(*said[:2]), seed=1), "A", "Putin")["low"] is None


def test_no_voices_have_no_shares():
    assert voice_shares(heard(), seed=1).height == 0
