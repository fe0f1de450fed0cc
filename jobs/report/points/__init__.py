"""The findings as sentences, made from the numbers, each hedged by what the numbers allow."""

from jobs.report.model import Findings
from jobs.report.points.claims import omitted, shared
from jobs.report.points.contrasts import contrasts
from jobs.report.points.naming import naming
from jobs.report.points.point import Point

__all__ = ["Point", "points"]


def points(findings: Findings) -> tuple[Point, ...]:
    """Contrasts of angles, the claim most told, silences, words; empty where none holds."""
    return (
        *contrasts(findings),
        *shared(findings),
        *omitted(findings),
        *naming(findings),
    )
