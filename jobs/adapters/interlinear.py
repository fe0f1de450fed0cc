"""The project's word lists as a dictionary for readers: what each word of a passage mostly means.

The lexicon (models/lexicon) leaves out what a translator knows anyway, pronouns, prepositions, the
commonest verbs, and what came too late for it to be trained with. A reader who has no letter of the
original needs all of it; the rest is in a list of its own, which no prompt shows.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import FORM, LEXICON, LONGEST, Glosses, openings
from jobs.ports import Gloss, Language, Lemmatiser, Token
from jobs.word_list import WordList

READERS = LEXICON.with_name("readers.tsv")

_MONTHS = {
    "January": "янв|січ",
    "February": "фев|февр|лют",
    "March": "мар|бер|берез",
    "April": "апр|квіт",
    "June": "июн|черв",
    "July": "июл",
    "August": "авг|серп",
    "September": "сен|сент|верес",
    "October": "окт|жовт",
    "November": "ноя|нояб",
    "December": "дек|груд",
}
"""Months as datelines cut them short, but for what may be a word of its own (трав: of herbs)."""

_DATE = re.compile(
    r"(?<=\d )(?:" + "|".join(f"(?P<{month}>{short})" for month, short in _MONTHS.items()) + r")\b",
    re.IGNORECASE,
)


class Interlinear:
    """Glosses as the compact translator is shown them, and others for readers alone."""

    name = "word lists"

    def __init__(self, readers: Path = READERS, lemmatiser: Lemmatiser | None = None) -> None:
        self._lemmas = choose() if lemmatiser is None else lemmatiser
        self._lexicon = Glosses(lemmatiser=self._lemmas)
        self._readers = WordList(readers, "the list of words for readers", "models/lexicon")
        self.version = f"{self._readers.version} {self._lexicon.version}"

    def glosses(self, text: str, language: Language) -> list[Gloss]:
        """All that the lists have for the text, of what overlaps the one of the most words.

        Of as many words the first of these: months cut short, readers' phrases and words as they
        are written, the lexicon's, readers' words by their lemma.
        """
        tokens = self._lemmas.tokens(text, language)
        starts = {token.start: number for number, token in enumerate(tokens)}
        ends = {token.end: number for number, token in enumerate(tokens)}
        candidates = [
            *(
                Gloss(*one.span(), one.lastgroup or "")
                for one in _DATE.finditer(text)
                if one.start() in starts and one.end() in ends
            ),
            *self._listed(text, tokens, language),
            *(Gloss(*one) for one in self._lexicon.found(text, language)),
            *self._by_lemma(tokens, language),
        ]
        taken: set[int] = set()
        found = []
        for one in sorted(candidates, key=lambda one: starts[one.start] - ends[one.end]):
            words = set(range(starts[one.start], ends[one.end] + 1))
            if not words & taken:
                taken |= words
                found.append(one)
        return sorted(found, key=lambda one: one.start)

    def _listed(self, text: str, tokens: Sequence[Token], language: Language) -> Iterator[Gloss]:
        """Phrases of the readers' list by their lemmas, and words of it as they are written."""
        for number, first in enumerate(tokens):
            as_written = f"{FORM}{text[first.start : first.end].lower()}"
            for lemmas, last in openings(text, tokens[number : number + LONGEST]):
                entry = as_written if first is last else lemmas
                if english := self._readers.entries.get((language, entry)):
                    yield Gloss(first.start, last.end, english)

    def _by_lemma(self, tokens: Sequence[Token], language: Language) -> Iterator[Gloss]:
        """Single words of the readers' list."""
        for token in tokens:
            if english := self._readers.entries.get((language, token.lemma)):
                yield Gloss(token.start, token.end, english)
