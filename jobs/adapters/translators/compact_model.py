"""Making the compact translator's model, once, of Gemma's weights and this project's adapter."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jobs.adapters import gemma
from jobs.adapters.made_once import made_once
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
STAGE = "preparing the compact translator"
ADAPTER = Path(__file__).parents[3] / "models" / "compact-translator" / "adapter.safetensors"


@dataclass(frozen=True)
class AdapterFile:
    """The adapter on disk, with the checksum that the file beside it (NAME.sha256) vouches for."""

    path: Path
    sha256: str

    @property
    def key(self) -> str:
        """Changes with the adapter, the weights and the way they are converted."""
        return fingerprint(self.sha256, gemma.SHA256, CONVERTER)[:16]


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


def prepare(
    adapter: AdapterFile,
    cache: Path,
    progress: Progress = silent,
    base: Callable[[Path], None] = gemma.assemble,
) -> Path:
    """The folder of the converted model below ``cache``; made where it is not there, or damaged.

    About 20 seconds and 2 GB of memory on two cores. ``base`` writes the GGUF file. Raises
    ``Problem``.
    """
    steps = LAYERS + 3

    def make(draft: Path, made: Path) -> None:
        progress(STAGE, 0, steps)
        gguf = gemma.checked(draft / "base.gguf", base)
        progress(STAGE, 1, steps)
        changes = read_adapter(adapter.path)
        weights = read_base(gguf, changes.kept)
        progress(STAGE, 2, steps)
        names = Pieces(weights.tokenizer, changes.kept.tolist()).kept
        write_model(
            merge(weights, changes),
            names,
            made,
            lambda layer: progress(STAGE, 2 + layer, steps),
        )
        (made / gemma.TOKENIZER).write_bytes(weights.tokenizer)
        progress(STAGE, steps, steps)

    return made_once(cache / f"compact-{adapter.key}", "the compact translator", make)
