import polars as pl
import pytest

from jobs.ports import Failure, Translated
from jobs.problems import BrokenContract
from jobs.stages.translate import CHUNK, english_texts, texts, translate
from jobs.tables import Passages


def passages(*rows):
    """Passages of (language, text), named p0, p1, …"""
    frame = pl.DataFrame(
        [
            {
                "passage_id": f"p{place}",
                "article_id": "a",
                "outlet": "o",
                "language": language,
                "ordinal": place,
                "start": 0,
                "end": len(text),
                "text": text,
                "part": "body",
            }
            for place, (language, text) in enumerate(rows)
        ],
        schema=Passages.create_empty().schema,
    )
    return Passages.validate(frame, cast=True)


class Shouting:
    name = "shouting"
    version = "1"

    def __init__(self):
        self.calls = []

    def translate(self, texts, language):
        self.calls.append((language, list(texts)))
        return [self.answer(text) for text in texts]

    def answer(self, text):
        return Translated(text.upper(), -0.25)


def test_english_stands_as_it_is_and_the_rest_is_translated():
    frame = passages(("ru", "мир"), ("en", "peace"), ("uk", "мир"))
    translator = Shouting()
    rows = {row["passage_id"]: row for row in translate(frame, translator).iter_rows(named=True)}
    assert rows["p0"]["english"] == "МИР"
    assert rows["p0"]["translator"] == "shouting"
    assert rows["p0"]["score"] == -0.25
    assert (rows["p1"]["english"], rows["p1"]["translator"]) == ("peace", "original")
    assert rows["p1"]["score"] is None
    assert sorted(translator.calls) == [("ru", ["мир"]), ("uk", ["мир"])]


def test_an_agency_sentence_that_five_outlets_print_is_translated_once():
    frame = passages(*[("ru", "Переговоры  прошли\nв Эр-Рияде.")] * 5)
    translator = Shouting()
    renderings = translate(frame, translator)
    assert translator.calls == [("ru", ["Переговоры прошли в Эр-Рияде."])]
    assert renderings["english"].n_unique() == 1
    assert renderings.height == 5


def test_texts_of_one_length_go_together_longest_first():
    frame = passages(*[("ru", "а" * (place % 70 + 1)) for place in range(200)])
    translator = Shouting()
    told = []
    translate(frame, translator, lambda *heard: told.append(heard))
    sent = [len(text) for _, chunk in translator.calls for text in chunk]
    assert sent == sorted(range(1, 71), reverse=True)
    assert max(len(chunk) for _, chunk in translator.calls) == CHUNK
    assert told[-1] == ("translate", 200, 200)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_a_text_that_cannot_be_translated_keeps_its_row_and_its_reason():
    translator = Shouting()
    translator.answer = lambda text: Failure("No.") if text == "нет" else Translated(" \n")
    rows = translate(passages(("ru", "нет"), ("ru", "да")), translator).rows(named=True)
    assert [row["english"] for row in rows] == ["", ""]
    assert [row["failure"] for row in rows] == ["No.", "The translator returned nothing."]


def test_who_made_a_translation_is_kept_where_several_do():
    translator = Shouting()
    translator.answer = lambda text: Translated("Peace.", None, "memory")
    assert translate(passages(("ru", "мир")), translator)["translator"].to_list() == ["memory"]


def test_a_translator_that_skips_a_text_is_our_bug():
    translator = Shouting()
    translator.translate = lambda texts, language: []
    with pytest.raises(BrokenContract):
        translate(passages(("ru", "мир")), translator)


def test_nothing_to_translate_is_an_empty_table():
    assert translate(passages(), Shouting()).is_empty()
    assert texts(passages()).is_empty()
    assert english_texts(translate(passages(), Shouting()), passages()).is_empty()


def test_both_readings_hold_every_passage():
    frame = passages(("ru", "мир"), ("en", "peace"), ("uk", "спокій"))
    translator = Shouting()
    translator.answer = lambda text: Failure("No.") if text == "мир" else Translated("Peace")
    originals, englishes = texts(frame), english_texts(translate(frame, translator), frame)
    assert originals["text"].to_list() == ["мир", "peace", "спокій"]
    assert originals["language"].to_list() == ["ru", "en", "uk"]
    assert englishes["text"].to_list() == ["", "peace", "Peace"]
    assert set(englishes["language"]) == {"en"}
