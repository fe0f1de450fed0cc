"""Parallel sentences: read, cleaned, mixed for training; some held out.

The folders hold gzipped files KIND.LANGUAGE-en.tsv.gz, a pair a line: source, English, domain.
Beside them stand the project's own: news/, articles/, dispatches/, desks/ and constructions/ with
NAME.LANGUAGE.tsv, written for this, and the frame books' examples, each written in three languages.
News first, real Ukrainian first; what a file adds to news decides how often it is shown.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
INPUTS = HERE.parents[1] / "inputs"
OURS = ("news", "articles", "dispatches", "desks", "constructions")  # folders beside this file

# KIND.LANGUAGE: (times an epoch, fewest words of the source)
SHARES: dict[str, tuple[float, int]] = {
    # The only news of this decade, and of this subject; few, so shown often.
    "news.ru": (5.0, 2),
    "news.uk": (5.0, 2),
    "articles.ru": (8.0, 2),
    "articles.uk": (8.0, 2),
    "dispatches.ru": (12.0, 2),
    "dispatches.uk": (12.0, 2),
    "desks.ru": (12.0, 2),
    "desks.uk": (12.0, 2),
    "constructions.ru": (4.0, 2),
    "constructions.uk": (4.0, 2),
    "examples.ru": (2.0, 3),
    "examples.uk": (2.0, 3),
    "wmt-newstest2012-2020.ru": (1.5, 3),
    "wmt-newstest2021.ru": (1.5, 3),
    "wmt22-24-en2x.ru": (1.5, 3),
    "ud-pud.ru": (1.0, 3),
    "un-sdg.ru": (0.5, 3),
    "tico19-all.ru": (0.3, 5),
    "mlqe-pe.ru": (0.1, 6),
    "mt-geneval.ru": (0.3, 5),
    "xquad.ru": (0.2, 5),
    "tatoeba-challenge-test.ru": (0.05, 6),
    "tatoeba-pivot.ru": (0.05, 6),
    "cocoa-mt.ru": (0.1, 5),
    "zelensky-resistinua.ru": (1.0, 3),
    "wmt22-24-en2x.uk": (4.0, 3),
    "zelensky-resistinua.uk": (1.0, 3),
    "un-sdg.uk": (1.0, 3),
    "tatoeba-challenge-test.uk": (0.5, 5),
    "tatoeba-pivot.uk": (0.4, 5),
    "mozilla-www.uk": (0.2, 5),
    "react-docs.uk": (0.1, 5),
    "apertium.uk": (0.8, 6),  # made from the Russian sides by machine: see the card
}
# Never trained on, here or in the first adapter: the share of a file, drawn by its English.
# WMT24 is the end of the WMT22-24 files.
HELD_OUT = {
    "news.ru": 0.04,
    "news.uk": 0.04,
    "articles.ru": 0.04,
    "articles.uk": 0.04,
    "dispatches.ru": 0.04,
    "dispatches.uk": 0.04,
    "desks.ru": 0.04,
    "desks.uk": 0.04,
    "constructions.ru": 0.04,
    "constructions.uk": 0.04,
    "examples.ru": 0.04,
    "examples.uk": 0.04,
    "ud-pud.ru": 0.5,
    "wmt24": 0.5,
    "zelensky-resistinua.uk": 0.04,
}
WMT24_FROM = 4000
LOOSE = ("zelensky", "mlqe", "apertium")  # aligned or made by machine: checked more strictly
GAP = "NO TRANSLATION AVAILABLE"
JOINED = 0.07  # share of pairs that are joined with their neighbour: the job joins short sentences
NUMBER = re.compile(r"\d+")
LATIN = re.compile(r"▁?[A-Za-z'’.-]+")
CYRILLIC = re.compile(r"▁?[А-Яа-яЁёІіЇїЄєҐґ'’.-]*[А-Яа-яЁёІіЇїЄєҐґ][А-Яа-яЁёІіЇїЄєҐґ'’.-]*")
EARLY = 34_000  # pieces below this id were merged early: frequent in Gemma's own training text
SEEN = 4  # fewest times that another piece comes in the training pairs


@dataclass(frozen=True)
class Pair:
    """A sentence, its English, the source's language and the file it is from."""

    source: str
    english: str
    language: str
    kind: str


