"""Take out of the written parts of the lexicon what parallel sentences contradict.

    python models/lexicon/vet.py --data DIR [DIR ...] [--keep] [--only words.tsv]
                                 [--kinds news ...] [--few N] [--least SHARE]

Who corrects a lexicon sees the lemma, not the words of a text that get it: "нашли" (found) may be
read as a form of "наслать" (send down). So each entry of words.tsv, corrections.tsv, phrases/ and
forms.tsv is held against the sentences that have its lemmas: where English says what is written
clearly less often than what was mined (for a form: than what its lemma has), or hardly ever, the
entry goes. ``--keep`` only says which; ``--only`` leaves the other files as they are, vetted with
the sentences that there were when they were written; ``--kinds`` takes those sentences alone whose
kind in the translator's mixture begins so.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import build
from build import CORRECTIONS, FORMS, NONE, PHRASES, WORDS, Key, key, listed

from jobs.adapters.lemmatisers import choose
from jobs.adapters.translators.compact_glosses import FORM, LONGEST
from jobs.ports import Language, Token

sys.path.insert(0, str(Path(__file__).parents[1] / "compact-translator"))
import mixture

FEW = 6  # sentences below which they say nothing
RIVAL = 0.5  # of how often the mined gloss is said, the least for what replaces it
LEAST = 0.1  # of the sentences, the least for what replaces nothing
LITTLE = frozenset(
    "a an the of to in on at by for with from and or as one's oneself someone something be".split()  # noqa: SIM905
)
Claims = Mapping[Key, list[str]]


def main() -> None:
    """Count, take out, write."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--data", type=Path, nargs="+", required=True)
    options.add_argument("--keep", action="store_true")
    options.add_argument("--only", nargs="+", metavar="NAME", help="names of files")
    options.add_argument("--kinds", nargs="+", default=[""], metavar="KIND")
    options.add_argument("--few", type=int, default=FEW)
    options.add_argument("--least", type=float, default=LEAST)
    chosen = options.parse_args()
    paths = [
        path
        for path in (WORDS, CORRECTIONS, *sorted(PHRASES.glob("*.tsv")), FORMS)
        if not chosen.only or path.name in chosen.only
    ]
    rivals = build.mined() | of_lemmas()
    claims: dict[Key, list[str]] = {}
    for place, gloss in written(paths):
        claims.setdefault(place, [rivals[place]] if place in rivals else []).append(gloss)
    with ProcessPoolExecutor(2) as pool:
        count = partial(counted, chosen.data, tuple(chosen.kinds), claims)
        counts = list(pool.map(count, ("ru", "uk")))
    said = counts[0][0] + counts[1][0]
    seen = counts[0][1] + counts[1][1]

    def contradicted(place: Key, gloss: str) -> bool:
        if gloss == NONE or seen[place] < chosen.few:
            return False
        before = said[place, rivals[place]] if place in rivals else 0
        return said[place, gloss] < max(RIVAL * before, chosen.least * seen[place])

    rewrite(paths, contradicted, chosen.keep)


def written(paths: Sequence[Path]) -> Iterator[tuple[Key, str]]:
    """Keys and glosses of all words, corrections, phrases and forms in these files."""
    lemmatiser = choose()
    for path in paths:
        if path.parent != PHRASES:
            for place, gloss in listed(path):
                yield entry(path, place), gloss
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            russian, ukrainian, gloss = line.split("\t")
            if lemmas := key(lemmatiser, russian, "ru"):
                yield ("ru", lemmas), gloss
            if lemmas := key(lemmatiser, ukrainian, "uk"):
                yield ("uk", lemmas), gloss


def entry(path: Path, place: Key) -> Key:
    """The key in the lexicon of a line of this file."""
    return (place[0], f"{FORM}{place[1]}") if path == FORMS else place


def of_lemmas() -> dict[Key, str]:
    """What each form of forms.tsv would have as its gloss without that file."""
    lemmatiser = choose()
    lines = (line.split("\t") for line in build.lines_of(build.merged()))
    known = {(language, lemmas): gloss for language, lemmas, gloss in lines}
    found: dict[Key, str] = {}
    for place, _ in listed(FORMS):
        language: Language = "uk" if place[0] == "uk" else "ru"
        lemma = key(lemmatiser, place[1], language)
        if lemma and (language, lemma) in known:
            found[entry(FORMS, place)] = known[language, lemma]
    return found


def counted(
    folders: list[Path], kinds: tuple[str, ...], claims: Claims, language: Language
) -> tuple[Counter[tuple[Key, str]], Counter[Key]]:
    """In how many sentences with a key's lemmas the English has each gloss; how many there are."""
    lemmatiser = choose()

    def english_lemmas(text: str) -> set[str]:
        return {token.lemma for token in lemmatiser.tokens(text, "en")}

    ways = {
        gloss: [lemmas for way in gloss.split(", ") if (lemmas := english_lemmas(way) - LITTLE)]
        for some in claims.values()
        for gloss in some
    }
    said: Counter[tuple[Key, str]] = Counter()
    seen: Counter[Key] = Counter()
    for pairs in mixture.load(folders)[0]:
        for pair in pairs:
            if pair.language != language or not pair.kind.startswith(kinds):
                continue
            places = {
                (language, lemmas)
                for lemmas in together(pair.source, lemmatiser.tokens(pair.source, language))
                if (language, lemmas) in claims
            }
            if not places:
                continue
            english = english_lemmas(pair.english)
            for place in places:
                seen[place] += 1
                for gloss in dict.fromkeys(claims[place]):
                    said[place, gloss] += any(way <= english for way in ways[gloss])
    return said, seen


def together(text: str, tokens: list[Token]) -> Iterator[str]:
    """The lemmas of every one to four words that follow one another, and each word as written."""
    for at, first in enumerate(tokens):
        lemmas, last = first.lemma, first
        yield lemmas
        yield f"{FORM}{text[first.start : first.end].lower()}"
        for token in tokens[at + 1 : at + LONGEST]:
            if text[last.end : token.start] != " ":
                break
            lemmas, last = f"{lemmas} {token.lemma}", token
            yield lemmas


def rewrite(paths: Sequence[Path], contradicted: Callable[[Key, str], bool], keep: bool) -> None:
    """Write the files without what is contradicted, and say what that was."""
    lemmatiser = choose()
    gone: list[str] = []
    for path in paths:
        lines = []
        for line in path.read_text(encoding="utf-8").splitlines():
            left = ""
            if path.parent != PHRASES:
                language, lemmas, gloss = line.split("\t")
                if not contradicted(entry(path, (language, lemmas)), gloss):
                    left = line
            else:
                russian, ukrainian, gloss = line.split("\t")
                phrases = [
                    ""
                    if (lemmas := key(lemmatiser, phrase, language))
                    and contradicted((language, lemmas), gloss)
                    else phrase
                    for language, phrase in (("ru", russian), ("uk", ukrainian))
                ]
                left = "\t".join((*phrases, gloss)) if any(phrases) else ""
            if left != line:
                gone.append(line)
            if left:
                lines.append(f"{left}\n")
        if not keep:
            path.write_text("".join(lines), encoding="utf-8")
    print("\n".join(gone))
    print(f"{len(gone)} contradicted")


if __name__ == "__main__":
    main()
