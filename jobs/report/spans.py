"""Spans marked and words glossed in a text, cut so that no visible character is in two pieces."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jobs.ports import Gloss

TONES = ("angle", "policy", "term", "hedge", "clause", "whole")  # the first colours a letter
ENDLESS = 20  # letters: what is longer may not fit a line of a headline on a telephone
_JOINER = "\u200d"
_SELECTORS = range(0xFE00, 0xFE10)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)


@dataclass(frozen=True)
class Span:
    """``text[start:end]`` in code points, what it shows, and in which tone of ``TONES``."""

    start: int
    end: int
    label: str
    tone: str = "angle"


@dataclass(frozen=True)
class Word:
    """A stretch of text, and its English where that stands above it; often none."""

    text: str
    english: str = ""

    @property
    def endless(self) -> bool:
        """Whether no word ends for so long that a line must be broken within one."""
        return any(len(part) > ENDLESS for part in self.text.split())


@dataclass(frozen=True)
class Segment:
    """A stretch of text and the labels of the spans that cover it, in order; often none."""

    text: str
    labels: tuple[str, ...] = ()
    tone: str = ""
    glossed: tuple[Word, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """The text, cut where English stands above it."""
        return self.glossed or (Word(self.text),)

    @property
    def title(self) -> str:
        """The labels as one phrase."""
        return "; ".join(self.labels)


def segments(text: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """Cut ``text`` at the spans' edges; the segments joined are the text.

    Edges inside a visible character (a letter and its accent, a joined emoji, a flag) move
    outwards; spans that reach beyond the text are clipped; empty ones are passed over.
    """
    kept = [
        Span(
            _before(text, max(0, one.start)),
            _after(text, min(len(text), one.end)),
            one.label,
            one.tone,
        )
        for one in spans
        if max(0, one.start) < min(len(text), one.end)
    ]
    edges = sorted({0, len(text), *(one.start for one in kept), *(one.end for one in kept)})
    found: list[Segment] = []
    for begin, end in pairwise(edges):
        over = [one for one in kept if one.start <= begin and end <= one.end]
        over.sort(key=lambda span: (span.start, -span.end, span.label))
        labels = tuple(dict.fromkeys(one.label for one in over))
        tone = min((one.tone for one in over), key=TONES.index, default="")
        if found and (found[-1].labels, found[-1].tone) == (labels, tone):
            found[-1] = Segment(found[-1].text + text[begin:end], labels, tone)
        else:
            found.append(Segment(text[begin:end], labels, tone))
    return tuple(found)


def glossed(several: Sequence[Segment], glosses: Sequence[Gloss]) -> tuple[Segment, ...]:
    """The segments with their words glossed; ``glosses`` point into the text that they make.

    Where words with one gloss are parted by a segment's edge the first of them has it.
    """
    text = "".join(one.text for one in several)
    edges = sorted(
        (_before(text, one.start), _after(text, one.end), one.english) for one in glosses
    )
    found: list[Segment] = []
    begin = 0
    for one in several:
        end = begin + len(one.text)
        words: list[Word] = []
        at = begin
        for first, last, english in edges:
            if at <= first < end:
                words += [Word(text[at:first])] if at < first else []
                words.append(Word(text[first : min(last, end)], english))
                at = min(last, end)
        words += [Word(text[at:end])] if at < end else []
        found.append(replace(one, glossed=tuple(words)))
        begin = end
    return tuple(found)


def inside_a_character(text: str, at: int) -> bool:
    """Whether a cut before ``text[at]`` would part what a reader sees as one character."""
    if not 0 < at < len(text):
        return False
    here, before = text[at], text[at - 1]
    code = ord(here)
    if before == _JOINER or here == _JOINER or (before == "\r" and here == "\n"):
        return True
    if code in _SELECTORS or code in _SKIN_TONES or code in _TAGS:
        return True
    if unicodedata.category(here).startswith("M"):
        return True
    if code in _FLAGS and ord(before) in _FLAGS:
        begin = at
        while begin > 0 and ord(text[begin - 1]) in _FLAGS:
            begin -= 1
        return (at - begin) % 2 == 1
    return False


def _before(text: str, at: int) -> int:
    while inside_a_character(text, at):
        at -= 1
    return at


def _after(text: str, at: int) -> int:
    while inside_a_character(text, at):
        at += 1
    return at
