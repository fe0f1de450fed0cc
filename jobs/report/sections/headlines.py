"""Headlines side by side, a column a language."""

from dataclasses import dataclass

from jobs.report.coverage import Carried, Line, Story
from jobs.report.model import Findings, Section


@dataclass(frozen=True)
class Headline:
    """An article's headline with its English and the frames in it."""

    story: Story
    line: Line | None
    carried: tuple[Carried, ...]


@dataclass(frozen=True)
class Column:
    """The headlines of one language."""

    code: str
    name: str
    headlines: tuple[Headline, ...]


@dataclass(frozen=True)
class Headlines:
    """All columns that have an article."""

    columns: tuple[Column, ...]


def build(findings: Findings) -> Headlines | None:
    """``None`` where there is no article."""
    coverage = findings.coverage
    if not coverage.stories:
        return None
    return Headlines(
        tuple(
            Column(
                code,
                name,
                tuple(
                    _headline(findings, story)
                    for story in coverage.stories
                    if story.face.language == code
                ),
            )
            for code, name, _ in coverage.by_language()
        )
    )


def _headline(findings: Findings, story: Story) -> Headline:
    coverage = findings.coverage
    line = next((one for one in coverage.lines[story.article_id] if one.part == "headline"), None)
    return Headline(story, line, coverage.carried.get(line.passage_id, ()) if line else ())


SECTION = Section(
    "headlines",
    "The headlines, side by side",
    "sections/headlines.html",
    build,
    "No article could be read, so there are no headlines.",
)
