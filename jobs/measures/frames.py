"""Which frames each passage carries (Entman 1993; policy frames: Boydstun et al. 2014).

The score is read on the original words: a score read on a machine translation would measure the
translator too. ``readings`` gives both, for the report to show where they part.
"""

from collections.abc import Sequence

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.measures.cues import Cues, Spans, find_cues
from jobs.measures.frame_model import NEUTRAL, FrameModel, Labelled, fit
from jobs.settings import FrameBook
from jobs.tables import Examples, Frames, Passages, Tokens, Vectors

KINDS = ("angle", "policy")

Found = dict[str, dict[str, Spans]]


def frames(
    passages: dy.DataFrame[Passages],
    vectors: dy.DataFrame[Vectors],
    tokens: dy.DataFrame[Tokens],
    book: FrameBook,
    examples: dy.DataFrame[Examples],
    example_vectors: dy.DataFrame[Vectors],
    example_tokens: dy.DataFrame[Tokens],
) -> dy.DataFrame[Frames]:
    """One row a passage and frame, sorted by both.

    ``vectors`` are of the originals, from the encoder that made ``example_vectors``. A passage's
    evidence is the spans of its cues; where similarity alone raised it, the whole passage.
    """
    if passages.is_empty() or not book.frames:
        return Frames.create_empty()
    lexicon = Cues.of(examples, example_tokens)
    found = find_cues(tokens.filter(pl.col("read") == "original"), passages, lexicon)
    matrix = _matrix(passages["passage_id"].to_list(), vectors)
    parts = [
        _rows(passages, matrix, found, model)
        for model in _models(book, examples, example_vectors, example_tokens, lexicon)
    ]
    table = pl.concat(parts).sort("passage_id", "frame")
    return Frames.validate(table, cast=True)


def _models(
    book: FrameBook,
    examples: dy.DataFrame[Examples],
    vectors: dy.DataFrame[Vectors],
    tokens: dy.DataFrame[Tokens],
    lexicon: Cues,
) -> list[FrameModel]:
    sentences = examples.filter(pl.col("role") != "cue")
    matrix = _matrix(sentences["passage_id"].to_list(), vectors)
    found = find_cues(tokens, sentences, lexicon)
    models = []
    for kind in KINDS:
        names = [frame.name for frame in book.frames if frame.kind == kind]
        if names:
            seeds = _labelled(sentences, matrix, found, names, "seed")
            held_out = _labelled(sentences, matrix, found, names, "paraphrase")
            if len(seeds.frames):
                models.append(fit(names, seeds, held_out))
    return models


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
    matrix: NDArray[np.float64],
    found: Found,
    model: FrameModel,
) -> pl.DataFrame:
    ids = passages["passage_id"].to_list()
    cues = _cue_counts(ids, found, model.names)
    scores = model.score(matrix, passages["language"].to_list(), cues)
    present = scores >= model.thresholds
    spans = list(zip(passages["start"].to_list(), passages["end"].to_list(), strict=True))
    records = []
    for row, passage_id in enumerate(ids):
        for column, name in enumerate(model.names):
            evidence = found.get(passage_id, {}).get(name, [])
            if present[row, column] and not evidence:
                evidence = [spans[row]]
            records.append(
                {
                    "passage_id": passage_id,
                    "frame": name,
                    "score": float(np.clip(scores[row, column], 0.0, 1.0)),
                    "present": bool(present[row, column]),
                    "evidence": [{"start": start, "end": end} for start, end in evidence],
                    "read": "original",
                }
            )
    return pl.DataFrame(records, schema=Frames.create_empty().schema)


def _matrix(ids: Sequence[str], vectors: dy.DataFrame[Vectors]) -> NDArray[np.float64]:
    """The vectors of ``ids``, in order, one a row."""
    ordered = pl.DataFrame({"passage_id": ids}).join(
        vectors.select("passage_id", "vector"), on="passage_id", how="left", maintain_order="left"
    )
    return np.array(ordered["vector"].to_list(), dtype=np.float64)
