"""The adapter file: what was trained, small enough for git.

Low-rank factors and moved embeddings as int8 with a float32 scale a row (largest value 127), norms
in float32, the kept pieces as a bitmap. Rounding to int8 moves a merged weight by less than the
int8 of the converted model does.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from network import Network
from safetensors.numpy import save
from safetensors.torch import load_file
from torch import Tensor

from jobs.adapters.translators.compact_pieces import pack
from jobs.adapters.translators.compact_weights import LAYERS, MATRICES, NORMS

EVERY_PIECE = 262_144


def squeezed(name: str, wide: np.ndarray) -> dict[str, np.ndarray]:
    """A matrix (rows × columns, float32) in int8 and the scale of each row."""
    scale = np.maximum(np.abs(wide).max(axis=1, keepdims=True), 1e-8) / 127
    return {name: np.rint(wide / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


def write_adapter(net: Network, kept: Sequence[int], movers: np.ndarray, path: Path) -> None:
    """Write the adapter that a network has learnt."""
    content = {
        "pieces": pack(kept, EVERY_PIECE),
        "movers": movers.astype(np.int32),
        "final_norm": net.final_norm.detach().numpy(),
        **squeezed("moved", net.moved.detach().float().numpy()),
    }
    for i, layer in enumerate(net.layers):
        for name in NORMS:
            content[f"layers.{i}.{name}"] = getattr(layer, name).detach().numpy()
        for name in MATRICES:
            for side in "AB":
                factor = getattr(layer, f"{name}_{side}").detach().float().numpy()
                content |= squeezed(f"layers.{i}.{name}.{side}", factor)
    write_checked(content, path)


def write_checked(content: Mapping[str, np.ndarray], path: Path) -> None:
    """Write an adapter's arrays and, beside them, their checksum; each whole or not at all."""
    data = save(dict(content))
    total = hashlib.sha256(data).hexdigest()
    vouch = f"{total}  {path.name}\n".encode()
    for target, written in ((path, data), (path.with_suffix(".sha256"), vouch)):
        draft = target.with_name(f".{target.name}.draft")
        draft.write_bytes(written)
        os.replace(draft, target)  # noqa: PTH105


def read_factors(net: Network, path: Path) -> None:
    """Take over the factors of an earlier adapter of the same or a lower rank.

    The rest of the rank keeps its random A and zero B, which changes nothing at first.
    """
    raw = load_file(path)

    def wide(name: str) -> Tensor:
        value = raw[name].float()
        return value * raw[f"{name}.scale"] if f"{name}.scale" in raw else value

    with torch.no_grad():
        for i in range(LAYERS):
            for name in MATRICES:
                a, b = wide(f"layers.{i}.{name}.A"), wide(f"layers.{i}.{name}.B")
                getattr(net.layers[i], f"{name}_A")[: len(a)] = a
                getattr(net.layers[i], f"{name}_B")[:, : len(a)] = b
            for name in NORMS:
                if f"layers.{i}.{name}" in raw:
                    getattr(net.layers[i], name).copy_(wide(f"layers.{i}.{name}"))
        if "final_norm" in raw:
            net.final_norm.copy_(wide("final_norm"))
        if "moved" in raw and raw["moved"].shape == net.moved.shape:
            net.moved.copy_(wide("moved"))
