"""Frames on sentences labelled by hand: F1 a frame and language, and the gap between languages.

The model is fitted on the frame books alone, as in a run; nothing of ``labelled``'s test half goes
into it.
Scores are of ``report`` and ``feature`` writing together and apart.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.adapters import lemmatisers
from jobs.measures.examples import example_sentences, example_texts, examples
from jobs.measures.frames import frames, learn
from jobs.ports import LANGUAGES
from jobs.settings import load_frames
from jobs.stages.encode import encode
from jobs.stages.lemmatise import lemmatise_texts
from jobs.tables import Passages, Texts
from tests.quality.check import Bench, Score

ROOT = Path(__file__).resolve().parents[2]
BOOKS = (
    ROOT / "inputs" / "frames.toml",
    ROOT / "inputs" / "2025-03-18-trump-putin-call" / "frames.toml",
)
LABELLED = Path(__file__).with_name("labelled")

Flags = NDArray[np.bool_]


def read_labelled(folder: Path = LABELLED) -> pl.DataFrame:
    """Columns id, language, text, labels, parallel_id, register of the held-out half, in all
    languages."""
    rows = [
        {**json.loads(line), "language": language}
        for language in LANGUAGES
        for line in (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    schema = {
        **dict.fromkeys(("id", "language", "text", "parallel_id", "register", "split"), pl.String),
        "labels": pl.List(pl.String),
    }
    return pl.DataFrame(rows, schema=schema).filter(pl.col("split") == "test")


def f1(said: Flags, truth: Flags) -> NDArray[np.float64]:
    """F1 of each column; 0 for one that is never there and never said."""
    hits = (said & truth).sum(axis=0)
    return np.asarray(2 * hits / np.maximum(said.sum(axis=0) + truth.sum(axis=0), 1))


def as_passages(labelled: pl.DataFrame) -> pl.DataFrame:
    """Each sentence an article of its own."""
    return Passages.validate(
        labelled.select(
            "language",
            "text",
            passage_id="id",
            article_id="id",
            outlet=pl.lit("o"),
            ordinal=pl.lit(1),
            start=pl.lit(0),
            end=pl.col("text").str.len_chars(),
            part=pl.lit("body"),
        ),
        cast=True,
    )


def read_frames(bench: Bench, labelled: pl.DataFrame) -> tuple[list[str], Flags, Flags]:
    """Names of the frames, then n × frames what was said and what is true."""
    book = load_frames(BOOKS)
    table = examples(book)
    lemmatiser = lemmatisers.choose()
    both = (bench.encoder, bench.reader)
    reader = learn(
        book,
        table,
        [encode(example_sentences(table), encoder) for encoder in both],
        lemmatise_texts(example_texts(table), lemmatiser),
    )
    texts = Texts.validate(labelled.select("language", "text", passage_id="id"), cast=True)
    found = frames(
        as_passages(labelled),
        [encode(texts, encoder) for encoder in both],
        lemmatise_texts(texts, lemmatiser),
        reader,
    )
    names = [frame.name for frame in book.frames]
    present = set(found.filter("present").select("passage_id", "frame").iter_rows())
    said = np.array([[(one, name) in present for name in names] for one in labelled["id"]])
    truth = np.array(
        [[name in labels for name in names] for labels in labelled["labels"].to_list()]
    )
    return names, said, truth


@dataclass(frozen=True)
class FramesCheck:
    """Macro-F1 over all frames by language, then by frame; the gap on parallel sentences."""

    name: str = "frames"
    needs_ntrex: bool = False

    def run(self, bench: Bench) -> Iterator[Score]:
        labelled = read_labelled()
        names, said, truth = read_frames(bench, labelled)
        languages = labelled["language"].to_numpy()
        parallel = labelled["parallel_id"].is_not_null().to_numpy()
        register = labelled["register"].to_numpy()
        on_parallel = {}
        for language in LANGUAGES:
            mine = languages == language
            by_frame = f1(said[mine], truth[mine])
            count = f"{int(mine.sum())} sentences"
            yield Score(f"frames.{language}.macro_f1", float(by_frame.mean()), count)
            for kind in ("report", "feature"):
                some = mine & (register == kind)
                macro = float(f1(said[some], truth[some]).mean())
                yield Score(
                    f"frames.{language}.{kind}.macro_f1", macro, f"{int(some.sum())} sentences"
                )
            for name, value, carrying in zip(names, by_frame, truth[mine].sum(axis=0), strict=True):
                yield Score(f"frames.{language}.{name}.f1", float(value), f"{carrying} carry it")
            some = mine & parallel
            on_parallel[language] = float(f1(said[some], truth[some]).mean())
        for language in ("ru", "uk"):
            gap = on_parallel["en"] - on_parallel[language]
            yield Score(f"frames.parallel_gap.{language}", gap, "below English")


CHECK = FramesCheck()
