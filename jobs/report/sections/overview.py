"""The head of the report: what stands out, what it rests on, and how sure it is."""

from dataclasses import dataclass

from jobs.ports import ModelCard
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.points import Point, points
from jobs.report.words import count, percent


@dataclass(frozen=True)
class Aside:
    """A file that is no part of the run, and why."""

    source_file: str
    reason: str


@dataclass(frozen=True)
class Overview:
    """Points, models, doubts, files set aside, outlets by language.

    ``misled`` is how many translations have a main point wrong by the confidence that is stated of
    each: the sum of the chances that they do.
    """

    points: tuple[Point, ...]
    translator: ModelCard
    encoder: ModelCard
    machine_read: str
    misled: str
    doubtful: str
    thin: str
    aside: tuple[Aside, ...]
    groups: tuple[tuple[str, str, tuple[Face, ...]], ...]


def build(findings: Findings) -> Overview:
    """Always there."""
    coverage = findings.coverage
    trusts = [line.trust for line in coverage.line.values() if line.trust is not None]
    wrong = round(sum(1 - one.chance for one in trusts))
    bad = sum(one.level in ("doubtful", "failed") for one in trusts)
    thin = {
        row["outlet"]
        for row in findings.frame_shares.iter_rows(named=True)
        if row["low"] is None and row["outlet"] in coverage.face
    }
    return Overview(
        points(findings),
        findings.provenance.translator,
        findings.provenance.encoder,
        count(len(trusts), "passage"),
        _share(wrong, len(trusts)),
        _share(bad, len(trusts)),
        f"{len(thin)} of {count(len(coverage.faces), 'outlet')}" if thin else "",
        tuple(
            Aside(source, reason)
            for source, reason in findings.set_aside.sort("source_file").iter_rows()
        ),
        coverage.by_language(),
    )


def _share(some: int, passages: int) -> str:
    """So many passages of all, in words; nothing where there are none."""
    return f"{count(some, 'passage')} of {passages:,} ({percent(some / passages)})" if some else ""


SECTION = Section("overview", "What stands out", "sections/overview.html", build)
