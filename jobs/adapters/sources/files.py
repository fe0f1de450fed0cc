"""Bytes of a file, whatever may be wrong with it."""

import gzip
import os
import stat
import zlib
from collections.abc import Mapping
from pathlib import Path

from jobs.adapters.sources.encodings import Undecodable, decode

ARTICLE_LIMIT = 5_000_000  # bytes; the longest reportage has 100,000, a saved page 2 million
TABLE_LIMIT = 200_000_000

Columns = Mapping[str, str] | None


class Unusable(Exception):
    """No article can be had from this file; the message is one sentence without the file's name."""


def read_bytes(path: Path, limit: int = ARTICLE_LIMIT) -> bytes:
    """The content, unpacked where it is gzip. Raises ``Unusable``."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unusable("is not a regular file")
        if status.st_size > limit:
            raise Unusable(f"is larger than {limit // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise Unusable(f"cannot be read ({reason})") from None
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(path, limit)
    if not data.strip():
        raise Unusable("is empty")
    return data


def _unpacked(path: Path, limit: int) -> bytes:
    try:
        with gzip.open(path) as packed:
            data = packed.read(limit + 1)  # never more: a small file may unpack to a full disk
    except (EOFError, OSError, zlib.error):
        raise Unusable("is a gzip file that is cut off or damaged") from None
    if len(data) > limit:
        raise Unusable(f"unpacks to more than {limit // 1_000_000} MB")
    return data


def read_text(path: Path, limit: int = ARTICLE_LIMIT, declares: bool = False) -> str:
    """The content as text. Raises ``Unusable``."""
    try:
        text = decode(read_bytes(path, limit), declares)
    except Undecodable as error:
        raise Unusable(str(error)) from None
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise Unusable("is empty")
    return text
