"""Train the compact translator's adapter: `make train-compact-translator DATA=DIR`.

    python models/compact-translator/train.py --data DIR --out DIR --hours 3

Time-boxed: the learning rate falls with the hours trained, not with steps, so that a slow machine
ends as well annealed as a fast one. Resumable: state.pt in --out is written whole every few
minutes, and a run that finds one goes on from it; hours already trained count. Seeded: the same
data give the same batches (not the same bytes: how far a run gets depends on the clock).
Ends by writing adapter.safetensors, its checksum, and held-out.jsonl: the pairs never trained on.

Two workers of one thread each share every step: on few cores this is faster than one worker of
two threads, above all where other work runs at the same time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import wait
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch; see the docstring
# For the workers, whose glibc reads these as they start: giving the memory of each step back to
# the system and asking for it again costs a fifth of the time.
os.environ.setdefault("MALLOC_MMAP_MAX_", "0")
os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(20 * 2**30))

import mixture
import network
import numpy as np
import torch
import torch.multiprocessing as mp
from export import EVERY_PIECE, read_factors, write_adapter
from mixture import Pair
from network import WIDTH, Network
from safetensors.torch import load_file

from jobs.adapters import gemma
from jobs.adapters.translators.compact_glosses import Glosses
from jobs.adapters.translators.compact_pieces import BEGIN, END, Pieces
from jobs.adapters.translators.compact_weights import LAYERS, Base, read_adapter, read_base
from jobs.ports import LANGUAGE_NAMES, Language

SMOOTHING = 0.08
TOO_HARD = 4.5  # nats a piece: beyond this the pair is misaligned, not difficult
LONGEST = 400  # pieces of both sides
POOL = 4000  # pairs that are sorted by length together
WARM = 30  # steps until the full rate
UNGLOSSED = 0.08  # share of pairs shown without a gloss
GAPS = 0.12  # share of glosses left out of the others
SAVE_EVERY = 480.0  # seconds
Row = tuple[list[int], list[int]]  # prompt and answer, rows of the kept vocabulary


@dataclass
class Position:
    """How far training is: epoch, pool in it, batch in that, steps made, seconds spent."""

    epoch: int = 0
    pool: int = 0
    batch: int = 0
    step: int = 0
    spent: float = 0.0


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of *.tsv.gz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--start", type=Path, help="an adapter to go on from")
    parser.add_argument("--rank", type=int, default=64)
    parser.add_argument("--rate", type=float, default=5e-4, help="highest learning rate")
    parser.add_argument("--tokens", type=int, default=1300, help="padded, a worker and step")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def read_gemma(kept: list[int] | None) -> Base:
    """Gemma's weights from the package, embeddings cut to the kept pieces."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.gguf"
        gemma.assemble(path)
        return read_base(path, None if kept is None else np.asarray(kept))


def cut_vocabulary(files: list[list[Pair]], out: Path, start: Path | None) -> list[int]:
    """Choose the kept pieces once, those of ``start`` if it has any; remember them in kept.json."""
    path = out / "kept.json"
    if not path.exists() and start and "pieces" in load_file(start):
        path.write_text(json.dumps(read_adapter(start).kept.tolist()))
    if not path.exists():
        pieces = Pieces(read_gemma([0]).tokenizer, range(EVERY_PIECE))
        place = {name: i for i, name in enumerate(pieces.kept)}
        seen = Counter(
            place[name]
            for pairs in files
            for pair in pairs
            for text in (f" {pair.source}", f" {pair.english}")
            for name in pieces.split(text)
        )
        path.write_text(json.dumps(mixture.kept_pieces(pieces.kept, seen)))
    kept: list[int] = json.loads(path.read_text())
    return kept


