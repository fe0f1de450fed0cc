"""Folders made once: whole or not at all, whoever else makes them and however a run ends."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from jobs.adapters.made_once import is_whole, made_once
from jobs.problems import Problem


class Maker:
    """Makes a folder with one file; counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, draft: Path, made: Path) -> None:
        (draft / "thrown away").write_bytes(b"half")
        made.mkdir()
        (made / "model.bin").write_bytes(b"weights")
        self.made += 1


def folders(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir() if path.name != "model.lock")


def test_it_is_made_once(tmp_path: Path) -> None:
    make, folder = Maker(), tmp_path / "cache" / "model-1"
    assert made_once(folder, "the model", make) == folder
    assert is_whole(folder)
    assert (folder / "model.bin").read_bytes() == b"weights"
    assert made_once(folder, "the model", make) == folder
    assert make.made == 1
    assert folders(tmp_path / "cache") == ["model-1"]


@pytest.mark.parametrize("content", [b"weight", b""])
def test_a_damaged_one_is_made_again(tmp_path: Path, content: bytes) -> None:
    make, folder = Maker(), tmp_path / "model-1"
    made_once(folder, "the model", make)
    (folder / "model.bin").write_bytes(content)
    assert not is_whole(folder)
    assert is_whole(made_once(folder, "the model", make))


@pytest.mark.parametrize("manifest", ["{", "[]", "{}", '{"model.bin": 3}'])
def test_a_folder_without_a_sound_manifest_is_not_whole(tmp_path: Path, manifest: str) -> None:
    folder = made_once(tmp_path / "model-1", "the model", Maker())
    (folder / "whole.json").write_text(manifest)
    assert not is_whole(folder)


def test_four_at_once_make_it_once(tmp_path: Path) -> None:
    make = Maker()
    folder = tmp_path / "model-1"
    threads = [
        threading.Thread(target=made_once, args=(folder, "the model", make)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert make.made == 1


def test_a_problem_in_the_making_leaves_nothing(tmp_path: Path) -> None:
    def refuse(draft: Path, made: Path) -> None:
        made.mkdir()
        raise Problem("the weights are wrong")

    with pytest.raises(Problem, match="the weights are wrong"):
        made_once(tmp_path / "model-1", "the model", refuse)
    assert folders(tmp_path) == []


def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path) -> None:
    def full(draft: Path, made: Path) -> None:
        raise OSError(28, "No space left on device", str(made))

    with pytest.raises(Problem, match=r"the model cannot be written \(No space left.*Free 1 GB"):
        made_once(tmp_path / "model-1", "the model", full)
    assert folders(tmp_path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from jobs.adapters.made_once import made_once
def make(draft, made):
    made.mkdir()
    (made / "model.bin").write_bytes(b"wei")
    os.kill(os.getpid(), signal.SIGKILL)
made_once(Path(sys.argv[1]), "the model", make)
"""


def test_one_killed_midway_leaves_nothing_that_passes_for_whole(tmp_path: Path) -> None:
    folder = tmp_path / "model-1"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [name for name in folders(tmp_path) if not name.endswith(".draft")] == []
    assert is_whole(made_once(folder, "the model", Maker()))  # the lock went with the process
    assert folders(tmp_path) == ["model-1"]
