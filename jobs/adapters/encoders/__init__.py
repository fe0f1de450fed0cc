"""Encoders by name. To add one: a module beside this file and a line in ``ENCODERS``."""

from collections.abc import Callable, Mapping

from jobs.adapters.cached import CachedEncoder
from jobs.adapters.encoders.sentence_transformer import SentenceTransformerEncoder
from jobs.adapters.encoders.universal import Universal
from jobs.ports import Encoder, ModelCard
from jobs.store import Store

ENCODERS: Mapping[str, Callable[[], Encoder]] = {"universal": Universal}


def choose(name: str = "universal", store: Store | None = None) -> Encoder:
    """The encoder of that name, remembering in ``store``.

    A name that is not in ``ENCODERS`` is a sentence-transformers model's, or its folder's path.
    Raises ``Problem`` where the model is not on this machine.
    """
    make = ENCODERS.get(name)
    encoder = make() if make else SentenceTransformerEncoder(name)
    return CachedEncoder(encoder, store) if store is not None else encoder


def card(encoder: Encoder) -> ModelCard:
    """What the report's head says of an encoder."""
    describe: Callable[[], ModelCard] | None = getattr(encoder, "card", None)
    return describe() if describe else ModelCard(encoder.name, encoder.version, "")
