"""The lower layers of Gemma 3 270M, for reading only: pieces to the mean of their hidden states.

The forward pass is that of transformers' Gemma3Model, one text at a time: without padding a text's
vector does not depend on its neighbours, and on a CPU a batch would hardly be quicker.
"""

import math
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from jobs.adapters.translators.compact_weights import (
    FAR,
    FULL_EVERY,
    HEADS,
    MATRICES,
    NEAR,
    NORMS,
    WIDTH_OF_HEAD,
)

TINY = 1e-6  # added to the mean square in the norms


class LowerLayers:
    """Weights as ``contextual_model.prepare`` wrote them, float16, kept as float32.

    ``weights`` has ``embeddings`` (pieces × 640) and ``layers.I.NAME`` for I below ``layers``.
    """

    def __init__(self, weights: Mapping[str, Tensor], layers: int) -> None:
        self._embeddings = weights["embeddings"]
        self._layers = [
            {name: weights[f"layers.{number}.{name}"].float() for name in (*MATRICES, *NORMS)}
            for number in range(layers)
        ]

    @torch.inference_mode()
    def mean(self, rows: Sequence[int]) -> Tensor:
        """Float32 640: mean of the states of all pieces but the first, each of length √640.

        ``rows`` are places in ``embeddings``, at least two, the first of them <bos>.
        """
        x = self._embeddings[torch.tensor(rows)].float()
        x = x * math.sqrt(x.shape[1])
        length = len(rows)
        near, far = _rotary(length, NEAR), _rotary(length, FAR)
        for number, layer in enumerate(self._layers):
            x = _block(x, *(far if number % FULL_EVERY == FULL_EVERY - 1 else near), layer)
        return (x * torch.rsqrt(x.square().mean(-1, keepdim=True) + TINY))[1:].mean(0)


def _norm(x: Tensor, weight: Tensor) -> Tensor:
    """Root-mean-square norm; Gemma's weight is an offset from one."""
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + TINY) * (1.0 + weight)


def _rotary(length: int, base: float) -> tuple[Tensor, Tensor]:
    speed = base ** (-torch.arange(0, WIDTH_OF_HEAD, 2).float() / WIDTH_OF_HEAD)
    angle = torch.arange(length).float()[:, None] * speed
    return angle.cos(), angle.sin()


def _turn(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary position of x (heads, length, 256), in the half-split convention."""
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


def _block(x: Tensor, cos: Tensor, sin: Tensor, own: Mapping[str, Tensor]) -> Tensor:
    """One layer; x is length × 640."""
    length = len(x)
    h = _norm(x, own["input_layernorm"])
    q = functional.linear(h, own["q_proj"]).view(length, HEADS, WIDTH_OF_HEAD).transpose(0, 1)
    k = functional.linear(h, own["k_proj"]).view(length, 1, WIDTH_OF_HEAD).transpose(0, 1)
    v = functional.linear(h, own["v_proj"]).view(length, 1, WIDTH_OF_HEAD).transpose(0, 1)
    q, k = _turn(_norm(q, own["q_norm"]), cos, sin), _turn(_norm(k, own["k_norm"]), cos, sin)
    seen = functional.scaled_dot_product_attention(
        q, k.expand_as(q), v.expand(HEADS, -1, -1), is_causal=True, scale=WIDTH_OF_HEAD**-0.5
    )
    seen = functional.linear(seen.transpose(0, 1).reshape(length, -1), own["o_proj"])
    x = x + _norm(seen, own["post_attention_layernorm"])
    h = _norm(x, own["pre_feedforward_layernorm"])
    inner = functional.gelu(functional.linear(h, own["gate_proj"]), approximate="tanh")
    inner = functional.linear(inner * functional.linear(h, own["up_proj"]), own["down_proj"])
    return x + _norm(inner, own["post_feedforward_layernorm"])
