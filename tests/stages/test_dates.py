from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.stages.dates import NoDate, moment


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-18",
        "2025-03-18T00:00:00",
        "2025-03-18 00:00",
        "2025-03-18T03:00:00+03:00",
        "2025-03-18T02:00+0200",
        "2025-03-18T00:00:00Z",
        "2025-03-18T00:00:00.000Z",
        "2025/03/18",
        "2025.03.18",
        "18.03.2025",
        "18.3.2025",
        "18-03-2025",
        "18.03.2025 00:00",
        "18.03.2025, 03:00 МСК",
        "18.03.2025 г.",
        "18/03/2025",
        "03/18/2025",
        "18 March 2025",
        "18 Mar 2025",
        "18th of March 2025",
        "March 18, 2025",
        "Mar. 18, 2025 at 12:00 am",
        "Tuesday, 18 March 2025",
        "18 марта 2025",
        "18 марта 2025 г.",
        "18 марта 2025 года, 03:00 (МСК)",
        "вторник, 18 марта 2025, 00:00",
        "18 березня 2025",
        "18 березня 2025 року",
        "18 березня 2025 р., 02:00 +02:00",
        "Tue, 18 Mar 2025 00:00:00 GMT",
        "Tue, 18 Mar 2025 03:00:00 +0300",
        "1742256000",
        "1742256000000",
        "1742256000.0",
        "  18   марта\u00a02025 ",
    ],
)
def test_the_same_moment_in_every_way_that_people_write_it(text):
    assert moment(text) == datetime(2025, 3, 18, tzinfo=UTC)


def test_an_afternoon_hour_is_understood():
    assert moment("March 18, 2025 9:35 p.m. EDT").astimezone(UTC).hour == 1


def test_months_of_three_languages_are_told_apart():
    for text, month in (
        ("1 мая 2025", 5),
        ("1 марта 2025", 3),
        ("1 июня 2025", 6),
        ("1 июля 2025", 7),
        ("1 червня 2025", 6),
        ("1 липня 2025", 7),
        ("1 листопада 2025", 11),
        ("1 серпня 2025", 8),
        ("1 лютого 2025", 2),
        ("1 жовтня 2025", 10),
        ("1 August 2025", 8),
    ):
        assert moment(text).month == month


def test_the_articles_own_clock_is_kept():
    assert moment("2025-03-19T00:30:00+02:00").day == 19


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("yesterday", "not understood"),
        ("2025-13-45", "not understood"),
        ("31.02.2025", "not understood"),
        ("18 Nonember 2025", "no month"),
        ("03/04/2025", "two different days"),
        ("2025-03-18 10:00 XYZ", "zone"),
        ("0001-01-01", "century"),
        ("9" * 400, "not understood"),
        ("20250318", "not understood"),
    ],
)
def test_what_is_no_date_says_why(text, says):
    with pytest.raises(NoDate, match=says):
        moment(text)


@settings(deadline=None)
@given(st.text() | st.from_regex(r"[0-9TZ:+./ -]{1,30}") | st.datetimes().map(str))
def test_any_text_is_a_date_with_a_zone_or_none(text):
    try:
        found = moment(text)
    except NoDate:
        return
    assert found.utcoffset() is not None
    assert found.astimezone(UTC).year in range(1899, 2102)
