import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jobs.ports import Gloss
from jobs.report.spans import Segment, Span, Word, glossed, inside_a_character, segments

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("а\u0301é🇺🇦👩\u200d🚀👍🏽\n\u202e<&\ufe0f"),
    ),
    max_size=60,
)
SPANS = st.lists(
    st.builds(
        Span,
        st.integers(-5, 70),
        st.integers(-5, 70),
        st.sampled_from(["Normalcy", "War goes on"]),
        st.sampled_from(["angle", "policy", "whole"]),
    ),
    max_size=6,
)


GLOSSES = st.lists(
    st.tuples(st.integers(0, 59), st.integers(1, 9)).map(
        lambda one: Gloss(one[0], one[0] + one[1], "word")
    ),
    max_size=6,
)


@given(TEXTS, SPANS, GLOSSES)
def test_glossing_loses_no_letter_of_a_mark(text, spans, glosses):
    marked = segments(text, spans)
    with_words = glossed(marked, glosses)
    assert [(one.text, one.labels, one.tone) for one in with_words] == [
        (one.text, one.labels, one.tone) for one in marked
    ]
    for one in with_words:
        assert "".join(word.text for word in one.words) == one.text


@given(TEXTS, GLOSSES)
def test_no_gloss_cuts_what_a_reader_sees_as_one_character(text, glosses):
    at = 0
    for one in glossed(segments(text, []), glosses):
        for word in one.words:
            assert not inside_a_character(text, at)
            at += len(word.text)


@given(TEXTS, SPANS, st.integers(0, 59), st.integers(1, 9))
def test_a_word_is_glossed_once_however_it_is_marked(text, spans, start, length):
    shown = glossed(segments(text, spans), [Gloss(start, start + length, "word")])
    said = [word.english for one in shown for word in one.words if word.english]
    assert said == (["word"] if start < len(text) else [])


def test_words_that_share_a_gloss_may_share_a_mark():
    text = "о прекращении огня молчат"
    glosses = [Gloss(2, 18, "ceasefire"), Gloss(19, 25, "be silent")]
    assert [one.words for one in glossed(segments(text, [Span(2, 25, "War")]), glosses)] == [
        (Word("о "),),
        (Word("прекращении огня", "ceasefire"), Word(" "), Word("молчат", "be silent")),
    ]


@given(TEXTS, SPANS)
def test_marking_loses_no_letter_of_the_article(text, spans):
    assert "".join(one.text for one in segments(text, spans)) == text


@given(TEXTS, SPANS)
def test_no_mark_cuts_what_a_reader_sees_as_one_character(text, spans):
    at = 0
    for one in segments(text, spans):
        assert not inside_a_character(text, at)
        at += len(one.text)


@given(TEXTS, SPANS)
def test_every_marked_word_lies_under_its_label(text, spans):
    shown = segments(text, spans)
    for span in spans:
        begin, end = max(0, span.start), min(len(text), span.end)
        at = 0
        for one in shown:
            if begin < end and begin <= at and at + len(one.text) <= end:
                assert span.label in one.labels
            at += len(one.text)


def test_overlapping_evidence_of_two_frames_is_cut_into_three_marks():
    text = "удары по объектам энергетики"
    shown = segments(text, [Span(0, 17, "War"), Span(9, 28, "Economic", "policy")])
    assert [(one.text, one.labels, one.tone) for one in shown] == [
        ("удары по ", ("War",), "angle"),
        ("объектам", ("War", "Economic"), "angle"),
        (" энергетики", ("Economic",), "policy"),
    ]


def test_a_mark_takes_in_the_whole_emoji_family():
    text = "a👩\u200d👩\u200d👧b"
    assert segments(text, [Span(2, 3, "x")]) == (
        Segment("a"),
        Segment("👩\u200d👩\u200d👧", ("x",), "angle"),
        Segment("b"),
    )


def test_an_accent_stays_with_its_letter():
    text = unicodedata.normalize("NFD", "всё й")
    at = text.index("\u0308")
    assert segments(text, [Span(0, at, "x")])[0].text == text[: at + 1]


def test_two_flags_side_by_side_are_two_characters():
    text = "🇺🇦🇺🇸"
    assert [inside_a_character(text, at) for at in range(5)] == [False, True, False, True, False]


def test_evidence_outside_the_text_is_passed_over():
    assert segments("мир", [Span(5, 9, "x"), Span(2, 2, "y"), Span(-3, 0, "z")]) == (
        Segment("мир"),
    )
