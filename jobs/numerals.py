"""Numbers by value, with every reading that the writing allows.

1,5 is 1.5; 1 000 and 1,000 are one; 2 млн is 2 million and 2,000,000; 18.03 is March 18; 18:30 is
6:30 pm; 90-е is the 1990s; XX is 20. Small numbers may be spelled out.
"""

import re
from collections.abc import Iterator

from jobs.ports import Language

_SPACE = " \u00a0\u2009\u202f"  # plain, no-break, thin, narrow no-break: what groups digits
_DIGITS = re.compile(rf"\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,:]\d+)*")
_SCALE = re.compile(
    r"[\s\-]*(?P<thousand>тыс\w*|тис\w*|thousands?\b|k\b)"
    r"|[\s\-]*(?P<million>млн|миллион\w*|мільйон\w*|million\w*|mln\b|m\b)"
    r"|[\s\-]*(?P<billion>млрд|миллиард\w*|мільярд\w*|billion\w*|bn\b)"
    r"|[\s\-]*(?P<trillion>трлн|триллион\w*|трильйон\w*|trillion\w*|tn\b)",
    re.IGNORECASE,
)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_HALF_DAY = re.compile(r"\s?[ap]\.?\s?m\b", re.IGNORECASE)
_DECADE = re.compile(r"-?(?:е|х|ті|их|і|ми|м)\b|s\b")
_ROMAN = re.compile(r"\b(?=[IVXLХІ])(?:[XХ]{0,3}(?:I[XХ]|IV|V?I{0,3}|І[XХ]|ІV|V?І{0,3}))\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_MONTHS = (
    ("янв", "січ", "jan"), ("фев", "лют", "feb"), ("март", "берез", "mar"),
    ("апр", "квіт", "apr"), ("май", "трав", "may"), ("июн", "черв", "jun"),
    ("июл", "лип", "jul"), ("авг", "серп", "aug"), ("сент", "верес", "sep"),
    ("октяб", "жовт", "oct"), ("нояб", "листоп", "nov"), ("декаб", "груд", "dec"),
)  # fmt: skip

# Stems, longest first within a value where one begins another; matched at a word's beginning.
_SPELLED_SLAVIC: tuple[tuple[str, float], ...] = (
    ("полтор", 1.5), ("півтор", 1.5), ("половин", 0.5), ("вдвое", 2), ("втрое", 3),
    ("вдвічі", 2), ("втричі", 3), ("дважды", 2), ("двічі", 2), ("трижды", 3), ("тричі", 3),
    ("однажд", 1), ("одиннадцат", 11), ("одинадцят", 11), ("двенадцат", 12), ("дванадцят", 12),
    ("тринадцат", 13), ("тринадцят", 13), ("четырнадцат", 14), ("чотирнадцят", 14),
    ("пятнадцат", 15), ("п'ятнадцят", 15), ("шестнадцат", 16), ("шістнадцят", 16),
    ("семнадцат", 17), ("сімнадцят", 17), ("восемнадцат", 18), ("вісімнадцят", 18),
    ("девятнадцат", 19), ("дев'ятнадцят", 19), ("двадцат", 20), ("двадцят", 20),
    ("тридцат", 30), ("тридцят", 30), ("пятидесят", 50), ("шестидесят", 60),
    ("семидесят", 70), ("восьмидесят", 80), ("сорок", 40), ("пятьдесят", 50), ("п'ятдесят", 50),
    ("шестьдесят", 60), ("шістдесят", 60), ("семьдесят", 70), ("сімдесят", 70),
    ("восемьдесят", 80), ("вісімдесят", 80), ("девяност", 90), ("дев'яност", 90),
    ("двести", 200), ("двісті", 200), ("триста", 300), ("четыреста", 400), ("чотириста", 400),
    ("пятьсот", 500), ("п'ятсот", 500), ("один", 1), ("одна", 1), ("одно", 1), ("одну", 1),
    ("перв", 1), ("перш", 1), ("дв", 2), ("втор", 2), ("друг", 2), ("обе", 2), ("оба", 2),
    ("три", 3), ("трё", 3), ("тре", 3), ("трьо", 3), ("трём", 3), ("трем", 3),
    ("четыр", 4), ("четвер", 4), ("чотир", 4), ("четвёр", 4), ("пят", 5), ("п'ят", 5),
    ("шест", 6), ("шіст", 6), ("шост", 6), ("сем", 7), ("сім", 7), ("сьом", 7), ("седьм", 7),
    ("восем", 8), ("восьм", 8), ("вісім", 8), ("девят", 9), ("дев'ят", 9), ("десят", 10),
    ("десятк", 10), ("дюжин", 12), ("сто", 100), ("сот", 100),
)  # fmt: skip
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "first": 1,
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "once": 1, "twice": 2, "both": 2, "double": 2, "doubled": 2, "triple": 3, "dozen": 12,
    "half": 0.5, "a": 1, "an": 1,
}  # fmt: skip
_TENS = {
    "twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80,
    "ninet": 90,
}  # fmt: skip
_ENGLISH_WORD = re.compile(r"[A-Za-z]+")
_SLAVIC_WORD = re.compile(r"[а-яёіїєґ][а-яёіїєґ'ʼ’]*", re.IGNORECASE)


