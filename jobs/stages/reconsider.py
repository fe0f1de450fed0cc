"""Doubtful translations are made again in other ways, and the most credible is kept.

Quality-aware decoding in the sense of Fernandes et al. 2022 ("Quality-Aware Decoding for Neural
Machine Translation"), with this project's own estimate (``jobs.stages.judge``) as the quality, and
only where it promises something: a translation that is more likely right than not stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobs.ports import (
    LANGUAGES,
    Encoder,
    Failure,
    Language,
    Progress,
    Retranslator,
    Translated,
    silent,
)
from jobs.stages.evidence import evidence
from jobs.stages.judge import Origin, adequacy, features, strangers
from jobs.stages.translate import CHUNK
from jobs.tables import Passages, Renderings

DOUBTFUL = 0.5
"""Confidence below which a translation is made again: those that are likelier wrong than right."""

Answer = Translated | Failure


def reconsider(
    passages: dy.DataFrame[Passages],
    renderings: dy.DataFrame[Renderings],
    again: Retranslator | None,
    encoder: Encoder,
    progress: Progress = silent,
) -> dy.DataFrame[Renderings]:
    """The renderings, those of ``again``'s own translator bettered where it can.

    What people, other translators or the original's author wrote stands as it is. A text that
    occurs several times is made again once.
    """
    if again is None:
        return renderings
    own = renderings.filter((pl.col("translator") == again.name) & pl.col("failure").is_null())
    frame = own.join(passages.select("passage_id", "language", "text"), on="passage_id")
    better: dict[str, Translated] = {}
    for language in LANGUAGES:
        rows = frame.filter(pl.col("language") == language).unique("text").sort("text")
        firsts: list[Answer] = [
            Translated(english, score) for english, score in rows.select("english", "score").rows()
        ]
        sources = rows["text"].to_list()
        chosen = best_of(sources, firsts, language, again, encoder, progress)
        for source, first, result in zip(sources, firsts, chosen, strict=True):
            if isinstance(result, Translated) and result != first:
                better[source] = result
    news = frame.filter(pl.col("text").is_in(list(better))).select(
        "passage_id",
        pl.col("text").map_elements(lambda t: better[t].text, return_dtype=pl.String).alias("new"),
        pl.col("text")
        .map_elements(lambda t: better[t].score, return_dtype=pl.Float64, skip_nulls=False)
        .alias("new_score"),
    )
    changed = pl.col("new").is_not_null()
    updated = renderings.join(news, on="passage_id", how="left").with_columns(
        english=pl.when(changed).then("new").otherwise("english"),
        score=pl.when(changed).then("new_score").otherwise("score"),
    )
    return Renderings.validate(updated.drop("new", "new_score").sort("passage_id"), cast=True)


@dataclass(frozen=True)
class _Doubt:
    """A translation in doubt: its place among the texts, and its confidence."""

    place: int
    chance: float


def best_of(
    sources: Sequence[str],
    firsts: Sequence[Answer],
    language: Language,
    again: Retranslator,
    encoder: Encoder,
    progress: Progress = silent,
) -> list[Answer]:
    """For each source its first translation, or a more credible one where that is doubtful."""
    results = list(firsts)
    if not sources:
        return results
    judged = _Judge(sources, firsts, language, again.name, encoder)
    doubts = [
        _Doubt(place, chance)
        for place, first in enumerate(firsts)
        if isinstance(first, Translated) and (chance := judged.chance(place, first)) < DOUBTFUL
    ]
    # Longest first, so that a batch holds texts of one length.
    doubts.sort(key=lambda doubt: (-len(sources[doubt.place]), sources[doubt.place]))
    for begin in range(0, len(doubts), CHUNK):
        chunk = doubts[begin : begin + CHUNK]
        attempts = again.attempts([sources[doubt.place] for doubt in chunk], language)
        judged.prepare([way.text for ways in attempts for way in ways])
        for doubt, ways in zip(chunk, attempts, strict=True):
            chances = [(judged.chance(doubt.place, way), way) for way in ways if way.text.strip()]
            chance, way = max(chances, key=lambda pair: pair[0], default=(-1.0, None))
            if way is not None and chance > doubt.chance:
                results[doubt.place] = way
        progress("translating doubtful sentences again", begin + len(chunk), len(doubts))
    return results


class _Judge:
    """The confidence of any English for the sources, as ``jobs.stages.judge`` will have it."""

    def __init__(
        self,
        sources: Sequence[str],
        firsts: Sequence[Answer],
        language: Language,
        translator: str,
        encoder: Encoder,
    ) -> None:
        self._sources = sources
        self._language = language
        self._origin = Origin(language, encoder.name, translator)
        self._encoder = encoder
        self._vectors = encoder.encode(sources).vectors
        english = [first.text if isinstance(first, Translated) else "" for first in firsts]
        vectors = encoder.encode(english).vectors
        self._known: dict[str, NDArray[np.float32]] = dict(zip(english, vectors, strict=True))
        self._strangers = strangers(self._vectors, vectors)

    def prepare(self, texts: Sequence[str]) -> None:
        """Encode several at once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new).vectors, strict=True))

    def chance(self, place: int, way: Translated) -> float:
        """The confidence in ``way`` as the English of the source at ``place``."""
        near = self._strangers.nearness(place, float(self._vectors[place] @ self._known[way.text]))
        seen = evidence(self._sources[place], way.text, self._language)
        return adequacy(features(seen, near, way.score, self._origin))
