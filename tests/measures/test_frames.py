"""Frames on vectors made by hand: the first number is war, the second peace, the third neither."""

import numpy as np
import polars as pl
import pytest

from jobs.measures.examples import example_sentences, example_texts, example_words, examples
from jobs.measures.frame_model import Lesson
from jobs.measures.frames import frame_readings, frames, learn, relearn, stem
from jobs.settings import Example, Frame, FrameBook
from jobs.stages.clauses import clauses
from jobs.tables import Frames, Passages, Tokens, Vectors
from tests.measures.conftest import made_articles, made_passages, made_tokens, made_vectors

WAYS = {"war": (1.0, 0.0, 0.0), "peace": (0.0, 1.0, 0.0), None: (0.0, 0.0, 1.0)}


def made_frame(name, kind="angle"):
    """Ten examples in two languages, told apart by their vectors alone."""
    return Frame(
        name,
        name.title(),
        "",
        kind,
        {"en": tuple(f"x{n}" for n in range(10)), "ru": tuple(f"ъ{n}" for n in range(10))},
        {},
        {"en": (f"{name}cue",)},
        {"en": (f"{name}hint*",)},
    )


NEUTRAL = {"en": tuple(f"y{n}" for n in range(10)), "ru": tuple(f"ы{n}" for n in range(10))}
BOOK = FrameBook((made_frame("war"), made_frame("peace")), NEUTRAL)


def near(way, rng):
    return [float(x) for x in np.array(way) + rng.normal(0, 0.15, 3)]


def sentence_vectors(table):
    rng = np.random.default_rng(1)
    ids = example_sentences(table)["passage_id"].to_list()
    sentences = table.filter(pl.col("passage_id").is_in(ids))
    return [
        (one, near(np.sum([WAYS[name] for name in names or [None]], axis=0), rng))
        for one, names in sentences.select("passage_id", "frames").iter_rows()
    ]


def reader_of(book):
    table = examples(book)
    rows = sentence_vectors(table)
    vectors = made_vectors(rows) if rows else Vectors.create_empty()
    tokens = made_tokens(example_texts(table).select("passage_id", "text").rows())
    return learn(book, table, [vectors], tokens)


@pytest.fixture(scope="module")
def reader():
    return reader_of(BOOK)


def read(reader, body, ways, pieces=None, **how):
    """Frames of one article of one sentence; its headline says nothing."""
    table = made_articles([("a", "o", "en", None, "title", body)])
    passages = made_passages(table)
    vectors = made_vectors([("a-0000", WAYS[None]), ("a-0001", ways)])
    tokens = made_tokens(passages.select("passage_id", "text").rows(), how.get("read", "original"))
    cut = clauses(passages)
    parts = []
    if pieces is not None:
        where = dict(zip(cut.filter(passage_id="a-0001")["clause_id"], pieces, strict=True))
        parts = [made_vectors([(one, where.get(one, WAYS[None])) for one in cut["clause_id"]])]
    found = frames(passages, [vectors], tokens, reader, clauses=cut, clause_views=parts, **how)  # fmt: skip  # noqa: E501
    rows = found.filter(passage_id="a-0001").iter_rows(named=True)
    return {
        row["frame"]: (
            row["score"],
            row["present"],
            [body[span["start"] : span["end"]] for span in row["evidence"]],
        )
        for row in rows
    }


def test_a_passage_carries_the_frame_it_is_like_and_no_other(reader):
    found = read(reader, "words of it", WAYS["war"])
    assert found["war"][1]
    assert not found["peace"][1]
    assert found["war"][0] > found["peace"][0]


def test_a_neutral_passage_carries_nothing(reader):
    assert not any(present for _, present, _ in read(reader, "words", WAYS[None]).values())


def test_a_passage_may_carry_two_frames(reader):
    found = read(reader, "warcue and peacecue", (1.0, 1.0, 0.0))
    assert found["war"][0] > 0.1 < found["peace"][0]


def test_a_cue_never_lowers_a_score_and_is_the_evidence(reader):
    plain, cued = (read(reader, text, WAYS["war"])["war"] for text in ("so it is", "the warcue is"))
    assert cued[0] >= plain[0]
    assert plain[2] == ["so it is"]
    assert cued[2] == ["warcue"]


def test_hints_are_evidence_where_the_frame_is_present(reader):
    assert read(reader, "many warhinted words", WAYS["war"])["war"][2] == ["warhinted"]
    assert read(reader, "many warhinted words", WAYS[None])["war"][1:] == (False, [])


