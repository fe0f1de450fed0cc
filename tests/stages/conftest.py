"""Coverage for the stages' tests."""

from datetime import UTC, datetime

import polars as pl
import pytest

from jobs.tables import Articles


@pytest.fixture(scope="session")
def articles():
    """A function that makes a table of articles, one a body."""
    return _articles


def _articles(*bodies, title="Заголовок", language="ru"):
    rows = [
        {
            "article_id": f"a{index}",
            "event": "event",
            "outlet": "Outlet",
            "language": language,
            "title": title,
            "url": None,
            "published_at": datetime(2025, 3, 18, tzinfo=UTC),
            "author": None,
            "body": body,
            "words": 1,
            "source_file": f"a{index}.md",
        }
        for index, body in enumerate(bodies)
    ]
    return Articles.validate(pl.DataFrame(rows, schema=Articles.create_empty().schema), cast=True)
