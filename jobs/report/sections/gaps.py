"""How far apart the outlets' framings are: a map, a tree, and the pairs beyond chance."""

from dataclasses import dataclass

import polars as pl

from jobs.ports import LANGUAGE_NAMES
from jobs.report.charts import Mark, Scale, scale
from jobs.report.drawings import Plane, Tree, dendrogram, plane
from jobs.report.faces import Face
from jobs.report.model import Findings, Section
from jobs.report.words import two_places

PAIRS = 8  # pairs of outlets at either end
DISCOVERED = 0.05


@dataclass(frozen=True)
class Pair:
    """Two outlets or languages and the distance between their framings."""

    left: str
    right: str
    left_face: Face | None
    right_face: Face | None
    mark: Mark
    distance: str
    interval: str
    by_chance: str
    verdict: str


@dataclass(frozen=True)
class Gaps:
    """Languages against each other; the map and tree of outlets; their nearest and furthest."""

    top: str
    languages: tuple[Pair, ...]
    furthest: tuple[Pair, ...]
    nearest: tuple[Pair, ...]
    plane: Plane | None
    tree: Tree | None


def build(findings: Findings) -> Gaps | None:
    """``None`` where there are not two of anything to compare."""
    table = findings.gaps
    if table is None or table.is_empty():
        return None
    coverage = findings.coverage
    measure = scale([*table["distance"], *table["high"].drop_nulls()])
    languages = _pairs(findings, table, "language", measure)
    outlets = _pairs(findings, table, "outlet", measure)
    cut = min(PAIRS, len(outlets) // 2)
    faces = {name: coverage.face[name] for name in findings.layout if name in coverage.face}
    return Gaps(
        two_places(measure.top),
        languages,
        outlets[:cut],
        tuple(reversed(outlets[len(outlets) - cut :])),
        plane({name: findings.layout[name] for name in faces}, faces) if len(faces) > 2 else None,
        dendrogram(findings.tree, coverage.face) if findings.tree else None,
    )


def _pairs(findings: Findings, table: pl.DataFrame, level: str, measure: Scale) -> tuple[Pair, ...]:
    """Furthest apart first."""
    coverage = findings.coverage
    rows = table.filter(pl.col("level") == level).sort(
        "distance", "left", "right", descending=[True, False, False]
    )
    found = []
    for row in rows.iter_rows(named=True):
        left, right = row["left"], row["right"]
        low, high = row["low"], row["high"]
        found.append(
            Pair(
                LANGUAGE_NAMES.get(left, left) if level == "language" else left,
                LANGUAGE_NAMES.get(right, right) if level == "language" else right,
                coverage.face.get(left) if level == "outlet" else None,
                coverage.face.get(right) if level == "outlet" else None,
                measure.mark(row["distance"], low, high),
                two_places(row["distance"]),
                f"{two_places(low)}–{two_places(high)}" if low is not None else "",
                two_places(row["by_chance"]) if row["by_chance"] is not None else "",
                _verdict(row["q"]),
            )
        )
    return tuple(found)


def _verdict(q: float | None) -> str:
    if q is None:
        return "too few articles to tell from chance"
    shown = f"q = {q:.3f}" if q >= 0.001 else "q < 0.001"
    return f"beyond chance ({shown})" if q <= DISCOVERED else f"within chance ({shown})"


SECTION = Section("gaps", "How far apart they are", "sections/gaps.html", build)
