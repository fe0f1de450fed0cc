"""Teach the built-in encoder Ukrainian; write only the difference.

    python models/universal-encoder/train.py --data DIR [--data DIR2] --out DIR [--minutes 40]

After Reimers & Gurevych 2020: the student puts a Ukrainian sentence where the teacher, the encoder
as the package has it, puts the English translation, and the Russian one where there is one. Only
rows of new vocabulary pieces are trained (see vocabulary.py), so Russian and English stay where
they were. The loss is 10 × (1 − cosine to the mean of the targets), plus cross-entropy of finding
the target among those of the batch, whose sentences are taken from each other's neighbourhood so
that wrong ones are hard, with a margin.

Everything that takes long is kept in --work (by default below the user's cache folder) and a
checkpoint is written every two minutes: run the same command again to go on. Seeded; the time box
makes the number of steps depend on the machine. Needs apertium-rus-ukr for the rough Ukrainian
(synthetic.py); without it trains on the real pairs alone and says so.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import json

import synthetic
from corpus import Pair, read_pairs
from difference import serialised, write_difference
from vocabulary import first_rows, new_pieces

from jobs.adapters.encoders.universal import (
    Tokeniser,
    Universal,
    network_weights,
    resources,
)
from jobs.adapters.encoders.universal_network import BRANCHES, Embeddings, Network
from jobs.paths import cache_folder
from jobs.store import fingerprint

SEED = 1
RATE = 0.01  # Adam; the rows' own spread is 0.3–0.5; 0.003 and 0.03 were not tried
BATCH = 256
GROUP = 32  # neighbours that stay together when batches are made
MARGIN, SHARPNESS = 0.1, 25.0
REAL, ALIGNED, ROUGH = 1.5, 1.2, 0.7  # weights: human pairs, automatically aligned ones, rules
COPY = 0.97  # a target so near to another is the same sentence, not a wrong answer
SAVE_EVERY = 120.0  # seconds


@dataclass(frozen=True)
class Examples:
    """Piece ids, the teacher's vectors of English and Russian (float16 n × 512), weights."""

    ids: list[list[int]]
    english: Tensor
    russian: Tensor
    has_russian: Tensor
    weights: Tensor


class Student(torch.nn.Module):
    """The package's rows, and after them rows that learn."""

    def __init__(self, package: Embeddings, rows: Tensor, first: int) -> None:
        super().__init__()
        self.package = package
        self.first = first
        self.rows = torch.nn.Parameter(rows)

    def forward(self, ids: Tensor) -> Tensor:
        values = self.package(ids.clamp(max=self.first - 1))
        new = torch.nonzero(ids >= self.first).squeeze(1)
        return values.index_put((new,), self.rows[ids[new] - self.first])


def vectors(network: Network, ids: Sequence[list[int]]) -> Tensor:
    """Unit vectors of tokenised sentences, n × 512."""
    flat = torch.tensor([piece for sentence in ids for piece in sentence])
    lengths = torch.tensor([len(sentence) for sentence in ids])
    found: Tensor = network({"ids": flat, "lengths": lengths})["sentence_embedding"]
    return found


