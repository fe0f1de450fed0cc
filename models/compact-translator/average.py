"""Average two adapters of one rank and vocabulary, of which one was trained on from the other.

    python models/compact-translator/average.py FIRST SECOND --out DIR [--share 0.5]

What a short go learns at a high rate is part noise; half-way between its start and its end most of
the gain is kept and much of the noise is gone (Izmailov et al. 2018, "Averaging Weights Leads to
Wider Optima and Better Generalization"; Wortsman et al. 2022, "Robust fine-tuning of zero-shot
models"). Factors are averaged as they are: those of a go stay near those that it started from.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from export import squeezed, write_checked
from numpy.typing import NDArray
from safetensors.numpy import load_file

ADDRESSES = ("pieces", "movers")
Arrays = Mapping[str, NDArray[np.generic]]


def main() -> None:
    """Read both, write the average and its checksum, each whole or not at all."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("first", type=Path)
    options.add_argument("second", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--share", type=float, default=0.5, help="of the second")
    chosen = options.parse_args()
    made = averaged(load_file(chosen.first), load_file(chosen.second), chosen.share)
    chosen.out.mkdir(parents=True, exist_ok=True)
    write_checked(made, chosen.out / "adapter.safetensors")


def averaged(first: Arrays, second: Arrays, share: float) -> dict[str, NDArray[np.generic]]:
    """``share`` of the second and the rest of the first; matrices in int8 again, a scale a row."""
    alike = first.keys() == second.keys() and all(
        first[name].shape == second[name].shape for name in first
    )
    if not alike or any((first[name] != second[name]).any() for name in ADDRESSES):
        raise SystemExit("average.py: the adapters differ in rank or vocabulary; take two of one.")
    out: dict[str, NDArray[np.generic]] = {}
    for name, value in first.items():
        scale = f"{name}.scale"
        if name.endswith(".scale"):
            continue
        if name in ADDRESSES:
            out[name] = value
            continue
        wide = [
            one[name].astype(np.float32) * (one[scale] if scale in one else np.float32(1))
            for one in (first, second)
        ]
        mean = (1 - share) * wide[0] + share * wide[1]
        out |= squeezed(name, mean) if scale in first else {name: mean.astype(value.dtype)}
    return out


if __name__ == "__main__":
    main()
