"""Who says it, with which verb: patterns over the words of one sentence.

The orders that news knows: speaker – verb – quotation, quotation – verb – speaker ("said Putin",
— заявил Путин), quotation – speaker – verb ("…," Trump said), according to X, по словам X,
X: «…», сообщили в Кремле, X, who was in Y, said.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from jobs.measures.mentions import Heard, Mention
from jobs.measures.names import latin
from jobs.measures.reporting import POSSESSIVES, Verb

REACH = 12  # words between a quotation and its verb
_PLURAL = re.compile(r"(?:ли|лись|ют|ят|ут|ать|ять|уть|ють)$", re.IGNORECASE)
_IN = frozenset(["в", "у", "во"])
_RELAYING_WORDS = """
    передавать передать цитировать процитировать приводить привести
    цитувати процитувати передавати передати наводити навести quote cite
"""
_RELAYING = frozenset(_RELAYING_WORDS.split())  # the one quoted is their object: TASS quoted Peskov
_THINGS = frozenset(["it", "one", "this", "оно", "воно"])
_OFFICES = frozenset(
    ["office", "administration", "government", "team", "staff", "account", "statement", "readout"]
)
_IMPERSONAL_WORDS = """
    говориться отмечаться сообщаться подчеркиваться указываться утверждаться уточняться
    йтися ітися зазначатися повідомлятися наголошуватися стверджуватися підкреслюватися
"""
_IMPERSONAL = frozenset(_IMPERSONAL_WORDS.split())
_PREPOSITION_WORDS = """
    with to of from about for by in on at between against without toward towards over after before
    via through under into upon than like с со к ко о об от из у в во на для про без против между
    при через после перед над за по під з із зі до від щодо проти між через після перед
    относительно насчет кроме вместо
