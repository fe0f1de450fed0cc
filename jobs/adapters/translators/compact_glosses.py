"""Rare words are handed to the compact translator with their English beside them.

A model of 270 million parameters knows the grammar of Russian and Ukrainian better than their
words. So a content word that the mined lexicon knows (models/lexicon) is followed, in the prompt,
by the way in which English mostly says it: "привозить гробы [ coffin]". The model is trained on
such prompts, and free to say something else (Dinu et al. 2019, "Training Neural Machine
Translation to Apply Terminology Constraints", the "append" method; there constraints, here hints).
"""

import gzip
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.ports import Language, Lemmatiser, Token
from jobs.problems import Problem
from jobs.store import file_fingerprint

LEXICON = Path(__file__).parents[3] / "models" / "lexicon" / "lexicon.tsv.gz"
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "X"})
"""Parts of speech that a gloss is given for."""


def every(_: str) -> bool:
    """Keep every gloss."""
    return True


class Glosses:
    """A bilingual lexicon, and how it is shown to the model. Read when first asked for."""

    def __init__(self, path: Path = LEXICON, lemmatiser: Lemmatiser | None = None) -> None:
        self._path = path
        self._lemmatiser = lemmatiser

    @cached_property
    def version(self) -> str:
        """Changes with the lexicon and with the lemmatiser."""
        return f"{self._checksum[:12]} {self._lemmas.name} {self._lemmas.version}"

    def add(self, text: str, language: Language, keep: Callable[[str], bool] = every) -> str:
        """The text with glosses after its words; ``keep`` chooses among them."""
        tokens = self._lemmas.tokens(text, language)
        parts: list[str] = []
        at = number = 0
        while number < len(tokens):
            length, gloss = self._gloss(text, tokens[number : number + 2], language)
            number += length
            if gloss and keep(gloss):
                end = tokens[number - 1].end
                parts.append(f"{text[at:end]} [ {gloss}]")
                at = end
        return "".join((*parts, text[at:]))

    def _gloss(
        self, text: str, tokens: Sequence[Token], language: Language
    ) -> tuple[int, str | None]:
        """The gloss of the first two words together, else of the first; how many words that is."""
        first, *rest = tokens
        if first.pos not in CONTENT:
            return 1, None
        if rest and rest[0].pos in CONTENT and text[first.end : rest[0].start] == " ":
            both = self._entries.get((language, f"{first.lemma} {rest[0].lemma}"))
            if both:
                return 2, both
        return 1, self._entries.get((language, first.lemma))

    @cached_property
    def _lemmas(self) -> Lemmatiser:
        return choose() if self._lemmatiser is None else self._lemmatiser

    @cached_property
    def _checksum(self) -> str:
        try:
            return file_fingerprint(self._path)
        except OSError as error:
            raise self._unreadable() from error

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str], str]:
        try:
            lines = gzip.decompress(self._path.read_bytes()).decode("utf-8").splitlines()
            rows = [line.split("\t") for line in lines]
            return {(language, lemma): gloss for language, lemma, gloss in rows}
        except (OSError, EOFError, ValueError) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> Problem:
        return Problem(
            f"{self._path}: the compact translator's lexicon cannot be read. Restore it from the "
            "repository: git checkout -- models/lexicon"
        )
