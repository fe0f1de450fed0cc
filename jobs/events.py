"""Events on disk: which there are, whether their reports still stand, and running the pipeline."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import polars as pl

from jobs.adapters.identifiers import LangId
from jobs.adapters.sources import read_drafts
from jobs.fingerprints import inputs_fingerprint
from jobs.paths import store_file
from jobs.pipeline import analyse, load_models
from jobs.ports import Progress, silent
from jobs.problems import Problem
from jobs.report.controls import FILE as CONTROLS
from jobs.report.model import Findings
from jobs.report.publish import PAGE, publish, published
from jobs.report.render import render
from jobs.report.summary import summary
from jobs.settings import Event, load_event
from jobs.settings.books import load_books, shared_files
from jobs.stages.read import read
from jobs.store import Store, require_writable


@dataclass(frozen=True)
class Options:
    """What the command line says over the event's own settings; ``None`` leaves them."""

    encoder: str | None = None
    translator: str | None = None
    force: bool = False


@dataclass(frozen=True)
class Checked:
    """What reading alone finds of an event."""

    event: Event
    articles: pl.DataFrame
    set_aside: pl.DataFrame


@dataclass(frozen=True)
class Outcome:
    """What became of one event; ``gaps`` are sentences on what its report lacks.

    ``findings`` is ``None`` where nothing had changed.
    """

    event: str
    status: Literal["written", "unchanged"]
    page: Path
    gaps: tuple[str, ...] = ()
    findings: Findings | None = None


def event_folders(inputs: Path, names: Sequence[str]) -> list[Path]:
    """The folders of the named events, or of all that have an event.toml, in order of name."""
    if not inputs.is_dir():
        raise Problem(
            f"{inputs}: there is no such folder. Run where inputs/ lies, or set --inputs."
        )
    known = sorted(path.parent for path in inputs.glob("*/event.toml"))
    if not names:
        if not known:
            raise Problem(f"{inputs}: holds no event. Make one with 'framing new EVENT'.")
        return known
    for name in names:
        if inputs / name not in known:
            there = ", ".join(folder.name for folder in known) or "none"
            raise Problem(
                f"{inputs / name}: there is no event.toml. Use one of the events ({there}), "
                f"or make it with 'framing new {name}'."
            )
    return [inputs / name for name in dict.fromkeys(names)]


def named_encoders(inputs: Path) -> list[str]:
    """The encoders that the events name; broken events name none."""
    names: set[str] = set()
    for path in inputs.glob("*/event.toml"):
        with suppress(Problem):
            names.add(load_event(path.parent).encoder)
    return sorted(names)


def check_event(folder: Path, inputs: Path) -> Checked:
    """Read an event's settings and files, and say what would be set aside. No model is loaded."""
    event = load_event(folder)
    load_books(inputs, folder)
    drafts = read_drafts(folder / "articles", event.columns)
    articles, set_aside = read(drafts, event, LangId())
    return Checked(event, articles, set_aside)


def run_event(
    folder: Path,
    inputs: Path,
    reports: Path,
    options: Options,
    made_at: datetime,
    progress: Progress = silent,
) -> Outcome:
    """Report on one event below ``reports``, unless its report still stands.

    Raises ``Problem`` where nothing can be reported: broken settings, no article left, a model
    that is not there. A report that stands is then left as it is.
    """
    event = load_event(folder)
    event = replace(
        event,
        encoder=options.encoder or event.encoder,
        translator=options.translator or event.translator,
    )
    books = load_books(inputs, folder)
    target = reports / folder.name
    store = Store(store_file())
    try:
        models = load_models(event, store)
        shared = [*shared_files(inputs, folder), *([CONTROLS] if CONTROLS.is_file() else [])]
        mark = inputs_fingerprint(folder, shared, models.versions)
        known = None if options.force else published(target)
        if known is not None and known.get("fingerprint") == mark:
            return Outcome(folder.name, "unchanged", target / PAGE, tuple(known.get("gaps", ())))
        require_writable(reports)
        drafts = read_drafts(folder / "articles", event.columns)
        findings, tables = analyse(event, drafts, models, books, progress)
    finally:
        store.close()
    progress("report", 0, 1)
    rendered = render(findings, made_at)
    gaps = _gaps(findings, rendered.broken)
    content = {**summary(findings, made_at), "fingerprint": mark, "gaps": list(gaps)}
    publish(target, rendered.pages, tables, content)
    progress("report", 1, 1)
    return Outcome(folder.name, "written", target / PAGE, gaps, findings)


def _gaps(findings: Findings, broken: Sequence[str]) -> tuple[str, ...]:
    aside = findings.set_aside.height
    gaps = [f"{aside} file{'s' if aside != 1 else ''} set aside"] if aside else []
    failed = findings.translations.filter(pl.col("flags").list.contains("failed")).height
    if failed:
        gaps.append(f"{failed} passage{'s' if failed != 1 else ''} without a translation")
    gaps += [f"section {name} could not be made" for name in broken]
    return tuple(gaps)
