"""The scheduled run over all events: what changed is run, every failure is kept to its event."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from jobs.events import Options, Outcome, event_folders, run_event
from jobs.nightly.lock import lock
from jobs.problems import Problem
from jobs.report.index import write_index
from jobs.report.publish import keep_day

LOCK = ".nightly.lock"
COMPLETE, GAPS, NOTHING = 0, 1, 2


@dataclass(frozen=True)
class Night:
    """What one night did: outcomes and problems by event, notes, and the exit status."""

    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def exit_code(self) -> int:
        """0 complete, 1 written with gaps, 2 nothing written (though there was something to do)."""
        if not self.outcomes:
            return NOTHING
        gaps = bool(self.problems) or any(outcome.gaps for outcome in self.outcomes)
        return GAPS if gaps else COMPLETE


def night(inputs: Path, reports: Path, made_at: datetime) -> Night:
    """Run every changed event under one lock; keep the day's pages; write the index.

    Raises ``Problem`` where another run holds the lock or there is no event at all. What a broken
    event costs is that event: the others are written, and it is named among the problems.
    """
    outcomes: list[Outcome] = []
    problems: list[tuple[str, str]] = []
    with lock(reports / LOCK) as held:
        for folder in event_folders(inputs, []):
            try:
                outcome = run_event(folder, inputs, reports, Options(), made_at)
                keep_day(outcome.page.parent, made_at.date())
                outcomes.append(outcome)
            except Problem as problem:
                problems.append((folder.name, str(problem)))
        write_index(reports)
    return Night(tuple(outcomes), tuple(problems), tuple(filter(None, [held.note])))
