import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.problems import BrokenContract
from jobs.stages.judge import HUMAN, TURNED, UNTRANSLATED, judge, nearness
from jobs.tables import FLAGS, Passages, Renderings, Vectors

SOURCE = "Владимир Путин и Дональд Трамп 18 марта полтора часа говорили по телефону о перемирии."
ENGLISH = (
    "On March 18, Vladimir Putin and Donald Trump talked on the phone for an hour and a half about "
    "a ceasefire."
)
NEAR = 0.8  # the cosine of a sound translation under the built-in encoder
FAR = 0.0


def judged(*cases, encoder="universal"):
    """Judge cases of (language, source, English, translator, score, failure, cosine)."""
    ids = [f"p{place:03}" for place in range(len(cases))]
    passages = pl.DataFrame(
        [
            {
                "passage_id": key, "article_id": "a", "outlet": "o", "language": case["language"],
                "ordinal": place, "start": 0, "end": len(case["text"]), "text": case["text"],
                "part": "body",
            }
            for place, (key, case) in enumerate(zip(ids, cases, strict=True))
        ],
        schema=Passages.create_empty().schema,
    )  # fmt: skip
    renderings = pl.DataFrame(
        [
            {"passage_id": key, **{name: case[name] for name in
                                   ("english", "translator", "score", "failure")}}
            for key, case in zip(ids, cases, strict=True)
        ],
        schema=Renderings.create_empty().schema,
    )  # fmt: skip
    originals = [[1.0, 0.0] for _ in cases]
    englishes = [[case["near"], math.sqrt(1 - case["near"] ** 2)] for case in cases]
    return judge(
        Passages.validate(passages, cast=True),
        Renderings.validate(renderings, cast=True),
        vectors(ids, originals, encoder),
        vectors(ids, englishes, encoder),
    )


def vectors(ids, rows, encoder="universal"):
    frame = pl.DataFrame(
        [
            {"passage_id": key, "encoder": encoder, "vector": row, "clipped": False}
            for key, row in zip(ids, rows, strict=True)
        ],
        schema=Vectors.create_empty().schema,
    )
    return Vectors.validate(frame, cast=True)


def case(english=ENGLISH, near=NEAR, **more):
    return {
        "language": "ru", "text": SOURCE, "english": english, "translator": "compact",
        "score": -0.5, "failure": None, "near": near, **more,
    }  # fmt: skip


def of(result, place=0):
    return result.row(place, named=True)


def test_a_sound_translation_is_trusted_and_bears_no_flag():
    row = of(judged(case()))
    assert row["confidence"] > 0.5
    assert row["flags"] == []


def test_english_is_no_translation_and_has_no_confidence():
    row = of(judged(case(language="en", text=ENGLISH, translator="original", score=None)))
    assert row["confidence"] is None
    assert row["flags"] == []


def test_a_translation_that_failed_is_shown_with_no_confidence_at_all():
    row = of(judged(case(english="", failure="The model ran out of memory.", near=0.0)))
    assert (row["confidence"], row["flags"]) == (0.0, ["failed"])


OTHER = "The Lakers beat the Celtics 112-104 behind a late run by their bench in Los Angeles."


def test_english_that_belongs_to_another_sentence_is_told():
    row = of(judged(case(OTHER, FAR)))
    assert "low_similarity" in row["flags"]
    assert "numbers" in row["flags"]
    assert row["confidence"] < 0.2


@pytest.mark.parametrize(
    ("english", "flag"),
    [
        (ENGLISH + " of the ceasefire of the ceasefire" * 6, "repetition"),
        ("Talks.", "length"),
        (ENGLISH * 4, "length"),
        (ENGLISH.replace("18", "28"), "numbers"),
        (ENGLISH.replace("Donald Trump", "his colleague"), "names"),
        (SOURCE, "untranslated"),
        ("Владимир Путин and Дональд Трамп говорили on the phone", "untranslated"),
    ],
)
def test_each_trouble_is_flagged_and_not_trusted_more(english, flag):
    sound, row = of(judged(case())), of(judged(case(english)))
    assert flag in row["flags"]
    assert row["confidence"] <= sound["confidence"]
    assert row["flags"] == [name for name in FLAGS if name in row["flags"]]


