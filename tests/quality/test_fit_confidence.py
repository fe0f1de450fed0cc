"""The fit finds what is there, and never lets trouble raise confidence."""

import ast
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from jobs.stages.evidence import evidence
from jobs.stages.judge import Nearness, Origin, features
from jobs.stages.logistic import Logistic
from tests.quality import fit_confidence
from tests.quality.confidence_file import written
from tests.quality.fit_confidence import ADEQUACY_INPUTS, STRAY_INPUTS, Material, crossed, fit
from tests.quality.fit_logistic import apart, fit_logistic
from tests.quality.grades import graded
from tests.quality.renderings import PARTS, Case, Judged, part, strays, swapped, unit_key


def made_up(count, seed=3):
    """Translations whose adequacy follows a known logistic model of nearness and score."""
    draw = np.random.default_rng(seed)
    cases = []
    for place in range(count):
        language = "ru" if place % 2 else "uk"
        near, score = draw.normal(), draw.normal()
        seen = dict.fromkeys({*ADEQUACY_INPUTS, *STRAY_INPUTS}, 0.0)
        seen |= {"nearness": near, "score": score, "similarity": 0.7 + near / 10}
        seen["numbers"] = float(draw.random() < 0.1)
        seen["ukrainian"] = float(language == "uk")
        chance = Logistic(0.3, {"nearness": 1.0, "score": 0.7}).chance(seen)
        case = Case(f"u{place}", language, f"с{place}", "r", f"english {place}", score)
        adequate = bool(draw.random() < chance)
        cases.append(Judged(case, seen, 50.0, adequate, not adequate and near < -1.5))
    return cases


def test_a_known_model_is_found_again():
    cases = made_up(4000)
    truth = [case.adequate for case in cases]
    found = fit_logistic(cases, truth, ("nearness", "score", "numbers"))
    assert found.intercept == pytest.approx(0.3, abs=0.15)
    assert found.weights["nearness"] == pytest.approx(1.0, abs=0.15)
    assert found.weights["score"] == pytest.approx(0.7, abs=0.15)


def test_trouble_never_raises_confidence():
    cases = made_up(500)
    upside_down = [case.seen["numbers"] > 0 for case in cases]
    found = fit_logistic(cases, upside_down, ("nearness", "numbers"))
    assert "numbers" not in found.weights


def test_a_set_of_harder_texts_tells_what_evidence_is_worth_and_not_how_many_are_adequate():
    cases = made_up(3000)
    harder = [
        replace(each, case=replace(each.case, kind="harder"), adequate=each.adequate and n % 3 > 0)
        for n, each in enumerate(made_up(3000, seed=4))
    ]
    marked, names = apart([*cases, *harder], {cases[0].case.kind})
    assert names == ["harder uk", "harder ru"]
    assert sum(each.seen["harder ru"] for each in marked) == 1500
    together = Material({"fit-ntrex": _rated(cases), "fit-others": _rated(harder)}, cases, [])
    fitted = fit(together)
    assert set(fitted.with_score.weights) <= {*ADEQUACY_INPUTS, "score"}
    chances = [fitted.adequacy(case) for case in rated(material(cases), fitted)]
    assert np.mean(chances) == pytest.approx(np.mean([case.adequate for case in cases]), abs=0.01)


def test_sets_of_the_translator_in_force_share_its_scales_and_set_the_level_together():
    cases = made_up(2000)
    rare = [replace(each, adequate=each.adequate and n % 2 > 0) for n, each in enumerate(cases)]
    higher = [replace(each, case=replace(each.case, score=each.case.score + 1.0)) for each in rare]
    both = Material({"fit-ntrex": _rated(cases), "fit-ours": _rated(higher)}, cases, [])
    fitted = fit(both)
    graded_ones = rated(both, fitted)
    assert graded_ones[-1].seen["score"] > graded_ones[len(cases) - 1].seen["score"]
    chances = [fitted.adequacy(case) for case in graded_ones]
    truth = [case.adequate for case in (*cases, *rare)]
    assert np.mean(chances) == pytest.approx(np.mean(truth), abs=0.01)


def rated(material, fitted):
    """The graded translations as a fit sees them."""
    return material.rated(fitted.similarity, fitted.score)


def _rated(cases):
    return [graded(case, 3 if case.adequate else 1) for case in cases]


def material(cases):
    """What readers graded and what the translator makes, of the same cases."""
    return Material({"fit-ntrex": _rated(cases)}, cases, [])


def test_a_fit_finds_the_model_on_the_scales_of_the_graded_set():
    cases = made_up(4000)
    fitted = fit(material(cases))
    assert fitted.similarity["ru"] == pytest.approx((0.7, 0.1), abs=0.01)
    assert fitted.with_score.weights["nearness"] == pytest.approx(1.0, abs=0.2)
    chances = [fitted.adequacy(case) for case in rated(material(cases), fitted)]
    assert np.mean(chances) == pytest.approx(np.mean([case.adequate for case in cases]), abs=0.02)


def test_grades_of_a_translator_with_other_scores_fit_the_same_model():
    """An adapter's scores may lie elsewhere; what counts is where one stands among its own."""
    cases = made_up(2000)
    lower = [
        replace(case, case=replace(case.case, score=case.case.score / 4 - 3)) for case in cases
    ]
    same = fit(material(cases)).with_score.weights
    assert fit(material(lower)).with_score.weights == pytest.approx(same, abs=0.02)


def test_the_judge_knows_every_input():
    near = Nearness(0.7, None)
    seen = features(
        evidence("Один.", "One.", "uk"), near, -0.7, Origin("uk", "universal", "compact")
    )
    assert set(ADEQUACY_INPUTS) | set(STRAY_INPUTS) <= set(seen)


def test_the_written_file_is_python_and_holds_the_fit():
    cases = made_up(400)
    fitted = fit(material(cases))
    text = written(fitted, "universal", len(cases), crossed(material(cases)).of("fit-ntrex"))
    names = {
        target.id
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert {"ADEQUACY", "ADEQUACY_WITHOUT_SCORE", "STRAY", "STRAY_CEILING"} <= names
    assert '("universal", "uk")' in text


def test_parts_are_of_whole_units_and_of_like_size():
    keys = [unit_key(f"document {number}") for number in range(1000)]
    assert unit_key("document 7") == keys[7]
    sizes = Counter(map(part, keys))
    assert sorted(sizes) == list(range(PARTS))
    assert list(sizes.values()) == pytest.approx([1000 / PARTS] * PARTS, abs=50)


def test_what_is_measured_was_not_fitted_on(monkeypatch):
    cases = made_up(500)
    saw = []

    def watched(some):
        saw.append({one.unit for one in some.graded["fit-ntrex"]})
        assert saw[-1] == {unit_key(case.case.unit) for case in some.real}
        return fit(some)

    monkeypatch.setattr(fit_confidence, "fit", watched)
    measured = crossed(material(cases))
    everything = {unit_key(case.case.unit) for case in cases}
    unseen = [everything - units for units in saw]
    assert sum(map(len, unseen)) == len(everything)
    assert set().union(*unseen) == everything
    assert len(measured.of("fit-ntrex")) == len(cases)
    assert {one.group for one in measured.of("fit-ntrex ru")} == {"fit-ntrex ru"}


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
