"""The claim that most tell, and the silences that say most."""

from collections.abc import Sequence

from jobs.ports import LANGUAGE_NAMES, LANGUAGES, Language
from jobs.report.claim_book import Claim
from jobs.report.faces import Face
from jobs.report.model import Findings
from jobs.report.points.point import Point
from jobs.report.words import count, listed, percent, shortened

SILENCES = 2  # a head that is read, not skimmed
QUOTE = 180  # characters of a claim in the head
SURE = 0.8  # power above which a silence is worth a headline


def shared(findings: Findings) -> tuple[Point, ...]:
    """The claim that most outlets tell."""
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


def omitted(findings: Findings) -> tuple[Point, ...]:
    """Silences of a whole language first, then those of the most outlets."""
    ranked = sorted(
        ((_telling(findings, claim), claim) for claim in findings.claim_book),
        key=lambda pair: (-pair[0], pair[1].number),
    )
    return tuple(_silence(findings, claim) for weight, claim in ranked[:SILENCES] if weight > 0)


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
    sure = [one for one in claim.omitting() if (one.power or 0.0) >= SURE]
    quiet = [one.face for one in sure]
    silent = _silent_languages(findings, claim)
    told = f"{count(len(claim.said), 'outlet')} {'tells' if len(claim.said) == 1 else 'tell'} it"
    if silent:
        names = listed([LANGUAGE_NAMES[one] + "-language" for one in silent])
        text = f"No {names} outlet was found to say what {len(claim.said)} others say:"
    else:
        text = f"Left out by {_named(quiet)}, while {told}:"
    powers = [one.power for one in sure if one.power is not None]
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
    trust = claim.wording.trust
    if trust is None:
        return "Quoted from an English article."
    return f"Machine translation of {claim.wording.face.name}; {trust.label}."
