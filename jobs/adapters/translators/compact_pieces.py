"""The compact translator's pieces of words: Gemma's tokeniser, and the share of it that is kept.

Gemma's 262,144 pieces serve 140 languages; the output layer over all of them costs more than the
rest of the network. The translator keeps about 50,000: those that Russian, Ukrainian and English
need. Text is still split by the full tokeniser; a piece that was not kept is spelt with shorter
kept ones, and bytes at the last, so that nothing becomes unknown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

PAD, END, BEGIN, UNKNOWN = "<pad>", "<eos>", "<bos>", "<unk>"
SPACE = "▁"
_CYRILLIC = re.compile(r"[Ѐ-ԯ]")
NORMAL, UNKNOWN_TYPE, BYTE_TYPE = 1, 2, 6  # sentencepiece's ModelProto.SentencePiece.Type


class Pieces:
    """Text to names of kept pieces and back.

    ``names`` are the full vocabulary in order of id, ``kept`` the ids that are kept, ascending:
    a piece's place in ``kept`` is its row in the model. ``model`` is a sentencepiece model in
    its serialised form, over the full vocabulary.
    """

    def __init__(self, model: bytes, kept: Sequence[int]) -> None:
        import sentencepiece

        self._processor: Any = sentencepiece.SentencePieceProcessor(model_proto=model)
        name = self._processor.id_to_piece
        self._name = name
        self.kept = [str(name(int(i))) for i in kept]
        self._known = frozenset(self.kept)
        self._longest = max(map(len, self.kept))
        self._spelt: dict[int, tuple[str, ...]] = {
            int(i): (piece,) for i, piece in zip(kept, self.kept, strict=True)
        }

    @cached_property
    def cyrillic(self) -> tuple[str, ...]:
        """Kept pieces with a Cyrillic letter, which English has no use for."""
        return tuple(name for name in self.kept if _CYRILLIC.search(name))

    def split(self, text: str) -> list[str]:
        """Names of kept pieces that spell ``text``; a leading space is part of the first."""
        names: list[str] = []
        for i in self._processor.encode(text):
            spelt = self._spelt.get(i)
            if spelt is None:
                spelt = self._spelt[i] = tuple(spell(self._name(i), self._known, self._longest))
            names.extend(spelt)
        return names

    def join(self, names: Iterable[str]) -> str:
        """The text that the pieces spell; bytes that make no letter become U+FFFD."""
        out = bytearray()
        for name in names:
            if len(name) == 6 and name.startswith("<0x") and name.endswith(">"):
                out.append(int(name[3:5], 16))
            elif name not in (PAD, END, BEGIN, UNKNOWN):
                out += name.replace(SPACE, " ").encode()
        return out.decode("utf-8", "replace")


def spell(piece: str, known: frozenset[str], longest: int) -> list[str]:
    """``piece`` in known pieces, the longest first; in bytes where not even a letter is known."""
    names: list[str] = []
    at = 0
    while at < len(piece):
        for end in range(min(len(piece), at + longest), at, -1):
            if piece[at:end] in known:
                names.append(piece[at:end])
                at = end
                break
        else:
            names.extend(f"<0x{byte:02X}>" for byte in piece[at].encode())
            at += 1
    return names


def pack(kept: Sequence[int], size: int) -> NDArray[np.uint8]:
    """Kept ids as a bitmap of ``size`` bits, for the adapter file."""
    flags = np.zeros(size, dtype=np.bool_)
    flags[np.asarray(kept, dtype=np.int64)] = True
    return np.packbits(flags)


def unpack(bitmap: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The ids, ascending, whose bits are set."""
    return np.flatnonzero(np.unpackbits(bitmap)).astype(np.int64)


def sentencepiece_model(
    names: Sequence[str], scores: Sequence[float], types: Sequence[int]
) -> bytes:
    """A sentencepiece model file from the vocabulary that a GGUF file carries.

    GGUF keeps pieces, scores and types as sentencepiece has them, but not the file itself; its
    protocol buffer is simple enough to write out (sentencepiece_model.proto: ModelProto has
    pieces = 1, trainer_spec = 2, normalizer_spec = 3).
    """
    out = bytearray()
    for name, score, kind in zip(names, scores, types, strict=True):
        kind = UNKNOWN_TYPE if name == UNKNOWN else kind
        piece = _bytes(1, name.encode())
        piece += b"\x15" + np.float32(score).tobytes() + _number(3, kind)
        out += _bytes(1, piece)
    places: Mapping[str, int] = {name: i for i, name in enumerate(names)}
    trainer = _number(3, 2) + _number(35, 1)  # model_type BPE, byte_fallback
    trainer += _number(40, places[UNKNOWN]) + _number(41, places[BEGIN])
    trainer += _number(42, places[END]) + _number(43, places[PAD])
    normalizer = _bytes(1, b"identity") + _number(3, 0) + _number(4, 0) + _number(5, 1)
    return bytes(out + _bytes(2, bytes(trainer)) + _bytes(3, bytes(normalizer)))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value
