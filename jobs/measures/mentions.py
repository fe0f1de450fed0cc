"""Who is named in a sentence: known actors, unknown names, offices and pronouns."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jobs.measures.names import Registry
from jobs.measures.phrases import Phrase, Phrases, Word, lemmatised
from jobs.ports import LANGUAGES, Language, Lemmatiser
from jobs.settings import VoiceBook

_MARKS = frozenset('«„“"')
_PRONOUNS = {
    "ru": frozenset(["он", "она", "они"]),
    "uk": frozenset(["він", "вона", "вони"]),
    "en": frozenset(["he", "she", "they"]),
}
# What makes a run of capitalised words a body rather than a person.
_BODIES = """
    institute institution university council committee ministry department service agency bank fund
    group party office commission house center centre foundation association union army forces news
    times post journal ledger staff court parliament congress senate press company corporation
    институт университет совет комитет министерство служба агентство банк фонд группа партия центр
    союз парламент конгресс сенат суд рада дума компания корпорация
    інститут університет рада комітет міністерство служба агенція банк фонд група партія центр
    союз парламент конгрес сенат суд компанія корпорація
"""
BODIES = frozenset(_BODIES.split())
_CALENDAR_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())
_HONORIFIC_WORDS = """
    mr mrs ms dr sir lord sen rep gov gen prof amb col capt lt господин госпожа пан пані г-н г-жа
