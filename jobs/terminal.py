"""What the commands say on a terminal: progress while they run, a few lines when they are done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from jobs import ports

if TYPE_CHECKING:
    from jobs.adapters.model_desk import ModelRow
    from jobs.nightly.night import Night
    from jobs.pipeline import Checked, Outcome


def say(line: str = "") -> None:
    """Print a line as it is: no markup is read out of file names and titles."""
    Console(soft_wrap=True, highlight=False).print(line, markup=False)


@contextmanager
def progress_display(event: str) -> Iterator[ports.Progress]:
    """Bars with stage, items and time left on a terminal; a plain line a stage elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain(event)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(f"{event}: {stage}", total=total)
            bars.update(bars.task_ids[list(tasks).index(stage)], completed=done, total=total)

        yield show


def _plain(event: str) -> ports.Progress:
    shown: dict[str, int] = {}

    def show(stage: str, done: int, total: int) -> None:
        # A quarter at a time: enough to see life in a log, too little to flood it.
        quarter = 4 * done // total if total else 4
        if shown.get(stage, -1) < quarter:
            shown[stage] = quarter
            sys.stderr.write(f"{event}: {stage} {done}/{total}\n")
            sys.stderr.flush()

    return show
