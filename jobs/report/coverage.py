"""The tables of one event, looked up by id, in the order in which the report shows them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from jobs.ports import LANGUAGE_NAMES, LANGUAGES, Gloss, Language
from jobs.report.faces import Face, faces
from jobs.report.spans import Segment, Span, glossed, segments
from jobs.report.trust import Trust, trust
from jobs.settings import Event, Frame, FrameBook

PAGED_ABOVE = 60  # articles; beyond, their texts are pages of their own, for the size of the first
WHOLE = 0.9  # a span of this part of a passage says: not a word, all of it
ABOVE = 14  # letters of English that stand above a word without pulling the line apart
WIDEST = 24  # of which a telephone's screen has room, at most
FITTING = 18  # outlets whose columns fit a desk's screen without scrolling
UPRIGHT = 8  # outlets; more than these turn their names on end


@dataclass(frozen=True)
class Carried:
    """A frame that a passage carries: its score, and its evidence within the passage."""

    frame: Frame
    score: float
    spans: tuple[Span, ...]
    read: str


@dataclass(frozen=True)
class Line:
    """A passage with its English, of the whole and of its words.

    ``trust`` is ``None`` where the original is English.
    """

    passage_id: str
    article_id: str
    face: Face
    language: Language
    ordinal: int
    start: int
    end: int
    part: str
    text: str
    english: str
    trust: Trust | None
    href: str
    glosses: tuple[Gloss, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether its English should not be read without the words of the original."""
        return self.trust is not None and not self.trust.sure

    def marked(self, carried: Sequence[Carried]) -> tuple[Segment, ...]:
        """The original with the evidence of these frames marked, and its words glossed."""
        return self.cut([span for one in carried for span in one.spans])

    def cut(self, spans: Sequence[Span]) -> tuple[Segment, ...]:
        """The original with these spans marked, and its words glossed."""
        return glossed(segments(self.text, spans), self.glosses)


@dataclass(frozen=True)
class Story:
    """An article. ``page`` is its own page's path, empty where its text is on the first page."""

    article_id: str
    anchor: str
    face: Face
    language: Language
    title: str
    url: str | None
    published_at: datetime | None
    author: str | None
    body: str
    words: int
    source_file: str
    page: str

    @property
    def href(self) -> str:
        """Where the report shows it, seen from the first page."""
        return f"{self.page}#{self.anchor}"


