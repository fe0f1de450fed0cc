"""A TOML file that remembers its lines, so that every complaint can name one."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jobs.problems import Problem

Keys = tuple[str | int, ...]
LARGEST = 5_000_000  # bytes; a settings file beyond this is some other file

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class TomlFile:
    """A parsed TOML file with its text; ``problem`` makes a complaint about one of its keys."""

    path: Path
    text: str
    table: Mapping[str, Any]

    def problem(self, keys: Keys, wrong: str, remedy: str) -> Problem:
        """A ``Problem`` that names the line of ``keys``, or of the nearest table around them."""
        line = self.line(keys)
        where = f"{self.path}, line {line}" if line else f"{self.path}"
        return Problem(f"{where}: {wrong}. {remedy}")

    def line(self, keys: Keys) -> int | None:
        """Line, counted from 1, where ``keys`` are set; of their table where they are not."""
        lines = _lines_of_keys(self.text)
        while keys:
            if keys in lines:
                return lines[keys]
            keys = keys[:-1]
        return None

    # What follows reads one value and complains where it is of another kind.

    def check_keys(self, table: Mapping[str, Any], keys: Keys, known: Sequence[str]) -> None:
        """Raise ``Problem`` for the first key of ``table`` that is not ``known``."""
        for key in table:
            if key not in known:
                near = get_close_matches(key.casefold(), known, n=1, cutoff=0.6)
                remedy = (
                    f"Did you mean '{near[0]}'?" if near else f"Known here are {listed(known)}."
                )
                place = f" in [{_dotted(keys)}]" if keys else ""
                raise self.problem((*keys, key), f"unknown key '{printable(key)}'{place}", remedy)

    def subtable(self, table: Mapping[str, Any], keys: Keys) -> Mapping[str, Any]:
        """The table at ``keys[-1]``; empty where there is none."""
        value = table.get(str(keys[-1]), {})
        if not isinstance(value, dict):
            raise self.problem(
                keys, f"'{_dotted(keys)}' is {kind(value)}", f"Write a table: [{_dotted(keys)}]."
            )
        return value

    def string(self, table: Mapping[str, Any], keys: Keys, default: str | None = None) -> str:
        """The text at ``keys[-1]``, on one line, NFC; required where there is no default."""
        key = str(keys[-1])
        if key not in table:
            if default is not None:
                return default
            raise self.problem(keys, f"'{key}' is missing", f'Add a line: {key} = "...".')
        value = table[key]
        if not isinstance(value, str):
            raise self.problem(
                keys, f"'{key}' is {kind(value)}, not text", f'Write it in quotes: {key} = "...".'
            )
        text = tidy(value)
        if not text and default is None:
            raise self.problem(keys, f"'{key}' is empty", "Write something between the quotes.")
        return text

    def day(self, table: Mapping[str, Any], keys: Keys) -> date:
        """The day at ``keys[-1]``: a TOML date or date-time, or the same as text."""
        key, value = str(keys[-1]), table[str(keys[-1])]
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value.strip()).date()
            except ValueError:
                pass
        shown = f"'{printable(value)}'" if isinstance(value, str) else kind(value)
        raise self.problem(
            keys, f"'{key}' is {shown}, not a date", f"Write year-month-day: {key} = 2025-03-18."
        )

    def sentences(self, table: Mapping[str, Any], keys: Keys) -> tuple[str, ...]:
        """The list of texts at ``keys[-1]``; empty where there is none."""
        key = str(keys[-1])
        value = table.get(key, [])
        if not isinstance(value, list):
            raise self.problem(
                keys,
                f"'{key}' is {kind(value)}, not a list",
                f'Use brackets: {key} = ["...", "..."].',
            )
        for number, item in enumerate(value, start=1):
            if not isinstance(item, str) or not tidy(item):
                shown = "empty" if isinstance(item, str) else kind(item)
                raise self.problem(
                    keys,
                    f"item {number} of '{key}' is {shown}",
                    "Every item of the list must be text in quotes.",
                )
        return tuple(dict.fromkeys(tidy(item) for item in value))


def read_toml(path: Path) -> TomlFile:
    """Read and parse ``path``. Raises ``Problem`` where it is missing, no text, or no TOML."""
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"{path}: is larger than 5 MB. Settings are a short text file; check it.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem(
            f"{path}: there is no such file. Make it, or start with 'framing new NAME'."
        ) from None
    except OSError as error:
        raise Problem(
            f"{path}: cannot be read ({error.strerror}). It must be a file that you may read."
        ) from error
    text = _decode(path, data).replace("\r\n", "\n")
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_problem(path, text, str(error)) from None
    except (RecursionError, ValueError):
        raise Problem(
            f"{path}: is nested too deeply or holds a number that is too long. "
            "Write it as in the example of 'framing new'."
        ) from None


def _decode(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if b"\x00" in data:
            raise Problem(
                f"{path}, line 1: is not a UTF-8 text file. "
                "Save it as plain text in UTF-8, or start again with 'framing new NAME'."
            ) from None
        raise Problem(
            f"{path}, line {line}: has a letter that is not UTF-8. Save the file as UTF-8."
        ) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise Problem(
            f"{path}, line {line}: holds binary data. "
            "Save it as plain text in UTF-8, or start again with 'framing new NAME'."
        )
    return text


def _syntax_problem(path: Path, text: str, message: str) -> Problem:
    found = _AT_LINE.search(message)
    last = max(1, len(text.rstrip().splitlines()))
    line = min(int(found[1]), last) if found else last
    what = _AT_LINE.sub("", message).replace("(at end of document)", "").strip().rstrip(".")
    what = printable(what[:1].lower() + what[1:])
    if "overwrite" in what or "declare" in what or "twice" in what:
        remedy = "Keep one of the two."
    elif "string" in what or "Invalid value" in message or "invalid value" in what:
        remedy = "Put text between straight double quotes, on one line."
    else:
        remedy = "Check the quotes, brackets and equals sign there."
    return Problem(f"{path}, line {line}: cannot be understood ({what}). {remedy}")


def _lines_of_keys(text: str) -> dict[Keys, int]:
    """Where each key is set. Every statement of a valid file parses alone, once it is complete."""
    found: dict[Keys, int] = {}
    prefix: Keys = ()
    counts: dict[Keys, int] = {}
    lines = text.split("\n")
    begin = 0
    while begin < len(lines):
        for end in range(begin + 1, len(lines) + 1):
            try:
                statement = tomllib.loads("\n".join(lines[begin:end]))
                break
            except (tomllib.TOMLDecodeError, RecursionError):
                continue
        else:
            break
        if lines[begin].lstrip().startswith("["):
            prefix = _header(statement, counts)
            found.setdefault(prefix, begin + 1)
        else:
            for keys in _paths(statement):
                found.setdefault((*prefix, *keys), begin + 1)
        begin = end
    return found


def _header(statement: Mapping[str, Any], counts: dict[Keys, int]) -> Keys:
    keys: Keys = ()
    value: Any = statement
    while value:
        if isinstance(value, list):
            number = counts[keys] = counts.get(keys, -1) + 1
            return (*keys, number)
        (key,) = value
        keys, value = (*keys, key), value[key]
        if keys in counts and isinstance(value, dict) and value:
            keys = (*keys, counts[keys])  # [outlets.x] below an [[outlets]] belongs to the last
    return keys


def _paths(value: Any) -> Iterable[Keys]:  # noqa: ANN401  any TOML value
    items: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, below in items:
        yield (key,)
        for keys in _paths(below):
            yield (key, *keys)


def tidy(text: str) -> str:
    """NFC, without control and direction characters, runs of space as one."""
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub("", text)).split())


def printable(text: str) -> str:
    """``text`` on one line and short, for an error message."""
    text = tidy(text)
    return text if len(text) <= 80 else text[:79] + "…"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def kind(value: Any) -> str:  # noqa: ANN401  any TOML value
    """What a TOML value is, in words."""
    for types, word in (
        (bool, "true or false"),
        (int | float, "a number"),
        (str, "text"),
        (list, "a list"),
        (dict, "a table"),
        (date, "a date"),
    ):
        if isinstance(value, types):
            return word
    return "a time"


def _dotted(keys: Keys) -> str:
    return ".".join(printable(str(key)) for key in keys if isinstance(key, str))
