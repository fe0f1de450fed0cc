"""From markup to plain paragraphs."""

import re
from collections.abc import Mapping
from contextlib import suppress

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_SILENT = re.compile(
    "script|style|head|template|noscript|iframe|object|embed|svg|math|textarea|select|audio|video"
    "|canvas"
)
_TAG = re.compile(r"</?(?:p|br|div|a|span|strong|em|b|i|ul|ol|li|h[1-6]|blockquote)\b[^<>]*>", re.I)


class _Paragraphs:
    """Collects text; a block's edge is a blank line, scripts and styles are left out.

    The target of an lxml parser: Python's own takes quadratic time for tags that are never closed.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._silent: list[str] = []
        self._numbers: list[int | None] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if _SILENT.fullmatch(tag):
            self._silent.append(tag)
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n\n")
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in {"td", "th"}:
            self.pieces.append(" ")
        if tag in {"ol", "ul"}:
            start = attributes.get("start") or "1"
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
            self._numbers.append(number if tag == "ol" else None)
        elif tag == "li" and self._numbers:
            # The number may be a date or a year that begins a paragraph: it stays.
            number_or_bullet = self._numbers[-1]
            if number_or_bullet is not None:
                self.pieces.append(f"{number_or_bullet}. ")
                self._numbers[-1] = number_or_bullet + 1

    def end(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n\n")
        if tag in {"ol", "ul"} and self._numbers:
            self._numbers.pop()

    def data(self, text: str) -> None:
        if not self._silent:
            self.pieces.append(text)

    def close(self) -> list[str]:
        return self.pieces


def plain_paragraphs(html: str) -> str:
    """The text of ``html``, paragraphs apart by blank lines, runs of space as one."""
    from lxml import etree

    pieces = _Paragraphs()
    parser = etree.HTMLParser(target=pieces, encoding="utf-8", no_network=True, huge_tree=True)
    with suppress(etree.LxmlError):  # raised for an empty text; what was found before it stays
        etree.fromstring(html.replace("\x00", "").encode("utf-8", "replace"), parser)
    blocks = re.split(r"\n\s*\n", "".join(pieces.pieces))
    return "\n\n".join(text for block in blocks if (text := " ".join(block.split())))


def holds_markup(text: str) -> bool:
    """Whether ``text``, a cell of a table, is HTML."""
    return _TAG.search(text) is not None