"""
_PREPOSITIONS = frozenset(_PREPOSITION_WORDS.split())


def speaker_of(
    verb: Verb,
    words: Sequence[Heard],
    mentions: Sequence[Mention],
    text: str,
    language: str,
    inverted: bool,
) -> Mention | None:
    """The mention that is the subject of the verb; ``inverted`` where the quotation came first.

    ``None`` where nobody is named: the subject is then what went before.
    """
    usable = [mention for mention in mentions if mention.kind != "medium"]
    if verb.source:
        if before := _possessor(verb, words, language):
            return before
        after = [m for m in usable if m.first >= verb.last and m.first - verb.last <= 5]
        return named(after[0], usable, words, text, language) if after else None
    if words[verb.first].lemma in _RELAYING:
        relayed = [m for m in usable if m.first >= verb.last and m.kind != "role"]
        if relayed:
            return relayed[0]
    if language == "en":
        found = _english(verb, words, usable, text, inverted)
    else:
        found = _slavic(verb, words, usable, text, language, inverted)
    if found and found.last < verb.first:
        found = _crowd(found, verb, words, usable, text, language) or found
    return (
        found or _medium(verb, words, mentions) or _noun_beside(verb, words, usable, text, inverted)
    )


def _possessor(verb: Verb, words: Sequence[Heard], language: str) -> Mention | None:
    """The one of "по его словам", spoken of before; of "по их словам" nothing more is known."""
    one, several = POSSESSIVES[language]
    for index in range(verb.first, verb.last):
        surface = words[index].surface.lower().replace("ё", "е")
        if surface in one | several:
            return Mention(index, index + 1, "", "pronoun" if surface in one else "noun", True)
    return None


def _medium(verb: Verb, words: Sequence[Heard], mentions: Sequence[Mention]) -> Mention | None:
    """Как пишет Reuters: a medium speaks where nobody else does, under its own name."""
    for mention in mentions:
        near = 0 <= mention.first - verb.last <= 1 or 0 <= verb.first - mention.last <= 1
        named = all(words[index].pos != "NOUN" for index in range(mention.first, mention.last))
        if mention.kind == "medium" and near and named and not governed(mention, words):
            spoken = " ".join(word.surface for word in words[mention.first : mention.last])
            return mention._replace(name=latin(spoken, "ru"), kind="body")
    return None


def _noun_beside(
    verb: Verb,
    words: Sequence[Heard],
    mentions: Sequence[Mention],
    text: str,
    inverted: bool,
) -> Mention | None:
    """A noun right before or behind the verb: somebody speaks of whom nothing more is known.

    "Critics called it a fantasy" must not go to the one who spoke before.
    """
    places = (verb.last, verb.first - 1) if inverted else (verb.first - 1, verb.last)
    for place in places:
        if not 0 <= place < len(words) or words[place].quoted:
            continue
        low = words[place].surface.lower()
        near, far = sorted((place, verb.first if place < verb.first else verb.last - 1))
        apart = text[words[near].end : words[far].start].strip()
        if not apart and (words[place].pos == "NOUN" or low in _THINGS):
            noun = Mention(place, place + 1, "", "noun", True)
            office = [m for m in mentions if m.first <= place < m.last and m.kind == "role"]
            if not governed(noun, words):
                return office[0] if office else noun  # Экономисты ожидают
    return None


def _crowd(
    name: Mention,
    verb: Verb,
    words: Sequence[Heard],
    mentions: Sequence[Mention],
    text: str,
    language: str,
) -> Mention | None:
    """Путин уехал, а жители говорят, …: a plural right before its verb, a clause behind the name.

    What people say must not be put into the mouth of the one who was named before them.
    """
    noun = words[verb.first - 1]
    plural = noun.surface.lower() != noun.lemma and (
        language == "en" or _PLURAL.search(words[verb.first].surface)
    )
    if not plural or "," not in text[words[name.last - 1].end : noun.start]:
        return None
    found = _noun_beside(verb, words, mentions, text, inverted=False)
    return found if found and found.last == verb.first else None


def _english(
    verb: Verb, words: Sequence[Heard], mentions: Sequence[Mention], text: str, inverted: bool
) -> Mention | None:
    owners = [m for m in mentions if not m.subject]
    mentions = [m for m in mentions if m.subject]
    before = [m for m in mentions if m.last <= verb.first and not governed(m, words)]
    after = [m for m in mentions if m.first >= verb.last and m.first - verb.last <= 6]
    gap = text[words[verb.first - 1].end : words[verb.first].start] if verb.first else "."
    touching = [m for m in before if verb.first - m.last <= 3]
    if inverted and after and not touching and words[verb.first].lemma != "tell":
        first = after[0]
        if not governed(first, words) and first.first - verb.last <= 4:
            return named(first, mentions, words, text, "en")
    office = [m for m in owners if m.last < verb.first and words[m.last].lemma in _OFFICES]
    if office and (office[-1].last == verb.first - 1 or not before):  # Keir Starmer's office said
        return office[0]
    if not before:
        return None
    if "," in gap:  # "Trump, who …, said": the subject stands before the insertion
        people = [m for m in before if m.kind in ("person", "body")]
        return people[0] if people else before[0]
    return _apposed(before[-1], before, words, text)


def _slavic(
    verb: Verb,
    words: Sequence[Heard],
    mentions: Sequence[Mention],
    text: str,
    language: str,
    inverted: bool,
) -> Mention | None:
    before = [m for m in mentions if m.last <= verb.first and m.subject and not governed(m, words)]
    after = [m for m in mentions if m.first >= verb.last and m.first - verb.last <= 8]
    place = [
        m
        for m in after
        if m.first == verb.last + 1 and words[verb.last].lemma in _IN and m.kind != "person"
    ]
    if place and _PLURAL.search(words[verb.first].surface):
        return place[0]  # сообщили в Кремле
    if words[verb.first].lemma.endswith("ся") and verb.lemma in _IMPERSONAL:
        bodies = [m for m in mentions if m.kind in ("body", "person") or m.name == "spokesperson"]
        return min(bodies, key=lambda m: abs(m.first - verb.first), default=None)
    if not before and not place and _PLURAL.search(words[verb.first].surface):
        inside = [m for m in mentions if m.last <= verb.first and _place(m, words)]
        if inside and verb.first - inside[-1].last <= 3:
            return inside[-1]  # в Кремле сообщили
    behind = [m for m in after if (m.subject or _she(m, verb, words)) and not governed(m, words)]
    close = [m for m in behind if not _stopped(words, verb.last, m.first, text)]
    order = (close, before) if inverted or not before else (before[::-1], close)
    if not inverted and close and close[0].first - verb.last <= 1 and not _touches(before, verb):
        order = (close, before)
    for found in order:
        if found:
            return named(found[0], mentions, words, text, language)
    return None


def _place(mention: Mention, words: Sequence[Heard]) -> bool:
    return (
        mention.kind in ("body", "role")
        and mention.first > 0
        and words[mention.first - 1].lemma in _IN
    )


def _she(mention: Mention, verb: Verb, words: Sequence[Heard]) -> bool:
    """Whether a verb in the feminine has a surname in -а for its subject."""
    said = words[verb.first].surface.endswith(("ла", "лась", "лася"))
    return said and mention.kind == "person" and words[mention.last - 1].surface.endswith("а")


def _touches(before: Sequence[Mention], verb: Verb) -> bool:
    return bool(before) and verb.first - before[-1].last <= 3


def _stopped(words: Sequence[Heard], begin: int, end: int, text: str) -> bool:
    """Whether a clause begins between two words: a comma, a colon or a verb."""
    span = words[begin - 1 : end + 1]
    return any(
        "," in text[a.end : b.start] or ":" in text[a.end : b.start] for a, b in pairwise(span)
    )


def governed(mention: Mention, words: Sequence[Heard]) -> bool:
    """Whether a preposition stands right before the mention, or before its adjectives."""
    for index in range(mention.first - 1, max(-1, mention.first - 4), -1):
        if words[index].lemma in _PREPOSITIONS:
            return True
        if words[index].pos not in ("ADJ", "DET", "NUM"):
            return False
    return False


def named(
    mention: Mention, mentions: Sequence[Mention], words: Sequence[Heard], text: str, language: str
) -> Mention:
    """The name that belongs to an office: "заявил политолог Герман Лопухов"."""
    if mention.kind != "role":
        if mention.kind == "body" and language == "en":
            # "the Kremlin spokesman, Dmitry Peskov"
            nxt = [m for m in mentions if m.first == mention.last and m.kind == "role"]
            if nxt:
                found = named(nxt[0], mentions, words, text, language)
                return found if found.kind != "role" else mention
        return mention
    attached: Mention | None = None
    stranger: Mention | None = None
    for other in mentions:
        if not mention.last <= other.first <= mention.last + 7 or other.kind in ("role", "pronoun"):
            continue
        if any(words[index].pos in ("VERB", "AUX") for index in range(mention.last, other.first)):
            break
        if not _apposition(mention, other, words, text):
            break
        if other.kind == "person" and other.subject and not governed(other, words):
            return other
        # A name that no dictionary knows has no case: "оглядач Юхані Лааксо".
        if stranger is None and other.kind == "person" and other.last - other.first > 1:
            stranger = other
        if attached is None and other.kind == "body" and other.first <= mention.last + 3:
            attached = other
    return stranger or attached or mention


def _apposition(mention: Mention, other: Mention, words: Sequence[Heard], text: str) -> bool:
    """Whether no comma parts a name from the office before it, or commas on both its sides do."""
    between = text[words[mention.last - 1].end : words[other.first].start]
    if "," not in between:
        return ":" not in between
    behind = text[words[other.last - 1].end :].lstrip(' ”»"’')[:1]
    return (
        between.count(",") == 1 and between.rstrip().endswith(",") and behind in (",", ".", ":", "")
    )


def _apposed(
    mention: Mention, before: Sequence[Mention], words: Sequence[Heard], text: str
) -> Mention:
    """ "Dmitry Peskov, the Kremlin spokesman, said": the name before the office."""
    if mention.kind != "role":
        return mention
    people = [m for m in before if m.kind == "person" and m.last <= mention.first]
    if people:
        between = text[words[people[-1].last - 1].end : words[mention.first].start]
        if re.match(r"\s*,", between) and between.count(",") == 1:
            return people[-1]
    bodies = [m for m in before if m.kind == "body" and 0 <= mention.first - m.last <= 1]
    return bodies[-1] if bodies else mention
