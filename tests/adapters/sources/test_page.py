from pathlib import Path

import pytest

from jobs.adapters.sources.page import SavedPage
from jobs.ports import Draft, Unreadable

PARAGRAPHS = [
    "Президенти говорили телефоном понад дві години, повідомив речник Білого дому у вівторок.",
    "За його словами, сторони домовилися про паузу в ударах по енергетиці на тридцять днів.",
    "У Києві заявили, що чекають на подробиці, перш ніж підтримати домовленість публічно.",
    "Наступні переговори технічних груп мають відбутися на Близькому Сході цього тижня.",
]


def page(head: str = "", paragraphs: list[str] = PARAGRAPHS, charset: str = "utf-8") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="uk"><head><meta charset="{charset}">'
        f"<title>Розмова відбулася | Вежа</title>{head}</head><body>"
        "<nav><a href='/'>Головна</a><a href='/s'>Спорт</a></nav>"
        f"<article><h1>Розмова відбулася</h1>{body}</article>"
        "<script>alert('x')</script><footer>© Вежа 2025. Усі права захищені.</footer>"
        "</body></html>"
    ).encode(charset)


HEAD = (
    '<meta property="og:site_name" content="Вежа"><meta property="og:title" '
    'content="Розмова відбулася"><meta name="author" content="Олеся Кривенчук">'
    '<meta property="article:published_time" content="2025-03-18T21:30:00+02:00">'
    '<link rel="canonical" href="https://example.org/rozmova">'
)


def read(tmp_path: Path, data: bytes) -> Draft | Unreadable:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    (found,) = SavedPage().read(path, "a.html")
    return found


def test_a_saved_page_gives_the_article_without_its_menus(tmp_path):
    found = read(tmp_path, page(HEAD))
    assert found.outlet == "Вежа"
    assert found.title == "Розмова відбулася"
    assert found.author == "Олеся Кривенчук"
    assert found.url == "https://example.org/rozmova"
    assert found.published == "2025-03-18T21:30:00+02:00"
    assert found.language is None
    for paragraph in PARAGRAPHS:
        assert paragraph in found.body.split("\n\n")
    for noise in ("Спорт", "alert", "права захищені"):
        assert noise not in found.body


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u"])
def test_an_old_page_is_read_in_its_own_encoding(tmp_path, charset):
    assert PARAGRAPHS[1] in read(tmp_path, page(HEAD, charset=charset)).body


def test_a_page_may_name_its_outlet_for_us(tmp_path):
    found = read(tmp_path, page(HEAD + '<meta name="outlet" content="Вежа-Спорт">'))
    assert found.outlet == "Вежа-Спорт"


def test_the_time_is_taken_from_linked_data_where_no_meta_has_it(tmp_path):
    data = '<script type="application/ld+json">{"datePublished": "2025-03-18T21:31:00Z"}</script>'
    assert read(tmp_path, page(data)).published == "2025-03-18T21:31:00Z"


def test_a_file_beside_the_page_has_the_last_word(tmp_path):
    (tmp_path / "a.html.meta.yaml").write_text("outlet: Дзвін\ndate: 2025-03-19\n")
    found = read(tmp_path, page(HEAD))
    assert (found.outlet, found.published) == ("Дзвін", "2025-03-19")
    assert found.title == "Розмова відбулася"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body></body></html>",
        b"<",
        b"<!-- only a comment -->",
        b"<html><body><script>alert(1)</script></body></html>",
        b"\x00" * 400,
        b'<?xml version="1.0" encoding="utf-8"?><a/>',
    ],
)
def test_a_page_without_an_article_is_unreadable(tmp_path, data):
    assert isinstance(read(tmp_path, data), Unreadable)


def test_a_page_that_is_cut_off_gives_what_there_is(tmp_path):
    data = page(HEAD)
    assert PARAGRAPHS[0] in read(tmp_path, data[: int(len(data) * 0.7)]).body


def test_a_deeply_nested_page_is_read_or_unreadable(tmp_path):
    assert read(tmp_path, b"<div>" * 20_000 + b"a" + b"</div>" * 20_000)


def test_scripts_in_what_the_page_says_of_itself_are_mere_text(tmp_path):
    head = HEAD.replace("https://example.org/rozmova", "javascript:alert(1)")
    found = read(tmp_path, page(head))
    assert PARAGRAPHS[0] in found.body
