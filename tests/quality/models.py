"""The built-in models behind the product's own cache, so that a second gate is quick."""

from collections.abc import Sequence

from jobs.adapters import lemmatisers
from jobs.adapters.cached import CachedEncoder
from jobs.adapters.encoders import ENCODERS
from jobs.adapters.encoders.contextual import Contextual
from jobs.adapters.translators import Choice, choose
from jobs.paths import store_file
from jobs.ports import Encoder, Failure, Language, Translated, Translator
from jobs.stages.proofread import corrected
from jobs.stages.reconsider import best_of
from jobs.stages.respell import Speller
from jobs.store import Store


def built_in_encoder() -> Encoder:
    """The universal encoder."""
    return CachedEncoder(ENCODERS["universal"](), Store(store_file()))


def built_in_reader() -> Encoder:
    """The second view of the frames."""
    return CachedEncoder(Contextual(), Store(store_file()))


class AsReported:
    """English as the report has it: doubtful sentences made again, names and endings put right."""

    def __init__(self, choice: Choice, encoder: Encoder) -> None:
        self._choice = choice
        self._encoder = encoder
        self._speller = Speller(lemmatisers.choose())
        self.name = choice.translator.name
        self.version = choice.translator.version

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        results = list(self._choice.translator.translate(texts, language))
        if self._choice.again is not None:
            results = best_of(texts, results, language, self._choice.again, self._encoder)
        return [
            Translated(
                corrected(text, self._speller.respelled(text, result.text, language)), result.score
            )
            if isinstance(result, Translated)
            else result
            for text, result in zip(texts, results, strict=True)
        ]


def built_in_translator() -> Translator:
    """The compact translator with all that the job makes of its work."""
    return AsReported(choose("compact", store=Store(store_file())), built_in_encoder())
