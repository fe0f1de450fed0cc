"""Which frames each passage carries (Entman 1993; policy frames: Boydstun et al. 2014).

The score is read on the original words: a score read on a machine translation would measure the
translator too. ``frame_readings`` sets both side by side, for the report to show where they part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.measures.cues import Cues, Spans, find_cues
from jobs.measures.frame_model import NEUTRAL, FrameModel, Labelled, fit
from jobs.settings import FrameBook
from jobs.tables import Examples, FrameReadings, Frames, Passages, Tokens, Vectors

KINDS = ("angle", "policy")

Found = dict[str, dict[str, Spans]]


@dataclass(frozen=True)
class FrameReader:
    """What the frame book taught: the fitted models, and the cues to look for."""

    models: tuple[FrameModel, ...]
    cues: Cues


def learn(
    book: FrameBook,
    examples: dy.DataFrame[Examples],
    vectors: dy.DataFrame[Vectors],
    tokens: dy.DataFrame[Tokens],
) -> FrameReader:
    """Fit a model a kind of frame on the book's ``examples`` with their vectors and words."""
    lexicon = Cues.of(examples, tokens)
    sentences = examples.filter(pl.col("role") != "cue")
    matrix = _matrix(sentences["passage_id"].to_list(), vectors)
    found = find_cues(tokens, sentences, lexicon)
    models = []
    for kind in KINDS:
        names = [frame.name for frame in book.frames if frame.kind == kind]
        seeds = _labelled(sentences, matrix, found, names, "seed")
        if names and len(seeds.frames):
            held_out = _labelled(sentences, matrix, found, names, "paraphrase")
            models.append(fit(names, seeds, held_out))
    return FrameReader(tuple(models), lexicon)


def frames(
    passages: dy.DataFrame[Passages],
    vectors: dy.DataFrame[Vectors],
    tokens: dy.DataFrame[Tokens],
    reader: FrameReader,
    read: Literal["original", "english"] = "original",
) -> dy.DataFrame[Frames]:
    """One row a passage and frame, sorted by both.

    ``vectors`` and ``tokens`` are of the text that is ``read``, from the models that ``reader``
    learnt with. A passage's evidence is the spans of its cues; where similarity alone raised it,
    or where English was read, the whole passage.
    """
    if passages.is_empty() or not reader.models:
        return Frames.create_empty()
    texts = passages.select("passage_id", "language")
    if read == "english":
        texts = texts.with_columns(language=pl.lit("en"))
    found = find_cues(tokens.filter(pl.col("read") == read), texts, reader.cues)
    matrix = _matrix(passages["passage_id"].to_list(), vectors)
    parts = [
        _rows(passages, texts["language"].to_list(), matrix, found, model, read)
        for model in reader.models
    ]
    return Frames.validate(pl.concat(parts).sort("passage_id", "frame"), cast=True)


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


def _labelled(
    sentences: pl.DataFrame,
    matrix: NDArray[np.float64],
    found: Found,
    names: Sequence[str],
    role: str,
) -> Labelled:
    index = {name: number for number, name in enumerate(names)}
    wanted = (sentences["role"] == role) & (
        sentences["frame"].is_in(list(names)) | sentences["frame"].is_null()
    )
    rows = sentences.filter(wanted)
    return Labelled(
        vectors=matrix[wanted.to_numpy()],
        frames=np.array(
            [NEUTRAL if name is None else index[name] for name in rows["frame"]], dtype=np.intp
        ),
        languages=np.array(rows["language"].to_list(), dtype=np.str_),
        cues=_cue_counts(rows["passage_id"].to_list(), found, names),
    )


def _cue_counts(
    ids: Sequence[str],
    found: Found,
    names: Sequence[str],
) -> NDArray[np.float64]:
    return np.array(
        [[len(found.get(one, {}).get(name, ())) for name in names] for one in ids],
        dtype=np.float64,
    ).reshape(len(ids), len(names))


def _rows(
    passages: dy.DataFrame[Passages],
    languages: Sequence[str],
    matrix: NDArray[np.float64],
    found: Found,
    model: FrameModel,
    read: str,
) -> pl.DataFrame:
    ids = passages["passage_id"].to_list()
    scores = model.score(matrix, languages, _cue_counts(ids, found, model.names))
    present = scores >= model.thresholds
    whole = list(zip(passages["start"].to_list(), passages["end"].to_list(), strict=True))
    records = []
    for row, passage_id in enumerate(ids):
        for column, name in enumerate(model.names):
            spans = found.get(passage_id, {}).get(name, [])
            if read == "english" or (present[row, column] and not spans):
                spans = [whole[row]] if present[row, column] else []
            records.append(
                {
                    "passage_id": passage_id,
                    "frame": name,
                    "score": float(np.clip(scores[row, column], 0.0, 1.0)),
                    "present": bool(present[row, column]),
                    "evidence": [{"start": start, "end": end} for start, end in spans],
                    "read": read,
                }
            )
    return pl.DataFrame(records, schema=Frames.create_empty().schema)


def _matrix(ids: Sequence[str], vectors: dy.DataFrame[Vectors]) -> NDArray[np.float64]:
    """The vectors of ``ids``, in order, one a row."""
    ordered = pl.DataFrame({"passage_id": ids}).join(
        vectors.select("passage_id", "vector"), on="passage_id", how="left", maintain_order="left"
    )
    return np.array(ordered["vector"].to_list(), dtype=np.float64)
