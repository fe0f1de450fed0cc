"""Models that answer at once and always alike, for tests of the way that the data goes.

The translator knows nothing of languages and the encoder nothing of meaning: texts that share words
are near. What the real models are worth is measured in tests/quality.
"""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from jobs.adapters import lemmatisers, translators
from jobs.adapters.cached import CachedEncoder, CachedTranslator
from jobs.adapters.identifiers import LangId
from jobs.adapters.interlinear import Interlinear
from jobs.pipeline import Models
from jobs.ports import Encoded, Failure, Language, ModelCard, Translated
from jobs.settings import Event
from jobs.store import Store

WORD = re.compile(r"\w+")
LATIN = "a b v g g d e ye yo zh z y i yi y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
LETTERS = dict(zip("абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя", LATIN.split(" "), strict=True))


class Speller:
    """Writes Cyrillic in Latin letters."""

    name = "speller"
    version = "1"

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        return [
            Translated("".join(LETTERS.get(letter, letter) for letter in text.lower()), -0.5)
            for text in texts
        ]


class WordHash:
    """A sum of a fixed random vector for each word's first five letters."""

    name = "wordhash"
    version = "1"
    dimensions = 64

    def encode(self, texts: Sequence[str]) -> Encoded:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in WORD.findall(text.lower()):
                seed = int.from_bytes(hashlib.sha256(word[:5].encode()).digest()[:8], "big")
                vectors[row] += np.random.default_rng(seed).standard_normal(self.dimensions)
            length = np.linalg.norm(vectors[row])
            vectors[row] /= length if length else 1.0
        return Encoded(vectors, np.zeros(len(texts), dtype=np.bool_))


def load_models(event: Event, store: Store) -> Models:
    """Stands in for ``jobs.pipeline.load_models``."""
    return Models(
        translators.Choice(
            CachedTranslator(Speller(), store), (ModelCard("speller", "1", "A stand-in."),)
        ),
        CachedEncoder(WordHash(), store),
        ModelCard("wordhash", "1", "A stand-in."),
        CachedEncoder(WordHash(), store),
        ModelCard("wordhash", "1", "A stand-in."),
        lemmatisers.choose(),
        LangId(),
        Interlinear(),
        store,
    )
