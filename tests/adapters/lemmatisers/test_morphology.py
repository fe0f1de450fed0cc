"""Words of news text come back to their dictionary forms, in three languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.adapters.lemmatisers.morphology import Morphology


@pytest.fixture(scope="module")
def morphology():
    return Morphology()


def read(morphology, text, language):
    return [(token.lemma, token.pos) for token in morphology.tokens(text, language)]


def lemmas(morphology, text, language):
    return [token.lemma for token in morphology.tokens(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "lemma"),
    [
        ("В Киеве ждут Путина.", "ru", "путин"),
        ("Слова Зеленского услышали.", "ru", "зеленский"),
        ("Песков заявил об этом.", "ru", "песков"),
        ("Он говорил о Зеленском.", "ru", "зеленский"),
        ("Это сказал Герман Лопухов.", "ru", "лопухов"),
        ("Он встретил Вэнса.", "ru", "вэнс"),
        ("У Києві чекають на Путіна.", "uk", "путін"),
        ("Зеленський сказав це.", "uk", "зеленський"),
        ("Про це сказав Пєсков.", "uk", "пєсков"),
        ("Trump's call with Moscow", "en", "trump"),
        ("as Zelenskyy put it", "en", "zelenskyy"),
    ],
)
def test_a_newsmaker_keeps_one_name_in_every_case(morphology, text, language, lemma):
    assert (lemma, "PROPN") in read(morphology, text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("войной", "ru", ["война"]),
        ("спецоперации", "ru", ["спецоперация"]),
        ("шёл третий год войны", "ru", ["идти", "третий", "год", "война"]),
        ("30-дневного перемирия", "ru", ["30-дневный", "перемирие"]),
        ("війни і миру", "uk", ["війна", "і", "мир"]),
        ("українська армія", "uk", ["український", "армія"]),
        ("мирного договору", "uk", ["мирний", "договір"]),
        ("кінець кризи", "uk", ["кінець", "криза"]),
        ("у Білому домі", "uk", ["у", "білий", "дім"]),
        ("до 2025 року", "uk", ["до", "2025", "рік"]),
        ("окупованих територій", "uk", ["окупований", "територія"]),
        ("the strikes hit cities", "en", ["the", "strike", "hit", "city"]),
        ("they left the meeting", "en", ["they", "leave", "the", "meeting"]),
        ("He is meeting leaders", "en", ["he", "be", "meet", "leader"]),
        ("it didn't say they'll stop", "en", ["it", "do", "not", "say", "they", "will", "stop"]),
        ("the U.S. said", "en", ["the", "u.s.", "say"]),
    ],
)
def test_forms_come_back_to_the_dictionary_form(morphology, text, language, expected):
    assert lemmas(morphology, text, language) == expected


def test_every_apostrophe_gives_one_ukrainian_lemma(morphology):
    for word in ("об'єкта", "об’єкта", "обʼєкта", "об`єкта"):
        assert lemmas(morphology, f"біля {word} чути", "uk")[1] == "об'єкт"


def test_yo_and_stress_marks_and_soft_hyphens_do_not_split_a_lemma(morphology):
    assert lemmas(morphology, "ещё", "ru") == lemmas(morphology, "еще", "ru")
    assert lemmas(morphology, "вой\u00adна́", "ru") == ["война"]


def test_the_part_of_speech_is_a_universal_tag(morphology):
    assert read(morphology, "он быстро сказал правду", "ru") == [
        ("он", "PRON"),
        ("быстро", "ADV"),
        ("сказать", "VERB"),
        ("правда", "NOUN"),
    ]


def test_an_unknown_capitalised_word_is_a_name(morphology):
    assert read(morphology, "встретил Бзырдыклова вчера", "ru")[1][1] == "PROPN"
    assert read(morphology, "he met Bzyrdyklov there", "en")[2] == ("bzyrdyklov", "PROPN")


def test_a_headline_in_capitals_is_not_all_names(morphology):
    assert ("война", "NOUN") in read(morphology, "ВОЙНА И МИР НА УКРАИНЕ", "ru")


def test_a_headline_with_every_word_capitalised_is_read_like_a_sentence(morphology):
    found = read(morphology, "Trump Says Talks With Putin Ended Missile Strikes", "en")
    assert ("talk", "NOUN") in found or ("talk", "VERB") in found
    assert ("putin", "PROPN") in found
    assert "strike" in [lemma for lemma, _ in found]


def test_latin_words_in_russian_text_are_kept(morphology):
    assert ("truth", "PROPN") in read(morphology, "он написал в Truth Social", "ru")


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_an_empty_text_has_no_words(morphology, language):
    assert morphology.tokens("", language) == []
    assert morphology.tokens("… — «»!", language) == []


ALPHABET = "абвёіїєґ'’-ABCabc019 .,!?«»“”\"\u0301\u00ad\n"


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(ALPHABET, max_size=60)))
def test_tokens_are_ordered_spans_with_a_lemma_whatever_the_text(text):
    morphology = _shared()
    for language in ("ru", "uk", "en"):
        place = 0
        for token in morphology.tokens(text, language):
            assert place <= token.start < token.end <= len(text)
            assert token.lemma
            assert token.lemma == token.lemma.lower()
            assert token.pos
            place = token.end


_MORPHOLOGY: list[Morphology] = []


def _shared():
    if not _MORPHOLOGY:
        _MORPHOLOGY.append(Morphology())
    return _MORPHOLOGY[0]


def test_according_to_somebody_is_no_accord(morphology):
    found = read(morphology, "Prices rose, according to the bank.", "en")
    assert ("according", "ADP") in found
    assert "accord" in lemmas(morphology, "The accord was signed.", "en")


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("сказали", "ru", "past"),
        ("обменяют", "ru", "future"),
        ("обменивают", "ru", "plain"),
        ("обменять", "ru", "infinitive"),
        ("согласован", "ru", "passive"),
        ("воюющие", "ru", "meanwhile"),
        ("нарушая", "ru", "meanwhile"),
        ("потерявшие", "ru", "earlier"),
        ("нарушив", "ru", "earlier"),
        ("обміняють", "uk", "future"),
        ("зробить", "uk", "future"),
        ("зробити", "uk", "infinitive"),
        ("обстрілюватиме", "uk", "future"),
        ("розбито", "uk", "passive"),
        ("порушивши", "uk", "earlier"),
        ("порушили", "uk", "past"),
    ],
)
def test_the_form_of_a_verb_is_told(morphology, text, language, says):
    assert [token.verb_form for token in morphology.tokens(text, language)] == [says]


@pytest.mark.parametrize(
    ("text", "language"),
    [("пошли", "ru"), ("казнит", "ru"), ("война", "ru"), ("війною", "uk"), ("they left", "en")],
)
def test_no_form_is_told_where_it_may_be_several_or_is_no_verbs(morphology, text, language):
    assert {token.verb_form for token in morphology.tokens(text, language)} == {""}
