"""The reader of frames: Gemma's own arithmetic, and vectors that were made beforehand."""

import shutil

import numpy as np
import pytest
from safetensors.numpy import save_file

from jobs.adapters.encoders.contextual import EXAMPLES, LAYERS, Contextual, key_of, known_vectors
from jobs.measures.examples import example_sentences, examples
from jobs.problems import Problem
from jobs.settings import load_frames
from tests.quality.check_frames import BOOKS

TEXTS = [
    "Путин и Трамп договорились провести хоккейные матчи.",
    "Putin and Trump agreed to hold hockey matches.",
    "Путін і Трамп домовилися провести хокейні матчі.",
]
ODD = ["a", "😀👍🏽", "\x00\x01a\x02", "e\u0301 é й", "12 345,67 % — «так»!", "漢字かな"]


def test_the_lower_layers_are_those_of_transformers():
    """Six layers, of which the last attends to everything, with weights drawn by chance."""
    import torch
    from transformers import Gemma3TextConfig, Gemma3TextModel

    from jobs.adapters.encoders.contextual_network import LowerLayers

    torch.manual_seed(1)
    config = Gemma3TextConfig(
        vocab_size=40,
        hidden_size=640,
        intermediate_size=2048,
        num_hidden_layers=6,
        num_attention_heads=4,
        num_key_value_heads=1,
        head_dim=256,
        query_pre_attn_scalar=256,
        initializer_range=0.05,
    )
    theirs = Gemma3TextModel(config).eval()
    weights = {"embeddings": theirs.embed_tokens.weight.detach()}
    for number, layer in enumerate(theirs.layers):
        for name, value in layer.state_dict().items():
            weights[f"layers.{number}.{name.split('.')[-2]}"] = value
    rows = [2, 7, 30, 7, 11, 3]
    seen = []
    theirs.layers[-1].register_forward_hook(lambda *call: seen.append(call[-1]))
    with torch.inference_mode():
        theirs(torch.tensor([rows]))
    states = (seen[0][0] if isinstance(seen[0], tuple) else seen[0]).reshape(len(rows), 640)
    states = states * torch.rsqrt(states.square().mean(-1, keepdim=True) + 1e-6)
    ours = LowerLayers(weights, 6).mean(rows)
    assert torch.allclose(ours, states[1:].mean(0), atol=1e-3)


def test_every_sentence_of_the_books_has_its_vector():
    """Else a first report would read thousands of sentences: `make contextual-examples`."""
    known = known_vectors(EXAMPLES, Contextual(examples=None).version)
    for books in (BOOKS[:1], BOOKS):
        texts = example_sentences(examples(load_frames(books)))["text"]
        assert [text for text in texts if key_of(text) not in known] == []


def test_a_known_text_needs_no_model(tmp_path):
    encoder = Contextual(cache=tmp_path)
    known = load_frames(BOOKS).frames[0].seeds["uk"][0]
    vector = encoder.encode([known]).vectors[0]
    assert np.linalg.norm(vector) == pytest.approx(1, abs=0.01)
    assert list(tmp_path.iterdir()) == []


def test_vectors_of_another_version_are_not_believed(tmp_path):
    path = tmp_path / "examples.safetensors"
    content = {
        "keys": np.array([key_of("a")], dtype=np.uint64),
        "vectors": np.full((1, 640), 3, dtype=np.int8),
        "centre": np.zeros(640, dtype=np.float32),
        "scale": np.ones(640, dtype=np.float32),
    }
    save_file(content, path, {"version": "1"})
    assert known_vectors(path, "1").keys() == {key_of("a")}
    assert known_vectors(path, "2") == {}


def test_a_damaged_file_is_told(tmp_path):
    path = tmp_path / "examples.safetensors"
    shutil.copy(EXAMPLES, path)
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(Problem, match="Restore the file from the repository"):
        known_vectors(path, "1")
    with pytest.raises(Problem, match="cannot be read"):
        known_vectors(tmp_path / "none", "1")


@pytest.fixture(scope="module")
def encoder():
    return Contextual(examples=None)


@pytest.mark.models
def test_a_text_reads_the_same_alone_and_in_company(encoder):
    together = encoder.encode([*TEXTS, *ODD]).vectors
    alone = np.concatenate([encoder.encode([text]).vectors for text in [*TEXTS, *ODD]])
    assert (together == alone).all()
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.models
def test_nothing_reads_as_nothing(encoder):
    assert not encoder.encode(["", " \n"]).vectors.any()


@pytest.mark.models
def test_what_is_too_long_is_called_clipped(encoder):
    assert encoder.encode(["слово " * 700, "слово"]).clipped.tolist() == [True, False]


@pytest.mark.models
def test_what_was_made_beforehand_is_what_would_be_made(encoder):
    """But for the rounding to bytes, which is small beside what tells texts apart."""
    texts = [frame.seeds["ru"][0] for frame in load_frames(BOOKS).frames[::7]]
    known = known_vectors(EXAMPLES, encoder.version)
    rows = np.stack([known[key_of(text)] for text in texts])
    made = encoder.encode(texts).vectors
    spread = np.stack(list(known.values())).std(axis=0)
    assert np.abs((rows - made) / spread).mean() < 0.05


def test_the_depth_is_one_that_the_model_has():
    assert 0 < LAYERS <= 18
