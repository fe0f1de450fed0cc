"""Reprints and close translations: who had the text first, and what was edited."""

from collections import defaultdict
from dataclasses import dataclass

from jobs.report.coverage import Line, Story
from jobs.report.model import Findings, Section
from jobs.report.words import moment, percent

SHOWN = 6  # edited or dropped passages a member


@dataclass(frozen=True)
class Member:
    """An article of a family."""

    story: Story
    when: str
    role: str
    likeness: str
    edited: tuple[Line, ...]
    dropped: tuple[Line, ...]
    more: int


@dataclass(frozen=True)
class Family:
    """Articles that share their text, the likely origin first."""

    number: int
    origin: Story
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Lineage:
    """All families."""

    families: tuple[Family, ...]


ROLES = {
    "origin": "likely origin: the earliest",
    "reprint": "reprint",
    "translation": "close translation",
}


def build(findings: Findings) -> Lineage | None:
    """``None`` where it was not measured or every text is its own."""
    if findings.lineage is None or findings.lineage.is_empty():
        return None
    coverage = findings.coverage
    members: dict[str, list[Member]] = defaultdict(list)
    table = findings.lineage.sort("family_id", "article_id")
    for row in table.iter_rows(named=True):
        story = coverage.story.get(row["article_id"])
        if story is None:
            continue
        edited = [coverage.line[key] for key in row["edited"] or () if key in coverage.line]
        dropped = [coverage.line[key] for key in row["dropped"] or () if key in coverage.line]
        members[row["family_id"]].append(
            Member(
                story,
                moment(story.published_at) if story.published_at else "date unknown",
                row["role"],
                percent(row["likeness"]),
                tuple(edited[:SHOWN]),
                tuple(dropped[:SHOWN]),
                max(0, len(edited) - SHOWN) + max(0, len(dropped) - SHOWN),
            )
        )
    families = []
    for number, key in enumerate(sorted(members), start=1):
        family = sorted(members[key], key=lambda one: (one.role != "origin", one.story.anchor))
        families.append(Family(number, family[0].story, tuple(family)))
    return Lineage(tuple(families)) if families else None


SECTION = Section("lineage", "Who had the text first", "sections/lineage.html", build)
