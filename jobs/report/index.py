"""reports/index.html: every event that has a report, newest first, and the days that were kept."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jobs.report import words
from jobs.report.publish import PAGE, published
from jobs.report.render import Entry, render_index
from jobs.store import write_whole


def write_index(reports: Path) -> Path:
    """Write the page over all complete reports in ``reports``, and say where it is.

    The page depends on the reports alone: run twice, it comes out the same.
    """
    found = sorted(_entries(reports), key=lambda pair: pair[0], reverse=True)
    page = reports / PAGE
    write_whole(page, render_index([entry for _, entry in found]))
    return page


def _entries(reports: Path) -> Iterator[tuple[tuple[str, str], Entry]]:
    for folder in sorted(path for path in reports.glob("*") if path.is_dir()):
        summary = published(folder)
        if summary is None:
            continue
        try:
            yield (str(summary["event"]["date"]), folder.name), _entry(folder, summary)
        except (KeyError, TypeError, ValueError):
            continue  # a summary that another version wrote: its next run brings it back


def _entry(folder: Path, summary: Mapping[str, Any]) -> Entry:
    event, counts = summary["event"], summary["counts"]
    languages = counts["languages"]
    return Entry(
        title=str(event["title"]),
        date=words.long_date(datetime.fromisoformat(event["date"]).date()),
        description=str(event["description"]),
        href=f"{quote(folder.name)}/{PAGE}",
        made_at=words.moment(datetime.fromisoformat(summary["made_at"])),
        counts=(
            f"{words.count(counts['articles'], 'article')} by "
            f"{words.count(counts['outlets'], 'outlet')} in "
            f"{words.count(len(languages), 'language')}"
        ),
        gaps="; ".join(map(str, summary.get("gaps", ()))),
        days=tuple(_days(folder)),
    )


def _days(folder: Path) -> Iterator[tuple[str, str]]:
    for day in sorted((folder / "history").glob("*"), reverse=True):
        if published(day) is not None:
            yield day.name, f"{quote(folder.name)}/history/{quote(day.name)}/{PAGE}"
