"""Models by path or name, as anyone may bring them."""

import subprocess
import sys

import numpy as np
import pytest

from jobs.adapters.encoders import choose
from jobs.problems import Problem

LIMIT = 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A model of one small layer with random weights, saved as sentence-transformers does."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    root = tmp_path_factory.mktemp("model")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "рада", "уряд", "vote", "hockey"]
    (root / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).save_pretrained(root / "bert")
    BertTokenizerFast(str(root / "vocab.txt"), model_max_length=LIMIT).save_pretrained(
        root / "bert"
    )
    transformer = Transformer(str(root / "bert"), max_seq_length=LIMIT)
    model = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_embedding_dimension())], device="cpu"
    )
    model.save(str(root / "saved"))
    return root / "saved"


def test_a_model_is_loaded_by_its_path(folder):
    encoder = choose(str(folder))
    encoded = encoder.encode(["рада уряд", "", "hockey"])
    assert encoded.vectors.shape == (3, encoder.dimensions)
    assert np.allclose(np.linalg.norm(encoded.vectors[[0, 2]], axis=1), 1, atol=1e-5)
    assert not encoded.vectors[1].any()


def test_a_text_longer_than_the_model_reads_is_called_clipped(folder):
    fits, over = " ".join(["рада"] * (LIMIT - 2)), " ".join(["рада"] * (LIMIT - 1))
    assert choose(str(folder)).encode([fits, over, "рада"]).clipped.tolist() == [False, True, False]


def test_the_version_changes_with_the_weights(folder, tmp_path):
    import shutil

    other = shutil.copytree(folder, tmp_path / "other")
    (other / "config_sentence_transformers.json").write_text("{}", encoding="utf-8")
    assert choose(str(folder)).version != choose(str(other)).version


def test_a_model_that_is_not_there_is_one_sentence_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path))
    with pytest.raises(Problem, match=r"encoder LaBSE: is not on this machine. Run 'make models'"):
        choose("LaBSE")


def test_a_broken_model_is_one_sentence(tmp_path):
    (tmp_path / "modules.json").write_text("{", encoding="utf-8")
    with pytest.raises(Problem, match="cannot be loaded"):
        choose(str(tmp_path))


def test_naming_the_encoders_imports_no_torch():
    code = "import sys, jobs.adapters.encoders; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
