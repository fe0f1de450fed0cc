"""The books in force for an event: frames, terms, voices, axes, hedges."""

from dataclasses import dataclass
from pathlib import Path

from jobs.settings.axes import Axis, load_axes
from jobs.settings.contracts import FrameBook
from jobs.settings.frames import Sentences, example_files, load_frames
from jobs.settings.hedges import load_hedges
from jobs.settings.terms import TermBook, load_terms
from jobs.settings.voices import VoiceBook, load_voices

NAMES = ("frames.toml", "terms.toml", "voices.toml", "axes.toml", "hedges.toml")
OURS = Path(__file__).resolve().parents[2] / "inputs"


@dataclass(frozen=True)
class Books:
    """What the measures look for, shared by all events and added to by each."""

    frames: FrameBook
    terms: TermBook
    voices: VoiceBook
    axes: tuple[Axis, ...]
    hedges: Sentences


def load_books(inputs: Path, folder: Path) -> Books:
    """Read the shared books of ``inputs`` and those of the event's ``folder``, which win.

    Where ``inputs`` has no book of a name, the one that comes with the project serves.
    """
    frames, terms, voices, axes, hedges = (book_files(inputs, folder, name) for name in NAMES)
    return Books(
        load_frames(frames),
        load_terms(terms),
        load_voices(voices),
        load_axes(axes),
        load_hedges(hedges),
    )


def book_files(inputs: Path, folder: Path, name: str) -> list[Path]:
    """The files of one book, shared first."""
    shared = inputs / name if (inputs / name).is_file() else OURS / name
    return [path for path in (shared, folder / name) if path.is_file()]


def shared_files(inputs: Path, folder: Path) -> list[Path]:
    """Every shared book that an event's report depends on beside its own folder."""
    shared = [path for name in NAMES for path in book_files(inputs, folder, name)[:1]]
    return [*shared, *(beside for path in shared for beside in example_files(path))]
