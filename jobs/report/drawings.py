"""The map and the tree of outlets: larger drawings, as places that a template draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobs.report.charts import place
from jobs.report.coverage import Face

WIDTH, HEIGHT = 400, 300  # of the map, in its own units; text in it is 11 high
MARGIN_X, MARGIN_Y, LINE = 56, 18, 13
ROW = 26  # height of a leaf of the tree, in pixels: that of its name beside it


@dataclass(frozen=True)
class Spot:
    """An outlet on the map; its name stands at ``label_y``, ``anchor`` start or end."""

    face: Face
    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str


@dataclass(frozen=True)
class Plane:
    """A map: what lies close together frames alike. Its directions mean nothing."""

    width: int
    height: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Stroke:
    """A line of the tree; horizontal places in per cent, vertical ones in pixels."""

    x1: str
    y1: int
    x2: str
    y2: int


@dataclass(frozen=True)
class Tree:
    """Outlets in the order of their likeness, with the strokes that join them."""

    leaves: tuple[Face, ...]
    height: int
    row: int
    strokes: tuple[Stroke, ...]


def plane(layout: Mapping[str, tuple[float, float]], faces: Mapping[str, Face]) -> Plane:
    """Places on the map; one scale for both directions, names moved apart where they collide."""
    names = sorted(layout)
    xs, ys = [layout[name][0] for name in names], [layout[name][1] for name in names]
    span = max(max(xs) - min(xs), (max(ys) - min(ys)) * WIDTH / HEIGHT, 1e-9)
    unit = (WIDTH - 2 * MARGIN_X) / span
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    at = {
        name: (
            WIDTH / 2 + (layout[name][0] - middle_x) * unit,
            min(HEIGHT - MARGIN_Y, max(MARGIN_Y, HEIGHT / 2 - (layout[name][1] - middle_y) * unit)),
        )
        for name in names
    }
    label = _apart({name: y for name, (_, y) in at.items()}, {n: x for n, (x, _) in at.items()})
    return Plane(
        WIDTH,
        HEIGHT,
        tuple(
            Spot(
                faces[name],
                f"{at[name][0]:.1f}",
                f"{at[name][1]:.1f}",
                f"{at[name][0] + (8 if at[name][0] < WIDTH / 2 else -8):.1f}",
                f"{label[name] + 4:.1f}",
                "start" if at[name][0] < WIDTH / 2 else "end",
            )
            for name in names
        ),
    )


def _apart(ys: Mapping[str, float], xs: Mapping[str, float]) -> dict[str, float]:
    """Heights of the names: on each half, at least a line apart, from the top down."""
    moved: dict[str, float] = {}
    for left in (True, False):
        side = sorted((ys[name], name) for name in ys if (xs[name] < WIDTH / 2) == left)
        before = MARGIN_Y - LINE - 1.0
        for y, name in side:
            before = moved[name] = max(y, before + LINE)
        over = before - (HEIGHT - 6)
        for _, name in side if over > 0 else ():
            moved[name] = max(LINE, moved[name] - over)
    return moved


def dendrogram(merges: Sequence[tuple[str, str, float]], faces: Mapping[str, Face]) -> Tree | None:
    """The tree of merges, nearest first; leaves of a side are joined by tabs."""
    top = max((height for _, _, height in merges), default=0.0)
    if not merges or top <= 0:
        return None
    order: dict[str, list[str]] = {}
    root = ""
    for left, right, _ in merges:
        root = "\t".join(sorted([*left.split("\t"), *right.split("\t")]))
        order[root] = [*order.get(left, [left]), *order.get(right, [right])]
    leaves = [name for name in order[root] if name in faces]
    if len(leaves) != len(order[root]):
        return None
    centre = {name: number * ROW + ROW // 2 for number, name in enumerate(leaves)}
    reach = dict.fromkeys(leaves, 0.0)
    strokes: list[Stroke] = []
    for left, right, height in merges:
        x = place(height / top)
        for side in (left, right):
            strokes.append(Stroke(place(reach[side] / top), centre[side], x, centre[side]))
        strokes.append(Stroke(x, centre[left], x, centre[right]))
        both = "\t".join(sorted([*left.split("\t"), *right.split("\t")]))
        centre[both], reach[both] = (centre[left] + centre[right]) // 2, height
    return Tree(tuple(faces[name] for name in leaves), ROW * len(leaves), ROW, tuple(strokes))
