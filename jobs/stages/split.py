"""Articles into passages: the headline, then the sentences of the body, very short ones joined."""

import re
from collections.abc import Iterator
from itertools import pairwise

import dataframely as dy
import polars as pl

from jobs.stages.sentences import sentences
from jobs.tables import Articles, Passages

MAX_WORDS = 60  # a longer passage is clipped by encoders and loses its end in translation
MAX_CHARACTERS = 400
SHORT_WORDS = 4  # a sentence with fewer words, and fewer letters than below, joins a neighbour
SHORT_CHARACTERS = 25

_NEWLINE = r"(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])"
_BLANK = re.compile(rf"{_NEWLINE}[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:{_NEWLINE}\s*)+")
_LINE = re.compile(_NEWLINE)
_MARKER = re.compile(r"\s*(?:[-*+•·‣▪●◦–—]\s|\d{1,3}[.)]\s|#{1,6}\s|>|\|)")
_CLAUSE_CUTS = (
    re.compile(r";\s+"),
    re.compile(
        r"(?:[,:]|\s[—–-])\s+(?=(?:что|чтобы|который|которая|которое|которые|которого|которой|которых"
        r"|но|а|и|однако|поскольку|если|когда|где|хотя|що|щоб|який|яка|яке|які|якого|якої|яких|але"
        r"|та|й|однак|оскільки|якщо|коли|де|хоча|and|but|which|who|that|while|where|as|because"
        r"|although|after|before|with|so|or)\s)",
        re.IGNORECASE,
    ),
    re.compile(r"\s[—–]\s+|:\s+"),
    re.compile(r",\s+"),
    re.compile(r"\s+"),
)


def split(articles: dy.DataFrame[Articles]) -> dy.DataFrame[Passages]:
    """Cut each article into passages, sorted by article and ordinal.

    Ordinal 0 is the headline, whole; then the sentences of the body. Sentences of one or two
    words are joined to a neighbour of the same paragraph; those over ``MAX_WORDS`` or
    ``MAX_CHARACTERS`` are cut between clauses. The body's passages hold every character of it that
    is no white space, in order and without overlap.
    """
    rows = [
        {
            "passage_id": f"{article['article_id']}-{ordinal:04d}",
            "article_id": article["article_id"],
            "outlet": article["outlet"],
            "language": article["language"],
            "ordinal": ordinal,
            "start": begin,
            "end": end,
            "text": article["title" if part == "headline" else "body"][begin:end],
            "part": part,
        }
        for article in articles.sort("article_id").iter_rows(named=True)
        for ordinal, part, begin, end in _passages(
            article["title"], article["body"], article["language"]
        )
    ]
    return Passages.validate(pl.DataFrame(rows, schema=Passages.create_empty().schema), cast=True)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of a text, trimmed.

    A blank line always divides; a single line break does unless the lines were wrapped to a width
    or a sentence plainly runs over it.
    """
    blocks: list[tuple[int, int]] = []
    begin = 0
    for gap in _BLANK.finditer(text):
        blocks.append((begin, gap.start()))
        begin = gap.end()
    blocks.append((begin, len(text)))
    spans = [_trimmed(text, *span) for block in blocks for span in _lines(text, *block)]
    return [(begin, end) for begin, end in spans if end > begin]


def _passages(title: str, body: str, language: str) -> Iterator[tuple[int, str, int, int]]:
    """Ordinal, part and span of each passage of an article."""
    begin, end = _trimmed(title, 0, len(title))
    if end > begin:
        yield 0, "headline", begin, end
    ordinal = 0
    for index, (begin, end) in enumerate(paragraphs(body)):
        paragraph = body[begin:end]
        for span in _joined(paragraph, sentences(paragraph, language)):
            for first, last in _cut(paragraph, *span):
                ordinal += 1
                yield ordinal, "body" if index else "lead", begin + first, begin + last


def _lines(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """A block without blank lines, divided at the line breaks that end a paragraph."""
    breaks = [begin + m.start() for m in _LINE.finditer(text[begin:end])]
    if not breaks:
        return [(begin, end)]
    edges = [begin, *breaks, end]
    lines = [text[a:b].strip() for a, b in pairwise(edges)]
    wrapped = _wrapped(lines)
    spans: list[tuple[int, int]] = []
    start = begin
    for place, before, after in zip(breaks, lines, lines[1:], strict=False):
        if not (wrapped and not _MARKER.match(after)) and not _runs_over(before, after):
            spans.append((start, place))
            start = place
    return [*spans, (start, end)]


def _wrapped(lines: list[str]) -> bool:
    """Whether the lines look filled up to one width: no next word would have fitted any of them."""
    width = max(map(len, lines))
    if not 40 <= width <= 130:
        return False
    return all(
        len(line) + 1 + len((following.split() or [""])[0]) > width
        for line, following in pairwise(lines)
    ) and not all(line.endswith((".", "!", "?", "…", "»", "”", '"')) for line in lines[:-1])


def _runs_over(before: str, after: str) -> bool:
    """Whether a sentence goes on over a line break: no end before it, a small letter behind it."""
    return bool(after[:1].islower() and before and before[-1] not in ".!?…:;»”")


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Very short sentences go with the one before them; a short first one with the next."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined:
            first, last = joined[-1]
            if (_short(text[begin:end]) or (len(joined) == 1 and _short(text[first:last]))) and (
                _fits(text[first:end])
            ):
                joined[-1] = (first, end)
                continue
        joined.append((begin, end))
    return joined


def _short(text: str) -> bool:
    return len(text.split()) < SHORT_WORDS and len(text) < SHORT_CHARACTERS


def _fits(text: str) -> bool:
    return len(text) <= MAX_CHARACTERS and len(text.split()) <= MAX_WORDS


def _cut(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The span itself where it fits, else its pieces, cut near the middle between clauses."""
    pieces: list[tuple[int, int]] = []
    waiting = [(begin, end)]
    while waiting:
        first, last = waiting.pop()
        if _fits(text[first:last]):
            pieces.append((first, last))
            continue
        left, right = _best_cut(text, first, last)
        waiting += [(right, last), (first, left)]
    return pieces


def _best_cut(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the left piece ends and where the right one begins."""
    middle, quarter = (first + last) / 2, (last - first) / 4
    for pattern in _CLAUSE_CUTS:
        places = [
            (m.start() + len(m[0].rstrip()), m.end())
            for m in pattern.finditer(text, first, last)
            if m.start() + len(m[0].rstrip()) > first and m.end() < last
        ]
        near = [place for place in places if abs(place[1] - middle) <= quarter]
        if near:
            return min(near, key=lambda place: abs(place[1] - middle))
    spaces = [m.span() for m in re.finditer(r"\s+", text[first:last])]
    if spaces:
        left, right = min(spaces, key=lambda place: abs(place[1] + first - middle))
        return first + left, first + right
    return first + MAX_CHARACTERS, first + MAX_CHARACTERS  # one word without end: a defect of input


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end
