"""Vectors of the sentences in the books of frames and axes, made once: `make contextual-examples`.

    python models/contextual-encoder/prepare.py

A run on a fresh machine would else read fifteen thousand sentences before its first report.
Sentences that the file already has keep their vectors (but for rounding anew), those that no book
has any more are dropped; after a change of the encoder itself all are made anew. Some seven
sentences a second and core.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from jobs.adapters.encoders.contextual import EXAMPLES, Contextual, key_of
from jobs.measures.axes import pole_texts
from jobs.measures.examples import example_sentences, examples
from jobs.settings import load_axes, load_frames

INPUTS = Path(__file__).resolve().parents[2] / "inputs"
TOGETHER = 200  # sentences between two lines of progress


def sentences(inputs: Path = INPUTS) -> list[str]:
    """Every sentence of every book that comes with the project, in order, each once."""

    def of(paths: list[Path]) -> Iterator[str]:
        yield from example_sentences(examples(load_frames(paths)))["text"]

    shared = inputs / "frames.toml"
    found = set(of([shared]))
    for own in sorted(inputs.glob("*/frames.toml")):
        found |= set(of([shared, own]))
    books = [inputs / "axes.toml", *sorted(inputs.glob("*/axes.toml"))]
    return sorted(found | set(pole_texts(load_axes(books))["text"]))


def main() -> None:
    """Read what is new, write all, whole or not at all."""
    encoder = Contextual(examples=EXAMPLES if EXAMPLES.exists() else None)
    texts = sentences()
    parts = []
    for begin in range(0, len(texts), TOGETHER):
        parts.append(encoder.encode(texts[begin : begin + TOGETHER]).vectors)
        print(f"{begin + len(parts[-1])} of {len(texts)}", flush=True)
    write(EXAMPLES, encoder.version, texts, np.concatenate(parts))


def write(path: Path, version: str, texts: list[str], vectors: np.ndarray) -> None:
    """The file that ``known_vectors`` reads: int8, a centre and a scale a dimension."""
    low, high = vectors.min(axis=0), vectors.max(axis=0)
    centre = ((low + high) / 2).astype(np.float32)
    scale = (np.maximum(high - low, 1e-9) / 254).astype(np.float32)
    content = {
        "keys": np.array([key_of(text) for text in texts], dtype=np.uint64),
        "vectors": np.rint((vectors - centre) / scale).astype(np.int8),
        "centre": centre,
        "scale": scale,
    }
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(save(content, {"version": version}))
    os.replace(draft, path)  # noqa: PTH105


if __name__ == "__main__":
    main()
