"""Reading frames.toml."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from jobs.settings.contracts import Frame, FrameBook
from jobs.settings.toml_file import Keys, TomlFile, printable, read_toml

_LANGUAGES = ("en", "ru", "uk")
_FRAME_KEYS = ("title", "description", "kind", "seeds", "paraphrases", "cues", "hints")
_NAME = re.compile(r"\w[\w-]{0,63}")

Sentences = Mapping[str, tuple[str, ...]]


def load_frames(paths: Sequence[Path]) -> FrameBook:
    """Read every file of ``paths``: a later one adds frames, or replaces one of the same name.

    Neutral sentences add up. A frame without ``kind`` is an angle in a file that lies beside an
    event.toml, and a policy frame elsewhere. Raises ``Problem`` for anything that is missing,
    misspelt or of the wrong kind.
    """
    frames: dict[str, Frame] = {}
    neutral: dict[str, tuple[str, ...]] = {}
    for path in paths:
        file = read_toml(path)
        file.check_keys(file.table, (), ("neutral", "frames"))
        for language, found in by_language(file, file.table, ("neutral",)).items():
            neutral[language] = tuple(dict.fromkeys((*neutral.get(language, ()), *found)))
        of_event = (path.parent / "event.toml").exists()
        for name, entry in file.subtable(file.table, ("frames",)).items():
            frames[name] = _frame(file, name, entry, "angle" if of_event else "policy")
    return FrameBook(tuple(frames.values()), neutral)


def _frame(
    file: TomlFile,
    name: str,
    entry: Any,  # noqa: ANN401  any TOML value
    default: Literal["policy", "angle"],
) -> Frame:
    keys: Keys = ("frames", name)
    if not _NAME.fullmatch(name):
        raise file.problem(
            keys, f"'{printable(name)}' cannot name a frame", "Use letters, digits and _ only."
        )
    if not isinstance(entry, dict):
        raise file.problem(
            keys, f"'{name}' stands outside a frame", "Write it below a line [frames.NAME]."
        )
    file.check_keys(entry, keys, _FRAME_KEYS)
    seeds = by_language(file, entry, (*keys, "seeds"))
    if not seeds:
        raise file.problem(
            keys,
            f"the frame '{name}' has no seed sentences",
            f"Add [frames.{name}.seeds] with lists en, ru and uk.",
        )
    return Frame(
        name=name,
        title=file.string(entry, (*keys, "title")),
        description=file.string(entry, (*keys, "description"), ""),
        kind=_kind(file, entry, (*keys, "kind"), default),
        seeds=seeds,
        paraphrases=by_language(file, entry, (*keys, "paraphrases")),
        cues=by_language(file, entry, (*keys, "cues")),
        hints=by_language(file, entry, (*keys, "hints")),
    )


def _kind(
    file: TomlFile, entry: Mapping[str, Any], keys: Keys, default: Literal["policy", "angle"]
) -> Literal["policy", "angle"]:
    given = file.string(entry, keys, default) or default
    if given == "policy":
        return "policy"
    if given == "angle":
        return "angle"
    raise file.problem(
        keys,
        f"'{printable(given)}' is no kind of frame",
        'Write kind = "policy" or kind = "angle".',
    )


def by_language(file: TomlFile, table: Mapping[str, Any], keys: Keys) -> Sentences:
    """The sentences of the table at ``keys``, by language; languages without any are absent."""
    below = file.subtable(table, keys)
    file.check_keys(below, keys, _LANGUAGES)
    found = {language: file.sentences(below, (*keys, language)) for language in _LANGUAGES}
    return {language: sentences for language, sentences in found.items() if sentences}
