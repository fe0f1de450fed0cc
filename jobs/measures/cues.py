"""Cues: words and phrases that nearly imply a frame, found by lemma."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from jobs.tables import Examples, Tokens

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Cues:
    """Lemma phrases by language and first lemma: ``(language, first) → [(phrase, frame)]``."""

    phrases: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, examples: dy.DataFrame[Examples], tokens: dy.DataFrame[Tokens]) -> "Cues":
        """The cues of the frame book, brought to lemmas by the lemmatiser that reads the coverage.

        So a cue may be written in any form, and a wrong lemma is wrong on both sides alike.
        """
        lemmas = _lemmas(tokens)
        phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for row in examples.filter(pl.col("role") == "cue").iter_rows(named=True):
            phrase = tuple(lemma for lemma, _, _ in lemmas.get(row["passage_id"], ()))
            if phrase:
                phrases[row["language"], phrase[0]].append((phrase, row["frame"]))
        return cls({key: tuple(sorted(set(found))) for key, found in phrases.items()})


def find_cues(tokens: pl.DataFrame, texts: pl.DataFrame, cues: Cues) -> dict[str, dict[str, Spans]]:
    """Spans of each frame's cues, by passage and frame, in order; overlapping ones are joined.

    ``texts`` has columns passage_id and language; spans are those of ``tokens``.
    """
    lemmas = _lemmas(tokens)
    found: dict[str, dict[str, Spans]] = {}
    for passage_id, language in texts.select("passage_id", "language").iter_rows():
        words = lemmas.get(passage_id, [])
        here: dict[str, Spans] = defaultdict(list)
        for index, (lemma, start, _) in enumerate(words):
            for phrase, frame in cues.phrases.get((language, lemma), ()):
                window = words[index : index + len(phrase)]
                if tuple(word for word, _, _ in window) == phrase:
                    here[frame].append((start, window[-1][2]))
        if here:
            found[passage_id] = {frame: _joined(spans) for frame, spans in here.items()}
    return found


def _joined(spans: Spans) -> Spans:
    out: Spans = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _lemmas(tokens: pl.DataFrame) -> dict[str, list[tuple[str, int, int]]]:
    by_passage: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    ordered = tokens.sort("passage_id", "position")
    for passage_id, lemma, start, end in ordered.select(
        "passage_id", "lemma", "start", "end"
    ).iter_rows():
        by_passage[passage_id].append((lemma, start, end))
    return by_passage
