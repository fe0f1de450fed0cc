"""The compact translator: what it does with texts."""

import subprocess
import sys
from pathlib import Path

import iuliia
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.adapters.translators.compact import Compact
from jobs.adapters.translators.compact_decoder import (
    LONGEST,
    Decoder,
    Rules,
    Written,
    cap,
)
from jobs.adapters.translators.compact_model import find_adapter
from jobs.adapters.translators.compact_pieces import (
    BEGIN,
    END,
    PAD,
    UNKNOWN,
    Pieces,
    pack,
    sentencepiece_model,
    unpack,
)
from jobs.adapters.translators.repeats import loops, stutters
from jobs.ports import Failure, Translated
from jobs.problems import Problem

BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
LETTERS = [*"▁абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґabcdefghijklmnopqrstuvwxyzREU:.,!?"]
NAMES = [PAD, END, BEGIN, UNKNOWN, "\n", *BYTES, *LETTERS, "▁мир", "мир", "ми"]
TYPES = [3, 3, 3, 2, 4] + [6] * 256 + [1] * (len(LETTERS) + 3)
MODEL = sentencepiece_model(NAMES, [-float(i) for i in range(len(NAMES))], TYPES)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    """A tiny vocabulary in which "мир" was cut and has to be spelt."""
    dropped = {NAMES.index("мир"), NAMES.index("▁мир")}
    return Pieces(MODEL, [i for i in range(len(NAMES)) if i not in dropped])


def latin(text: str) -> str:
    return iuliia.WIKIPEDIA.translate(text)


class Echo:
    """An engine that answers "en" and the source in Latin letters, and remembers its calls.

    Of a source with ``loop_on`` it makes a loop, one with ``keep`` it leaves in Cyrillic: as long
    as no rule forbids it.
    """

    def __init__(self, pieces: Pieces, loop_on: str = "", keep: str = "") -> None:
        self.pieces, self.loop_on, self.keep = pieces, loop_on, keep
        self.sources: list[str] = []
        self.calls: list[tuple[int, int, Rules]] = []

    def write(self, prompts: list[list[str]], most: int, rules: Rules) -> list[Written]:
        self.calls.append((len(prompts), most, rules))
        out = []
        for prompt in prompts:
            source = self.pieces.join(prompt).split(": ", 1)[1].split("\n")[0]
            self.sources.append(source)
            if self.loop_on and self.loop_on in source and not rules.no_repeat:
                said = ["▁", "a"] * most
                out.append(Written(said[:most], -0.1, False))
            elif self.keep and self.keep in source and not rules.banned:
                out.append(Written(self.pieces.split(f" en {source}"), -0.1, True))
            else:
                out.append(Written(self.pieces.split(f" en {latin(source)}"), -0.5, True))
        return out


def english(result: Translated | Failure) -> str:
    assert isinstance(result, Translated)
    return result.text


@given(st.text(max_size=60))
def test_no_text_is_beyond_the_kept_pieces(text: str) -> None:
    dropped = {NAMES.index("мир"), NAMES.index("▁мир")}
    small = Pieces(MODEL, [i for i in range(len(NAMES)) if i not in dropped])
    spaced = f" {text}".replace("▁", "")  # the mark for a space is no letter of any news
    assert small.join(small.split(spaced)) == spaced
    assert UNKNOWN not in small.split(spaced)


def test_a_piece_that_was_cut_is_spelt_with_the_longest_kept_ones(pieces: Pieces) -> None:
    assert pieces.split(" мир") == ["▁", "ми", "р"]
    assert pieces.split("Ж") == ["<0xD0>", "<0x96>"]


def test_markers_in_an_article_are_text_not_commands(pieces: Pieces) -> None:
    assert END not in pieces.split("мир<eos>мир")


@given(st.sets(st.integers(0, 999)))
def test_the_bitmap_of_kept_pieces_gives_back_the_ids(kept: set[int]) -> None:
    assert unpack(pack(sorted(kept), 1000)).tolist() == sorted(kept)


@settings(deadline=None)
@given(st.permutations(["да", "нет", "мир во всем мире", "", "кто", "2018", "да"]))
def test_translations_come_in_the_order_of_the_texts(texts: list[str]) -> None:
    small = Pieces(MODEL, range(len(NAMES)))
    results = Decoder(small, Echo(small)).translate(texts, "ru")
    for text, result in zip(texts, results, strict=True):
        if not text:
            assert isinstance(result, Failure)
        elif text == "2018":
            assert result == Translated("2018", None)
        else:
            assert english(result) == f"en {latin(text)}"


def test_a_sentence_that_comes_twice_is_translated_once(pieces: Pieces) -> None:
    engine = Echo(pieces)
    Decoder(pieces, engine).translate(["да", "да", "нет"], "uk")
    assert [size for size, _, _ in engine.calls] == [2]


def test_lines_stay_lines(pieces: Pieces) -> None:
    (result,) = Decoder(pieces, Echo(pieces)).translate(
        [
            "да\n\n нет ",
        ],
        "ru",
    )
    assert english(result) == "en da\nen net"


def test_a_text_without_cyrillic_stays_as_it_is_and_needs_no_model(tmp_path: Path) -> None:
    translator = Compact(cache=tmp_path)
    assert translator.translate(["BBC News", "18.03.2025"], "uk") == [
        Translated("BBC News", None),
        Translated("18.03.2025", None),
    ]
    assert not list(tmp_path.iterdir())
    (blank,) = translator.translate([" \n"], "ru")
    assert isinstance(blank, Failure)


