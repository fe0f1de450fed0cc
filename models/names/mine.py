"""Mine the spellings of names: `make names DATA=DIR`.

    python models/names/mine.py --data DIR [DIR ...]

Reads the same parallel sentences as the compact translator's training and writes, beside this
file, spellings.tsv.gz: for each language and lemma of a Russian or Ukrainian name the English word
that stands for it most often, where it was seen at least twice; and words.txt.gz: English words
seen at least three times, in capitals or not, which are spelt as English spells them. Same data,
same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from jobs.adapters.lemmatisers import choose
from jobs.ports import Language
from jobs.stages.names import english_capitals, is_same_name, name_words

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "compact-translator"))
import mixture  # noqa: E402

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s$")
SPELT = 2  # times that a spelling has to be seen
SEEN = 3  # times that a word has to be seen
MOST = 14  # names of a sentence; a list of more is aligned by chance


def main() -> None:
    """Read, count, write."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--data", type=Path, nargs="+", required=True)
    lemmatiser = choose()
    spelt: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    words: Counter[str] = Counter()
    done: set[str] = set()
    for pair in (pair for file in mixture.load(options.parse_args().data)[0] for pair in file):
        if pair.source in done:
            continue
        done.add(pair.source)
        words.update(POSSESSIVE.sub("", word) for word in WORD.findall(pair.english))
        names = name_words(pair.source)
        capitals = list(dict.fromkeys(english_capitals(pair.english)))
        if not names or not capitals or len(names) > MOST:
            continue
        language: Language = "uk" if pair.language == "uk" else "ru"
        lemmas = {t.start: t.lemma for t in lemmatiser.tokens(pair.source, language)}
        for name in names:
            same = (word for word in capitals if is_same_name(name.group(), word))
            if name.start() in lemmas and (word := next(same, None)):
                spelt[language, lemmas[name.start()]][POSSESSIVE.sub("", word)] += 1
    lines = []
    for (language, lemma), counts in sorted(spelt.items()):
        word, times = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if times >= SPELT:
            lines.append(f"{language}\t{lemma}\t{word}")
    _write(HERE / "spellings.tsv.gz", lines)
    _write(HERE / "words.txt.gz", sorted(w for w, n in words.items() if n >= SEEN and len(w) > 1))


def _write(path: Path, lines: list[str]) -> None:
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    path.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
