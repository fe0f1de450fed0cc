"""A stop, refusal or denial that is lost on the way into English."""

import pytest

from jobs.stages.polarity import loses_turn


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("ru", "Президент согласился на месяц прекратить обстрелы", "President agrees to shelling"),
        ("ru", "Клуб отказался от переезда", "The club agreed to move"),
        ("ru", "Министр опроверг отставку", "The minister confirmed his resignation"),
        ("uk", "Уряд скасував мораторій", "The government introduced a moratorium"),
        ("uk", "Він заперечив, що був там", "He said that he was there"),
        ("uk", "Завод призупинив роботу", "The plant started working"),
    ],
)
def test_its_loss_is_seen(language, source, english):
    assert loses_turn(source, english, language)


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("ru", "Президент согласился прекратить обстрелы", "President agrees to halt shelling"),
        ("ru", "Прекращение огня не состоялось", "The ceasefire did not happen"),
        ("ru", "Прекрасный день на остановке", "A beautiful day at the bus stop"),
        ("ru", "Прекрасный день", "A beautiful day"),
        ("ru", "Отрицательный рост", "Negative growth"),
        ("ru", "Отличный матч", "A great match"),
        ("ru", "Он отказался приехать", "He wouldn't come"),
        ("ru", "Кадровые перестановки в кабинете", "A cabinet reshuffle"),
        ("ru", "Делегация остановилась в гостинице", "The delegation stayed at a hotel"),
        ("ru", "Стороны отказались от ударов", "The parties refrained from strikes"),
        ("uk", "Автобус стояв на зупинці", "The bus was at its station"),
        ("uk", "Він уникнув зустрічі", "He never met them"),
        ("uk", "Розмова тривала годину", "The conversation lasted an hour"),
    ],
)
def test_what_is_kept_or_was_never_there_is_not(language, source, english):
    assert not loses_turn(source, english, language)
