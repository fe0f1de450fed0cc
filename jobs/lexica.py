"""Lexica that a newsroom may edit, read from TOML and frozen: terms.toml and voices.toml.

As in event.toml an unknown key is an error.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs.problems import Problem

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
    concepts: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    for path in paths:
        data = _read(path)
        _only(path, "the file", data, {"concepts"})
        for name, concept in _table(path, "concepts", data.get("concepts", {})).items():
            concepts[name] = path, _table(path, f"concepts.{name}", concept)
    titles: dict[str, str] = {}
    terms: list[Term] = []
    exceptions: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for name, (path, concept) in concepts.items():
        where = f"concepts.{name}"
        _only(path, where, concept, {"title", "except", "variants"})
        titles[name] = _text(path, f"{where}.title", concept.get("title", name))
        excepted = _table(path, f"{where}.except", concept.get("except", {}))
        _only(path, f"{where}.except", excepted, set(LANGUAGES))
        for language, phrases in excepted.items():
            exceptions[language] += _texts(path, f"{where}.except.{language}", phrases)
        for variant in _tables(path, f"{where}.variants", concept.get("variants", [])):
            terms += _terms(path, name, variant)
    return TermBook(titles, tuple(terms), {key: tuple(found) for key, found in exceptions.items()})


def _terms(path: Path, concept: str, variant: Mapping[str, Any]) -> list[Term]:
    where = f"concepts.{concept}.variants"
    _only(path, where, variant, {"label", *LANGUAGES})
    if "label" not in variant:
        raise Problem(f"{path}: a variant of {concept} has no label. Add a line 'label = \"…\"'.")
    label = _text(path, f"{where}.label", variant["label"])
    found: list[Term] = []
    for language in LANGUAGES:
        for phrase in _texts(path, f"{where}.{language}", variant.get(language, [])):
            writings = tuple(part.strip() for part in phrase.split("|") if part.strip())
            if not writings:
                raise Problem(f"{path}: {where}.{language} has an empty phrase. Remove it.")
            first = writings[0].partition("/")[0]
            found.append(Term(concept, label, language, first, writings))
    return found


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Problem(
            f"{path}: cannot be read ({error.strerror}). Check that it is there."
        ) from error
    except UnicodeDecodeError as error:
        raise Problem(f"{path}: is not UTF-8. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{path}: is no valid TOML: {error}. Correct that line.") from error


def _only(path: Path, where: str, table: Mapping[str, Any], known: set[str]) -> None:
    for key in table:
        if key not in known:
            raise Problem(
                f"{path}: '{key}' in {where} is not known. Use only {', '.join(sorted(known))}."
            )


def _table(path: Path, where: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Problem(f"{path}: {where} is no table. Write it as [{where}].")
    return value


def _tables(path: Path, where: str, value: object) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Problem(f"{path}: {where} is no list of tables. Write each as [[{where}]].")
    return value


def _text(path: Path, where: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Problem(f"{path}: {where} is no text. Write it in quotation marks.")
    return value


def _texts(path: Path, where: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Problem(f'{path}: {where} is no list of texts. Write it as ["…", "…"].')
    return value
