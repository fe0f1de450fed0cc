"""Spans marked in a text: overlaps are cut into segments, and no visible character is cut in two."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_JOINER = "\u200d"
_SELECTORS = range(0xFE00, 0xFE10)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)


@dataclass(frozen=True)
class Span:
    """``text[start:end]`` in code points, and what it shows."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Segment:
    """A stretch of text and the labels of the spans that cover it, in order; often none."""

    text: str
    labels: tuple[str, ...] = ()

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
        Span(_before(text, max(0, one.start)), _after(text, min(len(text), one.end)), one.label)
        for one in spans
        if max(0, one.start) < min(len(text), one.end)
    ]
    edges = sorted({0, len(text), *(one.start for one in kept), *(one.end for one in kept)})
    found: list[Segment] = []
    for begin, end in zip(edges, edges[1:], strict=False):
        labels = tuple(
            dict.fromkeys(
                one.label
                for one in sorted(kept, key=lambda span: (span.start, -span.end, span.label))
                if one.start <= begin and end <= one.end
            )
        )
        if found and found[-1].labels == labels:
            found[-1] = Segment(found[-1].text + text[begin:end], labels)
        else:
            found.append(Segment(text[begin:end], labels))
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
