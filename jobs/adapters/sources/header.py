"""The header of an article: a block between lines of ---, or 'key: value' lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from jobs.ports import Draft

FIELDS: dict[str, tuple[str, ...]] = {
    "outlet": ("outlet", "source", "publisher", "publication", "site", "sitename", "newspaper"),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url", "canonical", "permalink"),
    "published": (
        "published",
        "date",
        "published_at",
        "publication_date",
        "published_date",
        "datetime",
        "pubdate",
        "time",
    ),
    "author": ("author", "authors", "byline"),
    "language": ("language", "lang"),
}
_FIELD_OF = {alias: field for field, aliases in FIELDS.items() for alias in aliases}
_LINE = re.compile(r"([^\W\d][\w-]{0,30})[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_FENCE = re.compile(r"-{3,}[ \t]*$")
_LARGEST = 20_000  # characters; a header beyond this is none


@dataclass(frozen=True)
class Headed:
    """The fields that a header gives, under our names, and what follows it."""

    fields: Mapping[str, str]
    body: str


def field_name(key: str) -> str | None:
    """Our name for a key as people write it: 'Date' is published, 'source' is outlet."""
    return _FIELD_OF.get(re.sub(r"[\s-]+", "_", key.strip().casefold()))


def split_header(text: str) -> Headed:
    """Take the header off ``text``. A text without one comes back whole, with no fields."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n\t ")
    lines = text.split("\n")
    if _FENCE.match(lines[0]):
        for number, line in enumerate(lines[1:], start=1):
            if _FENCE.match(line) or line.rstrip() == "...":
                block = "\n".join(lines[1:number])
                return Headed(_fields(block), "\n".join(lines[number + 1 :]))
        lines = lines[1:] or [
            ""
        ]  # the closing line was forgotten: the block ends at the first blank one
    found = _LINE.match(lines[0])
    if found is None or field_name(found[1]) is None:
        return Headed({}, text)
    end = 0
    while end < len(lines) and _LINE.match(lines[end]):
        end += 1
    return Headed(_by_line("\n".join(lines[:end])), "\n".join(lines[end:]))


def draft(source_file: str, fields: Mapping[str, str], body: str) -> Draft:
    """A draft from header fields."""
    return Draft(
        source_file=source_file,
        body=body,
        outlet=fields.get("outlet"),
        title=fields.get("title"),
        url=fields.get("url"),
        published=fields.get("published"),
        author=fields.get("author"),
        language=fields.get("language"),
    )


def _fields(block: str) -> Mapping[str, str]:
    """YAML, every scalar as it is written; line by line where it is no YAML.

    The usual reason is a title with a colon and no quotes. ``BaseLoader`` makes nothing but text,
    lists and mappings: no objects, no dates of its own, and 'no' stays a language.
    """
    try:
        loaded = yaml.load(block[:_LARGEST], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return _by_line(block)
    if not isinstance(loaded, dict):
        return _by_line(block)
    fields: dict[str, str] = {}
    for key, value in loaded.items():
        field = field_name(key) if isinstance(key, str) else None
        text = _scalar(value)
        # An exact name wins over an alias, whatever their order.
        if field and text and (field not in fields or key.strip().casefold() == field):
            fields[field] = text
    return fields


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):  # several authors; anything deeper is left out
        return ", ".join(item.strip() for item in value[:50] if isinstance(item, str))
    return ""


def _by_line(block: str) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    for line in block.split("\n"):
        found = _LINE.match(line)
        field = field_name(found[1]) if found else None
        value = (found[2] or "").strip() if found else ""
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1].strip()
        if found and field and value and (field not in fields or found[1].casefold() == field):
            fields[field] = value
    return fields
