"""List the lemmas that the lexicon has nothing for, the commonest first: `pip install wordfreq`.

    python models/lexicon/gaps.py --data DIR [DIR ...] > gaps.txt

A line each: language, lemma, the forms that texts have of it (the lemmatiser reads some wrongly,
and a gloss goes to forms). How common a lemma is, the word lists of wordfreq (Speer 2022) say and
the parallel sentences that the translator is trained on. For whoever writes words.tsv; nothing that
judges the translator is read.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pymorphy3
import wordfreq
from build import Key, lines_of

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import CONTENT, LEXICON
from jobs.ports import Language

sys.path.insert(0, str(Path(__file__).parents[1] / "compact-translator"))
import mixture

FORMS = 120_000  # of a language
# What a sentence counts for; a form counts how often it comes in a thousand million words.
PAIR = 30
SEEN = 3  # sentences that a lemma needs that no word list has
SHORTEST = 3  # letters
COMMON = 100  # the commonest that are missing are so on purpose (mine.COMMON)
SHOWN = 4  # forms
PERSONAL = ("Name", "Surn", "Patr")  # pymorphy's words for names of people


def main() -> None:
    """Count and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--data", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    known = {(a, b) for a, b, _ in (x.split("\t") for x in lines_of(LEXICON.read_bytes()))}
    files = mixture.load(chosen.data)[0]
    for language in ("ru", "uk"):
        sources = [pair.source for pairs in files for pair in pairs if pair.language == language]
        for line in gaps("uk" if language == "uk" else "ru", sources, known):
            print(line)


def gaps(language: Language, sources: list[str], known: set[Key]) -> list[str]:
    """The lines of one language."""
    lemmatiser, dictionary = choose(), pymorphy3.MorphAnalyzer(lang=language)
    common: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form in wordfreq.top_n_list(language, FORMS, wordlist="large"):
        tokens = lemmatiser.tokens(form, language)
        if len(tokens) == 1 and tokens[0].pos in CONTENT and ordinary(dictionary, form):
            often = 10 ** wordfreq.zipf_frequency(form, language, wordlist="large")
            common[tokens[0].lemma] += round(often)
            forms[tokens[0].lemma][form] += round(often)
    seen: Counter[str] = Counter()
    for source in sources:
        for token in lemmatiser.tokens(source, language):
            if token.pos in CONTENT:
                seen[token.lemma] += 1
                forms[token.lemma][source[token.start : token.end].lower()] += 1
    for lemma, times in seen.items():
        if lemma in common or (times >= SEEN and ordinary(dictionary, lemma)):
            common[lemma] += PAIR * times
    missing = [
        lemma
        for lemma, _ in common.most_common()
        if len(lemma) >= SHORTEST and (language, lemma) not in known
    ]
    return [
        f"{language}\t{lemma}\t{', '.join(form for form, _ in forms[lemma].most_common(SHOWN))}"
        for lemma in missing[COMMON:]
    ]


def ordinary(dictionary: pymorphy3.MorphAnalyzer, form: str) -> bool:
    """Whether the dictionary knows it, and not as the name of a person."""
    parse = dictionary.parse(form)[0]
    return bool(parse.is_known) and not any(name in str(parse.tag) for name in PERSONAL)


if __name__ == "__main__":
    main()
