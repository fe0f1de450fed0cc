"""Sentences with their words, verbs of saying and mentions, ready to be searched for speakers."""

import re
from collections.abc import Iterator, Sequence

from jobs.measures.attribution import speaker_of
from jobs.measures.mentions import Heard, Mention, Mentions
from jobs.measures.names import Registry
from jobs.measures.reporting import Reporting, Verb

_BREAK = re.compile(r"[.!?…]+[\"'»”“’)\]]*\s+[—–\"'«„“‘(\[]*\s*$")
_TITLE_WORDS = """
    sen gov gen rep mrs prof amb col capt maj rev hon проф акад ген руб тыс млн млрд долл грн тис
"""
_TITLES = frozenset(_TITLE_WORDS.split())  # a full stop behind these ends no sentence
EARLY = 5  # a name within the first words of a sentence is what the sentence is about


class Unit:
    """A sentence: its words (quoted ones too) and what is known of them.

    ``text`` is the whole title or body; ``start`` and ``end`` span the sentence in it.
    """

    def __init__(
        self,
        passage_id: str,
        words: Sequence[Heard],
        text: str,
        start: int,
        end: int,
        language: str,
    ) -> None:
        self.passage_id = passage_id
        self.words = words
        self.text = text
        self.start = start
        self.end = end
        self.language = language
        self.verbs: list[Verb] = []
        self.mentions: list[Mention] = []
        self.doubted = False

    def read(self, mentions: Mentions, reporting: Reporting, names: Registry) -> None:
        """Find verbs and mentions. Only the outlet's own words name speakers."""
        self.verbs = reporting.verbs(self.words, self.language)
        self.mentions = [
            mention
            for mention in mentions.of(self.words, self.text, self.language, names)
            if not self.words[mention.first].quoted
        ]
        self.doubted = reporting.doubted(self.words, self.language)

    def gap(self, index: int) -> str:
        """What stands before a word: punctuation and space behind the word before it."""
        before = self.words[index - 1].end if index else self.start
        end = self.words[index].start if index < len(self.words) else self.end
        return self.text[before:end]

    def surface(self, mention: Mention) -> str:
        """The mention as the text has it."""
        return self.text[self.words[mention.first].start : self.words[mention.last - 1].end]

    def subject(self) -> Mention | None:
        """The person that the sentence is about: named first, in the nominative."""
        return next(
            (m for m in self.mentions if m.kind == "person" and m.subject and m.first < EARLY),
            None,
        )

    def reporter(self) -> Mention | None:
        """The person who is said to speak: "Об этом рассказал военкор Иван Петров"."""
        for verb in self.verbs:
            found = speaker_of(verb, self.words, self.mentions, self.text, self.language, False)
            if found is not None and found.kind == "person":
                return found
        return None

    def is_singular(self, mention: Mention) -> bool:
        """Whether the mention's noun stands in its dictionary form: "the president said"."""
        return any(
            word.surface.lower() == word.lemma
            for word in self.words[mention.first : mention.last]
            if word.pos in ("NOUN", "PROPN")
        )

    def subject_before(self, pronoun: Mention) -> Mention | None:
        """The last person named before a pronoun in the same sentence."""
        people = [
            m for m in self.mentions if m.kind == "person" and m.subject and m.last <= pronoun.first
        ]
        return people[-1] if people else None


def units(
    passage_id: str, words: Sequence[Heard], text: str, start: int, end: int, language: str
) -> Iterator[Unit]:
    """The sentences of a passage: very short ones were joined there and come apart again."""
    begin, opened = 0, start
    for index in range(1, len(words)):
        left, right = words[index - 1], words[index]
        if (
            _BREAK.search(text[left.end : right.start])
            and (right.surface[0].isupper() or right.surface[0].isdigit())
            and left.end - left.start > 2
            and left.surface.lower() not in _TITLES
        ):
            yield Unit(passage_id, words[begin:index], text, opened, left.end + 1, language)
            begin, opened = index, left.end + 1
    yield Unit(passage_id, words[begin:], text, opened, end, language)
