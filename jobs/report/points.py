"""The findings as sentences, made from the numbers, each hedged by what the numbers allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from jobs.ports import LANGUAGE_NAMES, LANGUAGES, Language
from jobs.report.chance import fisher
from jobs.report.claim_book import Claim
from jobs.report.coverage import Face
from jobs.report.model import Findings
from jobs.report.words import count, interval, listed, of, percent, shortened
from jobs.settings import Frame

CONTRASTS, OMITTED = 3, 2  # a head that is read, not skimmed
RARE = 0.05  # below: hardly chance
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
    """The largest contrast of each angle; outlets with intervals apart come before languages."""
    frames = [one for one in findings.coverage.frames if one.kind == "angle"]
    found: list[_Contrast] = []
    for frame in frames:
        best = _between_outlets(findings, frame) or _between_languages(findings, frame, len(frames))
        if best is not None:
            found.append(best)
    found.sort(key=lambda one: (-one.size, one.frame.name))
    return tuple(one.point for one in found[:CONTRASTS])


def _between_outlets(findings: Findings, frame: Frame) -> _Contrast | None:
    coverage = findings.coverage
    rows = [
        (coverage.face[row["outlet"]], row)
        for row in findings.frame_shares.sort("outlet").iter_rows(named=True)
        if row["frame"] == frame.name and row["low"] is not None and row["outlet"] in coverage.face
    ]
    pairs = [
        (one[1]["low"] - other[1]["high"], one, other)
        for one in rows
        for other in rows
        if one[1]["low"] > other[1]["high"]
    ]
    if not pairs:
        return None
    gap, (high, top), (low, bottom) = max(pairs, key=lambda pair: (pair[0], pair[1][0].name))
    point = Point(
        kind="Contrast",
        figure=f"{percent(top['share'])} : {percent(bottom['share'])}",
        text=f"“{frame.title}” sets {high.name} apart from {low.name}: it runs through "
        f"{percent(top['share'])} of the passages of the one ({of(top['articles'], high.articles, 'article')}) "
        f"and {percent(bottom['share'])} of the other ({of(bottom['articles'], low.articles, 'article')}).",
        quote="",
        hedge=f"The 95% intervals do not meet: {interval(top['low'], top['high'])} and "
        f"{interval(bottom['low'], bottom['high'])}.",
        href=f"#{coverage.anchor[frame.name]}",
        link="See the passages",
    )
    return _Contrast(frame, 1 + gap, point)


def _between_languages(findings: Findings, frame: Frame, tested: int) -> _Contrast | None:
    coverage = findings.coverage
    carrying = {
        line.article_id
        for key, several in coverage.carried.items()
        if any(one.frame.name == frame.name for one in several) and (line := coverage.line[key])
    }
    tally: dict[Language, tuple[int, int]] = {}
    for language in coverage.languages:
        stories = [one for one in coverage.stories if one.face.language == language]
        tally[language] = (sum(one.article_id in carrying for one in stories), len(stories))
    pairs = []
    for one, other in combinations(coverage.languages, 2):
        high, low = sorted((one, other), key=lambda code: -tally[code][0] / tally[code][1])
        size = tally[high][0] / tally[high][1] - tally[low][0] / tally[low][1]
        pairs.append((size, high, low))
    if not pairs or max(pairs)[0] <= 0:
        return None
    size, high, low = max(pairs, key=lambda pair: (pair[0], -LANGUAGES.index(pair[1])))
    chance = min(1.0, fisher(*tally[high], *tally[low]) * tested * len(pairs))
    users = [face for face in coverage.faces if face.language == high]
    users = [face for face in users if coverage.carrying(face.name, frame.name)]
    headlines = _in_headlines(findings, frame, high)
    point = Point(
        kind="Contrast",
        figure=f"{tally[high][0]} of {tally[high][1]}",
        text=f"“{frame.title}” appears in {of(*tally[high], LANGUAGE_NAMES[high] + '-language article')}"
        f" ({listed([face.name for face in users], 3)}){headlines}, and in "
        f"{of(*tally[low], LANGUAGE_NAMES[low] + '-language article')}.",
        quote="",
        hedge=_chance_words(chance),
        href=f"#{coverage.anchor[frame.name]}",
        link="See the passages",
    )
    return _Contrast(frame, size if chance >= RARE else 0.5 + size / 2, point)


def _in_headlines(findings: Findings, frame: Frame, language: Language) -> str:
    coverage = findings.coverage
    number = sum(
        line.part == "headline"
        for face in coverage.faces
        if face.language == language
        for line in coverage.carrying(face.name, frame.name)
    )
    return f", {count(number, 'time')} in the headline" if number else ""


def _chance_words(chance: float) -> str:
    tail = "(Fisher’s exact test over articles, corrected for all angles and pairs of languages)"
    if chance < RARE:
        return f"Hardly chance: p = {chance:.3f} {tail}."
    return f"Few articles: chance alone may give such a split, p = {chance:.2f} {tail}."


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
        if len(faces) > 1 and code not in claim.languages:
            if sum(face.name in quiet for face in faces) > len(faces) / 2:
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
        text = f"No {names} outlet was found to say what {count(len(claim.said), 'other outlet')} say:"
    else:
        text = f"Left out by {_named(quiet)}, while {told}:"
    powers = [one.power for one in claim.omitting() if one.power is not None]
    unsure = len(claim.unsaid) - len(quiet)
    hedge = f"Had they said it, it would have been found with a chance of at least {percent(min(powers))}."
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


