"""The words that set an outlet or a language group apart.

Log-odds with an informative Dirichlet prior on lemmas (Monroe, Colaresi & Quinn 2008, "Fightin'
Words", eq. 15–22). Their variance takes every word as drawn alone; words come in articles, so the
variance here is on each side the larger of theirs and of one with whole articles as the draws (a
cluster-robust delta method). False discoveries are controlled over the words of one comparison.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import erfc, log, sqrt

import dataframely as dy
import numpy as np
import polars as pl

from jobs.measures.statistics import benjamini_hochberg
from jobs.tables import Articles, Passages, Tokens, Vocabulary

CONTENT = ("NOUN", "VERB", "ADJ", "ADV", "PROPN")
PRIOR = 100.0  # words' worth of belief that every group talks like the whole
MIN_COUNT = 3.0
MIN_ARTICLES = 2  # a word of one article is that article's topic

Key = tuple[str, str]  # kind, lemma
Bag = Mapping[Key, float]


def vocabulary(
    tokens: dy.DataFrame[Tokens],
    passages: dy.DataFrame[Passages],
    articles: dy.DataFrame[Articles],
    weights: Mapping[str, float],
    without: Collection[str] = (),
) -> dy.DataFrame[Vocabulary]:
    """Words that a group uses more than the others, the most telling first within each group.

    Outlets are compared with the other outlets of their language on originals; languages with each
    other on the English, where the translator's choice of words is part of what is seen. Only the
    outlet's own voice counts, not what it quotes. ``weights`` (article_id → 0–1) let reprints
    count once; ``without`` are passages left out as boilerplate. Names (``kind`` name) are held
    apart from words and are tested apart; both are rates per 1,000 content words.
    """
    words = (
        tokens.filter(
            ~pl.col("quoted")
            & pl.col("pos").is_in(CONTENT)
            & ~pl.col("passage_id").is_in(list(without))
            & (pl.col("lemma").str.len_chars() > 1)
        )
        .join(passages.select("passage_id", "article_id"), on="passage_id")
        .join(articles.select("article_id", "outlet", "language"), on="article_id")
        .with_columns(
            kind=pl.when(pl.col("pos") == "PROPN").then(pl.lit("name")).otherwise(pl.lit("word"))
        )
    )
    rows: list[dict[str, object]] = []
    originals = words.filter(pl.col("read") == "original")
    for language in sorted(set(articles["language"].to_list())):
        rows += _comparison(originals.filter(pl.col("language") == language), "outlet", weights)
    rows += _comparison(words.filter(pl.col("read") == "english"), "language", weights)
    table = pl.DataFrame(rows, schema=Vocabulary.create_empty().schema)
    return Vocabulary.validate(
        table.sort(
            "level",
            "group",
            "kind",
            pl.col("z").round(9),
            "lemma",
            descending=[False, False, False, True, False],
        ),
        cast=True,
    )


def _comparison(
    words: pl.DataFrame, level: str, weights: Mapping[str, float]
) -> list[dict[str, object]]:
    bags = _bags(words, level, weights)
    if len(bags) < 2:
        return []
    return [
        row
        for group in sorted(bags)
        for kind in ("name", "word")
        for row in _group(level, group, kind, bags)
    ]


def _bags(words: pl.DataFrame, level: str, weights: Mapping[str, float]) -> dict[str, list[Bag]]:
    """By group, a bag of names and words for each article that weighs anything."""
    keys = (level, "article_id", "kind", "lemma")
    counted = words.group_by(keys).len().sort(keys)
    bags: dict[str, dict[str, dict[Key, float]]] = defaultdict(lambda: defaultdict(dict))
    for group, article_id, kind, lemma, count in counted.iter_rows():
        weight = weights.get(article_id, 1.0)
        if weight > 0:
            bags[group][article_id][kind, lemma] = count * weight
    return {group: list(by_article.values()) for group, by_article in bags.items()}


def _group(
    level: str, group: str, kind: str, bags: Mapping[str, Sequence[Bag]]
) -> list[dict[str, object]]:
    ours = bags[group]
    theirs = [bag for name in sorted(bags) if name != group for bag in bags[name]]
    if len(ours) < MIN_ARTICLES or len(theirs) < MIN_ARTICLES:
        return []
    mine, others = _sum(ours), _sum(theirs)
    total, rest = sum(mine.values()), sum(others.values())
    read = "original" if level == "outlet" else "english"
    rows: list[dict[str, object]] = []
    for key in sorted(mine):
        count, elsewhere = mine[key], others.get(key, 0.0)
        spread = sum(key in bag for bag in ours)
        if key[0] != kind or count < MIN_COUNT or spread < MIN_ARTICLES:
            continue
        prior = PRIOR * (count + elsewhere) / (total + rest)
        up, down = count + prior, elsewhere + prior
        if min(total + PRIOR - up, rest + PRIOR - down) < 1e-6:  # no other word to set it against
            continue
        odds = log(up / (total + PRIOR - up)) - log(down / (rest + PRIOR - down))
        variance = max(1 / up, _cluster_variance(key, ours, count / total) / up**2) + max(
            1 / down, _cluster_variance(key, theirs, elsewhere / rest) / down**2
        )
        rows.append(
            {
                "level": level,
                "group": group,
                "kind": kind,
                "read": read,
                "lemma": key[1],
                "count": count,
                "rate": 1000 * count / total,
                "rate_elsewhere": 1000 * elsewhere / rest,
                "articles": spread,
                "log_odds": odds,
                "z": odds / sqrt(variance),
                "q": 1.0,
            }
        )
    for row, q in zip(
        rows,
        benjamini_hochberg([erfc(abs(float(str(row["z"]))) / sqrt(2)) for row in rows]),
        strict=True,
    ):
        row["q"] = q
    return [row for row in rows if float(str(row["z"])) > 0]


def _cluster_variance(key: Key, bags: Sequence[Bag], rate: float) -> float:
    """Variance of a word's total count with articles as the draws (m/(m-1) · Σ residual²)."""
    residuals = np.array([bag.get(key, 0.0) - rate * sum(bag.values()) for bag in bags])
    return float((residuals**2).sum() * len(bags) / (len(bags) - 1))


def _sum(bags: Sequence[Bag]) -> dict[Key, float]:
    total: dict[Key, float] = {}
    for bag in bags:
        for key, count in bag.items():
            total[key] = total.get(key, 0.0) + count
    return total
