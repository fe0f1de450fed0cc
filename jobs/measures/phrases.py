"""Phrases found by lemma in the words of a passage, the longest first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jobs.ports import Language, Lemmatiser

_LEADS: dict[Language, str] = {"ru": "и", "uk": "і", "en": "and"}
# Characters between two words of a phrase: a space or a hyphen, or the possessive ("'s ").
GAPS = frozenset([0, 1, 3])


class Word(NamedTuple):
    """A row of Tokens, as the search needs it."""

    start: int
    end: int
    lemma: str
    pos: str
    quoted: bool


class Hit(NamedTuple):
    """Words ``first`` to ``last`` (the last excluded) are the phrase that ``key`` names."""

    first: int
    last: int
    key: int


class Phrase(NamedTuple):
    """Lemmas in a row, the last one with a part of speech where ``pos`` is not empty."""

    lemmas: tuple[str, ...]
    pos: str
    key: int


def lemmatised(
    phrases: Sequence[tuple[str, int]], lemmatiser: Lemmatiser, language: Language
) -> list[Phrase]:
    """Phrases and their keys, brought to lemmas by the lemmatiser that reads the coverage.

    So a phrase may be written in any form, and a wrong lemma is wrong on both sides alike.
    """
    found: list[Phrase] = []
    for phrase, key in phrases:
        words, _, pos = phrase.partition("/")
        # In a sentence, so that a capital means a name and not the beginning of one.
        tokens = lemmatiser.tokens(f"{_LEADS[language]} {words}", language)[1:]
        if tokens:
            found.append(Phrase(tuple(token.lemma for token in tokens), pos, key))
    return found


class Phrases:
    """Phrases of one language by the lemma of their first word."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        found: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            found[phrase.lemmas[0]].append(phrase)
        self._by_first = {
            lemma: sorted(entries, key=lambda one: (-len(one.lemmas), one.pos == "", one.key))
            for lemma, entries in found.items()
        }

    def hits(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Phrases in order, without overlap: at each word the longest that begins there."""
        index = 0
        while index < len(words):
            hit = self._at(words, index)
            if hit is None:
                index += 1
            else:
                yield hit
                index = hit.last

    def _at(self, words: Sequence[Word], index: int) -> Hit | None:
        for lemmas, pos, key in self._by_first.get(words[index].lemma, ()):
            window = words[index : index + len(lemmas)]
            if tuple(word.lemma for word in window) != lemmas:
                continue
            if pos and window[-1].pos not in ((pos, "PROPN") if pos == "NOUN" else (pos,)):
                continue
            if all(b.start - a.end in GAPS for a, b in pairwise(window)):
                return Hit(index, index + len(lemmas), key)
        return None
