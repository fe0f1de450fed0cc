"""Names that a rough translator mangled are spelt again from the original.

A word of the English that stands for a name, and that neither English at large nor the event's own
English coverage knows, is replaced: by the spelling of the event's English outlets where they have
the name, else by that of the gazetteer, else by that found in parallel texts (both: models/names),
else by transliteration of the name's dictionary form: Wikipedia's for Russian, the National 2010
system for Ukrainian. What was left in Cyrillic and has a capital is spelt so too. Translations by
people, and by translators that are no worse with names than these rules, stay as they are.
"""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

import dataframely as dy
import iuliia
import polars as pl
import translitua

from jobs.gazetteer import Gazetteer
from jobs.ports import Language, Lemmatiser, Token
from jobs.stages.names import english_capitals, has_english_name, is_same_name, name_words, sound
from jobs.stages.rough import put_right
from jobs.store import file_fingerprint, fingerprint
from jobs.tables import Passages, Renderings
from jobs.word_list import WordList

SAME = 0.8  # likeness of sounds from which an outlet's word is taken for the same name
FOREIGN = 0.85  # the same, from which the English of a name that is not Slavic is left alone
GARBLED = 0.5  # likeness from which a word unknown to English may be what became of a name
AWAY = 0.35  # how far from its place in the sentence, as a share of it, a name may have gone
_FOLDER = Path(__file__).parents[2] / "models" / "names"
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Names with these endings are written as they sound; of others the Cyrillic hides the spelling.
_SLAVIC = re.compile(
    r"(?:[оеєёї]в(?:а|о)?|[иыії]н(?:а|о)?|ськ(?:ий|а|о)?|ск(?:ий|ая|ой|ое)?|цьк?(?:ий|а)|цкий|енко"
    r"|[уюая]к|[иії]ч|чук|юк|ець|ец|[иії]я|град|город|поль|піль|ськ|ск)$"
)

_TOWN = re.compile(r"(.+(?:ськ|ск|цьк|цк))(?:у|ом|і|е)?")


@dataclass(frozen=True)
class Spellings:
    """What English is known to spell: names by language and lemma, and words at large."""

    names: Mapping[tuple[str, str], str]
    words: frozenset[str]


@lru_cache(maxsize=1)
def known_spellings() -> Spellings:
    """Those that come with the project."""
    mined = WordList(_FOLDER / "spellings.tsv.gz", "the list of mined names", "models/names")
    words = gzip.decompress((_FOLDER / "words.txt.gz").read_bytes()).decode("utf-8")
    return Spellings(mined.entries, frozenset(words.split()))


def names_version() -> str:
    """Changes with the lists that come with the project."""
    return fingerprint(*(file_fingerprint(path) for path in sorted(_FOLDER.glob("*.gz"))))[:12]


def respell(
    passages: dy.DataFrame[Passages],
    renderings: dy.DataFrame[Renderings],
    lemmatiser: Lemmatiser,
) -> dy.DataFrame[Renderings]:
    """The renderings with names spelt again where a rough translator made them."""
    native = passages.filter(pl.col("language") == "en")["text"]
    speller = Speller(lemmatiser, frozenset(word for text in native for word in _bare(text)))
    return put_right(passages, renderings, speller.respelled)


@dataclass(frozen=True)
class _Name:
    """A name of the source: as it stands, its dictionary form, where it stands (share of text).

    ``listed`` is the gazetteer's spelling of it, where that is one word.
    """

    surface: str
    lemma: str
    place: float
    proper: bool
    listed: str | None


