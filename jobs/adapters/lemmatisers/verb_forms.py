"""What the form of a Russian or Ukrainian verb says: past, future, passive and the like."""

from collections.abc import Iterable, Set

from jobs.ports import VerbForm

Grammemes = Set[str]

_VERBS = frozenset(["VERB", "INFN", "PRTF", "PRTS", "GRND"])


def verb_form(form: str, readings: Iterable[tuple[str | None, Grammemes]]) -> VerbForm:
    """What all readings of a form as a verb agree on, each a part of speech and its grammemes.

    Those are OpenCorpora's, as pymorphy3 has them. Empty where the readings differ ("пошли": they
    went, or send), and where none is of a verb.
    """
    said = {
        _of_reading(pos, grammemes)
        for pos, grammemes in readings
        if pos in _VERBS and not _cut_infinitive(form, grammemes)
    }
    return said.pop() if len(said) == 1 else ""


def _of_reading(pos: str | None, grammemes: Grammemes) -> VerbForm:
    if pos in ("PRTF", "PRTS"):
        if "pssv" in grammemes:
            return "passive"
        return "earlier" if "past" in grammemes else "meanwhile"
    if pos == "GRND":
        return "earlier" if "perf" in grammemes else "meanwhile"
    if "Impe" in grammemes and not grammemes & {"pres", "past", "futr"}:
        return "passive"  # Ukrainian "розбито", in no tense: is broken
    if pos == "INFN" or "infn" in grammemes:
        return "infinitive"
    if "past" in grammemes:
        return "past"
    return "future" if "futr" in grammemes else "plain"


def _cut_infinitive(form: str, grammemes: Grammemes) -> bool:
    """Ukrainian "зробить" is by the dictionary an infinitive too, short for "зробити"."""
    return form.endswith("ть") and "infn" in grammemes
