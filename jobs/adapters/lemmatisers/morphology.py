"""The built-in lemmatiser: dictionaries that come with packages, no model, no download."""

import re

from jobs.adapters.lemmatisers.english import English
from jobs.adapters.lemmatisers.slavic import Case, Slavic
from jobs.adapters.lemmatisers.words import Word, shouts, words
from jobs.ports import Language, Token

# What pymorphy3 can take: it looks up the name of every character and fails on unnamed ones.
_CYRILLIC = re.compile(r"(?=.*[\u0400-\u04ff])[\u0400-\u04ff\x20-\x7e]+")


class Morphology:
    """Lemmas by dictionary: pymorphy3 for Russian and Ukrainian, LemmInflect's data for English.

    Lemmas are in lower case, with е for ё and ' for every apostrophe. A word that the dictionary
    does not know and that has a capital inside a sentence is a name (PROPN).
    """

    name = "morphology"
    version = "1"

    def __init__(self) -> None:
        self._slavic = {"ru": Slavic("ru"), "uk": Slavic("uk")}
        self._english = English()

    def tokens(self, text: str, language: Language) -> list[Token]:
        """Words in order of appearance; offsets count code points of ``text``."""
        shouting = shouts(text)
        found = list(words(text))
        if language == "en":
            return [Token(*token) for token in self._english.read(found, shouting)]
        following = [*found, None][1:]
        return [
            self._token(word, after, text, language, shouting)
            for word, after in zip(found, following, strict=False)
        ]

    def readings(self, form: str, language: Language) -> tuple[str, ...]:
        """All dictionary forms that a word may be of, likeliest first; of English one."""
        if language == "en" or not _CYRILLIC.fullmatch(form):
            return tuple(token.lemma for token in self.tokens(form, language))
        return self._slavic[language].readings(form)

    def _token(
        self, word: Word, after: Word | None, text: str, language: Language, shouting: bool
    ) -> Token:
        form = word.form
        if form[0].isdigit() and not any(c.isalpha() for c in form):
            return Token(word.start, word.end, form, "NUM")
        if not _CYRILLIC.fullmatch(form):
            tag = "PROPN" if form[0].isupper() else "X"
            return Token(word.start, word.end, form.lower(), tag)
        case = _case(word, shouting)
        read = self._slavic[language].read
        if case == "initial" and after and text[word.end : after.start].isspace():
            case = "subject" if read(after.form, "small")[1] in ("VERB", "AUX") else case
        lemma, tag = read(form, case)
        verb = tag in ("VERB", "AUX")
        says = self._slavic[language].verb_form(form) if verb else ""
        return Token(word.start, word.end, lemma, tag, says)


def _case(word: Word, shouting: bool) -> Case:
    form = word.form
    if not form[0].isupper():
        return "small"
    if shouting:
        return "initial"
    if len(form) > 1 and form.isupper():
        return "capitals"
    return "initial" if word.initial else "capital"
