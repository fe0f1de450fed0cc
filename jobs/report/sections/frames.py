"""Outlets × frames: the share of each outlet's passages that carry a frame, with its interval."""

from dataclasses import dataclass
from statistics import fmean

from jobs.report.charts import Mark, Scale, scale, shade
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.words import bare_percent, interval, listed, of, percent
from jobs.settings import Frame


@dataclass(frozen=True)
class Cell:
    """One outlet and frame. ``spoken`` says all of it in words."""

    face: Face
    number: str
    shade: int
    mark: Mark | None
    interval: str
    spoken: str


@dataclass(frozen=True)
class Row:
    """One frame over all outlets; ``href`` leads to its evidence, empty where there is none."""

    frame: Frame
    href: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Angles, or policy frames."""

    name: str
    title: str
    rows: tuple[Row, ...]
    scale: Scale


@dataclass(frozen=True)
class Reading:
    """How far an outlet's frames depend on the text read, and where they do most."""

    face: Face
    difference: str
    agreement: str
    frame: str
    original: str
    english: str


@dataclass(frozen=True)
class FramesSection:
    """The tables, the outlets by language, and those too thin for an interval."""

    groups: tuple[tuple[str, str, tuple[Face, ...]], ...]
    tables: tuple[Table, ...]
    intervals: str
    readings: tuple[Reading, ...]
    heads: str
    fit: str


def build(findings: Findings) -> FramesSection | None:
    """``None`` where no frame was measured."""
    coverage = findings.coverage
    shares = {
        (row["outlet"], row["frame"]): row for row in findings.frame_shares.iter_rows(named=True)
    }
    if not shares or not coverage.frames:
        return None
    tables = []
    for kind, title in (("angle", "Angles of this event"), ("policy", "Policy frames")):
        frames = [one for one in coverage.frames if one.kind == kind]
        found = [shares[key] for key in shares if key[1] in {one.name for one in frames}]
        if not found:
            continue
        measure = scale([row["share"] for row in found] + [row["high"] or 0 for row in found])
        top = max(row["share"] for row in found)
        rows = tuple(
            Row(
                frame,
                f"#{coverage.anchor[frame.name]}" if kind == "angle" else "",
                tuple(
                    _cell(face, frame, shares.get((face.name, frame.name)), measure, top)
                    for face in coverage.faces
                ),
            )
            for frame in frames
        )
        tables.append(Table(kind, title, rows, measure))
    thin = {row["outlet"] for row in shares.values() if row["low"] is None}
    return FramesSection(
        coverage.by_language(),
        tuple(tables),
        _intervals(coverage.faces, thin),
        _readings(findings),
        coverage.heads,
        coverage.fit,
    )


def _readings(findings: Findings) -> tuple[Reading, ...]:
    """For each outlet whose articles were translated; empty where only one reading was made."""
    if findings.frame_readings is None:
        return ()
    coverage = findings.coverage
    found = []
    for face in coverage.faces:
        rows = [
            row
            for row in findings.frame_readings.sort("frame").iter_rows(named=True)
            if row["outlet"] == face.name and row["frame"] in coverage.frame
        ]
        if face.language == "en" or not rows:
            continue
        most = max(rows, key=lambda row: abs(row["original"] - row["english"]))
        apart = fmean(abs(row["original"] - row["english"]) for row in rows)
        agreements = [row["agreement"] for row in rows if row["agreement"] is not None]
        found.append(
            Reading(
                face,
                f"{100 * apart:.1f}",
                percent(fmean(agreements)) if agreements else "–",
                coverage.frame[most["frame"]].title,
                percent(most["original"]),
                percent(most["english"]),
            )
        )
    return tuple(found)


def _intervals(faces: tuple[Face, ...], thin: set[str]) -> str:
    """Who has an interval and who has not, whichever is the shorter list."""
    without = [face.name for face in faces if face.name in thin]
    having = [face.name for face in faces if face.name not in thin]
    if not having:
        return "No outlet has enough articles for an interval, so there are none."
    if len(having) < len(without):
        verb = "has" if len(having) == 1 else "have"
        return f"Only {listed(having)} {verb} enough articles for one."
    return f"No interval for {listed(without)}: too few articles." if without else ""


def _cell(
    face: Face, frame: Frame, row: dict[str, float] | None, measure: Scale, top: float
) -> Cell:
    if row is None:
        return Cell(face, "·", 0, None, "", f"{face.name}: {frame.title} not measured")
    bounds = interval(row["low"], row["high"])
    within = f", interval {bounds}" if bounds else ", no interval"
    articles = of(int(row["articles"]), face.articles, "article")
    return Cell(
        face,
        bare_percent(row["share"]) if row["passages"] else "0",
        shade(row["share"], top),
        measure.mark(row["share"], row["low"], row["high"]),
        bounds.rstrip("%"),
        f"{face.name}: {frame.title} in {percent(row['share'])} of passages{within}; in {articles}",
    )


SECTION = Section(
    "frames",
    "Who frames it how",
    "sections/frames.html",
    build,
    "No frames were measured: frames.toml names none, or no article could be read.",
)
