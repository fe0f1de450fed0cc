"""Reading voices.toml: verbs of saying with their stance, and who speaks in the news."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jobs.settings.terms import LANGUAGES, tables
from jobs.settings.toml_file import Keys, TomlFile, read_toml

Stance = Literal["neutral", "doubting", "endorsing"]
STANCES: tuple[Stance, ...] = ("neutral", "doubting", "endorsing")
KINDS = ("person", "body", "role", "medium")

Phrases = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Actor:
    """Somebody who speaks, under one name in all languages.

    ``kind`` is person, body (a ministry, a capital that stands for its government), role (an
    analyst, a source) or medium (Telegram, Fox News: where something is said, never who says it).
    ``phrases`` are the namings a language, in any form.
    """

    name: str
    kind: str
    phrases: Phrases


@dataclass(frozen=True)
class VoiceBook:
    """The lexicon of reported speech. All phrases are by stance and language, in any form.

    ``verbs`` report; ``sources`` stand before the speaker (according to, по словам); ``doubts``
    are words that keep what is said at a distance (якобы, allegedly).
    """

    verbs: Mapping[Stance, Phrases]
    sources: Mapping[Stance, Phrases]
    doubts: Phrases
    actors: tuple[Actor, ...]


def load_voices(paths: Sequence[Path]) -> VoiceBook:
    """Read voices.toml files: lexica add up, an actor of a later file replaces one of his name.

    Raises ``Problem`` for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    verbs: dict[Stance, dict[str, tuple[str, ...]]] = {stance: {} for stance in STANCES}
    sources: dict[Stance, dict[str, tuple[str, ...]]] = {stance: {} for stance in STANCES}
    doubts: dict[str, tuple[str, ...]] = {}
    actors: dict[str, Actor] = {}
    for path in paths:
        file = read_toml(path)
        file.check_keys(file.table, (), ("verbs", "sources", "doubts", "actors"))
        for name, store in (("verbs", verbs), ("sources", sources)):
            below = file.subtable(file.table, (name,))
            file.check_keys(below, (name,), STANCES)
            for stance in STANCES:
                _add(file, below, (name, stance), store[stance])
        _add(file, file.table, ("doubts",), doubts)
        for number, entry in enumerate(tables(file, file.table, ("actors",))):
            actor = _actor(file, entry, ("actors", number))
            actors[actor.name] = actor
    return VoiceBook(verbs, sources, doubts, tuple(actors.values()))


def _add(
    file: TomlFile, table: Mapping[str, Any], keys: Keys, found: dict[str, tuple[str, ...]]
) -> None:
    below = file.subtable(table, keys)
    file.check_keys(below, keys, LANGUAGES)
    for language in LANGUAGES:
        words = file.sentences(below, (*keys, language))
        found[language] = tuple(dict.fromkeys((*found.get(language, ()), *words)))


def _actor(file: TomlFile, entry: Mapping[str, Any], keys: Keys) -> Actor:
    file.check_keys(entry, keys, ("name", "kind", *LANGUAGES))
    kind = file.string(entry, (*keys, "kind"), "person")
    if kind not in KINDS:
        raise file.problem(
            (*keys, "kind"), f"'{kind}' is no kind of actor", f"Use one of {', '.join(KINDS)}."
        )
    phrases = {language: file.sentences(entry, (*keys, language)) for language in LANGUAGES}
    return Actor(file.string(entry, (*keys, "name")), kind, phrases)
