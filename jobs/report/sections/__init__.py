"""The sections of the page, in its order: one module each, tables in, a frozen dataclass out."""

from jobs.report.model import Section
from jobs.report.sections import (
    angles,
    articles,
    axes,
    claims,
    frames,
    gaps,
    headlines,
    lineage,
    method,
    overview,
    terms,
    vocabulary,
    voices,
)

SECTIONS: tuple[Section, ...] = (
    overview.SECTION,
    headlines.SECTION,
    frames.SECTION,
    angles.SECTION,
    claims.SECTION,
    terms.SECTION,
    voices.SECTION,
    axes.SECTION,
    gaps.SECTION,
    vocabulary.SECTION,
    lineage.SECTION,
    articles.SECTION,
    method.SECTION,
)