class Coverage:
    """Everything the sections look up. Outlets go by language, then as event.toml lists them."""

    def __init__(
        self,
        event: Event,
        *,
        articles: pl.DataFrame,
        passages: pl.DataFrame,
        translations: pl.DataFrame,
        claims: pl.DataFrame,
        frames: pl.DataFrame,
        book: FrameBook,
        glosses: pl.DataFrame | None = None,
    ) -> None:
        self.paged = articles.height > PAGED_ABOVE
        self.faces = faces(event, articles, passages)
        self.face: Mapping[str, Face] = {one.name: one for one in self.faces}
        self.stories = self._stories(articles)
        self.story: Mapping[str, Story] = {one.article_id: one for one in self.stories}
        self._glosses = _by_passage(glosses)
        self.lines: dict[str, list[Line]] = {one.article_id: [] for one in self.stories}
        self.line: dict[str, Line] = {}
        english = {row["passage_id"]: row for row in translations.iter_rows(named=True)}
        for row in passages.sort("article_id", "ordinal").iter_rows(named=True):
            line = self._line(row, english.get(row["passage_id"]))
            self.line[line.passage_id] = line
            self.lines[line.article_id].append(line)
        order = {one.name: place for place, one in enumerate(book.frames)}
        self.frames = tuple(
            sorted(book.frames, key=lambda one: (one.kind != "angle", order[one.name]))
        )
        self.frame = {one.name: one for one in self.frames}
        self.anchor = {one.name: f"frame-{n}" for n, one in enumerate(self.frames, start=1)}
        self.carried = self._carried(frames)
        self._carrying = self._by_outlet()
        self.claims_of: dict[str, list[str]] = defaultdict(list)
        for claim_id, passage_id in (
            claims.select("claim_id", "passage_id").sort("claim_id", "passage_id").iter_rows()
        ):
            self.claims_of[passage_id].append(claim_id)

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those in which there is an outlet."""
        present = {one.language for one in self.faces}
        return tuple(one for one in LANGUAGES if one in present)

    @property
    def heads(self) -> str:
        """How the outlets' names stand above a table: upright while there is room."""
        return "upright" if len(self.faces) <= UPRIGHT else "slanted"

    @property
    def fit(self) -> str:
        """Whether a table over all outlets fits a desk's screen."""
        return "fits" if len(self.faces) <= FITTING else "wide"

    def by_language(self) -> tuple[tuple[Language, str, tuple[Face, ...]], ...]:
        """Code, name and outlets of each language that occurs."""
        return tuple(
            (code, LANGUAGE_NAMES[code], tuple(one for one in self.faces if one.language == code))
            for code in self.languages
        )

    def carrying(self, outlet: str, frame: str) -> tuple[Line, ...]:
        """The outlet's passages that carry the frame, strongest first."""
        return self._carrying.get((outlet, frame), ())

    def _by_outlet(self) -> dict[tuple[str, str], tuple[Line, ...]]:
        found: dict[tuple[str, str], list[tuple[float, str, int, Line]]] = defaultdict(list)
        for passage_id, several in self.carried.items():
            line = self.line[passage_id]
            for one in several:
                found[line.face.name, one.frame.name].append(
                    (-one.score, line.article_id, line.ordinal, line)
                )
        return {
            key: tuple(entry[-1] for entry in sorted(entries, key=lambda entry: entry[:3]))
            for key, entries in found.items()
        }

    def _stories(self, articles: pl.DataFrame) -> tuple[Story, ...]:
        place = {face.name: number for number, face in enumerate(self.faces)}
        rows = sorted(
            articles.iter_rows(named=True),
            key=lambda row: (
                place[row["outlet"]],
                row["published_at"].timestamp() if row["published_at"] else float("inf"),
                row["article_id"],
            ),
        )
        names = _file_names([row["article_id"] for row in rows])
        return tuple(
            Story(
                article_id=row["article_id"],
                anchor=f"article-{number}",
                face=self.face[row["outlet"]],
                page=f"articles/{names[row['article_id']]}.html" if self.paged else "",
                **{
                    key: row[key]
                    for key in (
                        *("language", "title", "url", "published_at", "author", "body", "words"),
                        "source_file",
                    )
                },
            )
            for number, row in enumerate(rows, start=1)
        )

    def _line(self, row: Mapping[str, object], english: Mapping[str, object] | None) -> Line:
        story = self.story[str(row["article_id"])]
        original = row["language"] == "en" or (english or {}).get("translator") == "original"
        return Line(
            passage_id=str(row["passage_id"]),
            article_id=story.article_id,
            face=story.face,
            language=row["language"],  # type: ignore[arg-type]
            ordinal=int(str(row["ordinal"])),
            start=int(str(row["start"])),
            end=int(str(row["end"])),
            part=str(row["part"]),
            text=str(row["text"]),
            english=str((english or {}).get("english") or ("" if not original else row["text"])),
            trust=None if original else trust(english),
            href=f"{story.page}#{story.anchor}-{row['ordinal']}",
            glosses=tuple(
                Gloss(first - int(str(row["start"])), last - int(str(row["start"])), fitting(said))
                for first, last, said in self._glosses.get(str(row["passage_id"]), ())
            ),
        )

    def _carried(self, frames: pl.DataFrame) -> dict[str, tuple[Carried, ...]]:
        found: dict[str, list[Carried]] = defaultdict(list)
        rank = {one.name: place for place, one in enumerate(self.frames)}
        rows = frames.filter(pl.col("present")).sort("passage_id", "frame")
        for row in rows.iter_rows(named=True):
            line, frame = self.line.get(row["passage_id"]), self.frame.get(row["frame"])
            if line is None or frame is None:
                continue
            spans = tuple(
                _evidence(line, one["start"] - line.start, one["end"] - line.start, frame)
                for one in row["evidence"]
            )
            found[line.passage_id].append(Carried(frame, row["score"], spans, row["read"]))
        return {
            key: tuple(sorted(several, key=lambda one: rank[one.frame.name]))
            for key, several in found.items()
        }


def _by_passage(glosses: pl.DataFrame | None) -> Mapping[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    if glosses is not None:
        for passage_id, start, end, english in (
            glosses.sort("passage_id", "start")
            .select("passage_id", "start", "end", "english")
            .iter_rows()
        ):
            found[passage_id].append((start, end, english))
    return found


def fitting(english: str) -> str:
    """Of alternatives divided by commas the first, and others while they fit above a word."""
    first, *others = english.split(", ")
    for other in others:
        if len(first) + len(other) + 2 > ABOVE:
            break
        first = f"{first}, {other}"
    return first if len(first) <= WIDEST else f"{first[: WIDEST - 1].rstrip()}…"


def _evidence(line: Line, start: int, end: int, frame: Frame) -> Span:
    """A mark; where the whole passage shows the frame, and no word of it alone, a quiet one."""
    whole = end - start >= WHOLE * len(line.text.rstrip())
    return Span(start, end, frame.title, "whole" if whole else frame.kind)


def _file_names(ids: list[str]) -> dict[str, str]:
    """A file name for each id: its own letters where they are safe and unlike the others'."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, article_id in enumerate(ids, start=1):
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", article_id).strip("-").lower()[:80] or "article"
        if name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        names[article_id] = name
    return names
