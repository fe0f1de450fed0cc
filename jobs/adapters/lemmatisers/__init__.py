"""Lemmatisers by name. To add one: a module beside this file and a line in ``LEMMATISERS``."""

from collections.abc import Callable, Mapping

from jobs.adapters.lemmatisers.morphology import Morphology
from jobs.ports import Lemmatiser
from jobs.problems import Problem

LEMMATISERS: Mapping[str, Callable[[], Lemmatiser]] = {"morphology": Morphology}


def choose(name: str = "morphology") -> Lemmatiser:
    """The lemmatiser of that name, ready for use. Raises ``Problem`` for a name that is not one."""
    if name not in LEMMATISERS:
        raise Problem(f"lemmatiser '{name}': is not known. Use one of {', '.join(LEMMATISERS)}.")
    return LEMMATISERS[name]()
