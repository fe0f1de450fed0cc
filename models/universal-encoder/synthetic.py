"""Rough Ukrainian from the Russian sides of the pairs, by rules; the human English stays.

Debian's apertium-rus-ukr (GPL 2 and later; ``apt-get install apertium-rus-ukr cg3``) translates
the words that it knows. Its statistical tagger stops on some input; constraint grammar alone takes
its place here. Words that it does not know, one in five, are respelt: by endings, prefixes and
vowels that the two languages have in place of one another, into a word that pymorphy3's Ukrainian
dictionary knows; else letter by letter, as names are.

    python models/universal-encoder/synthetic.py --data DIR --out FILE.ukx-en.tsv.gz
"""

import argparse
import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from corpus import read_pairs

DICTIONARIES = Path("/usr/share/apertium/apertium-rus-ukr")
UNKNOWN = re.compile(r"\*([А-Яа-яЁё]+)")
ENDINGS = """
ского:ського скому:ському ская:ська ской:ської,ською,ській ские:ські ских:ських ским:ським
скую:ську ское:ське ском:ському ский:ський скими:ськими ость:ість ости:ості остью:істю ение:ення
ения:ення ению:енню ением:енням ении:енні ений:ень ание:ання ания:ання анию:анню анием:анням
ании:анні ция:ція ции:ції цию:цію цией:цією ций:цій ия:ія ии:ії ию:ію ией:ією иям:іям иями:іями
иях:іях ие:ія,іє,тя,я,і ий:ій,ий ый:ий ая:а ое:е ые:і ую:у юю:ю ей:ею,ей,ій ой:ої,ою,ій ых:их ым:им
ыми:ими ом:ом,ому,ім его:ього,его ему:ьому яя:я ее:є,ше,іше ть:ти ться:тися ал:ав ил:ив ел:ів,ев
ался:ався ился:ився ет:ає,є,е ает:ає яет:яє ует:ує ирует:ує ировать:увати ировал:ував ировали:ували
ированный:ований ют:ють ут:уть ит:ить ат:ать ят:ять ется:ється,еться ются:ються утся:уться
ится:иться ятся:яться ивать:увати,ювати ивает:ує,ює ывает:ує,ює ывать:увати ывали:ували ывал:ував
ов:ів ев:їв,ев,ів е:і,е,у и:и,і ы:и овать:увати овал:ував овали:ували овала:увала
ован:овано,ований ованный:ований ованные:овані ванный:ваний нный:ний нные:ні нных:них нного:ного
нном:ному енный:ений енные:ені анные:ані
"""
PREFIXES = """
раз:роз рас:роз,рос от:від под:під из:з,ви,із ис:с,з,ви вос:від,вос об:об,обі вы:ви со:с,спів
вз:вз,зд без:без бес:без пре:пре,пере,при пере:пере перво:першо много:багато обще:загально само:само
меж:між между:між не:не
"""
VOWELS = {"и": "иі", "ы": "и", "э": "е", "е": "еіє", "о": "оі", "ъ": "'", "ё": ("ьо", "йо", "о")}
ATTEMPTS = 600  # spellings of a word looked up before it counts as unknown


def _rules(text: str) -> list[tuple[str, str]]:
    """Pairs of what to replace by what, longest first; nothing by nothing at the end."""
    pairs = [
        (old, new)
        for entry in text.split()
        for old, news in [entry.split(":")]
        for new in news.split(",")
    ]
    return [*sorted(pairs, key=lambda pair: -len(pair[0])), ("", "")]


def spellings(word: str) -> Iterator[str]:
    """Ukrainian words that a lower-case Russian word might be, likely ones first."""
    for (prefix, other), (ending, another) in product(_rules(PREFIXES), _rules(ENDINGS)):
        if not (word.startswith(prefix) and word.endswith(ending)):
            continue
        if len(prefix) + len(ending) >= len(word):
            continue
        stem = word[len(prefix) : len(word) - len(ending)]
        for letters in islice(product(*(VOWELS.get(letter, letter) for letter in stem)), 128):
            yield other + "".join(letters) + another


def respelt(word: str) -> str:
    """A lower-case Russian word in Ukrainian letters, as names are: Виктория, Вікторія."""
    word = re.sub(r"ия$", "ія", word)
    word = re.sub(r"и(?=[аеєиоуюяй])", "і", word)
    word = re.sub(r"(?<![дтзсцжшчр])и", "і", word)
    word = re.sub(r"(?<=[аеиоуюяієї])е", "є", word)
    for old, new in (("ы", "и"), ("э", "е"), ("ё", "йо"), ("ъ", "'")):
        word = word.replace(old, new)
    return word


class Respeller:
    """Replaces the words that Apertium left in Russian."""

    def __init__(self) -> None:
        from pymorphy3 import MorphAnalyzer

        self._dictionary = MorphAnalyzer(lang="uk")
        self._seen: dict[str, str] = {}

    def __call__(self, found: re.Match[str]) -> str:
        word = found[1]
        lower = word.lower()
        if lower not in self._seen:
            tries = islice(spellings(lower), ATTEMPTS)
            known = self._dictionary.word_is_known
            self._seen[lower] = next((s for s in tries if known(s)), respelt(lower))
        new = self._seen[lower]
        if word.isupper() and len(word) > 1:
            return new.upper()
        return new[:1].upper() + new[1:] if word[0].isupper() else new


def apertium(texts: list[str]) -> list[str]:
    """Each text as Apertium has it: unknown words behind *, words it cannot inflect behind #."""
    d = DICTIONARIES
    stages = [
        "apertium-destxt",
        f"lt-proc -w {d}/rus-ukr.automorf.bin",
        f"cg-proc -1 -n -w {d}/rus-ukr.rlx.bin",
        "apertium-pretransfer",
        f"lt-proc -b {d}/rus-ukr.autobil.bin",
        f"lrx-proc -m {d}/rus-ukr.autolex.bin",
        f"apertium-transfer -b -b {d}/apertium-rus-ukr.rus-ukr.t1x {d}/rus-ukr.t1x.bin",
        f"apertium-interchunk {d}/apertium-rus-ukr.rus-ukr.t2x {d}/rus-ukr.t2x.bin",
        f"apertium-postchunk {d}/apertium-rus-ukr.rus-ukr.t3x {d}/rus-ukr.t3x.bin",
        f"lt-proc -g {d}/rus-ukr.autogen.bin",
        f"lt-proc -p {d}/rus-ukr.autopgen.bin",
        "apertium-retxt",
    ]
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", " | ".join(stages)],
        input="".join(f"{text}\n" for text in texts),
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    if len(lines) != len(texts):
        raise RuntimeError(f"Apertium gave {len(lines)} lines for {len(texts)}")
    return lines


def installed() -> bool:
    """Whether Apertium and its Russian–Ukrainian pair are on this machine."""
    return DICTIONARIES.is_dir() and bool(shutil.which("cg-proc") and shutil.which("lrx-proc"))


def write_synthetic(folders: list[Path], file: Path) -> None:
    """Write every Russian pair as rough Ukrainian: text, English, domain, Russian."""
    pairs = read_pairs(folders, "ru")
    respell = Respeller()
    draft = file.with_suffix(".draft")
    with gzip.open(draft, "wt", encoding="utf-8") as out:
        for pair, line in zip(pairs, apertium([pair.text for pair in pairs]), strict=True):
            text = re.sub(r"[*#@](?=\w)", "", UNKNOWN.sub(respell, line))
            out.write(f"{text}\t{pair.english}\t{pair.domain}\t{pair.text}\n")
    draft.replace(file)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_synthetic(options.data, options.out)
