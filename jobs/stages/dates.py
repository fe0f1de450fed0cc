"""When an article was published, from the ways in which people write it."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_MONTHS = {
    1: ("jan", "январ", "січ"),
    2: ("feb", "феврал", "лют"),
    3: ("mar", "март", "берез"),
    4: ("apr", "апрел", "квіт"),
    5: ("may", "ма[йя]", "трав"),
    6: ("jun", "июн", "черв"),
    7: ("jul", "июл", "лип"),
    8: ("aug", "август", "серп"),
    9: ("sep", "сентябр", "верес"),
    10: ("oct", "октябр", "жовт"),
    11: ("nov", "ноябр", "листопад"),
    12: ("dec", "декабр", "груд"),
}
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "мск": 180, "msk": 180, "cet": 60, "cest": 120}
_ZONES |= {"eet": 120, "eest": 180, "est": -300, "edt": -240, "pst": -480, "pdt": -420, "bst": 60}

_YEARS = range(1900, 2101)
_TIME = (
    r"(?:[,\sT]+(?:at |в |об? )?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?"
    r"(?:\s*\(?(?P<zone>[+-]\d\d:?\d\d|[^\W\d_]{1,4})\)?)?\s*$"
)
_WEEKDAY = r"(?:[^\W\d_]+\.?,\s+)?"
_SHAPES = tuple(
    re.compile(_WEEKDAY + day + _TIME, re.IGNORECASE)
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[.-](?P<month>\d{1,2})[.-](?P<year>\d{4})(?:\s*г\.?|\s*р\.?)?",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|-го|-е)?[\s-]+(?:of\s+)?(?P<name>[^\W\d_]{3,10})\.?,?[\s-]+"
        r"(?P<year>\d{4})(?:\s*(?:года|року|год|рік|г\.|р\.))?",
        r"(?P<name>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    )
)
_EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.0)?")


class NoDate(ValueError):
    """The text is no date that can be understood; the message is the end of a sentence."""


def moment(given: datetime | str) -> datetime:
    """The time in its own zone, to the second; UTC where no zone is given, midnight for a day.

    Understands ISO 8601, RFC 2822, 18.03.2025, 18 March 2025, March 18, 2025, 18 марта 2025 г.,
    18 березня 2025 року, each with or without time and zone, and seconds since 1970. Raises
    ``NoDate`` for anything else, and for 03/04/2025, which means two days.
    """
    if isinstance(given, datetime):
        return _zoned(given)
    text = " ".join(given.split())
    if len(text) > 60:
        raise NoDate("is not understood")
    for read in (_iso, _shaped, _mail, _epoch):
        try:
            found = read(text)
        except (ValueError, OverflowError, TypeError, IndexError) as error:
            if isinstance(error, NoDate):
                raise
            continue
        if found is not None:
            return _zoned(found)
    raise NoDate("is not understood")


def _zoned(time: datetime) -> datetime:
    time = time.replace(microsecond=0)
    if time.utcoffset() is None:
        time = time.replace(tzinfo=UTC)
    if time.year not in _YEARS:
        raise NoDate("is not in this century or the last")
    return time


def _iso(text: str) -> datetime | None:
    # Python reads 20250318 and 2025-W12 as well; a bare number is more likely seconds or a slip.
    return datetime.fromisoformat(text) if re.match(r"\d{4}-", text) else None


def _mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if re.search(r"\d{4}\s+\d\d:\d\d", text) else None


def _epoch(text: str) -> datetime | None:
    found = _EPOCH.fullmatch(text)
    if not found:
        return None
    seconds = int(found[1]) // (1000 if len(found[1]) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC)


def _shaped(text: str) -> datetime | None:
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            parts = found.groupdict()
            month = _month(parts["name"]) if parts.get("name") else int(parts["month"])
            day, year = int(parts["day"]), int(parts["year"])
            if "/" in text and text[:4].isdigit() is False:
                month, day = _slashed(day, month)
            hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
            if parts["half"]:
                if not 1 <= hour <= 12:
                    raise NoDate("has an hour that does not exist")
                hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
            zone = _zone(parts["zone"])
            return datetime(year, month, day, hour, minute, int(parts["second"] or 0), tzinfo=zone)
    return None


def _slashed(first: int, second: int) -> tuple[int, int]:
    if first > 12:
        return second, first
    if second > 12 or first == second:
        return first, second
    raise NoDate("may mean two different days: write year-month-day")


def _month(name: str) -> int:
    for number, stems in _MONTHS.items():
        if any(re.match(stem, name.lower()) for stem in stems):
            return number
    raise NoDate("names no month")


def _zone(name: str | None) -> timezone:
    if not name:
        return UTC
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes))
    if name.lower() not in _ZONES:
        raise NoDate("has an unknown time zone: write it as +02:00")
    return timezone(timedelta(minutes=_ZONES[name.lower()]))
