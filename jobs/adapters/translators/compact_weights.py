"""From Gemma's GGUF file and the project's adapter to a CTranslate2 model, in numpy alone.

Going by transformers and torch gives the same weights, but takes several times the memory and
minutes where this takes seconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobs.adapters.translators.compact_pieces import sentencepiece_model, unpack

LAYERS, HEADS, WIDTH_OF_HEAD = 18, 4, 256
NEAR, FAR = 1e4, 1e6  # rotary bases of sliding and of full attention (Gemma 3 report, sec. 2)
WINDOW = 512  # positions that sliding attention sees; our inputs are shorter
FULL_EVERY = 6  # each sixth layer attends to everything

Weights = dict[str, NDArray[np.float32]]

# our name (that of transformers, shortened): GGUF's name
MATRICES: Mapping[str, str] = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
}
NORMS: Mapping[str, str] = {
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "post_attention_norm",
    "pre_feedforward_layernorm": "ffn_norm",
    "post_feedforward_layernorm": "post_ffw_norm",
    "q_norm": "attn_q_norm",
    "k_norm": "attn_k_norm",
}


@dataclass(frozen=True)
class Base:
    """The unadapted model. Keys of ``weights``: embeddings, final_norm, layers.I.NAME.

    Matrices are outputs × inputs; norms are offsets from one, as transformers keeps them.
    ``tokenizer`` is a serialised sentencepiece model over all pieces.
    """

    weights: Weights
    tokenizer: bytes


def read_base(path: Path, kept: NDArray[np.int64] | None = None, layers: int = LAYERS) -> Base:
    """Read and dequantise a Gemma 3 270M GGUF file; only the ``kept`` rows of the embeddings, and
    the lower ``layers``."""
    from gguf import GGUFReader
    from gguf.quants import dequantize

    reader = GGUFReader(str(path))
    raw: dict[str, Any] = {tensor.name: tensor for tensor in reader.tensors}

    def tensor(name: str, rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        data = raw[name].data if rows is None else raw[name].data[rows]
        return np.asarray(dequantize(data, raw[name].tensor_type), dtype=np.float32)

    weights: Weights = {
        "embeddings": tensor("token_embd.weight", kept),
        "final_norm": tensor("output_norm.weight") - 1,
    }
    for i in range(layers):
        for ours, theirs in MATRICES.items():
            weights[f"layers.{i}.{ours}"] = tensor(f"blk.{i}.{theirs}.weight")
        for ours, theirs in NORMS.items():
            weights[f"layers.{i}.{ours}"] = tensor(f"blk.{i}.{theirs}.weight") - 1
    vocabulary = [
        reader.fields[f"tokenizer.ggml.{name}"].contents()
        for name in ("tokens", "scores", "token_type")
    ]
    return Base(weights, sentencepiece_model(*vocabulary))


@dataclass(frozen=True)
class Adapter:
    """What the project trained: see models/compact-translator/MODEL_CARD.md.

    ``kept`` are the ids of the kept pieces; ``moved`` (n × 640) is added to the input embeddings
    of the kept pieces in the rows ``movers``; ``changes`` are low-rank factors A (rank × inputs)
    and B (outputs × rank) and norms in full, keyed like ``Base.weights``.
    """

    kept: NDArray[np.int64]
    movers: NDArray[np.int64]
    moved: NDArray[np.float32]
    changes: Weights


def read_adapter(path: Path) -> Adapter:
    """Read an adapter file; int8 tensors come with a column of scales called NAME.scale."""
    from safetensors.numpy import load_file

    raw = load_file(path)
    tensors: Weights = {}
    for name, value in raw.items():
        if name in ("pieces", "movers") or name.endswith(".scale"):
            continue
        wide = value.astype(np.float32)
        tensors[name] = wide * raw[f"{name}.scale"] if value.dtype == np.int8 else wide
    empty = np.zeros((0, 640), np.float32)
    return Adapter(
        kept=unpack(raw["pieces"]),
        movers=raw.get("movers", np.zeros(0)).astype(np.int64),
        moved=tensors.pop("moved", empty),
        changes=tensors,
    )


def merge(base: Base, adapter: Adapter) -> Weights:
    """Base weights with the adapter worked in: W + B A, norms replaced, embeddings moved.

    ``input_embeddings`` is new; ``embeddings`` stays as it was and serves the output layer.
    """
    merged = dict(base.weights)
    for name, value in adapter.changes.items():
        if name.endswith(".A"):
            key = name[:-2]
            merged[key] = merged[key] + adapter.changes[f"{key}.B"] @ value
        elif not name.endswith(".B"):
            merged[name] = value
    inputs = merged["embeddings"].copy()
    inputs[adapter.movers] += adapter.moved
    merged["input_embeddings"] = inputs
    return merged


def write_model(
    weights: Weights,
    names: list[str],
    folder: Path,
    heard: Callable[[int], None] = lambda layer: None,
) -> None:
    """Write a CTranslate2 model, int8, as its converter for Gemma 3 would; ``folder`` is new.

    ``heard`` is called with the number of layers placed so far.
    """
    from ctranslate2.specs import common_spec, transformer_spec

    spec = transformer_spec.TransformerDecoderModelSpec.from_config(
        LAYERS,
        HEADS,
        activation=common_spec.Activation.GELUTanh,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=WIDTH_OF_HEAD,
        rotary_interleave=False,
        rotary_base=NEAR,
        num_heads_kv=1,
        head_dim=WIDTH_OF_HEAD,
        sliding_window=WINDOW,
        pre_post_layer_norm=True,
        qk_norm=True,
    )
    decoder: Any = spec.decoder
    decoder.scale_embeddings = True
    decoder.start_from_zero_embedding = False
    decoder.embeddings.weight = weights["input_embeddings"]
    decoder.projection.weight = weights["embeddings"]
    _norm(decoder.layer_norm, weights["final_norm"])
    for i, layer in enumerate(decoder.layer):
        own = {name: weights[f"layers.{i}.{name}"] for name in (*MATRICES, *NORMS)}
        attention = layer.self_attention
        full = i % FULL_EVERY == FULL_EVERY - 1
        attention.rotary_base = np.float32(FAR if full else NEAR)
        attention.sliding_window = np.int32(0 if full else WINDOW)
        _norm(layer.input_layer_norm, own["input_layernorm"])
        _norm(layer.post_attention_layer_norm, own["post_attention_layernorm"])
        _norm(layer.pre_feedforward_layer_norm, own["pre_feedforward_layernorm"])
        _norm(layer.post_feedforward_layer_norm, own["post_feedforward_layernorm"])
        _norm(attention.q_norm, own["q_norm"])
        _norm(attention.k_norm, own["k_norm"])
        attention.linear[0].weight = np.concatenate([own["q_proj"], own["k_proj"], own["v_proj"]])
        attention.linear[1].weight = own["o_proj"]
        layer.ffn.linear_0.weight = own["gate_proj"]
        layer.ffn.linear_0_noact.weight = own["up_proj"]
        layer.ffn.linear_1.weight = own["down_proj"]
        heard(i + 1)
    spec.register_vocabulary(names)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "<eos>", "<unk>"
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _norm(spec: Any, offset: NDArray[np.float32]) -> None:  # noqa: ANN401
    spec.gamma = offset
    spec.layer_norm_use_residual = True  # Gemma multiplies by one plus the weight
