"""The gate fails where quality is lost, and its floors do not sink in silence."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.quality import gate
from tests.quality.check import Bench, Score

FOLDER = Path(__file__).parent
# What the project promises its readers, whatever the floors in force say.
PROMISED = {
    "matching.combined.en-ru.f1": 0.97,
    "matching.combined.en-uk.f1": 0.95,
    "omissions.combined.recall": 0.90,
    "confidence.strays.precision": 0.80,
    "confidence.strays.recall": 0.90,
}
PROMISED_AT_MOST = {
    "matching.combined.en-ru.ece": 0.05,
    "matching.combined.en-uk.ece": 0.05,
    "matching.combined.ru-uk.ece": 0.05,
    "omissions.combined.false": 0.05,
    "confidence.both.ece": 0.05,
}


class Fixed:
    name = "fixed"
    needs_ntrex = False

    def __init__(self, *scores: Score) -> None:
        self._scores = scores

    def run(self, bench: Bench) -> Iterator[Score]:
        yield from self._scores


FLOORS = gate.Floors({"fixed.f1": 0.9}, {"fixed.ece": 0.05})
GOOD = (Score("fixed.f1", 0.95), Score("fixed.ece", 0.01))


@pytest.mark.parametrize(
    ("scores", "failures"),
    [
        (GOOD, 0),
        ((*GOOD, Score("fixed.other", 0.0)), 0),
        ((Score("fixed.f1", 0.89), GOOD[1]), 1),
        ((GOOD[0], Score("fixed.ece", 0.06)), 1),
        ((Score("fixed.f1", float("nan")), GOOD[1]), 1),
        ((GOOD[0],), 1),
        ((), 2),
    ],
    ids=["kept", "no floor", "too low", "too high", "not a number", "one unmeasured", "none"],
)
def test_a_floor_that_is_not_kept_or_not_measured_fails_the_gate(scores, failures, capsys):
    assert gate.run(Bench(None), FLOORS, [Fixed(*scores)]) == failures
    assert ("FAILS" in capsys.readouterr().out) == bool(failures)


def test_without_the_benchmark_its_checks_are_named_and_skipped(capsys):
    class Needy(Fixed):
        needs_ntrex = True

    assert gate.run(Bench(None), FLOORS, [Needy()]) == 0
    assert "needs the benchmark" in capsys.readouterr().out


def test_a_benchmark_that_is_not_there_is_said_so(capsys):
    with pytest.raises(SystemExit):
        gate.main(["--ntrex", "nowhere.tsv"])
    assert "there is no such file" in capsys.readouterr().err


def test_every_floor_belongs_to_a_check():
    floors = gate.read_floors()
    names = {check.name for check in gate.CHECKS}
    assert {name.split(".")[0] for name in (*floors.at_least, *floors.at_most)} <= names


def test_the_floors_keep_what_is_promised():
    floors = gate.read_floors()
    for name, least in PROMISED.items():
        assert floors.at_least.get(name, 0.0) >= least, name
    for name, most in PROMISED_AT_MOST.items():
        assert floors.at_most.get(name, 1.0) <= most, name


def test_no_floor_sank_without_a_reason():
    """Every earlier floor is still kept, or 'lowered' says why it is not."""
    now = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
    for earlier in _history():
        for side, sign in (("at_least", 1), ("at_most", -1)):
            for name, limit in earlier.get(side, {}).items():
                kept = now[side].get(name)
                sank = kept is None or sign * kept < sign * limit
                assert not sank or now["lowered"].get(name), f"{name} was {limit}, is {kept}"


def _history() -> list[dict[str, dict[str, float]]]:
    def git(*words: str) -> str:
        run = subprocess.run(
            ["git", "-C", str(FOLDER), *words], capture_output=True, text=True, check=False
        )
        return run.stdout if run.returncode == 0 else ""

    commits = git("log", "--format=%H", "--", "floors.json").split()
    texts = (git("show", f"{commit}:./floors.json") for commit in commits)
    return [json.loads(text) for text in texts if text]


@pytest.mark.models
@pytest.mark.skipif(
    not os.environ.get("FRAMING_NTREX"), reason="FRAMING_NTREX does not name the benchmark"
)
def test_the_quick_gate_holds():
    assert gate.main(["--quick"]) == 0
