"""Names that stand in Cyrillic, as English newsrooms spell them (models/names/gazetteer.tsv.gz).

A foreign name is written as it sounds, and how it was spelt cannot be told from that: Уэйд is Wade,
Кавано is Kavanaugh. The translator's hints and the spelling of names both look here.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from jobs.ports import Language, Lemmatiser
from jobs.word_list import WordList

GAZETTEER = Path(__file__).parents[1] / "models" / "names" / "gazetteer.tsv.gz"
NONE = "-"
"""In the place of a spelling, where English has it by the bearer, or where no hint is needed."""

_CASES = ("а", "у", "ом", "ем", "е", "ові", "еві", "і")
"""Endings of masculine names in a consonant, which the lemmatiser may take for part of the name."""

_STEM = 3
"""Fewest letters before such an ending."""

_SURNAME = re.compile(r".+(?:(?:[оеєёї]в|[иіы]н)а?|[сц]кая|[сцз]ька)")
"""Slavic surnames as men and women have them: the lemmatiser takes one for the other's form."""

_ACRONYM = 5
"""Most letters of an acronym: what is longer is a word in capitals."""


class Gazetteer:
    """English spellings by Cyrillic name. Read when first asked for."""

    def __init__(self, lemmatiser: Lemmatiser, path: Path = GAZETTEER) -> None:
        self._lemmatiser = lemmatiser
        self._list = WordList(path, "the list of names", "models/names")

    def english(self, surface: str, lemma: str, language: Language) -> str | None:
        """The spelling of a name that a text has as ``surface``; ``None`` where it is not listed.

        ``lemma`` is what the lemmatiser made of it in the text. A form that may be of several
        listed names (Пола: Paula, or of Paul) is the lemma's, else itself, else nobody's;
        but what may be a woman's surname (Захарова) is hers, and nobody's if a man's is listed.

        Raises ``Problem`` where the list cannot be read.
        """
        written = folded(surface)
        if written.isupper() or _SURNAME.fullmatch(written):
            shared = written.endswith(("ва", "на")) and (language, written[:-1]) in self.entries
            found = [] if shared else self._listed([written], language)
        else:
            found = self._listed([folded(lemma), written], language)[:1] or self._listed(
                forms(surface, language, self._lemmatiser), language
            )
        spelling = found[0] if len(set(found)) == 1 else NONE
        return None if spelling == NONE else spelling

    def _listed(self, names: Sequence[str], language: Language) -> list[str]:
        """The spellings of those of the names that are listed."""
        entries = self.entries
        return [entries[language, name] for name in names if (language, name) in entries]

    @cached_property
    def version(self) -> str:
        """Changes with the list."""
        return self._list.version

    @property
    def entries(self) -> Mapping[tuple[str, str], str]:
        """The English spelling by language and `folded` name."""
        return self._list.entries

    @cached_property
    def spellings(self) -> frozenset[str]:
        """All English spellings."""
        return frozenset(self.entries.values()) - {NONE}


def forms(surface: str, language: Language, lemmatiser: Lemmatiser) -> tuple[str, ...]:
    """What a name that a text has as ``surface`` may be in the list, `folded`; itself first."""
    written = folded(surface)
    if written.isupper():
        return (written,)
    readings = (folded(form) for form in lemmatiser.readings(surface, language))
    stems = (
        written.removesuffix(ending)
        for ending in _CASES
        if written.endswith(ending) and len(written) - len(ending) >= _STEM
    )
    return tuple(dict.fromkeys((written, *readings, *stems)))


def folded(name: str) -> str:
    """A name as the list has it: е for ё, one kind of apostrophe, small letters but for acronyms.

    >>> folded("О’Брайен"), folded("Артём"), folded("МОСКВА"), folded("НАТО")
    ("о'брайен", 'артем', 'москва', 'НАТО')
    """
    plain = name.replace("’", "'").replace("ʼ", "'")
    if plain.isupper() and 1 < len(plain) <= _ACRONYM:
        return plain
    return plain.lower().replace("ё", "е")
