import random

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.stages.duplicates import NEAR, earlier_twin, shingles

RANDOM = random.Random(1)
STORY = [f"слово{RANDOM.randrange(500)}" for _ in range(300)]


def test_a_corrected_typo_makes_no_new_article():
    corrected = [*STORY]
    corrected[100] = "исправлено"
    assert earlier_twin([" ".join(STORY), " ".join(corrected)]) == [None, 0]


def test_case_and_punctuation_make_no_new_article():
    assert earlier_twin([" ".join(STORY), ", ".join(STORY).upper()]) == [None, 0]


def test_a_rewritten_story_is_a_new_article():
    rewritten = [word if n % 6 else "иначе" for n, word in enumerate(STORY)]
    assert earlier_twin([" ".join(STORY), " ".join(rewritten)]) == [None, None]


def test_twins_name_an_article_that_is_kept():
    assert earlier_twin(["a b c d", "x y z", "a b c d", "a b c d"]) == [None, None, 0, 0]


def test_nothing_has_no_twin():
    assert earlier_twin([]) == []


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=12).map(" ".join)))
def test_every_near_pair_is_found(texts):
    twins = earlier_twin(texts)
    kept = [index for index, twin in enumerate(twins) if twin is None]
    for index, text in enumerate(texts):
        near = []
        for other in kept:
            left, right = shingles(text), shingles(texts[other])
            if other < index and len(left & right) / len(left | right) >= NEAR:
                near.append(other)
        assert twins[index] == (near[0] if near else None)
