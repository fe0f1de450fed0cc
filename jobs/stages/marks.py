"""Pairs of quotation marks: «…», „…“, “…”, "…", ‘…’, nested and over several paragraphs."""

import re
from typing import NamedTuple

MAX_PARAGRAPHS = 8  # an opening mark without its closing one looks no further than this

# What closes what: „…“ and „…”, “…” and (careless) “…“, «…».
_CLOSES = {"«": "»", "„": '“”"', "“": '”“"', "‘": "’", '"': '"', "'": "'"}
_MARK = re.compile(r"[«»„“”\"‘’]|''|``|(?<!\w)'(?=\w)|(?<=[\w.,!?…])'(?!\w)")
_PUNCTUATION = ".,!?…"


class Pair(NamedTuple):
    """``text[start:end]`` stands between marks; ``opened`` and ``closed`` include them.

    ``continued``: a piece of a quotation that runs over several paragraphs.
    """

    opened: int
    start: int
    end: int
    closed: int
    depth: int
    continued: bool = False


class _Open(NamedTuple):
    mark: str
    place: int
    continued: bool


def pairs(text: str, blocks: list[tuple[int, int]]) -> list[Pair]:
    """All pairs of marks within paragraphs ``blocks``, in order of their closing.

    A paragraph that a quotation leaves open and the next one opens again, or that a later
    paragraph closes, gives a piece of its own.
    """
    found: list[Pair] = []
    carried: list[_Open] = []
    for index, (begin, end) in enumerate(blocks):
        stack = _reopened(text, begin, carried)
        carried = []
        _scan(text, begin, end, stack, found)
        for depth, opened in enumerate(stack):
            if opened.mark in "'‘":
                continue
            if _goes_on(text, opened, end, blocks[index + 1 : index + 1 + MAX_PARAGRAPHS]):
                found.append(Pair(opened.place, _inner(text, opened, end), end, end, depth, True))
                carried.append(opened._replace(place=end, continued=True))
            elif depth == 0 and not opened.continued:
                _close_double(text, opened, found)
    return found


def _inner(text: str, opened: _Open, end: int) -> int:
    """Where the words behind an opening mark begin; a carried quotation has no mark of its own."""
    return opened.place + (1 if text[opened.place : opened.place + 1] == opened.mark else 0)


def _reopened(text: str, begin: int, carried: list[_Open]) -> list[_Open]:
    """What is open as a paragraph begins: the repeated opening mark is taken as the same one."""
    return [opened._replace(place=begin) for opened in carried]


def _scan(text: str, begin: int, end: int, stack: list[_Open], found: list[Pair]) -> None:
    for match in _MARK.finditer(text, begin, end):
        mark, place = match[0], match.start()
        if stack and stack[-1].continued and place == stack[-1].place and mark == stack[-1].mark:
            continue
        depth = _closing(text, place, mark, stack, begin, end)
        if depth is not None:
            opened = stack[depth]
            del stack[depth:]
            start = _inner(text, opened, end)
            found.append(Pair(opened.place, start, place, match.end(), depth, opened.continued))
        elif _opens(text, place, match.end(), mark, begin, end):
            stack.append(_Open(mark, place, False))


def _closing(
    text: str, place: int, mark: str, stack: list[_Open], begin: int, end: int
) -> int | None:
    """Index on the stack of what the mark closes, ``None`` where it closes nothing."""
    if mark in "“\"'" and _starts_word(text, place, end) and not _ends_word(text, place, begin):
        return None
    if mark == "’" and text[place + 1 : place + 2].isalpha():
        return None  # an apostrophe
    for depth in range(len(stack) - 1, -1, -1):
        if mark in _CLOSES.get(stack[depth].mark, ""):
            return depth
    return None


def _opens(text: str, place: int, behind: int, mark: str, begin: int, end: int) -> bool:
    if mark in "«„":
        return True
    if mark == "“":
        return _starts_word(text, place, end)
    if mark in "\"'‘":
        return _starts_word(text, place, end) and not _ends_word(text, place, begin)
    return False


def _starts_word(text: str, place: int, end: int) -> bool:
    following = text[place + 1 : min(end, place + 2)]
    return bool(following) and not following.isspace() and following not in ",;:)!?]"


def _ends_word(text: str, place: int, begin: int) -> bool:
    previous = text[max(begin, place - 1) : place]
    return bool(previous) and (previous.isalnum() or previous in ".,!?…)]%»”’")


def _goes_on(text: str, opened: _Open, end: int, later: list[tuple[int, int]]) -> bool:
    """Whether an open quotation runs into the next paragraph.

    It does where that paragraph opens with the same mark, or where some later one closes the
    quotation before it opens another of its kind.
    """
    if not later:
        return False
    begin = later[0][0]
    if text.startswith(opened.mark, begin):
        return True
    if opened.mark == '"':
        return False
    for first, last in later:
        for match in _MARK.finditer(text, first, last):
            if match[0] == opened.mark and opened.mark not in _CLOSES[opened.mark]:
                return text.startswith(opened.mark, first) and first == match.start()
            if match[0] in _CLOSES[opened.mark] and match[0] != '"':
                return True
    return False


def _close_double(text: str, opened: _Open, found: list[Pair]) -> None:
    """«Он прочёл «Войну и мир»: one closing mark stands for two where both would meet."""
    inner = [pair for pair in found if pair.opened > opened.place and pair.depth == 1]
    if inner and text[inner[-1].closed - 1] in _CLOSES[opened.mark]:
        last = inner[-1]
        found.append(Pair(opened.place, opened.place + 1, last.closed - 1, last.closed, 0))
