"""Reading terms.toml: the words between which an outlet chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs.settings.toml_file import Keys, TomlFile, read_toml

LANGUAGES = ("ru", "uk", "en")


@dataclass(frozen=True)
class Term:
    """A phrase of one language that an outlet may choose for a concept.

    ``variant`` is the first of its ``writings``; ``label`` says in English what the choice amounts
    to, the same for counterparts in other languages. A writing may end in ``/NOUN`` and the like.
    """

    concept: str
    label: str
    language: str
    variant: str
    writings: tuple[str, ...]


@dataclass(frozen=True)
class TermBook:
    """All terms in force, and by language the phrases that hold a term's words and are none."""

    titles: Mapping[str, str]
    terms: tuple[Term, ...]
    exceptions: Mapping[str, tuple[str, ...]]


def load_terms(paths: Sequence[Path]) -> TermBook:
    """Read terms.toml files; a concept in a later file replaces that of an earlier one.

    Raises ``Problem`` for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    concepts: dict[str, tuple[TomlFile, Mapping[str, Any]]] = {}
    for path in paths:
        file = read_toml(path)
        file.check_keys(file.table, (), ("concepts",))
        below = file.subtable(file.table, ("concepts",))
        for name in below:
            concepts[name] = file, file.subtable(below, ("concepts", name))
    titles: dict[str, str] = {}
    terms: list[Term] = []
    exceptions: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for name, (file, concept) in concepts.items():
        keys: Keys = ("concepts", name)
        file.check_keys(concept, keys, ("title", "except", "variants"))
        titles[name] = file.string(concept, (*keys, "title"), name)
        excepted = file.subtable(concept, (*keys, "except"))
        file.check_keys(excepted, (*keys, "except"), LANGUAGES)
        for language in LANGUAGES:
            exceptions[language] += file.sentences(excepted, (*keys, "except", language))
        for number, variant in enumerate(tables(file, concept, (*keys, "variants"))):
            terms += _terms(file, name, variant, (*keys, "variants", number))
    return TermBook(titles, tuple(terms), {key: tuple(found) for key, found in exceptions.items()})


def _terms(file: TomlFile, concept: str, variant: Mapping[str, Any], keys: Keys) -> list[Term]:
    file.check_keys(variant, keys, ("label", *LANGUAGES))
    label = file.string(variant, (*keys, "label"))
    found: list[Term] = []
    for language in LANGUAGES:
        for phrase in file.sentences(variant, (*keys, language)):
            writings = writings_of(file, phrase, (*keys, language))
            found.append(Term(concept, label, language, writings[0].partition("/")[0], writings))
    return found


def writings_of(file: TomlFile, phrase: str, keys: Keys) -> tuple[str, ...]:
    """The writings of a phrase, which | joins. Raises ``Problem`` where there is none."""
    writings = tuple(part.strip() for part in phrase.split("|") if part.strip(" /"))
    if not writings:
        raise file.problem(keys, "there is a phrase without words", "Remove it.")
    return writings


def tables(file: TomlFile, table: Mapping[str, Any], keys: Keys) -> list[Mapping[str, Any]]:
    """The list of tables at ``keys[-1]``; empty where there is none."""
    value = table.get(str(keys[-1]), [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        name = ".".join(str(key) for key in keys)
        raise file.problem(keys, f"'{name}' is no list of tables", f"Write each as [[{name}]].")
    return value
