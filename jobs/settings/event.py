"""Reading event.toml."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jobs.settings.contracts import Event, Outlet, Window
from jobs.settings.toml_file import Keys, TomlFile, kind, listed, printable, read_toml, tidy

_KNOWN = (
    "title",
    "date",
    "description",
    "outlets",
    "translator",
    "encoder",
    "memory",
    "window",
    "columns",
)
_OUTLET_KEYS = ("name", "language", "country", "kind", "colour")
_COLUMN_KEYS = ("outlet", "title", "body", "url", "published", "author", "language")
_WINDOW_ALIASES = {"first": ("first", "from", "start"), "last": ("last", "to", "end")}
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_CODE = re.compile(r"[a-z]{2,3}")
_LANGUAGE_NAMES = {"russian": "ru", "ukrainian": "uk", "english": "en"}
_TRANSLATOR = re.compile(r"[a-z][a-z0-9_-]*")


def load_event(folder: Path) -> Event:
    """Read ``folder``/event.toml.

    ``[window]`` takes ``first`` and ``last``; ``from``/``to`` and ``start``/``end`` mean the same.
    Outlets are ``[[outlets]]`` entries or ``[outlets."NAME"]`` tables. ``memory`` is relative to
    the folder. Raises ``Problem`` for anything that is missing, misspelt or of the wrong kind.
    """
    file = read_toml(folder / "event.toml")
    table = file.table
    file.check_keys(table, (), _KNOWN)
    title = file.string(table, ("title",))
    if "date" not in table:
        raise file.problem(("date",), "'date' is missing", "Add a line: date = 2025-03-18.")
    return Event(
        name=folder.resolve().name,
        folder=folder,
        title=title,
        date=file.day(table, ("date",)),
        description=file.string(table, ("description",), ""),
        outlets=_outlets(file),
        translator=_translator(file),
        encoder=file.string(table, ("encoder",), "universal") or "universal",
        memory=_memory(file, folder),
        window=_window(file),
        columns=_columns(file),
    )


def _outlets(file: TomlFile) -> tuple[Outlet, ...]:
    entries = file.table.get("outlets")
    if not isinstance(entries, list | dict | None):
        raise file.problem(
            ("outlets",), f"'outlets' is {kind(entries)}", "Write an [[outlets]] entry an outlet."
        )
    if not entries:
        raise file.problem(
            ("outlets",),
            "no outlet is listed",
            'Add an entry: [[outlets]], then name = "..." and language = "ru", "uk" or "en".',
        )
    numbered: list[tuple[Keys, Any]] = (
        [(("outlets", number), entry) for number, entry in enumerate(entries)]
        if isinstance(entries, list)
        else [(("outlets", name), entry) for name, entry in entries.items()]
    )
    outlets: list[Outlet] = []
    seen: dict[str, int | None] = {}
    for keys, entry in numbered:
        outlet = _outlet(file, keys, entry)
        folded = outlet.name.casefold()
        name_keys = (*keys, "name")
        if folded in seen:
            raise file.problem(
                name_keys,
                f"the outlet '{printable(outlet.name)}' is already on line {seen[folded]}",
                "Remove one of the two, or give it another name.",
            )
        seen[folded] = file.line(name_keys)
        outlets.append(outlet)
    return tuple(outlets)


def _outlet(file: TomlFile, keys: Keys, entry: Any) -> Outlet:  # noqa: ANN401  any TOML value
    if not isinstance(entry, dict):
        raise file.problem(
            keys, f"an outlet is {kind(entry)}", 'Write [[outlets]] and name = "..." below it.'
        )
    file.check_keys(entry, keys, _OUTLET_KEYS)
    if isinstance(keys[-1], str) and "name" not in entry:
        entry = {**entry, "name": keys[-1]}
    name = file.string(entry, (*keys, "name"))
    return Outlet(
        name=name,
        language=_language(file, entry, (*keys, "language"), name),
        country=file.string(entry, (*keys, "country"), ""),
        kind=file.string(entry, (*keys, "kind"), ""),
        colour=_colour(file, entry, (*keys, "colour")),
    )


def _language(file: TomlFile, entry: Mapping[str, Any], keys: Keys, name: str) -> str:
    if "language" not in entry:
        raise file.problem(
            keys,
            f"the outlet '{printable(name)}' has no language",
            'Add a line: language = "ru", "uk" or "en".',
        )
    given = file.string(entry, keys).casefold()
    code = _LANGUAGE_NAMES.get(given, re.split(r"[-_]", given)[0])
    if code == "ua":
        raise file.problem(
            keys, "'ua' is a country, not a language", 'For Ukrainian write language = "uk".'
        )
    if not _CODE.fullmatch(code):
        raise file.problem(
            keys,
            f"'{printable(given)}' is not a language code",
            'Write language = "ru", "uk" or "en".',
        )
    return code


def _colour(file: TomlFile, entry: Mapping[str, Any], keys: Keys) -> str | None:
    """A hex colour and nothing else: it goes into the report's style sheet."""
    if "colour" not in entry:
        return None
    colour = file.string(entry, keys)
    if not _COLOUR.fullmatch(colour):
        raise file.problem(
            keys,
            f"'{printable(colour)}' is not a colour",
            'Write # and six hex digits: colour = "#1f6fb5".',
        )
    return colour.lower()


def _translator(file: TomlFile) -> str:
    name = file.string(file.table, ("translator",), "auto") or "auto"
    if not _TRANSLATOR.fullmatch(name):
        raise file.problem(
            ("translator",),
            f"'{printable(name)}' is not a translator",
            "Write translator = \"auto\", or one that 'framing models' lists.",
        )
    return name


def _memory(file: TomlFile, folder: Path) -> Path | None:
    if "memory" not in file.table:
        return None
    name = file.string(file.table, ("memory",))
    path = folder / name
    if path.suffix.lower() not in {".tmx", ".jsonl"}:
        raise file.problem(
            ("memory",),
            f"'{printable(name)}' is neither a .tmx nor a .jsonl file",
            "Export the translation memory in one of the two.",
        )
    if not path.is_file():
        raise file.problem(
            ("memory",),
            f"there is no file '{printable(name)}' in the event's folder",
            "Put it there or remove the line.",
        )
    return path


def _window(file: TomlFile) -> Window:
    table = file.subtable(file.table, ("window",))
    names = [name for aliases in _WINDOW_ALIASES.values() for name in aliases]
    file.check_keys(table, ("window",), names)
    days: dict[str, date] = {}
    for field, aliases in _WINDOW_ALIASES.items():
        given = [name for name in aliases if name in table]
        if len(given) > 1:
            raise file.problem(
                ("window", given[1]), f"{listed(given)} mean the same", "Keep one of them."
            )
        if given:
            days[field] = file.day(table, ("window", given[0]))
    window = Window(days.get("first"), days.get("last"))
    if window.first and window.last and window.first > window.last:
        raise file.problem(
            ("window",),
            f"the window ends on {window.last}, before it begins on {window.first}",
            "Swap the two days.",
        )
    return window


def _columns(file: TomlFile) -> Mapping[str, str] | None:
    if "columns" not in file.table:
        return None
    table = file.subtable(file.table, ("columns",))
    file.check_keys(table, ("columns",), _COLUMN_KEYS)
    for key in table:
        file.string(table, ("columns", key))
    return {key: tidy(value) for key, value in table.items()} or None
