"""Claims: what passages of two or more outlets say alike, gathered from their matches.

Average-link agglomeration over the matches, surest first: two groups join where the mean chance
over *all* pairs between them reaches a floor, so that a chain of half-alike passages does not run
together into one claim. Then passages left over join the claim they restate (a headline repeated
in the lead has no match of its own, as a passage has at most one in each other outlet).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import dataframely as dy
import numpy as np
import polars as pl

from jobs.likeness import Likeness, MatchSettings
from jobs.space import Floats, Places, Space, blocks, space
from jobs.stages.boilerplate import boilerplate
from jobs.tables import Claims, Matches, Passages, Translations, Vectors

# Similarity that the label may lack against a more central passage, for being easier to trust: the
# whole of it for English that an outlet wrote itself over the surest that a translator made, which
# may still say the opposite; as much again for the surest translation over one without any chance.
LABEL_SLACK = 0.15


@dataclass(frozen=True)
class ClaimSettings:
    """How matches are gathered.

    ``link``: least mean chance between two groups that join. ``restatement``: least mean chance
    between an unmatched passage and all of a claim that it joins.
    """

    # Swept 0.5–0.9 on planted omissions: of what an outlet left out, 10 % at 0.5, 3 % at 0.85 and
    # 2 % at 0.9 is claimed for it all the same; of what it says, 1.2 %, 2.0 % and 2.3 % is not.
    link: float = 0.85
    restatement: float = 0.85  # 0.6–0.95 differ by less than 0.005 in purity
    match: MatchSettings = field(default_factory=MatchSettings)


def cluster(
    passages: dy.DataFrame[Passages],
    vectors: dy.DataFrame[Vectors],
    matches: dy.DataFrame[Matches],
    translations: dy.DataFrame[Translations] | None = None,
    settings: ClaimSettings = ClaimSettings(),
) -> dy.DataFrame[Claims]:
    """Claims of two or more outlets; a passage belongs to at most one. Sorted by claim_id, outlet.

    ``similarity`` is the cosine to the claim's centre (the mean of its unit vectors). The label is
    the most central passage, English originals preferred among those nearly as central, then
    confident ``translations``. claim_id is c001, c002, ... by outlets, passages and first mention:
    the same coverage gives the same ids, in whatever order its rows come.
    """
    points = space(passages, vectors, without=boilerplate(passages))
    likeness = Likeness(points, settings.match)
    groups = _grouped(likeness, matches, settings.link)
    groups = _joined(likeness, groups, settings.restatement)
    doubt = _doubt(points, translations)
    ordinal = dict(passages.select("passage_id", "ordinal").iter_rows())
    ranked = sorted(groups, key=lambda group: _rank(points, group, ordinal))
    width = max(3, len(str(len(ranked))))
    rows = [
        row
        for number, group in enumerate(ranked, start=1)
        for row in _rows(f"c{number:0{width}d}", points, group, doubt)
    ]
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return Claims.validate(frame.sort("claim_id", "outlet", "passage_id"), cast=True)


_SCHEMA = {
    "claim_id": pl.String,
    "passage_id": pl.String,
    "outlet": pl.String,
    "similarity": pl.Float64,
    "is_label": pl.Boolean,
}


def _grouped(likeness: Likeness, matches: dy.DataFrame[Matches], link: float) -> list[Places]:
    """Groups of rows by average link, the surest match first; ties by passage id."""
    place = likeness.points.place
    pairs = [
        (place[left], place[right], confidence)
        for left, right, confidence in matches.sort(
            ["confidence", "left_id", "right_id"], descending=[True, False, False]
        )
        .select("left_id", "right_id", "confidence")
        .iter_rows()
        if left in place and right in place
    ]
    sure = {(left, right): confidence for left, right, confidence in pairs}
    home = {row: row for left, right, _ in pairs for row in (left, right)}
    members = {row: [row] for row in home}
    pending = [(left, right) for left, right, _ in pairs]
    while pending:  # joining changes means, so refused pairs get another chance
        refused: list[tuple[int, int]] = []
        for left, right in pending:
            one, other = home[left], home[right]
            if one == other:
                continue
            if _mean_chance(likeness, members[one], members[other], sure) < link:
                refused.append((left, right))
                continue
            for row in members[other]:
                home[row] = one
            members[one] += members.pop(other)
        if len(refused) == len(pending):
            break
        pending = refused
    return [np.array(sorted(group)) for group in members.values() if len(group) > 1]


def _mean_chance(
    likeness: Likeness,
    one: Sequence[int],
    other: Sequence[int],
    sure: dict[tuple[int, int], float],
) -> float:
    """Mean over all pairs: the match's confidence where there is one, else the plain chance."""
    chances = likeness.chances(np.array(one), np.array(other))
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            known = sure.get((left, right), sure.get((right, left)))
            if known is not None:
                chances[i, j] = max(known, chances[i, j])
    return float(chances.mean())


def _joined(likeness: Likeness, groups: list[Places], floor: float) -> list[Places]:
    """Groups with the passages that restate them; each joins the likeliest, ties the first."""
    if not groups:
        return []
    taken = np.concatenate(groups)
    free = np.setdiff1d(np.arange(len(likeness.points)), taken)
    added: list[list[int]] = [[] for _ in groups]
    for rows in blocks(free, size=512):
        means = likeness.mean_chances(rows, groups)
        best = np.round(means, 9).argmax(axis=1)
        for i in np.flatnonzero(means.max(axis=1) >= floor):
            added[best[i]].append(int(rows[i]))
    return [
        np.union1d(group, np.array(new, dtype=np.int64))
        for group, new in zip(groups, added, strict=True)
    ]


def _doubt(points: Space, translations: dy.DataFrame[Translations] | None) -> Floats:
    """What speaks against each passage's English: 0 where the outlet wrote it, 1 to 2 elsewhere."""
    english = np.array([name == "en" for name in points.languages], dtype=np.bool_)
    known: dict[str, float | None] = {}
    if translations is not None:
        known = dict(translations.select("passage_id", "confidence").iter_rows())
    return np.array(
        [
            0.0 if english[language] else 2.0 - (known.get(passage) or 0.0)
            for passage, language in zip(points.ids, points.language, strict=True)
        ],
        dtype=np.float32,
    )


def _rank(points: Space, group: Places, ordinal: dict[str, int]) -> tuple[int, int, int, str]:
    outlets = len(np.unique(points.outlet[group]))
    ids = [points.ids[row] for row in group]
    return (-outlets, -len(group), min(ordinal[passage] for passage in ids), min(ids))


def _rows(
    claim: str, points: Space, group: Places, doubt: Floats
) -> list[tuple[str, str, str, float, bool]]:
    centre = points.points[group].mean(axis=0)
    length = float(np.linalg.norm(centre))
    near = points.points[group] @ (centre / length if length else centre)
    label = int(np.round(near - LABEL_SLACK * doubt[group], 6).argmax())
    return [
        (claim, points.ids[row], points.outlets[points.outlet[row]], float(near[i]), i == label)
        for i, row in enumerate(group)
    ]
