"""The command as a person meets it: quick help, one-sentence errors, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import stand_ins
from tests.test_events import inputs, run  # noqa: F401  fixtures

ROOT = Path(__file__).parents[1]
HEAVY = ("torch", "transformers", "sentence_transformers", "ctranslate2", "trafilatura", "polars")


def framing(*words, cwd=ROOT, check=True):
    return subprocess.run(
        [sys.executable, "-m", "jobs", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=check,
    )


@pytest.mark.parametrize("command", ["", "report", "check", "new", "models", "nightly"])
def test_help_loads_nothing_heavy(command):
    words = ["framing", *([command] if command else []), "--help"]
    script = f"""
import sys
sys.argv = {words!r}
from jobs.cli import main
try:
    main()
except SystemExit:
    pass
heavy = [name for name in {HEAVY!r} if name in sys.modules]
assert not heavy, heavy
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "--inputs", "nowhere"], "nowhere: there is no such folder."),
        (["report", "nothing-of-that-name"], "there is no event.toml. Use one of the events ("),
        (["check", "--inputs", "docs"], "docs: holds no event. Make one with"),
        (["models", "--from", "nowhere"], "nowhere: is no folder."),
        (["new", "../escape"], "../escape"),
    ],
)
def test_a_mistake_is_one_sentence_and_status_2(words, said):
    done = framing(*words, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_broken_event_toml_is_one_sentence_with_the_line(tmp_path):
    folder = tmp_path / "inputs" / "broken"
    folder.mkdir(parents=True)
    (folder / "event.toml").write_text('title = "T"\ndate = 2025-03-18\nencodr = "x"\n')
    done = framing("report", "--inputs", tmp_path / "inputs", "--reports", tmp_path, check=False)
    assert done.returncode == 2
    assert "line 3" in done.stderr
    assert "encoder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_event_can_be_checked_at_once(tmp_path):
    (tmp_path / "inputs").mkdir()
    framing("new", "first-event", "--inputs", tmp_path / "inputs")
    checked = framing("check", "first-event", "--inputs", tmp_path / "inputs")
    assert "first-event:" in checked.stdout


def in_process(monkeypatch, capsys, *words):
    from jobs import cli

    monkeypatch.setattr(sys, "argv", ["framing", *map(str, words)])
    status = 0
    try:
        cli.main()
    except SystemExit as end:
        status = int(end.code or 0)
    return status, capsys.readouterr()


def test_report_says_where_it_lies_and_what_each_outlet_stressed(inputs, monkeypatch, capsys):  # noqa: F811
    reports = inputs.parent / "reports"
    words = ("report", "--inputs", inputs, "--reports", reports, "--made-at", "2025-03-20")
    status, said = in_process(monkeypatch, capsys, *words)
    assert status == 0
    assert str(reports / "bridge" / "index.html") in said.out
    assert "Ledger" in said.out
    assert "bridge: translate" in said.err  # plain lines where there is no terminal
    assert (reports / "index.html").is_file()
    _, said = in_process(monkeypatch, capsys, *words)
    assert "nothing changed" in said.out


def test_one_broken_event_costs_that_event(inputs, monkeypatch, capsys):  # noqa: F811
    (inputs / "broken").mkdir()
    (inputs / "broken" / "event.toml").write_text("title = ")
    status, said = in_process(
        monkeypatch, capsys, "report", "--inputs", inputs, "--reports", inputs.parent / "reports"
    )
    assert status == 1
    assert "bridge" in said.out
    assert "broken" in said.err


def test_a_night_exits_0_complete_1_with_gaps_2_with_nothing(inputs, monkeypatch, capsys):  # noqa: F811
    reports = inputs.parent / "reports"
    words = ("nightly", "--inputs", inputs, "--reports", reports, "--made-at", "2025-03-20")
    assert in_process(monkeypatch, capsys, *words)[0] == 0
    assert (reports / "bridge" / "history" / "2025-03-20" / "index.html").is_file()
    assert "bridge/history/2025-03-20/index.html" in (reports / "index.html").read_text()

    (inputs / "bridge" / "articles" / "empty.md").write_text("")
    assert in_process(monkeypatch, capsys, *words)[0] == 1

    (inputs / "bridge" / "event.toml").write_text("title = ")
    status, said = in_process(monkeypatch, capsys, *words)
    assert status == 2
    assert "bridge: failed" in said.out


def test_stand_ins_fulfil_the_ports():
    assert len(stand_ins.Speller().translate(["мост"], "ru")) == 1
    assert stand_ins.WordHash().encode(["a", ""]).vectors.shape == (2, 64)
