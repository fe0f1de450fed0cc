import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.report.colour import NIGHT, PAPER, contrast, look

AA = 4.5


@given(st.integers(0, 200), st.none() | st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True))
def test_an_outlets_colour_can_be_read_on_both_pages(number, wish):
    colours = look(number, wish)
    assert contrast(colours.light, PAPER) >= AA
    assert contrast(colours.dark, NIGHT) >= AA
    assert contrast(colours.light, "#ffffff") >= AA


def test_a_colour_that_is_readable_already_is_kept():
    assert look(0, "#1f5a96").light == "#1f5a96"


@pytest.mark.parametrize("wish", ["red", "#12", "#gggggg", "", "url(x)", "#fff;}"])
def test_what_is_no_colour_never_reaches_the_style_sheet(wish):
    assert look(3, wish) == look(3)


def test_neighbours_differ():
    assert len({look(number).light for number in range(24)}) == 24


def test_black_on_white_has_the_highest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
