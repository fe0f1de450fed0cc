"""Small coverage, made by hand: what measures need, without reading files or models."""

import re
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
from jobs.tables import Articles, Frames, Matches, Passages, Texts, Tokens, Vectors


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


def made_vectors(rows):
    """Rows of (passage_id, numbers); they are brought to length 1, zeros stay."""
    lengths = [sum(x * x for x in vector) ** 0.5 or 1.0 for _, vector in rows]
    return Vectors.validate(
        pl.DataFrame(
            [
                {
                    "passage_id": passage_id,
                    "encoder": "by hand",
                    "vector": [x / length for x in vector],
                    "clipped": False,
                }
                for (passage_id, vector), length in zip(rows, lengths, strict=True)
            ],
            schema=Vectors.create_empty().schema,
        ),
        cast=True,
    )


def made_tokens(texts, read="original", quoted=(), names=()):
    """Words of (passage_id, text), each its own lemma; ``names`` in lower case are PROPN."""
    rows = [
        {
            "passage_id": passage_id,
            "read": read,
            "position": position,
            "start": word.start(),
            "end": word.end(),
            "surface": word.group(),
            "lemma": word.group().lower(),
            "pos": "PROPN" if word.group().lower() in names else "NOUN",
            "quoted": passage_id in quoted,
        }
        for passage_id, text in texts
        for position, word in enumerate(re.finditer(r"\w+", text))
    ]
    return Tokens.validate(pl.DataFrame(rows, schema=Tokens.create_empty().schema), cast=True)


def made_frames(rows):
    """Rows of (passage_id, frame, present)."""
    return Frames.validate(
        pl.DataFrame(
            [
                {
                    "passage_id": passage_id,
                    "frame": frame,
                    "score": 0.9 if present else 0.1,
                    "present": present,
                    "evidence": [],
                    "read": "original",
                }
                for passage_id, frame, present in rows
            ],
            schema=Frames.create_empty().schema,
        ),
        cast=True,
    )
