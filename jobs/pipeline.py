"""The order of the stages, and nothing else: from what the sources gave to what the report shows.

This is the only module that knows which stage follows which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from jobs import __version__
from jobs.adapters import lemmatisers, translators
from jobs.adapters.cached import CachedEncoder
from jobs.adapters.encoders import card, choose
from jobs.adapters.encoders.contextual import Contextual
from jobs.adapters.identifiers import LangId
from jobs.adapters.interlinear import Interlinear
from jobs.fingerprints import program_fingerprint
from jobs.measures.axes import axes, pole_texts
from jobs.measures.examples import example_sentences, example_texts, example_words, examples
from jobs.measures.frame_model import Lesson
from jobs.measures.frames import FrameReader, frame_readings, frames, learn, relearn
from jobs.measures.gaps import gaps, layout, tree
from jobs.measures.lineage import lineage, weights
from jobs.measures.omissions import omissions
from jobs.measures.shares import frame_shares
from jobs.measures.tellings import tellings
from jobs.measures.terms import terms
from jobs.measures.vocabulary import vocabulary
from jobs.measures.voice_shares import voice_shares
from jobs.measures.voices import voices
from jobs.ports import (
    Dictionary,
    Draft,
    Encoder,
    LanguageIdentifier,
    Lemmatiser,
    ModelCard,
    Progress,
    Unreadable,
    silent,
)
from jobs.problems import Problem
from jobs.report.controls import last_controls
from jobs.report.model import Findings, Provenance
from jobs.settings import Event, FrameBook
from jobs.settings.books import Books
from jobs.stages.boilerplate import boilerplate
from jobs.stages.claims import cluster
from jobs.stages.clauses import clause_texts, clauses
from jobs.stages.encode import combine, encode
from jobs.stages.gloss import gloss
from jobs.stages.judge import judge
from jobs.stages.lemmatise import lemmatise, lemmatise_texts
from jobs.stages.match import ORIGINAL_WEIGHT, match
from jobs.stages.proofread import proofread
from jobs.stages.quotes import quotes
from jobs.stages.read import read
from jobs.stages.reconsider import reconsider
from jobs.stages.respell import names_version, respell
from jobs.stages.split import split
from jobs.stages.translate import english_texts, texts, translate
from jobs.store import Store, fingerprint
from jobs.tables import Clauses, Tokens, Vectors

SEED = 20250318

Tables = dict[str, pl.DataFrame]

# The tables of the findings, which are written beside the report under these names.
SHOWN = (
    "articles",
    "set_aside",
    "passages",
    "translations",
    "glosses",
    "matches",
    "claims",
    "omissions",
    "frames",
    "frame_shares",
    "frame_readings",
    "lineage",
    "voices",
    "voice_shares",
    "terms",
    "vocabulary",
    "axes",
    "gaps",
    "tellings",
)


@dataclass(frozen=True)
class Models:
    """The models of one run, behind their ports, and what the report says of them."""

    translator: translators.Choice
    encoder: Encoder
    encoder_card: ModelCard
    reader: Encoder
    reader_card: ModelCard
    lemmatiser: Lemmatiser
    identifier: LanguageIdentifier
    dictionary: Dictionary
    store: Store

    @property
    def versions(self) -> tuple[str, ...]:
        """Names with versions: what the same inputs would have to meet to give the same report."""
        ported = (
            self.translator.translator,
            self.encoder,
            self.reader,
            self.lemmatiser,
            self.dictionary,
        )
        again = self.translator.again
        return (
            *(f"{model.name} {model.version}" for model in ported),
            f"again {again.version if again else None}",
            f"names {names_version()}",
        )


def load_models(event: Event, store: Store) -> Models:
    """The models that the event asks for, remembering in ``store``.

    Raises ``Problem`` where one is not on this machine.
    """
    spoken = {outlet.language for outlet in event.outlets}
    foreign = [language for language in translators.FOREIGN if language in spoken]
    encoder, reader = choose(event.encoder), Contextual()
    return Models(
        translators.choose(event.translator, event.memory, store, foreign or translators.FOREIGN),
        CachedEncoder(encoder, store),
        card(encoder),
        CachedEncoder(reader, store),
        reader.card(),
        lemmatisers.choose(),
        LangId(),
        Interlinear(),
        store,
    )


def analyse(
    event: Event,
    drafts: Sequence[Draft | Unreadable],
    models: Models,
    books: Books,
    progress: Progress = silent,
) -> tuple[Findings, Tables]:
    """All stages and measures in their order: what the report shows, and the tables beside it.

    Raises ``Problem`` where no article is left to report on.
    """
    articles, set_aside = read(drafts, event, models.identifier)
    if articles.is_empty():
        raise _nothing_left(event, set_aside)
    passages = split(articles)
    spoken = quotes(articles)

    first = translate(passages, models.translator.translator, progress)
    second = reconsider(passages, first, models.translator.again, models.encoder, progress)
    renderings = proofread(passages, respell(passages, second, models.lemmatiser))
    original, english = texts(passages), english_texts(renderings, passages)
    originals = encode(original, models.encoder, progress)
    englishes = encode(english, models.encoder, progress)
    translations = judge(passages, renderings, originals, englishes)
    vectors = combine(originals, englishes, ORIGINAL_WEIGHT)

    progress("words", 0, 1)
    tokens = lemmatise(original, passages, models.lemmatiser, "original", spoken)
    english_tokens = lemmatise(english, passages, models.lemmatiser, "english", spoken)
    all_tokens = Tokens.validate(pl.concat([tokens, english_tokens]))
    progress("words", 1, 1)

    progress("matches", 0, 1)
    matches = match(passages, vectors)
    claims = cluster(passages, vectors, matches, translations)
    unsaid = omissions(claims, passages, translations, vectors)
    family = lineage(articles, passages, matches)
    progress("matches", 1, 1)

    progress("measures", 0, 1)
    once = weights(articles, family, within="outlet")
    once_a_language = weights(articles, family, within="language")
    both, pieces = (models.encoder, models.reader), clauses(passages)
    reader = _taught(books.frames, models)
    piece_vectors = encode(clause_texts(pieces), models.encoder)

    def heard(stage: str, done: int, total: int) -> None:
        progress("frames", done, total)

    seen = [originals, encode(original, models.reader, heard)]
    seen_in_english = [englishes, encode(english, models.reader, heard)]
    # Reading in context takes a while: of clauses only those of passages that carry a frame.
    carried = frames(passages, seen, tokens, reader).filter("present")["passage_id"].unique()
    some = Clauses.validate(pieces.filter(pl.col("passage_id").is_in(carried.to_list())))
    some_vectors = [
        Vectors.validate(
            piece_vectors.filter(pl.col("passage_id").is_in(some["clause_id"].to_list()))
        ),
        encode(clause_texts(some), models.reader, heard),
    ]
    found = frames(passages, seen, tokens, reader, "original", some, some_vectors)
    found_in_english = frames(passages, seen_in_english, english_tokens, reader, "english")
    readings = frame_readings(passages, found, found_in_english)
    shares = frame_shares(found, passages, articles, SEED, once)
    angles = [frame.name for frame in books.frames.frames if frame.kind == "angle"]
    apart = gaps(found, passages, articles, angles, once_a_language, SEED)
    said = voices(articles, passages, spoken, tokens, books.voices, models.lemmatiser)
    shared_out = voice_shares(said, SEED, once)
    named = terms(tokens, passages, books.terms, models.lemmatiser, SEED, said, once)
    told = tellings(
        claims,
        passages,
        tokens,
        said,
        books.terms,
        books.hedges,
        models.lemmatiser,
        pieces,
        piece_vectors,
    )
    words = vocabulary(all_tokens, passages, articles, once_a_language, boilerplate(passages))
    poles = [encode(pole_texts(books.axes), encoder) for encoder in both]
    leanings = axes(passages, articles, seen, books.axes, poles, once, SEED)
    progress("measures", 1, 1)

    findings = Findings(
        event=event,
        articles=articles,
        set_aside=set_aside,
        passages=passages,
        translations=translations,
        glosses=gloss(passages, models.dictionary),
        matches=matches,
        claims=claims,
        omissions=unsaid,
        frames=found,
        frame_shares=shares,
        book=books.frames,
        provenance=_provenance(event, models),
        terms=named,
        voices=said,
        voice_shares=shared_out,
        vocabulary=words,
        lineage=family,
        axes=leanings,
        gaps=apart,
        tellings=told,
        frame_readings=readings,
        layout=layout(apart),
        tree=tuple(tree(apart)),
        axis_book=books.axes,
        term_titles=books.terms.titles,
    )
    shown: Tables = {name: getattr(findings, name) for name in SHOWN}
    return findings, {**shown, "vectors": vectors, "tokens": all_tokens, "quotes": spoken}


def _taught(book: FrameBook, models: Models) -> FrameReader:
    """The reader of the book's frames; what it learnt is kept, for it takes a while to learn."""
    table, encoders = examples(book), (models.encoder, models.reader)
    views = [encode(example_sentences(table), encoder) for encoder in encoders]
    key = fingerprint(
        program_fingerprint(),
        *(f"{model.name} {model.version}" for model in (*encoders, models.lemmatiser)),
        *(f"{frame.name} {frame.kind}" for frame in book.frames),
        table.write_json(),
    )
    kept = models.store.get_many("lessons", [key]).get(key)
    lesson = Lesson.from_bytes(kept) if kept is not None else None
    if lesson is not None:
        words = lemmatise_texts(example_words(table), models.lemmatiser)
        return relearn(book, table, views, words, lesson)
    reader = learn(book, table, views, lemmatise_texts(example_texts(table), models.lemmatiser))
    if reader.model is not None:
        models.store.put_many("lessons", {key: reader.model.lesson.to_bytes()})
    return reader


def _nothing_left(event: Event, set_aside: pl.DataFrame) -> Problem:
    reasons = "; ".join(f"{name}: {reason}" for name, reason in set_aside.head(3).iter_rows())
    return Problem(
        f"{event.folder / 'articles'}: no article could be used"
        + (f" ({reasons})" if reasons else "")
        + f". Add coverage, then see 'framing check {event.name}'."
    )


def _provenance(event: Event, models: Models) -> Provenance:
    cards = models.translator.cards
    return Provenance(
        translator=ModelCard(
            name=", then ".join(card.name for card in cards),
            version=", ".join(card.version for card in cards),
            what=" ".join(card.what for card in cards),
            caveats=tuple(caveat for card in cards for caveat in card.caveats),
        ),
        encoder=models.encoder_card,
        reader=models.reader_card,
        lemmatiser=ModelCard(models.lemmatiser.name, models.lemmatiser.version, ""),
        project_version=__version__,
        seed=SEED,
        settings=(
            ("translator", event.translator),
            ("encoder", event.encoder),
            ("weight of the original in matching", f"{ORIGINAL_WEIGHT:.2f}"),
        ),
        command=f"framing report {event.name}",
        controls=last_controls(),
    )
