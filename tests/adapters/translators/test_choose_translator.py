import json
import shutil

import pytest

from jobs.adapters import translators
from jobs.adapters.translators import TRANSLATORS, automatic, choose
from jobs.adapters.translators.compact import Compact
from jobs.ports import Translated
from jobs.problems import Problem
from jobs.store import Store


class FakeCompact:
    name = "compact"
    version = "1"

    def __init__(self):
        self.asked = []

    def translate(self, texts, language):
        self.asked += texts
        return [Translated("English") for _ in texts]


@pytest.fixture
def argos_place(tmp_path, monkeypatch):
    """An empty place for Argos packages, and a built-in translator that loads nothing."""
    place = tmp_path / "argos"
    place.mkdir()
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(place))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setitem(TRANSLATORS, "compact", lambda languages: FakeCompact())
    return place


def test_auto_takes_argos_where_both_packages_are_installed(argos_place, argos_package):
    argos_package(argos_place, "ru")
    argos_package(argos_place, "uk")
    choice = choose("auto")
    assert choice.translator.name == "argos"
    assert choice.cards[0].caveats == ()


def test_auto_takes_the_built_in_one_where_a_package_lacks_and_says_why(argos_place, argos_package):
    argos_package(argos_place, "ru")
    choice = choose("auto")
    assert choice.translator.name == "compact"
    assert "Only one of the two Argos packages" in choice.cards[0].caveats[0]


def test_auto_does_not_take_a_route_over_a_third_language(argos_place, argos_package):
    argos_package(argos_place, "ru")
    argos_package(argos_place, "uk", "ru")
    assert automatic()[0] == "compact"


def test_auto_says_that_a_damaged_package_was_passed_over(argos_place, argos_package):
    argos_package(argos_place, "ru")
    folder = argos_package(argos_place, "uk")
    shutil.rmtree(folder / "model")
    name, notes = automatic()
    assert name == "compact"
    assert str(folder) in notes[0]


def test_packages_that_argos_translate_itself_installed_are_used(
    argos_place, argos_package, tmp_path
):
    theirs = tmp_path / "data" / "argos-translate" / "packages"
    argos_package(theirs, "ru")
    argos_package(theirs, "uk")
    assert choose("auto").translator.name == "argos"


def test_packages_of_other_kinds_are_no_translators(argos_place, argos_package):
    folder = argos_package(argos_place, "ru", "en")
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    (folder / "metadata.json").write_text(json.dumps({**metadata, "type": "sbd"}), encoding="utf-8")
    assert automatic() == ("compact", ())


def test_a_named_translator_that_is_missing_is_one_sentence_with_the_remedy(argos_place):
    with pytest.raises(Problem, match="Run 'make models'"):
        choose("argos")


def test_an_unknown_translator_is_one_sentence_with_the_names(argos_place):
    with pytest.raises(Problem, match="Use auto, argos, compact or memory"):
        choose("google")


def test_a_memory_without_a_file_is_one_sentence_with_the_remedy(argos_place):
    with pytest.raises(Problem, match="Add a line 'memory"):
        choose("memory")


@pytest.mark.parametrize("name", ["auto", "compact", "memory"])
def test_a_memory_comes_before_the_model_and_the_model_remembers(argos_place, tmp_path, name):
    file = tmp_path / "memory.jsonl"
    file.write_text('{"source": "Мир.", "target": "Peace."}\n', encoding="utf-8")
    store = Store(tmp_path / "cache.sqlite")
    choice = choose(name, memory=file, store=store)
    assert [card.name for card in choice.cards] == ["memory", "compact"]
    for _ in range(2):
        assert [answer.text for answer in choice.translator.translate(["Мир.", "Дом."], "ru")] == [
            "Peace.", "English",
        ]  # fmt: skip
    assert choice.translator._inner._inner.asked == ["Дом."]


def test_what_is_remembered_survives_a_change_of_the_memory(argos_place, tmp_path):
    store = Store(tmp_path / "cache.sqlite")
    file = tmp_path / "memory.jsonl"
    asked = []
    for content in ('{"source": "Мир.", "target": "Peace."}', '{"source": "Я.", "target": "I."}'):
        file.write_text(content, encoding="utf-8")
        choice = choose("compact", memory=file, store=store)
        choice.translator.translate(["Дом."], "ru")
        asked.append(choice.translator._inner._inner.asked)
    assert asked == [["Дом."], []]


def test_every_name_in_the_registry_is_one_that_its_translator_bears(argos_place, argos_package):
    argos_package(argos_place, "ru")
    argos_package(argos_place, "uk")
    for name in TRANSLATORS:
        assert choose(name).translator.name == name
    assert translators.FOREIGN == ("ru", "uk")


def test_the_built_in_translator_can_be_asked_again_and_argos_need_not_be(
    argos_place, argos_package, monkeypatch, tmp_path
):
    argos_package(argos_place, "ru")
    argos_package(argos_place, "uk")
    assert choose("argos").again is None
    monkeypatch.setitem(TRANSLATORS, "compact", lambda languages: Compact(cache=tmp_path))
    again = choose("compact").again
    assert again is not None
    assert again.name == "compact"


def test_what_the_first_way_translated_is_not_translated_again_by_the_second(
    argos_place, monkeypatch, tmp_path
):
    asked = []

    class Counting(Compact):
        def translate(self, texts, language):
            asked.extend(texts)
            return [Translated("English") for _ in texts]

    monkeypatch.setitem(TRANSLATORS, "compact", lambda languages: Counting(cache=tmp_path))
    choice = choose("compact", store=Store(tmp_path / "cache.sqlite"))
    assert choice.again is not None
    for way in (choice.translator, choice.again, choice.again):
        assert way.translate(["Он уехал."], "ru") == [Translated("English")]
    assert asked == ["Он уехал."]
