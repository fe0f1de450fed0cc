"""The findings as sentences, made from the numbers, each hedged by what the numbers allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from jobs.ports import LANGUAGE_NAMES, LANGUAGES, Language
from jobs.report.chance import shuffled
from jobs.report.claim_book import Claim
from jobs.report.faces import Face
from jobs.report.model import Findings
from jobs.report.words import count, interval, listed, of, percent, shortened
from jobs.settings import Frame

CONTRASTS, OMITTED = 3, 2  # a head that is read, not skimmed
RARE = 0.05  # below: hardly chance
FEWEST, MOST_LEADERS = 2, 4  # passages of the first to speak of an angle; outlets to name
QUOTE = 180  # characters of a claim in the head
SURE = 0.8  # power above which a silence is worth a headline


@dataclass(frozen=True)
class Point:
    """One finding. ``figure`` is the number to see first; ``hedge`` says how far it holds."""

    kind: str
    figure: str
    text: str
    quote: str
    hedge: str
    href: str
    link: str


@dataclass(frozen=True)
class _Contrast:
    frame: Frame
    size: float
    point: Point


def points(findings: Findings) -> tuple[Point, ...]:
    """Contrasts of angles, then the claim most told, then silences; empty where none holds."""
    return (*_contrasts(findings), *_shared(findings), *_omitted(findings))


def _contrasts(findings: Findings) -> tuple[Point, ...]:
    """Angles that set outlets apart, the widest gap first."""
    frames = [one for one in findings.coverage.frames if one.kind == "angle"]
    found = [
        contrast
        for frame in frames
        if (contrast := _contrast(findings, frame, len(frames))) is not None
    ]
    found.sort(key=lambda one: (-one.size, one.frame.name))
    return tuple(one.point for one in found[:CONTRASTS])


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
    size = fmean(row["share"] for row in leaders) - fmean(row["share"] for row in others)
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
    coverage = findings.coverage
    shares = []
    for code, name, faces in coverage.by_language():
        passages = sum(face.passages for face in faces)
        carrying = sum(len(coverage.carrying(face.name, frame.name)) for face in faces)
        if passages:
            shares.append((-carrying / passages, LANGUAGES.index(code), name))
    if len(shares) < 2:
        return ""
    told = [f"{percent(-share)} in {name}" for share, _, name in sorted(shares)]
    return f" By language: {listed(told)}."


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


def _shared(findings: Findings) -> tuple[Point, ...]:
    if not findings.claim_book:
        return ()
    claim = findings.claim_book[0]
    outlets = len(findings.coverage.faces)
    languages = [LANGUAGE_NAMES[one] for one in LANGUAGES if one in claim.languages]
    return (
        Point(
            kind="Most widely told",
            figure=f"{len(claim.said)} of {outlets}",
            text=f"The statement that most outlets share, in {listed(languages)}:",
            quote=shortened(claim.text, QUOTE),
            hedge=_label_hedge(claim),
            href=f"#{claim.anchor}",
            link="See who says it",
        ),
    )


def _omitted(findings: Findings) -> tuple[Point, ...]:
    """Silences of a whole language first, then those of the most outlets."""
    ranked = sorted(
        ((_telling(findings, claim), claim) for claim in findings.claim_book),
        key=lambda pair: (-pair[0], pair[1].number),
    )
    return tuple(_silence(findings, claim) for weight, claim in ranked[:OMITTED] if weight > 0)


def _silent_languages(findings: Findings, claim: Claim) -> list[Language]:
    """Languages of two outlets or more, none of which says it, one reliably."""
    quiet = {one.face.name for one in claim.omitting()}
    found: list[Language] = []
    for code, _, faces in findings.coverage.by_language():
        silent = sum(face.name in quiet for face in faces) > len(faces) / 2
        if len(faces) > 1 and code not in claim.languages and silent:
            found.append(code)
    return found


def _telling(findings: Findings, claim: Claim) -> float:
    sure = sum(one.power or 0.0 for one in claim.omitting() if (one.power or 0.0) >= SURE)
    whole = 2.0 * len(_silent_languages(findings, claim))
    return len(claim.said) * sure * (1 + whole) if len(claim.said) > 2 else 0.0


def _silence(findings: Findings, claim: Claim) -> Point:
    quiet = [one.face for one in claim.omitting()]
    silent = _silent_languages(findings, claim)
    told = f"{count(len(claim.said), 'outlet')} {'tells' if len(claim.said) == 1 else 'tell'} it"
    if silent:
        names = listed([LANGUAGE_NAMES[one] + "-language" for one in silent])
        text = f"No {names} outlet was found to say what {len(claim.said)} others say:"
    else:
        text = f"Left out by {_named(quiet)}, while {told}:"
    powers = [one.power for one in claim.omitting() if one.power is not None]
    unsure = len(claim.unsaid) - len(quiet)
    hedge = f"Chance to find it, had it been there: at least {percent(min(powers))} each."
    if unsure:
        hedge += f" Of {count(unsure, 'further outlet')} it cannot be known."
    return Point(
        kind="Left out",
        figure=f"{len(quiet)} silent",
        text=text,
        quote=shortened(claim.text, QUOTE),
        hedge=hedge,
        href=f"#{claim.anchor}",
        link="See what came nearest",
    )


def _named(faces: Sequence[Face]) -> str:
    return listed([face.name for face in faces], 4)


def _label_hedge(claim: Claim) -> str:
    trust = claim.label.trust
    if trust is None:
        return "Quoted from an English article."
    return f"Machine translation of {claim.label.face.name}; {trust.label}."
