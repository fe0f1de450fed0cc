"""A word list's English for a verb, put into the tense in which the original has it.

Word lists know lemmas, and say what English mostly has for one: "обменять, exchanged". Whether the
thing was done or is to be done stands in the form.
"""

from jobs.dictionary import Conjugation, conjugations, readings
from jobs.ports import VerbForm

_PAST = {"can": "could", "may": "might"}
_AS_THEY_ARE_WORDS = """
    will would shall should must can may might cannot could back down even right still well
"""
_AS_THEY_ARE = frozenset(_AS_THEY_ARE_WORDS.split())
"""Auxiliaries, and words that are hardly ever the verbs that they could be."""

_AFTER_VERB_WORDS = """
    a an the to on of for in into up out off down over with at by from about not back it its his
    their them him one's oneself
"""
_AFTER_VERB = frozenset(_AFTER_VERB_WORDS.split())
_BASES = frozenset(["lay", "bore", "wound"])
"""Of verbs that are a form of another too, those that the lists have as themselves."""


def conjugated(english: str, form: VerbForm) -> str:
    """The English with each of its ways, divided by commas, in that form.

    A way stays as it is where it does not begin with its verb for certain, and where it is in a
    tense already.
    """
    if not form:
        return english
    first, *others = (_way(way.split(" "), form) for way in english.split(", "))
    for said_once in ("to ", "will ", "having "):
        if first.startswith(said_once):
            others = [other.removeprefix(said_once) for other in others]
    return ", ".join(dict.fromkeys((first, *others)))


def _begins_with_verb(first: str, rest: list[str]) -> bool:
    """Whether words begin with their verb for certain.

    "go over" does; "fire broke out", where the verb comes later, does not, nor does "ground war".
    """
    if not rest or first == "be":
        return True
    if any(_is_inflected(word) for word in rest):
        return False
    return "NOUN" not in readings()[first] or rest[0] in _AFTER_VERB


def _is_inflected(word: str) -> bool:
    """Whether the word is a verb's form, not its lemma, and nothing else."""
    tags = readings().get(word, {})
    return set(tags) <= {"VERB", "AUX"} and tags.get("VERB", tags.get("AUX", word)) != word


def _way(words: list[str], form: VerbForm) -> str:
    """One way in that form."""
    first, *rest = words
    if first in ("do", "does", "did") and rest[:1] == ["not"]:
        auxiliary = {"past": "did", "future": "will"}.get(form, first)
        return " ".join((auxiliary, *rest))
    if first == "not" and rest and form == "future":
        return " ".join(("will not", _base(rest[0]) or rest[0], *rest[1:]))
    if first == "be" and rest and form == "passive":
        return " ".join(rest)
    if form == "past" and first in _PAST:
        return " ".join((_PAST[first], *rest))
    base = _base(first)
    parts = conjugations().get(base or "")
    if not base or not parts or first in _AS_THEY_ARE or not _begins_with_verb(first, rest):
        return " ".join(words)
    if rest and first != base and "ADJ" in readings()[first] and form != "past":
        return " ".join(words)  # "worried about" is no tense of "worry"
    return " ".join((_verb(first, base, parts, form), *rest))


def _verb(word: str, base: str, parts: Conjugation, form: VerbForm) -> str:
    """The word in that form; it may be in one already."""
    match form:
        case "past":
            said = word if word.endswith("ed") and word != base else parts.past
        case "infinitive":
            said = f"to {base}"
        case "future":
            said = f"will {base}"
        case "passive":
            said = parts.participle
        case "meanwhile":
            said = parts.gerund
        case "earlier":
            said = f"having {parts.participle}"
        case _:
            said = base if word in (parts.past, parts.participle) else word
    return said or word


def _base(word: str) -> str | None:
    """The lemma of an English verb's form, ``None`` for another word."""
    if word in _BASES:
        return word
    tags = readings().get(word, {})
    return tags.get("VERB", tags.get("AUX"))
