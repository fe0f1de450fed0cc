"""When a report is still good: a fingerprint over everything that it depends on.

The event's files, the shared frame book, the program and its templates, and the models. Two
runs with one fingerprint give the same bytes but for the run's own date.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jobs.store import file_fingerprint, fingerprint

PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE.parent / "templates"


def inputs_fingerprint(folder: Path, shared: Iterable[Path], models: Iterable[str]) -> str:
    """Of an event's folder, the files it shares with others, the program, and the models.

    ``models`` are names with versions. Names below the folder count too: a file that was renamed
    is another source.
    """
    parts: list[str] = []
    for path in _files(folder):
        parts += [path.relative_to(folder).as_posix(), file_fingerprint(path)]
    for path in sorted(shared):
        parts += [path.name, file_fingerprint(path)]
    parts.append(program_fingerprint())
    parts.extend(models)
    return fingerprint(*parts)


def program_fingerprint() -> str:
    """Of the program's own code and templates."""
    parts: list[str] = []
    for root in (PACKAGE, TEMPLATES):
        for path in _files(root):
            if path.suffix in {".py", ".html", ".css", ".js", ".toml"}:
                parts += [path.relative_to(root).as_posix(), file_fingerprint(path)]
    return fingerprint(*parts)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield path
