"""The built-in translator: Gemma 3 270M with the project's adapter, by CTranslate2.

Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms.
Training, quality and limits: models/compact-translator/MODEL_CARD.md.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jobs.adapters import gemma
from jobs.adapters.translators.compact_decoder import (
    CYRILLIC,
    Decoder,
    Engine,
    Rules,
    Written,
    as_it_is,
)
from jobs.adapters.translators.compact_glosses import Glosses
from jobs.adapters.translators.compact_model import (
    ADAPTER,
    CONVERTER,
    AdapterFile,
    find_adapter,
    prepare,
)
from jobs.adapters.translators.compact_pieces import END, Pieces
from jobs.adapters.translators.compact_weights import read_adapter
from jobs.paths import models_folder
from jobs.ports import (
    LANGUAGE_NAMES,
    Failure,
    Language,
    ModelCard,
    Progress,
    Translated,
    silent,
)

DECODING = "4"  # counted up when the same model and beam would give another text
BEAM = 4  # docs/decisions/0010-… has what others gave
AT_ONCE = 2  # prompts that a core works on; more is slower, as they differ the more in length
CORES = 4  # at most: each needs up to 0.8 GB


class Compact:
    """Russian and Ukrainian into English, with what a pip install brings.

    ``cache`` is the folder that holds converted models. Nothing heavy is loaded, and nothing
    converted, before the first text. Raises ``Problem`` where the adapter is missing or damaged.
    """

    name = "compact"

    def __init__(
        self,
        cache: Path | None = None,
        adapter: Path = ADAPTER,
        progress: Progress = silent,
        glosses: Glosses | None = None,
    ) -> None:
        self._model = _Model(
            find_adapter(adapter), models_folder() if cache is None else cache, progress
        )
        self._glosses = Glosses() if glosses is None else glosses
        self.version = (
            f"{self._model.adapter.sha256[:12]}, converter {CONVERTER}, decoding {DECODING}, "
            f"beam {BEAM}, lexicon {self._glosses.version}"
        )

    def card(self) -> ModelCard:
        """What the report's head says of it."""
        return ModelCard(
            name=self.name,
            version=self._model.adapter.sha256[:12],
            what="Built-in compact translator: Gemma 3 270M with an adapter trained by this "
            "project. Gemma is provided under and subject to the Gemma Terms of Use.",
            caveats=(
                "A small model: good for the gist. Clauses of long sentences may be lost and "
                "words mistaken; check the original before quoting. Words and names that it may "
                "not know were looked up in lists; doubtful sentences were translated a "
                "second time, clause by clause, and the better of the two kept; names "
                "that it still mangled were spelt anew, and wrong endings mended. "
                "The Argos packages ('make models') translate better.",
            ),
        )

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        """English for each text, in order. Lines are translated one by one and stay lines."""
        if language not in ("ru", "uk"):
            reason = f"The compact translator knows no {LANGUAGE_NAMES[language]}."
            return [Failure(reason)] * len(texts)
        if not any(CYRILLIC.search(text) for text in texts):
            return [as_it_is(text) for text in texts]
        pieces, engine = self._model.ready()
        return Decoder(pieces, engine, self._glosses.add).translate(texts, language)


class _Model:
    """The converted model, loaded when first asked for."""

    def __init__(self, adapter: AdapterFile, cache: Path, progress: Progress) -> None:
        self.adapter = adapter
        self._cache = cache
        self._progress = progress
        self._loaded: tuple[Pieces, Any] | None = None

    def ready(self) -> tuple[Pieces, Engine]:
        if self._loaded is None:
            folder = prepare(self.adapter, self._cache, self._progress)
            kept = read_adapter(self.adapter.path).kept.tolist()
            pieces = Pieces((folder / gemma.TOKENIZER).read_bytes(), kept)
            self._loaded = pieces, load_model(folder)
        pieces, generator = self._loaded
        return pieces, Ctranslate2Engine(generator)


def load_model(folder: Path) -> Any:  # noqa: ANN401
    """The converted model as a ctranslate2.Generator.

    The weights are kept in int8, the arithmetic is float32: in int8 what else stands in the batch
    changes three translations of four, and the processor does too. Each core has prompts of its
    own: two cores that share a multiplication take half as long again.
    """
    import ctranslate2

    return ctranslate2.Generator(
        str(folder),
        device="cpu",
        compute_type="float32",
        inter_threads=_cores(),
        intra_threads=1,
    )


def _cores() -> int:
    """How many cores to use: those that this process may, up to ``CORES``."""
    linux = hasattr(os, "sched_getaffinity")
    return min(CORES, len(os.sched_getaffinity(0)) if linux else os.cpu_count() or 1)


class Ctranslate2Engine:
    """A loaded model and how widely it searches."""

    def __init__(self, generator: Any, beam: int = BEAM) -> None:  # noqa: ANN401
        self._beam = beam
        self._generator = generator

    def write(self, prompts: list[list[str]], most: int, rules: Rules) -> list[Written]:
        results = self._generator.generate_batch(
            prompts,
            max_length=most,
            max_batch_size=AT_ONCE,
            beam_size=self._beam,
            sampling_topk=1,
            no_repeat_ngram_size=rules.no_repeat,
            suppress_sequences=[[piece] for piece in rules.banned],
            length_penalty=1,  # the score is then the mean a piece
            end_token=[END, "\n"],
            include_prompt_in_result=False,
            return_scores=True,
            return_end_token=True,
        )
        return [_written(r.sequences[0], min(0.0, float(r.scores[0]))) for r in results]


def _written(names: list[str], score: float) -> Written:
    ended = bool(names) and names[-1] in (END, "\n")
    return Written(names[:-1] if ended else names, score, ended)
