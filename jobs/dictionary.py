"""The English words that LemmInflect's dictionary knows: forms, parts of speech, lemmas.

It was made from the NIH's SPECIALIST lexicon, and is read from the installed package's data file.
The package itself is not imported: that would import spaCy, which takes seconds.
"""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from jobs.problems import Problem

_TAGS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV", "aux": "AUX"}


@lru_cache(maxsize=1)
def readings() -> Mapping[str, Mapping[str, str]]:
    """For each form, in small letters, its lemma by part of speech.

    Raises ``Problem`` where the package is not installed.
    """
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for form, tag, lemmas in _rows("lemma_lu.csv.gz"):
        if tag in _TAGS:
            name = form[0].isupper() and tag == "noun"
            reading = "PROPN" if name else _TAGS[tag]
            forms[form.lower()].setdefault(reading, lemmas.split("/")[0].lower())
    return dict(forms)


@lru_cache(maxsize=1)
def inflections() -> Mapping[str, tuple[str, ...]]:
    """For each lemma of a noun or verb its forms, shortest first."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, lemmas in readings().items():
        for tag in ("NOUN", "VERB"):
            if tag in lemmas:
                forms[lemmas[tag]].add(form)
    return {lemma: tuple(sorted(some, key=lambda f: (len(f), f))) for lemma, some in forms.items()}


class Conjugation(NamedTuple):
    """The principal parts of a verb: took, taken, taking."""

    past: str
    participle: str
    gerund: str


@lru_cache(maxsize=1)
def conjugations() -> Mapping[str, Conjugation]:
    """For each verb's lemma its principal parts, of several the first (traveled, travelled).

    Raises ``Problem`` as ``readings`` does.
    """
    found = {"be": Conjugation("was", "been", "being")}
    for lemma, tag, *parts in _rows("infl_lu.csv.gz"):
        if tag == "verb":
            past, participle, gerund = (part.split("/")[0] for part in parts[:3])
            found[lemma] = Conjugation(past, participle or past, gerund)
    return found


def _rows(name: str) -> Iterator[list[str]]:
    spec = find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise Problem("lemminflect: is not installed. Run 'make' again to install what is pinned.")
    with gzip.open(Path(spec.origin).parent / "resources" / name) as packed:
        yield from csv.reader(io.TextIOWrapper(packed, encoding="utf-8"))
