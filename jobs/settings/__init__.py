"""What the user writes in event.toml and frames.toml, checked and frozen.

Unknown keys are errors: a misspelt setting that is passed over in silence costs more than a stop.
Every complaint is one sentence that names the file, the line, what is wrong and what to do.
"""

from jobs.settings.contracts import Event, Frame, FrameBook, Outlet, Window
from jobs.settings.event import load_event
from jobs.settings.frames import load_frames

__all__ = [
    "Event",
    "Frame",
    "FrameBook",
    "Outlet",
    "Window",
    "load_event",
    "load_frames",
]
