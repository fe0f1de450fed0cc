"""Which words an outlet chooses for a thing on which the sides differ, and in whose mouth.

Counted by lemma on originals, never on translations; the outlet's own words apart from those that
it quotes. Rates are per 1,000 words of the same voice and language. Intervals resample articles.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import dataframely as dy
import numpy as np
import polars as pl

from jobs.measures.phrases import Phrase, Phrases, Word, lemmatised
from jobs.measures.statistics import ratio_interval, seed_for
from jobs.ports import LANGUAGES, Lemmatiser
from jobs.settings import TermBook
from jobs.tables import Passages, Terms, Tokens, Voices

EXAMPLES = 5
# No occurrence in n words: the 95 % upper bound of a Poisson rate is 3.69 / n (exact, two-sided).
NONE_SEEN = 3.689


Said = dict[tuple[str, bool], list[tuple[int, int, str]]]


class Occurrence(NamedTuple):
    """A term where it stands: ``term`` is its index in the book, the span is of the original."""

    term: int
    article_id: str
    part: str
    outlet: str
    passage_id: str
    ordinal: int
    start: int
    end: int
    quoted: bool


def terms(
    tokens: dy.DataFrame[Tokens],
    passages: dy.DataFrame[Passages],
    book: TermBook,
    lemmatiser: Lemmatiser,
    seed: int,
    voices: dy.DataFrame[Voices] | None = None,
    weights: Mapping[str, float] | None = None,
) -> dy.DataFrame[Terms]:
    """One row an outlet, variant and voice, for variants that occur anywhere in the event.

    Outlets that write in the variant's language and do not use it have a row with count 0.
    ``count`` is a plain count; ``weights`` (article_id → 0–1) let a reprint count as less than an
    article in ``rate`` and its interval, which is missing with fewer than three articles.
    ``speakers`` are those of ``voices`` in whose quotations the variant stands, most often first.
    """
    words, about = words_of(tokens), _about(passages)
    finds = _finds(words, about, book, lemmatiser)
    sizes: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    for passage_id, found in words.items():
        article_id, outlet, language, _, _ = about[passage_id]
        for quoted in (False, True):
            sizes[outlet, language, quoted][article_id] += sum(w.quoted is quoted for w in found)
    said = _speakers(voices)
    occurring = sorted({find.term for find in finds})
    by_key: dict[tuple[int, str, bool], list[Occurrence]] = defaultdict(list)
    for find in finds:
        by_key[find.term, find.outlet, find.quoted].append(find)
    rows = [
        _row(book, term, outlet, quoted, by_key[term, outlet, quoted], size, seed, said, weights)
        for term in occurring
        for (outlet, language, quoted), size in sizes.items()
        if language == book.terms[term].language
    ]
    frame = pl.DataFrame(rows, schema=Terms.create_empty().schema)
    return Terms.validate(
        frame.sort("concept", "label", "language", "variant", "outlet", "voice"), cast=True
    )


def occurrences(
    tokens: dy.DataFrame[Tokens],
    passages: dy.DataFrame[Passages],
    book: TermBook,
    lemmatiser: Lemmatiser,
) -> list[Occurrence]:
    """Every term in the originals, by language, concept, passage and place."""
    return _finds(words_of(tokens), _about(passages), book, lemmatiser)


def _about(passages: dy.DataFrame[Passages]) -> dict[str, tuple[str, str, str, int, str]]:
    columns = ("passage_id", "article_id", "outlet", "language", "ordinal", "part")
    return {row[0]: row[1:] for row in passages.select(columns).iter_rows()}


def _row(
    book: TermBook,
    index: int,
    outlet: str,
    quoted: bool,
    finds: list[Occurrence],
    size: Counter[str],
    seed: int,
    said: Said,
    weights: Mapping[str, float] | None,
) -> dict[str, object]:
    term = book.terms[index]
    voice = "quoted" if quoted else "own"
    ids = sorted(size)
    weight = np.array([(weights or {}).get(one, 1.0) for one in ids])
    counts = Counter(find.article_id for find in finds)
    seen = np.array([counts[one] for one in ids], dtype=np.float64)
    spoken = np.array([size[one] for one in ids], dtype=np.float64)
    total = float((spoken * weight).sum())
    rate = 1000 * float((seen * weight).sum()) / total if total else 0.0
    interval = ratio_interval(
        seen,
        spoken,
        seed_for(seed, outlet, term.concept, term.language, term.variant, voice),
        weight,
    )
    low, high = (1000 * interval.low, 1000 * interval.high) if interval else (None, None)
    if interval and not finds:
        low, high = 0.0, min(1000.0, 1000 * NONE_SEEN / total)
    finds = sorted(finds, key=lambda find: (find.ordinal, find.article_id, find.start))
    names = Counter(name for find in finds if (name := _speaker(find, said)))
    return {
        "outlet": outlet,
        "concept": term.concept,
        "label": term.label,
        "variant": term.variant,
        "language": term.language,
        "voice": voice,
        "count": len(finds),
        "words": int(spoken.sum()),
        "rate": rate,
        "low": low,
        "high": high,
        "articles": len(counts),
        "speakers": [name for name, _ in sorted(names.items(), key=lambda one: (-one[1], one[0]))],
        "examples": [
            {"passage_id": find.passage_id, "start": find.start, "end": find.end}
            for find in finds[:EXAMPLES]
        ],
    }


def _finds(
    words: Mapping[str, list[Word]],
    about: Mapping[str, tuple[str, str, str, int, str]],
    book: TermBook,
    lemmatiser: Lemmatiser,
) -> list[Occurrence]:
    """Every occurrence of a term, in order of passages. Exceptions are found and dropped."""
    found: list[Occurrence] = []
    for language in LANGUAGES:
        listed = [
            (writing, key)
            for key, term in enumerate(book.terms)
            if term.language == language
            for writing in term.writings
        ]
        listed += [(phrase, -1) for phrase in book.exceptions.get(language, ())]
        for phrases in _by_concept(lemmatised(listed, lemmatiser, language), book):
            search = Phrases(phrases)
            for passage_id, here in words.items():
                article_id, outlet, spoken, ordinal, part = about[passage_id]
                if spoken != language:
                    continue
                for hit in search.hits(here):
                    if hit.key >= 0:
                        first, last = here[hit.first], here[hit.last - 1]
                        found.append(
                            Occurrence(hit.key, article_id, part, outlet, passage_id, ordinal,
                                  first.start, last.end, first.quoted)
                        )  # fmt: skip
    return found


def _by_concept(phrases: list[Phrase], book: TermBook) -> list[list[Phrase]]:
    """A list a concept, with all exceptions: concepts may share words, variants of one do not."""
    exceptions = [phrase for phrase in phrases if phrase.key < 0]
    by_concept: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.key >= 0:
            by_concept[book.terms[phrase.key].concept].append(phrase)
    return [[*found, *exceptions] for found in by_concept.values()]


def words_of(tokens: dy.DataFrame[Tokens]) -> dict[str, list[Word]]:
    """The original's words of each passage, in order."""
    found: dict[str, list[Word]] = defaultdict(list)
    for passage_id, *word in (
        tokens.filter(pl.col("read") == "original")
        .sort("passage_id", "position")
        .select("passage_id", "start", "end", "lemma", "pos", "quoted")
        .iter_rows()
    ):
        found[passage_id].append(Word(*word))
    return found


def _speakers(voices: dy.DataFrame[Voices] | None) -> Said:
    """Direct speech by article and part: start, end, speaker."""
    found: Said = defaultdict(list)
    if voices is not None:
        direct = voices.filter((pl.col("kind") == "direct") & pl.col("speaker").is_not_null())
        for article_id, part, start, end, speaker in direct.select(
            "article_id", "part", "start", "end", "speaker"
        ).iter_rows():
            found[article_id, part == "headline"].append((start, end, speaker))
    return found


def _speaker(find: Occurrence, said: Said) -> str | None:
    spans = said.get((find.article_id, find.part == "headline"), ())
    return next((name for start, end, name in spans if start <= find.start < end), None)
