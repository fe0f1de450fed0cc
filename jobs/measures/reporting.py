"""Verbs of saying, sources ("according to") and words of doubt, found by lemma."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobs.measures.mentions import Heard
from jobs.measures.phrases import Phrases, Word, lemmatised
from jobs.ports import LANGUAGES, Lemmatiser
from jobs.settings import VoiceBook
from jobs.settings.voices import STANCES

# Who "по его словам" and "in her words" mean: one person spoken of before, or several.
POSSESSIVES = {
    "ru": (frozenset(["его", "ее"]), frozenset(["их"])),
    "uk": (frozenset(["його", "її"]), frozenset(["їх", "їхніми", "їхньою", "їхніх", "їхню"])),
    "en": (frozenset(["his", "her", "him"]), frozenset(["their", "them"])),
}
_OF = re.compile(r"(in|by) the (\w+) of")


class Verb(NamedTuple):
    """A reporting verb at words ``first`` to ``last``, or words that stand before a source."""

    first: int
    last: int
    lemma: str
    stance: str
    source: bool


class Reporting:
    """Verbs of saying, sources and doubts, found in the three languages."""

    def __init__(self, book: VoiceBook, lemmatiser: Lemmatiser) -> None:
        self._keys: list[tuple[str, str, bool]] = []
        self._search: dict[str, Phrases] = {}
        self._doubts: dict[str, Phrases] = {}
        for language in LANGUAGES:
            listed: list[tuple[str, int]] = []
            for stance in STANCES:
                for source, phrases in ((False, book.verbs), (True, book.sources)):
                    for phrase in phrases[stance].get(language, ()):
                        listed.append((phrase, len(self._keys)))
                        if source:
                            own = _with_possessives(phrase, language)
                            listed += [(variant, len(self._keys)) for variant in own]
                        self._keys.append((phrase, stance, source))
            entries = lemmatised(listed, lemmatiser, language)
            self._search[language] = Phrases(entries)
            doubts = [(phrase, 0) for phrase in book.doubts.get(language, ())]
            self._doubts[language] = Phrases(lemmatised(doubts, lemmatiser, language))

    def verbs(self, words: Sequence[Heard], language: str) -> list[Verb]:
        """Reporting verbs and source words of a sentence, in order."""
        found: list[Verb] = []
        for hit in self._search[language].hits([Word(*word[:5]) for word in words]):
            phrase, stance, source = self._keys[hit.key]
            head = words[hit.first]
            single = hit.last == hit.first + 1 and "/" not in phrase
            if not source and single and head.pos not in ("VERB", "AUX"):
                continue
            if head.quoted:
                continue
            lemma = (
                phrase.partition("/")[0]
                if source or "/" in phrase or hit.last > hit.first + 1
                else head.lemma
            )
            found.append(Verb(hit.first, hit.last, lemma, stance, source))
        return found

    def doubted(self, words: Sequence[Heard], language: str) -> bool:
        """Whether the outlet's own words keep at a distance what is said."""
        own = [Word(*word[:5]) for word in words if not word.quoted]
        return any(True for _ in self._doubts[language].hits(own))


def _with_possessives(phrase: str, language: str) -> Iterator[str]:
    """По словам → по его словам; in the words of → in his words; according to → according to him.

    Phrases of two words, a preposition and what was said; all others have no such form.
    """
    words = phrase.split()
    one, several = POSSESSIVES[language]
    for possessive in sorted(one | several):
        if language != "en":
            if len(words) == 2 and len(words[0]) <= 2:
                yield f"{words[0]} {possessive} {words[1]}"
        elif phrase == "according to":
            if possessive in ("him", "her", "them"):
                yield f"{phrase} {possessive}"
        elif (found := _OF.fullmatch(phrase)) and possessive in ("his", "her", "their"):
            yield f"{found[1]} {possessive} {found[2]}"


def stance_of(verb: Verb | None, doubted: bool) -> str:
    """The verb's stance; a word of doubt beside it makes a neutral one doubting."""
    stance = verb.stance if verb else "neutral"
    return "doubting" if doubted and stance == "neutral" else stance
