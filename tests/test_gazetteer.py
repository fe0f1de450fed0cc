"""The list of names: how a name is found in the case that a text has it in."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.adapters import lemmatisers
from jobs.gazetteer import GAZETTEER, NONE, Gazetteer, folded
from jobs.ports import Lemmatiser
from jobs.problems import Problem

WRITTEN = GAZETTEER.parent / "written"
LINES = """ru\tдмитриев\tDmitriev
ru\tдмитриева\tDmitrieva
ru\tзахаров\tZakharov
ru\tкавано\tKavanaugh
ru\tо'брайен\tO'Brien
ru\tпол\tPaul
ru\tпола\tPaula
ru\tсоболева\tSoboleva
ru\tуэйд\tWade
ru\tмарин\tMarin
ru\tмарина\t-
ru\tНАТО\tNATO
uk\tвейд\tWade
"""


@pytest.fixture(scope="module")
def lemmatiser() -> Lemmatiser:
    return lemmatisers.choose()


@pytest.fixture(scope="module")
def shipped(lemmatiser: Lemmatiser) -> Gazetteer:
    return Gazetteer(lemmatiser)


@pytest.fixture
def small(tmp_path: Path, lemmatiser: Lemmatiser) -> Gazetteer:
    path = tmp_path / "gazetteer.tsv.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    return Gazetteer(lemmatiser, path)


@pytest.mark.parametrize(
    ("surface", "language", "english"),
    [
        # What stays as it is in every case, and what the dictionary takes for another word's form.
        ("Кавано", "ru", "Kavanaugh"),
        ("О’Брайена", "ru", "O'Brien"),
        ("Уэйдом", "ru", "Wade"),
        ("Вейдові", "uk", "Wade"),
        # A woman's surname, or a man's in the genitive: only what is listed itself.
        ("Захаров", "ru", "Zakharov"),
        ("Захарова", "ru", None),
        ("Дмитриева", "ru", None),
        ("Соболев", "ru", None),
        ("Соболева", "ru", "Soboleva"),
        # Spelt by who bears it, and not another name's form.
        ("Марина", "ru", None),
        ("Марины", "ru", None),
        # An acronym is no name that has the same letters, and a heading in capitals is one.
        ("НАТО", "ru", "NATO"),
        ("Нато", "ru", None),
        ("УЭЙД", "ru", None),
        ("КАВАНО", "ru", "Kavanaugh"),
        # Each language has its own.
        ("Вейда", "ru", None),
        ("Уэйд", "uk", None),
        ("Иванов", "ru", None),
    ],
)
def test_a_name_is_found_in_the_case_that_it_stands_in(small, surface, language, english) -> None:
    assert small.english(surface, surface.lower(), language) == english


def test_a_form_of_two_names_is_the_lemmas(small: Gazetteer) -> None:
    assert small.english("Пола", "пол", "ru") == "Paul"
    assert small.english("Пола", "пола", "ru") == "Paula"


def test_a_form_that_may_be_of_either_of_two_names_is_nobodys(tmp_path, lemmatiser) -> None:
    path = tmp_path / "gazetteer.tsv.gz"
    path.write_bytes(gzip.compress("ru\tвалентин\tValentin\nru\tвалентино\tValentino\n".encode()))

    class Either:
        """Takes a form for one of either name."""

        name = version = "either"

        def tokens(self, text, language):
            raise AssertionError

        def readings(self, form, language):
            return ("валентин", "валентино")

    assert Gazetteer(Either(), path).english("Валентине", "валентине", "ru") is None
    assert Gazetteer(lemmatiser, path).english("Валентине", "валентин", "ru") == "Valentin"


@pytest.mark.parametrize(
    ("surface", "language", "english"),
    [
        ("Боттасу", "ru", "Bottas"),
        ("Пейлин", "ru", "Palin"),
        ("Макгрегора", "ru", "McGregor"),
        ("Лейкерс", "ru", "Lakers"),
        ("Харькове", "ru", "Kharkiv"),
        ("Стерлінгу", "uk", "Sterling"),
        ("Феттелем", "uk", "Vettel"),
        ("Вашингтоні", "uk", "Washington"),
    ],
)
def test_names_of_the_news_are_listed(shipped, lemmatiser, surface, language, english) -> None:
    (token,) = lemmatiser.tokens(surface, language)
    assert shipped.english(surface, token.lemma, language) == english


@given(st.data())
def test_every_listed_name_is_found_by_itself(shipped: Gazetteer, data: st.DataObject) -> None:
    language, name = data.draw(st.sampled_from(sorted(shipped.entries)))
    surface = name if name.isupper() else name.title()
    english = shipped.entries[language, name]
    wanted = {None if english == NONE else english}
    if name.endswith(("ва", "на")) and (language, name[:-1]) in shipped.entries:
        wanted.add(None)  # a woman's surname, or a man's in the genitive
    assert shipped.english(surface, name, language) in wanted


def test_the_list_is_what_was_written_sorted_and_each_name_once(shipped: Gazetteer) -> None:
    lines = gzip.decompress(GAZETTEER.read_bytes()).decode("utf-8").splitlines()
    assert len(lines) > 70_000
    assert len({line.rsplit("\t", 1)[0] for line in lines}) == len(lines)
    assert lines == sorted(lines)
    written = {
        f"{language}\t{folded(name)}\t{columns[2]}"
        for path in WRITTEN.glob("*.tsv")
        for columns in (line.split("\t") for line in path.read_text("utf-8").splitlines())
        for language, name in zip(("ru", "uk"), columns[:2], strict=True)
    }
    assert written.issuperset(line for line in lines if not line.endswith(f"\t{NONE}"))


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"ru\tone column too few\n")])
def test_a_damaged_list_is_named_with_the_remedy(tmp_path, lemmatiser, content) -> None:
    path = tmp_path / "gazetteer.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"gazetteer\.tsv\.gz: .*cannot be read.*git checkout"):
        Gazetteer(lemmatiser, path).english("Уэйд", "уэйд", "ru")
    with pytest.raises(Problem, match="cannot be read"):
        _ = Gazetteer(lemmatiser, tmp_path / "elsewhere").version