def draw(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def plausible(pair: Pair, fewest: int) -> bool:
    """Whether the two sides look like translations of one another."""
    source, english = pair.source, pair.english
    if GAP in source or GAP in english or not source or not english or source == english:
        return False
    words, more = len(source.split()), len(english.split())
    if not fewest <= words <= 110 or more > 130 or not 0.5 <= (more + 2) / (words + 2) <= 2.6:
        return False
    ratio = len(english) / len(source)
    if not pair.kind.startswith(LOOSE):
        return 0.5 <= ratio <= 2.0
    if sorted(NUMBER.findall(source)) != sorted(NUMBER.findall(english)):
        return False
    ends = [(text.rstrip('»”"') or text)[-1] for text in (source, english)]
    if all(end in ".!?" for end in ends) and (ends[0] == "?") != (ends[1] == "?"):
        return False
    return 0.65 <= ratio <= 1.6


def read(folders: Sequence[Path], kind: str) -> list[Pair]:
    """The pairs of one kind, in document order; empty where no folder has the file."""
    if kind.startswith(OURS):
        return written(kind)
    if kind.startswith("examples"):
        return examples(kind)
    pairs = []
    for path in (folder / f"{kind}-en.tsv.gz" for folder in folders):
        if not path.exists():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as handle:
            for line in handle:
                source, english, *_ = line.rstrip("\n").split("\t")
                source, english = " ".join(source.split()), " ".join(english.split())
                pairs.append(Pair(source, english, kind[-2:], kind))
    return pairs


def written(kind: str, beside: Path = HERE) -> list[Pair]:
    """The sentences written for training, file by file."""
    folder, language = kind.split(".")
    return [
        Pair(source, english, language, kind)
        for path in sorted((beside / folder).glob(f"*.{language}.tsv"))
        for source, english in (
            line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]


def examples(kind: str, inputs: Path = INPUTS) -> list[Pair]:
    """The frame books' examples as pairs."""
    language = kind[-2:]
    return [
        Pair(entry[language], entry["en"], language, kind)
        for path in sorted(inputs.glob("**/frames/*.jsonl"))
        for entry in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if language in entry and "en" in entry
    ]


def load(folders: Sequence[Path]) -> tuple[list[list[Pair]], list[Pair]]:
    """Training pairs by file, in the order of SHARES, each once; and the held-out pairs."""
    raw = {kind: read(folders, kind) for kind in SHARES}
    held: list[Pair] = []
    for kind, pairs in raw.items():
        for line, pair in enumerate(pairs):
            late = kind.startswith("wmt22-24") and line >= WMT24_FROM
            share = HELD_OUT.get("wmt24" if late else kind, 0.0)
            if draw(pair.english) < share and plausible(pair, 3):
                held.append(pair)
    secret = {text for pair in held for text in (pair.source, pair.english)}
    seen: set[tuple[str, str]] = set()
    files = []
    for kind, (_, fewest) in SHARES.items():
        keep = []
        for pair in raw[kind]:
            key = (pair.source.lower(), pair.language)
            known = key in seen or pair.english in secret or pair.source in secret
            if not known and plausible(pair, fewest):
                seen.add(key)
                keep.append(pair)
        files.append(keep)
    return files, held


def epoch(files: Sequence[Sequence[Pair]], number: int, seed: int) -> list[Pair]:
    """One pass over the mixture, shuffled: each file as often as its share says."""
    chance = random.Random(seed * 1000 + number)
    out: list[Pair] = []
    for pairs, (share, _) in zip(files, SHARES.values(), strict=True):
        for n, pair in enumerate(pairs):
            for _ in range(int(share) + (chance.random() < share - int(share))):
                if n + 1 < len(pairs) and chance.random() < JOINED:
                    after = pairs[n + 1]
                    if len(pair.source) + len(after.source) < 320:
                        source = f"{pair.source} {after.source}"
                        english = f"{pair.english} {after.english}"
                        out.append(Pair(source, english, pair.language, pair.kind))
                        continue
                out.append(pair)
    chance.shuffle(out)
    return out


def kept_pieces(names: Sequence[str], seen: Counter[int]) -> list[int]:
    """Which pieces the translator keeps, ascending, given how often each is in the pairs.

    Specials, bytes, single letters and signs of the scripts and punctuation needed, every
    Cyrillic piece, the frequent Latin ones, and whatever the pairs have often enough.
    """
    kept = []
    for i, name in enumerate(names):
        place = ord(name) if len(name) == 1 else -1
        sign = 0 <= place < 0x530 or 0x2010 <= place < 0x2060 or 0x20A0 <= place < 0x2150
        byte = len(name) == 6 and name.startswith("<0x")
        latin = i < EARLY and LATIN.fullmatch(name) is not None
        if (
            i < 4
            or sign
            or byte
            or name == "▁"
            or latin
            or CYRILLIC.fullmatch(name)
            or seen[i] >= SEEN
        ):
            kept.append(i)
    return kept
