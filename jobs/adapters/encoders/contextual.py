"""A second reading of a text for the frames: what Gemma 3 270M makes of its words in context.

The universal encoder adds up what words and their neighbours mean, which tells what a text is
about. How it is told (metaphor, irony, who acts on whom) takes a network that reads words in
context. The vector is the mean over the text's pieces of the hidden states after ``LAYERS`` of the
18 layers of the unadapted model: middle layers serve classification best (Skean et al. 2025,
"Layer by Layer: Uncovering Hidden Representations in Language Models").

Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from jobs.adapters import gemma
from jobs.adapters.encoders.contextual_model import WEIGHTS, prepare
from jobs.adapters.translators.compact_model import ADAPTER, find_adapter
from jobs.adapters.translators.compact_pieces import BEGIN, Pieces
from jobs.adapters.translators.compact_weights import read_adapter
from jobs.paths import models_folder
from jobs.ports import Encoded, ModelCard
from jobs.problems import Problem
from jobs.store import fingerprint

if TYPE_CHECKING:
    from jobs.adapters.encoders.contextual_network import LowerLayers

LAYERS = 10  # macro-F1 on the dev half, English: .69 without, .71 .74 .75 .73 with 4, 7, 10, 13
LONGEST = 512  # pieces that are read; the model's sliding attention sees no further
READING = "1"  # counted up when the same weights would give other vectors
EXAMPLES = Path(__file__).parents[3] / "models" / "contextual-encoder" / "examples.safetensors"


class Contextual:
    """Vectors of 640 dimensions for Russian, Ukrainian and English.

    ``examples`` is a file of vectors that were made beforehand (``known_vectors``): the frame
    book's sentences are many, and the same on every machine. ``cache`` is the folder that holds
    converted models. Nothing is loaded, and nothing converted, before the first unknown text.
    """

    name = "contextual"
    dimensions = 640

    def __init__(self, cache: Path | None = None, examples: Path | None = EXAMPLES) -> None:
        self._cache = models_folder() if cache is None else cache
        self._kept = read_adapter(find_adapter(ADAPTER).path).kept
        pieces = self._kept.astype("<i8").tobytes().hex()
        self.version = fingerprint(gemma.SHA256, str(LAYERS), READING, pieces)[:12]
        self._known = known_vectors(examples, self.version) if examples else {}

    def card(self) -> ModelCard:
        """What the report's head says of it."""
        return ModelCard(
            self.name,
            self.version,
            f"Frames are read from the lower {LAYERS} layers of Gemma 3 270M as well. Gemma is "
            "provided under and subject to the Gemma Terms of Use.",
        )

    def encode(self, texts: Sequence[str]) -> Encoded:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        clipped = np.zeros(len(texts), dtype=np.bool_)
        for number, text in enumerate(texts):
            if not text.strip():
                continue
            known = self._known.get(key_of(text))
            if known is not None:
                vectors[number] = known
                continue
            pieces, network = self._model
            names = pieces.split(text)
            clipped[number] = len(names) >= LONGEST
            places = [self._places[name] for name in (BEGIN, *names[: LONGEST - 1])]
            mean = network.mean(places).numpy()
            vectors[number] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return Encoded(vectors, clipped)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self._model[0].kept)}

    @cached_property
    def _model(self) -> tuple[Pieces, "LowerLayers"]:
        from safetensors.torch import load_file

        from jobs.adapters.encoders.contextual_network import LowerLayers

        folder = prepare(self._kept, LAYERS, self._cache)
        pieces = Pieces((folder / gemma.TOKENIZER).read_bytes(), self._kept.tolist())
        return pieces, LowerLayers(load_file(folder / WEIGHTS), LAYERS)


def key_of(text: str) -> int:
    """A text's key in a file of known vectors: 64 bits of its fingerprint."""
    return int(fingerprint(text)[:16], 16)


def known_vectors(path: Path, version: str) -> dict[int, NDArray[np.float32]]:
    """Vectors by ``key_of``; none where the file is of another version.

    The file holds ``keys`` uint64 n, ``vectors`` int8 n × 640, ``centre`` and ``scale`` float32
    640, and the encoder's version as metadata: a scale a dimension, for one of them is a hundred
    times as long as the others and the same in all texts. Raises ``Problem`` where the file is
    missing or damaged.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "np") as file:
            if (file.metadata() or {}).get("version") != version:
                return {}
            keys = file.get_tensor("keys").tolist()
            rows = file.get_tensor("vectors") * file.get_tensor("scale") + file.get_tensor("centre")
    except (OSError, SafetensorError) as error:
        raise Problem(
            f"{path}: the examples' vectors cannot be read ({error}). "
            "Restore the file from the repository: git checkout -- models/contextual-encoder"
        ) from error
    return dict(zip(keys, rows.astype(np.float32), strict=True))
