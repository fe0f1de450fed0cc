"""The page over all events."""

from datetime import date

from jobs.report.index import write_index
from jobs.report.publish import keep_day, publish


def summary(day, title="Title", **more):
    return {
        "event": {"name": "e", "title": title, "date": day, "description": "About it."},
        "made_at": "2025-03-20T01:00:00+00:00",
        "counts": {"articles": 3, "outlets": 2, "languages": ["ru", "en"]},
        **more,
    }


def test_newer_events_come_first_and_kept_days_are_linked(tmp_path):
    publish(tmp_path / "old", {"index.html": "p"}, {}, summary("2025-03-18", "The call"))
    publish(tmp_path / "new", {"index.html": "p"}, {}, summary("2025-04-02", "The tariffs"))
    keep_day(tmp_path / "old", date(2025, 3, 19))
    page = write_index(tmp_path).read_text()
    assert page.index("The tariffs") < page.index("The call")
    assert 'href="old/history/2025-03-19/index.html"' in page
    assert "3 articles by 2 outlets in 2 languages" in page


def test_a_half_written_report_is_not_listed(tmp_path):
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "index.html").write_text("page")
    publish(tmp_path / "odd", {"index.html": "p"}, {}, {"event": "of another version"})
    page = write_index(tmp_path).read_text()
    assert "half" not in page
    assert 'href="odd' not in page


def test_a_title_with_markup_is_text(tmp_path):
    publish(
        tmp_path / "e", {"index.html": "p"}, {}, summary("2025-03-18", "<script>alert(1)</script>")
    )
    page = write_index(tmp_path).read_text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_gaps_are_said(tmp_path):
    publish(
        tmp_path / "e", {"index.html": "p"}, {}, summary("2025-03-18", gaps=["2 files set aside"])
    )
    assert "2 files set aside" in write_index(tmp_path).read_text()
