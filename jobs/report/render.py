"""Findings into pages: the only module that knows jinja2.

Each page is whole in itself: our style sheet and script stand in it, allowed by their hash alone;
everything else that could run or load is forbidden by the page's own policy.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jobs.problems import BrokenContract
from jobs.report import words
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.sections import SECTIONS
from jobs.report.sections.articles import shown

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_INDENT = re.compile(r"\n\s+<")
STYLES = ("report.css", "measures.css")
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Part:
    """A section on the page: its model, or the sentence that stands in its place."""

    section: Section
    model: object | None
    sentence: str = ""


@dataclass(frozen=True)
class Rendered:
    """Pages by path within the report's folder, index.html last; names of sections lost."""

    pages: Mapping[str, str]
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One report in the list of all: an event on the day it was made.

    ``href`` leads to its page from reports/index.html. ``days`` are earlier pages, newest first,
    as (label, href).
    """

    title: str
    date: str
    description: str
    href: str
    made_at: str
    counts: str
    gaps: str = ""
    days: tuple[tuple[str, str], ...] = ()


def render(
    findings: Findings,
    made_at: datetime,
    *,
    strict: bool = False,
    sections: Sequence[Section] = SECTIONS,
) -> Rendered:
    """Make all pages. The same findings and ``made_at`` give the same bytes.

    A section that fails is replaced by a sentence that says so; with ``strict`` it raises.
    """
    environment = _environment()
    css = _css(environment, findings.coverage.faces)
    script = _source(environment, "report.js")
    common = {
        "css": Markup(css),
        "script": Markup(script),
        "policy": _policy(css, script),
        "event": findings.event,
        "event_date": words.long_date(findings.event.date),
        "made_at": words.moment(made_at),
        "version": findings.provenance.project_version,
    }
    parts, broken = _parts(environment, findings, sections, common, strict)
    pages: dict[str, str] = {}
    if findings.coverage.paged:
        page = environment.get_template("article.html")
        for story in findings.coverage.stories:
            pages[story.page] = page.render(common, one=shown(findings, story))
    pages["index.html"] = environment.get_template("page.html").render(
        common,
        parts=parts,
        counts=_counts(findings),
        languages=findings.coverage.languages,
        notes=tuple(f"Section “{name}” could not be made." for name in broken),
    )
    return Rendered(pages, broken)


def render_index(entries: Sequence[Entry], made_at: datetime | None = None) -> str:
    """The page over all events and days, in the order given."""
    environment = _environment()
    css = _css(environment, ())
    script = _source(environment, "report.js")
    return environment.get_template("index.html").render(
        entries=entries,
        css=Markup(css),
        script=Markup(script),
        policy=_policy(css, script),
        made_at=words.moment(made_at) if made_at else "",
    )


def _parts(
    environment: Environment,
    findings: Findings,
    sections: Sequence[Section],
    common: Mapping[str, object],
    strict: bool,
) -> tuple[tuple[tuple[Part, Markup], ...], tuple[str, ...]]:
    parts: list[tuple[Part, Markup]] = []
    broken: list[str] = []
    for section in sections:
        try:
            model = section.build(findings)
            part = Part(section, model, section.absent)
            if model is None and not section.absent:
                continue
            html = "" if model is None else _section(environment, section, model, common)
        except Exception as error:
            if strict:
                raise
            LOG.exception("section %s of %s", section.name, findings.event.name)
            broken.append(section.name)
            reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            part = Part(section, None, f"This section could not be made: {reason[:300]}")
            html = ""
        parts.append((part, Markup(html)))  # the environment has escaped it already
    return tuple(parts), tuple(broken)


def _section(
    environment: Environment, section: Section, model: object, common: Mapping[str, object]
) -> str:
    html = environment.get_template(section.template).render(common, section=section, model=model)
    return _INDENT.sub("\n<", html)  # a third of a large page; in articles "<" is "&lt;"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = words.count
    environment.filters["shortened"] = words.shortened
    return environment


def _source(environment: Environment, name: str) -> str:
    text, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
    return "\n" + text.strip() + "\n"


def _css(environment: Environment, faces: Sequence[Face]) -> str:
    """Our style sheet and a class for each outlet's colour."""
    css = "".join(_source(environment, name) for name in STYLES) + _colours(faces)
    if "</" in css:
        raise BrokenContract("The style sheet would end its own element.")
    return css


def _colours(faces: Sequence[Face]) -> str:
    auto, chosen = ":root:not([data-theme=light])", ":root[data-theme=dark]"
    light = [f".{one.css}{{--o:{one.look.light}}}" for one in faces]
    dark = {
        root: " ".join(f"{root} .{one.css}{{--o:{one.look.dark}}}" for one in faces)
        for root in (auto, chosen)
    }
    return (
        f"{' '.join(light)}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {dark[auto]} }}\n"
        f"@media screen {{ {dark[chosen]} }}\n"
    )


def _policy(css: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(css)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _counts(findings: Findings) -> str:
    coverage = findings.coverage
    return " · ".join(
        (
            words.count(len(coverage.stories), "article"),
            words.count(len(coverage.faces), "outlet"),
            words.count(len(coverage.languages), "language"),
        )
    )
