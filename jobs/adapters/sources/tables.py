"""Articles as rows of a table: JSON, JSON Lines, CSV, Parquet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from jobs.adapters.sources.files import TABLE_LIMIT, Columns, Unusable, read_bytes, read_text
from jobs.adapters.sources.header import FIELDS
from jobs.adapters.sources.html_text import holds_markup, plain_paragraphs
from jobs.ports import Draft, Unreadable

NAMES: dict[str, tuple[str, ...]] = {
    **FIELDS,
    "body": ("body", "text", "content", "article", "article_text", "full_text", "fulltext"),
}
_SEPARATORS = ",;\t|"


class JsonLines:
    """One JSON object a line; a broken line is set aside alone."""

    name = "jsonl"
    suffixes = frozenset({".jsonl", ".ndjson"})

    def __init__(self, columns: Columns = None) -> None:
        self._columns = columns

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """See ``Source``."""
        try:
            lines = read_text(path, TABLE_LIMIT).replace("\r\n", "\n").split("\n")
        except Unusable as error:
            yield Unreadable(source_file, str(error))
            return
        for number, line in enumerate(lines, start=1):
            if line.strip("\ufeff \t\r"):
                yield _row(_parsed(line.lstrip("\ufeff")), f"{source_file}#{number}", self._columns)


class Json:
    """A JSON array of objects, one object, or an object that holds such an array."""

    name = "json"
    suffixes = frozenset({".json"})

    def __init__(self, columns: Columns = None) -> None:
        self._columns = columns

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """See ``Source``."""
        try:
            text = read_text(path, TABLE_LIMIT).lstrip("\ufeff")
        except Unusable as error:
            yield Unreadable(source_file, str(error))
            return
        loaded = _parsed(text)
        if isinstance(loaded, str):
            yield Unreadable(source_file, loaded)
            return
        rows: Any = loaded
        if isinstance(loaded, dict):
            lists = [v for v in loaded.values() if isinstance(v, list) and v]
            whole = len(lists) == 1 and all(isinstance(item, dict) for item in lists[0])
            rows = lists[0] if whole else [loaded]
        if not isinstance(rows, list) or not rows:
            yield Unreadable(source_file, "is JSON without any article in it")
            return
        for number, row in enumerate(rows, start=1):
            yield _row(row, f"{source_file}#{number}", self._columns)


class Csv:
    """CSV with a header line; comma, semicolon, tab or bar is told from that line."""

    name = "csv"
    suffixes = frozenset({".csv", ".tsv"})

    def __init__(self, columns: Columns = None) -> None:
        self._columns = columns

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """See ``Source``."""
        try:
            text = read_text(path, TABLE_LIMIT).lstrip("\ufeff").replace("\x00", "")
            rows = _csv_rows(text)
            header = next(rows, [])
            if isinstance(header, str):
                raise Unusable(header)
            _check_body(header, self._columns)
        except Unusable as error:
            yield Unreadable(source_file, str(error))
            return
        for number, row in enumerate(rows, start=1):
            where = f"{source_file}#{number}"
            if isinstance(row, str):
                yield Unreadable(where, row)
            elif len(row) != len(header):
                yield Unreadable(
                    where, f"has {len(row)} cells where the table has {len(header)} columns"
                )
            else:
                yield _row(dict(zip(header, row, strict=True)), where, self._columns)


class Parquet:
    """A Parquet table."""

    name = "parquet"
    suffixes = frozenset({".parquet"})

    def __init__(self, columns: Columns = None) -> None:
        self._columns = columns

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """See ``Source``."""
        try:
            table = _parquet(read_bytes(path, TABLE_LIMIT), self._columns)
        except Unusable as error:
            yield Unreadable(source_file, str(error))
            return
        for number, row in enumerate(table.iter_rows(named=True), start=1):
            yield _row(row, f"{source_file}#{number}", self._columns)


def _parquet(data: bytes, columns: Columns) -> pl.DataFrame:
    try:
        names = list(pl.read_parquet_schema(io.BytesIO(data)))
        _check_body(names, columns)
        wanted = sorted(set(_places(names, columns).values()), key=names.index)
        return pl.read_parquet(io.BytesIO(data), columns=wanted)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        raise Unusable("is a Parquet table that is cut off or damaged") from None


def _csv_rows(text: str) -> Iterator[list[str] | str]:
    """Rows; a sentence in place of a row that is none. Empty lines are passed over."""
    first = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(TABLE_LIMIT)
    reader = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=separator, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"is a broken row of the table ({error})"
            continue
        if row:
            yield row


def _parsed(text: str) -> Any:  # noqa: ANN401  any JSON value; a bare string is a complaint
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return f"is broken JSON ({error.msg} at column {error.colno})"
    except (RecursionError, ValueError):
        return "is JSON that is nested too deeply or holds a number that is too long"
    return ["text"] if isinstance(value, str) else value


def _places(names: Iterable[str], columns: Columns) -> dict[str, str]:
    """Which column holds which of our fields: as event.toml says, else by usual names."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.strip().casefold(), name)
    places: dict[str, str] = {}
    for field, aliases in NAMES.items():
        given = (columns or {}).get(field)
        for candidate in (given,) if given else aliases:
            if candidate.casefold() in folded:
                places[field] = folded[candidate.casefold()]
                break
    return places


def _check_body(names: Iterable[str], columns: Columns) -> None:
    names = list(names)
    if "body" not in _places(names, columns):
        given = (columns or {}).get("body")
        shown = ", ".join(names[:12])
        what = f"has no column '{given}'" if given else "has no column for the text"
        raise Unusable(
            f"{what}; its columns are {shown}: name the right one in event.toml, "
            'below [columns], as body = "..."'
        )


def _row(row: object, where: str, columns: Columns) -> Draft | Unreadable:
    if isinstance(row, str):
        return Unreadable(where, row)
    if not isinstance(row, dict):
        return Unreadable(where, "is not a row with named fields")
    try:
        _check_body(row, columns)
    except Unusable as error:
        return Unreadable(where, str(error))
    cells = _cells(row, columns)
    body = cells.pop("body", None)
    if not isinstance(body, str) or not body.strip():
        return Unreadable(where, "has no text")
    if holds_markup(body):
        body = plain_paragraphs(body)
    published = cells.pop("published", None)
    return Draft(where, body, published=published, **{k: str(v) for k, v in cells.items()})


def _cells(row: Mapping[str, Any], columns: Columns) -> dict[str, str | datetime]:
    cells: dict[str, str | datetime] = {}
    for field, name in _places(row, columns).items():
        value = row[name]
        if field == "published" and isinstance(value, datetime):
            cells[field] = value
        elif isinstance(value, date):
            cells[field] = value.isoformat()
        elif isinstance(value, str) and value.strip():
            cells[field] = value.strip()
        elif isinstance(value, list):
            cells[field] = ", ".join(item for item in value if isinstance(item, str))
        elif isinstance(value, int | float) and field == "published":
            cells[field] = str(value)
    return {field: value for field, value in cells.items() if value}
