"""Lists that come with the project: lines of language, entry, English; gzipped where long."""

import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jobs.problems import Problem
from jobs.store import file_fingerprint


class WordList:
    """A list, read when first asked for; whoever asks for the same file shares it.

    ``what`` it is and the ``folder`` that it belongs to are for the ``Problem`` that is raised
    where it cannot be read.
    """

    def __init__(self, path: Path, what: str, folder: str) -> None:
        self._path = path
        self._what = what
        self._folder = folder

    @property
    def version(self) -> str:
        """Changes with the list."""
        try:
            return file_fingerprint(self._path)[:12]
        except OSError as error:
            raise self._unreadable() from error

    @property
    def entries(self) -> Mapping[tuple[str, str], str]:
        """The English by language and entry."""
        try:
            return _read(self._path)
        except (OSError, EOFError, ValueError) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> Problem:
        return Problem(
            f"{self._path}: {self._what} cannot be read. Restore it from the repository: "
            f"git checkout -- {self._folder}"
        )


@lru_cache(maxsize=8)
def _read(path: Path) -> Mapping[tuple[str, str], str]:
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return {(language, entry): english for language, entry, english in rows}