def test_english_that_lost_a_refusal_is_hardly_trusted() -> None:
    source, kept, lost = (
        "Путин согласился на месяц прекратить удары.",
        "Putin agreed to stop the strikes for a month.",
        "Putin agreed to a month of strikes.",
    )
    sound, row = of(judged(case(kept, text=source))), of(judged(case(lost, text=source)))
    assert sound["flags"] == []
    assert row["flags"] == ["polarity"]
    assert row["confidence"] <= TURNED < sound["confidence"]


def test_a_text_left_in_its_own_language_is_not_trusted_however_near_its_vector():
    assert of(judged(case(SOURCE, 1.0)))["confidence"] <= UNTRANSLATED


@pytest.mark.parametrize("translator", ["compact", "argos", "argos (uk→ru→en)", "new"])
@pytest.mark.parametrize("encoder", ["universal", "universal+universal", "LaBSE"])
def test_what_is_further_from_its_source_is_trusted_less(translator, encoder):
    crowd = [case(near=FAR + place / 100, translator=translator) for place in range(20)]
    near = of(judged(*crowd, case(translator=translator), encoder=encoder), 20)
    far = of(judged(*crowd, case(near=FAR, translator=translator), encoder=encoder), 20)
    assert far["confidence"] <= near["confidence"]
    if encoder == "universal":
        assert far["confidence"] < near["confidence"]


def test_what_the_model_itself_doubts_is_trusted_less():
    sure, unsure = judged(case(score=-0.2), case(score=-1.5))["confidence"]
    assert unsure < sure


def test_what_people_translated_is_trusted_unless_it_belongs_to_another_text():
    human = of(judged(case(translator="memory", score=None)))
    assert human["confidence"] == HUMAN
    mixed_up = of(judged(case(OTHER, FAR, translator="memory", score=None)))
    assert "low_similarity" in mixed_up["flags"]
    assert mixed_up["confidence"] <= 1 - HUMAN


def test_an_agency_text_in_every_outlet_is_no_stranger_to_itself():
    ids = [f"p{place:02}" for place in range(30)]
    angles = [0.6 + place * 0.2 for place in range(10)]
    same = [[1.0, 0.0]] * 20 + [[math.cos(a), math.sin(a)] for a in angles]
    near = nearness(ids, vectors(ids, same), vectors(ids, same))
    assert near["p00"].standing > 1
    alone = nearness(ids[:20], vectors(ids[:20], same[:20]), vectors(ids[:20], same[:20]))
    assert alone["p00"].standing is None


def test_nothing_to_judge_is_an_empty_table():
    assert judged().is_empty()


def test_tables_of_different_passages_are_our_bug():
    ids = ["p0", "p1"]
    with pytest.raises(BrokenContract):
        nearness(ids, vectors(ids[:1], [[1.0]]), vectors(ids, [[1.0], [1.0]]))
    with pytest.raises(BrokenContract):
        nearness(ids, vectors(ids, [[1.0], [1.0]]), vectors(ids, [[1.0, 0.0], [1.0, 0.0]]))


@given(
    text=st.text(min_size=1),
    english=st.text(),
    score=st.none() | st.floats(-50, 0),
    near=st.floats(-1, 1),
    language=st.sampled_from(["ru", "uk"]),
    translator=st.sampled_from(["compact", "argos", "memory"]),
)
def test_confidence_is_a_share_whatever_the_texts(text, english, score, near, language, translator):
    row = of(judged(case(english, near, text=text, score=score, language=language,
                         translator=translator)))  # fmt: skip
    assert 0 <= row["confidence"] <= 1
    assert set(row["flags"]) <= set(FLAGS)
