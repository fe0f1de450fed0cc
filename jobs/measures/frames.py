"""Which frames each passage carries (Entman 1993; policy frames: Boydstun et al. 2014).

The score is read on the original words: a score read on a machine translation would measure the
translator too. ``frame_readings`` sets both side by side, for the report to show where they part.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.measures.cues import Cues, Spans, find_cues, joined
from jobs.measures.examples import WORDS
from jobs.measures.frame_model import FrameModel, Labelled, Lesson, fit, recall
from jobs.settings import FrameBook
from jobs.space import matrix
from jobs.tables import Clauses, Examples, FrameReadings, Frames, Passages, Tokens, Vectors

STEM = 6  # letters
_SLAVIC = str.maketrans("іїєґыэёщ", "ииегиееш", "ъь'’ʼ")
HINT = 0.5  # of a cue; 0.5 and 1 do equally well on the dev half of tests/quality/labelled
# A clause is shown in place of its passage where its score is this many times the next best's.
CLEAR = 2.0

Matrix = NDArray[np.float64]
Found = dict[str, dict[str, Spans]]
Bag = dict[str, int]


@dataclass(frozen=True)
class FrameReader:
    """What the frame book taught: the fitted model (none for an empty book), words to look for."""

    model: FrameModel | None
    cues: Cues
    hints: Cues


def learn(
    book: FrameBook,
    examples: dy.DataFrame[Examples],
    views: Sequence[dy.DataFrame[Vectors]],
    tokens: dy.DataFrame[Tokens],
) -> FrameReader:
    """Fit the model on the book's ``examples``: vectors of the sentences, a table for each encoder
    that reads them; tokens of all."""
    cues, hints = Cues.of(examples, tokens, "cue"), Cues.of(examples, tokens, "hint")
    sentences = examples.filter(~pl.col("role").is_in(WORDS))
    if not book.frames or sentences.is_empty():
        return FrameReader(None, cues, hints)
    names = [frame.name for frame in book.frames]
    ids, languages = sentences["passage_id"].to_list(), sentences["language"].to_list()
    found = find_cues(tokens, sentences, cues), find_cues(tokens, sentences, hints)
    carried, among = sentences["frames"].to_list(), sentences["among"].to_list()
    labelled = Labelled(
        views=[_rows_of(ids, vectors) for vectors in views],
        carried=np.array([[name in here for name in names] for here in carried], dtype=np.bool_),
        known=np.array(
            [[frame.kind in here for frame in book.frames] for here in among], dtype=np.bool_
        ),
        languages=np.array(languages, dtype=np.str_),
        groups=np.unique(sentences["group"].to_numpy(), return_inverse=True)[1].astype(np.intp),
        bags=_bags(ids, languages, tokens),
        cues=_weighed(ids, found, names),
    )
    return FrameReader(fit(names, labelled), cues, hints)


def relearn(
    book: FrameBook,
    examples: dy.DataFrame[Examples],
    views: Sequence[dy.DataFrame[Vectors]],
    tokens: dy.DataFrame[Tokens],
    lesson: Lesson,
) -> FrameReader:
    """The same as ``learn`` gave the ``lesson``, in a hundredth of the time.

    ``tokens`` are needed of the book's cues and hints alone.
    """
    cues, hints = Cues.of(examples, tokens, "cue"), Cues.of(examples, tokens, "hint")
    sentences = examples.filter(~pl.col("role").is_in(WORDS))
    ids, languages = sentences["passage_id"].to_list(), sentences["language"].to_list()
    names = [frame.name for frame in book.frames]
    return FrameReader(
        recall(names, [_rows_of(ids, vectors) for vectors in views], languages, lesson), cues, hints
    )


def frames(
    passages: dy.DataFrame[Passages],
    views: Sequence[dy.DataFrame[Vectors]],
    tokens: dy.DataFrame[Tokens],
    reader: FrameReader,
    read: Literal["original", "english"] = "original",
    clauses: dy.DataFrame[Clauses] | None = None,
    clause_views: Sequence[dy.DataFrame[Vectors]] = (),
) -> dy.DataFrame[Frames]:
    """One row a passage and frame, sorted by both.

    ``views`` and ``tokens`` are of the text that is ``read``, from the models that ``reader``
    learnt with, in that order. A present frame's evidence is the spans of its cues and hints; where
    likeness alone raised it, the clause that clearly carries it (``clauses`` of the originals with
    their vectors), else, and where English was read, the whole passage. Of a frame that is not
    present only cues are shown.
    """
    model = reader.model
    if passages.is_empty() or model is None:
        return Frames.create_empty()
    texts = passages.select("passage_id", "language")
    if read == "english":
        texts = texts.with_columns(language=pl.lit("en"))
    words = tokens.filter(pl.col("read") == read)
    ids, languages = texts["passage_id"].to_list(), texts["language"].to_list()
    cues, hints = find_cues(words, texts, reader.cues), find_cues(words, texts, reader.hints)
    scores = model.score(
        [_rows_of(ids, vectors) for vectors in views],
        languages,
        _bags(ids, languages, words),
        _weighed(ids, (cues, hints), model.names),
    )
    present = scores >= model.thresholds
    best: dict[tuple[str, str], tuple[int, int]] = {}
    if read == "original" and clauses is not None and clause_views:
        best = _clearest(clauses, clause_views, words, model)
    whole = list(zip(passages["start"].to_list(), passages["end"].to_list(), strict=True))
    records = []
    for row, passage_id in enumerate(ids):
        for column, name in enumerate(model.names):
            here = bool(present[row, column])
            spans = cues.get(passage_id, {}).get(name, [])
            if here:
                spans = joined([*spans, *hints.get(passage_id, {}).get(name, [])])
            if read == "english":
                spans = [whole[row]] if here else []
            elif here and not spans:
                spans = [best.get((passage_id, name), whole[row])]
            records.append(
                {
                    "passage_id": passage_id,
                    "frame": name,
                    "score": float(np.clip(scores[row, column], 0.0, 1.0)),
                    "present": here,
                    "evidence": [{"start": start, "end": end} for start, end in spans],
                    "read": read,
                }
            )
    table = pl.DataFrame(records, schema=Frames.create_empty().schema)
    return Frames.validate(table.sort("passage_id", "frame"), cast=True)


def frame_readings(
    passages: dy.DataFrame[Passages],
    originals: dy.DataFrame[Frames],
    englishes: dy.DataFrame[Frames],
) -> dy.DataFrame[FrameReadings]:
    """How far a frame read on the originals and on the English agree, by outlet and frame.

    ``agreement`` is the share of passages on which both readings say the same, of those on which
    at least one sees the frame (Jaccard); missing where neither ever does.
    """
    both = (
        originals.select("passage_id", "frame", original="present")
        .join(
            englishes.select("passage_id", "frame", english="present"), on=["passage_id", "frame"]
        )
        .join(passages.select("passage_id", "outlet", "language"), on="passage_id")
    )
    either = (pl.col("original") | pl.col("english")).sum()
    table = both.group_by("outlet", "language", "frame").agg(
        original=pl.col("original").mean(),
        english=pl.col("english").mean(),
        agreement=pl.when(either > 0).then((pl.col("original") & pl.col("english")).sum() / either),
    )
    return FrameReadings.validate(table.sort("outlet", "frame"), cast=True)


def _clearest(
    clauses: dy.DataFrame[Clauses],
    views: Sequence[dy.DataFrame[Vectors]],
    words: pl.DataFrame,
    model: FrameModel,
) -> dict[tuple[str, str], tuple[int, int]]:
    """By passage and frame, the span of the clause that carries it clearly more than the others."""
    several = clauses.filter(pl.len().over("passage_id") > 1).sort("passage_id", "start")
    if several.is_empty():
        return {}
    ids, languages = several["clause_id"].to_list(), several["language"].to_list()
    owners = several.select("passage_id", "clause_id", first="start", last="end")
    inside = (
        words.select("passage_id", "lemma", "start")
        .join(owners, on="passage_id")
        .filter(pl.col("start").is_between("first", "last", closed="left"))
        .select("lemma", passage_id="clause_id")
    )
    scores = model.score(
        [_rows_of(ids, vectors) for vectors in views],
        languages,
        _bags(ids, languages, inside),
        np.zeros((len(ids), len(model.names))),
    )
    spans = list(zip(several["start"].to_list(), several["end"].to_list(), strict=True))
    by_passage: dict[str, list[int]] = defaultdict(list)
    for row, passage_id in enumerate(several["passage_id"].to_list()):
        by_passage[passage_id].append(row)
    found = {}
    for passage_id, rows in by_passage.items():
        for column, name in enumerate(model.names):
            first, second = sorted(rows, key=lambda row: (-scores[row, column], row))[:2]
            if scores[first, column] >= CLEAR * scores[second, column] > 0:
                found[passage_id, name] = spans[first]
    return found


def _weighed(ids: Sequence[str], found: tuple[Found, Found], names: Sequence[str]) -> Matrix:
    """n × frames: cues, and hints at ``HINT`` of one each."""
    cues, hints = found
    return np.array(
        [
            [
                len(cues.get(one, {}).get(name, ())) + HINT * len(hints.get(one, {}).get(name, ()))
                for name in names
            ]
            for one in ids
        ],
        dtype=np.float64,
    ).reshape(len(ids), len(names))


def _bags(ids: Sequence[str], languages: Sequence[str], tokens: pl.DataFrame) -> list[Bag]:
    """How often each text has each lemma, and each stem: see ``stem``."""
    counts: Mapping[str, Bag] = defaultdict(dict)
    for passage_id, lemma, count in (
        tokens.group_by("passage_id", "lemma").len().sort("passage_id", "lemma").iter_rows()
    ):
        counts[passage_id][lemma] = count
    bags = []
    for one, language in zip(ids, languages, strict=True):
        bag: Bag = {}
        for lemma, count in counts.get(one, {}).items():
            for key in (f"{language}:{lemma}", stem(lemma, language)):
                bag[key] = bag.get(key, 0) + count
        bags.append(bag)
    return bags


def stem(lemma: str, language: str) -> str:
    """The beginning of a lemma; Russian and Ukrainian have theirs in common, spelt one way.

    So that what was learnt of *экономика* and *экономический* is known of *економіка*. On other
    sentences this raised macro-F1 by .01 in Ukrainian and Russian.
    """
    if language == "en":
        return f"{lemma[:STEM]}*"
    return f"{lemma.translate(_SLAVIC)[:STEM]}*"


def _rows_of(ids: Sequence[str], vectors: dy.DataFrame[Vectors]) -> NDArray[np.float32]:
    """The vectors of ``ids``, in order, one a row."""
    place = {one: row for row, one in enumerate(vectors["passage_id"].to_list())}
    return matrix(vectors)[[place[one] for one in ids]]