def batches(examples: Examples, generator: torch.Generator) -> Iterator[list[int]]:
    """Every example once; groups of neighbours, several groups a batch, in random order."""
    count = len(examples.ids)
    made: list[Tensor] = []
    for chunk in torch.randperm(count, generator=generator).split(8192):
        seeds = chunk[torch.randperm(len(chunk), generator=generator)[: len(chunk) // 64 + 1]]
        nearest = examples.english[chunk].float() @ examples.english[seeds].float().T
        groups = chunk[nearest.argmax(1).argsort(stable=True)].split(GROUP)
        order = torch.randperm(len(groups), generator=generator).tolist()
        size = BATCH // GROUP
        for start in range(0, len(order), size):
            made.append(torch.cat([groups[number] for number in order[start : start + size]]))
    for number in torch.randperm(len(made), generator=generator).tolist():
        yield made[number].tolist()


def loss(student: Tensor, examples: Examples, chosen: list[int]) -> Tensor:
    """The batch's loss; ``student`` are its vectors."""
    english, russian = examples.english[chosen].float(), examples.russian[chosen].float()
    weights = examples.weights[chosen] / examples.weights[chosen].sum()
    target = functional.normalize(english + russian)
    total = 10 * ((1 - (student * target).sum(1)) * weights).sum()
    answers, same = torch.arange(len(chosen)), torch.eye(len(chosen))
    for targets, mask in ((english, 1.0), (russian, examples.has_russian[chosen].float())):
        copies = ((targets @ targets.T) > COPY) & (same == 0)
        scores = SHARPNESS * (student @ targets.T - MARGIN * same).masked_fill(copies, -1.0)
        for side in (scores, scores.T):
            total = (
                total
                + (functional.cross_entropy(side, answers, reduction="none") * weights * mask).sum()
            )
    return total


def accuracy(left: Tensor, right: Tensor) -> float:
    """Retrieval by ratio margin, the mean of both directions."""
    cosine = left @ right.T
    k = min(4, len(cosine))
    mean = cosine.topk(k, 1).values.mean(1)[:, None] + cosine.topk(k, 0).values.mean(0)[None]
    scores, truth = cosine / mean, torch.arange(len(cosine))
    found = [(side.argmax(1) == truth).float().mean().item() for side in (scores, scores.T)]
    return sum(found) / 2


def remembered(work: Path, texts: list[str], encode: Callable[[list[str]], np.ndarray]) -> Tensor:
    """The teacher's vectors as float16, kept in ``work`` piece by piece."""
    parts = []
    for start in range(0, len(texts), 16384):
        part = texts[start : start + 16384]
        file = work / f"teacher-{fingerprint(*part)[:16]}.npy"
        if not file.exists():
            draft = file.with_suffix(".draft.npy")
            np.save(draft, encode(part).astype(np.float16))
            draft.replace(file)
        parts.append(torch.from_numpy(np.load(file)))
    return torch.cat(parts)


def weight(pair: Pair) -> float:
    """How far a pair is to be trusted."""
    if pair.russian:
        return ROUGH
    return ALIGNED if pair.domain.startswith("zelensky") else REAL


def main() -> None:
    """Prepare, train until the time is up, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=cache_folder() / "train-universal-encoder")
    parser.add_argument("--minutes", type=float, default=40, help="of training, over all sittings")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)

    rough = options.work / "synthetic.ukx-en.tsv.gz"
    if not rough.exists() and synthetic.installed():
        synthetic.write_synthetic(options.data, rough)
    if not rough.exists():
        print("apertium-rus-ukr is not installed: training on the real Ukrainian pairs alone")
    real, made = read_pairs(options.data, "uk"), read_pairs([options.work], "ukx")
    russian = read_pairs(options.data, "ru")
    if not real:
        sys.exit(f"{options.data[0]}: no *.uk-en.tsv.gz in it. Give the folder of parallel text.")
    print(f"{len(real)} real pairs, {len(made)} made by rules, {len(russian)} Russian ones")
    of_english = {pair.english: pair.text for pair in russian}
    train = [pair for pair in real + made if not pair.held_out]

    teacher = Universal(difference=None)
    model = (resources() / "sp.model").read_bytes()
    weights, package = network_weights(resources() / "weights.npz")
    vocabulary = options.work / "vocabulary.json"
    if not vocabulary.exists():
        pieces = new_pieces(
            model,
            [pair.text for pair in train] + [pair.text for pair in real if not pair.held_out],
            [pair.text for pair in russian],
            options.work,
        )
        vocabulary.write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")
    pieces = json.loads(vocabulary.read_text(encoding="utf-8"))
    checkpoint = options.work / "checkpoint.pt"
    state = torch.load(checkpoint) if checkpoint.exists() else None
    rows = (
        state["rows"]
        if state
        else torch.from_numpy(
            first_rows(
                model,
                list(pieces),
                [(pair.text, pair.russian) for pair in made if not pair.held_out],
                lambda ids: package(torch.tensor(ids)).numpy(),
            )
        )
    )
    first = teacher.tokenise.size
    student = Student(package, rows, first)
    network = Network(weights, package)
    network.embeddings = student
    for n, _ in BRANCHES:  # half the time, and frozen
        for name in ("first", "second", "second_bias"):
            setattr(network, f"{name}{n}", getattr(network, f"{name}{n}").bfloat16())

    tokenise = Tokeniser(model, serialised(pieces))

    def encode(texts: list[str]) -> np.ndarray:
        return np.asarray(teacher.model.encode(texts, batch_size=1024, show_progress_bar=False))

    russians = [pair.russian or of_english.get(pair.english, "") for pair in train]
    examples = Examples(
        ids=tokenise([pair.text for pair in train]),
        english=remembered(options.work, [pair.english for pair in train], encode),
        russian=remembered(
            options.work,
            [text or pair.english for text, pair in zip(russians, train, strict=True)],
            encode,
        ),
        has_russian=torch.tensor([bool(text) for text in russians]),
        weights=torch.tensor([weight(pair) for pair in train]),
    )
    held = [pair for pair in real if pair.held_out]
    kinds = {
        "short": [pair for pair in held if pair.domain.startswith("tatoeba")],
        "other": [pair for pair in held if not pair.domain.startswith("tatoeba")],
    }
    checks = {
        kind: (
            tokenise([p.text for p in some]),
            torch.from_numpy(encode([p.english for p in some])),
        )
        for kind, some in kinds.items()
        if some
    }

    @torch.no_grad()
    def report() -> str:
        found = {
            kind: accuracy(vectors(network, ids), target) for kind, (ids, target) in checks.items()
        }
        return ", ".join(f"{kind} {value:.4f}" for kind, value in found.items())

    optimiser = torch.optim.Adam([student.rows], lr=RATE, betas=(0.9, 0.99))
    epoch, position, spent = 0, 0, 0.0
    if state:
        optimiser.load_state_dict(state["optimiser"])
        epoch, position, spent = state["epoch"], state["position"], state["spent"]
    print(f"{len(train)} examples, {len(pieces)} new pieces, held out: {report()}", flush=True)
    limit, saved, step = options.minutes * 60, spent, 0

    def save() -> None:
        draft = checkpoint.with_suffix(".draft")
        torch.save(
            {
                "rows": student.rows.detach(),
                "optimiser": optimiser.state_dict(),
                "epoch": epoch,
                "position": position,
                "spent": spent,
            },
            draft,
        )
        draft.replace(checkpoint)

    while spent < limit:
        generator = torch.Generator().manual_seed(SEED + epoch)
        for number, chosen in enumerate(batches(examples, generator)):
            if number < position:
                continue
            began = time.monotonic()
            warm = min(1.0, (step + 1) / 50)
            for group in optimiser.param_groups:
                group["lr"] = RATE * warm * max(0.02, 1 - spent / limit)
            value = loss(vectors(network, [examples.ids[row] for row in chosen]), examples, chosen)
            optimiser.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step, position = step + 1, number + 1
            spent += time.monotonic() - began
            if spent - saved > SAVE_EVERY:
                saved = spent
                save()
                print(
                    f"{spent / 60:.1f} min, epoch {epoch}, loss {value.item():.3f}: {report()}",
                    flush=True,
                )
            if spent >= limit:
                break
        else:
            epoch, position = epoch + 1, 0
    save()
    print(f"end: {report()}")
    print(write_difference(options.out, pieces, first, student.rows.detach().numpy()))


if __name__ == "__main__":
    main()
