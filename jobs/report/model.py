"""What the report is made from, and what a section of it is.

The pipeline makes ``Findings``; each section turns them into a frozen dataclass of its own, and a
template places that. Templates never see a frame.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import dataframely as dy
import polars as pl

from jobs.ports import ModelCard
from jobs.report.claim_book import Claim, claim_book
from jobs.report.coverage import Coverage
from jobs.settings import Event, FrameBook
from jobs.settings.axes import Axis
from jobs.tables import (
    Articles,
    Claims,
    Frames,
    FrameShares,
    Matches,
    Omissions,
    Passages,
    SetAside,
    Translations,
)


@dataclass(frozen=True)
class Control:
    """What a control event must give, what it gave, and whether that is within bounds."""

    name: str
    expected: str
    found: str
    passed: bool


@dataclass(frozen=True)
class Provenance:
    """Where the numbers come from, as the report's head and last section tell it.

    ``settings`` are (name, value) pairs in the order to show them, ``fingerprints`` pairs of what
    was hashed and its SHA-256. ``notes`` are sentences about this run. ``controls`` is ``None``
    where the controls were not run. ``command`` makes this report again. ``broken_sections`` are
    the names of sections that could not be made the last time this event was rendered. ``reader``
    is the second encoder that frames are read with.
    """

    translator: ModelCard
    encoder: ModelCard
    lemmatiser: ModelCard | None
    project_version: str
    seed: int
    settings: tuple[tuple[str, str], ...] = ()
    fingerprints: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    controls: tuple[Control, ...] | None = None
    command: str = ""
    broken_sections: tuple[str, ...] = ()
    reader: ModelCard | None = None


@dataclass(frozen=True, eq=False)
class Findings:
    """One event, measured. Tables that were not measured are ``None``.

    ``layout`` are the outlets' places on a plane (any unit) and ``tree`` their merges, nearest
    first, as ``jobs.measures.gaps`` gives both. ``axis_book`` and ``term_titles`` (concept → title)
    name what ``axes`` and ``terms`` measure.
    """

    event: Event
    articles: dy.DataFrame[Articles]
    set_aside: dy.DataFrame[SetAside]
    passages: dy.DataFrame[Passages]
    translations: dy.DataFrame[Translations]
    matches: dy.DataFrame[Matches]
    claims: dy.DataFrame[Claims]
    omissions: dy.DataFrame[Omissions]
    frames: dy.DataFrame[Frames]
    frame_shares: dy.DataFrame[FrameShares]
    book: FrameBook
    provenance: Provenance
    glosses: pl.DataFrame | None = None
    terms: pl.DataFrame | None = None
    voices: pl.DataFrame | None = None
    voice_shares: pl.DataFrame | None = None
    vocabulary: pl.DataFrame | None = None
    lineage: pl.DataFrame | None = None
    axes: pl.DataFrame | None = None
    gaps: pl.DataFrame | None = None
    frame_readings: pl.DataFrame | None = None
    tellings: pl.DataFrame | None = None
    layout: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    tree: tuple[tuple[str, str, float], ...] = ()
    axis_book: tuple[Axis, ...] = ()
    term_titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def coverage(self) -> Coverage:
        """The tables looked up by id, made once and shared by all sections."""
        return Coverage(
            self.event,
            articles=self.articles,
            passages=self.passages,
            translations=self.translations,
            glosses=self.glosses,
            claims=self.claims,
            frames=self.frames,
            book=self.book,
        )

    @cached_property
    def claim_book(self) -> tuple[Claim, ...]:
        """The claims, most widely told first."""
        return claim_book(self.coverage, self.claims, self.omissions)


@dataclass(frozen=True)
class Section:
    """One part of the page.

    ``build`` gives what ``template`` places, or ``None`` where there is nothing to show; then
    ``absent`` stands in its place, or, where that is empty, the section is left out.
    """

    name: str
    title: str
    template: str
    build: Callable[[Findings], object | None]
    absent: str = ""
