"""How much of each outlet's coverage carries a frame, and how prominently."""

from collections.abc import Mapping

import dataframely as dy
import polars as pl

from jobs.measures.statistics import ratio_interval, seed_for
from jobs.tables import Articles, Frames, FrameShares, Passages

# A headline is read by everyone, the lead by most, the rest by some: the weights by which a frame's
# place counts. They follow the practice of media-content analysis (headline and lead coded apart
# from the body) and are ordinal in spirit; change them here.
PLACE = {"headline": 0.5, "lead": 0.3, "body": 0.2}


def frame_shares(
    frames: dy.DataFrame[Frames],
    passages: dy.DataFrame[Passages],
    articles: dy.DataFrame[Articles],
    seed: int,
    weights: Mapping[str, float] | None = None,
) -> dy.DataFrame[FrameShares]:
    """One row an outlet and frame: the share of its passages that carry the frame.

    ``passages`` and ``articles`` count those that carry it. ``weights`` (article_id → 0–1) let a
    reprint count as less than an article. The interval resamples articles, carrying it or not.
    ``prominence`` is the mean over articles of the share of words in headline, lead and body that
    carry the frame, weighed by ``PLACE`` over the parts that the article has.
    """
    if frames.is_empty():
        return FrameShares.create_empty()
    weight = pl.DataFrame(
        {"article_id": articles["article_id"]},
    ).with_columns(
        weight=pl.Series(
            [(weights or {}).get(one, 1.0) for one in articles["article_id"]], dtype=pl.Float64
        )
    )
    size = pl.col("text").str.count_matches(r"\w+").cast(pl.Float64).clip(1)
    marked = (
        frames.select("passage_id", "frame", "present")
        .join(
            passages.select("passage_id", "article_id", "outlet", "part", "ordinal", size=size),
            on="passage_id",
        )
        .with_columns(carried=pl.when("present").then("size").otherwise(0.0))
    )
    parts = (
        marked.group_by("outlet", "frame", "article_id", "part")
        .agg(
            pl.col("size").sum(),
            pl.col("carried").sum(),
            pl.col("present").sum().cast(pl.Int64).alias("carrying"),
            pl.len().cast(pl.Int64).alias("passages"),
        )
        .with_columns(place=pl.col("part").replace_strict(PLACE, return_dtype=pl.Float64))
    )
    by_article = (
        parts.group_by("outlet", "frame", "article_id")
        .agg(
            pl.col("carrying").sum(),
            pl.col("passages").sum(),
            prominence=(pl.col("place") * pl.col("carried") / pl.col("size")).sum()
            / pl.col("place").sum(),
        )
        .join(weight, on="article_id")
        .sort("outlet", "frame", "article_id")
    )
    rows = [
        _row(str(outlet), str(frame), group, seed)
        for (outlet, frame), group in by_article.group_by("outlet", "frame", maintain_order=True)
    ]
    return FrameShares.validate(
        pl.DataFrame(rows, schema=FrameShares.create_empty().schema), cast=True
    )


def _row(outlet: str, frame: str, group: pl.DataFrame, seed: int) -> dict[str, object]:
    weight = group["weight"].to_numpy()
    carrying, passages = group["carrying"].to_numpy(), group["passages"].to_numpy()
    total = float((passages * weight).sum())
    interval = ratio_interval(carrying, passages, seed_for(seed, outlet, frame), weight)
    places = group["prominence"].to_numpy()
    return {
        "outlet": outlet,
        "frame": frame,
        "share": float((carrying * weight).sum()) / total if total else 0.0,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "passages": int(carrying.sum()),
        "articles": int((carrying > 0).sum()),
        "prominence": float((places * weight).sum() / weight.sum()) if weight.sum() else 0.0,
    }
