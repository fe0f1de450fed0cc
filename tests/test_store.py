"""Nothing is lost: files and cached results are whole or absent, whatever happens on the way."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.problems import Problem
from jobs.store import Store, fingerprint, write_all, write_whole


def test_a_full_disk_changes_no_file(tmp_path, monkeypatch):
    page, table = tmp_path / "index.html", tmp_path / "tables" / "a.parquet"
    write_all({table: b"old table", page: "old page"})
    real_fsync = os.fsync
    written = []

    def full_after_one(descriptor):
        written.append(descriptor)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(page))
        real_fsync(descriptor)

    monkeypatch.setattr("jobs.store.os.fsync", full_after_one)
    with pytest.raises(Problem, match=r"cannot be written \(No space left on device\).*Free disk"):
        write_all({table: b"new table", page: "new page"})
    assert page.read_text() == "old page"
    assert table.read_bytes() == b"old table"
    assert [path.name for path in tmp_path.rglob("*.draft")] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "reports").write_text("a file where a folder should be")
    with pytest.raises(Problem, match="cannot be written"):
        write_whole(tmp_path / "reports" / "index.html", "page")


def test_a_killed_run_keeps_every_batch_that_was_finished(tmp_path):
    script = textwrap.dedent(
        """
        import sys, os, signal
        from pathlib import Path
        from jobs.store import Store
        store = Store(Path(sys.argv[1]))
        for batch in range(100):
            store.put_many("shelf", {f"{batch}-{n}": b"x" * 1000 for n in range(50)})
            print(batch, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "cache.sqlite")], stdout=subprocess.PIPE
    )
    finished = [int(process.stdout.readline()) for _ in range(5)][-1]
    process.send_signal(signal.SIGKILL)
    process.wait()
    store = Store(tmp_path / "cache.sqlite")
    for batch in range(100):
        found = store.get_many("shelf", [f"{batch}-{n}" for n in range(50)])
        assert len(found) in (0, 50)
        if batch <= finished:
            assert len(found) == 50


def test_a_damaged_cache_is_put_aside_and_a_new_one_begun(tmp_path):
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"this is no database" * 100)
    store = Store(path)
    store.put_many("shelf", {"a": b"1"})
    assert store.get_many("shelf", ["a", "b"]) == {"a": b"1"}
    assert (tmp_path / "cache.sqlite.damaged").read_bytes().startswith(b"this is no database")


def test_shelves_do_not_mix(tmp_path):
    store = Store(tmp_path / "cache.sqlite")
    store.put_many("vectors", {"a": b"1"})
    assert store.get_many("translations", ["a"]) == {}


def test_a_cache_where_none_can_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem, match="FRAMING_CACHE"):
        Store(tmp_path / "file" / "cache.sqlite")


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_different_parts_have_different_fingerprints(first, second):
    assert (fingerprint(*first) == fingerprint(*second)) == (first == second)
