"""One night run at a time; a holder that died blocks nobody."""

import json
import os
import signal
import subprocess
import sys

import pytest

from jobs.nightly.lock import lock
from jobs.problems import Problem

HOLD = """
import sys
from pathlib import Path
from jobs.nightly.lock import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def holder(path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_second_run_is_told_who_holds_the_lock(tmp_path):
    process = holder(tmp_path / "lock")
    try:
        said = rf"another run holds the lock \(process {process.pid}\)"
        with pytest.raises(Problem, match=said), lock(tmp_path / "lock"):
            pass
    finally:
        process.kill()
        process.wait()


def test_the_lock_of_a_killed_run_is_taken_over_with_a_note(tmp_path):
    process = holder(tmp_path / "lock")
    process.send_signal(signal.SIGKILL)
    process.wait()
    with lock(tmp_path / "lock") as held:
        assert f"process {process.pid} ended" in held.note


def test_a_lock_released_in_good_order_leaves_no_note(tmp_path):
    with lock(tmp_path / "lock"):
        pass
    with lock(tmp_path / "lock") as held:
        assert held.note is None


def test_a_process_number_given_to_another_process_does_not_block(tmp_path):
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        (tmp_path / "lock").write_text(json.dumps({"pid": sleeper.pid, "began": "another boot:1"}))
        with lock(tmp_path / "lock") as held:
            assert held.note
    finally:
        sleeper.kill()
        sleeper.wait()


def test_a_live_process_named_by_number_alone_holds_the_lock(tmp_path):
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        (tmp_path / "lock").write_text(str(sleeper.pid))
        with pytest.raises(Problem, match=str(sleeper.pid)), lock(tmp_path / "lock"):
            pass
    finally:
        sleeper.kill()
        sleeper.wait()


def test_a_lock_file_of_rubbish_is_stale(tmp_path):
    (tmp_path / "lock").write_bytes(b"\xff\x00 rubbish")
    with lock(tmp_path / "lock") as held:
        assert held.note
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()


def test_reports_that_cannot_be_written_are_one_sentence(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Problem, match="the lock cannot be written"), lock(tmp_path / "file" / "x"):
        pass
