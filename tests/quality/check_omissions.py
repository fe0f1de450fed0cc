"""Omissions: planted ones must be found, and what was said must not be called omitted."""

from collections import Counter
from collections.abc import Iterator

import dataframely as dy
import polars as pl

from jobs.measures.omissions import omissions
from jobs.stages.claims import cluster
from jobs.stages.match import ORIGINAL_WEIGHT, match
from jobs.tables import Translations
from tests.quality.check import Bench, Score
from tests.quality.events import Event, Library, translations_of, vectors_of
from tests.quality.plan import planned

SEED = 23
KEEP = 0.9  # a claim is left out by an outlet one time in ten


class PlantedOmissions:
    """Three outlets in three languages; each leaves out a tenth, and that is all they leave out.

    ``recall``: of the cells claim × outlet in which the outlet does not say it, those called
    omitted. ``false``: of the cells in which it does, those called omitted. ``wrong``: of the
    cells called omitted, those in which it does.
    """

    name = "omissions"
    needs_ntrex = True

    def run(self, bench: Bench) -> Iterator[Score]:
        translator = None if bench.quick else bench.translator
        library = Library(bench.report, bench.encoder, translator)
        weight = 1.0 if bench.quick else ORIGINAL_WEIGHT
        reading = "originals" if bench.quick else "combined"
        cells: Counter[tuple[bool, str]] = Counter()
        for size, event in planned(bench.report, SEED, KEEP):
            if size < 300:  # as large as an event of three outlets gets
                cells.update(_cells(event, library, weight, bench.quick))
        left_out = sum(count for (said, _), count in cells.items() if not said)
        said = sum(count for (told, _), count in cells.items() if told)
        right, wrong = cells[False, "omitted"], cells[True, "omitted"]
        note = f"{left_out} cells left out, {said} said"
        yield Score(f"omissions.{reading}.recall", right / left_out, note)
        yield Score(f"omissions.{reading}.false", wrong / said, note)
        yield Score(f"omissions.{reading}.wrong", wrong / max(1, right + wrong), note)


def _cells(event: Event, library: Library, weight: float, quick: bool) -> Counter[tuple[bool, str]]:
    """How often an outlet did or did not say a claim, by verdict ("made" for its own claims)."""
    vectors = vectors_of(event, library.vectors(weight))
    matches = match(event.passages, vectors)
    translations = _trusted(event) if quick else translations_of(event, library.translations)
    claims = cluster(event.passages, vectors, matches, translations)
    missing = omissions(claims, event.passages, translations, vectors)
    verdicts = {
        (claim, outlet): verdict
        for claim, outlet, verdict in missing.select("claim_id", "outlet", "verdict").iter_rows()
    }
    told: dict[str, set[str]] = {}
    for passage, outlet in event.passages.select("passage_id", "outlet").iter_rows():
        told.setdefault(outlet, set()).add(event.says[passage])
    cells: Counter[tuple[bool, str]] = Counter()
    for (claim,), group in claims.group_by("claim_id", maintain_order=True):
        most, _ = Counter(event.says[passage] for passage in group["passage_id"]).most_common(1)[0]
        for outlet, says in told.items():
            cells[most in says, verdicts.get((str(claim), outlet), "made")] += 1
    return cells


def _trusted(event: Event) -> dy.DataFrame[Translations]:
    """Translations that nobody made, trusted throughout: for a quick look without a translator."""
    english = pl.col("language") == "en"
    frame = event.passages.select(
        "passage_id",
        pl.col("text").alias("english"),
        pl.when(english).then(pl.lit("original")).otherwise(pl.lit("none")).alias("translator"),
        pl.when(english).then(None).otherwise(pl.lit(1.0)).alias("confidence"),
        pl.lit([], dtype=pl.List(pl.String)).alias("flags"),
    )
    return Translations.validate(frame, cast=True)


CHECK = PlantedOmissions()
