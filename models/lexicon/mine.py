"""Mine the bilingual lexicon: `make lexicon DATA=DIR`, with `pip install eflomal`.

    python models/lexicon/mine.py --data DIR [DIR ...]

Reads the parallel sentences that the compact translator is trained on, aligns their words with
eflomal (Östling and Tiedemann 2016, "Efficient word alignment with Markov chain Monte Carlo") in
both directions, and writes mined.tsv.gz beside this file: a language, a lemma, and the one or
two ways in which English says it most often; also for two words together, where English does not
say them word by word. Held-out sentences are not read. `build.py` makes the lexicon of it.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import eflomal
from build import MINED

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import CONTENT
from jobs.ports import Language, Token

sys.path.insert(0, str(Path(__file__).parents[1] / "compact-translator"))
import mixture

LITTLE = frozenset(
    "a an the of to in on at by for with from and or as that this his her its their our your my "  # noqa: SIM905
    "is are was were be been being has have had will would not it he she they we you i who which "
    "s".split()
)  # never by themselves, and not at either end of a phrase
COMMON = 120  # most frequent lemmas, which the model knows by itself
CYRILLIC = re.compile(r"[а-яёіїєґ]")
PLAIN = re.compile(r"[^\t\n\[\],;:]+")
SEEN = 4  # times that a lemma has to be aligned
LEAD = 0.25  # share of its alignments that the first way needs; the second: half the first's
LEAD_OF_PAIRS = 0.4  # the same for two words together
LONGEST = 4  # words of a way
REPEATS = {"news": 3, "examples": 2}  # how often a kind counts: it is the subject's own
Links = set[tuple[int, int]]
Ways = Counter[tuple[str, str]]


def main() -> None:
    """Read, align, count, write."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--data", type=Path, nargs="+", required=True)
    folders = options.parse_args().data
    with ProcessPoolExecutor() as pool:
        both = pool.map(entries, [folders] * 2, ("ru", "uk"))
        lines = [line for lines in both for line in lines]
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    MINED.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{MINED.name}: {len(lines)} lines, {MINED.stat().st_size} bytes")


def entries(folders: list[Path], language: Language) -> list[str]:
    """A language's lines of the lexicon, sorted."""
    files = mixture.load(folders)[0]
    pairs = [pair for file in files for pair in file if pair.language == language]
    print(f"{language}: {len(pairs)} pairs", flush=True)
    lemmatiser = choose()
    sources = [lemmatiser.tokens(pair.source, language) for pair in pairs]
    targets = [lemmatiser.tokens(pair.english, "en") for pair in pairs]
    words = Counter(token.lemma for line in sources for token in line if token.pos in CONTENT)
    ways: dict[str, Ways] = defaultdict(Counter)
    for pair, source, target, links in zip(
        pairs, sources, targets, align(sources, targets), strict=True
    ):
        there: dict[int, list[int]] = defaultdict(list)
        for come, to in links:
            there[come].append(to)
        for at, token in enumerate(source):
            if token.pos not in CONTENT:
                continue
            times = REPEATS.get(pair.kind.split(".")[0], 1)
            if said := _said(there[at], target, pair.english):
                ways[token.lemma][said] += times
            after = source[at + 1] if at + 1 < len(source) else None
            if after and after.pos in CONTENT and pair.source[token.end : after.start] == " ":
                both = _said([*there[at], *there[at + 1]], target, pair.english)
                if both and there[at] and there[at + 1]:
                    ways[f"{token.lemma} {after.lemma}"][both] += times
    common = {lemma for lemma, _ in words.most_common(COMMON)}
    told: dict[str, str] = {}
    for lemmas, counts in sorted(ways.items(), key=lambda item: (" " in item[0], item[0])):
        parts = lemmas.split(" ")
        gloss = _best(counts, LEAD_OF_PAIRS if len(parts) > 1 else LEAD)
        if not gloss or not all(map(CYRILLIC.match, parts)):
            continue
        word_by_word = " ".join(told.get(part, "").split(",")[0] for part in parts)
        if len(parts) == 1 or gloss.lower() != word_by_word.lower():
            told[lemmas] = gloss
    return [
        f"{language}\t{lemmas}\t{gloss}"
        for lemmas, gloss in sorted(told.items())
        if lemmas not in common
    ]


def _said(places: list[int], target: list[Token], english: str) -> tuple[str, str] | None:
    """The English from the first linked word to the last: its lemmas, and as it stands."""
    if not places or max(places) - min(places) >= LONGEST:
        return None
    tokens = target[min(places) : max(places) + 1]
    while tokens and tokens[0].lemma in LITTLE:
        tokens = tokens[1:]
    while tokens and tokens[-1].lemma in LITTLE:
        tokens = tokens[:-1]
    if not tokens:
        return None
    said = english[tokens[0].start : tokens[-1].end]
    return (" ".join(token.lemma for token in tokens), said) if PLAIN.fullmatch(said) else None


def _best(counts: Ways, lead: float) -> str | None:
    """The ways worth telling, the likeliest first; ``None`` where none is sure enough."""
    total = counts.total()
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for (key, said), times in counts.items():
        groups[key][said] += times
    order = sorted(groups.items(), key=lambda item: (-item[1].total(), item[0]))[:2]
    first = order[0][1].total()
    if total < SEEN or first < max(2, lead * total):
        return None
    kept = [group for _, group in order if group.total() >= max(2, first / 2)]
    told = [min(group, key=lambda said: (-group[said], said)) for group in kept]
    return ", ".join(dict.fromkeys(told))


def align(sources: list[list[Token]], targets: list[list[Token]]) -> list[Links]:
    """Links of source and target words: those of both directions, and of either beside them."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, side in (("source", sources), ("target", targets)):
            lines = (" ".join(t.lemma.replace(" ", "_") for t in line) or "-" for line in side)
            (place / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        with (place / "source").open() as source, (place / "target").open() as target:
            eflomal.Aligner().align(
                source,
                target,
                links_filename_fwd=str(place / "there"),
                links_filename_rev=str(place / "back"),
            )
        both = [(place / name).read_text().splitlines() for name in ("there", "back")]
    return [_joined(*map(_links, lines)) for lines in zip(*both, strict=True)]


def _links(line: str) -> Links:
    return {(int(a), int(b)) for a, b in (pair.split("-") for pair in line.split())}


def _joined(there: Links, back: Links) -> Links:
    """The intersection, grown by links of the union that touch it (Koehn et al. 2003)."""
    sure = there & back
    beside = ((-1, 0), (0, -1), (1, 0), (0, 1))
    return sure | {
        (a, b) for a, b in there | back if any((a + x, b + y) in sure for x, y in beside)
    }


if __name__ == "__main__":
    main()
