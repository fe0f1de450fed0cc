"""What can be seen of a translation's quality from the two texts alone, at little cost."""

import math
import re
from dataclasses import dataclass

from jobs.ports import Language
from jobs.stages.names import compare_names
from jobs.stages.numbers import compare_numbers
from jobs.stages.polarity import loses_turn

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")

# English characters a source character, and the spread of its logarithm: medians and 1.4826 times
# the median deviation over the professional translations of the NTREX dev half (1,007 sentences a
# language), in four bands of length; spread² = LONG² + SHORT² / characters fits all bands to 0.03.
LENGTH_RATIO: dict[Language, float] = {"ru": 0.91, "uk": 0.95}
LONG_SPREAD = 0.12
SHORT_SPREAD = 1.5


@dataclass(frozen=True)
class Evidence:
    """Signs of trouble, each 0 where there is none.

    ``too_short`` and ``too_long`` are standard deviations from the language's usual length ratio;
    ``repeated`` the share of English words inside loops that the source does not have;
    ``cyrillic`` the share of English letters that are Cyrillic; ``copied`` whether the English is
    the source again; ``numbers`` and ``names`` the shares lost or invented, and ``*_lost`` their
    counts; ``has_numbers`` and ``has_names`` whether there was anything to compare; ``turned``
    whether a stop, refusal or denial is lost.
    """

    too_short: float
    too_long: float
    repeated: float
    cyrillic: float
    copied: bool
    has_numbers: bool
    numbers: float
    numbers_lost: int
    has_names: bool
    names: float
    names_lost: int
    names_spare: int
    turned: bool
    words: int


def evidence(source: str, english: str, language: Language) -> Evidence:
    """Compare one text with its translation; both non-empty, whitespace of no account."""
    numbers = compare_numbers(source, english, language)
    names = compare_names(source, english)
    deviation = length_deviation(source, english, language)
    letters = len(_LETTER.findall(english))
    return Evidence(
        too_short=max(0.0, -deviation),
        too_long=max(0.0, deviation),
        repeated=max(0.0, repeated_share(english) - repeated_share(source)),
        cyrillic=len(_CYRILLIC.findall(english)) / letters if letters else 0.0,
        copied=_bare(source) == _bare(english) and bool(_CYRILLIC.search(source)),
        has_numbers=numbers.stated > 0,
        numbers=(len(numbers.missing) + len(numbers.added)) / max(1, numbers.stated),
        numbers_lost=len(numbers.missing) + len(numbers.added),
        has_names=names.stated > 0,
        names=len(names.missing) / max(1, names.stated),
        names_lost=names.lost,
        names_spare=max(0, len(names.spare) - len(names.missing)),
        turned=loses_turn(source, english, language),
        words=len(_WORD.findall(source)),
    )


def length_deviation(source: str, english: str, language: Language) -> float:
    """Standard deviations between the length of ``english`` and what is usual for ``source``."""
    characters = max(1, len(source.strip()))
    ratio = max(1, len(english.strip())) / characters
    spread = math.sqrt(LONG_SPREAD**2 + SHORT_SPREAD**2 / characters)
    return math.log(ratio / LENGTH_RATIO[language]) / spread


def repeated_share(text: str) -> float:
    """The share of words inside loops: one to eight words that follow themselves at once.

    A single word has to come three times (that is rhetoric twice: "very, very"), longer ones
    twice; a run of one letter or syllable within a word counts the same ("hahahahaha").
    """
    words = [match.group().lower() for match in _WORD.finditer(text)]
    if not words:
        return 0.0
    looped = [bool(re.search(r"(.{1,4}?)\1{4,}", word)) and not word.isdigit() for word in words]
    for size in range(1, 9):
        needed = 3 if size == 1 else 2
        at = 0
        while at + size * needed <= len(words):
            times = 1
            while words[at + times * size : at + (times + 1) * size] == words[at : at + size]:
                times += 1
            if times >= needed:
                looped[at : at + times * size] = [True] * (times * size)
                at += times * size
            else:
                at += 1
    return sum(looped) / len(words)


def _bare(text: str) -> str:
    return "".join(match.group().lower() for match in _WORD.finditer(text))
