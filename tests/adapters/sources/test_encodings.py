import gzip
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.adapters.sources.encodings import Undecodable, decode

RUSSIAN = (
    "Президенты обсудили перемирие и хоккей.",
    "ПУТИН И ТРАМП ПОГОВОРИЛИ ПО ТЕЛЕФОНУ",
    "«Разговор продлился два часа», — сказал Песков.",
    "Объём торговли вырос на 7 %, ещё в марте.",
    "Новости",
)
UKRAINIAN = (
    "Президенти обговорили перемир'я та хокей.",
    "ЗЕЛЕНСЬКИЙ: УКРАЇНА ПІДТРИМАЛА ПРИПИНЕННЯ ВОГНЮ",
    "«Розмова тривала дві години», — сказав речник.",
    "Її ґанок і досі цілий, є й світло.",
    "Усе буде добре",
)
LONG_RUSSIAN = " ".join(RUSSIAN) * 3


@pytest.mark.parametrize("text", RUSSIAN + UKRAINIAN)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-u", "iso8859-5"]
)
def test_russian_and_ukrainian_are_read_in_every_encoding_that_can_hold_them(text, encoding):
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return  # ISO 8859-5 has neither ґ nor quotation marks
    assert decode(data) == text


@pytest.mark.parametrize("text", RUSSIAN)
def test_koi8_r_is_read_as_russian(text):
    try:
        data = text.encode("koi8-r")
    except UnicodeEncodeError:
        return  # KOI8-R has no dash
    assert decode(data) == text


def test_a_western_page_keeps_its_pound_signs_and_accents():
    text = "The £2.8bn market: a café owner’s naïve view “from the inside”."
    assert decode(text.encode("cp1252")) == text


def test_a_russian_name_in_an_english_article_is_read():
    text = "The paper, Ведомости, quoted him as saying that talks would resume on Friday."
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u"])
def test_a_page_that_names_its_charset_is_believed(encoding):
    page = f'<html><head><meta charset="{encoding}"></head><body>{UKRAINIAN[0]}</body></html>'
    assert UKRAINIAN[0] in decode(page.encode(encoding), declares=True)


def test_a_page_that_names_a_wrong_charset_is_read_all_the_same():
    page = f'<meta charset="koi8-r"><p>{LONG_RUSSIAN}</p>'
    assert LONG_RUSSIAN in decode(page.encode("cp1251"), declares=True)
    assert LONG_RUSSIAN in decode(page.encode("utf-8"), declares=True)


def test_utf8_that_is_cut_off_in_the_middle_of_a_letter_loses_only_that_letter():
    assert decode(LONG_RUSSIAN.encode()[:-2]) == LONG_RUSSIAN[:-1]
    assert decode(LONG_RUSSIAN.encode("utf-16")[:-1]) == LONG_RUSSIAN[:-1]


def test_utf8_with_one_damaged_byte_is_not_taken_for_a_code_page():
    data = bytearray(LONG_RUSSIAN.encode())
    data[21] = 0xFF
    assert LONG_RUSSIAN[30:] in decode(bytes(data))


def test_utf16_without_a_mark_is_read():
    text = "Two leaders spoke on the telephone for two hours."
    assert decode(text.encode("utf-16-le")) == text
    assert decode(text.encode("utf-16-be")) == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04" + b"\x00" * 50, "Word"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (bytes(range(256)) * 20, "binary"),
        (gzip.compress(LONG_RUSSIAN.encode())[10:], "binary|encoding"),
    ],
)
def test_what_is_no_text_is_named(data, says):
    with pytest.raises(Undecodable, match=says):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_undecodable(data):
    with suppress(Undecodable):
        assert isinstance(decode(data, declares=True), str)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_comes_back_as_it_was(text):
    try:
        assert decode(text.encode()) in {text, text.removeprefix("\ufeff")}
    except Undecodable:
        assert text.startswith(("%PDF", "PAR1", "GIF8", "{\\rtf", "SQLite"))
