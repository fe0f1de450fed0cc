"""Words of a text in either script, as all lemmatisers here see them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"  # stress accents, soft hyphens, zero widths
_LETTER = rf"[^\W\d_][{_MARKS}]*"
_APOSTROPHES = "'’ʼ`´‘"
_WORD = re.compile(
    rf"""
      (?:[^\W\d_]\.){{2,}}(?!\w)                                   # U.S., т.е.
    | \d+(?:[.,:/]\d+)*(?:[-‑](?:{_LETTER})+)*                     # 18.03.2025, 30-дневный
    | (?:{_LETTER}|\d)+(?:(?:[-‑{_APOSTROPHES}]|&)(?:{_LETTER}|\d)+)*   # м'яч, F-16, didn't, АТ&Т
    """,
    re.VERBOSE,
)
_INVISIBLE = re.compile(rf"[{_MARKS}]")
_SENTENCE_END = re.compile(r"[.!?…:]|\n")
_LETTERS = re.compile(r"[^\W\d_]")


class Word(NamedTuple):
    """``text[start:end]``; ``form`` is it without accents, with plain hyphen and apostrophe."""

    start: int
    end: int
    form: str
    initial: bool  # the first of its sentence or quotation: a capital says nothing


def words(text: str) -> Iterator[Word]:
    """Words in order; punctuation is left out. A Markdown or HTML remnant is no word."""
    place = 0
    begins = True
    for match in _WORD.finditer(text):
        between = text[place : match.start()]
        begins = begins or bool(_SENTENCE_END.search(between)) or any(c in '«„“"' for c in between)
        form = plain(match[0])
        if form.strip("'-"):
            yield Word(match.start(), match.end(), form, begins)
        place = match.end()
        begins = match[0].isdigit() and begins


def plain(form: str) -> str:
    """A word without stress accents and soft hyphens, its hyphens and apostrophes made ASCII."""
    bare = _INVISIBLE.sub("", form).replace("‑", "-")
    return bare.translate({ord(mark): "'" for mark in _APOSTROPHES})


def shouts(text: str) -> bool:
    """Whether a text is set in capitals, so that capitals say nothing about names."""
    letters = _LETTERS.findall(text)
    return len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)
