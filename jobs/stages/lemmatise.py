"""Passages into words with lemmas, each the outlet's own or quoted."""

from bisect import bisect_right
from collections import defaultdict
from typing import Literal

import dataframely as dy
import polars as pl

from jobs.ports import Language, Lemmatiser
from jobs.stages.quotes import quoted_spans
from jobs.tables import Passages, Quotes, Texts, Tokens

Spans = list[tuple[int, int]]


def lemmatise(
    texts: dy.DataFrame[Texts],
    passages: dy.DataFrame[Passages],
    lemmatiser: Lemmatiser,
    reading: Literal["original", "english"],
    quotes: dy.DataFrame[Quotes] | None = None,
) -> dy.DataFrame[Tokens]:
    """Words of each passage in order, sorted by passage and position.

    For ``original`` the offsets point into the article's title or body, for ``english`` into the
    passage's English. ``quotes`` are those of the articles; without them they are sought in the
    articles as the passages rebuild them, where a single line break passes for a space. English
    words are quoted where the whole passage is, or where the translation itself has the marks.
    """
    articles = _quoted(passages) if quotes is None else _spans(quotes)
    rows: list[tuple[object, ...]] = []
    for passage_id, language, text, article_id, part, start, end in (
        texts.join(
            passages.select("passage_id", "article_id", "part", "start", "end"), on="passage_id"
        )
        .sort("passage_id")
        .select("passage_id", "language", "text", "article_id", "part", "start", "end")
        .iter_rows()
    ):
        spans = articles.get((article_id, "headline" if part == "headline" else "body"), [])
        offset = start if reading == "original" else 0
        if reading == "english":
            whole = any(first <= start + 2 and end - 2 <= last for first, last in spans)
            spans = [(0, len(text))] if whole else _own(text, language)
        rows.extend(
            (
                passage_id,
                reading,
                position,
                offset + token.start,
                offset + token.end,
                text[token.start : token.end],
                token.lemma,
                token.pos,
                _within(spans, offset + token.start),
            )
            for position, token in enumerate(lemmatiser.tokens(text, _language(language)))
        )
    schema = Tokens.create_empty().schema
    return Tokens.validate(pl.DataFrame(rows, schema=schema, orient="row"), cast=True)


def lemmatise_texts(texts: dy.DataFrame[Texts], lemmatiser: Lemmatiser) -> dy.DataFrame[Tokens]:
    """Words of texts that stand alone, such as the frame book's: offsets into the text itself."""
    rows = [
        (
            passage_id,
            "original",
            position,
            token.start,
            token.end,
            text[token.start : token.end],
            token.lemma,
            token.pos,
            False,
        )
        for passage_id, language, text in texts.sort("passage_id")
        .select("passage_id", "language", "text")
        .iter_rows()
        for position, token in enumerate(lemmatiser.tokens(text, _language(language)))
    ]
    schema = Tokens.create_empty().schema
    return Tokens.validate(pl.DataFrame(rows, schema=schema, orient="row"), cast=True)


def _language(value: str) -> Language:
    return value  # type: ignore[return-value]  # Texts are of the three languages


def _within(spans: Spans, place: int) -> bool:
    index = bisect_right(spans, (place, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= place < spans[index][1]


def _own(text: str, language: str) -> Spans:
    return [
        (span.start, span.end)
        for span in quoted_spans(text, language)
        if span.kind == "quote" and span.depth == 0
    ]


def _spans(quotes: dy.DataFrame[Quotes]) -> dict[tuple[str, str], Spans]:
    found: dict[tuple[str, str], Spans] = defaultdict(list)
    outermost = quotes.filter(pl.col("kind") == "quote").sort("article_id", "part", "start", "end")
    for article_id, part, start, end in outermost.select(
        "article_id", "part", "start", "end"
    ).iter_rows():
        spans = found[article_id, part]
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return found


def _quoted(passages: dy.DataFrame[Passages]) -> dict[tuple[str, str], Spans]:
    """Quotations in the articles as far as the passages rebuild them."""
    found: dict[tuple[str, str], Spans] = {}
    for (article_id, headline), group in passages.sort("article_id", "ordinal").group_by(
        "article_id", pl.col("part") == "headline", maintain_order=True
    ):
        text = ""
        for start, sentence in group.select("start", "text").iter_rows():
            gap = start - len(text)
            text += (" " if gap == 1 else "\n" * gap) + sentence
        language = group["language"][0]
        found[str(article_id), "headline" if headline else "body"] = _own(text, language)
    return found
