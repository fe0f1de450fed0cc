"""What a rough translator mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.dictionary import readings
from jobs.stages.proofread import corrected, proofread
from tests.stages.test_reconsider import frames


@pytest.mark.parametrize(
    ("english", "wanted"),
    [
        ("They panicd and regretd it.", "They panicked and regretted it."),
        ("He accompanys the apparatuss.", "He accompanies the apparatuses."),
        ("mopeds were thuding, stoping", "mopeds were thudding, stopping"),
        # No such form of the word, or no such word: as it is.
        ("It was takeed by the eurofonds.", "It was takeed by the eurofonds."),
        # Right as they are, rare or in either spelling.
        ("Travelling and traveling, focused and focussed.",) * 2,
        ("dashcams, windowsills, interceptors, the programmes",) * 2,
        # Names, parts of compounds and contractions are none of its business.
        ("The Panicd of Lullabys", "The Panicd of Lullabys"),
        ("semi-paradoxs, paradoxs'", "semi-paradoxs, paradoxs'"),
    ],
)
def test_a_word_gets_the_ending_it_was_meant_to_have(english, wanted):
    assert corrected("источник", english) == wanted


@pytest.mark.parametrize(
    ("english", "wanted"),
    [
        ('" Experts met."', '"Experts met."'),
        ('Call it " strategic patience"; I', 'Call it "strategic patience"; I'),
        ('He said "go " and left', 'He said "go " and left'),
        ('A " truce" and " peace" (" so") said', 'A "truce" and "peace" ("so") said'),
        ('He said "go" and " stay"', 'He said "go" and "stay"'),
    ],
)
def test_an_opening_mark_stands_at_its_word(english, wanted):
    assert corrected("источник", english) == wanted


def test_a_sentence_begins_as_its_original_does():
    assert corrected("Волонтёр пришёл", "volunteer came") == "Volunteer came"
    assert corrected("и пришёл", "and came") == "and came"
    assert corrected("«Он»", "he") == "he"
    assert corrected("Продажи", "iPhones sell") == "iPhones sell"
    assert corrected("Он", "") == ""


@given(st.lists(st.sampled_from(sorted(readings())), max_size=12))
def test_words_that_english_knows_stand(words):
    assert corrected("слова", " ".join(words)) == " ".join(words)


@given(st.text(alphabet="abdeginsx \"'-.é", max_size=60))
def test_it_has_nothing_left_to_do_and_keeps_marks(english):
    once = corrected("слова", english)
    assert corrected("слова", once) == once
    assert [c for c in once if c in "'-.\""] == [c for c in english if c in "'-.\""]


def test_only_rough_translators_are_corrected():
    ru = {"language": "ru", "text": "Колыбельные.", "english": "lullabys"}
    passages, renderings = frames(ru, {**ru, "by": "argos"})
    made = proofread(passages, renderings)
    assert dict(made.select("translator", "english").iter_rows()) == {
        "compact": "Lullabies",
        "argos": "lullabys",
    }
    assert made.drop("english").equals(renderings.drop("english"))
