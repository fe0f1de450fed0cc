"""Put the gazetteer together: names that were written for it, held against parallel sentences.

    python models/names/gather.py --data DIR [DIR ...]

Reads written/*.tsv (Russian, Ukrainian, English; one of the first two may be empty) and writes
gazetteer.tsv.gz beside them: language, name as `jobs.gazetteer.folded` has it, English. Of several
English spellings for a name the one goes in that the translator's parallel sentences say most
often, then the one that most writers gave, then the first. Out goes what those sentences write in
small letters more often than with a capital (a word, no name), a spelling that English hardly ever
has where the name stands. No spelling (``-``) get names so frequent that the translator needs no
hint (Russia, US), and the given names of by_bearer.txt: English spells them by the bearer's nation,
which the name does not tell (Володимир Зеленський is Volodymyr, Володимир Путін Vladimir).
Same data, same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.gazetteer import GAZETTEER, NONE, folded, forms
from jobs.ports import Language

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "compact-translator"))

WRITTEN = HERE / "written"
BY_BEARER = HERE / "by_bearer.txt"
CYRILLIC = re.compile(r"[А-ЯЁІЇЄҐ][А-Яа-яЁёІіЇїЄєҐґ]*(?:['’ʼ-][А-Яа-яЁёІіЇїЄєҐґ]+)*")
_PART = r"[^\W\d_А-Яа-яЁёІіЇїЄєҐґ]+"
LATIN = re.compile(rf"{_PART}(?:(?:['’-]|\.? | & ){_PART})*")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
FEW = 3  # sentences below which they say nothing
COMMON = 800  # sentences with a name, from which the translator knows it by itself
LEAST = 0.25  # of the sentences with a name, the least that have its English
Name = tuple[Language, str]


def main() -> None:
    """Read, count, write."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--data", type=Path, nargs="+", required=True)
    claims = written()
    by_bearer = {folded(name) for name in BY_BEARER.read_text(encoding="utf-8").split()}
    small, seen, said = counted(options.parse_args().data, claims)
    best = {
        at: max(spellings, key=lambda one: (said[at, one], spellings[one]))
        for at, spellings in claims.items()
    }
    often = Counter[str]()
    for at, english in best.items():
        often[english] += seen[at]
    lines = [f"{language}\t{name}\t{NONE}" for language in ("ru", "uk") for name in by_bearer]
    for at, english in best.items():
        language, name = at
        contradicted = seen[at] >= FEW and said[at, english] < LEAST * seen[at]
        if name not in by_bearer and not contradicted and small[at] <= seen[at]:
            known = often[english] >= COMMON
            lines.append(f"{language}\t{name}\t{NONE if known else english}")
    content = "".join(f"{line}\n" for line in sorted(lines)).encode("utf-8")
    GAZETTEER.write_bytes(gzip.compress(content, 9, mtime=0))
    size = GAZETTEER.stat().st_size
    print(f"{GAZETTEER.name}: {len(lines)} names of {len(claims)} written, {size} bytes")


def written() -> Mapping[Name, Counter[str]]:
    """For each name its English spellings, by how many files have them, the first first."""
    claims: dict[Name, Counter[str]] = defaultdict(Counter)
    for path in sorted(WRITTEN.glob("*.tsv")):
        of_file: dict[Name, dict[str, None]] = defaultdict(dict)
        for line in path.read_text(encoding="utf-8").splitlines():
            russian, ukrainian, english = line.split("\t")
            names: tuple[tuple[Language, str], ...] = (("ru", russian), ("uk", ukrainian))
            for language, name in names:
                if CYRILLIC.fullmatch(name) and LATIN.fullmatch(english):
                    of_file[language, folded(name)][english] = None
        for at, spellings in of_file.items():
            claims[at].update(spellings.keys())
    return claims


def counted(
    folders: list[Path], claims: Mapping[Name, Counter[str]]
) -> tuple[Counter[Name], Counter[Name], Counter[tuple[Name, str]]]:
    """How often names stand in small letters and with a capital, and with which English."""
    lemmatiser = choose()

    @cache
    def listed(word: str, language: Language) -> tuple[Name, ...]:
        found = ((language, form) for form in forms(word, language, lemmatiser))
        return tuple(name for name in dict.fromkeys(found) if name in claims)

    small: Counter[Name] = Counter()
    seen: Counter[Name] = Counter()
    said: Counter[tuple[Name, str]] = Counter()
    for source, english, language in sentences(folders):
        names: dict[Name, None] = {}
        for match in WORD.finditer(source):
            word = match.group()
            if word[0].isupper():
                names |= dict.fromkeys(listed(word, language))
            elif (language, folded(word)) in claims:
                small[language, folded(word)] += 1
        seen.update(names.keys())
        for name in names:
            said.update((name, one) for one in claims[name] if one in english)
    return small, seen, said


def sentences(folders: list[Path]) -> Iterator[tuple[str, str, Language]]:
    """The translator's parallel sentences, each once."""
    import mixture

    done: set[str] = set()
    for pair in (pair for file in mixture.load(folders)[0] for pair in file):
        if pair.source not in done:
            done.add(pair.source)
            yield pair.source, pair.english, "uk" if pair.language == "uk" else "ru"


if __name__ == "__main__":
    main()
