"""The map and the tree of outlets: larger drawings, as places that a template draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobs.report.charts import place
from jobs.report.faces import Face

WIDTH, HEIGHT = 470, 330  # of the map, in its own units; text in it is 11 high
GUTTER, MARGIN, LINE = 152, 20, 17  # columns of names, space above and below, height of a name
ROW = 26  # height of a leaf of the tree, in pixels: that of its name beside it


@dataclass(frozen=True)
class Spot:
    """An outlet on the map, the leader to its name, and the name's place and ``anchor``."""

    face: Face
    x: str
    y: str
    label_x: str
    leader_y: str
    label_y: str
    leader_x: str
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
    """Places on the map, one scale for both directions; names in a column on either side."""
    names = sorted(layout, key=lambda name: (layout[name], name))
    xs, ys = [layout[name][0] for name in names], [layout[name][1] for name in names]
    room_x, room_y = WIDTH - 2 * GUTTER - 16, HEIGHT - 2 * MARGIN
    unit = min(room_x / max(max(xs) - min(xs), 1e-9), room_y / max(max(ys) - min(ys), 1e-9))
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    at = {
        name: (
            WIDTH / 2 + (layout[name][0] - middle_x) * unit,
            HEIGHT / 2 - (layout[name][1] - middle_y) * unit,
        )
        for name in names
    }
    left = names[: len(names) // 2]
    lines = {**_lines(left, at), **_lines(names[len(left) :], at)}
    return Plane(
        WIDTH,
        HEIGHT,
        tuple(
            Spot(
                faces[name],
                f"{at[name][0]:.1f}",
                f"{at[name][1]:.1f}",
                f"{GUTTER - 10 if name in left else WIDTH - GUTTER + 10}",
                f"{lines[name]:.1f}",
                f"{lines[name] + 4:.1f}",
                f"{GUTTER - 6 if name in left else WIDTH - GUTTER + 6}",
                "end" if name in left else "start",
            )
            for name in names
        ),
    )


def _lines(names: Sequence[str], at: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Heights of the names of one column: near their dots, a line apart, within the map."""
    ordered = sorted(names, key=lambda name: (at[name][1], name))
    line: float = min(LINE, (HEIGHT - 2 * MARGIN) / max(1, len(ordered) - 1))
    heights = [at[name][1] for name in ordered]
    for number in range(1, len(heights)):
        heights[number] = max(heights[number], heights[number - 1] + line)
    limit: float = HEIGHT - MARGIN
    for number in range(len(heights) - 1, -1, -1):
        heights[number] = min(heights[number], limit)
        limit = heights[number] - line
    return dict(zip(ordered, heights, strict=True))


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
