import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.stages.names import compare_names, is_same_name, source_names

SAME = [
    ("Путин", "Putin"), ("Путиным", "Putin"), ("Трампа", "Trump"), ("Зеленского", "Zelensky"),
    ("Зеленський", "Zelenskyy"), ("Зеленському", "Zelenskiy"), ("Хрущёв", "Khrushchev"),
    ("Джонсона", "Johnson's"), ("Джонни", "Johnny"), ("Уэйд", "Wayde"),
    ("Сэйнсберис", "Sainsbury's"),
    ("Кавано", "Kavanaugh"), ("Лавров", "Lavrov"), ("Харкові", "Kharkiv"), ("Харьков", "Kharkov"),
    ("Володимира", "Volodymyr"), ("Шекспире", "Shakespeare"), ("Пол", "Paul"), ("Симс", "Sims"),
    ("Цеткин", "Zetkin"), ("Жозе", "Jose"), ("Вашингтону", "Washington"), ("Луизиана", "Louisiana"),
    ("США", "US"), ("США", "USA"), ("ЕС", "EU"), ("ООН", "UN"), ("НАТО", "NATO"),
    ("Украины", "Ukraine"), ("Україні", "Ukrainian"), ("Россией", "Russia"), ("Росії", "Russian"),
    ("Киеве", "Kyiv"), ("Києві", "Kiev"), ("Германии", "German"), ("Німеччини", "Germany"),
    ("Уэльса", "Wales"), ("Google", "Google"), ("Boeing", "Boeing's"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "word"), SAME)
def test_a_name_is_known_in_its_english_spelling_whatever_its_case(name, word):
    assert is_same_name(name, word)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Путин", "Trump"), ("Макрон", "Erdogan"), ("Киев", "Moscow"), ("Лавров", "Rubio"),
        ("США", "Russia"), ("ООН", "NATO"), ("Зеленский", "Putin"), ("Google", "Amazon"),
        ("Трамп", "the"), ("Иванов", "in"),
    ],
)  # fmt: skip
def test_another_name_is_another_name(name, word):
    assert not is_same_name(name, word)


def test_the_first_word_of_a_sentence_is_no_name_and_neither_is_a_line_in_capitals():
    assert source_names("Вчера Путин звонил Трампу. Сегодня — нет.") == ["Путин", "Трампу"]
    assert source_names("«Мир близок», — сказал Лавров.") == ["Лавров"]
    assert source_names("ПУТИН ПОЗВОНИЛ ТРАМПУ") == []


def test_a_name_that_is_swapped_or_dropped_is_lost():
    swapped = compare_names("Вчера выступил президент Макрон.", "President Erdogan spoke.")
    assert swapped.missing == ("Макрон",)
    dropped = compare_names("По словам Лаврова, всё готово.", "All is said to be ready.")
    assert dropped.lost == 1


def test_a_name_translated_as_words_is_not_lost():
    kept = compare_names("Так решил Верховный суд США.", "So the US Supreme Court decided.")
    assert kept.lost == 0
    initials = compare_names("Об этом заявили в ООН.", "The U.N. said so.")
    assert initials.missing == ()


def test_a_name_said_twice_may_be_said_once_in_english():
    kept = compare_names("Там был Путин, и ответил Путин.", "Putin was there and answered.")
    assert kept.missing == ()


@given(st.text(), st.text())
def test_no_text_is_too_odd(source, english):
    kept = compare_names(source, english)
    assert 0 <= kept.lost <= len(kept.missing) <= kept.stated
