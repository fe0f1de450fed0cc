"""Any sentence-transformers model, by name or by path; nothing is downloaded here."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from jobs.paths import hub_folder
from jobs.ports import Encoded, ModelCard
from jobs.problems import Problem
from jobs.store import file_fingerprint, fingerprint

BATCH = 64
# What a model's vectors come from; other files in its folder (cards, licences) change nothing.
WEIGHTS = ("*.safetensors", "*.bin", "*.json", "*.model", "*.txt")


class SentenceTransformerEncoder:
    """A model from a folder: ``model`` is its path, or its name where ``make models`` put it.

    Raises ``Problem`` where there is none, or it cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        folder = _folder(model)
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except Exception as error:  # the loaders' errors are of several libraries
            said = (str(error).splitlines() or [""])[0].strip() or type(error).__name__
            raise Problem(
                f"encoder {model}: cannot be loaded from {folder} ({said}). "
                "Delete that folder and run 'make models' again."
            ) from error
        self.name = model
        self.version = _version(folder)
        self.dimensions: int = self._model.encode(["."], show_progress_bar=False).shape[1]

    def encode(self, texts: Sequence[str]) -> Encoded:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        clipped = np.zeros(len(texts), dtype=np.bool_)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        if filled:
            some = [texts[row] for row in filled]
            vectors[filled] = self._model.encode(
                some, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
            clipped[filled] = self._clipped(some)
        return Encoded(vectors, clipped)

    def card(self) -> ModelCard:
        return ModelCard(self.name, self.version, "A sentence-transformers model.")

    def _clipped(self, texts: Sequence[str]) -> list[bool]:
        """Where a text has more pieces than the model reads: it is cut there in silence."""
        limit = self._model.max_seq_length
        tokenizer = self._model.tokenizer
        if limit is None:
            return [False] * len(texts)
        if hasattr(tokenizer, "encode_batch"):  # of the tokenizers library, as static models have
            truncation = tokenizer.truncation
            tokenizer.no_truncation()
            try:
                lengths = [len(found.ids) for found in tokenizer.encode_batch(list(texts))]
            finally:
                if truncation is not None:
                    tokenizer.enable_truncation(**truncation)
        else:
            ids = tokenizer(list(texts), truncation=False, padding=False, verbose=False)
            lengths = [len(found) for found in ids["input_ids"]]
        return [length > limit for length in lengths]


def _folder(model: str) -> Path:
    path = Path(model).expanduser()
    if (path / "modules.json").is_file():
        return path
    # The hub's own name: a bare one is by sentence-transformers, as their library has it.
    repository = model if "/" in model else f"sentence-transformers/{model}"
    folder = hub_folder() / repository.replace("/", "--")
    if (folder / "modules.json").is_file():
        return folder
    raise Problem(
        f"encoder {model}: is not on this machine. Run 'make models', "
        'give the path of a folder that holds it, or use encoder = "universal".'
    )


def _version(folder: Path) -> str:
    files = sorted({file for pattern in WEIGHTS for file in folder.rglob(pattern)})
    parts = [(str(file.relative_to(folder)), file_fingerprint(file)) for file in files]
    return fingerprint(*(text for part in parts for text in part))[:16]
