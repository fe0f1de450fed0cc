"""Rare words are handed to the compact translator with their English beside them.

A model of 270 million parameters knows the grammar of Russian and Ukrainian better than their
words. So a content word or a set phrase that the lexicon knows (models/lexicon) is followed, in the
prompt, by the way in which English mostly says it: "привозить гробы [ coffin]", "вышла из строя
[ break down]". The model is trained on such prompts, and free to say something else (Dinu et al.
2019, "Training Neural Machine Translation to Apply Terminology Constraints", the "append" method;
there constraints, here hints).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.gazetteer import Gazetteer
from jobs.ports import Language, Lemmatiser, Token
from jobs.word_list import WordList

LEXICON = Path(__file__).parents[3] / "models" / "lexicon" / "lexicon.tsv.gz"
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "X"})
"""Parts of speech that a single word needs to be given a gloss."""

LONGEST = 4
"""Most words that share a gloss."""

FORM = "="
"""Before a word as it is written, where its lemma would be another word's (Ukrainian "рік" is a
year, by the lemmatiser often the genitive of "ріка", river)."""


def every(_: str) -> bool:
    """Keep every gloss."""
    return True


class Glosses:
    """A bilingual lexicon, and how it is shown to the model. Read when first asked for."""

    def __init__(
        self,
        path: Path = LEXICON,
        lemmatiser: Lemmatiser | None = None,
        names: Gazetteer | None = None,
    ) -> None:
        self._lexicon = WordList(path, "the compact translator's lexicon", "models/lexicon")
        self._lemmatiser = lemmatiser
        self._listed = names

    @cached_property
    def version(self) -> str:
        """Changes with the lexicon, the list of names and the lemmatiser."""
        lemmas = self._lemmas
        return f"{self._lexicon.version} {self._names.version} {lemmas.name} {lemmas.version}"

    def add(self, text: str, language: Language, keep: Callable[[str], bool] = every) -> str:
        """The text with glosses after its words; ``keep`` chooses among them."""
        parts: list[str] = []
        at = 0
        for _, end, gloss in self.found(text, language):
            if keep(gloss):
                parts.append(f"{text[at:end]} [ {gloss}]")
                at = end
        return "".join((*parts, text[at:]))

    def found(self, text: str, language: Language) -> Iterator[tuple[int, int, str]]:
        """Where in the text words with a gloss begin and end, and the gloss."""
        tokens = self._lemmas.tokens(text, language)
        number = 0
        while number < len(tokens):
            length, gloss = self._gloss(text, tokens[number : number + LONGEST], language)
            if gloss:
                yield tokens[number].start, tokens[number + length - 1].end, gloss
            number += length

    def as_written(self, form: str, language: Language) -> str | None:
        """The gloss of a word in this form and no other of its forms."""
        return self._lexicon.entries.get((language, f"{FORM}{form.lower()}"))

    def _gloss(
        self, text: str, tokens: Sequence[Token], language: Language
    ) -> tuple[int, str | None]:
        """The gloss of the most of these words that have one together; how many words that is."""
        found = (1, self._of_word(text, tokens[0], language))
        for number, (lemmas, _) in enumerate(openings(text, tokens), 1):
            together = self._lexicon.entries.get((language, lemmas))
            if number > 1 and together:
                found = (number, together)
        return found

    def _of_word(self, text: str, token: Token, language: Language) -> str | None:
        """The gloss of a word by itself: as it is written, as a name, by its lemma."""
        form = text[token.start : token.end]
        if as_written := self.as_written(form, language):
            return as_written
        is_name = token.pos == "PROPN" and form[0].isupper()
        if is_name and (spelling := self._names.english(form, token.lemma, language)):
            return spelling
        return self._lexicon.entries.get((language, token.lemma)) if token.pos in CONTENT else None

    @cached_property
    def _names(self) -> Gazetteer:
        return Gazetteer(self._lemmas) if self._listed is None else self._listed

    @cached_property
    def _lemmas(self) -> Lemmatiser:
        return choose() if self._lemmatiser is None else self._lemmatiser


def openings(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """The first of these words, the first two and so on, as far as but a space parts them.

    The lemmas of each, and its last word.
    """
    lemmas = tokens[0].lemma
    yield lemmas, tokens[0]
    for last, token in pairwise(tokens):
        if text[last.end : token.start] != " ":
            return
        lemmas = f"{lemmas} {token.lemma}"
        yield lemmas, token