class Speller:
    """Spells the names of translations, knowing the ``native`` names of the event's English."""

    def __init__(
        self,
        lemmatiser: Lemmatiser,
        native: frozenset[str] = frozenset(),
        known: Spellings | None = None,
        listed: Gazetteer | None = None,
    ) -> None:
        self._lemmatiser = lemmatiser
        self._native = sorted(native)
        self._known = known or known_spellings()
        self._listed = listed or Gazetteer(lemmatiser)
        self._fine = self._known.words | native | self._listed.spellings

    def respelled(self, source: str, english: str, language: Language) -> str:
        """``english`` with the names of ``source`` spelt as English spells them."""
        words = list(_WORD.finditer(english))
        edits: dict[int, str] = {}
        used: set[int] = set()
        missing: list[_Name] = []
        for name in self._names(source, language):
            place = self._counterpart(name, words, used)
            if place is None:
                if not has_english_name(name.surface):
                    missing.append(name)
                continue
            used.add(place)
            word = words[place].group()
            if not has_english_name(name.surface) and not self._is_sound(word, name):
                edits[place] = self._spelt(name, language) + _ending(word)
        for name in missing:
            place = self._garbled(name, words, used, len(english))
            if place is not None:
                used.add(place)
                edits[place] = self._spelt(name, language) + _ending(words[place].group())
        for place, match in enumerate(words):
            if place not in edits and match.group()[0].isupper() and _CYRILLIC.search(match[0]):
                tokens = self._lemmatiser.tokens(match.group(), language)
                token = tokens[0] if len(tokens) == 1 else None
                name = self._name(match.group(), token, 0.0, language)
                edits[place] = self._spelt(name, language)
        for place in sorted(edits, reverse=True):
            start, end = words[place].span()
            english = english[:start] + edits[place] + english[end:]
        return english

    def _names(self, source: str, language: Language) -> list[_Name]:
        """Words with a capital inside a sentence; at its beginning, those that are listed."""
        tokens = {token.start: token for token in self._lemmatiser.tokens(source, language)}
        inside = {match.start() for match in name_words(source)}
        names = [
            (start, self._name(match.group(), tokens.get(start), start / len(source), language))
            for match in _WORD.finditer(source)
            for start in [match.start()]
            if start in inside or (start in tokens and tokens[start].pos == "PROPN")
        ]
        return [name for start, name in names if start in inside or _stands_out(name)]

    def _name(self, surface: str, token: Token | None, place: float, language: Language) -> _Name:
        lemma = token.lemma if token else surface.lower()
        listed = self._listed.english(surface, lemma, language)
        if listed and " " in listed:  # St. Petersburg: of a mangled one "St." may stand there
            listed = None
        proper = token is not None and token.pos == "PROPN"
        return _Name(surface, _base(surface, lemma), place, proper, listed)

    def _counterpart(self, name: _Name, words: list[re.Match[str]], used: set[int]) -> int | None:
        heard = sound(name.lemma)
        if name.listed:
            for place, match in enumerate(words):
                if place not in used and _POSSESSIVE.sub("", match.group()) == name.listed:
                    return place
        same = [
            place
            for place, match in enumerate(words)
            if place not in used
            and _is_candidate(match.group())
            and is_same_name(name.surface, match.group())
        ]
        return max(same, key=lambda at: _alike(heard, sound(words[at].group())), default=None)

    def _is_sound(self, word: str, name: _Name) -> bool:
        """Whether a word that stands for the name is spelt in a way that one may spell it."""
        bare = _POSSESSIVE.sub("", word)
        if _CYRILLIC.search(bare):
            return False
        if bare in self._fine or bare.lower() in self._fine:
            return True
        slavic = bool(_SLAVIC.search(name.lemma))
        if name.listed and not slavic:
            return False
        said, forms = sound(bare), (sound(name.surface), sound(name.lemma))
        return said in forms or (
            not slavic and max(_alike(said, form) for form in forms) >= FOREIGN
        )

    def _garbled(
        self, name: _Name, words: list[re.Match[str]], used: set[int], length: int
    ) -> int | None:
        """The word, unknown to English, that the name most likely became."""
        if not name.proper:
            return None
        heard = sound(name.lemma)
        found: list[tuple[float, int]] = []
        for place, match in enumerate(words):
            bare = _POSSESSIVE.sub("", match.group())
            if (
                place in used
                or not _is_candidate(bare)
                or bare in self._fine
                or bare.lower() in self._fine
                or abs(match.start() / max(1, length) - name.place) > AWAY
            ):
                continue
            if (likeness := _alike(heard, sound(bare))) >= GARBLED:
                found.append((likeness, -place))
        return -max(found)[1] if found else None

    def _spelt(self, name: _Name, language: Language) -> str:
        heard = sound(name.lemma)
        likely = [
            (_alike(heard, sound(word)), word)
            for word in self._native
            if is_same_name(name.surface, word)
        ]
        best = max(likely, default=(0.0, ""))
        if best[0] >= SAME:
            return best[1]
        mined = self._known.names.get((language, name.lemma))
        return name.listed or mined or transliterated_name(name.lemma, language)


def transliterated_name(lemma: str, language: Language) -> str:
    """A name in Latin letters, each of its parts with a capital.

    >>> transliterated_name("сташевский", "ru"), transliterated_name("слов'янськ", "uk")
    ('Stashevsky', 'Sloviansk')
    """
    large = "-".join(part[:1].upper() + part[1:] for part in lemma.split("-"))
    if language == "ru":
        return str(iuliia.WIKIPEDIA.translate(large))
    return str(translitua.translit(large))


def _base(surface: str, lemma: str) -> str:
    """The dictionary form; towns in -ськ and -ск are not the adjectives that they look like.

    >>> _base("Слов'янську", "слов'янський"), _base("Сташевского", "сташевский")
    ("слов'янськ", 'сташевский')
    """
    town = _TOWN.fullmatch(surface.lower())
    return town.group(1) if town and lemma.endswith(("ий", "ій")) else lemma


def _bare(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in english_capitals(text)]


def _stands_out(name: _Name) -> bool:
    """Whether it is a listed name with a capital, and no acronym."""
    return bool(name.listed) and name.surface[0].isupper() and not name.surface.isupper()


def _is_candidate(word: str) -> bool:
    """Whether a word may be what became of a name; letters by themselves are initials."""
    return word[:1].isupper() and len(word) > 2


def _ending(word: str) -> str:
    match = _POSSESSIVE.search(word)
    return match.group() if match else ""


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
