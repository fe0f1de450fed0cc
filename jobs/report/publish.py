"""Putting a report where readers find it: all of it, or none of it."""

import io
import json
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jobs.store import write_all

SUMMARY = "report.json"
PAGE = "index.html"
UP = b'<a href="../index.html" rel="up">'  # as the page's head has it
UP_FROM_HISTORY = b'<a href="../../../index.html" rel="up">'


def publish(
    folder: Path,
    pages: Mapping[str, str],
    tables: Mapping[str, pl.DataFrame],
    summary: Mapping[str, Any],
) -> None:
    """Write tables, pages and summary below ``folder``, drafts first, then all moves.

    ``report.json``, which says that the report is complete, is moved last. Pages of articles that
    are gone are removed after that.
    """
    _sweep(folder)
    contents: dict[Path, bytes | str] = {}
    for name, table in tables.items():
        buffer = io.BytesIO()
        table.write_parquet(buffer, compression="zstd", statistics=False)
        contents[folder / "tables" / f"{name}.parquet"] = buffer.getvalue()
    for name, page in sorted(pages.items(), key=lambda item: item[0] == PAGE):
        contents[folder / name] = page
    contents[folder / SUMMARY] = json_text(summary)
    write_all(contents)
    for kind in ("tables", "articles"):
        for path in sorted((folder / kind).glob("*")):
            if path not in contents:
                path.unlink()


def _sweep(folder: Path) -> None:
    """Remove drafts that a killed run left an hour ago or earlier; younger ones may be in use."""
    for draft in folder.rglob(".*.draft"):
        if time.time() - draft.stat().st_mtime > 3600:
            draft.unlink(missing_ok=True)


def published(folder: Path) -> dict[str, Any] | None:
    """The summary of the report in ``folder``; ``None`` where there is no complete one."""
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return summary if isinstance(summary, dict) and (folder / PAGE).is_file() else None


def keep_day(folder: Path, day: date) -> None:
    """Keep the pages that stand in ``folder`` under ``history/DATE/``, links and all.

    The link up to the list of events goes two folders further up from there.
    """
    kept = folder / "history" / day.isoformat()
    names = [PAGE, *(f"articles/{path.name}" for path in sorted((folder / "articles").glob("*")))]
    contents = {kept / name: (folder / name).read_bytes() for name in [*names, SUMMARY]}
    contents[kept / PAGE] = contents[kept / PAGE].replace(UP, UP_FROM_HISTORY)
    write_all(contents)


def json_text(content: Mapping[str, Any]) -> str:
    """JSON as this project writes it: readable, in the order given, one newline at the end."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
