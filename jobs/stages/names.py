"""Whether the names of a text are those of its translation.

A Cyrillic name is written in Latin letters roughly, both sides are folded so that the customary
spellings of a sound fall together (Kiev and Kyiv, Khrushchev and Hruschev, w and v), and the two
are compared without the source's case ending. Countries, capitals and bodies whose English names
are no transliteration are listed. Names that are translated as words (Верховный суд) are no
loss: English then has other capitals in their place.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.70  # similarity of folded spellings from which two words are one name
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_ROMAN = re.compile(r"[IVXLХІ]+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;]|[«»“”„\"(\[]|(?:^|\s)[—–-])\s*$")
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u",
    "я": "a",
}  # fmt: skip
_FOLD = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("tz", "c"), ("ts", "c"), ("cz", "c"), ("ck", "k"),
    ("qu", "kv"), ("x", "ks"), ("w", "v"), ("q", "k"), ("j", "z"), ("dz", "z"), ("ee", "i"),
    ("oo", "u"), ("ou", "u"), ("ea", "i"), ("ay", "e"), ("ey", "e"), ("y", "i"),
    ("io", "o"), ("ia", "a"), ("iu", "u"), ("ie", "e"), ("au", "o"), ("ei", "e"),
    ("ai", "e"), ("z", "s"),
)  # fmt: skip

# Stems of the source (both languages) and beginnings of what English has for them.
_EXONYMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("сша",), ("us", "usa", "united", "america")),
    (("америк",), ("america", "us", "united")),
    (("росси", "росі", "рф"), ("russia",)),
    (("украин", "україн"), ("ukrain",)),
    (("киев", "київ", "києв"), ("kyiv", "kiev")),
    (("москв",), ("moscow", "muscov")),
    (("санкт-петербург", "петербург"), ("petersburg",)),
    (("кремл",), ("kremlin",)),
    (("европ", "європ"), ("europ", "eu")),
    (("ес", "євросоюз", "евросоюз", "єс"), ("eu", "european")),
    (("оон",), ("un", "united")),
    (("воз", "вооз"), ("who", "world")),
    (("мвф",), ("imf", "international")),
    (("обсе", "обсє"), ("osce", "organization", "organisation")),
    (("нато",), ("nato",)),
    (("всу", "зсу"), ("armed", "ukrain", "afu", "zsu", "vsu")),
    (("сво",), ("special", "svo")),
    (("мид", "мзс"), ("foreign", "ministry", "mfa")),
    (("снг", "снд"), ("cis", "commonwealth")),
    (("ссср", "срср"), ("ussr", "soviet")),
    (("герман", "німеч", "фрг"), ("german",)),
    (("франц",), ("franc", "french")),
    (("британ", "великобритан", "англ"), ("brit", "uk", "united", "engl", "great")),
    (("шотланд",), ("scot",)),
    (("уэльс", "уельс"), ("wales", "welsh")),
    (("ирланд", "ірланд"), ("irel", "irish")),
    (("испан", "іспан"), ("spain", "spani")),
    (("итал", "італ"), ("ital",)),
    (("грец",), ("greec", "greek")),
    (("венгр", "угорщ", "угор"), ("hungar",)),
    (("польш", "польщ"), ("pol",)),
    (("чех",), ("czech",)),
    (("швец",), ("swed",)),
    (("швейцар",), ("swiss", "switz")),
    (("норвег", "норвегі"), ("norw",)),
    (("финлянд", "фінлянд"), ("fin",)),
    (("голланд", "нидерланд", "нідерланд"), ("dutch", "nether", "holland")),
    (("бельг",), ("belg",)),
    (("австри", "австрі"), ("austri",)),
    (("дани", "дані"), ("den", "dan")),
    (("литв",), ("lithuan",)),
    (("кипр", "кіпр"), ("cypr",)),
    (("турц", "туреч"), ("turk", "türk")),
    (("груз",), ("georgia",)),
    (("армен", "вірмен"), ("armen",)),
    (("китай", "китая", "китаю", "китаем", "китає", "кита", "кнр"), ("chin", "prc")),
    (("япон",), ("japan",)),
    (("коре",), ("korea",)),
    (("кндр",), ("dprk", "north", "korea")),
    (("инди", "інді"), ("india",)),
    (("египет", "египт", "єгип"), ("egypt",)),
    (("сири", "сирі"), ("syria",)),
    (("израил", "ізраїл"), ("israel",)),
    (("саудовск", "саудівськ"), ("saudi",)),
    (("эр-рияд", "ер-ріяд"), ("riyadh",)),
    (("оаэ", "оае"), ("uae", "emirates", "united")),
    (("юар", "пар"), ("south",)),
    (("иерусал", "єрусал"), ("jerusal",)),
    (("рим", "рима"), ("rome", "roman")),
    (("париж",), ("paris",)),
    (("вен", "відн", "віден"), ("vienn",)),
    (("варшав",), ("warsaw",)),
    (("пекин", "пекін"), ("beijing", "peking")),
    (("афин", "афін"), ("athens",)),
    (("мюнхен",), ("munich",)),
    (("женев",), ("genev",)),
    (("брюссел",), ("brussel",)),
    (("крым", "крим"), ("crime",)),
    (("донбас",), ("donba",)),
    (("черн", "чорн"), ("black", "chern", "chorn")),
    (("сми", "змі"), ("media", "press", "news")),
    (("ши", "ші"), ("ai", "artificial")),
    (("пхеньян", "пхен'ян"), ("pyongyang",)),
    (("запад", "захід", "заход"), ("west",)),
    (("восток", "схід", "сход"), ("east",)),
    (("север", "північ"), ("north",)),
    (("юг", "південь", "півдн"), ("south",)),
    (("ближн", "близьк"), ("middle", "near")),
    (("бел", "біл"), ("white", "bel", "bil")),
    (("дом", "дім", "дому"), ("house",)),
    (("бог",), ("god", "lord")),
    (("рождеств", "різдв"), ("christmas",)),
    (("пасх", "паск", "великден"), ("easter", "passover")),
)  # fmt: skip

# English writes these with a capital where Russian and Ukrainian do not: no names to spare.
_ENGLISH_CAPITALS = frozenset(
    {"i", "mr", "mrs", "ms", "dr", "american", "americans", "german", "germans", "african"}
    | {"french", "dutch", "greek", "jew", "jews", "muslim", "muslims", "western", "eastern"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january"}
    | {"february", "march", "april", "may", "june", "july", "august", "september", "october"}
    | {"november", "december", "northern", "southern", "internet", "president", "minister"}
    | {"prime", "czech", "swiss", "iraqi", "israeli", "christian", "christians"}
)
_DEMONYM = re.compile(r"(?:ians?|eans?|ish|ese)$", re.IGNORECASE)


@dataclass(frozen=True)
class NamesKept:
    """Names of the source; of these, those without a counterpart; English capitals to spare.

    ``lost`` are missing names for which English has no other capitalised word either: they cannot
    have been translated as words.
    """

    stated: int
    missing: tuple[str, ...]
    spare: tuple[str, ...]

    @property
    def lost(self) -> int:
        return max(0, len(self.missing) - len(self.spare))


def compare_names(source: str, english: str) -> NamesKept:
    """Capitalised words within sentences, and Latin ones, that English has or lacks."""
    names = source_names(source)
    english = _DOTTED.sub(lambda match: match.group().replace(".", ""), english)
    words = [match.group() for match in _WORD.finditer(english)]
    free = list(range(len(words)))
    missing: list[str] = []
    for name in names:
        place = next((at for at in free if is_same_name(name, words[at])), None)
        if place is None:
            # One English name may answer for a source that repeats it.
            if not any(is_same_name(name, word) for word in words):
                missing.append(name)
        else:
            free.remove(place)
    inner = {match.start() for match in _capitalised(english)}
    starts = [match.start() for match in _WORD.finditer(english)]
    spare = tuple(
        words[at]
        for at in free
        if starts[at] in inner
        and words[at].lower() not in _ENGLISH_CAPITALS
        and not _DEMONYM.search(words[at])
    )
    return NamesKept(len(names), tuple(missing), spare)


def source_names(text: str) -> list[str]:
    """Words that are names by their capital, or by Latin letters in a Cyrillic text."""
    words = [match.group() for match in _WORD.finditer(text)]
    if not words:
        return []
    capitals = sum(word.isupper() and len(word) > 1 for word in words)
    if capitals > len(words) / 2:
        return []  # a line in capitals says nothing about names
    found = {
        match.start(): match.group()
        for match in _capitalised(text)
        if not _ROMAN.fullmatch(match.group())
    }
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() and len(word) > 1 and not _ROMAN.fullmatch(word):
            found[match.start()] = match.group()
    return [found[start] for start in sorted(found)]


def name_words(text: str) -> list[re.Match[str]]:
    """Cyrillic words that are names by their capital; abbreviations and numerals are left out."""
    return [
        match
        for match in _capitalised(text)
        if not match.group().isascii()
        and not match.group().isupper()
        and not _ROMAN.fullmatch(match.group())
    ]


def capitalised_words(text: str) -> list[re.Match[str]]:
    """Cyrillic words with a capital, those that begin a sentence too; numerals are left out."""
    return [
        match
        for match in _WORD.finditer(text)
        if match.group()[0].isupper()
        and not match.group().isascii()
        and not _ROMAN.fullmatch(match.group())
    ]


def english_capitals(text: str) -> list[str]:
    """English words with a capital where the sentence asks for none."""
    bare = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    return [match.group() for match in _capitalised(bare)]


def has_english_name(name: str) -> bool:
    """Whether the English name of it is listed, being no transliteration."""
    return bool(_english_of(name))


def sound(word: str) -> str:
    """How a Cyrillic or Latin name sounds, roughly: equal for customary spellings of one name."""
    return _folded(transliterated(word))


def _capitalised(text: str) -> list[re.Match[str]]:
    """Words with a capital where the sentence asks for none."""
    return [
        match
        for match in _WORD.finditer(text)
        if match.group()[0].isupper()
        and len(match.group()) > 1
        and not _SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()])
    ]


@lru_cache(maxsize=1 << 16)
def is_same_name(name: str, word: str) -> bool:
    """Whether an English word is what a source's name would be in English."""
    if name.isascii():
        return _plain(name) in _plain(word) or _plain(word) == _plain(name)
    english = _plain(word)
    if any(
        english.startswith(beginning) if len(beginning) > 3 else english == beginning
        for beginning in _english_of(name)
    ):
        return True
    ours, theirs = _folded(transliterated(name)), _folded(word.lower())
    if not ours or not theirs or not _may_begin_alike(ours[0], theirs[0]):
        return False
    if name.isupper() and len(name) <= 5:
        return ours == theirs
    without_ending = {ours, *(ours[: len(ours) - cut] for cut in range(4) if len(ours) - cut >= 2)}
    floor = ALIKE if min(len(ours), len(theirs)) > 3 else 0.8
    for form in without_ending:
        matcher = SequenceMatcher(None, form, theirs, autojunk=False)
        if (
            matcher.real_quick_ratio() >= floor
            and matcher.quick_ratio() >= floor
            and matcher.ratio() >= floor
        ):
            return True
    return False


