"""Gemma 3 270M with low-rank adapters, written for training on a CPU.

The forward pass is that of transformers' Gemma3ForCausalLM (logits equal to 1e-4 in float32),
with what a CPU without much time needs: the output layer holds only the kept pieces and is applied
only where an English piece is to be predicted; its gradient is computed in slices, so that no
positions × pieces matrix stays in memory; a layer is a function of tensors, compiled once for all.
"""

from __future__ import annotations

import math
import time

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from jobs.adapters.translators.compact_weights import (
    FAR,
    FULL_EVERY,
    HEADS,
    LAYERS,
    MATRICES,
    NEAR,
    NORMS,
    WIDTH_OF_HEAD,
    Weights,
)

WIDTH = 640
FLOOR = 1e-6  # added to the mean square in the norms
SLICE = 192  # positions whose logits exist at one time


def faster_dtype() -> torch.dtype:
    """bfloat16 where the processor has instructions for it; elsewhere it is emulated, at a seventh
    of the speed of float32, so the quicker of the two is found by trying both."""

    def seconds(dtype: torch.dtype) -> float:
        x, w = torch.ones(256, WIDTH, dtype=dtype), torch.ones(WIDTH, WIDTH, dtype=dtype)
        spent = []
        for _ in range(5):
            before = time.perf_counter()
            F.linear(x, w)
            spent.append(time.perf_counter() - before)
        return min(spent)

    return min((torch.bfloat16, torch.float32), key=seconds)


def norm(x: Tensor, weight: Tensor) -> Tensor:
    """Root-mean-square norm in float32; Gemma's weight is an offset from one."""
    wide = x.float()
    wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + FLOOR)
    return (wide * (1.0 + weight)).to(x.dtype)


