import doctest
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jobs.report import charts, words


@pytest.mark.parametrize("module", [words, charts])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_dates_read_the_same_in_every_locale():
    assert words.long_date(date(2025, 3, 18)) == "18 March 2025"
    assert words.moment(datetime(2025, 3, 8, 7, 5, tzinfo=UTC)) == "8 March 2025, 07:05 UTC"


@given(st.floats(0, 1))
def test_what_is_there_is_never_shown_as_nothing(share):
    assert (words.percent(share) == "0%") == (share == 0)


@given(st.text(max_size=300), st.integers(1, 100))
def test_a_shortened_text_keeps_to_its_limit(text, limit):
    assert len(words.shortened(text, limit)) <= limit + 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_scale_holds_its_shares(shares):
    measure = charts.scale(shares)
    assert max(shares) <= measure.top
    assert all(2 <= float(measure.x(share).rstrip("%")) <= 98 for share in shares)


@example([5e-324])
@given(st.lists(st.floats(-2, 2), max_size=20))
def test_a_balance_has_nought_in_its_middle(values):
    measure = charts.balance(values)
    assert measure.x(0) == "50%"
    assert all(abs(value) <= measure.top * (1 + 1e-9) for value in values)


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_a_strip_fills_the_share_that_is_present(present):
    filled = sum(float(hit.width.rstrip("%")) for hit in charts.strip(present))
    assert filled == pytest.approx(100 * sum(present) / len(present), abs=0.5)
