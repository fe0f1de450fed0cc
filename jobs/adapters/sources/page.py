"""Articles as web pages saved to disk."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jobs.adapters.sources.files import Unusable, read_text
from jobs.adapters.sources.header import draft, split_header
from jobs.ports import Draft, Unreadable

_PUBLISHED = (  # attribute values that name the time of publication, the surest first
    "article:published_time",
    "datePublished",
    "og:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "date",
)
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
SIDECAR = ".meta.yaml"  # page.html.meta.yaml, header fields that win over the page's own


class SavedPage:
    """HTML by trafilatura: the article's text without menus, and what the page says of itself."""

    name = "page"
    suffixes = frozenset({".html", ".htm", ".xhtml"})

    def read(self, path: Path, source_file: str) -> Iterator[Draft | Unreadable]:
        """See ``Source``. Fields in a sidecar file ``NAME.html.meta.yaml`` win."""
        try:
            fields, body = _extract(read_text(path, declares=True))
            sidecar = path.with_name(path.name + SIDECAR)
            if sidecar.is_file():
                fields |= split_header(f"---\n{read_text(sidecar)}\n---\n").fields
        except Unusable as error:
            yield Unreadable(source_file, str(error))
            return
        yield draft(source_file, fields, body)


def _extract(html: str) -> tuple[dict[str, str], str]:
    from trafilatura import bare_extraction

    # It tells of broken pages on the terminal; ours goes into the list of what was set aside.
    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)

    try:
        document: Any = bare_extraction(
            html, with_metadata=True, include_comments=False, include_tables=False
        )
    except Exception as error:  # a page may break the parser in ways it does not name
        raise Unusable(f"is a page that cannot be parsed ({type(error).__name__})") from None
    if document is None or not (document.text or "").strip():
        raise Unusable("is a page in which no article text was found")
    own = {
        "outlet": document.sitename,
        "title": document.title,
        "url": document.url,
        "published": document.date,
        "author": document.author,
    } | _said(html)
    # trafilatura ends paragraphs with one line break.
    body = re.sub(r"\n+", "\n\n", document.text)
    return {key: value for key, value in own.items() if value}, body


def _said(html: str) -> dict[str, str]:
    """What the page's head says: an outlet for us, the time to the minute."""
    from lxml import etree
    from lxml.html import document_fromstring

    try:
        page = document_fromstring(html.encode("utf-8", "replace"), parser=_utf8_parser())
    except (etree.LxmlError, ValueError):
        return {}
    metas: dict[str, str] = {}
    for element in page.iter("meta", "time"):
        content = (element.get("content") or element.get("datetime") or "").strip()
        for attribute in ("name", "property", "itemprop"):
            key = (element.get(attribute) or "").strip().casefold()
            if key and content:
                metas.setdefault(key, content)
    # The page's lang attribute is not asked: sites copy it from template to template.
    times = [metas.get(name.casefold(), "") for name in _PUBLISHED]
    times += _LINKED_DATA.findall(html)[:1]
    published = next((time for time in times if _ISO.match(time)), "")
    said = {"outlet": metas.get("outlet", ""), "published": published}
    return {key: value for key, value in said.items() if value}


def _utf8_parser() -> Any:  # noqa: ANN401  lxml has no types
    from lxml.html import HTMLParser

    return HTMLParser(encoding="utf-8", no_network=True)