class Prompts:
    """Pairs to rows of pieces, the way the product asks for a translation.

    Some pairs come without glosses and some glosses are left out, as the lexicon has its gaps.
    """

    def __init__(self, pieces: Pieces, glosses: Glosses) -> None:
        self._pieces = pieces
        self._glosses = glosses
        self._row = {name: i for i, name in enumerate(pieces.kept)}
        self._tail = self._rows("\nEnglish:")
        self._head = {
            code: [self._row[BEGIN], *self._rows(f"{LANGUAGE_NAMES[code]}:")]
            for code in ("ru", "uk")
        }

    def _rows(self, text: str) -> list[int]:
        return [self._row[name] for name in self._pieces.split(text)]

    def batches(self, pairs: list[Pair], tokens: int, seed: int) -> list[list[Row]]:
        """Batches of rows of like length, at most ``tokens`` with padding, in random order."""
        rows = []
        chance = random.Random(seed)
        for pair in pairs:
            left_out = 1.0 if chance.random() < UNGLOSSED else GAPS
            language: Language = "uk" if pair.language == "uk" else "ru"
            source = self._glosses.add(
                pair.source, language, lambda _, share=left_out: chance.random() >= share
            )
            prompt = [*self._head[language], *self._rows(f" {source}"), *self._tail]
            answer = [*self._rows(f" {pair.english}"), self._row[END]]
            if len(prompt) + len(answer) <= LONGEST:
                rows.append((prompt, answer))
        rows.sort(key=lambda row: (len(row[0]) + len(row[1]), len(row[0])))
        made: list[list[Row]] = [[]]
        for row in rows:
            if made[-1] and (len(row[0]) + len(row[1])) * (len(made[-1]) + 1) > tokens:
                made.append([])
            made[-1].append(row)
        random.Random(seed).shuffle(made)
        return made


