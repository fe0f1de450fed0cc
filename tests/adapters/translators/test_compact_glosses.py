"""Glosses: which words get one, and where it is put."""

import gzip
import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.adapters import lemmatisers
from jobs.adapters.translators.compact_glosses import LEXICON, Glosses
from jobs.gazetteer import Gazetteer
from jobs.problems import Problem

LINES = """ru\tгроб\tcoffin
ru\tобмен пленный\tprisoner swap
ru\tобмен\texchange
ru\tв\tnever
ru\tвыйти из строй\tbreak down
ru\tдело\tcase
ru\tна слово верить\ttake at one's word
ru\tслово\tword
uk\t=рік\tyear
uk\tгроб\twrong language
uk\tріка\triver
uk\tріка тому\tago
"""


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    return path


def test_a_word_is_followed_by_what_english_says_for_its_lemma(lexicon: Path) -> None:
    text = "Когда перестанут привозить гробы?"
    glossed = Glosses(lexicon).add(text, "ru")
    assert glossed == "Когда перестанут привозить гробы [ coffin]?"


def test_two_words_together_come_before_each_alone(lexicon: Path) -> None:
    glosses = Glosses(lexicon)
    assert glosses.add("Обмен пленными и обмен", "ru") == (
        "Обмен пленными [ prisoner swap] и обмен [ exchange]"
    )
    assert glosses.add("Обмен, пленными", "ru") == "Обмен [ exchange], пленными"


def test_a_set_phrase_shares_one_gloss_and_may_begin_with_any_word(lexicon: Path) -> None:
    glosses = Glosses(lexicon)
    assert glosses.add("Насос вышел из строя.", "ru") == "Насос вышел из строя [ break down]."
    assert glosses.add("Мы на слово верим делу", "ru") == (
        "Мы на слово верим [ take at one's word] делу [ case]"
    )
    assert glosses.add("вышел из, строя; на слово", "ru") == "вышел из, строя; на слово [ word]"


def test_a_word_as_it_is_written_comes_before_its_lemma_and_a_phrase_before_both(
    lexicon: Path,
) -> None:
    glosses = Glosses(lexicon)
    assert glosses.add("Рік минув, ріки течуть", "uk") == (
        "Рік [ year] минув, ріки [ river] течуть"
    )
    assert glosses.add("Рік тому", "uk") == "Рік тому [ ago]"


def test_a_name_is_glossed_with_its_spelling_and_a_word_that_looks_like_one_is_not(
    lexicon: Path, tmp_path: Path
) -> None:
    path = tmp_path / "gazetteer.tsv.gz"
    path.write_bytes(gzip.compress("ru\tгроб\tGrob\nru\tуэйд\tWade\n".encode()))
    lemmatiser = lemmatisers.choose()
    glosses = Glosses(lexicon, lemmatiser, Gazetteer(lemmatiser, path))
    assert glosses.add("Он против Уэйда, с гробом", "ru") == (
        "Он против Уэйда [ Wade], с гробом [ coffin]"
    )
    assert glosses.version != Glosses(lexicon, lemmatiser).version


def test_words_that_carry_no_content_get_none(lexicon: Path) -> None:
    assert Glosses(lexicon).add("в гробу", "ru") == "в гробу [ coffin]"


def test_glosses_may_be_left_out_one_by_one(lexicon: Path) -> None:
    def keep(gloss: str) -> bool:
        return gloss != "exchange"

    assert Glosses(lexicon).add("обмен гробами", "ru", keep) == "обмен гробами [ coffin]"


@given(st.text(max_size=80))
def test_taken_out_again_the_text_is_whole(text: str) -> None:
    text = text.replace("[", "(")
    parts = Glosses().add(text, "uk").split(" [ ")
    assert parts[0] + "".join(part.partition("]")[2] for part in parts[1:]) == text


def test_the_version_changes_with_the_lexicon(lexicon: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tsv.gz"
    other.write_bytes(gzip.compress(b"ru\tx\ty\n"))
    assert Glosses(lexicon).version != Glosses(other).version


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"ru\tone column too few\n")])
def test_a_damaged_lexicon_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"lexicon\.tsv\.gz: .*cannot be read.*git checkout"):
        Glosses(path).add("гроб", "ru")
    with pytest.raises(Problem, match="cannot be read"):
        _ = Glosses(tmp_path / "elsewhere").version


def test_the_lexicon_in_the_repository_is_small_and_plain() -> None:
    lines = gzip.decompress(LEXICON.read_bytes()).decode("utf-8").splitlines()
    assert LEXICON.stat().st_size < 1_500_000
    assert lines == sorted(lines)
    for line in lines:
        language, lemma, gloss = line.split("\t")
        assert language in ("ru", "uk")
        assert lemma == lemma.lower()
        assert gloss.strip() == gloss != ""
        assert not set("[]") & set(gloss)


def test_the_lexicon_in_the_repository_is_what_its_parts_make(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(LEXICON.parent)
    build = importlib.import_module("build")
    assert gzip.decompress(build.merged()) == gzip.decompress(LEXICON.read_bytes())


def test_its_parts_are_well_formed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(LEXICON.parent)
    build = importlib.import_module("build")
    for path in (build.WORDS, build.CORRECTIONS, build.FORMS):
        entries = list(build.listed(path))
        assert [key for key, _ in entries] == sorted({key for key, _ in entries})
        for key, gloss in entries:
            assert gloss == build.NONE or build.GLOSS.fullmatch(gloss), key
    for path in build.PHRASES.glob("*.tsv"):
        for line in path.read_text("utf-8").splitlines():
            russian, ukrainian, gloss = line.split("\t")
            assert russian or ukrainian, line
            assert build.GLOSS.fullmatch(gloss), line


def test_words_were_written_only_where_nothing_else_has_an_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(LEXICON.parent)
    build = importlib.import_module("build")
    others = {*build.mined(), *dict(build.listed(build.CORRECTIONS)), *dict(build.written())}
    words = dict(build.listed(build.WORDS))
    assert len(words) > 10_000
    assert others.isdisjoint(words)
