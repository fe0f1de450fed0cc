"""Reading a page back, as the tests of the report need it."""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "input", "col", "link", "hr"}


@dataclass
class Page:
    """Elements of a page: ids, links, tags with attributes, style and script texts, all text."""

    ids: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    inline: dict[str, list[str]] = field(default_factory=lambda: {"style": [], "script": []})
    text: str = ""
    unclosed: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open = []

    def handle_starttag(self, tag, attrs):
        named = {name: value or "" for name, value in attrs}
        self.page.tags.append((tag, named))
        if "id" in named:
            self.page.ids.append(named["id"])
        if tag == "a" and "href" in named:
            self.page.hrefs.append(named["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.page.unclosed.append(f"</{tag}> in {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if self.open and self.open[-1] in self.page.inline:
            self.page.inline[self.open[-1]].append(data)
        else:
            self.page.text += data


def read_page(html: str) -> Page:
    """Parse a page; ``unclosed`` lists tags that do not nest."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.unclosed += reader.open
    return reader.page


def policy(page: Page) -> dict[str, str]:
    """The page's content security policy, by directive."""
    content = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    return dict(part.split(" ", 1) for part in re.split(r";\s*", content))


def sha256(text: str) -> str:
    """A hash as the policy writes it."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
