"""A sentence translated clause by clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.adapters.translators.compact_clauses import LEAST, ByClause, clauses, stitched
from jobs.ports import Failure, Translated

LONG = (
    "Президент заявил вчера вечером на встрече с журналистами, что переговоры о прекращении огня "
    "продлятся ещё месяц, а обмен пленными пройдёт уже в среду на границе с Белоруссией."
)


class Shout:
    """Says each text in capitals; knows nothing of what contains "беда"."""

    name, version = "shout", "1"

    def __init__(self):
        self.asked = []

    def translate(self, texts, language):
        self.asked.append(list(texts))
        return [
            Failure("no") if "беда" in text else Translated(f"<{text}>", -float(len(text)))
            for text in texts
        ]


@given(st.lists(st.sampled_from(["мир", "да,", "нет;", "и", "война.", "—", "он"]), max_size=60))
def test_clauses_hold_all_words_in_order(words):
    assert " ".join(clauses(" ".join(words))).split() == words


def test_a_clause_is_long_enough_to_be_understood():
    parts = clauses(LONG)
    assert len(parts) == 2
    assert all(len(part.split()) >= LEAST for part in parts[:-1])


def test_one_clause_is_done_again_as_a_whole_and_several_are_joined():
    inner = Shout()
    short, long = ByClause(inner).translate(["Он уехал.", LONG], "ru")
    assert short == Translated("<Он уехал.>", -9.0)
    assert long.text.count("<") == 2
    assert long.score == pytest.approx(
        -sum(len(p) * (len(p) + 2) for p in clauses(LONG)) / (len(LONG) - 1 + 4), rel=0.02
    )


def test_a_clause_that_comes_in_two_texts_is_translated_once():
    inner = Shout()
    ByClause(inner).translate(["Он уехал.", "Он уехал."], "ru")
    assert inner.asked == [["Он уехал."]]


def test_where_a_clause_fails_the_text_does():
    failed = ByClause(Shout()).translate([LONG.replace("обмен", "беда"), "беда"], "ru")
    assert failed == [Failure("no"), Failure("no")]
    assert ByClause(Shout()).translate([], "uk") == []


def test_what_is_remembered_of_the_translator_is_not_taken_for_clauses():
    assert ByClause(Shout()).name == Shout.name
    assert ByClause(Shout()).version != Shout.version


@pytest.mark.parametrize(
    ("parts", "english", "said"),
    [
        (["Он знал,", "что война идёт."], ["He knew.", "That the war goes on."],
         "He knew, that the war goes on."),
        (["Он знал,", "что война идёт."], ["He knew,", "that the war goes on."],
         "He knew, that the war goes on."),
        (["Он ушёл.", "Она осталась."], ["He left.", "She stayed."], "He left. She stayed."),
        (["он знал,", "что Путин придёт."], ["he knew", "Putin will come."],
         "he knew, Putin will come."),
        (["он знал,", "я видел."], ["he knew,", "I saw it."], "he knew, I saw it."),
        (["он знал —", "но молчал."], ["He knew.", "NATO was silent."],
         "He knew NATO was silent."),
    ],
)  # fmt: skip
def test_clauses_are_joined_as_one_sentence(parts, english, said):
    assert stitched(parts, english) == said
