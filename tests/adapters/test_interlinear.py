"""The dictionary for readers."""

from itertools import pairwise

import pytest

from jobs.adapters.interlinear import READERS, Interlinear
from jobs.adapters.translators.compact_glosses import Glosses
from jobs.problems import Problem


@pytest.fixture(scope="module")
def dictionary():
    return Interlinear()


def said(dictionary, text, language):
    return [(text[one.start : one.end], one.english) for one in dictionary.glosses(text, language)]


def test_what_turns_a_sentence_round_is_glossed(dictionary):
    found = dict(said(dictionary, "Никого из них болельщики не освистывают.", "ru"))
    assert found["не"] == "not"
    assert found["болельщики"].startswith("fan")
    assert found["Никого из"] == "none of"


def test_a_set_phrase_has_one_gloss(dictionary):
    assert ("прекращении огня", "ceasefire") in said(dictionary, "О прекращении огня молчат", "ru")


def test_a_phrase_of_the_readers_list_stands_before_the_lexicons_words(tmp_path):
    path = tmp_path / "readers.tsv"
    path.write_text("ru\tпрекращение огонь молчать\thush\nru\tмолчать огонь\tno\n", "utf-8")
    dictionary = Interlinear(path)
    assert ("прекращении огня молчат", "hush") in said(
        dictionary, "О прекращении огня молчат", "ru"
    )
    assert ("прекращении огня", "ceasefire") in said(dictionary, "О прекращении огня, молчат", "ru")


def test_a_word_as_it_is_written_stands_before_its_lemma(tmp_path):
    path = tmp_path / "readers.tsv"
    path.write_text("ru\t=огня\tof the fire\n", "utf-8")
    found = said(Interlinear(path), "Боялись огня", "ru")
    assert ("огня", "of the fire") in found
    assert "огня" not in [word for word, english in found if english != "of the fire"]


@pytest.mark.parametrize(
    ("text", "language", "month"),
    [
        ("МОСКВА, 18 мар — Телеграф", "ru", ("мар", "March")),
        ("4 ноя. 2024", "ru", ("ноя", "November")),
        ("КИЇВ, 7 бер. — Вісник", "uk", ("бер", "March")),
        ("збір із 7 трав", "uk", ("трав", "grass")),
    ],
)
def test_a_month_cut_short_after_a_number_is_a_month(dictionary, text, language, month):
    assert month in said(dictionary, text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("В Киеве отрицают, что город окружён, и ждут ответа Москвы.", "ru"),
        ("Уранці в Ірпені підмітали скло й чекали на майстрів.", "uk"),
    ],
)
def test_nearly_every_word_has_a_gloss_and_none_lies_within_another(dictionary, text, language):
    found = dictionary.glosses(text, language)
    words = [word.strip(",.") for word in text.split()]
    glossed = " ".join(text[one.start : one.end] for one in found).split()
    assert len(set(words) - set(glossed)) <= 1
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "language", "verb", "english"),
    [
        ("Стороны обменяют пленных завтра.", "ru", "обменяют", "will exchange"),
        ("Сторони обміняють полонених.", "uk", "обміняють", "will exchange"),
        ("Запад ответит, если Москва нарушит слово.", "ru", "ответит", "will answer, reply"),
        ("Они дали понять, что ждут.", "ru", "дали понять", "made it clear"),
        ("Їм довелося чекати.", "uk", "довелося чекати", "had to wait"),
    ],
)
def test_a_verb_has_the_tense_of_the_original(dictionary, text, language, verb, english):
    assert (verb, english) in said(dictionary, text, language)


def test_what_is_wished_or_supposed_is_not_told_as_past(dictionary):
    def of(text):
        return dict(said(dictionary, text, "ru"))["прислала"]

    assert "sent" in of("Москва прислала ноту.")
    assert "sent" in of("Москва прислала ноту, чтобы напомнить.")
    assert "sent" not in of("Ждут, чтобы Москва прислала ноту.")


def test_a_word_as_it_is_written_keeps_its_english(tmp_path):
    path = tmp_path / "readers.tsv"
    path.write_text("ru\t=дарил\tgive of it\nru\tдарить\tgive\n", "utf-8")
    dictionary = Interlinear(path)
    assert said(dictionary, "дарил", "ru") == [("дарил", "give of it")]
    assert said(dictionary, "дарят", "ru") == [("дарят", "give")]


def test_a_wordless_text_has_no_glosses(dictionary):
    assert dictionary.glosses("— 2025 …", "ru") == []


def test_small_words_are_for_readers_and_not_for_the_translator():
    assert "не [" not in Glosses().add("Договор не подписали", "ru")


def test_the_list_has_each_entry_once_and_english_alone():
    rows = [line.split("\t") for line in READERS.read_text("utf-8").splitlines()]
    assert len({(language, entry) for language, entry, _ in rows}) == len(rows)
    for language, entry, english in rows:
        assert language in {"ru", "uk"}
        assert entry == entry.lower().strip()
        assert english.isascii()
        assert 0 < len(english) <= (36 if " " in entry else 24)


def test_a_damaged_list_is_named(tmp_path):
    path = tmp_path / "readers.tsv"
    path.write_bytes("слово".encode())
    with pytest.raises(Problem, match=r"readers\.tsv"):
        Interlinear(path).glosses("слово", "ru")
