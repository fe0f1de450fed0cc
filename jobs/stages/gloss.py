"""Word by word: what a dictionary says of each original, for who doubts a translation of it."""

import dataframely as dy
import polars as pl

from jobs.ports import Dictionary, Gloss, Language
from jobs.stages.names import capitalised_words
from jobs.stages.respell import transliterated_name
from jobs.tables import Glosses, Passages


def gloss(passages: dy.DataFrame[Passages], dictionary: Dictionary) -> dy.DataFrame[Glosses]:
    """The words of all passages that are not English: those that the dictionary knows, and names.

    A word that it does not know and that has a capital is spelt as it sounds.
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
    """The dictionary's glosses of a text; of other words those with a capital, as they sound."""
    known = dictionary.glosses(text, language)
    taken = {at for one in known for at in range(one.start, one.end)}
    names = [
        Gloss(name.start(), name.end(), spelt)
        for name in capitalised_words(text)
        if taken.isdisjoint(range(name.start(), name.end()))
        and (spelt := _as_it_sounds(name.group(), language))
    ]
    return [*known, *names]


def _as_it_sounds(word: str, language: Language) -> str:
    spelt = transliterated_name(word.lower(), language)
    return spelt.upper() if len(word) > 1 and word.isupper() else spelt
