"""The command ``framing``: the only place that prints and exits.

Everything heavy is imported inside the commands, so that ``--help`` answers at once.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from jobs.problems import Problem

app = typer.Typer(
    name="framing",
    help="How outlets in Russian, Ukrainian and English framed one event, with the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMPLETE, GAPS, NOTHING = 0, 1, 2

Inputs = Annotated[Path, typer.Option(help="Folder that holds one folder an event.")]
Reports = Annotated[Path, typer.Option(help="Folder that receives the reports.")]
Encoder = Annotated[
    Optional[str],  # noqa: UP045  typer reads Optional
    typer.Option(help="'universal', or a sentence-transformers name or path."),
]
TranslatorName = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--translator", help="auto, argos, compact or memory."),
]
MadeAt = Annotated[
    Optional[datetime],  # noqa: UP045
    typer.Option(help="The report's own date (UTC), instead of now: for reruns that must agree."),
]


@app.command()
def report(
    events: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Events to report on; all under --inputs where none is named."),
    ] = None,
    inputs: Inputs = Path("inputs"),
    reports: Reports = Path("reports"),
    encoder: Encoder = None,
    translator: TranslatorName = None,
    force: Annotated[bool, typer.Option(help="Run even where nothing changed.")] = False,
    made_at: MadeAt = None,
) -> None:
    """Read, translate, align and measure the coverage, and write a report an event."""
    from jobs.events import Options, event_folders, run_event
    from jobs.terminal import progress_display, say_outcome

    names = list(events or [])
    options = Options(encoder=encoder, translator=translator, force=force)
    folders = event_folders(inputs, names)
    failed = 0
    for folder in folders:
        try:
            with progress_display(folder.name) as progress:
                outcome = run_event(folder, inputs, reports, options, _utc(made_at), progress)
            say_outcome(outcome)
        except Problem as problem:
            _complain(problem)
            failed += 1
    _write_index(reports)
    if failed:
        raise typer.Exit(NOTHING if failed == len(folders) else GAPS)


@app.command()
def check(
    events: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Events to check; all under --inputs where none is named."),
    ] = None,
    inputs: Inputs = Path("inputs"),
) -> None:
    """Say what would be read and what would be set aside, without running any model."""
    from jobs.events import check_event, event_folders
    from jobs.terminal import say_check

    failed = False
    for folder in event_folders(inputs, list(events or [])):
        try:
            say_check(check_event(folder, inputs))
        except Problem as problem:
            _complain(problem)
            failed = True
    if failed:
        raise typer.Exit(NOTHING)


@app.command()
def new(
    event: Annotated[str, typer.Argument(help="Name of the new folder: letters, digits, dashes.")],
    inputs: Inputs = Path("inputs"),
) -> None:
    """Make the folder of a new event, with an event.toml to fill in."""
    from jobs.scaffold import new as make

    folder = make(inputs, event)
    typer.echo(f"{folder}: made. Edit event.toml, put coverage into articles/, then run:")
    typer.echo(f"  framing check {event}")
    typer.echo(f"  framing report {event}")


@app.command()
def models(
    install: Annotated[
        bool, typer.Option(help="Download the Argos packages ru→en and uk→en.")
    ] = False,
    from_: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--from", help="Install .argosmodel files from this folder instead."),
    ] = None,
    encoder: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="Also download this sentence-transformers model."),
    ] = None,
    inputs: Inputs = Path("inputs"),
) -> None:
    """List the models that are installed and which will be used; with --install, get more."""
    from jobs.adapters.models import download, install_from, installed_models
    from jobs.events import named_encoders
    from jobs.terminal import progress_display, say, say_models

    lines: list[str] = []
    if from_ is not None:
        lines = install_from(from_)
    elif install or encoder:
        with progress_display("models") as progress:
            lines = download([*(encoder or []), *named_encoders(inputs)], progress)
    for line in lines:
        say(line)
    say_models(installed_models())


@app.command()
def nightly(
    inputs: Inputs = Path("inputs"),
    reports: Reports = Path("reports"),
    made_at: MadeAt = None,
) -> None:
    """Run every changed event under one lock, keep the day's pages, write the index.

    Exits with 0 when complete, 1 when written with gaps, 2 when nothing could be written.
    """
    from jobs.nightly.night import night
    from jobs.terminal import say_night

    result = night(inputs, reports, _utc(made_at))
    say_night(result)
    raise typer.Exit(result.exit_code)


def _write_index(reports: Path) -> None:
    from jobs.report.index import write_index

    write_index(reports)


def _utc(moment: datetime | None) -> datetime:
    if moment is None:
        return datetime.now(UTC).replace(microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _complain(problem: Problem) -> None:
    typer.echo(f"framing: {problem}", err=True)


def main() -> None:
    """Run the command; a ``Problem`` becomes one sentence and exit status 2, never a traceback."""
    try:
        app()
    except Problem as problem:
        _complain(problem)
        sys.exit(NOTHING)
    except KeyboardInterrupt:
        typer.echo("framing: stopped. What is translated is kept; run again to go on.", err=True)
        sys.exit(130)
