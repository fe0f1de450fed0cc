"""The outlets of an event as the report shows them."""

from dataclasses import dataclass

import polars as pl

from jobs.ports import LANGUAGES, Language
from jobs.report.colour import Look, look
from jobs.settings import Event


@dataclass(frozen=True)
class Face:
    """An outlet as the report shows it; ``css`` is its class, which carries its colour."""

    name: str
    language: Language
    country: str
    kind: str
    css: str
    look: Look
    articles: int
    passages: int
    opens: bool  # whether it is the first of its language

    @property
    def about(self) -> str:
        """Kind and country, as far as they are known."""
        return ", ".join(part for part in (self.kind, self.country) if part)


def faces(event: Event, articles: pl.DataFrame, passages: pl.DataFrame) -> tuple[Face, ...]:
    """Those with an article: by language, then as event.toml lists them, then by name."""
    stories = dict(articles.group_by("outlet").len().iter_rows())
    lines = dict(passages.group_by("outlet").len().iter_rows())
    spoken = dict(
        articles.group_by("outlet", "language")
        .len()
        .sort("outlet", "len", "language")
        .select("outlet", "language")
        .iter_rows()
    )
    known = {one.name: one for one in event.outlets}
    listed = [one.name for one in event.outlets if one.name in stories]
    names = listed + sorted(name for name in stories if name not in known)
    ordered = sorted(names, key=lambda name: LANGUAGES.index(spoken[name]))
    return tuple(
        Face(
            name=name,
            language=spoken[name],
            country=known[name].country if name in known else "",
            kind=known[name].kind if name in known else "",
            css=f"o{number}",
            look=look(number, known[name].colour if name in known else None),
            articles=stories[name],
            passages=lines.get(name, 0),
            opens=number == 0 or spoken[ordered[number - 1]] != spoken[name],
        )
        for number, name in enumerate(ordered)
    )
