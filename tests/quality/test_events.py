"""Events for the gate are what they claim to be."""

from itertools import combinations

import pytest

from tests.quality.events import make_event
from tests.quality.measures import Tally, calibration_error, reliability
from tests.quality.ntrex import Document, read_documents, split_documents

LANGUAGES = ("en", "ru", "uk")


def document(name, length):
    return Document(
        name, {lang: tuple(f"{lang} {name} {n}" for n in range(length)) for lang in LANGUAGES}
    )


CORE = [document("a", 30), document("b", 20)]
FOREIGN = [document(name, 25) for name in "xyz"]


def test_true_pairs_say_the_same_and_are_all_there():
    event = make_event(CORE, FOREIGN, 40, seed=3)
    for first, second in combinations(LANGUAGES, 2):
        pairs = event.pairs(f"outlet {first}", f"outlet {second}")
        assert all(event.says[one] == event.says[other] for one, other in pairs)
        told = [
            {event.says[p] for p in event.passages["passage_id"] if p.startswith(lang)}
            for lang in (first, second)
        ]
        assert len(pairs) == len(told[0] & told[1])


def test_a_fifth_is_foreign_and_nobody_else_has_it():
    event = make_event(CORE, FOREIGN, 50, seed=3)
    foreign = [says for says in event.says.values() if says[0] in "xyz"]
    assert len(foreign) == len(set(foreign))
    assert len(foreign) / len(event.says) == pytest.approx(0.2, abs=0.02)


def test_sentences_are_dropped_and_reordered():
    event = make_event(CORE, FOREIGN, 50, seed=3)
    english = event.passages.filter(event.passages["language"] == "en")["text"].to_list()
    assert 25 < sum(" a " in text or " b " in text for text in english) < 50
    assert english != sorted(english)


def test_the_same_seed_makes_the_same_event():
    assert make_event(CORE, FOREIGN, 50, seed=3).says == make_event(CORE, FOREIGN, 50, seed=3).says
    assert make_event(CORE, FOREIGN, 50, seed=3).says != make_event(CORE, FOREIGN, 50, seed=4).says


def test_the_benchmark_is_read_by_document(tmp_path):
    path = tmp_path / "benchmark.tsv"
    path.write_text("document\ten\tru\tuk\nd1\ta\tа\tа\nd1\tb\tб\tб\nd2\tc\tц\tц\n", "utf-8")
    assert [(d.name, len(d)) for d in read_documents(path)] == [("d1", 2), ("d2", 1)]


def test_documents_to_tune_on_are_not_reported_on():
    documents = [document(f"d{n}", 1) for n in range(300)]
    tune, report = split_documents(documents)
    assert not {d.name for d in tune} & {d.name for d in report}
    assert 0.25 < len(tune) / 300 < 0.42


def test_confidence_that_keeps_its_word_has_no_calibration_error():
    confidence = [0.25] * 4 + [0.75] * 4
    held = [True, False, False, False, True, True, True, False]
    assert calibration_error(reliability(confidence, held)) == 0.0


def test_confidence_that_promises_too_much_is_off_by_as_much():
    assert calibration_error(reliability([0.9] * 10, [True] * 5 + [False] * 5)) == pytest.approx(
        0.4
    )


def test_precision_and_recall_add_up_over_events():
    tally = Tally()
    tally.add({("a", "b"), ("c", "d")}, {("a", "b"), ("e", "f")})
    tally.add(set(), {("g", "h")})
    assert (tally.precision, tally.recall) == (0.5, pytest.approx(1 / 3))
    assert tally.f1 == pytest.approx(0.4)
