"""Files and cached results that are written whole or not at all.

A killed process, a full disk or two runs at once leave either the old content or the new,
never a half of it.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jobs.problems import Problem


def fingerprint(*parts: str | bytes) -> str:
    """SHA-256 over the parts, each preceded by its length so that no two lists collide."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def file_fingerprint(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def write_whole(path: Path, content: bytes | str) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one.

    Raises ``Problem`` where the disk is full or the folder cannot be written.
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes | str]) -> None:
    """Write several files: all drafts first, then all moves, in the mapping's order.

    What needs space happens before the first visible change, so a full disk changes nothing;
    put the file that vouches for the others last.
    """
    drafts: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            drafts.append((_draft(path, content), path))
        for draft, path in drafts:
            draft.replace(path)
    except OSError as error:
        raise Problem(
            f"{error.filename or next(iter(contents))}: cannot be written ({error.strerror}). "
            "Free disk space or check the folder's permissions, then run again."
        ) from error
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)


def require_writable(folder: Path) -> None:
    """Raise ``Problem`` now where ``folder`` could not be written to later."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Problem(
            f"{folder}: cannot be written ({error.strerror}). "
            "Check the folder's permissions, or choose another with --reports."
        ) from error


def _draft(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8") if isinstance(content, str) else content
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".draft", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        Path(name).chmod(0o644)  # mkstemp's 0600 would hide a report from a web server
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


class Store:
    """Content-addressed cache: bytes by (shelf, key), in one SQLite file.

    ``put_many`` is one transaction, so a killed run loses at most the batch under way. A file
    that SQLite calls damaged is put aside as ``NAME.damaged`` and a new one begun: a cache may be
    lost, a run may not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise Problem(
                    f"{path}: the cache cannot be opened ({error}). Check the folder's "
                    "permissions, or set FRAMING_CACHE to a folder that can be written."
                ) from error
            self._put_aside()
        except OSError as error:
            raise Problem(
                f"{path}: the cache cannot be made ({error.strerror}). "
                "Set FRAMING_CACHE to a folder that can be written."
            ) from error

    def _open(self) -> None:
        self._connection = sqlite3.connect(self.path, timeout=60)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS entries "
            "(shelf TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
        )
        self._connection.commit()

    def _put_aside(self) -> None:
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()
        # The write-ahead log belongs to the damaged file; a new one would read it as its own.
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self.path.replace(self.path.with_name(self.path.name + ".damaged"))
        self._open()

    def get_many(self, shelf: str, keys: Sequence[str]) -> dict[str, bytes]:
        """What is known of ``keys``; the unknown ones are absent."""
        found: dict[str, bytes] = {}
        for chunk in _chunks(keys, 500):
            marks = ",".join("?" * len(chunk))
            try:
                rows = self._connection.execute(
                    f"SELECT key, value FROM entries WHERE shelf = ? AND key IN ({marks})",
                    (shelf, *chunk),
                )
                found.update(rows)
            except sqlite3.OperationalError as error:
                raise Problem(
                    f"{self.path}: the cache cannot be read ({error}). Check the disk, or set "
                    "FRAMING_CACHE to another folder."
                ) from error
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                self._put_aside()
                return found
        return found

    def put_many(self, shelf: str, entries: Mapping[str, bytes]) -> None:
        """Keep the entries, all or none. Raises ``Problem`` on a full disk."""
        try:
            try:
                self._insert(shelf, entries)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                self._put_aside()
                self._insert(shelf, entries)
        except sqlite3.OperationalError as error:
            raise Problem(
                f"{self.path}: the cache cannot be written ({error}). "
                "Free disk space, then run again: what is done is kept."
            ) from error

    def _insert(self, shelf: str, entries: Mapping[str, bytes]) -> None:
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                ((shelf, key, value) for key, value in entries.items()),
            )

    def close(self) -> None:
        """Close the file; the store is not used afterwards."""
        self._connection.close()


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """SQLite's own subclasses mean a lock, a full disk or a mistake in the query."""
    return type(error) is sqlite3.DatabaseError


def _chunks(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    for begin in range(0, len(items), size):
        yield items[begin : begin + size]
