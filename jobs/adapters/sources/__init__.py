"""Kinds of files that coverage comes in. A new kind is one module and one line here."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jobs.adapters.sources.files import Columns
from jobs.adapters.sources.page import SIDECAR, SavedPage
from jobs.adapters.sources.prose import Markdown, PlainText
from jobs.adapters.sources.tables import Csv, Json, JsonLines, Parquet
from jobs.ports import Draft, Source, Unreadable

SOURCES: Mapping[str, Callable[[Columns], Source]] = {
    "markdown": lambda columns: Markdown(),
    "text": lambda columns: PlainText(),
    "page": lambda columns: SavedPage(),
    "jsonl": JsonLines,
    "json": Json,
    "csv": Csv,
    "parquet": Parquet,
}

_IGNORED_SUFFIXES = (SIDECAR, "~", ".bak", ".swp", ".tmp", ".part", ".crdownload")
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "readme.md", "readme.txt", "readme"})


def read_drafts(folder: Path, columns: Columns = None) -> list[Draft | Unreadable]:
    """Everything in ``folder`` and below, by path.

    ``columns`` maps our field names to those of the tables. Hidden files, editors' backups and
    READMEs are passed over in silence; whatever else is no article comes as ``Unreadable``.
    """
    by_suffix = {
        suffix: source
        for make in SOURCES.values()
        for source in (make(columns),)
        for suffix in source.suffixes
    }
    found: list[Draft | Unreadable] = []
    for path, name, complaint in _walk(folder):
        plain = Path(path.stem) if path.suffix.lower() == ".gz" else path
        source = by_suffix.get(plain.suffix.lower())
        if complaint:
            found.append(Unreadable(name, complaint))
        elif source is None:
            kinds = ", ".join(sorted(by_suffix))
            found.append(Unreadable(name, f"is of an unknown kind; known are {kinds}"))
        else:
            found.extend(source.read(path, name))
    return found


def _walk(folder: Path) -> Iterator[tuple[Path, str, str | None]]:
    """Files below ``folder`` by name, each with what speaks against opening it."""
    root = folder.resolve()
    files: list[tuple[str, Path, str | None]] = []

    def note(error: OSError) -> None:
        if error.filename and Path(error.filename) != folder:
            path = Path(error.filename)
            files.append((_shown(path, folder), path, "is a folder that cannot be opened"))

    for where, folders, names in os.walk(folder, onerror=note):
        here = Path(where)
        for name in folders:
            if (here / name).is_symlink():
                link = here / name
                files.append((_shown(link, folder), link, "is a link to a folder: copy it here"))
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in names:
            lowered = name.lower()
            if name.startswith((".", "#")) or lowered.endswith(_IGNORED_SUFFIXES):
                continue
            if lowered in _IGNORED_NAMES:
                continue
            path = here / name
            files.append((_shown(path, folder), path, _objection(path, root)))
    for name, path, complaint in sorted(files, key=lambda entry: entry[0]):
        yield path, name, complaint


def _objection(path: Path, root: Path) -> str | None:
    if not path.is_symlink():
        return None
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "is a link to nowhere"
    if not target.is_relative_to(root):
        return "is a link that leads out of the folder: copy the file here"
    return None


def _shown(path: Path, folder: Path) -> str:
    """The path below ``folder`` as text; bytes that are no UTF-8 are spelt out."""
    name = path.relative_to(folder).as_posix()
    return os.fsencode(name).decode("utf-8", "backslashreplace")
