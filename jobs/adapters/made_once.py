"""Folders that are made once in the user's cache, whole or not at all.

What is made is written to a draft and moved into place in one step, under a lock: a killed run
leaves a draft that the next one sweeps away, never half a model.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jobs.problems import Problem
from jobs.store import file_fingerprint

MANIFEST = "whole.json"


def made_once(folder: Path, what: str, make: Callable[[Path, Path], None]) -> Path:
    """``folder``, called KIND-KEY; made where it is not there, or damaged.

    ``make`` gets a folder for what it throws away, and the path of the one that it is to create.
    Two processes at once make it only once. Raises ``Problem``, with ``what`` as the subject,
    where the disk will not take it.
    """
    if is_whole(folder):
        return folder
    kind = folder.name.partition("-")[0]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder.parent / f"{kind}.lock"):
            if not is_whole(folder):  # else another process made it while we waited
                _make(folder, kind, make)
    except OSError as error:
        raise Problem(
            f"{error.filename or folder}: {what} cannot be written ({error.strerror or error}). "
            "Free 1 GB of disk space, or set FRAMING_CACHE to another folder, then run again."
        ) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file of a folder is there, with the content it was written with."""
    try:
        sums = json.loads((folder / MANIFEST).read_text("utf-8"))
        return bool(sums) and all(file_fingerprint(folder / n) == s for n, s in sums.items())
    except (OSError, ValueError, AttributeError):
        return False


def _make(folder: Path, kind: str, make: Callable[[Path, Path], None]) -> None:
    for stale in folder.parent.glob(f".{kind}-*.draft"):  # of runs that were killed
        shutil.rmtree(stale, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{kind}-", suffix=".draft", dir=folder.parent))
    made = draft / "made"
    try:
        make(draft, made)
        sums = {path.name: file_fingerprint(path) for path in sorted(made.iterdir())}
        (made / MANIFEST).write_text(json.dumps(sums, indent=1), "utf-8")
        _flush(made)
        shutil.rmtree(folder, ignore_errors=True)  # only ever a damaged one
        os.replace(made, folder)  # noqa: PTH105
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _flush(folder: Path) -> None:
    """See the files on the disk before the move that vouches for them."""
    for path in folder.iterdir():
        with path.open("rb") as handle:
            os.fsync(handle.fileno())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends."""
    with path.open("a") as handle:
        try:
            import fcntl
        except ImportError:  # not Unix: two at once do the work twice, and the move stays whole
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
