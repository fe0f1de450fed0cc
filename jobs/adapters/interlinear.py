"""The project's word lists as a dictionary for readers: what each word of a passage mostly means.

The lexicon (models/lexicon) leaves out what a translator knows anyway: pronouns, prepositions, the
commonest verbs. A reader who has no letter of the original needs them too; they are in a list of
their own, which no prompt shows.
"""

from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import FORM, LEXICON, Glosses
from jobs.ports import Gloss, Language, Lemmatiser
from jobs.word_list import WordList

COMMON = LEXICON.with_name("common.tsv")


class Interlinear:
    """Glosses as the compact translator is shown them, and the commonest words besides."""

    name = "word lists"

    def __init__(self, common: Path = COMMON, lemmatiser: Lemmatiser | None = None) -> None:
        self._lemmas = choose() if lemmatiser is None else lemmatiser
        self._lexicon = Glosses(lemmatiser=self._lemmas)
        self._common = WordList(common, "the list of the commonest words", "models/lexicon")
        self.version = f"{self._common.version} {self._lexicon.version}"

    def glosses(self, text: str, language: Language) -> list[Gloss]:
        """The lexicon's words and phrases, and between them the commonest words."""
        found = [Gloss(*one) for one in self._lexicon.found(text, language)]
        taken = {at for one in found for at in range(one.start, one.end)}
        entries = self._common.entries
        for token in self._lemmas.tokens(text, language):
            form = text[token.start : token.end].lower()
            english = entries.get((language, f"{FORM}{form}")) or entries.get(
                (language, token.lemma)
            )
            if english and token.start not in taken:
                found.append(Gloss(token.start, token.end, english))
        return sorted(found, key=lambda one: one.start)