def written(text: str, language: Language) -> Iterator[tuple[str, frozenset[float]]]:
    """Each number in digits with the values it may stand for; a date or a time as its parts."""
    for match in _DIGITS.finditer(text):
        written = match.group()
        rest = text[match.end() : match.end() + 16]
        parts = re.split(r"[.:]", written)
        clock = ":" in written or (len(parts) == 2 and bool(_HALF_DAY.match(rest)))
        if clock or len(parts) > 2:
            for place, part in enumerate(parts):
                if not (clock and place and not part.strip("0")):  # 15:00 is 3 pm
                    yield part, _part_readings(part, clock=clock and place == 0)
            continue
        values = _values(written, language)
        if _HALF_DAY.match(rest):
            values |= {value + 12 for value in values if value < 12}
        if len(parts) == 2 and language != "en" and _is_day(parts[0]) and _is_month(parts[1]):
            # 18.03 may be a date or a fraction; as a date its day is what English keeps.
            values |= {float(parts[0])}
        if scale := _SCALE.match(rest):
            factor = _SCALES[scale.lastgroup or ""]
            values |= {round(value * factor, 3) for value in values}
        if _DECADE.match(rest):
            values |= {value % 100 for value in values if 1900 <= value < 2100}
            values |= {1900 + value for value in values if value < 100}
        yield written, frozenset(values)


def known(text: str, language: Language) -> frozenset[float]:
    """Every value that ``text`` may give: in digits, spelled out, as a month, in Roman numerals."""
    stated = frozenset[float]().union(*(readings for _, readings in written(text, language)))
    spelled = _spelled_english(text) if language == "en" else _spelled_slavic(text)
    return stated | spelled | _roman(text) | _months(text)


def _part_readings(part: str, clock: bool) -> frozenset[float]:
    digits = re.sub(r"\D", "", part)
    if not digits:
        return frozenset()
    value = float(digits)
    readings = {value, 0.0} if value == 0 else {value}
    if clock:
        readings |= {value + 12} if value < 12 else {value - 12}
    if len(digits) == 2:
        readings |= {2000 + value, 1900 + value}  # 18.03.25
    return frozenset(readings)


def _values(written: str, language: Language) -> set[float]:
    plain = re.sub(rf"[{_SPACE}]", "", written)
    pieces = re.split(r"[.,]", plain)
    values: set[float] = set()
    if len(pieces) == 1:
        values.add(float(plain))
    elif len(pieces) == 2:
        values.add(float(f"{pieces[0]}.{pieces[1]}"))
        if len(pieces[1]) == 3 and len(pieces[0]) <= 3 and pieces[0] != "0":
            # English groups by comma; Slavic texts do both.
            if language == "en" and "," in plain:
                values = {float("".join(pieces))}
            else:
                values.add(float("".join(pieces)))
    else:
        values.add(float("".join(pieces)))
        values.add(float(f"{''.join(pieces[:-1])}.{pieces[-1]}"))
    return values


def _is_day(digits: str) -> bool:
    return digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31


def _is_month(digits: str) -> bool:
    return digits.isdecimal() and len(digits) == 2 and 1 <= int(digits) <= 12


def _months(text: str) -> frozenset[float]:
    lower = text.lower()
    return frozenset(
        float(number)
        for number, stems in enumerate(_MONTHS, start=1)
        if any(re.search(rf"\b{stem}", lower) for stem in stems)
    )


def _roman(text: str) -> frozenset[float]:
    values: set[float] = set()
    for match in _ROMAN.finditer(text):
        letters = match.group().replace("Х", "X").replace("І", "I")
        if not letters:
            continue
        numbers = [_ROMAN_VALUES[letter] for letter in letters]
        following = [*numbers[1:], 0]
        values.add(float(sum(-n if n < m else n for n, m in zip(numbers, following, strict=True))))
    return frozenset(values)


def _spelled_slavic(text: str) -> frozenset[float]:
    """Values of spelled numbers, sums and products of neighbours: двадцать пять, сорок тысяч."""
    values: set[float] = set()
    before: float | None = None
    for match in _SLAVIC_WORD.finditer(text.lower().replace("ʼ", "'").replace("’", "'")):
        word = match.group()
        value = next((v for stem, v in _SPELLED_SLAVIC if word.startswith(stem)), None)
        if value is None and before is not None and (scale := _SCALE.fullmatch(word)):
            value = before * _SCALES[scale.lastgroup or ""]
        if value is not None:
            values.add(value)
            if before is not None and before > value:
                value += before
                values.add(value)
        before = value
    return frozenset(values)


def _spelled_english(text: str) -> frozenset[float]:
    values: set[float] = set()
    before: float | None = None
    for match in _ENGLISH_WORD.finditer(text.lower()):
        word = match.group()
        value = _UNITS.get(word)
        if value is None and word.endswith(("y", "ies", "ieth")):
            stem = re.sub(r"(?:y|ies|ieth)$", "", word)
            value = _TENS.get(stem)
        if word in ("hundred", "thousand", "million", "billion"):
            factor = 100.0 if word == "hundred" else _SCALES[word]
            value = factor * (before or 1)
        if value is not None:
            values.add(float(value))
            if before is not None and before > value:
                values.add(before + value)
        before = value
    return frozenset(values)
