"""Word by word: what a dictionary says of each original, for who doubts a translation of it."""

import dataframely as dy
import polars as pl

from jobs.ports import Dictionary, Gloss, Language
from jobs.stages.names import name_words
from jobs.stages.respell import transliterated_name
from jobs.tables import Glosses, Passages


def gloss(passages: dy.DataFrame[Passages], dictionary: Dictionary) -> dy.DataFrame[Glosses]:
    """The words of all passages that are not English: those that the dictionary knows, and names.

    A name that it does not know is spelt as it sounds.
    """
    rows = [
        (passage_id, offset + one.start, offset + one.end, one.english)
        for passage_id, language, text, offset in passages.filter(pl.col("language") != "en")
        .select("passage_id", "language", "text", "start")
        .sort("passage_id")
        .iter_rows()
        for one in word_glosses(text, language, dictionary)
    ]
    schema = Glosses.create_empty().schema
    return Glosses.validate(pl.DataFrame(rows, schema=schema, orient="row"), cast=True)


def word_glosses(text: str, language: Language, dictionary: Dictionary) -> list[Gloss]:
    """The dictionary's glosses of a text, and its other names as they sound."""
    known = dictionary.glosses(text, language)
    taken = {at for one in known for at in range(one.start, one.end)}
    names = [
        Gloss(name.start(), name.end(), spelt)
        for name in name_words(text)
        if name.start() not in taken
        and (spelt := transliterated_name(name.group().lower(), language))
    ]
    return [*known, *names]
