"""Sentence pairs for training and validation, from folders of gzipped TSV: source, English, domain.

Files are named NAME.ru-en.tsv.gz and NAME.uk-en.tsv.gz. A file NAME.ukx-en.tsv.gz holds rough
Ukrainian made from Russian by rules (synthetic.py), with a fourth column: the Russian.
"""

import gzip
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HELD_OUT = 40  # one in so many English sentences, with all that is paired with it, validates
LONGEST = 500  # characters; the teacher's vector of a longer text says little of its words
CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)


@dataclass(frozen=True)
class Pair:
    """A text, its English and, where known, its Russian."""

    text: str
    english: str
    domain: str
    russian: str = ""

    @property
    def held_out(self) -> bool:
        digest = hashlib.sha256(self.english.casefold().encode()).digest()
        return int.from_bytes(digest[:4], "big") % HELD_OUT == 0


def read_pairs(folders: list[Path], language: str) -> list[Pair]:
    """Clean, different pairs of ``language`` (ru, uk, ukx) and English, as the files have them."""
    found: dict[tuple[str, str], Pair] = {}
    for folder in folders:
        for file in sorted(folder.glob(f"*.{language}-en.tsv.gz")):
            for pair in _lines(file):
                if _sound(pair):
                    found.setdefault((pair.text, pair.english), pair)
    return list(found.values())


def _lines(file: Path) -> Iterator[Pair]:
    domain = file.name.split(".")[0]
    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            fields = [
                unicodedata.normalize("NFC", field) for field in line.rstrip("\n").split("\t")
            ]
            if len(fields) >= 2:
                russian = fields[3] if len(fields) > 3 else ""
                yield Pair(fields[0].strip(), fields[1].strip(), domain, russian)


def _sound(pair: Pair) -> bool:
    text, english = pair.text, pair.english
    if not text or not english or len(text) > LONGEST or len(english) > LONGEST:
        return False
    if "NO TRANSLATION" in english or not CYRILLIC.search(text):
        return False
    return 0.4 < (len(text) + 10) / (len(english) + 10) < 2.5
