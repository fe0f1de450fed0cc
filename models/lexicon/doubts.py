"""List the words and phrases, as they are written, whose gloss parallel English hardly ever says.

    python models/lexicon/doubts.py --data DIR [DIR ...] > doubts.txt

A form may have the gloss of another word: by the lemmatiser "рік" (year) is as well a form of
"ріка" (river). Whoever sees lemmas alone does not see that; sentences with their English do. Each
form with its gloss and up to two sentences, the most frequent first, for whoever writes forms.tsv;
nothing that judges the translator is read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from vet import LITTLE

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import Glosses
from jobs.ports import Language

sys.path.insert(0, str(Path(__file__).parents[1] / "compact-translator"))
import mixture
from mixture import Pair

KINDS = ("news", "articles", "dispatches", "constructions", "examples", "wmt", "zelensky")
FEW = 6  # sentences below which they say nothing
HARDLY = 0.16  # of the sentences with the form, those whose English has the gloss
SHOWN = 2  # sentences
SHORT = 170  # letters of one that is shown


def main() -> None:
    """Count and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--data", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    pairs = [p for file in mixture.load(chosen.data)[0] for p in file if p.kind.startswith(KINDS)]
    for language in ("ru", "uk"):
        some = [pair for pair in pairs if pair.language == language]
        for line in doubts(some, "uk" if language == "uk" else "ru"):
            print(line)


def doubts(pairs: list[Pair], language: Language) -> Iterator[str]:
    """The lines of one language."""
    lemmatiser, glosses = choose(), Glosses()
    lemmas: dict[str, set[str]] = {}

    def of(english: str) -> set[str]:
        if english not in lemmas:
            lemmas[english] = {token.lemma for token in lemmatiser.tokens(english, "en")}
        return lemmas[english]

    seen: Counter[str] = Counter()
    said: Counter[str] = Counter()
    given: dict[str, str] = {}
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        english = {token.lemma for token in lemmatiser.tokens(pair.english, "en")}
        for start, end, gloss in glosses.found(pair.source, language):
            form = pair.source[start:end].lower()
            seen[form] += 1
            given[form] = gloss
            ways = [way for one in gloss.split(", ") if (way := of(one) - LITTLE)]
            said[form] += any(way <= english for way in ways)
            if len(shown[form]) < SHOWN and len(pair.source) < SHORT:
                shown[form].append(f"   {pair.source}\n   = {pair.english}")
    for form, times in seen.most_common():
        if times >= FEW and said[form] < HARDLY * times:
            yield f"{language}  {form} [ {given[form]}]  {said[form]} of {times}"
            yield from shown[form]


if __name__ == "__main__":
    main()
