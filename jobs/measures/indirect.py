"""Indirect speech: the clause that a verb of saying or "according to" governs."""

from collections.abc import Iterator

from jobs.measures.attribution import speaker_of
from jobs.measures.direct import Direct
from jobs.measures.mentions import Mention
from jobs.measures.reporting import Verb
from jobs.measures.units import Unit

_CONJUNCTIONS = frozenset(
    ["что", "чтобы", "будто", "якобы", "мол", "що", "щоб", "ніби", "нібито", "начебто", "мовляв"]
)
_AS = frozenset(["как", "як", "as"])
_NO_CLAUSE = frozenset(["to", "of", "with", "about", "for", "on", "in", "at", "by", "from", "as"])
# Verbs that name or judge and report no clause.
_NAMING_WORDS = """
    назвать называть описать описывать охарактеризовать характеризовать обвинить обвинять
    поблагодарить поздравить раскритиковать критиковать процитировать цитировать выступить
    обратиться приписать приписывать опубликовать публиковать
    назвати називати описати описувати охарактеризувати звинуватити звинувачувати подякувати
    привітати розкритикувати критикувати процитувати цитувати виступити звернутися приписати
    опублікувати оприлюднити
    call describe accuse blame thank praise condemn dismiss quote welcome label dub criticise
    criticize
"""
_NAMING = frozenset(_NAMING_WORDS.split())
# English verbs behind which a clause may stand without "that".
_BARE_WORDS = """
    say claim believe think insist argue suggest allege admit confirm note hope expect warn assert
    maintain contend add report tell estimate predict stress acknowledge concede declare vow promise
    announce remind inform reveal state write explain reiterate emphasise emphasize boast reply
"""
_BARE = frozenset(_BARE_WORDS.split())
_NO_SUBJECT = frozenset(["something", "nothing", "anything", "so", "more", "no", "yes", "little"])
OWN_WORDS = 2  # a clause with fewer words of the outlet's own is the quotation again


def indirect(unit: Unit, quotes: list[tuple[int, int]], part: str) -> Iterator[Direct]:
    """Clauses of a sentence that report what somebody said, in order, none twice."""
    taken: list[tuple[int, int]] = []
    for verb in unit.verbs:
        for said in _clause(unit, verb):
            span = said.start, said.end
            opened_by_quotation = any(begin <= span[0] < end for begin, end in quotes)
            if span in taken or opened_by_quotation or _own_words(unit, span, quotes) < OWN_WORDS:
                continue
            taken.append(span)
            yield said
    if part == "headline" and not unit.verbs:
        yield from _headline(unit, quotes)


def _own_words(unit: Unit, span: tuple[int, int], quotes: list[tuple[int, int]]) -> int:
    return sum(
        span[0] <= word.start < span[1]
        and not any(begin <= word.start < end for begin, end in quotes)
        for word in unit.words
    )


def _clause(unit: Unit, verb: Verb) -> Iterator[Direct]:
    if verb.source:
        yield from _by_source(unit, verb)
    elif _finite(unit, verb) and verb.lemma not in _NAMING:
        for pattern in (_governed, _inserted, _trailing, _as_said):
            found = pattern(unit, verb)
            if found:
                yield found
                return


def _finite(unit: Unit, verb: Verb) -> bool:
    surface = unit.words[verb.first].surface.lower()
    if unit.language == "en":
        before = unit.words[verb.first - 1] if verb.first else None
        return before is None or (before.pos != "AUX" and before.lemma != "to")
    infinitive = ("ти", "тися", "тись") if unit.language == "uk" else ("ть", "ться", "ти", "тись")
    return not surface.endswith(infinitive)


def _governed(unit: Unit, verb: Verb) -> Direct | None:
    """Путин заявил, что …; Trump said (that) …; told reporters that …"""
    words = unit.words
    begin = None
    for index in range(verb.last, min(len(words), verb.last + 10)):
        if words[index].quoted:
            return None
        if unit.language != "en" and words[index].lemma in _CONJUNCTIONS:
            begin = index + 1 if words[index].lemma in ("что", "що", "чтобы", "щоб") else index
            break
        if unit.language == "en" and words[index].surface.lower() == "that":
            begin = index + 1
            break
    if begin is None and unit.language == "en":
        begin = _bare(unit, verb)
    if begin is None or begin >= len(words):
        return None
    mention = speaker_of(verb, words, unit.mentions, unit.text, unit.language, False)
    if mention is None and verb.first > 2:
        return None
    return _said(unit, begin, len(words), verb, mention)


