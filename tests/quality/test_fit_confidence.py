"""The fit finds what is there, and never lets trouble raise confidence."""

import ast

import numpy as np
import pytest

from jobs.stages.logistic import Logistic
from tests.quality.confidence_file import written
from tests.quality.fit_confidence import ADEQUACY_INPUTS, STRAY_INPUTS, fit, fit_logistic
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


def test_the_written_file_is_python_and_holds_the_fit():
    cases = made_up(400)
    fitted = fit(cases, [])
    text = written(fitted, "universal", 400, cases)
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
