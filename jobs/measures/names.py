"""One key for a name over scripts, spellings and cases, and one way to show it.

Known actors come from voices.toml. Any other name is transliterated and folded to the consonants
that survive every customary spelling: Уиткоффа, Віткофф and Witkoff are v-t-k-f.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "'": "", "’": "",
}  # fmt: skip
_WITHIN = {"є": "ie", "ї": "i", "ю": "iu", "я": "ia"}
_UKRAINIAN = {**_LATIN, "г": "h", "и": "y", "й": "i"}
_FOLDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "g"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("tz", "s"), ("ts", "s"), ("cz", "c"), ("ck", "k"),
    ("dj", "j"), ("dzh", "j"), ("dz", "j"), ("qu", "k"), ("x", "ks"), ("h", "g"), ("q", "k"),
    ("ce", "s"), ("ci", "s"), ("cy", "s"),
)  # fmt: skip


def latin(name: str, language: str) -> str:
    """A name in Latin letters as news in English writes it, capitals kept."""
    table = _UKRAINIAN if language == "uk" else _LATIN
    if language == "uk":  # the national system: yu first in a word, iu within it
        name = re.sub(r"(?<=\w)[єїюя]", lambda found: _WITHIN[found[0]], name)
    written = "".join(
        table.get(letter.lower(), letter).capitalize()
        if letter.isupper()
        else table.get(letter, letter)
        for letter in name
    )
    return re.sub(r"(?<=[sc]k)[iy][yi]\b|(?<=[sc]k)iy\b", "y", written).replace("iy ", "y ")


def key(name: str, language: str) -> str:
    """Consonants of a surname, folded: equal for spellings and scripts of one name."""
    low = name.lower()
    if language != "en" and not low.isascii():
        # w is written у before a vowel in Russian, в in Ukrainian.
        low = re.sub(r"\bу(?=[аеиоэ])", "в", low)
    low = "".join(_LATIN.get(letter, letter) for letter in low)
    for one, other in _FOLDS:
        low = low.replace(one, other)
    low = low.replace("w", "v").replace("c", "k")
    first = "a" if low[:1] in "aeiouy" else ""
    bare = re.sub(r"[^bcdfgjklmnpqrstvz]", "", low)
    return first + re.sub(r"(.)\1+", r"\1", bare)


class Registry:
    """Full names heard in an event, so that a surname alone is shown as the person's full name."""

    def __init__(self, heard: Iterable[tuple[str, str]]) -> None:
        """``heard`` are names in their dictionary form, of one to four words, with language."""
        shown: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
        for name, language in heard:
            words = name.split()
            written = latin(name, language) if language != "en" else name
            # A Latin original before a transliteration, two words before one or many.
            rank = (language == "en") + 2 * (len(words) == 2) + (len(words) > 2)
            shown[key(words[-1], language)][rank, written] += 1
        self._shown = {
            one: min(names, key=lambda found: (-found[0], -names[found], found[1]))[1]
            for one, names in shown.items()
        }

    def show(self, name: str, language: str) -> str:
        """One name for the person in all languages."""
        written = name if language == "en" else latin(name, language)
        return self._shown.get(key(name.split()[-1], language), written)