def turn(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary position of x (rows, heads, length, 256), in the half-split convention."""
    a, b = x[..., : WIDTH_OF_HEAD // 2], x[..., WIDTH_OF_HEAD // 2 :]
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


def adapted(x: Tensor, weight: Tensor, a: Tensor, b: Tensor) -> Tensor:
    """x (W + B A)ᵀ, with W frozen."""
    return F.linear(x, weight) + F.linear(F.linear(x, a.to(x.dtype)), b.to(x.dtype))


def block(
    x: Tensor,
    cos: Tensor,
    sin: Tensor,
    ahead: Tensor,
    frozen: list[Tensor],
    low: list[Tensor],
    norms: list[Tensor],
) -> Tensor:
    """One layer; x (rows, length, 640), ahead (length, length) -1e9 where one may not look."""
    rows, length, _ = x.shape
    query, key, value, out, gate, up, down = zip(frozen, low[::2], low[1::2], strict=True)
    before, after, before_inner, after_inner, of_query, of_key = norms
    h = norm(x, before)
    q = norm(adapted(h, *query).view(rows, length, HEADS, WIDTH_OF_HEAD), of_query)
    k = norm(adapted(h, *key).view(rows, length, 1, WIDTH_OF_HEAD), of_key)
    v = adapted(h, *value)
    q, k = turn(q.transpose(1, 2), cos, sin), turn(k.transpose(1, 2), cos, sin)
    # One head of keys serves four of queries: the four lie below one another in one product.
    # On sentences this takes half the time of the flash kernel for CPUs.
    q = q.reshape(rows, HEADS * length, WIDTH_OF_HEAD)
    scores = torch.bmm(q, k.view(rows, length, WIDTH_OF_HEAD).transpose(1, 2)).float()
    scores = (scores * WIDTH_OF_HEAD**-0.5).view(rows, HEADS, length, length) + ahead
    share = torch.softmax(scores, -1).to(x.dtype).view(rows, HEADS * length, length)
    mixed = torch.bmm(share, v).view(rows, HEADS, length, WIDTH_OF_HEAD)
    mixed = mixed.transpose(1, 2).reshape(rows, length, HEADS * WIDTH_OF_HEAD)
    x = x + norm(adapted(mixed, *out), after)
    h = norm(x, before_inner)
    inner = F.gelu(adapted(h, *gate), approximate="tanh") * adapted(h, *up)
    return x + norm(adapted(inner, *down), after_inner)


class Layer(nn.Module):
    """Frozen matrices as buffers, factors and norms as parameters."""

    def __init__(self, weights: Weights, number: int, rank: int, dtype: torch.dtype) -> None:
        super().__init__()
        for name in MATRICES:
            weight = torch.from_numpy(weights[f"layers.{number}.{name}"])
            outputs, inputs = weight.shape
            self.register_buffer(name, weight.to(dtype), persistent=False)
            # B is zero, so that training starts from what was there.
            start = torch.randn(rank, inputs) * inputs**-0.5
            self.register_parameter(f"{name}_A", nn.Parameter(start))
            self.register_parameter(f"{name}_B", nn.Parameter(torch.zeros(outputs, rank)))
        for name in NORMS:
            weight = torch.from_numpy(weights[f"layers.{number}.{name}"].copy())
            self.register_parameter(name, nn.Parameter(weight))

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, ahead: Tensor) -> Tensor:
        frozen = [getattr(self, name) for name in MATRICES]
        low = [getattr(self, f"{name}_{side}") for name in MATRICES for side in "AB"]
        return block(x, cos, sin, ahead, frozen, low, [getattr(self, name) for name in NORMS])


class SlicedLoss(torch.autograd.Function):
    """Label-smoothed cross entropy through the frozen output layer, slice by slice.

    hidden (n, 640), wanted (n), row (n: the sentence a position belongs to). Returns the mean
    smoothed loss, for the gradient, and the mean plain negative log-likelihood. Sentences whose
    own mean exceeds too_hard are taken for misaligned pairs and count in neither.
    """

    @staticmethod
    def forward(ctx, hidden, pieces, wanted, row, smoothing, too_hard):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN205
        """See the class."""
        count = pieces.shape[0]
        slope = torch.empty_like(hidden)
        plain, smoothed = torch.empty(hidden.shape[0]), torch.empty(hidden.shape[0])
        for at in range(0, hidden.shape[0], SLICE):
            part = slice(at, at + SLICE)
            log_p = torch.log_softmax(F.linear(hidden[part], pieces).float(), -1)
            hit = log_p.gather(1, wanted[part, None]).squeeze(1)
            plain[part] = -hit
            smoothed[part] = -(1 - smoothing) * hit - smoothing / count * log_p.sum(-1)
            grad = log_p.exp_().sub_(smoothing / count)
            grad.scatter_add_(1, wanted[part, None], torch.full_like(hit, smoothing - 1)[:, None])
            slope[part] = grad.to(hidden.dtype) @ pieces
        sums = torch.zeros(int(row.max()) + 1).index_add_(0, row, plain)
        lengths = torch.zeros_like(sums).index_add_(0, row, torch.ones_like(plain))
        keep = (sums / lengths.clamp(min=1) <= too_hard)[row].float()
        kept = keep.sum().clamp(min=1)
        ctx.save_for_backward(slope * (keep / kept).to(slope.dtype)[:, None])
        mean = (plain * keep).sum() / kept
        ctx.mark_non_differentiable(mean)
        return (smoothed * keep).sum() / kept, mean

    @staticmethod
    def backward(ctx, upstream, _):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN205
        """Gradient with respect to hidden."""
        (slope,) = ctx.saved_tensors
        return slope * upstream.to(slope.dtype), None, None, None, None, None


class Network(nn.Module):
    """The translator over kept pieces.

    weights as ``Base.weights``; movers (int64) are the rows of the input embeddings that may be
    moved: those of Cyrillic pieces. The output layer stays as it is.
    """

    def __init__(self, weights: Weights, movers: np.ndarray, rank: int) -> None:
        super().__init__()
        self.dtype = faster_dtype()
        pieces = torch.from_numpy(weights["embeddings"])
        self.register_buffer("pieces", pieces.to(self.dtype), persistent=False)
        place = torch.full((pieces.shape[0],), len(movers))  # that row stays zero
        place[torch.from_numpy(movers)] = torch.arange(len(movers))
        self.register_buffer("place", place, persistent=False)
        self.moved = nn.Parameter(torch.zeros(len(movers), WIDTH))
        self.final_norm = nn.Parameter(torch.from_numpy(weights["final_norm"].copy()))
        self.layers = nn.ModuleList(Layer(weights, i, rank, self.dtype) for i in range(LAYERS))

    def rotary(self, length: int, base: float) -> tuple[Tensor, Tensor]:
        """Cosines and sines (length, 128)."""
        speed = base ** (-torch.arange(0, WIDTH_OF_HEAD, 2).float() / WIDTH_OF_HEAD)
        angle = torch.arange(length).float()[:, None] * speed
        return angle.cos().to(self.dtype), angle.sin().to(self.dtype)

    def hidden(self, ids: Tensor) -> Tensor:
        """Rows of pieces (rows, length) to last hidden states (rows, length, 640)."""
        moved = torch.cat((self.moved, torch.zeros(1, WIDTH)))
        start = self.pieces[ids].float() + F.embedding(self.place[ids], moved)
        x = (start * math.sqrt(WIDTH)).to(self.dtype)
        length = ids.shape[1]
        near, far = self.rotary(length, NEAR), self.rotary(length, FAR)
        ahead = torch.full((length, length), -1e9).triu(1)
        for number, layer in enumerate(self.layers):
            full = number % FULL_EVERY == FULL_EVERY - 1
            x = layer(x, *(far if full else near), ahead)
        return norm(x, self.final_norm)

    def forward(
        self, ids: Tensor, wanted: Tensor, smoothing: float, too_hard: float
    ) -> tuple[Tensor, Tensor]:
        """Mean smoothed and mean plain loss; wanted (rows, length), -1 where nothing is asked."""
        rows, columns = (wanted >= 0).nonzero(as_tuple=True)
        states = self.hidden(ids)[rows, columns]
        loss, plain = SlicedLoss.apply(
            states, self.pieces, wanted[rows, columns], rows, smoothing, too_hard
        )
        return loss, plain
