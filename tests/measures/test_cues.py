import polars as pl
import pytest

from jobs.measures.cues import Cues, find_cues
from jobs.tables import Examples, Tokens
from tests.measures.conftest import made_tokens


def book(*cues):
    """Rows of (language, text, frame)."""
    rows = [
        (f"c{number}", language, text, [frame], ["angle"], "cue", "g")
        for number, (language, text, frame) in enumerate(cues)
    ]
    table = Examples.validate(
        pl.DataFrame(rows, schema=Examples.create_empty().schema, orient="row"), cast=True
    )
    return Cues.of(table, made_tokens([(row[0], row[2]) for row in rows]))


def spans(cues, text, language="ru"):
    texts = pl.DataFrame({"passage_id": ["p"], "language": [language]})
    return {
        frame: [text[start:end] for start, end in found]
        for frame, found in find_cues(made_tokens([("p", text)]), texts, cues).get("p", {}).items()
    }


def test_a_stem_finds_every_word_that_begins_so():
    cues = book(("ru", "санкц*", "abroad"))
    assert spans(cues, "Санкции и санкционный список, но не сани") == {
        "abroad": ["Санкции", "санкционный"]
    }


def test_a_word_without_a_star_is_no_stem():
    assert spans(book(("en", "war", "war")), "Warsaw warms to war", "en") == {"war": ["war"]}


def test_a_phrase_must_stand_together_and_may_have_stems():
    cues = book(("ru", "мирн* план*", "peace"))
    assert spans(cues, "Мирного плана нет") == {"peace": ["Мирного плана"]}
    assert spans(cues, "Мирный город и план") == {}
    assert spans(cues, "Это мирный") == {}


def test_overlapping_cues_of_one_frame_are_one_span():
    cues = book(("en", "peace deal", "peace"), ("en", "deal signed", "peace"))
    assert spans(cues, "A peace deal signed today", "en") == {"peace": ["peace deal signed"]}


def test_one_word_may_speak_for_two_frames():
    cues = book(("en", "sanctions", "abroad"), ("en", "sanctions", "economic"))
    assert spans(cues, "New sanctions", "en") == {
        "abroad": ["sanctions"],
        "economic": ["sanctions"],
    }


def test_a_cue_of_another_language_is_not_looked_for():
    assert spans(book(("uk", "мир", "peace")), "мир", "ru") == {}


@pytest.mark.parametrize("text", ["*", "…", "a*", "***"])
def test_a_cue_without_a_word_finds_nothing(text):
    assert spans(book(("en", text, "peace")), "a word or another", "en") == {}


def test_no_words_no_cues():
    texts = pl.DataFrame({"passage_id": ["p"], "language": ["en"]})
    assert find_cues(Tokens.create_empty(), texts, book(("en", "war", "war"))) == {}
