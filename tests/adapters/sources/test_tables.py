import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from jobs.adapters.sources import SOURCES
from jobs.ports import Draft, Unreadable

ROW = {
    "Outlet": "Вежа",
    "TITLE": "Розмова",
    "text": "Президенти говорили, сміялися; мовчали.",
    "link": "https://example.org",
    "date": "2025-03-18",
    "byline": "О. К.",
    "lang": "uk",
}
EXPECTED = {
    "body": ROW["text"],
    "outlet": "Вежа",
    "title": "Розмова",
    "url": "https://example.org",
    "published": "2025-03-18",
    "author": "О. К.",
    "language": "uk",
}
OWN = {"body": "plain", "title": "what", "outlet": "who"}


def read(path: Path, data: str | bytes, columns=None) -> list[Draft | Unreadable]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (make,) = [m for m in SOURCES.values() if path.suffix in m(None).suffixes]
    return list(make(columns).read(path, path.name))


def csv(rows: list[list[str]], separator: str = ",") -> str:
    quoted = [separator.join('"' + c.replace('"', '""') + '"' for c in row) for row in rows]
    return "\n".join(quoted) + "\n"


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


TABLE = {
    "jsonl": json.dumps(ROW) + "\n\n",
    "json": json.dumps([ROW]),
    "csv": csv([list(ROW), list(ROW.values())]),
    "parquet": parquet(pl.DataFrame([ROW])),
}


@pytest.mark.parametrize("kind", TABLE)
def test_usual_column_names_are_understood_in_any_case(tmp_path, kind):
    (found,) = read(tmp_path / f"t.{kind}", TABLE[kind])
    assert found == Draft(f"t.{kind}#1", **EXPECTED)


@pytest.mark.parametrize("kind", TABLE)
def test_a_newsroom_names_its_own_columns(tmp_path, kind):
    row = {"who": "Вежа", "what": "Розмова", "plain": "Тіло.", "text": "not this"}
    data = {
        "jsonl": json.dumps(row),
        "json": json.dumps({"articles": [row]}),
        "csv": csv([list(row), list(row.values())]),
        "parquet": parquet(pl.DataFrame([row])),
    }[kind]
    (found,) = read(tmp_path / f"t.{kind}", data, OWN)
    assert (found.outlet, found.title, found.body) == ("Вежа", "Розмова", "Тіло.")


@pytest.mark.parametrize("kind", TABLE)
def test_a_table_without_a_text_column_says_which_it_has(tmp_path, kind):
    (found,) = read(tmp_path / f"t.{kind}", TABLE[kind], {"body": "fulltext"})
    assert "no column 'fulltext'" in found.reason
    assert "byline" in found.reason


@pytest.mark.parametrize("kind", TABLE)
def test_a_table_that_is_cut_off_is_unreadable_and_never_raises(tmp_path, kind):
    data = TABLE[kind].encode() if isinstance(TABLE[kind], str) else TABLE[kind]
    for end in range(1, len(data), 23):
        for found in read(tmp_path / f"t.{kind}", data[:end]):
            assert isinstance(found, Draft | Unreadable)
    assert isinstance(read(tmp_path / f"t.{kind}", data[: len(data) // 2])[0], Unreadable)


def test_a_broken_line_is_set_aside_and_the_others_go_on(tmp_path):
    line = json.dumps(ROW)
    found = read(tmp_path / "t.jsonl", f'{line}\n{line[:40]}\n[1]\nnull\n"x"\n{line}\r\n')
    assert [type(f) for f in found] == [Draft, *[Unreadable] * 4, Draft]
    assert [f.source_file for f in found] == [f"t.jsonl#{n}" for n in range(1, 7)]
    assert "broken JSON" in found[1].reason


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_the_first_line(tmp_path, separator):
    (found,) = read(tmp_path / "t.csv", csv([list(ROW), list(ROW.values())], separator))
    assert found.body == ROW["text"]


def test_a_cell_may_hold_line_breaks_and_quotation_marks(tmp_path):
    text = 'Перший "абзац".\n\nДругий, абзац.'
    (found,) = read(tmp_path / "t.csv", csv([["title", "body"], ["T", text]]))
    assert found.body == text


def test_a_row_with_too_few_cells_is_set_aside_alone(tmp_path):
    found = read(tmp_path / "t.csv", "title,body\na\nb,text\n\nc,d,e\n")
    assert [type(f) for f in found] == [Unreadable, Draft, Unreadable]
    assert "1 cells where the table has 2" in found[0].reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-u"])
def test_a_spreadsheets_encoding_is_told(tmp_path, encoding):
    text = csv([["title", "body"], ["Розмова", ROW["text"]]], ";")
    (found,) = read(tmp_path / "t.csv", text.encode(encoding))
    assert (found.title, found.body) == ("Розмова", ROW["text"])


def test_parquet_keeps_dates_and_times(tmp_path):
    moment = datetime(2025, 3, 18, 21, tzinfo=UTC)
    frame = pl.DataFrame(
        {"body": ["a", "b"], "date": [moment, None], "author": [["x", "y"], None], "n": [1, 2]}
    )
    first, second = read(tmp_path / "t.parquet", parquet(frame))
    assert (first.published, first.author) == (moment, "x, y")
    assert second.published is None
    (day,) = read(
        tmp_path / "t.parquet", parquet(pl.DataFrame({"body": ["a"], "date": [date(2025, 3, 18)]}))
    )
    assert day.published == "2025-03-18"


def test_markup_in_a_cell_is_taken_off(tmp_path):
    row = {
        "title": "T",
        "body": "<p>Раз &laquo;два&raquo;.</p><p>Три<br>чотири<script>x()</script>",
    }
    (found,) = read(tmp_path / "t.jsonl", json.dumps(row))
    assert found.body == "Раз «два».\n\nТри чотири"


@pytest.mark.parametrize("body", [None, "", "  ", 7, [], {"a": 1}])
def test_a_row_without_text_is_set_aside(tmp_path, body):
    (found,) = read(tmp_path / "t.jsonl", json.dumps({"title": "T", "body": body}))
    assert isinstance(found, Unreadable)


@pytest.mark.parametrize("text", ["[]", "{}", "3", '"x"', "[" * 100_000, "9" * 10_000, "[1, 2]"])
def test_json_without_articles_is_unreadable(tmp_path, text):
    assert all(isinstance(found, Unreadable) for found in read(tmp_path / "t.json", text))


def test_one_object_is_one_article(tmp_path):
    assert read(tmp_path / "t.json", json.dumps(ROW))[0].title == "Розмова"
