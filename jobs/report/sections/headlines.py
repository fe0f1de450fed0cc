"""Headlines side by side, a column a language."""

from dataclasses import dataclass, replace

from jobs.report.coverage import Carried, Line, Story
from jobs.report.model import Findings, Section
from jobs.report.spans import Segment
from jobs.report.words import shortened

LONGEST = 400  # characters of a headline


@dataclass(frozen=True)
class Headline:
    """An article's headline with its English and the frames in it.

    ``title`` is the headline, cut where it is endless; ``by_word`` the same with English above its
    words, where its English may be wrong.
    """

    story: Story
    title: str
    line: Line | None
    carried: tuple[Carried, ...]
    by_word: tuple[Segment, ...]


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
    title = shortened(story.title, LONGEST)
    if line is None:
        return Headline(story, title, None, (), ())
    by_word = _by_word(line) if line.unsure and line.glosses else ()
    return Headline(story, title, line, coverage.carried.get(line.passage_id, ()), by_word)


def _by_word(line: Line) -> tuple[Segment, ...]:
    text = line.text if len(line.text) <= LONGEST else f"{line.text[:LONGEST]}…"
    shown = tuple(one for one in line.glosses if one.end <= LONGEST)
    return replace(line, text=text, glosses=shown).cut(())


SECTION = Section(
    "headlines",
    "The headlines, side by side",
    "sections/headlines.html",
    build,
    "No article could be read, so there are no headlines.",
)
