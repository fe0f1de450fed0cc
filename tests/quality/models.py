"""The built-in models behind the product's own cache, so that a second gate is quick."""

from jobs.adapters.cached import CachedEncoder, CachedTranslator
from jobs.adapters.encoders import ENCODERS
from jobs.adapters.encoders.contextual import Contextual
from jobs.adapters.translators import TRANSLATORS
from jobs.paths import store_file
from jobs.ports import Encoder, Translator
from jobs.store import Store


def built_in_encoder() -> Encoder:
    """The universal encoder."""
    return CachedEncoder(ENCODERS["universal"](), Store(store_file()))


def built_in_reader() -> Encoder:
    """The second view of the frames."""
    return CachedEncoder(Contextual(), Store(store_file()))


def built_in_translator() -> Translator:
    """The compact translator."""
    return CachedTranslator(TRANSLATORS["compact"](("ru", "uk")), Store(store_file()))
