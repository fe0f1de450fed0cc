"""Characters and white space of an article, before any span points into it."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")
# Control, soft hyphen, zero width, direction, byte-order and annotation marks, lone surrogates,
# Hangul fillers: nobody sees them, and they hide words from every rule. U+200D joins emoji.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# A stress mark over a Cyrillic vowel (за́мок) is a reading aid that no dictionary form has.
_STRESS = re.compile(r"(?<=[аеиоуыэюяіїєАЕИОУЫЭЮЯІЇЄ])[\u0300\u0301]+")
_DASH_SPEECH = re.compile(r"[—–―-] ?\w")
_WORD = re.compile(r"\w+(?:[-’'ʼ‑]\w+)*")
_WRAPPED = 100  # characters; text wrapped by hand or by an editor has no longer lines


def clean(text: str) -> str:
    """NFC, without unseen characters and stress marks, every kind of space a space.

    Line breaks stay. Cleaning twice gives the same as cleaning once.
    """
    text = _LINE_ENDS.sub("\n", text.replace("\u2029", "\n\n"))
    while True:
        cleaned = unicodedata.normalize("NFC", _STRESS.sub("", _UNSEEN.sub("", text)))
        if cleaned == text:
            break
        text = cleaned  # what was taken out may bring letter and mark together
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n")).strip()


def one_line(text: str) -> str:
    """``text`` cleaned, on one line."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> str:
    """``text`` cleaned, each paragraph on one line, paragraphs apart by one empty line.

    Within a block of lines, long lines are paragraphs of their own; short ones were wrapped and
    are joined, except where a dash opens speech.
    """
    found: list[str] = []
    for block in re.split(r"\n{2,}", clean(text)):
        lines = block.split("\n")
        if len(lines) == 1 or max(map(len, lines)) > _WRAPPED:
            found.extend(lines)
            continue
        joined = [lines[0]]
        for line in lines[1:]:
            if _DASH_SPEECH.match(line) and not joined[-1].endswith(tuple(",—–-")):
                joined.append(line)
            else:
                joined[-1] = f"{joined[-1]} {line}"
        found.extend(joined)
    return "\n\n".join(line for line in found if line)


def words(text: str) -> list[str]:
    """The words of a text in any script, numbers among them; п'ять and Санкт-Петербург are one."""
    return _WORD.findall(text)
