"""Small coverage, made by hand: what measures need, without reading files or models."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from jobs.adapters.lemmatisers.morphology import Morphology
from jobs.measures.voices import voices
from jobs.settings import load_voices
from jobs.stages.lemmatise import lemmatise
from jobs.stages.quotes import quotes
from jobs.stages.split import split
from jobs.tables import Articles, Matches, Passages, Texts


def made_articles(rows):
    """Rows of (article_id, outlet, language, hour or None, title, body)."""
    return Articles.validate(
        pl.DataFrame(
            [
                {
                    "article_id": article_id,
                    "event": "e",
                    "outlet": outlet,
                    "language": language,
                    "title": title,
                    "url": None,
                    "published_at": None
                    if hour is None
                    else datetime(2025, 3, 18, hour, tzinfo=UTC),
                    "author": None,
                    "body": body,
                    "words": len(body.split()),
                    "source_file": f"{article_id}.md",
                }
                for article_id, outlet, language, hour, title, body in rows
            ],
            schema=Articles.create_empty().schema,
        ),
        cast=True,
    )


def made_passages(articles):
    """One passage a line of the body; the headline is ordinal 0, the first line the lead."""
    rows = []
    for row in articles.iter_rows(named=True):
        texts = [("headline", 0, row["title"])]
        place = 0
        for line in row["body"].split("\n"):
            texts.append(("lead" if len(texts) == 1 else "body", place, line))
            place += len(line) + 1
        for ordinal, (part, start, text) in enumerate(texts):
            rows.append(
                {
                    "passage_id": f"{row['article_id']}-{ordinal:04d}",
                    "article_id": row["article_id"],
                    "outlet": row["outlet"],
                    "language": row["language"],
                    "ordinal": ordinal,
                    "start": start,
                    "end": start + len(text),
                    "text": text,
                    "part": part,
                }
            )
    return Passages.validate(pl.DataFrame(rows, schema=Passages.create_empty().schema), cast=True)


def made_matches(pairs):
    rows = [
        {
            "left_id": min(pair),
            "right_id": max(pair),
            "similarity": 0.9,
            "margin": 1.3,
            "confidence": 0.95,
        }
        for pair in pairs
    ]
    return Matches.validate(pl.DataFrame(rows, schema=Matches.create_empty().schema), cast=True)


@pytest.fixture(scope="session")
def story():
    return "\n".join(
        f"The {ordinal} delegation told reporters in room {number} that talks on grain would go on"
        " until the ministers had signed the paper."
        for number, ordinal in enumerate(
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), start=11
        )
    )


@pytest.fixture(scope="session")
def hear():
    """A function from texts (outlet, language, body[, title]) to the table of voices."""
    morphology = Morphology()
    book = load_voices([Path(__file__).parents[2] / "inputs" / "voices.toml"])

    def of(*stories):
        rows = [
            {
                "article_id": f"a{index}",
                "event": "event",
                "outlet": outlet,
                "language": language,
                "title": title[0] if title else "…",
                "body": body,
                "words": 1,
                "source_file": f"{index}.md",
            }
            for index, (outlet, language, body, *title) in enumerate(stories)
        ]
        schema = Articles.create_empty().schema
        articles = Articles.validate(pl.DataFrame(rows, schema=schema), cast=True)
        passages = split(articles)
        texts = Texts.validate(passages.select("passage_id", "language", "text"), cast=True)
        spans = quotes(articles)
        tokens = lemmatise(texts, passages, morphology, "original", spans)
        return voices(articles, passages, spans, tokens, book, morphology)

    return of
