import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.stages.evidence import evidence, length_deviation, repeated_share

SOURCE = "Владимир Путин и Дональд Трамп 18 марта полтора часа говорили по телефону о перемирии."
ENGLISH = (
    "On March 18, Vladimir Putin and Donald Trump talked on the phone for an hour and a half about "
    "a ceasefire."
)


def test_a_sound_translation_shows_no_sign_of_trouble():
    seen = evidence(SOURCE, ENGLISH, "ru")
    assert max(seen.too_short, seen.too_long) < 2
    assert (seen.repeated, seen.cyrillic, seen.copied) == (0, 0, False)
    assert (seen.numbers_lost, seen.names_lost) == (0, 0)
    assert seen.has_numbers
    assert seen.has_names


@pytest.mark.parametrize(
    ("english", "sign"),
    [
        ("They talked.", "too_short"),
        (ENGLISH * 3, "too_long"),
        (ENGLISH + " about a ceasefire" * 4, "repeated"),
        (SOURCE, "copied"),
        (ENGLISH.replace("ceasefire", "перемирии"), "cyrillic"),
        (ENGLISH.replace("18", "28"), "numbers_lost"),
        (ENGLISH.replace("Donald Trump", "others"), "names_lost"),
    ],
)
def test_each_kind_of_trouble_is_seen(english, sign):
    sound, seen = evidence(SOURCE, ENGLISH, "ru"), evidence(SOURCE, english, "ru")
    assert getattr(seen, sign) > getattr(sound, sign)


def test_short_texts_may_differ_more_in_length_than_long_ones():
    assert abs(length_deviation("Да" * 5, "x" * 20, "ru")) < abs(
        length_deviation("Да" * 50, "x" * 200, "ru")
    )


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0.0),
        ("He said that it was very, very good.", 0.0),
        ("the the the", 1.0),
        ("in the morning and in the morning", 0.0),
        ("in the morning in the morning", 1.0),
        ("hahahahahahaha", 1.0),
        ("1111111111", 0.0),
    ],
)
def test_loops_are_told_from_rhetoric(text, share):
    assert repeated_share(text) == share


def test_rhetoric_in_the_source_is_no_loop_of_the_translator():
    seen = evidence("Мир, мир, мир!", "Peace, peace, peace!", "ru")
    assert seen.repeated == 0


@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(["ru", "uk"]))
def test_no_text_is_too_odd(source, english, language):
    seen = evidence(source, english, language)
    assert 0 <= seen.repeated <= 1
    assert 0 <= seen.cyrillic <= 1
    assert 0 <= seen.numbers <= 1
    assert 0 <= seen.names <= 1