def _bare(unit: Unit, verb: Verb) -> int | None:
    """Where a clause without "that" begins: Zelensky said Putin had rejected the plan."""
    words = unit.words
    begin = verb.last
    if words[verb.first].lemma not in _BARE:
        return None
    if words[verb.first].lemma in ("tell", "inform", "remind", "warn") and begin < len(words):
        begin = next((m.last for m in unit.mentions if m.first == begin), begin + 1)
    if begin >= len(words) or words[begin].surface.lower() in _NO_CLAUSE | _NO_SUBJECT:
        return None
    if unit.gap(begin).strip() or words[begin].quoted:
        return None
    rest = words[begin + 1 :]
    return begin if any(word.pos in ("VERB", "AUX") for word in rest) and len(rest) > 1 else None


def _trailing(unit: Unit, verb: Verb) -> Direct | None:
    """…, сообщила пресс-служба Кремля. …, the White House said."""
    words = unit.words
    if len(words) - verb.last > 12 or verb.first < 2:
        return None
    rest = words[verb.last :]
    if any(word.quoted for word in rest):
        return None
    if unit.language == "en" and any(word.pos in ("VERB", "AUX") for word in rest):
        return None
    mention = speaker_of(verb, words, unit.mentions, unit.text, unit.language, True)
    if mention is None:
        return None
    first = min(verb.first, mention.first)
    while (
        first > 0 and words[first - 1].pos in ("DET", "ADJ", "ADV") and "," not in unit.gap(first)
    ):
        first -= 1
    gap = unit.gap(first)
    if not gap.lstrip(' "”»').startswith((",", "—", "–")):
        return None
    room = 5 if unit.language == "en" else 1  # …, Путин требует отставки: no insertion at all
    if len(words) - verb.last > room and mention.last <= verb.first:
        return None
    return _said(unit, 0, first, verb, mention)


def _inserted(unit: Unit, verb: Verb) -> Direct | None:
    """The truce, Trump claimed, would hold: the whole sentence, insertion and all."""
    mention = speaker_of(verb, unit.words, unit.mentions, unit.text, unit.language, True)
    if mention is None or mention.kind == "pronoun":
        return None
    first, last = min(verb.first, mention.first), max(verb.last, mention.last)
    around = unit.words[first:last]
    if not first > 0 or last >= len(unit.words) - 1 or len(around) > 5:
        return None
    if unit.gap(first).strip() != "," or unit.gap(last).strip() != ",":
        return None
    if any(word.quoted for word in unit.words):
        return None
    return _said(unit, 0, len(unit.words), verb, mention)


def _as_said(unit: Unit, verb: Verb) -> Direct | None:
    """Как заявил Путин, …; As Putin said, …"""
    words = unit.words
    if verb.first > 6 or not words or words[0].lemma not in _AS:
        return None
    inverted = unit.language != "en"
    mention = speaker_of(verb, words, unit.mentions, unit.text, unit.language, inverted)
    if mention is None:
        return None
    begin = _behind_comma(unit, max(verb.last, mention.last))
    return _said(unit, begin, len(words), verb, mention) if begin else None


def _by_source(unit: Unit, verb: Verb) -> Iterator[Direct]:
    """По словам Путина, …; …, according to the Kremlin."""
    mention = speaker_of(verb, unit.words, unit.mentions, unit.text, unit.language, False)
    if mention is None:
        return
    begin = _behind_comma(unit, mention.last)
    if verb.first > 2 and (begin is None or len(unit.words) - begin < verb.first):
        yield _said(unit, 0, verb.first, verb, mention)
    elif begin is not None:
        yield _said(unit, begin, len(unit.words), verb, mention)


def _behind_comma(unit: Unit, index: int) -> int | None:
    """The first word behind the next comma or dash, within a few words."""
    for place in range(index, min(len(unit.words), index + 8)):
        if "," in unit.gap(place) or "—" in unit.gap(place):
            return place
    return None


def _headline(unit: Unit, quotes: list[tuple[int, int]]) -> Iterator[Direct]:
    """Песков: переговоры продолжатся."""
    for mention in unit.mentions:
        begin = mention.last
        if mention.kind in ("medium", "pronoun") or not mention.subject or begin >= len(unit.words):
            continue
        if mention.first > 3 or any(
            word.pos in ("VERB", "ADP") for word in unit.words[: mention.first]
        ):
            return
        if unit.gap(begin).lstrip().startswith(":"):
            said = _said(unit, begin, len(unit.words), None, mention)
            if _own_words(unit, (said.start, said.end), quotes) >= OWN_WORDS:
                yield said
            return


def _said(unit: Unit, first: int, last: int, verb: Verb | None, mention: Mention | None) -> Direct:
    start, end = unit.words[first].start, unit.words[last - 1].end
    return Direct(start, end, "indirect", verb, mention, unit)
