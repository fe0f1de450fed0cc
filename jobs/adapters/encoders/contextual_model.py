"""The reader's weights, made once in the user's cache folder of Gemma's."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jobs.adapters import gemma
from jobs.adapters.made_once import made_once
from jobs.adapters.translators.compact_weights import read_base
from jobs.store import fingerprint

WEIGHTS = "weights.safetensors"


def prepare(
    kept: NDArray[np.int64],
    layers: int,
    cache: Path,
    base: Callable[[Path], None] = gemma.assemble,
) -> Path:
    """The folder with the weights of the ``kept`` pieces and the lower ``layers``, float16.

    Made where it is not there or damaged: some 10 seconds, 180 MB. Raises ``Problem``.
    """

    def make(draft: Path, made: Path) -> None:
        from safetensors.numpy import save_file

        read = read_base(gemma.checked(draft / "base.gguf", base), kept, layers)
        made.mkdir()
        halves = {name: value.astype(np.float16) for name, value in read.weights.items()}
        save_file(halves, made / WEIGHTS)
        (made / gemma.TOKENIZER).write_bytes(read.tokenizer)

    key = fingerprint(gemma.SHA256, str(layers), kept.astype("<i8").tobytes().hex())[:16]
    return made_once(cache / f"reader-{key}", "the reader of frames", make)
