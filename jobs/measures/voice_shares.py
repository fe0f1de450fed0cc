"""How an outlet shares out the words that it quotes."""

from collections.abc import Mapping

import dataframely as dy
import numpy as np
import polars as pl

from jobs.measures.statistics import ratio_interval, seed_for
from jobs.tables import Voices, VoiceShares


def voice_shares(
    voices: dy.DataFrame[Voices],
    seed: int,
    weights: Mapping[str, float] | None = None,
) -> dy.DataFrame[VoiceShares]:
    """One row an outlet and speaker: the speaker's part of the outlet's directly quoted words.

    ``share`` and its interval resample the articles that quote or paraphrase anybody; ``weights``
    (article_id → 0–1) let a reprint count as less than an article in both. The counts are plain.
    An outlet that quotes nobody directly has shares of 0.
    """
    direct = pl.col("kind") == "direct"
    counted = (
        voices.with_columns(pl.col("speaker").fill_null(""))
        .group_by("outlet", "speaker", "article_id")
        .agg(
            words=pl.col("words").filter(direct).sum(),
            quotes=direct.sum(),
            paraphrases=direct.not_().sum(),
            doubting=(pl.col("stance") == "doubting").sum(),
            endorsing=(pl.col("stance") == "endorsing").sum(),
        )
        .sort("outlet", "speaker", "article_id")
    )
    rows: list[dict[str, object]] = []
    for (outlet,), here in counted.group_by("outlet", maintain_order=True):
        ids = sorted(set(here["article_id"]))
        weight = np.array([(weights or {}).get(one, 1.0) for one in ids])
        spoken = _by_article(here, ids)
        for (speaker,), mine in here.group_by("speaker", maintain_order=True):
            rows.append(_row(str(outlet), str(speaker), mine, ids, spoken, weight, seed))
    schema = VoiceShares.create_empty().schema
    return VoiceShares.validate(pl.DataFrame(rows, schema=schema), cast=True)


def _row(
    outlet: str,
    speaker: str,
    mine: pl.DataFrame,
    ids: list[str],
    spoken: np.ndarray,
    weight: np.ndarray,
    seed: int,
) -> dict[str, object]:
    words = _by_article(mine, ids)
    total = float((spoken * weight).sum())
    interval = ratio_interval(words, spoken, seed_for(seed, outlet, speaker), weight)
    counts = ("words", "quotes", "paraphrases", "doubting", "endorsing")
    return {
        "outlet": outlet,
        "speaker": speaker,
        "share": float((words * weight).sum()) / total if total else 0.0,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "articles": mine["article_id"].n_unique(),
        **{name: int(mine[name].sum()) for name in counts},
    }


def _by_article(rows: pl.DataFrame, ids: list[str]) -> np.ndarray:
    """Directly quoted words of each article of ``ids``."""
    sums = dict(rows.group_by("article_id").agg(pl.col("words").sum()).iter_rows())
    return np.array([sums.get(one, 0) for one in ids], dtype=np.float64)
