import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.adapters.translators.memory import Memory, load, normal
from jobs.ports import Failure, Translated
from jobs.problems import BrokenContract, Problem


class Echo:
    name = "echo"
    version = "1"

    def __init__(self):
        self.asked = []

    def translate(self, texts, language):
        self.asked += texts
        return [Translated(f"echo {text}", -0.5) for text in texts]


def tmx(*units, head='<?xml version="1.0" encoding="UTF-8"?>'):
    return f'{head}<tmx version="1.4"><header/><body>{"".join(units)}</body></tmx>'


def unit(source, english, language="ru", target="en", **attributes):
    stated = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<tu{stated}><tuv xml:lang="{language}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{target}"><seg>{english}</seg></tuv></tu>'
    )


def memory(tmp_path, content, name="memory.tmx", encoding="utf-8"):
    file = tmp_path / name
    file.write_bytes(content.encode(encoding))
    return Memory(file, Echo()), file


def test_a_sentence_that_people_translated_is_not_given_to_a_model(tmp_path):
    translator, _ = memory(tmp_path, tmx(unit("Хоккей вернулся.", "Hockey is back.")))
    known, new = translator.translate(["Хоккей вернулся.", "Война идёт."], "ru")
    assert known == Translated("Hockey is back.", None, "memory")
    assert new == Translated("echo Война идёт.", -0.5, "echo")
    assert translator._inner.asked == ["Война идёт."]


def test_spaces_and_the_shape_of_quotation_marks_are_of_no_account(tmp_path):
    translator, _ = memory(tmp_path, tmx(unit("Матч  «Звезда»\n окончен.", "The match is over.")))
    [known] = translator.translate(['Матч "Звезда" окончен. '], "ru")
    assert known.text == "The match is over."


def test_the_two_languages_are_kept_apart(tmp_path):
    translator, _ = memory(tmp_path, tmx(unit("Так.", "So.", "ru"), unit("Так.", "Yes.", "uk")))
    assert translator.translate(["Так."], "ru")[0].text == "So."
    assert translator.translate(["Так."], "uk")[0].text == "Yes."


@pytest.mark.parametrize(
    ("language", "target"), [("ru-RU", "en-GB"), ("RU", "EN_us"), ("ru_RU", "en")]
)
def test_regions_and_capitals_in_language_codes_are_understood(tmp_path, language, target):
    translator, _ = memory(tmp_path, tmx(unit("Мир.", "Peace.", language, target)))
    assert translator.translate(["Мир."], "ru")[0].text == "Peace."


def test_other_languages_of_a_memory_are_passed_over(tmp_path):
    content = tmx(unit("Pokój.", "Peace.", "pl"), unit("Мир.", "Frieden.", "ru", "de"))
    _, file = memory(tmp_path, content)
    assert load(file) == {}


def test_of_two_translations_the_later_one_wins(tmp_path):
    content = tmx(
        unit("Мир.", "New peace.", changedate="20250301T000000Z"),
        unit("Мир.", "Old peace.", changedate="20240301T000000Z"),
        unit("Дом.", "First house."),
        unit("Дом.", "Second house."),
    )
    _, file = memory(tmp_path, content)
    assert load(file) == {("ru", "Мир."): "New peace.", ("ru", "Дом."): "Second house."}


def test_markup_inside_a_segment_is_no_text(tmp_path):
    segment = 'Это <bpt i="1">&lt;b&gt;</bpt><hi>важно</hi><ept i="1">&lt;/b&gt;</ept>.'
    translator, _ = memory(tmp_path, tmx(unit(segment, "It matters.")))
    assert translator.translate(["Это важно."], "ru")[0].text == "It matters."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_the_encodings_that_translation_tools_write_are_read(tmp_path, encoding):
    stated = encoding.removesuffix("-sig")
    content = tmx(unit("Мир.", "Peace."), head=f'<?xml version="1.0" encoding="{stated}"?>')
    translator, _ = memory(tmp_path, content, encoding=encoding)
    assert translator.translate(["Мир."], "ru")[0].text == "Peace."


def test_a_named_document_type_is_not_fetched_and_does_no_harm(tmp_path):
    head = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">'
    translator, _ = memory(tmp_path, tmx(unit("Мир.", "Peace."), head=head))
    assert translator.translate(["Мир."], "ru")[0].text == "Peace."


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a;" if n == 0 else f"&a{n - 1};" * 10}">' for n in range(10))
    + "]>"
)
SPY = '<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SPY_BY_PARAMETER = (
    '<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>'
)


@pytest.mark.parametrize("head", [BILLION_LAUGHS, SPY, SPY_BY_PARAMETER])
def test_a_memory_that_declares_entities_is_refused(tmp_path, head):
    file = tmp_path / "hostile.tmx"
    file.write_text(tmx(unit("&a;", "&a;"), head=head), encoding="utf-8")
    with pytest.raises(Problem, match=r"hostile\.tmx, line 1: declares the entity 'a"):
        load(file)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.tmx", "<tmx><body>\n<tu></body></tmx>", r"a\.tmx, line 2: is not a well-formed TMX"),
        ("a.tmx", "", "not a well-formed TMX"),
        ("a.tmx", "\0\1\2", "not a well-formed TMX"),
        ("a.tmx", "<html/>", "its root is not <tmx>"),
        ("a.jsonl", '{"source": "а", "target": "b"}\nnonsense\n', r"a\.jsonl, line 2: is not JSON"),
        ("a.jsonl", '["а"]', "line 1: needs the text fields"),
        ("a.jsonl", '{"source": 1, "target": "b"}', "line 1: needs the text fields"),
        ("a.jsonl", '{"source": "а", "target": "b", "language": "pl"}', "neither ru nor uk"),
        ("a.xlsx", "", r"is a \.tmx or a \.jsonl file"),
    ],
)
def test_a_broken_memory_is_one_sentence_with_the_line(tmp_path, name, content, said):
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Problem, match=said):
        load(file)


def test_a_memory_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(Problem, match=r"absent\.tmx: the translation memory cannot be read"):
        load(tmp_path / "absent.tmx")


def test_lines_of_json_may_say_english_or_target_and_leave_the_language_out(tmp_path):
    file = tmp_path / "memory.jsonl"
    entries = [
        {"source": "Мир.", "target": "Peace.", "language": "ru-RU"},
        {"source": "Так.", "english": "Yes."},
    ]
    lines = "\n\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    file.write_bytes(b"\xef\xbb\xbf" + lines.encode())
    assert load(file) == {
        ("ru", "Мир."): "Peace.", ("ru", "Так."): "Yes.", ("uk", "Так."): "Yes.",
    }  # fmt: skip


def test_the_version_changes_with_the_memory_and_with_the_model_behind_it(tmp_path):
    first, file = memory(tmp_path, tmx(unit("Мир.", "Peace.")))
    second, _ = memory(tmp_path, tmx(unit("Мир.", "World.")))
    assert first.version != second.version
    other = Echo()
    other.version = "2"
    assert Memory(file, other).version != second.version


def test_failures_of_the_model_behind_are_handed_on(tmp_path):
    translator, _ = memory(tmp_path, tmx(unit("Мир.", "Peace.")))
    translator._inner.translate = lambda texts, language: [Failure("No.")] * len(texts)
    assert translator.translate(["Мир.", "Дом."], "ru")[1] == Failure("No.")
    translator._inner.translate = lambda texts, language: []
    with pytest.raises(BrokenContract):
        translator.translate(["Дом."], "ru")


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normal(normal(text)) == normal(text)
