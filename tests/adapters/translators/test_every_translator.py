"""What every translator in the registry promises; a newcomer inherits these."""

import pytest

from jobs.adapters.translators import TRANSLATORS, choose
from jobs.ports import Failure, Translated

HEAVY = {"compact"}  # loads the built-in model
TEXTS = [
    "Путин и Трамп говорили о перемирии.",
    "",
    "Хоккей вернётся весной.",
    " \n\t",
    "Хоккей вернётся весной.",
    "1:0",
    "🙂🙂🙂",
    "</script><b>жирно</b> & «кавычки» \x00\u202e",
    "Слово " * 150,
]


@pytest.fixture(
    params=[
        pytest.param(name, marks=[pytest.mark.models] if name in HEAVY else [])
        for name in TRANSLATORS
    ]
)
def translator(request, argos_package, tmp_path, monkeypatch):
    if request.param == "argos":
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
        argos_package(tmp_path / "argos", "ru")
        argos_package(tmp_path / "argos", "uk")
    return choose(request.param).translator


def test_every_text_gets_its_answer_in_its_place(translator):
    answers = translator.translate(TEXTS, "ru")
    assert len(answers) == len(TEXTS)
    for text, answer in zip(TEXTS, answers, strict=True):
        assert isinstance(answer, Translated | Failure)
        if isinstance(answer, Translated):
            assert answer.text.strip()
            assert answer.score is None or answer.score <= 0
        else:
            assert answer.reason.endswith(".")
        if not text.strip():
            assert isinstance(answer, Failure)
    assert answers[2] == answers[4]


def test_the_same_texts_give_the_same_english_in_any_order(translator):
    texts = [text for text in TEXTS if text.strip()][:4]
    forward = translator.translate(texts, "uk")
    backward = translator.translate(texts[::-1], "uk")[::-1]
    assert [getattr(answer, "text", None) for answer in forward] == [
        getattr(answer, "text", None) for answer in backward
    ]


def test_nothing_asked_is_nothing_answered(translator):
    assert translator.translate([], "ru") == []


def test_name_and_version_say_who_it_is(translator):
    assert translator.name in TRANSLATORS
    assert translator.version
