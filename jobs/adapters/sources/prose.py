"""Articles as files of Markdown or plain text."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from jobs.adapters.sources.files import Unusable, read_text
from jobs.adapters.sources.header import Headed, draft, split_header
from jobs.adapters.sources.html_text import plain_paragraphs
from jobs.ports import Draft, Unreadable

LONGEST_TITLE = 250  # characters


class Markdown:
    """Markdown with a header; markup is taken off, the first heading may serve as the title."""

    name = "markdown"
    suffixes = frozenset({".md", ".markdown"})

    def __init__(self) -> None:
        # Indented paragraphs are common in articles, program code is not.
        self._parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """See ``Source``."""
        try:
            headed = split_header(read_text(path))
            heading, body = self._plain(headed.body)
        except Unusable as error:
            yield Unreadable(source_file, str(error))
            return
        yield from _article(source_file, headed, heading, body)

    def _plain(self, markdown: str) -> tuple[str | None, str]:
        try:
            html = self._parser.render(markdown.replace("\x00", ""))
        except RecursionError:
            raise Unusable("is nested too deeply") from None
        first = re.match(r"\s*<h[12]>(.*?)</h[12]>", html, re.DOTALL)
        if first:
            return plain_paragraphs(first[1]), plain_paragraphs(html[first.end() :])
        return None, plain_paragraphs(html)


class PlainText:
    """Plain text with a header; a short first paragraph may serve as the title."""

    name = "text"
    suffixes = frozenset({".txt", ".text"})

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """See ``Source``."""
        try:
            headed = split_header(read_text(path))
        except Unusable as error:
            yield Unreadable(source_file, str(error))
            return
        first, _, rest = headed.body.strip().partition("\n")
        title, body = None, headed.body
        if "title" not in headed.fields and rest.startswith("\n") and len(first) <= LONGEST_TITLE:
            title, body = first, rest
        yield from _article(source_file, headed, title, body)


def _article(
    source_file: str, headed: Headed, heading: str | None, body: str
) -> Iterator[Draft | Unreadable]:
    if not body.strip():
        yield Unreadable(source_file, "has a header but no text below it")
        return
    fields = dict(headed.fields)
    if heading and "title" in fields and heading.casefold() != fields["title"].casefold():
        body = f"{heading}\n\n{body}"  # a crosshead, not the title
    elif heading:
        fields.setdefault("title", heading)
    yield draft(source_file, fields, body)
