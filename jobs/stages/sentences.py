"""Where sentences of one paragraph begin and end.

Rules over candidate stops, with the abbreviations of ``abbreviations.py``: the word before the
stop, the closing marks after it, and the first letter of what follows decide. The comparison with
razdel, pysbd, sentencex, spaCy and BlingFire is in ``tests/stages/test_sentences.py``.
"""

import re
from bisect import bisect_right

from jobs.stages.abbreviations import BINDING, CLOSING, LABELLED, NUMBERED, STARTERS

_CLOSERS = "\"'»”“’›)]}*_"
_OPENERS = "\"'«„“”‘‹([{*_¿¡"
_DASHES = "—–-−―"
_STOP = re.compile(rf"(?P<stop>[.!?…‽]+)(?P<close>(?:\[\d+\]|[{re.escape(_CLOSERS)}])*)")
_LAST_WORD = re.compile(r"(?:[^\W_](?:[^\W_]|[-’'ʼ.])*|№)$")
_NEXT = re.compile(
    rf"\s*(?P<lead>(?:[{re.escape(_OPENERS)}{_DASHES}]\s*)*)(?P<word>№|[^\W_][\w’'ʼ-]*)?"
)
_ENUMERATOR = re.compile(r"[\s(\[*_]*(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[IVX]{1,4})[.)]+[*_]*$")
_GLUED = re.compile(
    r"(?<!\w)[а-яёіїєґ'’]{2,}[.!?…]+(?=[А-ЯЁІЇЄҐ][а-яёіїєґ]* )"
    r"|(?<!\w)[a-z]{2,}[.!?…]+(?=[A-Z][a-z]* )"
)
_DASH_AHEAD = re.compile(r"[—–]\s+[^\W\d_a-zа-яёіїєґ]")  # сказав він.— Ось
_DATELINE = re.compile(
    r"(?:\w[\w -]{1,30}[.,]\s+)?\d{1,2}\s+[^\W\d]+\.\s+(?:/[^/\n]{2,40}/\.?|[^\W\d]+\s+[—–-])"
)
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])+")
_INITIAL = re.compile(r"[^\W\d_a-zа-яёіїєґ]|Дж|Юр|Вл|Ал|Ch|Th")
_DATE_ALONE = re.compile(r"(?:[^\W\d]+\s+){0,3}\d{4}(?:[-–—/]\d{2,4})?")
_COUNTED = frozenset(["ч", "час", "мин", "год", "хв", "руб", "грн", "тыс", "тис", "млн", "млрд"])
_ZONES_AND_DAYS = """
    Eastern Moscow Kyiv Kiev Central Pacific London Washington Greenwich Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday January February March April May June July August September
    October November December
"""
_TIME_OF_DAY = frozenset(_ZONES_AND_DAYS.split())  # what may follow a.m. and p.m.
_SHORT_TITLE = 32  # characters of «Что? Где? Когда?»: stops inside so short a quotation are its own
_QUOTED = re.compile(r"«[^«»]*»|„[^„“”]*[“”]|“[^“”]*”|\"[^\"]*\"")


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a paragraph: in order, without the white space between them.

    ``text`` is read as one paragraph. Every character that is no white space lies in one span.
    """
    titles = [m.span() for m in _QUOTED.finditer(text) if m.end() - m.start() <= _SHORT_TITLE]
    spans: list[tuple[int, int]] = []
    begin = _skip_space(text, 0)
    dateline = _DATELINE.match(text, begin)
    if dateline:
        titles.insert(0, (begin, dateline.end() + 1))
    for stop in _stops(text):
        if stop > begin and _ends(text, begin, stop, language, titles):
            spans.append((begin, stop))
            begin = _skip_space(text, stop)
    end = len(text.rstrip())
    if end > begin:
        spans.append((begin, end))
    return spans


def _stops(text: str) -> list[int]:
    """Places just behind a stop and its closing marks, where white space follows."""
    stops = {m.end() for m in _GLUED.finditer(text)}
    for match in _STOP.finditer(text):
        end = match.end()
        if end < len(text) and not text[end].isspace():
            # An opening quote may stand right behind the stop: the closers took too much.
            end = match.end("stop")
            if not text[end].isspace() and not _DASH_AHEAD.match(text, end):
                continue
        if end < len(text):
            stops.add(end)
    return sorted(stops)


def _ends(text: str, begin: int, end: int, language: str, titles: list[tuple[int, int]]) -> bool:
    """Whether the sentence that began at ``begin`` ends at ``end``."""
    body = text[begin:end].rstrip(_CLOSERS + "0123456789") or text[begin:end]
    tail = text[begin + len(body) : end]
    ahead = _NEXT.match(text, end)
    assert ahead is not None
    word, lead = ahead["word"] or "", ahead["lead"]
    if not _can_begin(text, ahead):
        return False
    if _inside(titles, end - len(tail)) and _inside(titles, end):
        return False
    if language != "en" and _named_by_question(text, begin, end, tail):
        return False
    quote_closed = any(mark in tail for mark in '"»”“’')
    if quote_closed and lead[:1] and lead[0] in _DASHES:
        return False  # «Да!» — Путин
    if _ENUMERATOR.fullmatch(text, begin, end) and not word.islower():
        return False  # "1. Первый пункт"
    stops = body[len(body.rstrip(".!?…‽")) :]
    if stops != "." or quote_closed:
        return True
    after = text[ahead.end() : ahead.end() + 1]
    return not _abbreviated(body[:-1], word, after, language, bool(tail))


def _named_by_question(text: str, begin: int, end: int, tail: str) -> bool:
    """На вопрос «Будет ли мир?» Песков не ответил: few words before, and no colon."""
    if tail not in ("»", '"', "“", "”"):
        return False
    opening = max(text.rfind(mark, begin, end - 1) for mark in '«"„“')
    before = text[begin : max(begin, opening)].strip()
    return bool(before) and before[-1].isalpha() and len(before.split()) <= 3


def _can_begin(text: str, ahead: re.Match[str]) -> bool:
    word = ahead["word"]
    if not word:
        return ahead.end() < len(text) and text[ahead.end()] not in ",;:/)]»”"
    return not word[0].islower() or (len(word) > 1 and word[1].isupper() and word[0].isascii())


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    index = bisect_right(spans, (place, -1)) - 1
    return index >= 0 and spans[index][0] < place < spans[index][1]


def _abbreviated(body: str, word: str, after: str, language: str, closed: bool) -> bool:
    """Whether the full stop behind ``body`` belongs to its last word and the sentence goes on."""
    found = _LAST_WORD.search(body)
    if found is None:
        return False
    last = found[0]
    before = body[: found.start()].rstrip()
    low = last.lower()
    if (last.isascii() and last.isalpha()) or _DOTTED.fullmatch(last):
        language = "en"  # Dr., U.S. in Russian and Ukrainian text
    starts = word.lower() in STARTERS[language] and not (len(word) == 1 and after == ".")
    number = word[:1].isdigit() or word == "№"
    if last.isdigit() and number:
        return len(last) <= 2 and word in _MONTHS and after == "."  # 18. 03. 2025
    if low in NUMBERED[language] and (number or (word.isupper() and set(word) <= set("IVXLC"))):
        return True
    if _initial(last, before, starts):
        return True
    if low == "см" and before[-1:].isdigit():
        return False  # 10 см, not "смотри"
    if low in BINDING[language] or low.rpartition("-")[2] in BINDING[language]:
        return not closed
    if low in CLOSING[language]:
        return _goes_on(last, low, before, word, starts, language)
    return False


def _initial(last: str, before: str, starts: bool) -> bool:
    """Whether ``last`` is the initial of a name: В. В. Путин, Дж. Буш, J. D. Vance, А.С. Пушкин."""
    parts = last.split(".")
    if not all(_INITIAL.fullmatch(part) for part in parts):
        return False
    previous = before.rsplit(None, 1)[-1].lower() if before else ""
    if len(parts) == 1 and previous.strip('«"(') in LABELLED:
        return False
    if len(parts) > 1 and last.lower() in CLOSING["en"]:
        return False
    return not starts


def _goes_on(last: str, low: str, before: str, word: str, starts: bool, language: str) -> bool:
    """Whether a sentence goes on behind an abbreviation that may end one."""
    if low in ("a.m", "p.m"):
        return word.isupper() or word in _TIME_OF_DAY
    if language == "en":
        return not starts
    if low in ("г", "м", "с", "р") and not before[-1:].isdigit():
        if before.endswith("/"):
            return False  # 5 м/с
        return not starts or low == "г"  # г. Москва, м. Київ, р. Днепр
    if _DATE_ALONE.fullmatch(before) and low in ("г", "гг", "р", "рр"):
        return True  # В 2024 г. Россия
    if low in ("долл", "дол"):
        return word == "США"
    return word[:1].isdigit() and low in _COUNTED  # 10 ч. 30 мин., 5 руб. 20 коп.