def test_the_clause_that_carries_the_frame_is_the_evidence(reader):
    body = "He sat down at noon, and then the tanks rolled in"
    found = read(reader, body, WAYS["war"], [WAYS[None], WAYS["war"]])
    assert found["war"][2] == ["and then the tanks rolled in"]


def test_where_no_clause_stands_out_the_passage_is_the_evidence(reader):
    body = "The guns fired on, and then the tanks rolled in"
    assert read(reader, body, WAYS["war"], [WAYS["war"], WAYS["war"]])["war"][2] == [body]


def test_read_in_english_the_whole_original_is_the_evidence(reader):
    found = read(reader, "the warcue is", WAYS["war"], read="english")
    assert found["war"][2] == ["the warcue is"]


def test_what_has_no_vector_has_no_frame(reader):
    assert read(reader, "warcue warcue", (0.0, 0.0, 0.0))["war"][:2] == (0.0, False)


def both_ways(number):
    return Example(("war", "peace"), {"en": f"xy{number}", "uk": f"ъы{number}"})


def test_examples_that_carry_two_frames_teach_to_see_two():
    single = reader_of(BOOK)
    taught = reader_of(FrameBook(BOOK.frames, NEUTRAL, tuple(map(both_ways, range(10)))))
    mixed = (1.0, 1.0, 0.0)
    assert all(here for _, here, _ in read(taught, "so it is", mixed).values())
    for name in WAYS:
        if name:
            before, after = (read(one, "so it is", mixed)[name][0] for one in (single, taught))
            assert after > before


def test_an_example_of_another_kind_is_no_evidence_against_a_frame():
    """It was never asked whether it carries it."""
    frame = made_frame("war"), made_frame("peace", "policy")
    unasked = tuple(Example(("peace",), {"en": f"z{n}"}, ("policy",)) for n in range(10))
    asked = tuple(Example(("peace",), {"en": f"z{n}"}) for n in range(10))
    beside, against = (
        read(reader_of(FrameBook(frame, NEUTRAL, more)), "so", (0.7, 0.7, 0.0))["war"][0]
        for more in (unasked, asked)
    )
    assert against < beside


def test_the_same_book_teaches_the_same(reader):
    again = reader_of(BOOK)
    assert read(again, "so it is", (0.5, 0.4, 0.1)) == read(reader, "so it is", (0.5, 0.4, 0.1))


@pytest.mark.parametrize(
    "book",
    [
        FrameBook((made_frame("war"),), {}),
        FrameBook((made_frame("war"), made_frame("peace")), {}),
        FrameBook((made_frame("war"), made_frame("peace", "policy")), NEUTRAL),
        FrameBook((Frame("war", "War", "", "angle", {"en": ("x",)}, {}, {}),), {"en": ("y",)}),
    ],
)
def test_a_poor_book_is_read_all_the_same(book):
    found = read(reader_of(book), "words", WAYS["war"])
    assert set(found) == {frame.name for frame in book.frames}
    assert all(0 <= score <= 1 for score, _, _ in found.values())


def test_no_book_or_no_coverage_gives_no_frames(reader):
    assert read(reader_of(FrameBook((), {})), "words", WAYS["war"]) == {}
    nothing = Passages.create_empty(), [Vectors.create_empty()], Tokens.create_empty()
    assert frames(*nothing, reader).is_empty()
    assert frame_readings(Passages.create_empty(), *[Frames.create_empty()] * 2).is_empty()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("экономика", "ru"), ("економіка", "uk"), True),
        (("экономический", "ru"), ("економіка", "uk"), True),
        (("санкция", "ru"), ("санкція", "uk"), True),
        (("мир", "ru"), ("мир", "uk"), True),
        (("война", "ru"), ("війна", "uk"), False),
        (("war", "en"), ("мир", "ru"), False),
    ],
)
def test_russian_and_ukrainian_words_of_one_root_teach_one_another(one, other, same):
    assert (stem(*one) == stem(*other)) == same


def test_what_was_learnt_is_kept_whole_and_reads_the_same(reader):
    table = examples(BOOK)
    lesson = Lesson.from_bytes(reader.model.lesson.to_bytes())
    words = made_tokens(example_words(table).select("passage_id", "text").rows())
    vectors = made_vectors(sentence_vectors(table))
    again = relearn(BOOK, table, [vectors], words, lesson)
    for text, way in (("the warcue is", (0.5, 0.4, 0.1)), ("warhinted x3", (0.2, 0.9, 0.3))):
        assert read(again, text, way) == read(reader, text, way)


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-50], lambda data: b"", lambda data: b"PK" * 40]
)
def test_a_damaged_lesson_is_learnt_again(reader, harm):
    assert Lesson.from_bytes(harm(reader.model.lesson.to_bytes())) is None
