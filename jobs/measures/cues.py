"""Cues and hints: words and phrases that speak for a frame, found by lemma or by stem.

A cue nearly implies its frame, a hint is only likelier with it than without. Both are written in
any form; a word that ends in ``*`` is a stem and stands for every word that begins so
(``санкц*``: санкции, санкционный).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import dataframely as dy
import polars as pl

from jobs.tables import Examples, Tokens

Spans = list[tuple[int, int]]
Words = list[tuple[str, str, int, int]]  # lemma, surface in lower case, start, end
Phrase = tuple[tuple[str, bool], ...]  # each a lemma, or a stem where true

KEY = 2  # letters by which phrases are kept; a stem of one letter is no stem


@dataclass(frozen=True)
class Cues:
    """Phrases by language and first letters: ``(language, "са") → ((phrase, frame), …)``."""

    phrases: Mapping[tuple[str, str], tuple[tuple[Phrase, str], ...]]

    @classmethod
    def of(
        cls,
        examples: dy.DataFrame[Examples],
        tokens: dy.DataFrame[Tokens],
        role: Literal["cue", "hint"] = "cue",
    ) -> "Cues":
        """The book's cues (or hints), brought to lemmas by the lemmatiser that reads the coverage.

        So a cue may be written in any form, and a wrong lemma is wrong on both sides alike.
        """
        words = _words(tokens)
        phrases: dict[tuple[str, str], set[tuple[Phrase, str]]] = defaultdict(set)
        for row in examples.filter(pl.col("role") == role).iter_rows(named=True):
            text = row["text"]
            phrase = tuple(
                (surface, True) if text[end : end + 1] == "*" else (lemma, False)
                for lemma, surface, _, end in words.get(row["passage_id"], ())
            )
            if phrase and len(phrase[0][0]) >= (KEY if phrase[0][1] else 1):
                phrases[row["language"], phrase[0][0][:KEY]] |= {
                    (phrase, frame) for frame in row["frames"]
                }
        return cls({key: tuple(sorted(found)) for key, found in sorted(phrases.items())})


def find_cues(tokens: pl.DataFrame, texts: pl.DataFrame, cues: Cues) -> dict[str, dict[str, Spans]]:
    """Spans of each frame's cues, by passage and frame, in order; overlapping ones are joined.

    ``texts`` has columns passage_id and language; spans are those of ``tokens``.
    """
    by_passage = _words(tokens)
    found: dict[str, dict[str, Spans]] = {}
    for passage_id, language in texts.select("passage_id", "language").iter_rows():
        words = by_passage.get(passage_id, [])
        here: dict[str, Spans] = defaultdict(list)
        for index, (lemma, surface, start, _) in enumerate(words):
            for key in sorted({lemma[:KEY], surface[:KEY]}):
                for phrase, frame in cues.phrases.get((language, key), ()):
                    window = words[index : index + len(phrase)]
                    if len(window) == len(phrase) and all(map(_fits, phrase, window)):
                        here[frame].append((start, window[-1][3]))
        if here:
            found[passage_id] = {frame: joined(spans) for frame, spans in sorted(here.items())}
    return found


def _fits(wanted: tuple[str, bool], word: tuple[str, str, int, int]) -> bool:
    text, stem = wanted
    if stem:
        return word[0].startswith(text) or word[1].startswith(text)
    return word[0] == text


def joined(spans: Spans) -> Spans:
    """In order, overlapping ones as one."""
    out: Spans = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _words(tokens: pl.DataFrame) -> dict[str, Words]:
    by_passage: dict[str, Words] = defaultdict(list)
    ordered = tokens.sort("passage_id", "position")
    for passage_id, lemma, surface, start, end in ordered.select(
        "passage_id", "lemma", pl.col("surface").str.to_lowercase(), "start", "end"
    ).iter_rows():
        by_passage[passage_id].append((lemma, surface, start, end))
    return by_passage
