"""What the stages need from the outside world, each a protocol of one or two methods.

Adapters in ``jobs.adapters`` fulfil these; stages and measures see nothing else of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Language = Literal["ru", "uk", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "uk", "en")
LANGUAGE_NAMES: dict[Language, str] = {"ru": "Russian", "uk": "Ukrainian", "en": "English"}


@dataclass(frozen=True)
class Draft:
    """An article as a source found it: nothing checked, nothing normalised.

    ``source_file`` is the path below ``articles/``, with ``#N`` appended for the N-th row of a
    table, counted from 1. ``None`` means that the source did not say.
    """

    source_file: str
    body: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: datetime | str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Unreadable:
    """A file, or a row of one, from which no article could be had; ``reason`` is one sentence."""

    source_file: str
    reason: str


class Source(Protocol):
    """Reads one kind of file."""

    name: str
    suffixes: frozenset[str]

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """Yield what the file holds. Never raises for what the file contains."""
        ...


@dataclass(frozen=True)
class Identified:
    """The language a text is most likely in: ISO 639-1 code (of any language), confidence 0–1."""

    language: str
    confidence: float


class LanguageIdentifier(Protocol):
    """Tells the language of a text."""

    name: str
    version: str

    def identify(self, text: str) -> Identified:
        """The likeliest language of ``text``; confidence 0 where there is nothing to go by."""
        ...


@dataclass(frozen=True)
class Translated:
    """English for one text.

    ``score`` is the model's mean log-probability a token (at most 0), ``None`` where it has none.
    ``translator`` names who made it, where that is another than the translator that was asked: a
    memory hands on what it lacks.
    """

    text: str
    score: float | None = None
    translator: str | None = None


@dataclass(frozen=True)
class Failure:
    """No translation could be made; ``reason`` is one sentence."""

    reason: str


class Translator(Protocol):
    """Turns Russian or Ukrainian into English."""

    name: str  # "argos", "compact", "memory": goes into the translations table
    version: str  # changes whenever the same text may come out otherwise: part of the cache key

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        """Translate each text, in order; the result has the length of ``texts``."""
        ...


@dataclass(frozen=True)
class Encoded:
    """Vectors of n texts: ``vectors`` float32 n × d with rows of length 1, ``clipped`` bool n.

    A text is clipped where the model saw only its beginning. A text with nothing to encode
    has a row of zeros.
    """

    vectors: NDArray[np.float32]
    clipped: NDArray[np.bool_]


class Encoder(Protocol):
    """Puts texts of all three languages into one space."""

    name: str
    version: str  # as for Translator
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode each text, in order. A text's vector does not depend on its neighbours."""
        ...


VerbForm = Literal["", "plain", "infinitive", "past", "future", "passive", "meanwhile", "earlier"]
"""What a verb's form says: ``plain`` is the present or a request; ``passive`` a passive participle;
``meanwhile`` and ``earlier`` are others, of what goes on and of what went before."""


@dataclass(frozen=True)
class Token:
    """A word of a text: ``text[start:end]``, its dictionary form, and its part of speech.

    ``lemma`` is lower case. ``pos`` is a Universal Dependencies tag (NOUN, VERB, ADJ, PROPN,
    NUM, ...), ``X`` where unknown. ``verb_form`` is that of a Russian or Ukrainian verb, empty
    where the form may be several things.
    """

    start: int
    end: int
    lemma: str
    pos: str = "X"
    verb_form: VerbForm = ""


class Lemmatiser(Protocol):
    """Finds the words of a text and their dictionary forms."""

    name: str
    version: str

    def tokens(self, text: str, language: Language) -> list[Token]:
        """Words in order of appearance; punctuation is left out."""
        ...

    def readings(self, form: str, language: Language) -> tuple[str, ...]:
        """All dictionary forms that a word by itself may be of, likeliest first."""
        ...


@dataclass(frozen=True)
class Gloss:
    """What ``text[start:end]``, a word or a few that go together, mostly is in English."""

    start: int
    end: int
    english: str


class Dictionary(Protocol):
    """Tells what the words of a text mostly mean, whatever they mean there."""

    name: str
    version: str

    def glosses(self, text: str, language: Language) -> list[Gloss]:
        """Those of the words that it knows, in order, none within another."""
        ...


class Progress(Protocol):
    """Hears how far a stage is, to show it to someone."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """A ``Progress`` that tells nobody."""


@dataclass(frozen=True)
class ModelCard:
    """What a model says of itself in the report's head: where from, how good, under which terms."""

    name: str
    version: str
    what: str
    caveats: tuple[str, ...] = field(default=())