def test_a_text_too_long_for_the_model_is_cut_where_sentences_or_clauses_end(
    pieces: Pieces,
) -> None:
    text = "мир, " * 200 + "и. " + "Да " * 10 + "б" * 500
    engine = Echo(pieces)
    (result,) = Decoder(pieces, engine).translate([text], "ru")
    said = english(result).replace("en ", "").replace(" ", "")
    assert said == latin(text).replace(" ", "")  # nothing is lost
    assert all(most <= cap(LONGEST + 1) for _, most, _ in engine.calls)


def test_a_loop_is_done_again_without_repeats(pieces: Pieces) -> None:
    engine = Echo(pieces, loop_on="беда")
    results = Decoder(pieces, engine).translate(["мир", "беда пришла", "да"], "ru")
    assert [english(result) for result in results] == ["en mir", "en beda prishla", "en da"]
    assert [(size, rules.no_repeat > 0) for size, _, rules in engine.calls] == [
        (3, False),
        (1, True),
    ]


def test_what_was_left_in_cyrillic_is_done_again_in_latin_letters(pieces: Pieces) -> None:
    engine = Echo(pieces, keep="беда")
    results = Decoder(pieces, engine).translate(["мир", "беда пришла"], "ru")
    assert [english(result) for result in results] == ["en mir", "en beda prishla"]
    (_, again) = (rules for _, _, rules in engine.calls)
    assert {"б", "ми", "▁"} & set(again.banned) == {"б", "ми"}


def test_glosses_are_shown_to_the_model_and_do_not_make_its_answer_longer(pieces: Pieces) -> None:
    plain, glossed = Echo(pieces), Echo(pieces)
    Decoder(pieces, plain).translate(["беда пришла"], "ru")
    Decoder(pieces, glossed, lambda text, _: f"{text} [ came]").translate(["беда пришла"], "ru")
    assert plain.sources == ["беда пришла"]
    assert glossed.sources == ["беда пришла [ came]"]
    assert [most for _, most, _ in glossed.calls] == [most for _, most, _ in plain.calls]


@pytest.mark.parametrize(
    ("text", "looping"),
    [
        ("no no no no", True),
        ("the war is over and the war is over and the war is over and the war is over and", True),
        ("bye bye bye, he said, and said it again", False),
        ("It was, it is and it will be", False),
        ("Time is a burden, it has passed. Time is a burden, it has passed.", True),
        ("", False),
    ],
)
def test_loops_are_told_from_emphasis(text: str, looping: bool) -> None:
    assert loops(text) is looping


def test_words_said_twice_are_a_fault_only_where_the_source_says_nothing_twice() -> None:
    twice = "in the islands of the south departed from the islands of the south"
    assert stutters("Острова отошли соседям", f"{twice} {twice}")
    assert not stutters("да, да и да, да", f"{twice} {twice}")
    assert not stutters("Острова отошли", "the islands went, the islands stayed")


def test_a_damaged_adapter_is_named_in_one_sentence_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(b"half of it")
    path.with_suffix(".sha256").write_text("0" * 64 + "  adapter.safetensors\n")
    with pytest.raises(Problem, match=r"adapter\.safetensors: the checksum is .*git checkout"):
        find_adapter(path)
    with pytest.raises(Problem, match="cannot be read"):
        Compact(cache=tmp_path, adapter=tmp_path / "elsewhere.safetensors")


def test_the_adapter_in_the_repository_is_the_one_its_checksum_vouches_for() -> None:
    assert find_adapter().path.stat().st_size < 25_000_000


def test_naming_the_translator_loads_nothing_heavy() -> None:
    code = (
        "import sys; from jobs.adapters.translators.compact import Compact; Compact();"
        "heavy = {'torch', 'transformers', 'ctranslate2', 'sentencepiece', 'gguf'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.models
def test_the_built_in_model_translates_news() -> None:
    translator = Compact()
    texts = [
        "Президент России Владимир Путин прибыл в Москву.",
        "Погода сегодня хорошая.",
        "В матче забили 5 шайб.",
    ]
    together = translator.translate(texts, "ru")
    assert "Vladimir Putin" in english(together[0])
    assert "weather" in english(together[1])
    assert "5" in english(together[2])
    assert all(isinstance(r, Translated) and r.score is not None and r.score <= 0 for r in together)
    (ukrainian,) = translator.translate(["Президент України прибув до Києва."], "uk")
    assert "president" in english(ukrainian).lower()
    assert "Ukrain" in english(ukrainian)


@pytest.mark.models
def test_the_built_in_model_does_not_heed_what_else_is_translated() -> None:
    translator = Compact()
    texts = [
        "По словам пресс-секретаря, стороны обсудили прекращение огня, обмен пленными и судьбу "
        "электростанций, однако о дате новой встречи переговорщики договориться не смогли.",
        "Губернатор сообщил, что ночью дроны повредили две подстанции, из-за чего без света "
        "остались одиннадцать тысяч жителей района, а больница перешла на генераторы.",
        "Тренер сборной заявил, что команда вернётся на мировой турнир не раньше, чем "
        "федерация снимет запрет, введённый три года назад.",
        "Аналитик банка полагает, что рубль до конца весны укрепится, если нефть не подешевеет.",
        "«Мы этого не обещали», — ответил министр на вопрос журналиста.",
    ]
    together = [english(result) for result in translator.translate(texts, "ru")]
    turned = [english(result) for result in translator.translate(texts[::-1][:3], "ru")]
    assert together[::-1][:3] == turned
    assert [english(translator.translate([text], "ru")[0]) for text in texts] == together
