from pathlib import Path

import pytest

from jobs.adapters.sources.prose import Markdown, PlainText
from jobs.ports import Draft, Unreadable

TEXT = "Президенты говорили по телефону больше двух часов."


def markdown(tmp_path: Path, text: str) -> Draft | Unreadable:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    (found,) = Markdown().read(path, "a.md")
    return found


def plain(tmp_path: Path, text: str) -> Draft | Unreadable:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (found,) = PlainText().read(path, "a.txt")
    return found


def test_front_matter_gives_the_fields_and_the_rest_is_the_body(tmp_path):
    found = markdown(
        tmp_path,
        f"---\noutlet: Ведомость\ntitle: 'Разговор'\nurl: https://example.org/1\n"
        f"published: 2025-03-18T21:00:00+03:00\nauthor: [А. Б., В. Г.]\nlanguage: ru\n"
        f"tags: [a, b]\n---\n\n{TEXT}\n",
    )
    assert found == Draft(
        "a.md",
        TEXT,
        outlet="Ведомость",
        title="Разговор",
        url="https://example.org/1",
        published="2025-03-18T21:00:00+03:00",
        author="А. Б., В. Г.",
        language="ru",
    )


@pytest.mark.parametrize(
    "header",
    [
        "---\nOutlet: O\nTitle: Putin: we agree\n---\n",  # no YAML: a colon without quotes
        "---\nsource: O\nheadline: 'Putin: we agree'\n---\n",
        "\ufeff---\r\noutlet: O\r\ntitle: 'Putin: we agree'\r\n---\r\n",
        "---\noutlet: O\ntitle: 'Putin: we agree'\n\n",  # never closed
        "outlet: O\ntitle: Putin: we agree\n\n",
        '---\noutlet: O\ntitle: "Putin: we agree"\n...\n',
    ],
)
@pytest.mark.parametrize("read", [markdown, plain])
def test_a_header_is_understood_as_people_write_it(tmp_path, header, read):
    found = read(tmp_path, header + "Body text.\n")
    assert (found.outlet, found.title, found.body.strip()) == ("O", "Putin: we agree", "Body text.")


def test_an_exact_name_wins_over_another_word_for_it(tmp_path):
    found = markdown(tmp_path, "---\noutlet: Kept\nsource: TASS\n---\nBody text.")
    assert found.outlet == "Kept"


@pytest.mark.parametrize(
    "block",
    [
        "!!python/object/apply:os.system ['echo pwned']",
        "outlet: !!python/name:os.system",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nauthor: *c",
        "[" * 5_000,
        "outlet: {a: b}",
        "- a\n- b",
        "title: 2025-99-99",
    ],
)
def test_a_hostile_header_does_nothing(tmp_path, block):
    found = markdown(tmp_path, f"---\n{block}\n---\n{TEXT}")
    assert found.body == TEXT


def test_markup_is_taken_off_and_the_words_stay(tmp_path):
    found = markdown(
        tmp_path,
        "# Заголовок *дня*\n\n"
        "Первый **абзац** со [ссылкой](https://example.org 't') и `кодом`,\nразбитый.\n\n"
        "## Подзаголовок\n\n> «Цитата», — сказал он.\n\n- один\n- два\n\n"
        "18. марта было тихо.\n\n![подпись](a.png)\n\n"
        "    Абзац с отступом.\n\n| а | б |\n|---|---|\n| 1 | 2 |\n\n"
        "Было &laquo;тихо&raquo; и <b>темно</b>.\n\n* * *\n\n~~Конец~~.",
    )
    assert found.title == "Заголовок дня"
    assert found.body.split("\n\n") == [
        "Первый абзац со ссылкой и кодом, разбитый.",
        "Подзаголовок",
        "«Цитата», — сказал он.",
        "один",
        "два",
        "18. марта было тихо.",
        "Абзац с отступом.",
        "а б",
        "1 2",
        "Было «тихо» и темно.",
        "Конец.",
    ]


def test_scripts_and_styles_in_markdown_leave_nothing_behind(tmp_path):
    found = markdown(
        tmp_path,
        f"{TEXT}\n\n<script>alert('x')</script>\n\n<style>p{{}}</style>\n\n"
        "Ещё <img src=x onerror=alert(1)> слова <script>alert(2)</script> тут.\n\n"
        "[нажми](javascript:alert(3))",
    )
    assert "alert(1)" not in found.body
    assert "alert('x')" not in found.body
    assert "<" not in found.body
    assert found.body.startswith(TEXT)


def test_dash_speech_is_no_list(tmp_path):
    found = markdown(tmp_path, "— Это возвращение, — сказал он.\n\n— Нет.")
    assert found.body == "— Это возвращение, — сказал он.\n\n— Нет."


def test_a_heading_that_is_not_the_title_stays_in_the_text(tmp_path):
    found = markdown(tmp_path, "---\ntitle: T\n---\n# Crosshead\n\nBody.")
    assert (found.title, found.body) == ("T", "Crosshead\n\nBody.")


def test_a_heading_that_repeats_the_title_is_not_said_twice(tmp_path):
    assert markdown(tmp_path, "---\ntitle: T\n---\n# T\n\nBody.").body == "Body."


def test_a_plain_text_may_have_its_title_in_its_first_paragraph(tmp_path):
    found = plain(tmp_path, f"outlet: O\n\nРазговор состоялся\n\n{TEXT}")
    assert (found.title, found.body.strip()) == ("Разговор состоялся", TEXT)


def test_markup_in_plain_text_stays_as_the_words_it_is(tmp_path):
    found = plain(tmp_path, "title: T\n\n# 5 <script>alert(1)</script> *x*")
    assert found.body.strip() == "# 5 <script>alert(1)</script> *x*"


def test_a_first_sentence_with_a_colon_is_no_header(tmp_path):
    text = "Kyiv: the president spoke. He said more.\nAnd more."
    assert plain(tmp_path, text).body == text


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff", "---\ntitle: T\n---\n"])
@pytest.mark.parametrize("read", [markdown, plain])
def test_a_file_without_text_is_unreadable(tmp_path, read, text):
    assert isinstance(read(tmp_path, text), Unreadable)


@pytest.mark.parametrize("piece", ["<!--", "<![CDATA[", "<div ", "<?", "</", "<script>", "&#"])
def test_markup_that_is_never_closed_is_read_in_linear_time(tmp_path, piece):
    assert markdown(tmp_path, f"{TEXT}\n\n" + piece * 50_000).body.startswith(TEXT)


def test_deeply_nested_markdown_is_read_or_unreadable(tmp_path):
    assert markdown(tmp_path, ">" * 20_000 + " a\n\n" + "[" * 20_000)
    assert markdown(tmp_path, "\n".join("  " * n + "- a" for n in range(300)))