"""
_HONORIFICS = frozenset(_HONORIFIC_WORDS.split())


class Heard(NamedTuple):
    """A word with its writing, as the search for speakers needs it."""

    start: int
    end: int
    lemma: str
    pos: str
    quoted: bool
    surface: str


class Mention(NamedTuple):
    """Words ``first`` to ``last`` (excluded) of a sentence name ``name``.

    ``kind`` is person, body, role, medium, pronoun or noun (somebody of whom nothing is known);
    ``subject`` is whether the form can be the subject: the nominative, in English no possessive.
    """

    first: int
    last: int
    name: str
    kind: str
    subject: bool


class Mentions:
    """Finds who is named, in the three languages."""

    def __init__(self, book: VoiceBook, lemmatiser: Lemmatiser) -> None:
        self._actors = book.actors
        self._phrases: Mapping[str, Phrases] = {
            language: Phrases(self._of_actors(lemmatiser, language)) for language in LANGUAGES
        }

        self._writings: dict[tuple[int, str], set[str]] = {
            (index, language): {_plain(phrase) for phrase in actor.phrases.get(language, ())}
            for index, actor in enumerate(book.actors)
            for language in LANGUAGES
        }

    def _of_actors(self, lemmatiser: Lemmatiser, language: Language) -> list[Phrase]:
        listed = [
            (phrase, index)
            for index, actor in enumerate(self._actors)
            for phrase in actor.phrases.get(language, ())
        ]
        return lemmatised(listed, lemmatiser, language)

    def known(self, words: Sequence[Heard], text: str, language: str) -> list[Mention]:
        """Mentions of actors of voices.toml, in order."""
        plain = [Word(*word[:5]) for word in words]
        return [
            Mention(
                hit.first,
                hit.last,
                self._actors[hit.key].name,
                self._actors[hit.key].kind,
                (
                    _subject(words[hit.first : hit.last], text, language)
                    and not _genitive(words, hit.first, hit.last, text)
                )
                or self._as_listed(words[hit.first : hit.last], hit.key, language),
            )
            for hit in self._phrases[language].hits(plain)
        ]

    def _as_listed(self, words: Sequence[Heard], actor: int, language: str) -> bool:
        """Whether a Slavic name is written as voices.toml has it, so in the nominative."""
        written = " ".join(_plain(word.surface) for word in words)
        return language != "en" and written in self._writings[actor, language]

    def runs(self, words: Sequence[Heard], text: str, language: str) -> list[tuple[int, int]]:
        """Runs of capitalised words that no actor of voices.toml covers: names to be told."""
        taken = {
            index
            for mention in self.known(words, text, language)
            if mention.kind != "role"
            for index in range(mention.first, mention.last)
        }
        return _runs(words, text, taken)

    def of(
        self, words: Sequence[Heard], text: str, language: str, names: Registry
    ) -> list[Mention]:
        """All mentions of a sentence in order, without overlap; ``text`` is what spans point into.

        A name that goes on behind a known one (Дональд Трамп-младший, a first name before a
        surname) is one mention with it.
        """
        known = self.known(words, text, language)
        offices = [range(m.first, m.last) for m in known if m.kind == "role"]
        runs = [
            (first, last)
            for first, last in self.runs(words, text, language)
            if not any(first in office and last - 1 in office for office in offices)
        ]
        found = [
            Mention(
                first,
                last,
                names.show(base_name(words[first:last], language), language),
                "body" if _is_body(words[first:last], text) else "person",
                _subject(words[first:last], text, language)
                and not _genitive(words, first, last, text),
            )
            for first, last in runs
        ]
        covered = {index for first, last in runs for index in range(first, last)}
        found += [
            mention
            for mention in known
            if not covered.intersection(range(mention.first, mention.last))
        ]
        named = {index for mention in found for index in range(mention.first, mention.last)}
        found += [
            Mention(index, index + 1, "", "pronoun", True)
            for index, word in enumerate(words)
            if word.surface.lower() in _PRONOUNS[language] and index not in named
        ]
        return _joined(sorted(found))


def base_name(words: Sequence[Heard], language: str) -> str:
    """A name in its dictionary form, capitals as in the text."""
    if language == "en":
        return " ".join(word.surface for word in words)
    if len(words) > 1 and (_nominative(words[0]) or words[-1].surface.endswith("о")):
        return " ".join(word.surface for word in words)
    return " ".join(
        word.surface
        if word.surface.isupper()
        else "-".join(part.capitalize() for part in word.lemma.split("-"))
        for word in words
    )


def _runs(words: Sequence[Heard], text: str, taken: set[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(words):
        last = index
        while (
            last < len(words)
            and last not in taken
            and words[last].pos == "PROPN"
            and words[last].lemma not in _HONORIFICS
            and words[last].lemma not in _CALENDAR
            and (last == index or _adjacent(words[last - 1], words[last], text))
            and not (last > index and _begins_anew(words[last - 1], words[last]))
        ):
            last += 1
        if last > index:
            found.append((index, last))
        index = max(last, index + 1)
    return found


def _adjacent(left: Heard, right: Heard, text: str) -> bool:
    between = text[left.end : right.start]
    return between.isspace() or (between.strip() == "." and left.end - left.start <= 2)


def _begins_anew(left: Heard, right: Heard) -> bool:
    """A nominative behind another case: "мешканка Ірпеня Катерина" names a town and a woman."""
    cyrillic = not left.surface.isascii() and not right.surface.isascii()
    if cyrillic and len(left.surface) > 1 and left.surface.isupper() != right.surface.isupper():
        return True  # МГУ Алексей Фененко
    return cyrillic and len(left.surface) > 2 and not _nominative(left) and _nominative(right)


def _nominative(word: Heard) -> bool:
    return _plain(word.surface) == word.lemma


def _plain(surface: str) -> str:
    return surface.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def _is_body(words: Sequence[Heard], text: str) -> bool:
    if text[max(0, words[0].start - 1) : words[0].start] in _MARKS:
        return True  # «Газпром»
    return any(word.lemma in BODIES for word in words) or (
        len(words) == 1 and words[0].surface.isupper() and len(words[0].surface) > 1
    )


def _subject(words: Sequence[Heard], text: str, language: str) -> bool:
    """Whether a Slavic name stands in the nominative, by its form: equal to the lemma.

    Adjectives before the noun count too; a woman's surname is nominative with its -а or -ая.
    """
    if language == "en":
        return text[words[-1].end : words[-1].end + 2].translate({0x2019: "'"}) != "'s"
    if len(words) > 1 and words[0].pos in ("PROPN", "NOUN"):
        return _nominative(words[0])  # "Мария Захарова": the first name tells
    return _nominative(words[-1]) or (len(words) == 1 and words[0].surface.endswith(("ая", "ська")))


def _genitive(words: Sequence[Heard], first: int, last: int, text: str) -> bool:
    """Whether an acronym, which has no cases, belongs to the noun before it: у коментарі УП."""
    form = words[last - 1].surface
    if first == 0 or not (form.isupper() and len(form) > 1 and not form.isascii()):
        return False
    beside = text[words[first - 1].end : words[first].start].isspace()
    return beside and words[first - 1].pos == "NOUN"


def _joined(mentions: list[Mention]) -> list[Mention]:
    """Neighbours of one name as one mention: "президент США Дональд Трамп"."""
    found: list[Mention] = []
    for mention in mentions:
        if found and found[-1].last == mention.first and found[-1].name == mention.name != "":
            before = found.pop()
            mention = before._replace(last=mention.last, subject=before.subject or mention.subject)
        found.append(mention)
    return found
