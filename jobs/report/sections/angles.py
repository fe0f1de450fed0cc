"""Each angle: who used it and how much, with the strongest passages, and who did not."""

from dataclasses import dataclass

from jobs.report.charts import Hit, Mark, Scale, scale, strip
from jobs.report.coverage import Carried, Line
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.spans import Segment
from jobs.report.words import interval, of, percent, two_places
from jobs.settings import Frame

PER_OUTLET = 2  # passages an outlet: enough to judge by, few enough to read
OPEN = 5  # passages of an angle that stand open; the rest unfold


@dataclass(frozen=True)
class Use:
    """One outlet and the angle."""

    face: Face
    share: str
    interval: str
    mark: Mark
    articles: str
    headlines: int
    strips: tuple[tuple[Hit, ...], ...]


@dataclass(frozen=True)
class Evidence:
    """A passage that carries the angle."""

    line: Line
    score: str
    read: str
    segments: tuple[Segment, ...]
    also: tuple[Line, ...]


@dataclass(frozen=True)
class Angle:
    """An angle with its users, most first, its evidence, strongest first, and its non-users."""

    frame: Frame
    anchor: str
    scale: Scale
    uses: tuple[Use, ...]
    evidence: tuple[Evidence, ...]
    more: tuple[Evidence, ...]
    absent: tuple[Face, ...]


@dataclass(frozen=True)
class Angles:
    """All angles, most used first."""

    angles: tuple[Angle, ...]


def build(findings: Findings) -> Angles | None:
    """``None`` where the event has no angles of its own."""
    coverage = findings.coverage
    shares = {
        (row["outlet"], row["frame"]): row for row in findings.frame_shares.iter_rows(named=True)
    }
    frames = [one for one in coverage.frames if one.kind == "angle"]
    found = []
    for frame in frames:
        rows = [
            (face, shares[face.name, frame.name])
            for face in coverage.faces
            if (face.name, frame.name) in shares
        ]
        if not rows:
            continue
        evidence = _evidence(findings, frame)
        measure = scale([row["share"] for _, row in rows] + [row["high"] or 0 for _, row in rows])
        found.append(
            Angle(
                frame=frame,
                anchor=coverage.anchor[frame.name],
                scale=measure,
                uses=tuple(
                    _use(findings, face, frame, row, measure)
                    for face, row in sorted(rows, key=lambda pair: -pair[1]["share"])
                    if row["passages"]
                ),
                evidence=evidence[:OPEN],
                more=evidence[OPEN:],
                absent=tuple(face for face, row in rows if not row["passages"]),
            )
        )
    return Angles(tuple(found)) if found else None


def _use(
    findings: Findings, face: Face, frame: Frame, row: dict[str, float], measure: Scale
) -> Use:
    coverage = findings.coverage
    carrying = coverage.carrying(face.name, frame.name)
    found = {line.passage_id for line in carrying}
    return Use(
        face,
        percent(row["share"]),
        interval(row["low"], row["high"]),
        measure.mark(row["share"], row["low"], row["high"]),
        of(int(row["articles"]), face.articles, "article"),
        sum(line.part == "headline" for line in carrying),
        tuple(
            strip([line.passage_id in found for line in coverage.lines[story.article_id]])
            for story in coverage.stories
            if story.face.name == face.name
        ),
    )


def _evidence(findings: Findings, frame: Frame) -> tuple[Evidence, ...]:
    """The best passage of every outlet, then their second best; each round strongest first.

    A text that several outlets print stands once, with the others named.
    """
    coverage = findings.coverage
    rounds: list[list[tuple[Line, Carried]]] = [[] for _ in range(PER_OUTLET)]
    for face in coverage.faces:
        for place, line in enumerate(coverage.carrying(face.name, frame.name)[:PER_OUTLET]):
            carried = next(
                one for one in coverage.carried[line.passage_id] if one.frame.name == frame.name
            )
            rounds[place].append((line, carried))
    same: dict[str, list[tuple[Line, Carried]]] = {}
    for several in rounds:
        for line, carried in sorted(several, key=lambda pair: -pair[1].score):
            same.setdefault(" ".join(line.text.casefold().split()), []).append((line, carried))
    return tuple(
        Evidence(
            line,
            two_places(carried.score),
            carried.read,
            line.marked((carried,)),
            tuple(other for other, _ in others if other.face != line.face),
        )
        for (line, carried), *others in same.values()
    )


SECTION = Section(
    "angles",
    "Angle by angle, with the evidence",
    "sections/angles.html",
    build,
    "This event names no angles of its own. Add them in a frames.toml beside its event.toml.",
)
