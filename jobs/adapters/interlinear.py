"""The project's word lists as a dictionary for readers: what each word of a passage mostly means.

The lexicon (models/lexicon) leaves out what a translator knows anyway, pronouns, prepositions, the
commonest verbs, and what came too late for it to be trained with. A reader who has no letter of the
original needs all of it; the rest is in a list of its own, which no prompt shows.
"""

import re
from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import FORM, LEXICON, Glosses
from jobs.ports import Gloss, Language, Lemmatiser
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
        """Months cut short; the lexicon's words and phrases; of what is left, the readers' list."""
        found = [Gloss(*one.span(), one.lastgroup or "") for one in _DATE.finditer(text)]
        starts = {one.start for one in found}
        found += [
            Gloss(*one) for one in self._lexicon.found(text, language) if one[0] not in starts
        ]
        taken = {at for one in found for at in range(one.start, one.end)}
        entries = self._readers.entries
        for token in self._lemmas.tokens(text, language):
            form = text[token.start : token.end].lower()
            english = entries.get((language, f"{FORM}{form}")) or entries.get(
                (language, token.lemma)
            )
            if english and token.start not in taken:
                found.append(Gloss(token.start, token.end, english))
        return sorted(found, key=lambda one: one.start)
