"""The fit finds what is there, and never lets trouble raise confidence."""

import ast
from dataclasses import replace

import numpy as np
import pytest

from jobs.stages import confidence
from jobs.stages.logistic import Logistic
from tests.quality.confidence_file import Measured, written
from tests.quality.fit_confidence import ADEQUACY_INPUTS, STRAY_INPUTS, fit, in_force
from tests.quality.fit_logistic import even_weights, fit_logistic, prudent
from tests.quality.renderings import Case, Judged, halves, strays, swapped


def made_up(count, seed=3):
    """Translations whose adequacy follows a known logistic model of nearness and score."""
    draw = np.random.default_rng(seed)
    cases = []
    for place in range(count):
        language = "ru" if place % 2 else "uk"
        near, score = draw.normal(), draw.normal()
        seen = dict.fromkeys({*ADEQUACY_INPUTS, *STRAY_INPUTS}, 0.0)
        seen |= {"nearness": near, "score": score, "similarity": 0.7 + near / 10}
        seen["numbers_lost"] = float(draw.random() < 0.1)
        chance = Logistic(0.3, {"nearness": 1.0, "score": 0.7}).chance(seen)
        case = Case(f"u{place}", language, f"с{place}", "r", f"english {place}", score)
        adequate = bool(draw.random() < chance)
        cases.append(Judged(case, seen, 50.0, adequate, not adequate and near < -1.5))
    return cases


def test_a_known_model_is_found_again():
    cases = made_up(4000)
    truth = [case.adequate for case in cases]
    found = fit_logistic(cases, truth, ("nearness", "score", "numbers_lost"))
    assert found.intercept == pytest.approx(0.3, abs=0.15)
    assert found.weights["nearness"] == pytest.approx(1.0, abs=0.15)
    assert found.weights["score"] == pytest.approx(0.7, abs=0.15)


def test_trouble_never_raises_confidence():
    cases = made_up(500)
    upside_down = [case.seen["numbers_lost"] > 0 for case in cases]
    found = fit_logistic(cases, upside_down, ("nearness", "numbers_lost"))
    assert "numbers_lost" not in found.weights


def test_each_language_and_source_of_texts_weighs_the_same():
    cases = made_up(300)
    few = [replace(each, case=replace(each.case, kind="few")) for each in cases[:20]]
    weights = even_weights([*cases, *few])
    assert weights.mean() == pytest.approx(1.0)
    sums = {}
    for case, weight in zip([*cases, *few], weights, strict=True):
        group = (case.case.language, case.case.kind)
        sums[group] = sums.get(group, 0.0) + weight
    assert max(sums.values()) == pytest.approx(min(sums.values()))


def test_sources_that_differ_lower_what_is_promised_and_one_alone_does_not():
    cases = made_up(2000)
    model = fit_logistic(cases, [case.adequate for case in cases], ("nearness", "score"))
    alone = [replace(each, case=replace(each.case, language="ru")) for each in cases]
    assert prudent(model, alone) == model
    apart = [
        replace(each, adequate=each.adequate and (each.case.language == "ru" or n % 3 > 0))
        for n, each in enumerate(cases)
    ]
    mean = fit_logistic(apart, [case.adequate for case in apart], ("nearness", "score"))
    assert prudent(mean, apart).intercept < mean.intercept - 0.1


def test_a_fit_is_in_force_for_a_while_only():
    was = confidence.ADEQUACY, confidence.SCORE_SCALE
    fitted = fit(made_up(400), [])
    with in_force(fitted, "universal"):
        assert fitted.with_score == confidence.ADEQUACY
        assert set(confidence.SCORE_SCALE) == {("compact", lang) for lang in fitted.score}
    assert was == (confidence.ADEQUACY, confidence.SCORE_SCALE)


def test_the_written_file_is_python_and_holds_the_fit():
    cases = made_up(400)
    fitted = fit(cases, [])
    text = written(fitted, "universal", Measured(fitted, 400, cases))
    names = {
        target.id
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert {"ADEQUACY", "ADEQUACY_WITHOUT_SCORE", "STRAY", "STRAY_CEILING"} <= names
    assert '("universal", "uk")' in text


def test_halves_share_no_document_and_leave_nothing_out():
    cases = [case.case for case in made_up(200)]
    first, second = halves(cases)
    assert len(first) + len(second) == 200
    assert not {case.unit for case in first} & {case.unit for case in second}
    assert abs(len(first) - 100) < 40


def test_a_swapped_case_has_another_one_s_english_of_like_length():
    cases = [case.case for case in made_up(50)]
    for case, was in zip(swapped(cases, 1), cases, strict=True):
        assert case.swapped
        assert case.source == was.source
        assert case.english != was.english


def test_precision_and_recall_of_flags_on_strays():
    found = strays([True, True, False, False], [True, False, True, False], [True, True, False])
    assert (found.real, found.real_true, found.swapped, found.alarms) == (1, 2, 2, 1)
    assert found.precision == pytest.approx((1 + 0.3 * 2) / (1 + 0.3 * 2 + 1))
    assert found.recall == pytest.approx((1 + 0.3 * 2) / (2 + 0.3 * 3))
