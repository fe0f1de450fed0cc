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
from rich.table import Table
from rich.text import Text

from jobs import ports

if TYPE_CHECKING:
    from jobs.adapters.models import InstalledModel
    from jobs.events import Checked, Outcome
    from jobs.nightly.night import Night
    from jobs.report.model import Findings

TOP_FRAMES = 3


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


def say_outcome(outcome: "Outcome") -> None:
    """Where the report lies, and a line an outlet: how much it wrote and what it stressed."""
    if outcome.status == "unchanged":
        say(f"{outcome.event}: nothing changed, the report stands: {outcome.page}")
        return
    say(f"{outcome.event}: {outcome.page}")
    if outcome.findings is not None:
        _say_outlets(outcome.findings)
    for gap in outcome.gaps:
        say(f"  note: {gap}")


def _say_outlets(findings: "Findings") -> None:
    titles = {frame.name: frame.title for frame in findings.book.frames}
    # An event without angles of its own is told by the policy frames.
    angles = {frame.name for frame in findings.book.frames if frame.kind == "angle"}
    told, nothing = (angles, "no angle found") if angles else (set(titles), "no frame found")
    width = max((len(outlet.name) for outlet in findings.event.outlets), default=0)
    counts = dict(findings.articles.group_by("outlet").len().iter_rows())
    shares: dict[str, list[tuple[float, str]]] = {}
    for row in findings.frame_shares.iter_rows(named=True):
        if row["frame"] in told and row["share"]:
            shares.setdefault(row["outlet"], []).append((-row["share"], titles[row["frame"]]))
    for outlet in findings.event.outlets:
        count = counts.get(outlet.name, 0)
        top = sorted(shares.get(outlet.name, []))[:TOP_FRAMES]
        stress = ", ".join(f"{title} {-share:.0%}" for share, title in top) or nothing
        said = _articles(count) if count else "no coverage"
        say(f"  {outlet.name:<{width}}  {outlet.language}  {said:<11}  {stress if count else ''}")


def _articles(count: int) -> str:
    return f"{count} article{'s' if count != 1 else ''}"


def say_check(checked: "Checked") -> None:
    """What would be read and what would be set aside."""
    event, articles, set_aside = checked.event, checked.articles, checked.set_aside
    read = _articles(articles.height)
    say(f"{event.name}: {read} would be read, {set_aside.height} set aside")
    for outlet in event.outlets:
        mine = articles.filter(articles["outlet"] == outlet.name)
        say(f"  {outlet.name}: {_articles(mine.height)}, {mine['words'].sum()} words")
    for source_file, reason in set_aside.iter_rows():
        say(f"  set aside: {source_file}: {reason}")


def say_models(rows: "list[InstalledModel]") -> None:
    """The models of this machine as a table; the ones that will be used are marked."""
    table = Table(box=None, pad_edge=False)
    for column in ("used", "kind", "name", "languages", "version", "size", "from"):
        table.add_column(column, justify="right" if column == "size" else "left")
    for row in rows:
        table.add_row(
            *map(
                Text,
                (
                    "yes" if row.used else "",
                    row.kind,
                    row.name,
                    "→".join(row.languages) if row.kind == "translator" else "",
                    row.version,
                    f"{row.size / 1e6:.0f} MB" if row.size else "",
                    row.origin + (f" ({row.note})" if row.note else ""),
                ),
            )
        )
    Console(soft_wrap=True, highlight=False).print(table)


def say_night(result: "Night") -> None:
    """What the night did, a line an event, for the log that a scheduler keeps."""
    for note in result.notes:
        say(f"nightly: {note}")
    for outcome in result.outcomes:
        gaps = f" with gaps ({'; '.join(outcome.gaps)})" if outcome.gaps else ""
        say(f"nightly: {outcome.event}: {outcome.status}{gaps}: {outcome.page}")
    for event, problem in result.problems:
        say(f"nightly: {event}: failed: {problem}")
