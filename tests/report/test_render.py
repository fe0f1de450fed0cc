from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest

from jobs.report.model import Section
from jobs.report.render import Entry, render, render_index
from jobs.report.sections import SECTIONS, claims
from jobs.report.sections import method as method_section
from tests.report.fixtures import (
    BOOK,
    MADE_AT,
    OUTLETS,
    PIECES,
    Piece,
    S,
    make_findings,
    with_measures,
)
from tests.report.pages import policy, read_page, sha256


@pytest.fixture(scope="module")
def html():
    return render(with_measures(make_findings()), MADE_AT, strict=True).pages["index.html"]


@pytest.fixture(scope="module")
def page(html):
    return read_page(html)


def test_every_link_within_the_page_has_its_place(page):
    targets = [href[1:] for href in page.hrefs if href.startswith("#")]
    assert len(targets) > 100
    assert set(targets) <= set(page.ids)


def test_no_id_stands_twice(page):
    assert len(page.ids) == len(set(page.ids))


def test_tags_nest(page):
    assert page.unclosed == []


def test_the_policy_allows_our_own_style_and_script_and_nothing_else(page):
    allowed = policy(page)
    assert allowed == {
        "default-src": "'none'",
        "style-src": sha256(page.inline["style"][0]),
        "script-src": sha256(page.inline["script"][0]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(page.inline["style"]) == len(page.inline["script"]) == 1


def test_nothing_is_loaded_and_nothing_runs_from_an_attribute(page):
    for tag, attributes in page.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "form", "base", "video"}
        assert "src" not in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


def test_links_to_publishers_tell_them_nothing(page):
    outward = [a for t, a in page.tags if t == "a" and a.get("href", "").startswith("http")]
    assert outward
    assert all(a["rel"] == "noopener noreferrer nofollow" for a in outward)


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_table_head_says_what_it_heads(page):
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")


def test_originals_say_their_language(page):
    languages = {a["lang"] for t, a in page.tags if t == "p" and a.get("class") == "original"}
    assert languages == {"ru", "uk", "en"}


def test_the_same_findings_give_the_same_bytes(html):
    again = render(with_measures(make_findings()), MADE_AT, strict=True).pages["index.html"]
    assert again == html


def test_a_small_event_stays_small(html):
    assert len(html.encode()) < 600_000


def test_the_models_and_their_caveats_stand_in_the_head(page):
    for sentence in ("good for the gist, not for print", "Names come out mangled", "10-empty.md"):
        assert sentence in page.text


def test_an_omission_shows_its_power_and_what_came_nearest(page):
    assert "chance to find it, had it been there: 95%" in page.text
    assert "What came nearest (similarity 0.31)" in page.text


def test_an_outlet_that_cannot_be_judged_is_not_called_silent(page):
    assert "cannot tell: translation too unreliable" in page.text
    assert "cannot tell: too little text" in page.text


def test_a_doubtful_translation_carries_its_doubts(page):
    assert "repeats itself, names differ" in page.text


def test_words_are_explained_in_headlines_and_evidence_only_where_the_english_is_doubtful(page):
    end = next(place for place, (_, a) in enumerate(page.tags) if a.get("id") == "articles")
    shown = [a["class"].split() for _, a in page.tags[:end] if a.get("class")]
    passages = [one for one in shown if "passage" in one or "headline" in one]
    doubtful = sum("glossed" in one for one in passages)
    assert 0 < doubtful < len(passages)
    assert sum(tag == "ruby" for tag, _ in page.tags[:end]) == doubtful


def test_in_an_article_every_passage_is_explained(page):
    first = next(place for place, (_, a) in enumerate(page.tags) if a.get("id") == "articles")
    foreign = [one for one in make_findings().coverage.line.values() if one.trust is not None]
    assert sum(tag == "ruby" for tag, _ in page.tags[first:]) == len(foreign)


def test_the_head_says_how_many_translations_must_be_expected_to_mislead():
    findings = make_findings()
    read = findings.translations.filter(pl.col("confidence").is_not_null())
    stated = findings.translations.with_columns(
        confidence=pl.when(pl.col("confidence").is_not_null()).then(0.75)
    )
    page = read_page(
        render(replace(findings, translations=stated), MADE_AT, strict=True).pages["index.html"]
    )
    expected = round(read.height * 0.25)
    assert f"about {expected} passages of {read.height} (" in page.text
    assert "will have a main point wrong in English" in page.text


def _broken(findings):
    raise RuntimeError("<b>no</b> table")


def test_one_broken_section_does_not_lose_the_report():
    broken = replace(claims.SECTION, build=_broken)
    sections = [broken if one.name == "claims" else one for one in SECTIONS]
    made = render(make_findings(), MADE_AT, sections=sections)
    page = read_page(made.pages["index.html"])
    assert made.broken == ("claims",)
    assert "This section could not be made: RuntimeError: <b>no</b> table" in page.text
    assert "How this was made" in page.text
    assert ("b", {}) not in page.tags


def test_a_template_that_fails_is_caught_too():
    broken = Section("x", "X", "sections/articles.html", method_section.build)
    made = render(make_findings(), MADE_AT, sections=[broken, SECTIONS[0]])
    assert made.broken == ("x",)


def test_strict_rendering_raises():
    with pytest.raises(RuntimeError):
        render(
            make_findings(),
            MADE_AT,
            strict=True,
            sections=[replace(claims.SECTION, build=_broken)],
        )


def _one(outlet, *sentences):
    return make_findings([Piece(outlet, sentences)])


@pytest.mark.parametrize(
    "findings",
    [
        make_findings([]),
        _one("Harbour Post", S("Only a headline")),
        _one("Дзвін", S("Лише заголовок", ""), S("Одне речення.", "")),
        make_findings(PIECES[:2]),
        make_findings(book=replace(BOOK, frames=())),
        make_findings(set_aside=()),
        make_findings(outlets=[replace(one, kind="", country="") for one in OUTLETS]),
    ],
    ids=["empty", "headline", "untranslated", "one outlet", "no frames", "all read", "unknown"],
)
def test_thin_coverage_still_makes_a_whole_page(findings):
    page = read_page(render(findings, MADE_AT, strict=True).pages["index.html"])
    assert page.unclosed == []
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)


