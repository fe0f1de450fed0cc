import sqlite3

import numpy as np
import pytest

from jobs.adapters.cached import BATCH, CachedEncoder, CachedTranslator
from jobs.ports import Encoded, Failure, Translated
from jobs.problems import BrokenContract
from jobs.store import Store


class Counting:
    name = "counting"
    version = "1"
    dimensions = 3

    def __init__(self, dies_at=None):
        self.asked = []
        self._dies_at = dies_at

    def translate(self, texts, language):
        self._count(texts)
        return [
            Failure("No.") if text == "нет" else Translated(f"{language} {text}", -1 / 3)
            for text in texts
        ]

    def encode(self, texts):
        self._count(texts)
        vectors = np.array([[len(text), 1, 1 / 3] for text in texts], dtype=np.float32)
        clipped = np.array([len(text) > 5 for text in texts])
        return Encoded(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), clipped)

    def _count(self, texts):
        if self._dies_at is not None and len(self.asked) + len(texts) > self._dies_at:
            raise KeyboardInterrupt
        self.asked += texts


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache.sqlite"


def test_a_text_is_translated_once_whichever_event_it_comes_from(file):
    first, second = Counting(), Counting()
    made = CachedTranslator(first, Store(file)).translate(["Мир", "Дом", "Мир"], "ru")
    remembered = CachedTranslator(second, Store(file)).translate(["Мир", "Дом", "Мир"], "ru")
    assert made == remembered
    assert [answer.text for answer in made] == ["ru Мир", "ru Дом", "ru Мир"]
    assert first.asked == ["Мир", "Дом"]
    assert second.asked == []


def test_language_and_version_are_part_of_what_is_remembered(file):
    inner = Counting()
    cached = CachedTranslator(inner, Store(file))
    cached.translate(["Так"], "ru")
    assert cached.translate(["Так"], "uk")[0].text == "uk Так"
    newer = Counting()
    newer.version = "2"
    CachedTranslator(newer, Store(file)).translate(["Так"], "ru")
    assert newer.asked == ["Так"]


def test_letters_composed_in_two_ways_are_one_text(file):
    inner = Counting()
    composed, decomposed = "\u0439", "\u0438\u0306"
    assert composed != decomposed
    CachedTranslator(inner, Store(file)).translate([composed, decomposed], "ru")
    assert inner.asked == [composed]


def test_failures_are_tried_again(file):
    for _ in range(2):
        inner = Counting()
        answers = CachedTranslator(inner, Store(file)).translate(["нет", "да"], "ru")
        assert answers == [Failure("No."), Translated("ru да", -1 / 3)]
        assert "нет" in inner.asked


def test_a_killed_run_loses_one_batch_and_ends_the_same(file):
    texts = [f"слово {n}" for n in range(3 * BATCH)]
    dying = Counting(dies_at=2 * BATCH + 1)
    with pytest.raises(KeyboardInterrupt):
        CachedTranslator(dying, Store(file)).translate(texts, "ru")
    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(Counting(dies_at=2 * BATCH + 1), Store(file)).encode(texts)
    again = Counting()
    cached = CachedTranslator(again, Store(file))
    assert cached.translate(texts, "ru") == Counting().translate(texts, "ru")
    assert again.asked == texts[2 * BATCH :]
    again = Counting()
    encoded = CachedEncoder(again, Store(file)).encode(texts)
    assert again.asked == texts[2 * BATCH :]
    assert encoded.vectors.tobytes() == Counting().encode(texts).vectors.tobytes()


def test_a_remembered_vector_is_the_same_to_the_bit(file):
    texts = ["а", "бб", "слишком длинно"]
    made = CachedEncoder(Counting(), Store(file)).encode(texts)
    silent = Counting(dies_at=0)
    remembered = CachedEncoder(silent, Store(file)).encode(texts)
    assert made.vectors.tobytes() == remembered.vectors.tobytes()
    assert made.vectors.dtype == np.float32
    assert remembered.clipped.tolist() == [False, False, True]


@pytest.mark.parametrize(
    "value", [b"", b"\xff", b"[]", b"{}", b'{"text": 1}', b"null", b"\x07" * 13]
)
def test_an_entry_that_is_not_ours_is_made_anew(file, value):
    store = Store(file)
    CachedTranslator(Counting(), store).translate(["Мир"], "ru")
    CachedEncoder(Counting(), store).encode(["Мир"])
    store.close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE entries SET value = ?", (value,))
    assert CachedTranslator(Counting(), Store(file)).translate(["Мир"], "ru") == [
        Translated("ru Мир", -1 / 3)
    ]
    encoded = CachedEncoder(Counting(), Store(file)).encode(["Мир"])
    assert encoded.vectors.tobytes() == Counting().encode(["Мир"]).vectors.tobytes()


@pytest.mark.parametrize("damage", ["not a database", "torn pages"])
def test_a_damaged_cache_is_put_aside_and_the_run_goes_on(file, damage):
    store = Store(file)
    CachedTranslator(Counting(), store).translate([f"слово {n}" for n in range(500)], "ru")
    store.close()
    content = bytearray(file.read_bytes())
    if damage == "not a database":
        content[:] = b"nonsense" * 1000
    else:
        content[4096:] = b"\x5a" * (len(content) - 4096)
    file.write_bytes(bytes(content))
    inner = Counting()
    assert CachedTranslator(inner, Store(file)).translate(["Мир"], "ru")[0].text == "ru Мир"
    assert file.with_name(file.name + ".damaged").exists()
    again = Counting()
    assert CachedTranslator(again, Store(file)).translate(["Мир"], "ru")
    assert again.asked == []


def test_a_model_that_answers_too_little_is_our_bug(file):
    inner = Counting()
    inner.translate = lambda texts, language: []
    with pytest.raises(BrokenContract):
        CachedTranslator(inner, Store(file)).translate(["Мир"], "ru")
    inner.encode = lambda texts: Encoded(np.zeros((1, 2), np.float32), np.zeros(1, bool))
    with pytest.raises(BrokenContract):
        CachedEncoder(inner, Store(file)).encode(["Мир"])


def test_nothing_asked_is_nothing_answered(file):
    assert CachedTranslator(Counting(), Store(file)).translate([], "ru") == []
    assert CachedEncoder(Counting(), Store(file)).encode([]).vectors.shape == (0, 3)
