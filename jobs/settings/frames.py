"""Reading frames.toml, and the examples in the folder frames/ beside it."""

import json
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from jobs.problems import Problem
from jobs.settings.contracts import Example, Frame, FrameBook
from jobs.settings.toml_file import Keys, TomlFile, listed, printable, read_toml, tidy

_LANGUAGES = ("en", "ru", "uk")
_FRAME_KEYS = ("title", "description", "kind", "seeds", "paraphrases", "cues", "hints")
_NAME = re.compile(r"\w[\w-]{0,63}")

Sentences = Mapping[str, tuple[str, ...]]


def load_frames(paths: Sequence[Path]) -> FrameBook:
    """Read every file of ``paths``: a later one adds frames, or replaces one of the same name.

    Neutral sentences and examples add up; of an example that comes twice the later one stands,
    which may know of more frames. A frame without ``kind`` is an angle in a file that lies beside
    an event.toml, and a policy frame elsewhere. Raises ``Problem`` for anything that is missing,
    misspelt or of the wrong kind.
    """
    frames: dict[str, Frame] = {}
    neutral: dict[str, tuple[str, ...]] = {}
    labelled: dict[tuple[tuple[str, str], ...], Example] = {}
    for path in paths:
        file = read_toml(path)
        file.check_keys(file.table, (), ("neutral", "frames"))
        for language, found in by_language(file, file.table, ("neutral",)).items():
            neutral[language] = tuple(dict.fromkeys((*neutral.get(language, ()), *found)))
        of_event = (path.parent / "event.toml").exists()
        for name, entry in file.subtable(file.table, ("frames",)).items():
            frames[name] = _frame(file, name, entry, "angle" if of_event else "policy")
        for beside in example_files(path):
            for example in _examples(beside, frames, of_event):
                labelled[tuple(sorted(example.texts.items()))] = example
    return FrameBook(tuple(frames.values()), neutral, tuple(labelled.values()))


def example_files(path: Path) -> list[Path]:
    """The files of labelled examples that belong to the book at ``path``, in order of name."""
    return sorted((path.parent / path.stem).glob("*.jsonl"))


def _examples(path: Path, known: Mapping[str, Frame], of_event: bool) -> list[Example]:
    """JSON lines, since two thousand sentences as TOML take seconds to read."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path}: cannot be read ({error}). Save it as UTF-8 text.") from error
    among: tuple[Literal["policy", "angle"], ...] = ("policy", "angle") if of_event else ("policy",)
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        wrong = f"{path}, line {number}:"
        remedy = 'Write {"frames": ["NAME"], "en": "...", "ru": "...", "uk": "..."} on one line.'
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            raise Problem(f"{wrong} is no JSON. {remedy}") from None
        carried = entry.get("frames") if isinstance(entry, dict) else None
        if not isinstance(carried, list) or not all(isinstance(name, str) for name in carried):
            raise Problem(f"{wrong} has no list 'frames'. {remedy}")
        for name in carried:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"Known are {listed([*known])}."
                raise Problem(f"{wrong} there is no frame '{printable(name)}'. {hint}")
        texts = {key: tidy(text) for key, text in entry.items() if isinstance(text, str)}
        if not texts or not all(texts.values()) or not {*entry} <= {"frames", *_LANGUAGES}:
            raise Problem(f"{wrong} holds something other than sentences. {remedy}")
        found.append(Example(tuple(dict.fromkeys(carried)), texts, among))
    return found


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
