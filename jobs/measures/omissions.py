"""What each outlet left out, and whether that can be known at all.

An omission is "no counterpart, with power": the outlet wrote enough, its text could be read, and
had it said this, the matcher would have found it. Anything less is no evidence of silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.likeness import Likeness, MatchSettings, Numbers, kind
from jobs.space import Places, Space, space
from jobs.tables import Claims, Omissions, Passages, Translations, Vectors

# Share of true pairs found, by kind: recall in the gate's table ("matching") on documents of
# which nothing was used for fitting.
RECALL: Mapping[str, float] = {"en-ru": 0.97, "en-uk": 0.93, "ru-uk": 0.93, "same": 0.95}


@dataclass(frozen=True)
class OmissionSettings:
    """When silence is evidence.

    ``power``: least power of an omission. ``room``: passages at which an outlet has room for 63 %
    of the claims that it would make at full length. ``passages``: least number of passages; a
    three-sentence brief with its headline has four. ``trust``: confidence from which a translation
    is counted as read. ``doubt``: chance that the outlet's likeliest passage says the same, from
    which the claim may have been made; ``doubt_elsewhere``: the same for a passage that belongs to
    another claim.
    """

    power: float = 0.6
    room: float = 5.0
    passages: int = 6
    trust: float = 0.4
    doubt: float = 0.05
    doubt_elsewhere: float = 0.3
    recall: Mapping[str, float] = field(default_factory=lambda: RECALL)
    match: MatchSettings = field(default_factory=MatchSettings)


@dataclass(frozen=True)
class _Outlet:
    """What is known of an outlet's text: all its passages and those that lie in the space."""

    name: str
    passages: int
    rows: Places
    read: float  # share of its passages whose English can be trusted


def omissions(
    claims: dy.DataFrame[Claims],
    passages: dy.DataFrame[Passages],
    translations: dy.DataFrame[Translations],
    vectors: dy.DataFrame[Vectors],
    settings: OmissionSettings = OmissionSettings(),
) -> dy.DataFrame[Omissions]:
    """One row for each claim and each outlet that does not make it. Sorted by claim_id, outlet.

    ``nearest_passage`` is the outlet's passage with the highest cosine to the claim's centre,
    ``nearest_similarity``. ``power`` (0–1) is the matcher's recall for the languages at hand ×
    the share of the outlet's passages that could be read × the room its length leaves.

    verdict: ``unreliable_translation`` where too little of the outlet's text, or not the nearest
    passage, could be read; ``insufficient_text`` where it wrote too little, or where a passage may
    well say the same but not surely; ``omitted`` otherwise.
    """
    points = space(passages, vectors)
    likeness = Likeness(points, settings.match)
    confident = _confident(passages, translations, settings.trust)
    outlets = _outlets(points, passages, confident)
    claimed = np.isin(points.ids, claims["passage_id"].to_numpy())
    rows = []
    for (claim,), group in claims.sort("claim_id", "passage_id").group_by(
        "claim_id", maintain_order=True
    ):
        members = np.array([points.place[p] for p in group["passage_id"] if p in points.place])
        makers = set(group["outlet"])
        for outlet in outlets:
            if outlet.name not in makers and len(members):
                rows.append(
                    (
                        claim,
                        outlet.name,
                        *_judged(likeness, members, outlet, claimed, confident, settings),
                    )
                )
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return Omissions.validate(frame.sort("claim_id", "outlet"), cast=True)


_SCHEMA = {
    "claim_id": pl.String,
    "outlet": pl.String,
    "nearest_passage": pl.String,
    "nearest_similarity": pl.Float64,
    "power": pl.Float64,
    "verdict": pl.String,
}


def _judged(
    likeness: Likeness,
    members: Places,
    outlet: _Outlet,
    claimed: NDArray[np.bool_],
    confident: Mapping[str, bool],
    settings: OmissionSettings,
) -> tuple[str | None, float | None, float, str]:
    points = likeness.points
    room = 1.0 - float(np.exp(-outlet.passages / settings.room))
    if not len(outlet.rows):
        return None, None, 0.0, "insufficient_text"
    centre = points.points[members].mean(axis=0)
    centre /= np.linalg.norm(centre) or 1.0
    cosines = points.points[outlet.rows] @ centre
    nearest = int(outlet.rows[np.round(cosines, 6).argmax()])
    chances = likeness.chances(outlet.rows, members).mean(axis=1)
    found = _recall(points, members, outlet.rows, settings)
    power = found * outlet.read * room
    readable = confident[points.ids[nearest]]
    likely = _may_say_so(chances, claimed[outlet.rows], settings)
    if outlet.passages < settings.passages:
        verdict = "insufficient_text"
    elif not readable or found * outlet.read < settings.power:
        verdict = "unreliable_translation"
    elif likely or power < settings.power:
        verdict = "insufficient_text"
    else:
        verdict = "omitted"
    return points.ids[nearest], float(np.clip(cosines.max(), -1.0, 1.0)), power, verdict


def _may_say_so(chances: Numbers, claimed: NDArray[np.bool_], settings: OmissionSettings) -> bool:
    limits = np.where(claimed, settings.doubt_elsewhere, settings.doubt)
    return bool((chances >= limits).any())


def _recall(points: Space, members: Places, rows: Places, settings: OmissionSettings) -> float:
    """The best of the claim's languages, averaged over the outlet's passages."""
    told = sorted({points.languages[code] for code in points.language[members]})
    return float(
        np.mean(
            [
                max(settings.recall[kind(points.languages[code], other)] for other in told)
                for code in points.language[rows]
            ]
        )
    )


def _confident(
    passages: dy.DataFrame[Passages], translations: dy.DataFrame[Translations], trust: float
) -> dict[str, bool]:
    """Whether each passage could be read: English always, a translation if confident enough."""
    joined = passages.select("passage_id", "language").join(
        translations.select("passage_id", "confidence"), on="passage_id", how="left"
    )
    could = (pl.col("language") == "en") | (pl.col("confidence").fill_null(0.0) >= trust)
    return dict(joined.select("passage_id", could.alias("read")).iter_rows())


def _outlets(
    points: Space, passages: dy.DataFrame[Passages], confident: Mapping[str, bool]
) -> list[_Outlet]:
    codes = {name: code for code, name in enumerate(points.outlets)}
    nowhere = np.zeros(0, dtype=np.int64)
    return [
        _Outlet(
            name=str(name),
            passages=group.height,
            rows=points.rows_of(codes[str(name)]) if name in codes else nowhere,
            read=float(np.mean([confident[passage] for passage in group["passage_id"]])),
        )
        for (name,), group in passages.sort("outlet").group_by("outlet", maintain_order=True)
    ]
