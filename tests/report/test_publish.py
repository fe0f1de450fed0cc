"""A published report is complete; what stood before stands until then."""

import json
from datetime import date

import polars as pl
import pytest

from jobs.problems import Problem
from jobs.report.publish import keep_day, publish, published
from jobs.report.render import render
from tests.report.fixtures import MADE_AT, make_findings
from tests.report.pages import read_page

TABLES = {"articles": pl.DataFrame({"article_id": ["a"]})}


def test_a_report_can_be_read_back(tmp_path):
    publish(tmp_path / "e", {"index.html": "page"}, TABLES, {"event": "e"})
    assert published(tmp_path / "e") == {"event": "e"}
    assert pl.read_parquet(tmp_path / "e" / "tables" / "articles.parquet").equals(
        TABLES["articles"]
    )


def test_pages_of_articles_that_are_gone_are_removed(tmp_path):
    publish(tmp_path, {"index.html": "1", "articles/a.html": "a"}, TABLES, {})
    publish(tmp_path, {"index.html": "2", "articles/b.html": "b"}, TABLES, {})
    assert [path.name for path in (tmp_path / "articles").iterdir()] == ["b.html"]


def test_a_report_cut_off_before_its_summary_is_no_report(tmp_path):
    (tmp_path / "index.html").write_text("page")
    assert published(tmp_path) is None
    (tmp_path / "report.json").write_text('{"event": ')
    assert published(tmp_path) is None


def test_a_failed_write_leaves_the_old_report(tmp_path, monkeypatch):
    publish(tmp_path, {"index.html": "old"}, TABLES, {"run": 1})

    def no_space(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("jobs.store.os.fsync", no_space)
    with pytest.raises(Problem):
        publish(tmp_path, {"index.html": "new"}, TABLES, {"run": 2})
    assert (tmp_path / "index.html").read_text() == "old"
    assert json.loads((tmp_path / "report.json").read_text()) == {"run": 1}


def test_a_day_is_kept_with_its_article_pages(tmp_path):
    publish(tmp_path, {"index.html": "p", "articles/a.html": "a"}, TABLES, {"event": "e"})
    keep_day(tmp_path, date(2025, 3, 19))
    publish(tmp_path, {"index.html": "q"}, TABLES, {"event": "e"})
    kept = tmp_path / "history" / "2025-03-19"
    assert (kept / "index.html").read_text() == "p"
    assert (kept / "articles" / "a.html").read_text() == "a"
    assert published(kept) == {"event": "e"}


def test_a_kept_day_still_leads_up_to_the_list_of_events(tmp_path):
    page = render(make_findings(), MADE_AT).pages["index.html"]
    publish(tmp_path, {"index.html": page}, TABLES, {"event": "e"})
    keep_day(tmp_path, date(2025, 3, 19))
    kept = tmp_path / "history" / "2025-03-19" / "index.html"
    ups = [href for href in read_page(kept.read_text()).hrefs if href.endswith("../index.html")]
    assert ups == ["../../../index.html"]
