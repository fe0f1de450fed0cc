"""Coverage with known counterparts, made of numbers: a statement is a direction in space.

Passages that say the same point nearly the same way; noise is what wording adds.
"""

import numpy as np
import polars as pl

from jobs.tables import Passages, Translations, Vectors

DIMENSIONS = 128


def told(coverage, *, noise=0.25, seed=1, texts=None):
    """Passages and vectors for {outlet: (language, [statement or [statements of an article]])}.

    A statement is any name; equal names are the same statement. ``None`` has nothing to encode.
    Passage ids are OUTLET-article-ordinal.
    """
    rows, vectors = [], []
    for outlet, (language, articles) in coverage.items():
        grouped = articles if articles and isinstance(articles[0], list) else [articles]
        for number, statements in enumerate(grouped):
            for ordinal, statement in enumerate(statements):
                passage = f"{outlet}-{number}-{ordinal:04d}"
                text = (texts or {}).get(
                    statement, f"Words of {outlet} on {statement} in {passage}"
                )
                rows.append((passage, f"{outlet}-{number}", outlet, language, ordinal, text))
                vectors.append(_point(statement, passage, noise, seed))
    return passages_of(rows), vectors_of([row[0] for row in rows], vectors)


def _point(statement, passage, noise, seed):
    if statement is None:
        return np.zeros(DIMENSIONS)
    point = _direction(f"{statement}|{seed}") + noise * _direction(f"{passage}|{seed}")
    return point / np.linalg.norm(point)


def _direction(name):
    draw = np.random.default_rng(np.frombuffer(name.encode().ljust(8, b"."), dtype=np.uint8))
    point = draw.standard_normal(DIMENSIONS)
    return point / np.linalg.norm(point)


def passages_of(rows):
    """A passages table of (passage, article, outlet, language, ordinal, text)."""
    columns = ["passage_id", "article_id", "outlet", "language", "ordinal", "text"]
    schema = {name: pl.Int64 if name == "ordinal" else pl.String for name in columns}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.lit(0).alias("start"),
        pl.col("text").str.len_chars().cast(pl.Int64).alias("end"),
        pl.when(pl.col("ordinal") == 0)
        .then(pl.lit("headline"))
        .otherwise(pl.lit("body"))
        .alias("part"),
    )
    return Passages.validate(frame, cast=True)


def vectors_of(ids, vectors):
    """A vectors table."""
    rows = np.asarray(vectors, dtype=np.float32).reshape(len(ids), -1 if ids else DIMENSIONS)
    frame = pl.DataFrame(
        {
            "passage_id": pl.Series(ids, dtype=pl.String),
            "encoder": pl.Series(["numbers"] * len(ids), dtype=pl.String),
            "vector": pl.Series(rows.tolist(), dtype=pl.List(pl.Float32)),
            "clipped": pl.Series([False] * len(ids), dtype=pl.Boolean),
        }
    )
    return Vectors.validate(frame, cast=True)


def translated(passages, confidence=0.9, doubtful=()):
    """Translations of all passages with one confidence, of those in ``doubtful`` with none."""
    english = pl.col("language") == "en"
    sure = pl.when(pl.col("passage_id").is_in(list(doubtful))).then(0.0).otherwise(confidence)
    frame = passages.select(
        "passage_id",
        pl.col("text").alias("english"),
        pl.when(english).then(pl.lit("original")).otherwise(pl.lit("compact")).alias("translator"),
        pl.when(english).then(None).otherwise(sure).alias("confidence"),
        pl.lit([], dtype=pl.List(pl.String)).alias("flags"),
    )
    return Translations.validate(frame, cast=True)
