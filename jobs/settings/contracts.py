"""The settings of an event, as the rest of the program sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Outlet:
    """An outlet of the event. ``colour`` is a CSS hex colour; ``None`` lets the report choose.

    ``language`` is the code of the language it mostly writes in (ru, uk or en; any other code is
    allowed, and its articles are then set aside one by one).
    """

    name: str
    language: str
    country: str = ""
    kind: str = ""
    colour: str | None = None


@dataclass(frozen=True)
class Window:
    """Days within which an article belongs to the event, both included; ``None`` is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Event:
    """One folder under inputs/, as its event.toml describes it.

    ``columns`` maps our field names (outlet, title, body, url, published, author, language) to the
    column names of the newsroom's own tables.
    """

    name: str
    folder: Path
    title: str
    date: date
    description: str
    outlets: tuple[Outlet, ...]
    translator: str = "auto"
    encoder: str = "universal"
    memory: Path | None = None
    window: Window = Window()
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Frame:
    """A way of telling: a general policy frame, or an angle of this one event.

    ``seeds`` and ``paraphrases`` are sentences a language, both examples of the frame. ``cues``
    are words a language that nearly imply it, ``hints`` words that are likelier with it than
    without; several words are a phrase, a word that ends in ``*`` is a stem.
    """

    name: str
    title: str
    description: str
    kind: Literal["policy", "angle"]
    seeds: Mapping[str, tuple[str, ...]]
    paraphrases: Mapping[str, tuple[str, ...]]
    cues: Mapping[str, tuple[str, ...]]
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A sentence, by language, with the names of all frames of the kinds ``among`` it carries.

    An example that lies beside the shared book says nothing of an event's angles.
    """

    frames: tuple[str, ...]
    texts: Mapping[str, str]
    among: tuple[Literal["policy", "angle"], ...] = ("policy", "angle")


@dataclass(frozen=True)
class FrameBook:
    """All frames in force for an event, neutral sentences that carry none, labelled examples."""

    frames: tuple[Frame, ...]
    neutral: Mapping[str, tuple[str, ...]]
    examples: tuple[Example, ...] = ()
