"""What a check of the gate is: numbers about the product, each held to a floor.

To add one: a module ``check_NAME.py`` beside this file with a ``CHECK``, a line in
``tests.quality.gate.CHECKS``, and a floor for each of its scores in ``floors.json``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from jobs.ports import Encoder, Translator
from tests.quality.ntrex import Document, read_documents, split_documents


@dataclass(frozen=True)
class Score:
    """One number. ``name`` is dotted and unique over all checks: ``matching.combined.ru-en.f1``.

    A score without a floor in floors.json is shown and not held to anything. ``note`` says what
    it is worth: how many cases it rests on.
    """

    name: str
    value: float
    note: str = ""


@dataclass
class Bench:
    """What checks measure on. Models are loaded when first asked for, and remember what they did.

    ``quick`` asks for what can be measured in seconds, without translation. ``report`` are the
    documents to report on, ``tune`` those to choose constants on.
    """

    ntrex: Path | None
    quick: bool = False
    progress: bool = field(default=False)

    @cached_property
    def documents(self) -> Sequence[Document]:
        if self.ntrex is None:
            raise ValueError("a check that needs the benchmark was run without it")
        return read_documents(self.ntrex)

    @cached_property
    def tune(self) -> Sequence[Document]:
        return split_documents(self.documents)[0]

    @cached_property
    def report(self) -> Sequence[Document]:
        return split_documents(self.documents)[1]

    @cached_property
    def encoder(self) -> Encoder:
        from tests.quality.models import built_in_encoder

        return built_in_encoder()

    @cached_property
    def reader(self) -> Encoder:
        from tests.quality.models import built_in_reader

        return built_in_reader()

    @cached_property
    def translator(self) -> Translator:
        from tests.quality.models import built_in_translator

        return built_in_translator()


class Check(Protocol):
    """Measures one quality of the product."""

    name: str
    needs_ntrex: bool

    def run(self, bench: Bench) -> Iterator[Score]:
        """Yield the scores. Deterministic: seeds are constants of the check."""
        ...
