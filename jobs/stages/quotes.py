"""What is said in quotation marks or after a dash, and what is only named so.

A real quotation (kind ``quote``) is told from a mention (a name, a title, a word the outlet keeps
at a distance: «Динамо», "Patriot", «перемирие») by its length, its capital, the marks around it
and a verb of saying near it.
"""

import re
from typing import NamedTuple

import dataframely as dy
import polars as pl

from jobs.stages.marks import Pair, pairs
from jobs.stages.sentences import sentences
from jobs.stages.speech import (
    NAMING_NOUNS,
    dash_speech,
    labelled_before,
    links_after,
    links_before,
    says,
    speech_pieces,
)
from jobs.stages.split import paragraphs
from jobs.tables import Articles, Quotes

_LABEL = re.compile(r"\W*[^\W\d_a-zа-яёіїєґ][\w.’'-]*(?:\s[\w.’'-]+){0,3}:\s")  # Трамп: …
LONG_WORDS = 3  # a shorter quotation needs a verb of saying


class Span(NamedTuple):
    """``text[start:end]`` is what was quoted, without the marks; depth 0 is outermost."""

    start: int
    end: int
    kind: str
    depth: int


def quotes(articles: dy.DataFrame[Articles]) -> dy.DataFrame[Quotes]:
    """Spans of quoted words in the headlines and bodies of articles, sorted by article and place.

    A quotation over several paragraphs is one span a paragraph. Spans of depth 0 do not overlap;
    deeper ones lie within them.
    """
    rows = [
        {"article_id": article["article_id"], "part": part, **span._asdict()}
        for article in articles.sort("article_id").iter_rows(named=True)
        for part, text in (("body", article["body"]), ("headline", article["title"]))
        for span in quoted_spans(text, article["language"])
    ]
    return Quotes.validate(pl.DataFrame(rows, schema=Quotes.create_empty().schema), cast=True)


def quoted_spans(text: str, language: str) -> list[Span]:
    """Quotations and mentions of one text, in order of their start, outer before inner."""
    blocks = paragraphs(text)
    spoken = dash_speech(text, blocks) if language != "en" else []
    spans = [Span(start, end, "quote", 0) for start, end in spoken]
    for pair in pairs(text, blocks):
        inside = any(start <= pair.start and pair.end <= end for start, end in spoken)
        if pair.end > pair.start:
            kind = "quote" if pair.continued else _kind(text, pair, language, blocks)
            whole = kind == "mention" or language == "en"
            # «Нас вычеркнули, — говорит он. — А сегодня…»: the narrator speaks inside the marks.
            pieces = [pair[1:3]] if whole else speech_pieces(text, pair.start, pair.end)
            spans += [Span(*piece, kind, pair.depth + inside) for piece in pieces]
    spans.sort(key=lambda span: (span.start, -span.end, span.depth))
    return _settled(spans)


def _kind(text: str, pair: Pair, language: str, blocks: list[tuple[int, int]]) -> str:
    """``quote`` or ``mention`` for the words between two marks."""
    begin, end = next(
        (block for block in blocks if block[0] <= pair.start < block[1]), (0, len(text))
    )
    said = text[pair.start : pair.end]
    before, after = text[begin : pair.opened], text[pair.closed : max(end, pair.closed)]
    words = re.findall(r"[^\W_]+(?:[-'’ʼ][^\W_]+)*", said)
    lettered = [word for word in words if word[0].isalpha()]
    if not lettered or (len(lettered) < LONG_WORDS and len(lettered) < len(words)):
        return "mention"  # «175 на 175»
    if labelled_before(before) or links_after(said, after, language):
        return "quote"
    near = _sentence_around(text, begin, end, pair, language)
    spoken_of = says(near, language) or bool(_LABEL.match(near))
    if links_before(before, language):
        return "quote"
    capital = words[0][0].isupper()
    title = _is_title(words, said)
    if NAMING_NOUNS[language].search(before) or _is_proper_title(words, language):
        return "mention"
    if said.rstrip()[-1] in "?!." and _stands_alone(before, after):
        return "quote"  # “What truce?”
    if len(words) < LONG_WORDS:
        return "quote" if spoken_of and not capital else "mention"
    if title and not spoken_of and len(words) <= 6 and not _stands_alone(before, after):
        return "mention"
    return "quote"


def _sentence_around(text: str, begin: int, end: int, pair: Pair, language: str) -> str:
    """The paragraph's sentence that holds the quotation, without the quoted words themselves."""
    paragraph = text[begin:end]
    masked = (
        paragraph[: pair.start - begin]
        + "х" * (pair.end - pair.start)
        + paragraph[pair.end - begin :]
    )
    for first, last in sentences(masked, language):
        if first <= pair.start - begin < last:
            return masked[first:last]
    return masked


def _is_title(words: list[str], said: str) -> bool:
    """Whether words look like a name: a capital first and no end of a sentence inside."""
    return words[0][0].isupper() and not said.rstrip().endswith((".", "!", "?", "…", ","))


def _is_proper_title(words: list[str], language: str) -> bool:
    """Whether every longer word has a capital, or the words are Latin in Cyrillic text."""
    if language != "en" and all(word.isascii() for word in words) and words[0][0].isupper():
        return True
    longer = [word for word in words if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


def _stands_alone(before: str, after: str) -> bool:
    """Whether the quotation is a sentence by itself: «Формат общения изменился»."""
    return before.rstrip()[-1:] in ("", ".", "!", "?", "…", "»") and bool(
        re.match(r"\s*(?:[.!?…]+(?=\s|$)|$)", after)
    )


def _settled(spans: list[Span]) -> list[Span]:
    """Without overlaps at depth 0: those are wrongly paired marks, the earlier one stands."""
    kept: list[Span] = []
    outer_end = -1
    for span in spans:
        if span.start >= outer_end:
            kept.append(span._replace(depth=0))
            outer_end = span.end
        elif span.end <= outer_end:
            kept.append(span._replace(depth=max(span.depth, 1)))
    return kept
