"""The speaker and the verb of a quotation, from the words around it."""

from typing import NamedTuple

from jobs.measures.attribution import REACH, governed, named, speaker_of
from jobs.measures.mentions import Mention
from jobs.measures.reporting import Verb
from jobs.measures.units import Unit

_MARKS = "«»„“”\"'‘’"


class Direct(NamedTuple):
    """Words said, ``text[start:end]``, and who is told to say them in ``unit``."""

    start: int
    end: int
    kind: str
    verb: Verb | None = None
    mention: Mention | None = None
    unit: Unit | None = None


def attribute(
    span: tuple[int, int], sentences: list[Unit], place: int, later: list[tuple[int, int]]
) -> Direct:
    """Who says the quotation ``span`` that begins in ``sentences[place]``.

    What follows it wins where a comma or a dash links it, what precedes it where a colon does;
    else the nearer verb of the sentence. A sentence that ends in a colon leads to the next one.
    """
    start, end = span
    head = sentences[place]
    last = place
    while last + 1 < len(sentences) and sentences[last + 1].start < end:
        last += 1
    tail = sentences[last]
    limit = next((begin for begin, _ in later if begin >= end), 1 << 60)
    opening = head.text[max(head.start, start - 4) : start].rstrip(_MARKS + " \n")
    closing = tail.text[end : end + 5].lstrip(_MARKS)
    colon = opening.endswith(":")
    linked = closing.lstrip()[:1] in (",", "—", "–", "-") or (
        tail.text[end - 1 : end] in (",", "?", "!") and closing[:1] == " "
    )
    lead = _lead(head, sentences, place, start, colon)
    behind, before = _behind(tail, end, limit), _before(*lead, colon)
    found = (before or behind) if colon or not linked else (behind or before)
    if found is None and linked:
        found = _any_verb(tail, end, limit)
    if found is None and (colon or _led(head, start)):
        found = _any_verb_before(*lead)
    if found is None and later and not tail.text[end : later[0][0]].strip(_MARKS + " \n\r"):
        # The quotation goes on in the next paragraph, and its speaker comes behind that.
        following = next(
            (index for index in range(place, len(sentences)) if later[0][0] < sentences[index].end),
            place,
        )
        said = attribute(later[0], sentences, following, later[1:])
        return said._replace(start=start, end=end)
    verb, mention, unit = found or (None, None, head)
    return Direct(start, end, "direct", verb, mention, unit)


Found = tuple[Verb | None, Mention | None, Unit]


def _lead(
    head: Unit, sentences: list[Unit], place: int, start: int, colon: bool
) -> tuple[Unit, int]:
    """The sentence that leads to the quotation, and where its words end."""
    own = [word for word in head.words if word.end <= start and not word.quoted]
    if own or place == 0:
        return head, start
    before = sentences[place - 1]
    text = before.text[before.start : head.start].rstrip()
    if text.endswith(":") and before.text is head.text:
        return before, before.end + 1
    return head, start


def _before(unit: Unit, start: int, colon: bool) -> Found | None:
    verbs = [verb for verb in unit.verbs if unit.words[verb.last - 1].end <= start]
    mentions = [m for m in unit.mentions if unit.words[m.last - 1].end <= start]
    if verbs:
        verb = verbs[-1]
        mention = speaker_of(verb, unit.words, mentions, unit.text, unit.language, False)
        if mention is None and len(verbs) > 1:  # Trump said …, adding: "…"
            mention = speaker_of(verbs[-2], unit.words, mentions, unit.text, unit.language, False)
        return verb, mention, unit
    usable = [m for m in mentions if m.kind not in ("medium", "pronoun")]
    subjects = [m for m in usable if m.subject and not governed(m, unit.words)]
    labelled = [
        m
        for m in subjects
        if m.last < len(unit.words) and unit.gap(m.last).lstrip().startswith(":")
    ]
    if subjects and (colon or labelled):  # Трамп: разговор был «очень хорошим»
        first = (labelled or subjects)[0]
        return None, named(first, mentions, unit.words, unit.text, unit.language), unit
    actors = [m for m in usable if m.kind != "role"]
    if len({m.name for m in actors}) == 1:  # the White House's promise of “enormous deals”
        return None, actors[0], unit
    return None


def _behind(unit: Unit, end: int, limit: int) -> Found | None:
    inside = [index for index, word in enumerate(unit.words) if word.start >= end]
    if not inside:
        return None
    first = inside[0]
    for verb in unit.verbs:
        if verb.first < first:
            continue
        if verb.first - first > REACH:
            return None
        if unit.words[verb.first].start >= limit and not any(
            index for index in inside if unit.words[index].start < limit
        ):
            continue
        mentions = [m for m in unit.mentions if m.first >= first]
        found = speaker_of(verb, unit.words, mentions, unit.text, unit.language, True)
        return verb, found, unit
    return None


def _led(unit: Unit, start: int) -> bool:
    """Whether a verb or "that" stands right before the quotation: he crowed that “…”."""
    own = [word for word in unit.words if word.end <= start]
    return bool(own) and (own[-1].pos == "VERB" or own[-1].lemma in ("that", "что", "що"))


def _any_verb(unit: Unit, end: int, limit: int) -> Found | None:
    """Behind a quotation and a dash or a comma any verb reports: «…», — перечислил Трамп."""
    for index, word in enumerate(unit.words):
        if not end <= word.start < limit or word.pos != "VERB":
            continue
        mentions = [m for m in unit.mentions if unit.words[m.first].start >= end]
        verb = Verb(index, index + 1, word.lemma, "neutral", False)
        mention = speaker_of(verb, unit.words, mentions, unit.text, unit.language, True)
        return (verb, mention, unit) if mention else None
    people = [
        m
        for m in unit.mentions
        if m.kind == "person" and m.subject and end <= unit.words[m.first].start < limit
    ]
    return (None, people[0], unit) if people else None


def _any_verb_before(unit: Unit, start: int) -> Found | None:
    """Before a colon too: Путин был краток: «…»."""
    mentions = [m for m in unit.mentions if unit.words[m.last - 1].end <= start]
    for index in range(len(unit.words) - 1, -1, -1):
        word = unit.words[index]
        if word.end <= start and word.pos in ("VERB", "AUX") and not word.quoted:
            verb = Verb(index, index + 1, word.lemma, "neutral", False)
            mention = speaker_of(verb, unit.words, mentions, unit.text, unit.language, False)
            return (verb, mention, unit) if mention else None
    return None
