"""Articles, names and settings that try to become part of the page."""

import polars as pl
import pytest

from jobs.ports import ModelCard
from jobs.report.model import Provenance
from jobs.report.render import render
from jobs.settings import Frame, FrameBook, Outlet
from tests.report.fixtures import MADE_AT, Piece, S, make_findings
from tests.report.pages import policy, read_page, sha256

HOSTILE = [
    "<script>window.hit = 1</script>",
    "</style><script>window.hit = 1</script>",
    "</script><img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1' x='",
    "{{ 7 * 7 }}{% for x in y %}{{ config }}",
    "${7*7} `x` \\u003cscript\\u003e",
    "<!-- <base href=//evil.example> -->",
    "\u202eevil \u2066 bidi \u200f עברית العربية",
    "x" * 3000,
    "Ж" * 10_000,
    "👩\u200d👩\u200d👧\u200d👦🇺🇦 e\u0301\u0301\u0301 \ufeff\u00ad",
    "a\x00b\x07c\x1bd",
    "&lt;b&gt; &amp; &#x3C;script&#x3E;",
    "javascript:window.hit=1",
    "]]></title></head></body></html>",
    "line one\nline two\r\n\tline three",
]


def hostile_findings(text):
    headline = S(text, text, "claim", {"bad": (0.9, (text[:40],))}, 0.2, ("names",))
    other = S(text, claim="claim", frames={"bad": (0.8, (text,))})
    outlets = [Outlet(text[:200], "ru", text, text, text), Outlet("Harbour Post", "en")]
    frame = Frame("bad", text, text, "angle", {}, {}, {})
    findings = make_findings(
        [
            Piece(text[:200], [headline, headline], f"https://example.org/{text[:99]}", text),
            Piece("Harbour Post", [other, other]),
        ],
        outlets,
        title=text,
        description=text,
        set_aside=((text, text),),
        book=FrameBook((frame,), {}),
    )
    card = ModelCard(text, text, text, (text,))
    provenance = Provenance(
        card, card, card, text, 1, ((text, text),), ((text, text),), (text,), None, text
    )
    object.__setattr__(findings, "provenance", provenance)
    foreign = findings.passages.filter(pl.col("language") != "en")
    rows = foreign.select("passage_id", "start", end=pl.col("start") + 5, english=pl.lit(text))
    object.__setattr__(findings, "glosses", rows)
    return findings


@pytest.fixture(scope="module")
def shape():
    """What a harmless report is made of."""
    return _shape(read_page(_render("harmless words")))


def _render(text):
    return render(hostile_findings(text), MADE_AT, strict=True).pages["index.html"]


def _shape(page):
    """Tags and attribute names in order: text must never change them."""
    return [
        (tag, tuple(sorted(attributes)))
        for tag, attributes in page.tags
        if tag not in {"mark", "line", "circle", "rect"} and attributes.get("class") != "endless"
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_markup(text, shape):
    assert _shape(read_page(_render(text))) == shape


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_policy_still_fits_the_page(text):
    page = read_page(_render(text))
    assert policy(page)["style-src"] == sha256(page.inline["style"][0])
    assert policy(page)["script-src"] == sha256(page.inline["script"][0])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_link_is_http_or_within_the_report(text):
    for href in read_page(_render(text)).hrefs:
        assert href.startswith(("#", "https://example.org/", "../index.html"))


def test_template_syntax_in_an_article_is_shown_and_not_run():
    page = read_page(_render("{{ 7 * 7 }}"))
    assert "{{ 7 * 7 }}" in page.text
    assert "49" not in page.text
