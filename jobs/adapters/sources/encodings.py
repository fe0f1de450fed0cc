"""From bytes to text, where nobody says in which encoding the bytes are.

UTF-8 is recognised by its form. Cyrillic code pages all decode any bytes, so they are told apart
by what comes out: the right one gives frequent letters, lower case after lower case, and no
capitals or symbols inside words. KOI8-R is read as KOI8-U: the two differ only in Ukrainian
letters, whose places hold box drawings in KOI8-R.
"""

import codecs
import re
from itertools import pairwise

MARKS = (  # longest first: the UTF-32 mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODE_PAGES = ("cp1251", "koi8_u", "cp866", "iso8859_5", "cp1252")

_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a Word document or ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich-text document"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,30})""")

# Letters by frequency in Russian and Ukrainian news, the rare ones last; the rank is the score.
_FREQUENT = "оаениітрсвлкдпмузьяибгчйхєжшюїцщфэґёъы"
_WEIGHT = {letter: 1.0 - rank / 30 for rank, letter in enumerate(dict.fromkeys(_FREQUENT))}
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_CYRILLIC = re.compile(r"[\u0400-\u045f\u0490\u0491]")
_USUAL = frozenset("«»„“”‘’‚…–—№§°· ©®™€£±¬×•\xad‹›†‡‰¶´¨¿¡²³½¼¾")  # no letters, but seen in news


class Undecodable(Exception):
    """The bytes are no text; the message says what they are instead."""


def decode(data: bytes, declares: bool = False) -> str:
    """The text of ``data``. Raises ``Undecodable`` for what is no text.

    ``declares``: look for an HTML or XML charset declaration and believe it where it fits.
    """
    for start, name in _KINDS:
        if data.startswith(start):
            raise Undecodable(f"is {name}, not text")
    text = _marked(data)
    if text is None and b"\x00" in data:
        text = _wide(data)
    if text is None and len(_CONTROL.findall(data)) > 0.02 * len(data):
        raise Undecodable("holds binary data, not text")
    return _unmarked(data, declares) if text is None else text


def _marked(data: bytes) -> str | None:
    """Text that begins with a byte-order mark."""
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                # A file that was cut off in the middle of a letter is still a file.
                if error.start >= len(data) - 4:
                    return data[: error.start].decode(name)
                raise Undecodable("begins like Unicode text but is damaged") from None
    return None


def _unmarked(data: bytes, declares: bool) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "ignore")
    whole = len(mended.encode()) - sum(character < "\x80" for character in mended)
    if whole > 20 * (len(data) - len(mended.encode())):
        return mended  # UTF-8 with a few damaged bytes: no code page yields so many whole letters
    return _code_page(data, _declared(data) if declares else None)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters, spaces and digits leave every other byte zero."""
    for name, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if zeros.count(0) > 0.1 * len(zeros) and zeros.count(0) > 10 * (
            data.count(0) - zeros.count(0)
        ):
            try:
                return data[: len(data) // 2 * 2].decode(name)
            except UnicodeDecodeError:
                return None
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None


def _code_page(data: bytes, declared: str | None) -> str:
    """The candidate whose text looks most like Russian, Ukrainian or a western language."""
    best, highest = "", float("-inf")
    high = sum(byte > 0x7F for byte in data)
    western = sum(data.count(letter) for letter in b"etaoinsr") > 20 * high
    names = dict.fromkeys((*((declared,) if declared else ()), *CODE_PAGES))
    for name in names:
        try:
            text = data.decode("koi8_u" if name == "koi8-r" else name)
        except (UnicodeDecodeError, LookupError):
            if name not in {"cp1251", "cp1252"}:
                continue
            text = data.decode(name, "ignore")  # the one or two bytes that have no letter
        score = plausibility(text) + (0.05 if name == declared else 0.0)
        if name == "cp1252" and western:
            score += 0.6
        if score > highest:
            best, highest = text, score
    if highest < 0:
        raise Undecodable("is in an encoding that could not be told; save it as UTF-8")
    return best


def plausibility(text: str) -> float:
    """How much the non-ASCII part of ``text`` looks like writing: about 0.5 if so, else below 0.

    A mean over its letters and signs: the rank of a Cyrillic letter's frequency, a fine for an
    unusual sign, for a capital after a small letter, and for two scripts within one word.
    """
    total, seen = 0.0, 0
    for word in _WORD.findall(text[:200_000]):
        cyrillic = len(_CYRILLIC.findall(word))
        latin = len(_LATIN.findall(word))
        accented = sum(letter > "\x7f" for letter in _LATIN.findall(word))
        other = len(word) - cyrillic - latin
        if not (cyrillic or accented or other):
            continue
        seen += cyrillic + accented + other
        # A western word has few accents among plain letters; a Cyrillic one has no plain letters.
        total += accented * (0.4 if accented * 2 <= len(word) and not cyrillic else -1.0)
        total += sum(_WEIGHT.get(letter, -1.0) for letter in word.lower() if letter > "\x7f") * (
            1.0 if cyrillic else 0.0
        )
        total -= other
        if cyrillic and latin:
            total -= min(cyrillic, latin)
        total -= 2 * sum(a.islower() and b.isupper() for a, b in pairwise(word))
        if len(word) > 3 and word[1:].isupper() is False and word[:2].isupper():
            total -= 1
    signs = [c for c in text[:200_000] if c > "\x7f" and not c.isalpha()]
    odd = sum(c not in _USUAL for c in signs)
    return (total - 2 * odd) / max(1, seen + odd)
