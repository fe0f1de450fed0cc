"""Who is quoted or paraphrased, with which verb, in which words: verbatim by offsets.

Nothing here is generated: every row points into the original. Direct speech comes from the table
of quotations; indirect speech is a clause that a verb of saying or "according to" governs. A
speaker is one person or body in all languages (``names``, voices.toml); a bare "he said" is the
last one named, and marked so.
"""

from collections import defaultdict
from collections.abc import Iterator

import dataframely as dy
import polars as pl

from jobs.measures.direct import Direct, attribute
from jobs.measures.indirect import indirect
from jobs.measures.mentions import Heard, Mention, Mentions, base_name
from jobs.measures.names import Registry
from jobs.measures.reporting import Reporting, stance_of
from jobs.measures.units import Unit, units
from jobs.ports import Lemmatiser
from jobs.settings import VoiceBook
from jobs.tables import Articles, Passages, Quotes, Tokens, Voices

PRESIDENT = "president"  # the role of voices.toml that stands for the president named last


def voices(
    articles: dy.DataFrame[Articles],
    passages: dy.DataFrame[Passages],
    quotes: dy.DataFrame[Quotes],
    tokens: dy.DataFrame[Tokens],
    book: VoiceBook,
    lemmatiser: Lemmatiser,
) -> dy.DataFrame[Voices]:
    """One row an utterance, sorted by article, part and place. ``tokens`` are of the originals.

    A quotation in several pieces or paragraphs has a row a piece. The clause of indirect speech
    has a row of its own where it holds at least three words that are not quoted.
    """
    mentions, reporting = Mentions(book, lemmatiser), Reporting(book, lemmatiser)
    texts = {row["article_id"]: row for row in articles.iter_rows(named=True)}
    sentences = _sentences(passages, tokens, texts)
    names = Registry(_heard(sentences, mentions, texts))
    spans = _spans(quotes)
    presidents = frozenset(
        actor.name
        for actor in book.actors
        if actor.kind == "person"
        and any("президент" in phrase for phrase in actor.phrases.get("ru", ()))
    )
    rows: list[dict[str, object]] = []
    for (article_id, part), here in sorted(sentences.items()):
        article = texts[article_id]
        for unit in here:
            unit.read(mentions, reporting, names)
        for found in _in_order(here, spans.get((article_id, part), []), part, presidents):
            rows.append(
                {
                    "article_id": article_id,
                    "part": part,
                    "outlet": article["outlet"],
                    "language": article["language"],
                    **found,
                }
            )
    frame = pl.DataFrame(rows, schema=Voices.create_empty().schema)
    order = ["article_id", "part", "start", "end", "kind"]
    frame = frame.sort(order).unique(order[:4], keep="first", maintain_order=True)
    return Voices.validate(frame, cast=True)


def _in_order(
    sentences: list[Unit],
    spans: list[tuple[int, int]],
    part: str,
    presidents: frozenset[str],
) -> Iterator[dict[str, object]]:
    """Utterances of one text in the order of their sentences, bare pronouns resolved on the way."""
    focus: Mention | None = None
    president: Mention | None = None
    before: Direct | None = None
    waiting = list(spans)
    for place, unit in enumerate(sentences):
        while waiting and waiting[0][0] < unit.end:
            span = waiting.pop(0)
            said = attribute(span, sentences, place, waiting)
            if said.verb is None and said.mention is None and _goes_on(before, said, unit.text):
                said = said._replace(verb=before.verb if before else None)
            before = said
            row, focus = _row(said, unit, sentences, focus, president)
            yield row
        for clause in indirect(unit, spans, part):
            row, heard = _row(clause, unit, sentences, focus, president)
            if heard is None and clause.mention is None:
                continue
            focus = heard
            yield row
        subject = unit.subject() or unit.reporter()
        focus = subject or focus
        if focus is not None and focus.name in presidents:
            president = focus


def _goes_on(before: Direct | None, said: Direct, text: str) -> bool:
    """Whether a quotation goes on behind the narrator's words of the same paragraph."""
    return before is not None and "\n" not in text[before.end : said.start]


def _row(
    said: Direct,
    unit: Unit,
    sentences: list[Unit],
    focus: Mention | None,
    president: Mention | None,
) -> tuple[dict[str, object], Mention | None]:
    """The row, and who is in focus behind it."""
    mention = said.mention
    source = said.unit or unit
    speaker: Mention | None = mention
    resolution = "named"
    if mention is None or mention.kind == "pronoun":
        speaker = source.subject_before(mention) if mention else None
        speaker = speaker or focus
        resolution = "carried"
    elif mention.kind == "noun":
        speaker = None
    elif mention.name == PRESIDENT and president is not None and source.is_singular(mention):
        speaker, resolution = president, "carried"
    elif mention.kind == "role":
        resolution = "role"
    if speaker is None:
        resolution = "unknown"
    words = sum(said.start <= word.start < said.end for one in sentences for word in one.words)
    row: dict[str, object] = {
        "start": said.start,
        "end": said.end,
        "passage_id": unit.passage_id,
        "kind": said.kind,
        "speaker": speaker.name if speaker else None,
        "speaker_surface": source.surface(mention) if mention else None,
        "resolution": resolution,
        "verb": said.verb.lemma if said.verb else None,
        "stance": stance_of(said.verb, source.doubted),
        "words": words,
    }
    return row, speaker or focus


def _sentences(
    passages: dy.DataFrame[Passages],
    tokens: dy.DataFrame[Tokens],
    texts: dict[str, dict[str, object]],
) -> dict[tuple[str, str], list[Unit]]:
    words: dict[str, list[Heard]] = defaultdict(list)
    for passage_id, *word in (
        tokens.filter(pl.col("read") == "original")
        .sort("passage_id", "position")
        .select("passage_id", "start", "end", "lemma", "pos", "quoted", "surface")
        .iter_rows()
    ):
        words[passage_id].append(Heard(*word))
    found: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for passage_id, article_id, part, start, end, language in (
        passages.sort("article_id", "ordinal")
        .select("passage_id", "article_id", "part", "start", "end", "language")
        .iter_rows()
    ):
        side = "headline" if part == "headline" else "body"
        text = str(texts[article_id]["title" if side == "headline" else "body"])
        found[article_id, side] += units(passage_id, words[passage_id], text, start, end, language)
    return found


def _heard(
    sentences: dict[tuple[str, str], list[Unit]],
    mentions: Mentions,
    texts: dict[str, dict[str, object]],
) -> Iterator[tuple[str, str]]:
    """Names that no actor of voices.toml covers, as the event's coverage has them."""
    for _, here in sorted(sentences.items()):
        for unit in here:
            for first, last in mentions.runs(unit.words, unit.text, unit.language):
                if last - first <= 4:
                    yield base_name(unit.words[first:last], unit.language), unit.language


def _spans(quotes: dy.DataFrame[Quotes]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for article_id, part, start, end in (
        quotes.filter((pl.col("kind") == "quote") & (pl.col("depth") == 0))
        .sort("article_id", "part", "start")
        .select("article_id", "part", "start", "end")
        .iter_rows()
    ):
        found[article_id, part].append((start, end))
    return found
