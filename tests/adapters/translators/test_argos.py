import json
import sys

import pytest

from jobs.adapters.translators.argos import LONGEST, Argos
from jobs.ports import Failure, Translated
from jobs.problems import Problem

RUSSIAN = [
    "Путин и Трамп говорили о перемирии.",
    "Хоккей вернётся весной.",
    "Путин и Трамп говорили о хоккее весной, сказал президент.",
]


def test_each_sentence_gets_one_answer_in_its_own_place(argos_package, tmp_path):
    argos_package(tmp_path, "ru")
    argos = Argos(["ru"], [tmp_path])
    together = argos.translate(RUSSIAN, "ru")
    alone = [argos.translate([text], "ru")[0] for text in RUSSIAN]
    assert [answer.text for answer in together] == [answer.text for answer in alone]
    assert len({answer.text for answer in together}) > 1
    assert all(answer.score is not None and answer.score <= 0 for answer in together)
    assert all(answer.translator is None for answer in together)


def test_the_score_is_the_mean_log_probability_of_a_piece(argos_package, tmp_path):
    argos_package(tmp_path, "ru")
    argos = Argos(["ru"], [tmp_path])
    [answer] = argos.translate(RUSSIAN[:1], "ru")
    [engine] = argos._engines.values()
    source = engine._tokenizer.encode(RUSSIAN[0])
    [result] = engine._model.translate_batch([source], beam_size=4, length_penalty=0.2)
    tokens = result.hypotheses[0]
    [scored] = engine._model.score_batch([source], [tokens])
    # The untrained model babbles up to the limit: the end of the sentence is not in its score.
    mean = sum(scored.log_probs[: len(tokens)]) / len(tokens)
    assert answer.score == pytest.approx(mean, abs=1e-3)


def test_translating_loads_no_sentence_splitter_and_makes_no_folder(
    argos_package, tmp_path, monkeypatch
):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in [name for name in sys.modules if name.startswith("argostranslate")]:
        monkeypatch.delitem(sys.modules, name)
    before = set(sys.modules)
    argos_package(tmp_path / "packages", "ru")
    assert Argos(["ru"], [tmp_path / "packages"]).translate(RUSSIAN, "ru")
    assert not {"stanza", "minisbd", "spacy"} & (set(sys.modules) - before)
    assert list(home.iterdir()) == []


def test_a_sentence_too_long_for_the_model_is_cut_at_clauses_and_not_lost(argos_package, tmp_path):
    argos_package(tmp_path, "ru")
    argos = Argos(["ru"], [tmp_path])
    endless = ", ".join(["хоккей вернётся весной"] * 100)
    argos.translate(["а"], "ru")
    [engine] = argos._engines.values()
    parts = engine._pieces(endless)
    assert len(parts) > 1
    assert all(0 < len(part) <= LONGEST for part in parts)
    letters = "".join("".join(part) for part in parts).replace("▁", "")
    assert letters == endless.replace(" ", "")
    unbroken = engine._pieces("хоккей" * 400)
    assert all(0 < len(part) <= LONGEST for part in unbroken)
    assert isinstance(argos.translate([endless], "ru")[0], Translated)


def test_a_prefix_that_names_the_target_is_no_part_of_the_translation(argos_package, tmp_path):
    argos_package(tmp_path, "ru", target_prefix="__en__")
    [answer] = Argos(["ru"], [tmp_path]).translate(RUSSIAN[:1], "ru")
    assert "__en__" not in answer.text


def test_a_route_over_a_third_language_is_named(argos_package, tmp_path):
    argos_package(tmp_path, "uk", "ru")
    argos_package(tmp_path, "ru", "en")
    argos = Argos(folders=[tmp_path])
    [ukrainian] = argos.translate(["Хокей повернеться навесні."], "uk")
    [russian] = argos.translate(["Хоккей вернётся весной."], "ru")
    assert ukrainian.translator == "argos (uk→ru→en)"
    assert russian.translator is None
    assert "uk→ru→en" in argos.card().caveats[0]


def test_a_direct_package_is_preferred_to_a_route_and_a_newer_to_an_older(argos_package, tmp_path):
    argos_package(tmp_path, "uk", "ru")
    argos_package(tmp_path, "ru", version="1.9")
    argos_package(tmp_path, "ru", version="1.10")
    argos_package(tmp_path, "uk", version="1.0")
    card = Argos(folders=[tmp_path]).card()
    assert card.version == "ru→en 1.10, uk→en 1.0"
    assert card.caveats == ()


def test_rebuilt_weights_under_the_same_number_are_another_version(argos_package, tmp_path):
    folder = argos_package(tmp_path, "ru")
    before = Argos(["ru"], [tmp_path]).version
    with (folder / "model" / "model.bin").open("ab") as handle:
        handle.write(b"\0")
    assert Argos(["ru"], [tmp_path]).version != before


def test_a_language_without_a_package_fails_text_by_text_when_it_was_not_asked_for(
    argos_package, tmp_path
):
    argos_package(tmp_path, "ru")
    argos = Argos(["ru"], [tmp_path])
    assert argos.translate(["Хокей"], "uk") == [
        Failure("No Argos package leads from Ukrainian to English.")
    ]


def test_a_missing_package_is_one_sentence_with_the_remedy(argos_package, tmp_path):
    argos_package(tmp_path, "ru")
    with pytest.raises(Problem, match=r"Ukrainian→English is installed\. Run 'make models'"):
        Argos(["ru", "uk"], [tmp_path, tmp_path / "absent"])


def test_nothing_to_translate_gives_nothing(argos_package, tmp_path):
    argos_package(tmp_path, "ru")
    argos = Argos(["ru"], [tmp_path])
    assert argos.translate([], "ru") == []
    assert isinstance(argos.translate([" "], "ru")[0], Failure)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "metadata.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "metadata.json").write_text("[]", encoding="utf-8"),
        lambda folder: (folder / "metadata.json").write_bytes(b"\xff\xfe\x00"),
        lambda folder: (folder / "metadata.json").unlink(),
        lambda folder: (folder / "model" / "model.bin").unlink(),
        lambda folder: (folder / "model" / "model.bin").write_bytes(b""),
        lambda folder: (folder / "sentencepiece.model").unlink(),
        lambda folder: (folder / "metadata.json").write_text(
            json.dumps({"from_code": "ru"}), encoding="utf-8"
        ),
    ],
)
def test_a_damaged_package_is_named_before_anything_is_translated(argos_package, tmp_path, damage):
    folder = argos_package(tmp_path, "ru")
    damage(folder)
    with pytest.raises(Problem) as problem:
        Argos(["ru"], [tmp_path])
    assert str(problem.value).startswith(str(folder))
    assert "make models" in str(problem.value)


@pytest.mark.parametrize("part", ["model/model.bin", "sentencepiece.model"])
def test_a_package_with_a_garbled_part_is_named_when_it_is_loaded(argos_package, tmp_path, part):
    folder = argos_package(tmp_path, "ru")
    (folder / part).write_bytes(b"garbage" * 10)
    argos = Argos(["ru"], [tmp_path])
    with pytest.raises(Problem) as problem:
        argos.translate(RUSSIAN, "ru")
    assert str(problem.value).startswith(str(folder))