def test_a_large_event_has_a_page_for_each_article():
    many = [replace(piece) for _ in range(8) for piece in PIECES]
    made = render(make_findings(many), MADE_AT, strict=True)
    assert list(made.pages)[-1] == "index.html"
    assert len(made.pages) == len(many) + 1
    assert all(len(text.encode()) < 2_000_000 for text in made.pages.values())
    pages = {path: read_page(text) for path, text in made.pages.items()}
    for path, page in pages.items():
        folder = "articles/" if "/" in path else ""
        for href in page.hrefs:
            if href.startswith("http") or (href == "../index.html" and not folder):
                continue
            target, _, place = href.partition("#")
            target = (folder + target) if target else path
            target = target.replace("articles/../", "")
            assert target in pages, href
            assert not place or place in pages[target].ids, href
        assert len(page.ids) == len(set(page.ids))


def test_the_list_of_events_links_reports_and_their_days():
    entry = Entry(
        "A <call>", "18 March 2025", "Two talk.", "a%20b/index.html", "today", "9 articles",
        "1 file set aside", (("2025-03-19", "a%20b/history/2025-03-19/index.html"),),
    )  # fmt: skip
    page = read_page(render_index([entry], MADE_AT))
    assert page.unclosed == []
    assert "A <call>" in page.text
    assert "a%20b/history/2025-03-19/index.html" in page.hrefs
    assert policy(page)["style-src"] == sha256(page.inline["style"][0])


def test_no_events_make_a_page_that_says_what_to_do():
    assert "make report" in read_page(render_index([])).text


def test_measures_that_were_not_made_leave_no_empty_sections():
    page = read_page(render(make_findings(), MADE_AT, strict=True).pages["index.html"])
    assert not {"terms", "voices", "axes", "gaps", "vocabulary", "lineage"} & set(page.ids)


def test_an_empty_optional_table_is_as_good_as_none():
    empty = {
        name: getattr(with_measures(make_findings()), name).clear()
        for name in ("terms", "voices", "voice_shares", "axes", "gaps", "vocabulary", "lineage")
    }
    made = render(replace(make_findings(), **empty), MADE_AT, strict=True)
    assert "terms" not in read_page(made.pages["index.html"]).ids
    assert all(isinstance(table, pl.DataFrame) for table in empty.values())


def test_a_passage_shows_what_only_it_tells(html, page):
    assert "only here: 30 · missing here: 175 and 22" in page.text
    assert "said with “agree” (endorsing)" in page.text
    assert '<mark class="clause" title="in no other outlet’s telling">' in html


def test_a_claim_is_worded_by_a_translation_that_can_be_read():
    claim = next(one for one in make_findings().claim_book if one.claim_id == "hospital")
    assert claim.label.trust.level == "doubtful"
    assert claim.text == "A Russian drone hit the hospital in Sumy."
