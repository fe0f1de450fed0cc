"""One run at a time: a lock file that names its holder and does not outlive it.

The kernel's lock (flock) ends with the process, so a killed run blocks nobody. The file also says
who holds it, and a holder that is gone is named in a note when the lock is taken over. The file's
own word counts too, for file systems where flock is not kept between hosts.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jobs.problems import Problem


@dataclass(frozen=True)
class Held:
    """The lock is ours; ``note`` says whose stale lock was taken over, if any."""

    note: str | None


@contextmanager
def lock(path: Path) -> Iterator[Held]:
    """Hold ``path`` as a lock. Raises ``Problem`` naming the holder where another run has it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Problem(
            f"{path}: the lock cannot be written ({error.strerror}). "
            "Check the folder's permissions, or set --reports to one that can be written."
        ) from error
    try:
        holder = _holder(descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            taken = holder is not None and _is_running(holder)
        except BlockingIOError:
            taken = True
        if taken:
            pid = holder.pid if holder else "unknown"
            raise Problem(
                f"{path}: another run holds the lock (process {pid}). "
                "Wait for it to end, or stop it, then run again."
            )
        note = None
        if holder is not None:
            note = f"took over a stale lock: process {holder.pid} ended without releasing it"
        me = json.dumps({"pid": os.getpid(), "began": _began(os.getpid())}).encode()
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, me, 0)
        yield Held(note)
        os.ftruncate(descriptor, 0)  # an empty file means: released in good order
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class _Holder:
    pid: int
    began: str | None


def _holder(descriptor: int) -> _Holder | None:
    text = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()
    if not text:
        return None
    try:
        said = json.loads(text)
        if isinstance(said, dict):
            return _Holder(int(said["pid"]), said.get("began"))
        return _Holder(int(said), None)
    except (ValueError, KeyError, TypeError):
        return _Holder(-1, None)


def _is_running(holder: _Holder) -> bool:
    """Whether the holder lives; a process id that was given to another process is not it."""
    if holder.pid <= 0 or holder.pid == os.getpid():
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return holder.began is None or holder.began == _began(holder.pid)


def _began(pid: int) -> str | None:
    """The process's start in clock ticks since boot, with the boot's id; None off Linux."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}:{stat.rpartition(')')[2].split()[19]}"
    except (OSError, IndexError):
        return None
