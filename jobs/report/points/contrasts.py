"""Angles that set outlets apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from jobs.ports import LANGUAGES, Language
from jobs.report.chance import shuffled
from jobs.report.faces import Face
from jobs.report.model import Findings
from jobs.report.points.point import Point
from jobs.report.words import count, interval, listed, of, percent
from jobs.settings import Frame

SHOWN = 3  # a head that is read, not skimmed
RARE = 0.05  # below: hardly chance
FEWEST, MOST_LEADERS = 2, 4  # passages of the first to speak of an angle; outlets to name


@dataclass(frozen=True)
class _Contrast:
    frame: Frame
    size: float
    point: Point


def contrasts(findings: Findings) -> tuple[Point, ...]:
    """Angles that set languages and outlets apart, the widest gap first."""
    frames = [one for one in findings.coverage.frames if one.kind == "angle"]
    found = [
        contrast
        for frame in frames
        if (contrast := _contrast(findings, frame, len(frames))) is not None
    ]
    found.sort(key=lambda one: (-one.size, one.frame.name))
    return tuple(one.point for one in found[:SHOWN])


def _contrast(findings: Findings, frame: Frame, tested: int) -> _Contrast | None:
    """Who carries an angle most, against all the others; ``None`` where nobody stands out."""
    coverage = findings.coverage
    rows = {
        row["outlet"]: row
        for row in findings.frame_shares.iter_rows(named=True)
        if row["frame"] == frame.name and row["outlet"] in coverage.face
    }
    ranked = sorted(rows.values(), key=lambda row: (-row["share"], row["outlet"]))
    if len(ranked) < 2 or ranked[0]["passages"] < FEWEST:
        return None
    leaders = _leaders(ranked)
    others = ranked[len(leaders) :]
    if leaders[-1]["share"] <= others[0]["share"]:
        return None
    # What parts languages rests on the articles of many outlets, what parts outlets often on one
    # article each: the latter counts half.
    shares = [-share for share, _, _ in _by_language(findings, frame)]
    between_languages = max(shares) - min(shares) if shares else 0.0
    gap = fmean(row["share"] for row in leaders) - fmean(row["share"] for row in others)
    size = between_languages + gap / 2
    top = percent(others[0]["share"])
    point = Point(
        kind="Contrast",
        figure=f"{percent(leaders[0]['share'])} vs {top}",
        text=f"“{frame.title}” sets {listed([row['outlet'] for row in leaders])} apart: it runs "
        f"through {listed([percent(row['share']) for row in leaders])} of "
        f"{'its' if len(leaders) == 1 else 'their'} passages, and through "
        f"{'at most ' + top if others[0]['share'] else 'none'} of any other outlet’s."
        f"{_languages(findings, frame)}",
        quote="",
        hedge=" ".join(
            (
                *_bases(leaders, others, coverage.face),
                _chance_words(_chance(findings, frame) * tested),
            )
        ),
        href=f"#{coverage.anchor[frame.name]}",
        link="See the passages",
    )
    return _Contrast(frame, size, point)


def _leaders(ranked: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Those above the natural break of the shares: two classes that lie farthest apart (Otsu)."""

    def apart(cut: int) -> float:
        above = [row["share"] for row in ranked[:cut]]
        below = [row["share"] for row in ranked[cut:]]
        distance = fmean(above) - fmean(below)
        return float(len(above) * len(below) * distance**2)

    cuts = range(1, min(MOST_LEADERS, len(ranked) - 1) + 1)
    return ranked[: max(cuts, key=lambda cut: (apart(cut), -cut))]


def _bases(
    leaders: Sequence[Mapping[str, Any]],
    others: Sequence[Mapping[str, Any]],
    faces: Mapping[str, Face],
) -> list[str]:
    """What the leaders' shares rest on, those without an interval in one sentence."""
    said: list[str] = []
    for row in leaders:
        if row["low"] is None:
            continue
        meeting = [
            one["outlet"] for one in others if one["high"] is not None and one["high"] >= row["low"]
        ]
        meets = f", which meets that of {listed(meeting, 2)}" if meeting else ""
        found = of(int(row["articles"]), faces[row["outlet"]].articles, "article")
        bounds = interval(row["low"], row["high"])
        said.append(f"{row['outlet']}: {found}, 95% interval {bounds}{meets}.")
    bare = [row["outlet"] for row in leaders if row["low"] is None]
    if bare:
        written = max(faces[name].articles for name in bare)
        each = " each" if len(bare) > 1 else ""
        said.append(f"{listed(bare)}: {count(written, 'article')}{each}, so no interval.")
    return said


def _languages(findings: Findings, frame: Frame) -> str:
    """The shares by language, where there are several."""
    shares = _by_language(findings, frame)
    if len(shares) < 2:
        return ""
    told = [f"{percent(-share)} in {name}" for share, _, name in sorted(shares)]
    return f" By language: {listed(told)}."


def _by_language(findings: Findings, frame: Frame) -> list[tuple[float, int, str]]:
    """Less the share of passages that carry the frame, the language's place, its name."""
    coverage = findings.coverage
    shares = []
    for code, name, faces in coverage.by_language():
        passages = sum(face.passages for face in faces)
        carrying = sum(len(coverage.carrying(face.name, frame.name)) for face in faces)
        if passages:
            shares.append((-carrying / passages, LANGUAGES.index(code), name))
    return shares


def _chance(findings: Findings, frame: Frame) -> float:
    """The p of a difference between languages, articles as the unit."""
    coverage = findings.coverage
    groups: dict[Language, list[float]] = {code: [] for code in coverage.languages}
    for story in coverage.stories:
        lines = coverage.lines[story.article_id]
        hits = sum(
            any(one.frame.name == frame.name for one in coverage.carried.get(line.passage_id, ()))
            for line in lines
        )
        if lines:
            groups[story.face.language].append(hits / len(lines))
    return shuffled(list(groups.values()), findings.provenance.seed)


def _chance_words(chance: float) -> str:
    if chance < RARE:
        return f"Between languages: hardly chance (permutation p = {chance:.3f}, corrected)."
    return "Between languages: may be chance."
