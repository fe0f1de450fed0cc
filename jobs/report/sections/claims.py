"""Claims × outlets: who says what, who leaves it out, and where that cannot be known."""

from dataclasses import dataclass

from jobs.report.claim_book import Claim, Unsaid
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.tellings import TellingBook, Told
from jobs.report.words import of, percent, two_places

SHOWN, CELLS = 150, 2000  # claims, and claims × outlets, on one page; the tables hold all
WIDE, SOME = 0.5, 3  # told by this share of outlets, or by this many: groups
SYMBOLS = {
    "said": ("●", "says it"),
    "omitted": ("○", "omitted"),
    "insufficient_text": ("–", "cannot tell: too little text, or something close to it"),
    "unreliable_translation": ("≈", "cannot tell: translation too unreliable"),
    "unassessed": ("·", "not assessed"),
}


@dataclass(frozen=True)
class Cell:
    """What one outlet does with a claim; ``href`` leads to the passages."""

    face: Face
    state: str
    symbol: str
    words: str
    href: str


@dataclass(frozen=True)
class Telling:
    """The passages of one outlet that make the claim; ``more`` counts those not shown."""

    face: Face
    anchor: str
    said: tuple[Told, ...]
    more: int


@dataclass(frozen=True)
class Silence:
    """An outlet that does not make it, with what came nearest."""

    unsaid: Unsaid
    anchor: str
    nearest: str
    power: str


@dataclass(frozen=True)
class Row:
    """One claim."""

    claim: Claim
    spread: str
    tally: str
    languages: str
    cells: tuple[Cell, ...]
    tellings: tuple[Telling, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True)
class Group:
    """Claims told about as widely; ``opened`` says whether they stand open."""

    name: str
    title: str
    opened: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Claims:
    """All groups that have a claim; ``brief`` in a large event: what came nearest as links only."""

    faces: tuple[tuple[str, str, tuple[Face, ...]], ...]
    groups: tuple[Group, ...]
    columns: int
    total: int
    shown: int
    brief: bool
    compared: bool
    legend: tuple[tuple[str, str, str], ...]
    heads: str
    fit: str


def build(findings: Findings) -> Claims | None:
    """``None`` where no claim is shared."""
    coverage, book = findings.coverage, findings.claim_book
    if not book:
        return None
    outlets = len(coverage.faces)
    wide = max(SOME, WIDE * outlets)
    tellings = TellingBook(findings.tellings)
    split: dict[str, list[Row]] = {"wide": [], "some": [], "two": []}
    shown = min(len(book), SHOWN, max(1, CELLS // outlets))
    for claim in book[:shown]:
        tellers = len(claim.said)
        name = "wide" if tellers >= wide else "some" if tellers >= SOME else "two"
        split[name].append(_row(findings, claim, tellings))
    titles = {
        "wide": "Told by half of the outlets or more",
        "some": "Told by three outlets or more",
        "two": "Told by two outlets",
    }
    groups = [Group(name, titles[name], False, tuple(rows)) for name, rows in split.items() if rows]
    first = groups[0]
    groups[0] = Group(first.name, first.title, True, first.rows)
    states = {cell.state for group in groups for row in group.rows for cell in row.cells}
    return Claims(
        coverage.by_language(),
        tuple(groups),
        outlets + 1,
        len(book),
        shown,
        coverage.paged,
        bool(tellings),
        tuple((state, *SYMBOLS[state]) for state in SYMBOLS if state in states),
        coverage.heads,
        coverage.fit,
    )


def _row(findings: Findings, claim: Claim, book: TellingBook) -> Row:
    faces = findings.coverage.faces
    cells = tuple(_cell(claim, face) for face in faces)
    tellings = tuple(
        Telling(
            findings.coverage.face[name],
            f"{claim.anchor}-{findings.coverage.face[name].css}",
            tuple(book.told(claim.claim_id, one) for one in several[:3]),
            max(0, len(several) - 3),
        )
        for name, several in claim.said.items()
    )
    silences = tuple(
        Silence(
            one,
            f"{claim.anchor}-{one.face.css}",
            two_places(one.similarity) if one.similarity is not None else "",
            percent(one.power) if one.power is not None else "",
        )
        for one in claim.unsaid.values()
    )
    return Row(
        claim,
        of(len(claim.said), len(faces), "outlet"),
        _tally(claim),
        " ".join(f"in-{one}" for one in sorted(claim.languages)),
        cells,
        tellings,
        silences,
    )


def _tally(claim: Claim) -> str:
    silent = len(claim.omitting())
    open_ = len(claim.unsaid) - silent
    parts = [f"{len(claim.said)} say it", f"{silent} omit it" if silent else ""]
    return " · ".join([part for part in parts if part] + ([f"{open_} unclear"] if open_ else []))


def _cell(claim: Claim, face: Face) -> Cell:
    state = "said" if face.name in claim.said else claim.unsaid[face.name].verdict
    symbol, words = SYMBOLS[state]
    return Cell(face, state, symbol, f"{face.name}: {words}", f"#{claim.anchor}-{face.css}")


SECTION = Section(
    "claims",
    "What is told, and what is left out",
    "sections/claims.html",
    build,
    "No statement was found that two outlets share, so nothing can be said about omissions.",
)
