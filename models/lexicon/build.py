"""Put the lexicon together: what was mined, corrected by readers, and the phrases written for it.

    python models/lexicon/build.py

Reads words.tsv (a language, a lemma, what English says, or ``-`` where nothing helps), mined.tsv.gz
(`mine.py`), corrections.tsv (as words.tsv, and for two lemmas together; ``-`` where the entry
misleads), phrases/SUBJECT.tsv (Russian, Ukrainian, English; one of the first two may be empty) and
forms.tsv (a language, a word as it is written, what English says), and writes lexicon.tsv.gz beside
them. The later counts more; of two phrases with the same lemmas the first file's counts.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import CONTENT, FORM, LEXICON, LONGEST
from jobs.ports import Language, Lemmatiser

FOLDER = Path(__file__).parent
MINED = FOLDER / "mined.tsv.gz"
WORDS = FOLDER / "words.tsv"
CORRECTIONS = FOLDER / "corrections.tsv"
PHRASES = FOLDER / "phrases"
FORMS = FOLDER / "forms.tsv"
GLOSS = re.compile(r"[^\t\n\[\],;:А-Яа-яЁёІіЇїЄєҐґ]+(, [^\t\n\[\],;:А-Яа-яЁёІіЇїЄєҐґ]+)?")
NONE = "-"
Key = tuple[str, str]


def main() -> None:
    """Merge and write."""
    content = merged()
    LEXICON.write_bytes(content)
    print(f"{LEXICON.name}: {len(lines_of(content))} lines, {len(content)} bytes")


def merged() -> bytes:
    """The lexicon, gzipped: sorted lines of language, lemmas and gloss."""
    entries = dict(listed(WORDS)) | mined() | dict(listed(CORRECTIONS))
    entries |= dict(reversed(list(written())))
    entries |= {(language, f"{FORM}{form}"): gloss for (language, form), gloss in listed(FORMS)}
    lines = sorted("\t".join((*key, gloss)) for key, gloss in entries.items() if gloss != NONE)
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 9, mtime=0)


def mined() -> dict[Key, str]:
    """What parallel sentences have."""
    rows = (line.split("\t") for line in lines_of(MINED.read_bytes()))
    return {(language, lemmas): gloss for language, lemmas, gloss in rows}


def listed(path: Path) -> Iterator[tuple[Key, str]]:
    """The entries of words.tsv, corrections.tsv or forms.tsv."""
    for line in path.read_text(encoding="utf-8").splitlines():
        language, lemmas, gloss = line.split("\t")
        yield (language, lemmas), gloss


def written() -> Iterator[tuple[Key, str]]:
    """The entries of all phrases, the first of a kind first."""
    lemmatiser = choose()
    for path in sorted(PHRASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            russian, ukrainian, gloss = line.split("\t")
            for language, phrase in (("ru", russian), ("uk", ukrainian)):
                if lemmas := key(lemmatiser, phrase, "uk" if language == "uk" else "ru"):
                    yield (language, lemmas), gloss


def key(lemmatiser: Lemmatiser, phrase: str, language: Language) -> str | None:
    """The lemmas of a phrase; ``None`` where a text's words would never be looked up so."""
    tokens = lemmatiser.tokens(phrase, language)
    if not 1 <= len(tokens) <= LONGEST or len(phrase.split(" ")) != len(tokens):
        return None
    if len(tokens) == 1 and tokens[0].pos not in CONTENT:
        return None
    return " ".join(token.lemma for token in tokens)


def lines_of(content: bytes) -> list[str]:
    """Those of a gzipped file."""
    return gzip.decompress(content).decode("utf-8").splitlines()


if __name__ == "__main__":
    main()
