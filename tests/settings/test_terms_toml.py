"""terms.toml is read strictly: a mistake is one sentence with the file and the remedy."""

from pathlib import Path

import pytest

from jobs.problems import Problem
from jobs.settings import load_terms

INPUTS = Path(__file__).parents[2] / "inputs"


def book(tmp_path, *texts):
    paths = []
    for index, text in enumerate(texts):
        paths.append(tmp_path / f"{index}.toml")
        paths[-1].write_text(text, encoding="utf-8")
    return load_terms(paths)


WAR = '[concepts.war]\n[[concepts.war.variants]]\nlabel = "war"\nru = ["война|войнушка"]\n'


def test_a_later_file_replaces_a_concept(tmp_path):
    other = '[concepts.war]\n[[concepts.war.variants]]\nlabel = "x"\nuk = ["війна"]\n'
    assert [term.variant for term in book(tmp_path, WAR, other).terms] == ["війна"]


def test_writings_of_a_variant_are_joined_by_a_bar(tmp_path):
    assert book(tmp_path, WAR).terms[0].writings == ("война", "войнушка")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[concept.war]", "unknown key 'concept'"),
        ("[concepts.war]\ntitel = 'x'", "line 2: unknown key 'titel'"),
        ("[[concepts.war.variants]]\nru = ['x']", "'label' is missing"),
        ("[[concepts.war.variants]]\nlabel = 'x'\nru = 'x'", "not a list"),
        ("[[concepts.war.variants]]\nlabel = 'x'\nru = ['|']", "a phrase without words"),
        ("concepts = 3", "'concepts' is a number"),
        ("[concepts.war]\nvariants = 3", "is no list of tables"),
    ],
)
def test_a_mistake_is_one_sentence_with_the_file(tmp_path, text, words):
    with pytest.raises(Problem, match=words) as caught:
        book(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path))


def test_the_built_in_terms_cover_all_three_languages():
    terms = load_terms([INPUTS / "terms.toml"])
    for concept in terms.titles:
        languages = {term.language for term in terms.terms if term.concept == concept}
        assert languages == {"ru", "uk", "en"}, concept
