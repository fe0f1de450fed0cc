"""English by a rough translator is put right afterwards, passage by passage."""

from collections.abc import Callable

import dataframely as dy
import polars as pl

from jobs.ports import Language
from jobs.tables import Passages, Renderings

ROUGH = frozenset({"compact"})  # translators that mangle names and mistype words


def put_right(
    passages: dy.DataFrame[Passages],
    renderings: dy.DataFrame[Renderings],
    right: Callable[[str, str, Language], str],
) -> dy.DataFrame[Renderings]:
    """The renderings, those by translators of ``ROUGH`` as ``right`` has them.

    ``right`` is given the source, its English, and the source's language. Translations by people,
    and by translators that are no worse than these rules, stay as they are.
    """
    rough = renderings.filter(pl.col("translator").is_in(ROUGH)).join(
        passages.select("passage_id", "language", "text"), on="passage_id"
    )
    changes = [
        (passage_id, right(text, english, "uk" if language == "uk" else "ru"))
        for passage_id, text, english, language in rough.select(
            "passage_id", "text", "english", "language"
        ).iter_rows()
    ]
    schema = {"passage_id": pl.String, "righted": pl.String}
    updated = renderings.join(
        pl.DataFrame(changes, schema=schema, orient="row"), on="passage_id", how="left"
    ).with_columns(english=pl.coalesce("righted", "english"))
    return Renderings.validate(updated.drop("righted").sort("passage_id"), cast=True)
