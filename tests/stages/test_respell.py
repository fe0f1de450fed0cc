"""Names that a rough translator mangled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.adapters import lemmatisers
from jobs.stages.respell import Speller, Spellings, respell
from tests.stages.test_reconsider import frames

WORDS = ("Putin", "Helsinki", "Moscow", "The", "He", "said", "in", "the", "of", "Steve", "Friday",
         "Clarke")  # fmt: skip
KNOWN = Spellings({("ru", "путин"): "Putin", ("ru", "хельсинки"): "Helsinki"}, frozenset(WORDS))


@pytest.fixture(scope="module")
def speller():
    return Speller(lemmatisers.choose(), frozenset({"Zelenskyy", "Witkoff"}), KNOWN)


@pytest.mark.parametrize(
    ("source", "english", "language", "wanted"),
    [
        # Garbled, and no English word: as the letters sound.
        ("Детский тренер Олег Сташевский помнит.", "Trainer Oleg Stepanovsky remembers.", "ru",
         "Trainer Oleg Stashevsky remembers."),
        ("Удар прийшовся по Слов'янську.", "The strike hit Słoniansk.", "uk",
         "The strike hit Sloviansk."),
        # Spelt as the event's English outlets do; the possessive stays.
        ("Об этом сказал Владимир Зеленский.", "This was Vladimir Zelenskoy's word.", "ru",
         "This was Vladimir Zelenskyy's word."),
        ("Приехал спецпосланник Стив Уиткофф.", "The envoy Steve Wittkov came.", "ru",
         "The envoy Steve Witkoff came."),
        # Left in Cyrillic.
        ("Он погиб под Курском.", "He died near Курск.", "ru", "He died near Kursk."),
        # What English knows is right, whatever the letters say.
        ("Встреча в Хельсинки прошла.", "The meeting in Helsinki was held.", "ru",
         "The meeting in Helsinki was held."),
        ("Он живёт в Москве.", "He lives in Moscow.", "ru", "He lives in Moscow."),
        # Listed: not as it sounds; another bearer's spelling of the same sound is left.
        ("Его зовут Джонни Инглиш.", "His name is Johnny Inhlish.", "ru",
         "His name is Johnny English."),
        ("Это игра «Лейкерс».", "It is a game of Leikers.", "ru", "It is a game of Lakers."),
        ("Приехал Тони Кларк.", "Tony Clarke came.", "ru", "Tony Clarke came."),
        # Foreign names that the Cyrillic only hints at, and customary spellings.
        ("Он живёт в Биркенхеде.", "He lives in Birkenhead.", "ru", "He lives in Birkenhead."),
        ("Приехал Юрий Соловьёв.", "He met Yuri Soloviev.", "ru", "He met Yuri Soloviev."),
    ],
)  # fmt: skip
def test_names_are_spelt_from_the_original(speller, source, english, language, wanted):
    assert speller.respelled(source, english, language) == wanted


@given(st.text(alphabet=st.sampled_from("abcxyz .,'\"АБВабв"), max_size=80))
def test_english_of_a_source_without_names_changes_in_cyrillic_words_only(speller, english):
    made = speller.respelled("он сказал, что идёт война", english, "ru")
    if not any("А" <= letter <= "В" for letter in english):
        assert made == english
    assert [c for c in made if c in " .,"] == [c for c in english if c in " .,"]


def test_only_rough_translators_are_corrected():
    ru = {"language": "ru", "text": "Пришёл Олег Сташевский.", "english": "Oleg Stepanovsky came."}
    passages, renderings = frames(
        ru,
        {**ru, "by": "argos"},
        {**ru, "by": "memory"},
        {"language": "en", "text": "Oleg Stepanovsky.", "english": "Oleg Stepanovsky.",
         "by": "original", "score": None},
    )  # fmt: skip
    assert respell(passages, renderings, lemmatisers.choose())["english"].to_list() == [
        "Oleg Stepanovsky came.",  # the event's own English has that name
        "Oleg Stepanovsky came.",
        "Oleg Stepanovsky came.",
        "Oleg Stepanovsky.",
    ]
    alone = respell(*frames(ru, {**ru, "by": "argos"}), lemmatisers.choose())
    assert alone["english"].to_list() == ["Oleg Stashevsky came.", "Oleg Stepanovsky came."]