def tensors(batch: list[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs, padded with 0, and the pieces wanted after each, -1 where none is asked for."""
    length = max(len(prompt) + len(answer) for prompt, answer in batch) - 1
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    wanted = torch.full((len(batch), length), -1)
    for i, (prompt, answer) in enumerate(batch):
        row = torch.tensor(prompt + answer)
        ids[i, : len(row) - 1] = row[:-1]
        wanted[i, len(prompt) - 1 : len(row) - 1] = row[len(prompt) :]
    return ids, wanted


def stream(
    files: list[list[Pair]], prompts: Prompts, chosen: argparse.Namespace, at: Position, rank: int
) -> Iterator[list[Row]]:
    """This worker's batches from a position on, without end; moves the position."""
    while True:
        pairs = mixture.epoch(files, at.epoch, chosen.seed)
        while at.pool * POOL < len(pairs):
            pool = pairs[at.pool * POOL : (at.pool + 1) * POOL]
            seed = chosen.seed + 1000 * at.epoch + at.pool
            made = prompts.batches(pool, chosen.tokens, seed)
            while at.batch + chosen.workers <= len(made):
                yield made[at.batch + rank]
                at.batch += chosen.workers
            at.pool, at.batch = at.pool + 1, 0
        at.epoch, at.pool = at.epoch + 1, 0


def work(
    rank: int,
    chosen: argparse.Namespace,
    shared: torch.Tensor,
    left: Synchronized[float],
    gate: Barrier,
) -> None:
    """One worker. ``shared`` (workers × parameters) carries gradients, ``left`` the time left."""
    torch.set_num_threads(1)
    torch.manual_seed(chosen.seed)
    files, held = mixture.load(chosen.data)
    if rank == 0:
        with (chosen.out / "held-out.jsonl").open("w", encoding="utf-8") as handle:
            for pair in held:
                handle.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
    kept = json.loads((chosen.out / "kept.json").read_text())
    base = read_gemma(kept)
    pieces = Pieces(base.tokenizer, kept)
    movers = np.flatnonzero([bool(mixture.CYRILLIC.fullmatch(name)) for name in pieces.kept])
    net = Network(base.weights, movers, chosen.rank)
    if chosen.start:
        read_factors(net, chosen.start)
    named = list(net.named_parameters())
    groups = [
        {"params": [p for n, p in named if n.endswith(("_A", "_B"))], "share": 1.0},
        {"params": [net.moved], "share": 0.3},
        {"params": [p for n, p in named if n.endswith("norm")], "share": 0.5},
    ]
    optimizer = torch.optim.AdamW(
        groups, lr=chosen.rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True
    )
    parameters = [parameter for _, parameter in named]
    at = Position()
    state = chosen.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        at = Position(**saved["at"])
    network.block = torch.compile(network.block, dynamic=True)
    began, last_save = time.monotonic() - at.spent, time.monotonic()
    mean = 0.0
    for batch in stream(files, Prompts(pieces, Glosses()), chosen, at, rank):
        if rank == 0:
            at.spent = time.monotonic() - began
            left.value = max(0.0, 1 - at.spent / (chosen.hours * 3600)) if watched() else 0.0
        ids, wanted = tensors(batch)
        loss, plain = net(ids, wanted, SMOOTHING, TOO_HARD)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        _average(parameters, shared, rank, gate)
        time_left = left.value
        gate.wait()
        if time_left <= 0:
            break
        rate = chosen.rate * time_left * min(1.0, (at.step + 1) / WARM)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["share"]
        optimizer.step()
        at.step += 1
        mean = float(plain) if not mean else 0.98 * mean + 0.02 * float(plain)
        if rank == 0 and at.step % 10 == 0:
            print(f"step {at.step}, loss {mean:.3f}, {1 - time_left:.1%} done", flush=True)
        if rank == 0 and time.monotonic() - last_save > SAVE_EVERY:
            # This step's batch is done, and the stream has not yet moved past it.
            done = Position(at.epoch, at.pool, at.batch + chosen.workers, at.step, at.spent)
            _save(state, net, optimizer, done)
            last_save = time.monotonic()
    if rank == 0:
        _save(state, net, optimizer, at)
        if watched():
            write_adapter(net, kept, movers, chosen.out / "adapter.safetensors")


def watched() -> bool:
    """Whether the process that started this one is there: killed, it cannot stop its workers."""
    parent = mp.parent_process()
    return parent is not None and parent.is_alive()


def _average(
    parameters: list[torch.Tensor], shared: torch.Tensor, rank: int, gate: Barrier
) -> None:
    """Replace each gradient by the mean over workers, clipped to length 1."""
    at = 0
    for parameter in parameters:
        shared[rank, at : at + parameter.numel()] = parameter.grad.view(-1)
        at += parameter.numel()
    gate.wait()
    mean = shared[:, :at].mean(0)
    mean *= min(1.0, 1.0 / (float(mean.norm()) + 1e-6))
    at = 0
    for parameter in parameters:
        parameter.grad = mean[at : at + parameter.numel()].view_as(parameter)
        at += parameter.numel()


def _save(path: Path, net: Network, optimizer: torch.optim.Optimizer, at: Position) -> None:
    draft = path.with_suffix(".draft")
    content = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "at": asdict(at)}
    torch.save(content, draft)
    os.replace(draft, path)  # noqa: PTH105


def main() -> None:
    """Choose the vocabulary, start the workers, wait for them."""
    chosen = options()
    chosen.out.mkdir(parents=True, exist_ok=True)
    kept = cut_vocabulary(mixture.load(chosen.data)[0], chosen.out, chosen.start)
    # Room for all factors, norms and moved rows; 13,184 is the sum of inputs and outputs.
    count = LAYERS * (chosen.rank * 13_184 + 4 * WIDTH + 512) + (len(kept) + 1) * WIDTH
    context = mp.get_context("spawn")
    shared = torch.zeros(chosen.workers, count).share_memory_()
    left, gate = context.Value("d", 1.0), context.Barrier(chosen.workers, timeout=1800)
    workers = [
        context.Process(target=work, args=(rank, chosen, shared, left, gate), daemon=True)
        for rank in range(chosen.workers)
    ]
    for worker in workers:
        worker.start()
    wait([worker.sentinel for worker in workers])  # one that fails would leave the other waiting
    for worker in workers:
        worker.join(timeout=60)
    if any(worker.exitcode != 0 for worker in workers):
        raise SystemExit("training stopped; run the same command to go on from state.pt")


if __name__ == "__main__":
    main()
