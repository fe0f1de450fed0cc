"""Files from the network: whole, checked and in place, or not there at all."""

import hashlib
import http.client
import json
import os
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from jobs.ports import Progress, silent
from jobs.problems import Problem
from jobs.store import write_whole

USER_AGENT = "framing-report"
TIMEOUT = 30.0  # seconds without a byte
ATTEMPTS = 3
BLOCK = 1 << 20
_TROUBLE = (OSError, http.client.HTTPException, ValueError)


class Unreachable(Exception):
    """No attempt brought the whole file; the text says what happened to the last."""


@dataclass(frozen=True)
class Locked:
    """What was downloaded the first time under a name, to which every later download must equal."""

    url: str
    sha256: str
    size: int


class Lock:
    """Checksums of downloads, a JSON file beside them."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def get(self, name: str) -> Locked | None:
        """What is recorded of ``name``. Raises ``Problem`` where the file cannot be read."""
        entry = self._read().get(name)
        return Locked(**entry) if entry else None

    def put(self, name: str, locked: Locked) -> None:
        """Record ``name``; the file is replaced whole."""
        entries = {**self._read(), name: asdict(locked)}
        write_whole(self.file, json.dumps(dict(sorted(entries.items())), indent=2) + "\n")

    def _read(self) -> Mapping[str, Any]:
        try:
            entries = json.loads(self.file.read_text(encoding="utf-8"))
            if not isinstance(entries, dict):
                raise ValueError("not an object")
            for entry in entries.values():
                Locked(**entry)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as error:
            raise Problem(
                f"{self.file}: the record of checksums cannot be read ({error}). "
                "Delete it and run 'make models' again."
            ) from error
        return entries


def get(url: str, limit: int = 32 << 20) -> bytes:
    """A small file's content. Raises ``Unreachable``, also for more than ``limit`` bytes."""
    trouble: Exception = Unreachable("no attempt was made")
    for _ in range(ATTEMPTS):
        try:
            with _open(url, 0, None) as response:
                content: bytes = response.read(limit + 1)
                if len(content) > limit:
                    raise Unreachable(f"it has over {limit >> 20} MB")
                _refuse_short(response, len(content))
                return content
        except urllib.error.HTTPError as error:
            trouble = error
            if error.code < 500:
                break
        except _TROUBLE as error:
            trouble = error
    raise Unreachable(_said(trouble)) from trouble


def fetch(url: str, folder: Path, label: str, progress: Progress = silent) -> tuple[Path, Locked]:
    """Download into a draft in ``folder``; the caller checks it, moves it, and removes it.

    A connection that breaks is taken up where it broke if the server vouches that the file is
    still the same, else from the beginning. Raises ``Unreachable``; no draft remains then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as handle:
            trouble: Exception = Unreachable("no attempt was made")
            validator: str | None = None
            for _ in range(ATTEMPTS):
                begin = handle.tell() if validator else 0
                try:
                    with _open(url, begin, validator) as response:
                        if response.status != 206:
                            begin = 0
                        handle.seek(begin)
                        handle.truncate()
                        # A weak validator does not vouch for bytes (RFC 9110, 13.1.5).
                        tag = response.headers.get("ETag", "")
                        validator = tag if tag.startswith('"') else None
                        length = response.headers.get("Content-Length")
                        total = begin + int(length) if length else 0
                        while block := response.read(BLOCK):
                            _write(handle, block, folder)
                            progress(label, handle.tell(), max(total, handle.tell()))
                        _refuse_short(response, handle.tell() - begin)
                    handle.flush()
                    os.fsync(handle.fileno())
                    return draft, Locked(url, _sha256(draft), draft.stat().st_size)
                except urllib.error.HTTPError as error:
                    trouble = error
                    if error.code < 500:
                        break
                except _TROUBLE as error:
                    trouble = error
            raise Unreachable(_said(trouble)) from trouble
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def unwritable(folder: Path, error: OSError) -> Problem:
    """What to say where a download finds no room."""
    return Problem(
        f"{folder}: the download cannot be written ({error.strerror}). "
        "Free disk space or check the folder's permissions, then run again."
    )


def _write(handle: IO[bytes], block: bytes, folder: Path) -> None:
    # A full disk is an OSError like a broken connection, but no further attempt mends it.
    try:
        handle.write(block)
    except OSError as error:
        raise unwritable(folder, error) from error


def _open(url: str, begin: int, validator: str | None) -> http.client.HTTPResponse:
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise Unreachable("it is no http address")
    headers = {"User-Agent": USER_AGENT}
    if begin and validator:
        headers |= {"Range": f"bytes={begin}-", "If-Range": validator}
    request = urllib.request.Request(url, headers=headers)
    response: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=TIMEOUT)
    return response


def _refuse_short(response: http.client.HTTPResponse, got: int) -> None:
    """http.client gives what came, however little, where it is read in blocks."""
    length = response.headers.get("Content-Length")
    if length is not None and got != int(length):
        raise http.client.IncompleteRead(b"", int(length) - got)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _said(error: Exception) -> str:
    if isinstance(error, http.client.IncompleteRead):
        return "the connection broke before the end"
    if isinstance(error, urllib.error.HTTPError):
        return f"the server says {error.code} {error.reason}"
    if isinstance(error, urllib.error.URLError):
        return str(getattr(error.reason, "strerror", None) or error.reason)
    return str(error) or type(error).__name__
