"""Every article in full: the original with its evidence marked, the English beside it."""

import re
from dataclasses import dataclass

from jobs.report.coverage import Carried, Line, Story
from jobs.report.model import Findings, Section
from jobs.report.spans import Segment
from jobs.report.words import count, moment

_PARAGRAPH = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True)
class Tag:
    """A frame or a claim that a passage bears, as a link. ``kind``: angle, policy or claim."""

    kind: str
    text: str
    href: str
    title: str


@dataclass(frozen=True)
class Row:
    """A passage and its English side by side; ``opens`` where a paragraph begins."""

    anchor: str
    line: Line
    segments: tuple[Segment, ...]
    tags: tuple[Tag, ...]
    opens: bool


@dataclass(frozen=True)
class Shown:
    """One article."""

    story: Story
    when: str
    length: str
    doubtful: str
    frames: tuple[Tag, ...]
    rows: tuple[Row, ...]

    @property
    def glossed(self) -> bool:
        """Whether English stands above any of its words."""
        return any(row.line.glosses for row in self.rows)


@dataclass(frozen=True)
class Articles:
    """All articles; ``paged`` where their texts are pages of their own."""

    shown: tuple[Shown, ...]
    paged: bool


def build(findings: Findings) -> Articles | None:
    """``None`` where there is no article."""
    if not findings.coverage.stories:
        return None
    return Articles(
        tuple(shown(findings, story) for story in findings.coverage.stories),
        findings.coverage.paged,
    )


def shown(findings: Findings, story: Story) -> Shown:
    """One article; its links lead to the first page from wherever its text is."""
    coverage = findings.coverage
    home = "../index.html" if story.page else ""
    claims = {one.claim_id: one for one in findings.claim_book}
    rows: list[Row] = []
    tally: dict[str, int] = {}
    for line in coverage.lines[story.article_id]:
        carried = coverage.carried.get(line.passage_id, ())
        for one in carried:
            tally[one.frame.name] = tally.get(one.frame.name, 0) + 1
        tags = [_frame_tag(findings, one, home) for one in carried]
        for key in coverage.claims_of.get(line.passage_id, ()):
            if key in claims:
                claim = claims[key]
                tags.append(
                    Tag("claim", f"Claim {claim.number}", f"{home}#{claim.anchor}", claim.text)
                )
        rows.append(
            Row(
                f"{story.anchor}-{line.ordinal}",
                line,
                line.marked(carried),
                tuple(tags),
                line.part == "headline" or _opens(story, line, rows[-1].line if rows else None),
            )
        )
    trusts = [row.line.trust.level for row in rows if row.line.trust is not None]
    doubtful = sum(level in ("doubtful", "failed") for level in trusts)
    top = sorted(tally, key=lambda name: (-tally[name], list(coverage.frame).index(name)))[:3]
    return Shown(
        story,
        moment(story.published_at) if story.published_at else "date unknown",
        count(story.words, "word"),
        f"{count(doubtful, 'passage')} doubtful in translation" if doubtful else "",
        tuple(
            Tag(
                coverage.frame[name].kind,
                coverage.frame[name].title,
                f"#{coverage.anchor[name]}" if coverage.frame[name].kind == "angle" else "#frames",
                count(tally[name], "passage"),
            )
            for name in top
        ),
        tuple(rows),
    )


def _frame_tag(findings: Findings, carried: Carried, home: str) -> Tag:
    frame = carried.frame
    place = findings.coverage.anchor[frame.name] if frame.kind == "angle" else "frames"
    read = "read in the original" if carried.read == "original" else "read in the English"
    return Tag(frame.kind, frame.title, f"{home}#{place}", f"score {carried.score:.2f}, {read}")


def _opens(story: Story, line: Line, before: Line | None) -> bool:
    """Whether a paragraph ends between two passages of the body."""
    if before is None or before.part == "headline":
        return True
    return bool(_PARAGRAPH.search(story.body[before.end : line.start]))


SECTION = Section(
    "articles",
    "Every article, in full",
    "sections/articles.html",
    build,
    "No article could be read. What was set aside, and why, stands under “How sure is this?”.",
)
