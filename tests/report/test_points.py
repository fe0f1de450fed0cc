from dataclasses import replace

import polars as pl

from jobs.report.chance import shuffled
from jobs.report.points import points
from jobs.report.points.claims import SURE
from tests.report.fixtures import OUTLETS, PIECES, Piece, S, make_findings, with_measures


def kinds(findings):
    return [one.kind for one in points(findings)]


def test_the_angle_that_sets_outlets_apart_comes_first_and_names_them():
    first = points(make_findings())[0]
    assert first.kind == "Contrast"
    assert first.text.startswith("“Normalcy” sets Ледовый Вестник and Новый Курьер apart")
    assert first.figure == "100% vs 25%"
    assert first.href.startswith("#frame-")


def test_a_contrast_without_intervals_says_so():
    for one in points(make_findings(intervals=False)):
        if one.kind == "Contrast":
            assert "no interval" in one.hedge


def test_an_interval_that_meets_anothers_is_told():
    hedges = [one.hedge for one in points(make_findings()) if one.kind == "Contrast"]
    assert any("95% interval" in hedge or "no interval" in hedge for hedge in hedges)


def test_few_articles_never_give_a_sure_difference_between_languages():
    for one in points(make_findings()):
        if one.kind == "Contrast":
            assert "may be chance" in one.hedge


def test_the_most_widely_told_claim_is_named_once_with_its_outlets():
    widely = [one for one in points(make_findings()) if one.kind == "Most widely told"]
    assert len(widely) == 1
    assert widely[0].figure == "3 of 7"


def test_a_silence_is_only_told_of_outlets_whose_silence_can_be_relied_on():
    findings = make_findings()
    book = {claim.anchor: claim for claim in findings.claim_book}
    for one in points(findings):
        if one.kind == "Left out":
            claim = book[one.href.lstrip("#")]
            sure = [each for each in claim.omitting() if (each.power or 0.0) >= SURE]
            assert one.figure == f"{len(sure)} silent"
            assert sure


def test_a_single_article_makes_no_claims_about_others():
    lone = Piece("Harbour Post", [S("One headline"), S("One sentence.")])
    assert points(make_findings([lone], OUTLETS)) == ()


def test_the_same_findings_give_the_same_points():
    assert points(make_findings(PIECES)) == points(make_findings(PIECES))


def test_chance_explains_equal_groups_and_not_opposite_ones():
    assert shuffled([[0.2, 0.3, 0.1, 0.2], [0.2, 0.1, 0.3, 0.2]], seed=1) > 0.5
    assert shuffled([[0.9] * 8, [0.0] * 8], seed=1) < 0.01
    assert shuffled([[0.9], []], seed=1) == 1.0


def _terms(*uses):
    """A terms table from (outlet, language, label, count)."""
    measured = with_measures(make_findings())
    row = measured.terms.row(0, named=True)
    rows = [
        {**row, "outlet": o, "language": c, "label": t, "variant": t, "voice": "own", "count": n}
        for o, c, t, n in uses
    ]
    return replace(measured, terms=pl.DataFrame(rows, schema=measured.terms.schema))


def test_languages_that_call_one_thing_by_two_names_are_told():
    findings = _terms(
        ("Новый Курьер", "ru", "conflict", 3),
        ("Ледовый Вестник", "ru", "conflict", 1),
        ("Дзвін", "uk", "war", 4),
        ("Степова Правда", "uk", "war", 1),
    )
    (one,) = [point for point in points(findings) if point.kind == "Word choice"]
    assert "“conflict” in Russian (4 times, 2 outlets)" in one.text
    assert "“war” in Ukrainian (5 times, 2 outlets)" in one.text


def test_one_outlets_word_is_not_its_languages():
    findings = _terms(("Новый Курьер", "ru", "conflict", 9), ("Дзвін", "uk", "war", 9))
    assert "Word choice" not in kinds(findings)