@lru_cache(maxsize=1 << 14)
def _english_of(name: str) -> tuple[str, ...]:
    lower = name.lower().replace("’", "'").replace("ʼ", "'")
    return tuple(
        beginning
        for stems, beginnings in _EXONYMS
        if any(_begins(lower, stem) for stem in stems)
        for beginning in beginnings
    )


def transliterated(word: str) -> str:
    """The word in Latin letters, rough and ready."""
    return "".join(_LATIN.get(letter, letter) for letter in word.lower())


def _begins(word: str, stem: str) -> bool:
    # Short stems are abbreviations: whole words, or a bare case ending after them.
    return (
        word.startswith(stem)
        if len(stem) > 3
        else word[: len(stem)] == stem and len(word) <= len(stem) + 3
    )


def _plain(word: str) -> str:
    return re.sub(r"['’ʼ]s$|[^\w]", "", word.lower())


@lru_cache(maxsize=1 << 16)
def _folded(latin: str) -> str:
    text = re.sub(r"['’ʼ]s$|[^a-z]", "", latin)
    for spelling, sound in _FOLD:
        text = text.replace(spelling, sound)
    text = re.sub(r"u(?=[aeio])", "v", text)  # Уэйд and Wade
    text = re.sub(r"(?<=[aeiou])h(?![aeiou])", "", text)  # Джон and John
    text = text.replace("c", "k") if not re.search("[ei]", text) else text
    return re.sub(r"(.)\1+", r"\1", text)


_ALIKE_BEGINNINGS = ({"a", "e", "i", "o", "u", "h"}, {"g", "h", "k"}, {"z", "d", "g", "i"},
                     {"v", "u", "f"}, {"k", "c", "s"}, {"s", "z", "c", "t"})  # fmt: skip


def _may_begin_alike(first: str, second: str) -> bool:
    return first == second or any({first, second} <= sounds for sounds in _ALIKE_BEGINNINGS)
