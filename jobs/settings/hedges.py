"""Reading hedges.toml."""

from collections.abc import Sequence
from pathlib import Path

from jobs.settings.frames import Sentences, by_language
from jobs.settings.toml_file import read_toml


def load_hedges(paths: Sequence[Path]) -> Sentences:
    """Words of distance and doubt by language; later files add to earlier ones.

    Writings of one phrase may be joined by |. Raises ``Problem`` for anything misspelt.
    """
    found: dict[str, tuple[str, ...]] = {}
    for path in paths:
        file = read_toml(path)
        file.check_keys(file.table, (), ("hedges",))
        for language, listed in by_language(file, file.table, ("hedges",)).items():
            phrases = [part.strip() for one in listed for part in one.split("|") if part.strip()]
            found[language] = tuple(dict.fromkeys((*found.get(language, ()), *phrases)))
    return found
