import pytest

from jobs.ports import Identified
from jobs.stages.language import WrongLanguage, code_of, language_of


class Saying:
    name = version = "fixed"

    def __init__(self, language: str, confidence: float = 1.0) -> None:
        self._said = Identified(language, confidence)

    def identify(self, text: str) -> Identified:
        return self._said


CYRILLIC, LATIN = "Президенты говорили.", "The presidents spoke."


def test_the_text_wins_over_what_the_outlet_usually_writes_in():
    assert language_of(CYRILLIC, None, "uk", Saying("ru")) == "ru"


def test_an_article_that_contradicts_its_own_text_is_refused_with_both_names():
    with pytest.raises(WrongLanguage, match="says that it is in Ukrainian but is in Russian"):
        language_of(CYRILLIC, "uk", "uk", Saying("ru"))


def test_where_the_text_gives_no_clue_the_header_decides_and_then_the_outlet():
    unsure = Saying("bg", 0.4)
    assert language_of(CYRILLIC, "ukr", "ru", unsure) == "uk"
    assert language_of(CYRILLIC, None, "ru", unsure) == "ru"
    with pytest.raises(WrongLanguage, match="Bulgarian"):
        language_of(CYRILLIC, None, "bg", unsure)


@pytest.mark.parametrize("given_", [None, "pl", "Polish"])
def test_another_language_is_refused_by_name(given_):
    with pytest.raises(WrongLanguage, match="is in Polish; only"):
        language_of("Prezydenci rozmawiali.", given_, "en", Saying("pl"))


def test_a_language_that_nobody_knows_is_refused():
    with pytest.raises(WrongLanguage, match="write ru, uk or en"):
        language_of(CYRILLIC, "klingon", "ru", Saying("ru"))
    with pytest.raises(WrongLanguage, match="code 'qu'"):
        language_of(LATIN, None, "en", Saying("qu"))


def test_russian_in_latin_letters_is_refused():
    with pytest.raises(WrongLanguage, match="not in Cyrillic"):
        language_of("Prezidenty govorili", None, "ru", Saying("sk", 0.3))


@pytest.mark.parametrize(
    ("name", "code"),
    [("uk-UA", "uk"), ("en_GB", "en"), ("Russian", "ru"), ("UA", "uk"), ("українська", "uk")],
)
def test_languages_are_named_in_many_ways(name, code):
    assert code_of(name) == code
