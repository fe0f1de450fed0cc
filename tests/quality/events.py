"""Events made from parallel documents, of which every true counterpart is known.

Each language is an outlet (two outlets may share one: "en" and "en-b"). Of the documents that make
the event, each outlet drops sentences and tells the rest in an order of its own; a fifth of what it
prints is foreign matter from other documents, which no other outlet has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dataframely as dy
import numpy as np
import polars as pl

from jobs.ports import Encoder, Translator
from jobs.stages.encode import combine, encode
from jobs.stages.judge import judge
from jobs.stages.translate import english_texts, texts, translate
from jobs.tables import Passages, Translations, Vectors
from tests.quality.ntrex import LANGUAGES, Document

KEEP = 0.8
FOREIGN = 0.2  # of what an outlet prints


@dataclass(frozen=True)
class Event:
    """Passages of an event; ``says`` gives what each says, equal for true counterparts.

    ``source`` names the sentence of the library that each passage is.
    """

    passages: dy.DataFrame[Passages]
    says: Mapping[str, str]
    source: Mapping[str, str]

    def pairs(self, first: str, second: str) -> set[tuple[str, str]]:
        """All true pairs of two outlets' passage ids, each sorted."""
        sides: dict[str, list[tuple[str, str]]] = {first: [], second: []}
        for passage, outlet in self.passages.select("passage_id", "outlet").iter_rows():
            if outlet in sides:
                sides[outlet].append((self.says[passage], passage))
        there = dict(sides[second])
        pairs = ((one, there[says]) for says, one in sides[first] if says in there)
        return {(min(pair), max(pair)) for pair in pairs}


def make_event(
    core: Sequence[Document],
    foreign: Sequence[Document],
    size: int,
    seed: int,
    languages: Sequence[str] = LANGUAGES,
    keep: float = KEEP,
    article_per_document: bool = False,
) -> Event:
    """An event of the first ``size`` sentences of ``core``; deterministic in its arguments."""
    draw = np.random.default_rng(seed)
    told = [(document, i) for document in core for i in range(len(document))][:size]
    others = [(document, i) for document in foreign for i in range(len(document))]
    strange = iter(draw.permutation(len(others)).tolist())
    rows: list[dict[str, object]] = []
    says: dict[str, str] = {}
    source: dict[str, str] = {}
    for language in languages:
        mine = [told[i] for i in np.flatnonzero(draw.random(len(told)) < keep)]
        extra = round(len(mine) * FOREIGN / (1.0 - FOREIGN))
        mine += [others[i] for i, _ in zip(strange, range(extra), strict=False)]
        for ordinal, which in enumerate(draw.permutation(len(mine)).tolist()):
            document, i = mine[which]
            passage = f"{language}-{ordinal:04d}"
            says[passage] = f"{document.name}:{i}"
            source[passage] = sentence_id(language, document, i)
            article = document.name if article_per_document else "all"
            rows.append(_row(passage, f"{language}-{article}", language, ordinal, document, i))
    return Event(_frame(rows), says, source)


def sentence_id(language: str, document: Document, i: int) -> str:
    """The name of a sentence in a library."""
    return f"{language}:{document.name}:{i:04d}"


class Library:
    """Every sentence of some documents, read by the product's own stages, once for all events."""

    def __init__(
        self,
        documents: Sequence[Document],
        encoder: Encoder,
        translator: Translator | None = None,
        languages: Sequence[str] = LANGUAGES,
    ) -> None:
        rows = [
            _row(sentence_id(language, document, i), f"{language}-all", language, n, document, i)
            for language in languages
            for n, (document, i) in enumerate((d, i) for d in documents for i in range(len(d)))
        ]
        self.passages = _frame(rows)
        self._encoder = encoder
        self._translator = translator

    @cached_property
    def originals(self) -> dy.DataFrame[Vectors]:
        """Vectors of the originals."""
        return encode(texts(self.passages), self._encoder)

    @cached_property
    def _renderings(self) -> pl.DataFrame:
        if self._translator is None:
            raise ValueError("a library without a translator has no English reading")
        return translate(self.passages, self._translator)

    @cached_property
    def englishes(self) -> dy.DataFrame[Vectors]:
        """Vectors of the English readings."""
        return encode(english_texts(self._renderings, self.passages), self._encoder)  # type: ignore[arg-type]

    @cached_property
    def translations(self) -> dy.DataFrame[Translations]:
        """English with confidence, as the product judges it."""
        return judge(self.passages, self._renderings, self.originals, self.englishes)  # type: ignore[arg-type]

    def vectors(self, weight: float) -> dy.DataFrame[Vectors]:
        """Both readings combined, the originals with ``weight``; 1 asks for no translation."""
        if weight == 1.0:
            return self.originals
        return combine(self.originals, self.englishes, weight)


def vectors_of(event: Event, vectors: dy.DataFrame[Vectors]) -> dy.DataFrame[Vectors]:
    """A library's vectors under the event's passage ids."""
    return Vectors.validate(_renamed(event, vectors), cast=True)


def translations_of(
    event: Event, translations: dy.DataFrame[Translations]
) -> dy.DataFrame[Translations]:
    """A library's translations under the event's passage ids."""
    return Translations.validate(_renamed(event, translations), cast=True)


def _renamed(event: Event, frame: pl.DataFrame) -> pl.DataFrame:
    names = pl.DataFrame(
        {"name": list(event.source), "passage_id": list(event.source.values())},
        schema={"name": pl.String, "passage_id": pl.String},
    )
    joined = names.join(frame, on="passage_id", how="left")
    return joined.drop("passage_id").rename({"name": "passage_id"}).sort("passage_id")


def _row(
    passage: str, article: str, language: str, ordinal: int, document: Document, i: int
) -> dict[str, object]:
    text = document.sentences[language][i]
    return {
        "passage_id": passage,
        "article_id": article,
        "outlet": f"outlet {language}",
        "language": language[:2],
        "ordinal": ordinal,
        "start": 0,
        "end": len(text),
        "text": text,
        "part": "body",
    }


def _frame(rows: Sequence[dict[str, object]]) -> dy.DataFrame[Passages]:
    empty = Passages.create_empty()
    frame = pl.DataFrame(rows, schema=empty.schema)
    return Passages.validate(frame.sort("passage_id"), cast=True)
