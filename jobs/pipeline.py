"""The order of the stages, and nothing else: from an event's folder to a published report.

This is the only module that knows which stage follows which.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import polars as pl

from jobs import __version__
from jobs.adapters import encoders, lemmatisers, translators
from jobs.adapters.cached import CachedEncoder
from jobs.adapters.identifiers import LangId
from jobs.adapters.sources import read_drafts
from jobs.fingerprints import inputs_fingerprint
from jobs.measures.examples import example_texts, examples
from jobs.measures.frames import frame_readings, frames, learn
from jobs.measures.lineage import lineage, weights
from jobs.measures.omissions import omissions
from jobs.measures.shares import frame_shares
from jobs.paths import store_file
from jobs.ports import Draft, Encoder, Lemmatiser, ModelCard, Progress, Unreadable, silent
from jobs.problems import Problem
from jobs.report.model import Findings, Provenance
from jobs.report.publish import PAGE, publish, published
from jobs.report.render import render
from jobs.report.summary import summary
from jobs.settings import Event, FrameBook, load_event, load_frames
from jobs.stages.claims import cluster
from jobs.stages.encode import combine, encode
from jobs.stages.judge import judge
from jobs.stages.lemmatise import lemmatise, lemmatise_texts
from jobs.stages.match import ORIGINAL_WEIGHT, match
from jobs.stages.quotes import quotes
from jobs.stages.read import read
from jobs.stages.split import split
from jobs.stages.translate import english_texts, texts, translate
from jobs.store import Store

SEED = 20250318


@dataclass(frozen=True)
class Options:
    """What the command line says over the event's own settings; ``None`` leaves them."""

    encoder: str | None = None
    translator: str | None = None
    force: bool = False


@dataclass(frozen=True)
class Models:
    """The models of one run, behind their ports, and what the report says of them."""

    translator: translators.Choice
    encoder: Encoder
    encoder_card: ModelCard
    lemmatiser: Lemmatiser

    @property
    def versions(self) -> tuple[str, ...]:
        """Names with versions: what the same inputs would have to meet to give the same report."""
        ported = (self.translator.translator, self.encoder, self.lemmatiser)
        return tuple(f"{model.name} {model.version}" for model in ported)


@dataclass(frozen=True)
class Checked:
    """What reading alone finds of an event."""

    event: Event
    articles: pl.DataFrame
    set_aside: pl.DataFrame


@dataclass(frozen=True)
class Outcome:
    """What became of one event. ``findings`` is ``None`` where nothing had changed."""

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
    return [inputs / name for name in names]


def named_encoders(inputs: Path) -> list[str]:
    """The encoders that the events name; broken events name none."""
    names: list[str] = []
    for path in sorted(inputs.glob("*/event.toml")):
        with suppress(Problem):
            names.append(load_event(path.parent).encoder)
    return sorted(set(names))


def check_event(folder: Path, inputs: Path) -> Checked:
    """Read an event's settings and files, and say what would be set aside. No model is loaded."""
    event = load_event(folder)
    load_frames(_frame_files(folder, inputs))
    articles, set_aside = read(read_drafts(folder / "articles", event.columns), event, LangId())
    return Checked(event, articles, set_aside)


def run_event(
    folder: Path,
    inputs: Path,
    reports: Path,
    options: Options,
    made_at: datetime,
    progress: Progress = silent,
) -> Outcome:
    """Report on one event below ``reports``, unless its report is still good.

    Raises ``Problem`` where nothing can be reported: broken settings, no article left, a model
    that is not there. A report that stands is then left as it is.
    """
    event = load_event(folder)
    event = replace(
        event,
        encoder=options.encoder or event.encoder,
        translator=options.translator or event.translator,
    )
    store = Store(store_file())
    try:
        models = _models(event, store)
        shared = _frame_files(folder, inputs)
        print_ = inputs_fingerprint(folder, shared[:1], models.versions)
        target = reports / folder.name
        known = None if options.force else published(target)
        if known is not None and known.get("fingerprint") == print_:
            return Outcome(folder.name, "unchanged", target / PAGE, tuple(known.get("gaps", ())))
        drafts = read_drafts(folder / "articles", event.columns)
        findings, tables = analyse(event, drafts, models, load_frames(shared), progress)
        progress("report", 0, 1)
        rendered = render(findings, made_at)
        gaps = _gaps(findings, rendered.broken)
        content = {
            **summary(findings, made_at),
            "fingerprint": print_,
            "gaps": list(gaps),
        }
        publish(target, rendered.pages, tables, content)
        progress("report", 1, 1)
        return Outcome(folder.name, "written", target / PAGE, gaps, findings)
    finally:
        store.close()


