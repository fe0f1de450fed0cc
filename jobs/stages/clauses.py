"""Passages into clauses: the smallest pieces that can be compared or shown as evidence."""

import re

import dataframely as dy
import polars as pl

from jobs.tables import Clauses, Passages, Texts

SHORTEST = 3  # words; a shorter piece stays with its neighbour
# After a comma, semicolon or colon, around a dash between spaces, before a bracket, and before the
# conjunctions that begin a clause where English, Russian or Ukrainian leave the comma out.
_CUT = re.compile(
    r"(?<=[,;:])\s+"
    r"|\s+(?=[—–]\s)"
    r"|\s+(?=\()"
    r"|\s+(?=(?:but|while|although|because|after|before|when|which|who|that|and\s+(?:he|she|it|they)"
    r"|но|однако|хотя|але|проте|хоча)\s)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def clauses(passages: dy.DataFrame[Passages]) -> dy.DataFrame[Clauses]:
    """One row a clause, in order; the clauses of a passage hold all of its words.

    Spans point into the article's title or body, as the passage's do.
    """
    rows = [
        (f"{passage_id}.{number:02d}", passage_id, language, start + first, start + last,
         text[first:last])
        for passage_id, language, text, start in passages.sort("passage_id")
        .select("passage_id", "language", "text", "start")
        .iter_rows()
        for number, (first, last) in enumerate(_spans(text))
    ]  # fmt: skip
    schema = Clauses.create_empty().schema
    return Clauses.validate(pl.DataFrame(rows, schema=schema, orient="row"), cast=True)


def clause_texts(table: dy.DataFrame[Clauses]) -> dy.DataFrame[Texts]:
    """The clauses as texts to encode, keyed by clause."""
    return Texts.validate(table.select("language", "text", passage_id="clause_id"), cast=True)


def _spans(text: str) -> list[tuple[int, int]]:
    """Pieces between cuts, those with fewer than ``SHORTEST`` words joined to the one before."""
    edges = [0]
    for cut in _CUT.finditer(text):
        long_enough = len(_WORD.findall(text, edges[-1], cut.start())) >= SHORTEST
        if long_enough and len(_WORD.findall(text, cut.end())) >= SHORTEST:
            edges.append(cut.end())
    spans = []
    for first, after in zip(edges, [*edges[1:], len(text)], strict=True):
        piece = text[first:after]
        spans.append((first, first + len(piece.rstrip())))
    return spans
