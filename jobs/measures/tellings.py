"""Within one claim, what differs in the telling.

Outlets that say the same thing still choose a verb of saying, keep or drop a doubt, name things
their way, give or leave out a number, add a clause. Each passage of a claim is set beside the
passages by which *other* outlets make the same claim.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.measures.phrases import Phrases, lemmatised
from jobs.measures.terms import occurrences, words_of
from jobs.numerals import known, written
from jobs.ports import LANGUAGES, Language, Lemmatiser
from jobs.settings import TermBook
from jobs.tables import Claims, Clauses, Passages, Tellings, Tokens, Vectors, Voices

MOST = 0.5  # a number is missing where more than this share of the others have it
# A clause is added where nothing in the other tellings comes near. Clauses that say the same lie
# above 0.55 across languages with the built-in encoder, unrelated ones of one event below 0.35.
NEAR = 0.45
MIN_CLAUSE = 4  # words; shorter ones say too little to be missed

Span = tuple[int, int]


def tellings(
    claims: dy.DataFrame[Claims],
    passages: dy.DataFrame[Passages],
    tokens: dy.DataFrame[Tokens],
    voices: dy.DataFrame[Voices],
    book: TermBook,
    hedges: Mapping[str, Sequence[str]],
    lemmatiser: Lemmatiser,
    clauses: dy.DataFrame[Clauses],
    clause_vectors: dy.DataFrame[Vectors],
) -> dy.DataFrame[Tellings]:
    """One row a claim's passage, sorted by claim, outlet and passage.

    ``clause_vectors`` are of the originals' ``clauses``, from a multilingual encoder.
    """
    if claims.is_empty():
        return Tellings.create_empty()
    claimed = Passages.validate(
        passages.filter(pl.col("passage_id").is_in(claims["passage_id"].to_list()))
    )
    ids = set(claimed["passage_id"].to_list())
    doubts = _hedges(claimed, tokens, hedges, lemmatiser)
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for find in occurrences(tokens, passages, book, lemmatiser):
        term = book.terms[find.term]
        named[find.passage_id].append(
            {
                "concept": term.concept,
                "label": term.label,
                "start": find.start,
                "end": find.end,
                "quoted": find.quoted,
            }
        )
    for found in named.values():
        found.sort(key=lambda one: (one["start"], one["concept"]))
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for passage_id, verb, stance in voices.select("passage_id", "verb", "stance").iter_rows():
        if verb is not None:
            said[passage_id].append((verb, stance))
    numbers = {
        passage_id: _Numbers.of(text, language)
        for passage_id, text, language in claimed.select(
            "passage_id", "text", "language"
        ).iter_rows()
    }
    pieces = _pieces(clauses.filter(pl.col("passage_id").is_in(list(ids))), clause_vectors)

    rows: list[dict[str, object]] = []
    for (claim_id,), group in claims.sort("claim_id", "outlet", "passage_id").group_by(
        "claim_id", maintain_order=True
    ):
        by_outlet: dict[str, list[str]] = defaultdict(list)
        for passage_id, outlet in group.select("passage_id", "outlet").iter_rows():
            by_outlet[outlet].append(passage_id)
        for passage_id, outlet in group.select("passage_id", "outlet").iter_rows():
            others = {name: theirs for name, theirs in by_outlet.items() if name != outlet}
            added, missing = _numbers(numbers, by_outlet[outlet], passage_id, others)
            verbs = list(dict.fromkeys(said[passage_id]))
            rows.append(
                {
                    "claim_id": claim_id,
                    "passage_id": passage_id,
                    "outlet": outlet,
                    "verbs": [verb for verb, _ in verbs],
                    "stances": [stance for _, stance in verbs],
                    "hedges": [_span(one) for one in doubts.get(passage_id, ())],
                    "terms": named[passage_id],
                    "numbers_added": added,
                    "numbers_missing": missing,
                    "clauses_added": [
                        _span(one)
                        for one in _added(
                            passage_id, [p for t in others.values() for p in t], pieces
                        )
                    ],
                }
            )
    return Tellings.validate(pl.DataFrame(rows, schema=Tellings.create_empty().schema), cast=True)


def _span(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _hedges(
    passages: dy.DataFrame[Passages],
    tokens: dy.DataFrame[Tokens],
    hedges: Mapping[str, Sequence[str]],
    lemmatiser: Lemmatiser,
) -> dict[str, list[Span]]:
    words = words_of(tokens)
    found: dict[str, list[Span]] = {}
    for language in LANGUAGES:
        listed = [(phrase, 0) for phrase in hedges.get(language, ())]
        search = Phrases(lemmatised(listed, lemmatiser, language))
        here = passages.filter(pl.col("language") == language)["passage_id"]
        for passage_id in here:
            row = words.get(passage_id, [])
            spans = [(row[hit.first].start, row[hit.last - 1].end) for hit in search.hits(row)]
            if spans:
                found[passage_id] = spans
    return found


@dataclass(frozen=True)
class _Numbers:
    """Numbers in digits as a passage writes them, with the values each may stand for; and every
    value that the passage may give, spelled ones too."""

    written: Mapping[str, frozenset[float]]
    values: frozenset[float]

    @classmethod
    def of(cls, text: str, language: Language) -> "_Numbers":
        return cls(dict(written(text, language)), known(text, language))


def _numbers(
    numbers: Mapping[str, _Numbers],
    ours: Sequence[str],
    passage_id: str,
    others: Mapping[str, Sequence[str]],
) -> tuple[list[str], list[str]]:
    """Numbers here that no other outlet gives; those that most give and ours does not.

    By value: 2,400 in an English telling is 2400 in a Russian one, and 50,000 is 50 тысяч.
    """
    theirs = [
        frozenset[float]().union(*(numbers[one].values for one in passages))
        for passages in others.values()
    ]
    mine = frozenset[float]().union(*(numbers[one].values for one in ours))
    added = [
        number
        for number, readings in numbers[passage_id].written.items()
        if not any(readings & values for values in theirs)
    ]
    missing: dict[str, frozenset[float]] = {}
    for number, readings in sorted(
        (
            pair
            for passages in others.values()
            for one in passages
            for pair in numbers[one].written.items()
        ),
        key=lambda pair: (pair[0], sorted(pair[1])),
    ):
        outlets = sum(bool(readings & values) for values in theirs)
        told = readings & mine or any(readings & same for same in missing.values())
        if outlets > MOST * len(others) and outlets > 1 and not told:
            missing[number] = readings
    return added, list(missing)


Pieces = dict[str, list[tuple[Span, int, NDArray[np.float32]]]]


def _pieces(clauses: pl.DataFrame, vectors: dy.DataFrame[Vectors]) -> Pieces:
    """By passage: each clause's span, number of words and vector."""
    joined = clauses.join(
        vectors.select("passage_id", "vector"), left_on="clause_id", right_on="passage_id"
    ).sort("passage_id", "start")
    found: Pieces = defaultdict(list)
    for passage_id, start, end, text, vector in joined.select(
        "passage_id", "start", "end", "text", "vector"
    ).iter_rows():
        found[passage_id].append(
            ((start, end), len(text.split()), np.array(vector, dtype=np.float32))
        )
    return found


def _added(passage_id: str, others: Sequence[str], pieces: Pieces) -> list[Span]:
    theirs = [vector for other in others for _, _, vector in pieces.get(other, ())]
    mine = pieces.get(passage_id, [])
    if not theirs or len(mine) < 2:
        return []
    around = np.stack(theirs)
    return [
        span
        for span, words, vector in mine
        if words >= MIN_CLAUSE and float((around @ vector).max()) < NEAR
    ]
