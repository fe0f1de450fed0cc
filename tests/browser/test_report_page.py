"""The report as a reader's browser shows it."""

import re
from dataclasses import replace

import polars as pl
import pytest

from jobs.report.render import render, render_index
from jobs.tables import Glosses
from tests.report.fixtures import MADE_AT, PIECES, make_findings, with_measures
from tests.report.test_hostile import HOSTILE, hostile_findings

pytestmark = pytest.mark.browser

OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRASTS = """() => {
  const parse = (text) => {
    const found = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith("color(") ? [...found.slice(0, 3).map((one) => one * 255), found[3] ?? 1]
                                     : [found[0], found[1], found[2], found[3] ?? 1];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, svg, .vh, .skip")) continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const below = ground(element);
    const text = parse(style.color);
    text[3] *= Number(style.opacity);
    const [high, low] = [light(over(text, below)), light(below)].sort((x, y) => y - x);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) bad.push(`${ratio.toFixed(2)} ${element.className} ${node.data.trim()}`);
  }
  return [...new Set(bad)];
}"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "index.html"
    made = render(with_measures(make_findings()), MADE_AT, strict=True)
    path.write_text(made.pages["index.html"], encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """More outlets than fit side by side."""
    folder = tmp_path_factory.mktemp("many")
    outlets = [
        replace(one, name=f"{one.name} {number}", colour=None)
        for number in range(4)
        for one in make_findings().event.outlets
    ]
    pieces = [
        replace(piece, outlet=f"{piece.outlet} {number}") for number in range(4) for piece in PIECES
    ]
    made = render(make_findings(pieces, outlets), MADE_AT, strict=True)
    (folder / "index.html").write_text(made.pages["index.html"], encoding="utf-8")
    return folder / "index.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for number, text in enumerate(HOSTILE):
        made = render(hostile_findings(text), MADE_AT, strict=True)
        (folder / f"{number}.html").write_text(made.pages["index.html"], encoding="utf-8")
    return folder


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_nothing_leaves_the_page_and_nothing_complains(visit, report, scripts):
    visited = visit(report, scripts=scripts)
    assert visited.requests == [report.as_uri()]
    assert visited.messages == []
    if scripts:
        assert visited.violations() == []


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_article_runs_nothing_and_loads_nothing(visit, hostile, number):
    visited = visit(hostile / f"{number}.html", width=390)
    visited.page.evaluate(OPEN_ALL)
    assert visited.page.evaluate("window.hit") is None
    assert visited.outward() == []
    assert visited.violations() == []
    assert visited.messages == []
    assert visited.page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_page_is_wider_than_its_screen(visit, report, many, width):
    for path in (report, many):
        visited = visit(path, width=width)
        assert visited.page.evaluate(OVERFLOW) == 0
        visited.page.evaluate(OPEN_ALL)
        assert visited.page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_text_can_be_read(visit, report, dark):
    visited = visit(report, dark=dark)
    visited.page.evaluate(OPEN_ALL)
    assert visited.page.evaluate(CONTRASTS) == []


def test_the_theme_can_be_chosen(visit, report):
    page = visit(report, dark=True).page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    before = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) != before
    assert page.evaluate(CONTRASTS) == []


def test_the_bar_of_sections_follows_the_reader(visit, report):
    """On a narrow screen most of the bar is out of sight."""
    page = visit(report, width=390).page
    page.evaluate("document.getElementById('method').scrollIntoView({ behavior: 'instant' })")
    page.wait_for_function(
        """() => {
          const now = document.querySelector(".rail a[aria-current]");
          if (!now || now.hash !== "#method") return false;
          const at = now.getBoundingClientRect();
          return at.left >= 0 && at.right <= innerWidth;
        }"""
    )
    assert page.evaluate("document.getElementById('method').getBoundingClientRect().top") < 200


def test_above_the_first_section_the_bar_marks_none(visit, report):
    page = visit(report, width=390).page
    page.evaluate("document.getElementById('method').scrollIntoView({ behavior: 'instant' })")
    # Functions: an expression would be read again at each look, which the page's policy forbids.
    page.wait_for_function(
        "() => document.querySelector('.rail a[aria-current]')?.hash === '#method'"
    )
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    page.wait_for_function("() => !document.querySelector('.rail a[aria-current]')")


def test_details_open_with_the_keyboard(visit, report):
    page = visit(report).page
    summary = page.locator(".how > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".how").get_attribute("open") is not None


def test_the_first_tab_leads_past_the_navigation(visit, report):
    page = visit(report).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_cell_of_the_matrix_opens_its_passages(visit, report):
    page = visit(report).page
    page.click("#claim-1 td.said a")
    target = page.url.rpartition("#")[2]
    assert page.locator(f"#{target}").is_visible()


def test_a_link_to_a_passage_opens_its_article(visit, report):
    page = visit(report).page
    page.locator("#angles .source a").first.click()
    target = page.url.rpartition("#")[2]
    assert page.locator(f"#{target}").is_visible()


def test_claims_can_be_filtered_without_script(visit, report):
    page = visit(report, scripts=False).page
    page.locator("#claims-only-ru").check(force=True)
    assert page.locator(".claim:visible").count() == 0
    page.locator("#claims-not-ru").check(force=True)
    assert 0 < page.locator("#claims details[open] .claim:visible").count() < 7


def test_everything_is_there_without_script(visit, report):
    page = visit(report, scripts=False).page
    assert page.locator("section.part").count() == 13
    assert page.locator("#theme").is_hidden()
    page.click("#article-1 > summary")
    assert page.locator("#article-1-1").is_visible()


def test_everything_opens_and_closes_at_once(visit, report):
    page = visit(report).page
    page.click("#unfold")
    assert page.locator("main details:not([open])").count() == 0
    page.click("#unfold")
    assert page.locator("main details[open]").count() == 0


def test_paper_is_white_even_where_the_screen_is_dark(visit, report):
    page = visit(report, dark=True).page
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_list_of_events_is_a_page_too(visit, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(render_index([], MADE_AT), encoding="utf-8")
    visited = visit(path, width=390)
    assert visited.messages == []
    assert visited.page.evaluate(OVERFLOW) == 0
    assert visited.page.evaluate(CONTRASTS) == []


def test_what_words_mean_stands_above_them_where_the_english_may_be_wrong(visit, report):
    page = visit(report, scripts=False).page
    page.evaluate(OPEN_ALL)
    both = page.locator(".story", has=page.locator(".pair.glossed rt"))
    first = both.filter(has=page.locator(".pair:not(.glossed) rt")).first
    some, every = first.locator("rt:visible").count(), first.locator("rt").count()
    assert first.locator(".pair.glossed rt:visible").count() == some < every
    first.locator(".everywhere").check()
    assert first.locator("rt:visible").count() == every
    assert page.evaluate(CONTRASTS) == []
    first.locator(".nowhere").check()
    assert first.locator("rt:visible").count() == 0
    assert page.locator(".story rt:visible").count() > 0  # in other articles as they were


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_is_wider_than_a_telephone_with_every_word_explained(visit, tmp_path, width):
    """Chromium breaks lines within a word, and overflows, where the words beside it may break."""
    findings = with_measures(make_findings())
    foreign = findings.passages.filter(pl.col("language") != "en")
    glosses = [
        (passage_id, start + word.start(), start + word.end(), "one thing, another")
        for passage_id, start, text in foreign.select("passage_id", "start", "text").rows()
        for word in re.finditer(r"\w+(?: \w+)?", text)
    ]
    schema = Glosses.create_empty().schema
    findings = replace(findings, glosses=pl.DataFrame(glosses, schema=schema, orient="row"))
    path = tmp_path / "index.html"
    path.write_text(render(findings, MADE_AT, strict=True).pages["index.html"], encoding="utf-8")
    page = visit(path, width=width).page
    page.evaluate(OPEN_ALL)
    page.evaluate(
        "document.querySelectorAll('.everywhere').forEach((one) => { one.checked = true; })"
    )
    assert page.evaluate(OVERFLOW) == 0
