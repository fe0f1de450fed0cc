"""Translators and encoders that remember, in a content-addressed store.

The key is the text, its language, and the model's name and version: nothing has to be thrown away
when a model changes, and a text that two events share is translated once. Each batch is written
before the next is begun, so that a killed run loses one batch.
"""

import json
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

from jobs.ports import (
    Encoded,
    Encoder,
    Failure,
    Language,
    Translated,
    Translator,
)
from jobs.problems import BrokenContract
from jobs.store import Store, fingerprint

BATCH = 64


class CachedTranslator:
    """A translator that asks the inner one only for what the store lacks.

    Failures are not kept: what failed for want of memory or of a package may succeed next time.
    """

    def __init__(self, inner: Translator, store: Store) -> None:
        self._inner = inner
        self._store = store
        self.name = inner.name
        self.version = inner.version

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        keys = [fingerprint(_nfc(text), language, self.name, self.version) for text in texts]
        results: dict[str, Translated | Failure] = {}
        for key, value in self._store.get_many("translations", list(dict.fromkeys(keys))).items():
            known = _translated(value)
            if known is not None:
                results[key] = known
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in results}
        for batch in _batches(list(missing)):
            made = self._inner.translate([_nfc(missing[key]) for key in batch], language)
            if len(made) != len(batch):
                raise BrokenContract(
                    f"translator {self.name!r} gave {len(made)} results for {len(batch)} texts"
                )
            answers = dict(zip(batch, made, strict=True))
            self._store.put_many(
                "translations",
                {
                    key: _bytes(answer)
                    for key, answer in answers.items()
                    if isinstance(answer, Translated)
                },
            )
            results.update(answers)
        return [results[key] for key in keys]


class CachedEncoder:
    """An encoder that asks the inner one only for what the store lacks."""

    def __init__(self, inner: Encoder, store: Store) -> None:
        self._inner = inner
        self._store = store
        self.name = inner.name
        self.version = inner.version
        self.dimensions = inner.dimensions

    def encode(self, texts: Sequence[str]) -> Encoded:
        keys = [fingerprint(_nfc(text), self.name, self.version) for text in texts]
        # A value is one byte, 1 where the text was clipped, and the vector as little-endian
        # float32: the same text gives the same bytes whether it was remembered or not.
        size = 1 + 4 * self.dimensions
        values = {
            key: value
            for key, value in self._store.get_many("vectors", list(dict.fromkeys(keys))).items()
            if len(value) == size and value[0] in (0, 1)
        }
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in values}
        for batch in _batches(list(missing)):
            made = self._inner.encode([_nfc(missing[key]) for key in batch])
            if made.vectors.shape != (len(batch), self.dimensions):
                raise BrokenContract(
                    f"encoder {self.name!r} gave vectors of shape {made.vectors.shape} "
                    f"for {len(batch)} texts of {self.dimensions} dimensions"
                )
            fresh = {
                key: bytes([bool(clipped)]) + vector.astype("<f4").tobytes()
                for key, vector, clipped in zip(batch, made.vectors, made.clipped, strict=True)
            }
            self._store.put_many("vectors", fresh)
            values.update(fresh)
        vectors = np.zeros((len(keys), self.dimensions), dtype=np.float32)
        clipped = np.zeros(len(keys), dtype=np.bool_)
        for row, key in enumerate(keys):
            vectors[row] = np.frombuffer(values[key], dtype="<f4", offset=1)
            clipped[row] = bool(values[key][0])
        return Encoded(vectors, clipped)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _bytes(result: Translated) -> bytes:
    return json.dumps(
        {"text": result.text, "score": result.score, "translator": result.translator},
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")


def _translated(value: bytes) -> Translated | None:
    """What ``_bytes`` wrote, or nothing where the entry is not one of ours."""
    try:
        entry = json.loads(value.decode("utf-8", "surrogatepass"))
        text, score, by = entry["text"], entry["score"], entry["translator"]
    except (ValueError, KeyError, TypeError):
        return None
    sound = (
        isinstance(text, str)
        and (score is None or isinstance(score, int | float))
        and (by is None or isinstance(by, str))
    )
    return Translated(text, score, by) if sound else None


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(keys), BATCH):
        yield keys[begin : begin + BATCH]
