import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.stages.numbers import compare_numbers

SAME = [
    ("ru", "Ставка выросла на 1,5 %.", "The rate rose by 1.5%."),
    ("ru", "Погибли 1 000 человек.", "1,000 people died."),
    ("ru", "Погибли 1\u00a0000 человек.", "A thousand and 1,000 people died."),
    ("ru", "2 млн рублей", "2 million rubles"),
    ("ru", "2 млн рублей", "2,000,000 rubles"),
    ("ru", "1,2 млрд долларов", "$1.2bn"),
    ("uk", "12,3 тис. гривень", "12,300 hryvnias"),
    ("ru", "100 тысяч солдат", "100,000 soldiers"),
    ("ru", "18.03.2025 в 18:30", "March 18, 2025, at 6:30 pm"),
    ("ru", "в 15:00", "at 3 p.m."),
    ("uk", "о 7:55 ранку", "at 7.55am"),
    ("ru", "в 90-е годы", "in the 1990s"),
    ("uk", "у 1990-х роках", "in the '90s"),
    ("ru", "в XX веке", "in the 20th century"),
    ("uk", "у ХХІ столітті", "in the 21st century"),
    ("ru", "5 детей", "five children"),
    ("ru", "двое солдат", "2 soldiers"),
    ("ru", "двадцать пять домов", "25 houses"),
    ("ru", "25 лет", "twenty-five years"),
    ("uk", "дев'ять годин", "9 hours"),
    ("ru", "полтора часа", "1.5 hours"),
    ("ru", "Сбили 3 из 12 ракет.", "Three of twelve missiles were shot down."),
    ("ru", "счёт 3:2", "a score of 3-2"),
    ("ru", "истребитель F-16, Су-27", "an F-16 fighter, a Su-27"),
    ("ru", "12-летний", "12-year-old"),
    ("ru", "первое место", "the 1st place"),
    ("ru", "Договорились о прекращении огня.", "They agreed on a ceasefire."),
]


@pytest.mark.parametrize(("language", "source", "english"), SAME)
def test_the_same_numbers_in_another_writing_are_kept(language, source, english):
    kept = compare_numbers(source, english, language)
    assert (kept.missing, kept.added) == ((), ())


DIFFERENT = [
    ("ru", "в 2014 году", "in 2015", ("2014",), ("2015",)),
    ("uk", "30 днів", "a month", ("30",), ()),
    ("ru", "несколько дней", "17 days", (), ("17",)),
    ("ru", "1,5 млн", "1.5 billion of 7", (), ("7",)),
    ("ru", "погибли 15 человек", "50 people died", ("15",), ("50",)),
    ("ru", "2 млрд", "3 million", ("2",), ("3",)),
]


@pytest.mark.parametrize(("language", "source", "english", "missing", "added"), DIFFERENT)
def test_lost_and_invented_numbers_are_named(language, source, english, missing, added):
    kept = compare_numbers(source, english, language)
    assert (kept.missing, kept.added) == (missing, added)


@given(st.text(alphabet="0123456789., :-–—годаmillion\u00a0IVX½²", max_size=60), st.text())
def test_no_text_is_too_odd(source, english):
    kept = compare_numbers(source, english, "ru")
    assert len(kept.missing) + len(kept.added) <= kept.stated


@given(st.integers(0, 10**9))
def test_a_whole_number_is_itself_and_not_its_neighbour(number):
    assert not compare_numbers(f"Всего {number}.", f"In all {number:,}.", "ru").missing
    assert compare_numbers(f"Всего {number + 40}.", f"In all {number + 47}.", "ru").missing
