"""What the user writes in event.toml and frames.toml, checked and frozen.

Unknown keys are errors: a misspelt setting that is passed over in silence costs more than a stop.
Every complaint is one sentence that names the file, the line, what is wrong and what to do.
"""

from jobs.settings.axes import Axis, load_axes
from jobs.settings.contracts import Event, Example, Frame, FrameBook, Outlet, Window
from jobs.settings.event import load_event
from jobs.settings.frames import load_frames
from jobs.settings.terms import Term, TermBook, load_terms
from jobs.settings.voices import Actor, VoiceBook, load_voices

__all__ = [
    "Actor",
    "Axis",
    "Event",
    "Example",
    "Frame",
    "FrameBook",
    "Outlet",
    "Term",
    "TermBook",
    "VoiceBook",
    "Window",
    "load_axes",
    "load_event",
    "load_frames",
    "load_terms",
    "load_voices",
]
