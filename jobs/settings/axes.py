"""Reading axes.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs.settings.frames import Sentences, by_language
from jobs.settings.toml_file import Keys, TomlFile, read_toml

_AXIS_KEYS = ("title", "positive", "negative", "positive_pole", "negative_pole")


@dataclass(frozen=True)
class Axis:
    """An axis along which coverage may lean: a name for each pole, and sentences a language."""

    name: str
    title: str
    positive: str
    negative: str
    positive_pole: Sentences
    negative_pole: Sentences


def load_axes(paths: Sequence[Path]) -> tuple[Axis, ...]:
    """Read every file of ``paths``; a later one adds axes, or replaces one of the same name.

    Raises ``Problem`` for anything that is missing, misspelt or of the wrong kind.
    """
    axes: dict[str, Axis] = {}
    for path in paths:
        file = read_toml(path)
        file.check_keys(file.table, (), ("axes",))
        for name, entry in file.subtable(file.table, ("axes",)).items():
            axes[name] = _axis(file, name, entry)
    return tuple(axes.values())


def _axis(file: TomlFile, name: str, entry: Any) -> Axis:  # noqa: ANN401  any TOML value
    keys: Keys = ("axes", name)
    if not isinstance(entry, dict):
        raise file.problem(
            keys, f"'{name}' stands outside an axis", "Write it below a line [axes.NAME]."
        )
    file.check_keys(entry, keys, _AXIS_KEYS)
    return Axis(
        name=name,
        title=file.string(entry, (*keys, "title")),
        positive=file.string(entry, (*keys, "positive")),
        negative=file.string(entry, (*keys, "negative")),
        positive_pole=_pole(file, entry, (*keys, "positive_pole")),
        negative_pole=_pole(file, entry, (*keys, "negative_pole")),
    )


def _pole(file: TomlFile, entry: Mapping[str, Any], keys: Keys) -> Sentences:
    sentences = by_language(file, entry, keys)
    if not sentences:
        raise file.problem(
            keys,
            f"the pole '{keys[-1]}' has no sentences",
            f"Add [{'.'.join(map(str, keys))}] with lists en, ru and uk.",
        )
    return sentences
