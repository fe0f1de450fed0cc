"""The project's word lists as a dictionary for readers: what each word of a passage mostly means.

The lexicon (models/lexicon) leaves out what a translator knows anyway, pronouns, prepositions, the
commonest verbs, and what came too late for it to be trained with. A reader who has no letter of the
original needs all of it; the rest is in a list of its own, which no prompt shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from jobs.adapters.conjugation import conjugated
from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import FORM, LEXICON, LONGEST, Glosses, openings
from jobs.ports import Gloss, Language, Lemmatiser, Token, VerbForm
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

_UNREAL = frozenset(["бы", "б", "чтобы", "чтоб", "якби", "щоб", "аби"])
"""With one of these a past form speaks of what is wished or supposed."""

_CLAUSE_ENDS = re.compile(r"[,.;:!?…—–«»\"“”()]")

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
        # "in tense" goes with the code: changed when the same lists would give other glosses
        self.version = f"in tense {self._readers.version} {self._lexicon.version}"

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
            words = range(starts[one.start], ends[one.end] + 1)
            if taken.isdisjoint(words):
                taken.update(words)
                as_written = self._as_written(text[one.start : one.end], language)
                form = "" if as_written else _verb_form(text, tokens, words)
                found.append(replace(one, english=conjugated(one.english, form)))
        return sorted(found, key=lambda one: one.start)

    def _as_written(self, word: str, language: Language) -> str | None:
        """What the lists have for a word in this form and no other of its forms."""
        entry = (language, f"{FORM}{word.lower()}")
        return self._readers.entries.get(entry) or self._lexicon.as_written(word, language)

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


def _verb_form(text: str, tokens: Sequence[Token], words: range) -> VerbForm:
    """What the form of the verb among these words says; of several words the tense alone."""
    forms = {tokens[number].verb_form for number in words} - {""}
    if len(words) > 1:
        forms &= {"past", "future"}
    form: VerbForm = forms.pop() if len(forms) == 1 else ""
    return "" if form == "past" and _unreal(text, tokens, tokens[words[0]].start) else form


def _unreal(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a word of the clause there makes its past forms no past."""
    start = max((end.end() for end in _CLAUSE_ENDS.finditer(text, 0, at)), default=0)
    end = _CLAUSE_ENDS.search(text, at)
    stop = end.start() if end else len(text)
    return any(start <= token.start < stop and token.lemma in _UNREAL for token in tokens)