def analyse(
    event: Event,
    drafts: Sequence[Draft | Unreadable],
    models: Models,
    book: FrameBook,
    progress: Progress = silent,
) -> tuple[Findings, dict[str, pl.DataFrame]]:
    """All stages and measures in their order: what the report shows, and the tables beside it."""
    articles, set_aside = read(drafts, event, LangId())
    if articles.is_empty():
        reasons = "; ".join(f"{name}: {reason}" for name, reason in set_aside.head(3).iter_rows())
        raise Problem(
            f"{event.folder / 'articles'}: no article could be used"
            + (f" ({reasons})" if reasons else "")
            + ". Add coverage, then see 'framing check'."
        )
    passages = split(articles)
    renderings = translate(passages, models.translator.translator, progress)

    originals = encode(texts(passages), models.encoder, progress)
    englishes = encode(english_texts(renderings, passages), models.encoder, progress)
    translations = judge(passages, renderings, originals, englishes)
    vectors = combine(originals, englishes, ORIGINAL_WEIGHT)

    spoken = quotes(articles)
    tokens = lemmatise(texts(passages), passages, models.lemmatiser, "original", spoken)
    english_tokens = lemmatise(
        english_texts(renderings, passages), passages, models.lemmatiser, "english", spoken
    )

    progress("matching", 0, 1)
    matches = match(passages, vectors)
    claims = cluster(passages, vectors, matches, translations)
    missing = omissions(claims, passages, translations, vectors)
    progress("matching", 1, 1)

    family = lineage(articles, passages, matches)
    seeds = examples(book)
    reader = learn(
        book,
        seeds,
        encode(example_texts(seeds), models.encoder),
        lemmatise_texts(example_texts(seeds), models.lemmatiser),
    )
    found = frames(passages, originals, tokens, reader)
    english_found = frames(passages, englishes, english_tokens, reader, "english")
    once = weights(articles, family, within="outlet")
    shares = frame_shares(found, passages, articles, SEED, once)
    findings = Findings(
        event=event,
        articles=articles,
        set_aside=set_aside,
        passages=passages,
        translations=translations,
        matches=matches,
        claims=claims,
        omissions=missing,
        frames=found,
        frame_shares=shares,
        lineage=family,
        book=book,
        provenance=_provenance(event, models),
    )
    tables: dict[str, pl.DataFrame] = {
        "articles": articles,
        "set_aside": set_aside,
        "passages": passages,
        "translations": translations,
        "vectors": vectors,
        "tokens": pl.concat([tokens, english_tokens]),
        "quotes": spoken,
        "matches": matches,
        "claims": claims,
        "omissions": missing,
        "frames": found,
        "frame_shares": shares,
        "frame_readings": frame_readings(passages, found, english_found),
        "lineage": family,
    }
    return findings, tables


def _models(event: Event, store: Store) -> Models:
    languages = {outlet.language for outlet in event.outlets}
    foreign = [language for language in translators.FOREIGN if language in languages]
    encoder = encoders.choose(event.encoder)
    return Models(
        translators.choose(event.translator, event.memory, store, foreign or translators.FOREIGN),
        CachedEncoder(encoder, store),
        encoders.card(encoder),
        lemmatisers.choose(),
    )


def _provenance(event: Event, models: Models) -> Provenance:
    first, *others = models.translator.cards
    card = (
        first
        if not others
        else replace(
            others[-1],
            name=" and ".join(card.name for card in models.translator.cards),
            version=" and ".join(card.version for card in models.translator.cards),
            what=" ".join(card.what for card in models.translator.cards),
        )
    )
    return Provenance(
        translator=card,
        encoder=models.encoder_card,
        lemmatiser=ModelCard(models.lemmatiser.name, models.lemmatiser.version, ""),
        project_version=__version__,
        seed=SEED,
        settings=(
            ("translator", event.translator),
            ("encoder", event.encoder),
            ("weight of the original in matching", f"{ORIGINAL_WEIGHT:.2f}"),
        ),
        command=f"framing report {event.name}",
    )


def _gaps(findings: Findings, broken: Sequence[str]) -> tuple[str, ...]:
    aside = findings.set_aside.height
    gaps = [f"{aside} file{'s' if aside != 1 else ''} set aside"] if aside else []
    failed = findings.translations.filter(pl.col("flags").list.contains("failed")).height
    if failed:
        gaps.append(f"{failed} passage{'s' if failed != 1 else ''} without a translation")
    gaps += [f"section {name} could not be made" for name in broken]
    return tuple(gaps)


def _frame_files(folder: Path, inputs: Path) -> list[Path]:
    """The shared frame book, then the event's own."""
    return [path for path in (inputs / "frames.toml", folder / "frames.toml") if path.is_file()]
