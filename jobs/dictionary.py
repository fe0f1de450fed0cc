"""The English words that LemmInflect's dictionary knows: forms, parts of speech, lemmas.

It was made from the NIH's SPECIALIST lexicon, and is read from the installed package's data file.
The package itself is not imported: that would import spaCy, which takes seconds.
"""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from jobs.problems import Problem

_TAGS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV", "aux": "AUX"}


@lru_cache(maxsize=1)
def readings() -> Mapping[str, Mapping[str, str]]:
    """For each form, in small letters, its lemma by part of speech.

    Raises ``Problem`` where the package is not installed.
    """
    spec = find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise Problem("lemminflect: is not installed. Run 'make' again to install what is pinned.")
    path = Path(spec.origin).parent / "resources" / "lemma_lu.csv.gz"
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    with gzip.open(path) as packed:
        for form, tag, lemmas in csv.reader(io.TextIOWrapper(packed, encoding="utf-8")):
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
