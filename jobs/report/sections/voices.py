"""Who is quoted, how much, and with which verb."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.report.charts import shade
from jobs.report.coverage import Line
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.spans import Segment, Span
from jobs.report.words import bare_percent, count, interval, percent

SPEAKERS, QUOTES = 14, 4
RESOLVED = {
    "named": "",
    "role": "known by office only",
    "carried": "speaker carried over from before",
    "unknown": "speaker not told",
}


@dataclass(frozen=True)
class Cell:
    """What part of an outlet's quoted words a speaker has."""

    face: Face
    number: str
    shade: int
    doubted: int
    endorsed: int
    spoken: str


@dataclass(frozen=True)
class Quote:
    """Something said, where it stands, how it was introduced."""

    line: Line
    segments: tuple[Segment, ...]
    manner: str


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks in the coverage."""

    name: str
    total: str
    cells: tuple[Cell, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Voices:
    """The speakers, those heard in most outlets first; ``others`` says who is left out."""

    groups: tuple[tuple[str, str, tuple[Face, ...]], ...]
    speakers: tuple[Speaker, ...]
    others: str
    untold: str
    heads: str
    fit: str
    columns: int


def build(findings: Findings) -> Voices | None:
    """``None`` where voices were not measured or nobody speaks."""
    if findings.voices is None or findings.voice_shares is None:
        return None
    coverage = findings.coverage
    shares: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in findings.voice_shares.sort("speaker", "outlet").iter_rows(named=True):
        if row["outlet"] in coverage.face:
            shares[row["speaker"]][row["outlet"]] = row
    untold = sum(row["words"] for row in shares.pop("", {}).values())
    weight = {
        name: (
            sum(row["words"] for row in rows.values()),
            sum(row["paraphrases"] for row in rows.values()),
        )
        for name, rows in shares.items()
    }
    ordered = sorted(
        shares, key=lambda name: (-len(shares[name]), -weight[name][0], -weight[name][1], name)
    )
    if not ordered:
        return None
    top = max(row["share"] for rows in shares.values() for row in rows.values())
    said = _said(findings)
    left = len(ordered) - SPEAKERS
    return Voices(
        coverage.by_language(),
        tuple(
            Speaker(
                name,
                f"{count(weight[name][0], 'word')} quoted"
                + (f", {count(weight[name][1], 'paraphrase')}" if weight[name][1] else ""),
                tuple(
                    _cell(face, name, shares[name].get(face.name), top) for face in coverage.faces
                ),
                said.get(name, ())[:QUOTES],
            )
            for name in ordered[:SPEAKERS]
        ),
        f"{count(left, 'speaker')} with fewer words stand in tables/voices.parquet only."
        if left > 0
        else "",
        f"For {count(untold, 'quoted word')} the text does not tell whose they are."
        if untold
        else "",
        coverage.heads,
        coverage.fit,
        len(coverage.faces) + 1,
    )


def _cell(face: Face, name: str, row: Mapping[str, Any] | None, top: float) -> Cell:
    if row is None:
        return Cell(face, "", 0, 0, 0, f"{face.name} does not let {name} speak")
    bounds = interval(row["low"], row["high"])
    manner = "".join(
        f"; {row[stance]} introduced as {word}"
        for stance, word in (("doubting", "doubtful"), ("endorsing", "established"))
        if row[stance]
    )
    return Cell(
        face,
        bare_percent(row["share"]) if row["words"] else "¶",
        shade(row["share"], top),
        row["doubting"],
        row["endorsing"],
        f"{face.name}: {name} has {percent(row['share'])} of its quoted words"
        + (f", interval {bounds}" if bounds else "")
        + f"; {count(row['quotes'], 'quotation')}"
        + f", {count(row['paraphrases'], 'paraphrase')}{manner}",
    )


def _said(findings: Findings) -> dict[str, tuple[Quote, ...]]:
    """By speaker: one quotation an outlet, those with a stance and the longest first."""
    coverage = findings.coverage
    found: dict[str, dict[str, Quote]] = defaultdict(dict)
    assert findings.voices is not None
    rows = sorted(
        findings.voices.iter_rows(named=True),
        key=lambda row: (
            row["stance"] == "neutral",
            row["kind"] != "direct",
            -row["words"],
            row["passage_id"],
            row["start"],
        ),
    )
    for row in rows:
        line = coverage.line.get(row["passage_id"])
        if line is None or row["speaker"] is None or row["outlet"] in found[row["speaker"]]:
            continue
        span = Span(row["start"] - line.start, row["end"] - line.start, row["speaker"])
        manner = [
            "quoted" if row["kind"] == "direct" else "paraphrased",
            f"verb “{row['verb']}”" if row["verb"] else "",
            "" if row["stance"] == "neutral" else row["stance"],
            RESOLVED[row["resolution"]],
        ]
        found[row["speaker"]][row["outlet"]] = Quote(
            line, line.cut((span,)), ", ".join(part for part in manner if part)
        )
    return {name: tuple(quotes.values()) for name, quotes in found.items()}


SECTION = Section("voices", "Who gets to speak", "sections/voices.html", build)
