"""English of word lists in the tense of an original's verb."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.adapters.conjugation import conjugated

FORMS = ["", "plain", "infinitive", "past", "future", "passive", "meanwhile", "earlier"]


@pytest.mark.parametrize(
    ("english", "form", "said"),
    [
        ("exchanged", "future", "will exchange"),
        ("exchanged", "plain", "exchange"),
        ("withdrew, revoked", "infinitive", "to withdraw, revoke"),
        ("recalls", "plain", "recalls"),
        ("say", "past", "said"),
        ("answer, replied", "past", "answered, replied"),
        ("answer, replied", "future", "will answer, reply"),
        ("fallen, fell", "past", "fell"),
        ("can, may", "past", "could, might"),
        ("be able", "past", "was able"),
        ("be met", "passive", "met"),
        ("taken", "past", "took"),
        ("shoot down, hit", "passive", "shot down, hit"),
        ("lose", "earlier", "having lost"),
        ("squeeze, compress", "earlier", "having squeezed, compressed"),
        ("comment", "meanwhile", "commenting"),
        ("did not", "future", "will not"),
        ("do not agree", "past", "did not agree"),
        ("not go", "future", "will not go"),
        ("lay, pave", "past", "laid, paved"),
        ("enough, stop", "future", "enough, will stop"),
        ("returned, back", "past", "returned, back"),
    ],
)
def test_a_verb_is_put_into_the_tense(english, form, said):
    assert conjugated(english, form) == said


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("make it clear", "made it clear"),
        ("fall on the shoulders of", "fell on the shoulders of"),
        ("talk about", "talked about"),
        ("be hit hardest", "was hit hardest"),
        ("fire broke out", "fire broke out"),
        ("blow fell on", "blow fell on"),
        ("ground war", "ground war"),
        ("let it be known", "let it be known"),
    ],
)
def test_a_phrase_changes_where_it_begins_with_its_verb_for_certain(phrase, said):
    assert conjugated(phrase, "past") == said


@pytest.mark.parametrize("form", ["plain", "infinitive", "future", "passive", "meanwhile"])
def test_what_is_worried_about_is_no_tense(form):
    assert conjugated("worried about", form) == "worried about"


WORDS = ["say", "said", "will", "be", "go", "the", "can", "not", "war"]


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_no_word_of_any_english_stops_it_and_what_has_its_tense_keeps_it(words):
    english = " ".join(words)
    for form in FORMS:
        once = conjugated(english, form)
        assert once
        if form in ("", "infinitive", "past", "future"):
            assert conjugated(once, form) == once
