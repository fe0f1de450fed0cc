"""Doubtful translations are made again in another way, and the more credible is kept.

Quality-aware decoding in the sense of Fernandes et al. 2022 ("Quality-Aware Decoding for Neural
Machine Translation"), with this project's own estimate (``jobs.stages.judge``) as the quality, and
only where it promises something: a translation that most likely tells what the passage says stands.
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
    Translated,
    Translator,
    silent,
)
from jobs.stages.evidence import evidence
from jobs.stages.judge import Origin, adequacy, features, strangers
from jobs.stages.translate import CHUNK
from jobs.tables import Passages, Renderings

DOUBTFUL = 0.75
"""Confidence below which a translation is made again (``docs/decisions/0010-…``)."""

Answer = Translated | Failure


def reconsider(
    passages: dy.DataFrame[Passages],
    renderings: dy.DataFrame[Renderings],
    again: Translator | None,
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
    better: list[tuple[str, str, str, float | None]] = []
    for language in LANGUAGES:
        rows = frame.filter(pl.col("language") == language).unique("text").sort("text")
        firsts: list[Answer] = [
            Translated(english, score) for english, score in rows.select("english", "score").rows()
        ]
        sources = rows["text"].to_list()
        chosen = best_of(sources, firsts, language, again, encoder, progress)
        better += [
            (language, source, result.text, result.score)
            for source, result in zip(sources, chosen, strict=True)
            if isinstance(result, Translated)
        ]
    schema = {"language": pl.String, "text": pl.String, "new": pl.String, "new_score": pl.Float64}
    news = frame.select("passage_id", "language", "text").join(
        pl.DataFrame(better, schema=schema, orient="row"), on=["language", "text"]
    )
    changed = pl.col("new").is_not_null()
    updated = renderings.join(
        news.select("passage_id", "new", "new_score"), on="passage_id", how="left"
    ).with_columns(
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
    again: Translator,
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
        ways = again.translate([sources[doubt.place] for doubt in chunk], language)
        judged.prepare([way.text for way in ways if isinstance(way, Translated)])
        for doubt, way in zip(chunk, ways, strict=True):
            if isinstance(way, Translated) and judged.chance(doubt.place, way) > doubt.chance:
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
