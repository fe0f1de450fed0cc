"""The sections of the page, in its order: one module each, tables in, a frozen dataclass out."""

from jobs.report.model import Section
from jobs.report.sections import angles, articles, claims, frames, headlines, method, overview

SECTIONS: tuple[Section, ...] = (
    overview.SECTION,
    headlines.SECTION,
    frames.SECTION,
    angles.SECTION,
    claims.SECTION,
    articles.SECTION,
    method.SECTION,
)
