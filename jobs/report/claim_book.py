"""Claims as a reader sees them: a label, who says it, who does not and what came nearest."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from jobs.ports import Language
from jobs.report.coverage import Coverage, Line
from jobs.report.faces import Face

VERDICT_WORDS = {
    "omitted": "omitted",
    "insufficient_text": "cannot tell: too little text, or something close to it",
    "unreliable_translation": "cannot tell: translation too unreliable",
    "unassessed": "not assessed",
}


@dataclass(frozen=True)
class Said:
    """A passage that makes the claim, and how close it is to the claim's centre (cosine)."""

    line: Line
    similarity: float


@dataclass(frozen=True)
class Unsaid:
    """An outlet that does not make the claim; ``power`` is the chance that it would be found."""

    face: Face
    verdict: str
    nearest: Line | None
    similarity: float | None
    power: float | None

    @property
    def words(self) -> str:
        """The verdict as the report words it."""
        return VERDICT_WORDS[self.verdict]


@dataclass(frozen=True)
class Claim:
    """A statement that two or more outlets share, numbered by how widely it is told."""

    claim_id: str
    number: int
    label: Line
    said: Mapping[str, tuple[Said, ...]]
    unsaid: Mapping[str, Unsaid]

    @property
    def anchor(self) -> str:
        """Its place on the first page."""
        return f"claim-{self.number}"

    @property
    def wording(self) -> Line:
        """The passage that words it for the reader.

        The label; where its translation is doubtful, the closest passage of a better one.
        """
        if _readable(self.label):
            return self.label
        others = sorted(
            (one for several in self.said.values() for one in several),
            key=lambda one: (-one.similarity, one.line.passage_id),
        )
        return next((one.line for one in others if _readable(one.line)), self.label)

    @property
    def text(self) -> str:
        """Its wording in English; the original where no English could be had."""
        return self.wording.english or self.wording.text

    @property
    def languages(self) -> frozenset[Language]:
        """Languages of the outlets that make it."""
        return frozenset(several[0].line.face.language for several in self.said.values())

    def omitting(self) -> tuple[Unsaid, ...]:
        """Those whose silence can be relied on."""
        return tuple(one for one in self.unsaid.values() if one.verdict == "omitted")


def _readable(line: Line) -> bool:
    return line.trust is None or line.trust.level in ("good", "fair")


def claim_book(
    coverage: Coverage, claims: pl.DataFrame, omissions: pl.DataFrame
) -> tuple[Claim, ...]:
    """All claims: most outlets first, then most languages, then most passages, then by id."""
    said: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    labels: dict[str, Line] = {}
    closest = claims.sort("claim_id", "similarity", "passage_id", descending=[False, True, False])
    for row in closest.iter_rows(named=True):
        line = coverage.line[row["passage_id"]]
        said[row["claim_id"]][line.face.name].append(Said(line, row["similarity"]))
        if row["is_label"]:
            labels[row["claim_id"]] = line
    missing: dict[str, dict[str, Unsaid]] = defaultdict(dict)
    for row in omissions.sort("claim_id", "outlet").iter_rows(named=True):
        face = coverage.face.get(row["outlet"])
        if face is None or face.name in said.get(row["claim_id"], {}):
            continue
        missing[row["claim_id"]][face.name] = Unsaid(
            face,
            row["verdict"],
            coverage.line.get(row["nearest_passage"] or ""),
            row["nearest_similarity"],
            row["power"],
        )
    ordered = sorted(
        labels,
        key=lambda key: (
            -len(said[key]),
            -len({coverage.face[name].language for name in said[key]}),
            -sum(len(several) for several in said[key].values()),
            key,
        ),
    )
    return tuple(
        Claim(
            claim_id=key,
            number=number,
            label=labels[key],
            said={
                face.name: tuple(said[key][face.name])
                for face in coverage.faces
                if face.name in said[key]
            },
            unsaid={
                face.name: missing[key].get(face.name, Unsaid(face, "unassessed", None, None, None))
                for face in coverage.faces
                if face.name not in said[key]
            },
        )
        for number, key in enumerate(ordered, start=1)
    )
