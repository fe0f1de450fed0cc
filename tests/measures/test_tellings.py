"""What differs where two outlets say the same thing."""

import numpy as np
import polars as pl
import pytest

from jobs.adapters import lemmatisers
from jobs.measures.tellings import tellings
from jobs.settings.terms import Term, TermBook
from jobs.stages.clauses import clause_texts, clauses
from jobs.stages.lemmatise import lemmatise_texts
from jobs.stages.translate import texts
from jobs.tables import Claims, Tellings, Tokens, Vectors, Voices
from tests.measures.conftest import made_articles, made_passages

BOOK = TermBook(
    {"capital": "What the capital is called"},
    (
        Term("capital", "Kyiv", "en", "Kyiv", ("Kyiv",)),
        Term("capital", "regime", "en", "Kyiv regime", ("Kyiv regime",)),
    ),
    {},
)
HEDGES = {"en": ("allegedly", "reportedly")}
PLAIN = "Moscow will free 175 soldiers of Kyiv on Wednesday, the ministry said."
LOADED = (
    "Moscow will allegedly free soldiers of the Kyiv regime, as a rare gesture of mercy it adds."
)
THIRD = "On Wednesday 175 soldiers of Kyiv will be freed by Moscow, an official said."


@pytest.fixture(scope="module")
def told():
    articles = made_articles(
        [
            ("a", "Plain", "en", 9, "T", PLAIN),
            ("b", "Loaded", "en", 9, "T", LOADED),
            ("c", "Third", "en", 9, "T", THIRD),
        ]
    )
    passages = made_passages(articles)
    claims = Claims.validate(
        pl.DataFrame(
            {
                "claim_id": ["c001"] * 3,
                "passage_id": ["a-0001", "b-0001", "c-0001"],
                "outlet": ["Plain", "Loaded", "Third"],
                "similarity": [0.9] * 3,
                "is_label": [True, False, False],
            }
        )
    )
    lemmatiser = lemmatisers.choose()
    tokens = Tokens.validate(lemmatise_texts(texts(passages), lemmatiser))
    pieces = clauses(passages)
    ids = clause_texts(pieces)["passage_id"].to_list()
    # All clauses point one way but the gesture of mercy, which nobody else has.
    own = ["gesture" in text for text in pieces["text"]]
    vectors = Vectors.validate(
        pl.DataFrame(
            {
                "passage_id": ids,
                "encoder": "made",
                "vector": [np.eye(2, dtype=np.float32)[int(one)].tolist() for one in own],
                "clipped": False,
            },
            schema=Vectors.create_empty().schema,
        )
    )
    table = tellings(
        claims,
        passages,
        tokens,
        Voices.create_empty(),
        BOOK,
        HEDGES,
        lemmatiser,
        pieces,
        vectors,
    )
    return {row["outlet"]: row for row in table.iter_rows(named=True)}


def words(row, span):
    return {"Plain": PLAIN, "Loaded": LOADED, "Third": THIRD}[row["outlet"]][
        span["start"] : span["end"]
    ]


def test_a_doubt_that_one_outlet_adds_is_shown_where_it_stands(told):
    assert [words(told["Loaded"], span) for span in told["Loaded"]["hedges"]] == ["allegedly"]
    assert told["Plain"]["hedges"] == []


def test_each_outlet_names_things_its_way(told):
    assert [term["label"] for term in told["Loaded"]["terms"]] == ["regime"]
    assert [term["label"] for term in told["Plain"]["terms"]] == ["Kyiv"]


def test_a_number_that_the_others_give_is_missed(told):
    assert told["Loaded"]["numbers_missing"] == ["175"]
    assert told["Plain"]["numbers_missing"] == []


def test_a_clause_that_nobody_else_has_is_added(told):
    added = [words(told["Loaded"], span) for span in told["Loaded"]["clauses_added"]]
    assert added == ["as a rare gesture of mercy it adds."]
    assert told["Third"]["clauses_added"] == []


def test_no_claims_have_no_tellings():
    articles = made_articles([("a", "A", "en", 9, "T", PLAIN)])
    passages = made_passages(articles)
    empty = tellings(
        Claims.create_empty(),
        passages,
        Tokens.create_empty(),
        Voices.create_empty(),
        BOOK,
        HEDGES,
        lemmatisers.choose(),
        clauses(passages),
        Vectors.create_empty(),
    )
    assert empty.equals(Tellings.create_empty())


def test_a_number_is_the_same_in_every_way_of_writing_it():
    ways = {
        "a": ("en", "About 2,400 people left, and each was promised 50,000 roubles at once."),
        "b": ("ru", "Уехали 2400 человек, каждому сразу пообещали по 50 тысяч рублей на руки."),
        "c": ("uk", "Виїхали 2 400 людей, кожному відразу пообіцяли по 50 тис. рублів на руки."),
        "d": ("uk", "Виїхали люди, кожному відразу пообіцяли п'ятдесят тисяч рублів на руки."),
    }
    passages = made_passages(
        made_articles(
            [(key, key.upper(), language, 9, "T", text) for key, (language, text) in ways.items()]
        )
    )
    claims = pl.DataFrame(
        {
            "claim_id": ["c001"] * 4,
            "passage_id": [f"{key}-0001" for key in ways],
            "outlet": [key.upper() for key in ways],
            "similarity": [0.9] * 4,
            "is_label": [True, False, False, False],
        }
    )
    table = tellings(
        Claims.validate(claims),
        passages,
        Tokens.create_empty(),
        Voices.create_empty(),
        BOOK,
        {},
        lemmatisers.choose(),
        clauses(passages),
        Vectors.create_empty(),
    )
    told = {row["outlet"]: row for row in table.iter_rows(named=True)}
    assert [told[outlet]["numbers_added"] for outlet in "ABCD"] == [[], [], [], []]
    assert [told[outlet]["numbers_missing"] for outlet in "ABC"] == [[], [], []]
    assert told["D"]["numbers_missing"] == ["2 400"]
