"""Every table that passes between stages, and every assumption about it, as a claim.

A rule's name reads as a sentence about the data; a missing value makes it false unless the column
is declared nullable. The tables are written beside each report as Parquet under these names.

Character spans count Unicode code points. Those of a passage and of everything found in it point
into the article's original text: into ``articles.title`` where the passage's part is ``headline``,
into ``articles.body`` otherwise.
"""

import dataframely as dy
import polars as pl

PARTS = ("headline", "lead", "body")
FLAGS = (
    "repetition",
    "length",
    "numbers",
    "names",
    "polarity",
    "untranslated",
    "low_similarity",
    "failed",
)
VERDICTS = ("omitted", "insufficient_text", "unreliable_translation")
READINGS = ("original", "english")
STANCES = ("neutral", "doubting", "endorsing")


def _share(column: str) -> pl.Expr:
    return pl.col(column).is_nan().not_() & pl.col(column).is_between(0.0, 1.0)


def _cosine(column: str) -> pl.Expr:
    return pl.col(column).is_nan().not_() & pl.col(column).is_between(-1.001, 1.001)


def _language(column: str) -> pl.Expr:
    return pl.col(column).is_in(["ru", "uk", "en"])


class Articles(dy.Schema):
    """One row an article that could be read and belongs to the event."""

    article_id = dy.String(primary_key=True)
    event = dy.String()
    outlet = dy.String(min_length=1)
    language = dy.String()
    title = dy.String(min_length=1)
    url = dy.String(nullable=True)
    published_at = dy.Datetime(time_unit="us", time_zone="UTC", nullable=True)
    author = dy.String(nullable=True)
    body = dy.String(min_length=1)
    words = dy.Int64(min=1)
    source_file = dy.String(min_length=1)

    @dy.rule()
    def language_is_one_of_the_three(cls) -> pl.Expr:
        return _language("language")

    @dy.rule()
    def a_link_is_http_or_missing(cls) -> pl.Expr:
        return pl.col("url").is_null() | pl.col("url").str.contains(r"(?i)^https?://")


class SetAside(dy.Schema):
    """A file, or a row of one, that is no part of the run, and why."""

    source_file = dy.String(primary_key=True)
    reason = dy.String(min_length=1)


class Passages(dy.Schema):
    """A sentence, or a few very short ones joined; the headline is ordinal 0."""

    passage_id = dy.String(primary_key=True)
    article_id = dy.String()
    outlet = dy.String()
    language = dy.String()
    ordinal = dy.Int64(min=0)
    start = dy.Int64(min=0)
    end = dy.Int64()
    text = dy.String(min_length=1)
    part = dy.String()

    @dy.rule()
    def the_span_has_the_length_of_the_text(cls) -> pl.Expr:
        return pl.col("end") - pl.col("start") == pl.col("text").str.len_chars().cast(pl.Int64)

    @dy.rule()
    def part_is_headline_lead_or_body(cls) -> pl.Expr:
        return pl.col("part").is_in(PARTS)

    @dy.rule()
    def language_is_one_of_the_three(cls) -> pl.Expr:
        return _language("language")

    @dy.rule()
    def ordinals_of_an_article_differ(cls) -> pl.Expr:
        return pl.struct("article_id", "ordinal").is_unique()


class Texts(dy.Schema):
    """A reading of each passage, original or English, as the encoder and lemmatiser take it."""

    passage_id = dy.String(primary_key=True)
    language = dy.String()
    text = dy.String()


class Examples(dy.Schema):
    """A sentence or cue of the frame book, keyed like a passage so that stages can read it.

    ``frames`` are those it carries, none for neutral sentences. Nothing is known of its frames of
    kinds that ``among`` lacks. ``group`` is the same for the sentences that stand at one place of
    the book's lists, translations of each other as a rule.
    """

    passage_id = dy.String(primary_key=True)
    language = dy.String()
    text = dy.String(min_length=1)
    frames = dy.List(dy.String())
    among = dy.List(dy.String())
    role = dy.String()
    group = dy.String()

    @dy.rule()
    def role_is_seed_paraphrase_example_cue_or_hint(cls) -> pl.Expr:
        return pl.col("role").is_in(["seed", "paraphrase", "example", "cue", "hint"])


class Clauses(dy.Schema):
    """A piece of a passage that says one thing; the span points where the passage's does."""

    clause_id = dy.String(primary_key=True)
    passage_id = dy.String()
    language = dy.String()
    start = dy.Int64(min=0)
    end = dy.Int64()
    text = dy.String(min_length=1)

    @dy.rule()
    def the_span_has_the_length_of_the_text(cls) -> pl.Expr:
        return pl.col("end") - pl.col("start") == pl.col("text").str.len_chars().cast(pl.Int64)


class Renderings(dy.Schema):
    """What a translator gave, before anyone judged it. English passages stand as they are."""

    passage_id = dy.String(primary_key=True)
    english = dy.String()  # empty where the translator failed
    translator = dy.String()  # "original" for English passages
    score = dy.Float64(nullable=True)  # mean log-probability a token
    failure = dy.String(nullable=True)


class Translations(dy.Schema):
    """English for each passage and how far it can be trusted."""

    passage_id = dy.String(primary_key=True)
    english = dy.String()
    translator = dy.String(min_length=1)
    confidence = dy.Float64(nullable=True)
    flags = dy.List(dy.String())

    @dy.rule()
    def confidence_is_a_share_or_missing_for_english(cls) -> pl.Expr:
        english = pl.col("translator") == "original"
        return pl.when(english).then(pl.col("confidence").is_null()).otherwise(_share("confidence"))

    @dy.rule()
    def flags_are_known(cls) -> pl.Expr:
        return pl.col("flags").list.eval(pl.element().is_in(FLAGS)).list.all()


class Glosses(dy.Schema):
    """A word of an original, or a few that go together, and what English mostly says for it."""

    passage_id = dy.String(primary_key=True)
    start = dy.Int64(primary_key=True, min=0)
    end = dy.Int64()
    english = dy.String(min_length=1)

    @dy.rule()
    def a_gloss_ends_after_it_starts(cls) -> pl.Expr:
        return pl.col("end") > pl.col("start")


class Vectors(dy.Schema):
    """A unit vector a passage; a row of zeros where there was nothing to encode."""

    passage_id = dy.String(primary_key=True)
    encoder = dy.String(min_length=1)
    vector = dy.List(dy.Float32())
    clipped = dy.Bool()

    @dy.rule()
    def vectors_are_finite(cls) -> pl.Expr:
        return pl.col("vector").list.eval(pl.element().is_finite()).list.all()


class Tokens(dy.Schema):
    """A word, its lemma, and whether the outlet says it or quotes it.

    ``start`` and ``end`` point into the text that was read: the article's title or body where
    ``read`` is original, the passage's own English where it is english.
    """

    passage_id = dy.String(primary_key=True)
    read = dy.String(primary_key=True)
    position = dy.Int64(primary_key=True, min=0)
    start = dy.Int64(min=0)
    end = dy.Int64()
    surface = dy.String(min_length=1)
    lemma = dy.String(min_length=1)
    pos = dy.String()
    quoted = dy.Bool()

    @dy.rule()
    def read_is_original_or_english(cls) -> pl.Expr:
        return pl.col("read").is_in(READINGS)

    @dy.rule()
    def a_token_ends_after_it_starts(cls) -> pl.Expr:
        return pl.col("end") > pl.col("start")


class Quotes(dy.Schema):
    """Words between quotation marks or after a dash of speech, without the marks.

    ``kind`` is ``quote`` for what somebody said and ``mention`` for names, titles and words kept
    at a distance. ``part`` says whether the span points into the title (headline) or the body.
    ``depth`` is 0 for the outermost.
    """

    article_id = dy.String(primary_key=True)
    part = dy.String(primary_key=True)
    start = dy.Int64(primary_key=True, min=0)
    end = dy.Int64(primary_key=True)
    kind = dy.String()
    depth = dy.Int64(min=0)

    @dy.rule()
    def part_is_headline_or_body(cls) -> pl.Expr:
        return pl.col("part").is_in(["headline", "body"])

    @dy.rule()
    def kind_is_quote_or_mention(cls) -> pl.Expr:
        return pl.col("kind").is_in(["quote", "mention"])

    @dy.rule()
    def a_quotation_ends_after_it_starts(cls) -> pl.Expr:
        return pl.col("end") > pl.col("start")


class Matches(dy.Schema):
    """Two passages of two outlets that say the same thing."""

    left_id = dy.String(primary_key=True)
    right_id = dy.String(primary_key=True)
    similarity = dy.Float64()
    margin = dy.Float64()
    confidence = dy.Float64()

    @dy.rule()
    def left_comes_before_right(cls) -> pl.Expr:
        return pl.col("left_id") < pl.col("right_id")

    @dy.rule()
    def similarity_is_a_cosine(cls) -> pl.Expr:
        return _cosine("similarity")

    @dy.rule()
    def confidence_is_a_share(cls) -> pl.Expr:
        return _share("confidence")


class Claims(dy.Schema):
    """A statement that passages of two or more outlets share; its label is the central passage."""

    claim_id = dy.String(primary_key=True)
    passage_id = dy.String(primary_key=True)
    outlet = dy.String()
    similarity = dy.Float64()
    is_label = dy.Bool()

    @dy.rule()
    def a_claim_has_one_label(cls) -> pl.Expr:
        return pl.col("is_label").sum().over("claim_id") == 1

    @dy.rule()
    def a_claim_is_shared_by_two_outlets(cls) -> pl.Expr:
        return pl.col("outlet").n_unique().over("claim_id") >= 2


class Omissions(dy.Schema):
    """A claim that an outlet did not make, what came nearest, and whether that can be known.

    ``power`` is the chance that the claim would have been found had the outlet said it.
    """

    claim_id = dy.String(primary_key=True)
    outlet = dy.String(primary_key=True)
    nearest_passage = dy.String(nullable=True)
    nearest_similarity = dy.Float64(nullable=True)
    power = dy.Float64()
    verdict = dy.String()

    @dy.rule()
    def power_is_a_share(cls) -> pl.Expr:
        return _share("power")

    @dy.rule()
    def verdict_is_known(cls) -> pl.Expr:
        return pl.col("verdict").is_in(VERDICTS)


_SPAN = dy.Struct({"start": dy.Int64(), "end": dy.Int64()})


class Frames(dy.Schema):
    """How strongly a passage carries a frame, and the words that show it.

    ``score`` is 0–1; ``evidence`` are spans into the original text, whichever text was ``read``.
    """

    passage_id = dy.String(primary_key=True)
    frame = dy.String(primary_key=True)
    score = dy.Float64()
    present = dy.Bool()
    evidence = dy.List(_SPAN)
    read = dy.String()

    @dy.rule()
    def score_is_a_share(cls) -> pl.Expr:
        return _share("score")

    @dy.rule()
    def read_is_original_or_english(cls) -> pl.Expr:
        return pl.col("read").is_in(READINGS)


class FrameReadings(dy.Schema):
    """Shares of an outlet's passages that carry a frame, read on originals and on the English."""

    outlet = dy.String(primary_key=True)
    language = dy.String()
    frame = dy.String(primary_key=True)
    original = dy.Float64()
    english = dy.Float64()
    agreement = dy.Float64(nullable=True)

    @dy.rule()
    def shares_are_shares(cls) -> pl.Expr:
        return _share("original") & _share("english")


class FrameShares(dy.Schema):
    """The share of an outlet's passages that carry a frame, with a 95 % interval.

    ``passages`` and ``articles`` count those that carry it. ``low`` and ``high`` are missing where
    the outlet has too few articles to resample. ``prominence`` weighs the words that carry it by
    their place: 1 is all of headline, lead and body, 0 is none.
    """

    outlet = dy.String(primary_key=True)
    frame = dy.String(primary_key=True)
    share = dy.Float64()
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    passages = dy.Int64(min=0)
    articles = dy.Int64(min=0)
    prominence = dy.Float64()

    @dy.rule()
    def share_is_a_share(cls) -> pl.Expr:
        return _share("share")

    @dy.rule()
    def prominence_is_a_share(cls) -> pl.Expr:
        return _share("prominence")

    @dy.rule()
    def the_interval_holds_the_share(cls) -> pl.Expr:
        return pl.col("low").is_null() | pl.col("share").is_between(
            pl.col("low") - 1e-9, pl.col("high") + 1e-9
        )


VOICES = ("own", "quoted")
RESOLUTIONS = ("named", "carried", "role", "unknown")


class Terms(dy.Schema):
    """How often an outlet uses a word on which the sides differ, in its own voice or in quotations.

    ``variant`` is the phrase as terms.toml gives it, ``label`` the choice in English, the same for
    counterparts in other languages. ``rate`` is per 1,000 of the ``words`` that the outlet has in
    that language and voice, ``low`` and ``high`` its 95 % interval over resampled articles.
    ``articles`` counts those that use it. ``examples`` are spans into the original text.
    """

    outlet = dy.String(primary_key=True)
    concept = dy.String(primary_key=True)
    label = dy.String(primary_key=True)
    variant = dy.String(primary_key=True)
    language = dy.String(primary_key=True)
    voice = dy.String(primary_key=True)
    count = dy.Int64(min=0)
    words = dy.Int64(min=0)
    rate = dy.Float64(min=0)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    articles = dy.Int64(min=0)
    speakers = dy.List(dy.String())
    examples = dy.List(
        dy.Struct({"passage_id": dy.String(), "start": dy.Int64(), "end": dy.Int64()})
    )

    @dy.rule()
    def voice_is_own_or_quoted(cls) -> pl.Expr:
        return pl.col("voice").is_in(VOICES)

    @dy.rule()
    def the_interval_holds_the_rate(cls) -> pl.Expr:
        return pl.col("low").is_null() | pl.col("rate").is_between(
            pl.col("low") - 1e-9, pl.col("high") + 1e-9
        )


class Voices(dy.Schema):
    """Something that somebody is said to have said: verbatim, by its place in the original.

    ``start`` and ``end`` span the words said, into the title where ``part`` is headline, else
    into the body: a quotation without its marks (``direct``) or the clause that reports it
    (``indirect``). ``speaker`` is one name for a person or body in all languages and cases,
    missing where nobody could be told; ``speaker_surface`` is what the text has. ``resolution``:
    the speaker is named there (named), known only by office or function (role), carried over
    from what was said before (carried), or not told (unknown). ``verb`` is a lemma.
    """

    article_id = dy.String(primary_key=True)
    part = dy.String(primary_key=True)
    start = dy.Int64(primary_key=True, min=0)
    end = dy.Int64(primary_key=True)
    outlet = dy.String()
    language = dy.String()
    passage_id = dy.String()
    kind = dy.String()
    speaker = dy.String(nullable=True)
    speaker_surface = dy.String(nullable=True)
    resolution = dy.String()
    verb = dy.String(nullable=True)
    stance = dy.String()
    words = dy.Int64(min=0)

    @dy.rule()
    def kind_is_direct_or_indirect(cls) -> pl.Expr:
        return pl.col("kind").is_in(["direct", "indirect"])

    @dy.rule()
    def stance_is_known(cls) -> pl.Expr:
        return pl.col("stance").is_in(STANCES)

    @dy.rule()
    def resolution_is_known(cls) -> pl.Expr:
        return pl.col("resolution").is_in(RESOLUTIONS)

    @dy.rule()
    def a_speaker_is_missing_only_where_unknown(cls) -> pl.Expr:
        return pl.col("speaker").is_null() == (pl.col("resolution") == "unknown")


class VoiceShares(dy.Schema):
    """The share of an outlet's directly quoted words that a speaker gets, with a 95 % interval.

    ``words`` and ``quotes`` count direct speech, ``paraphrases`` indirect. The speaker ``""``
    stands for all whom the text does not tell.
    """

    outlet = dy.String(primary_key=True)
    speaker = dy.String(primary_key=True)
    words = dy.Int64(min=0)
    share = dy.Float64()
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    quotes = dy.Int64(min=0)
    paraphrases = dy.Int64(min=0)
    doubting = dy.Int64(min=0)
    endorsing = dy.Int64(min=0)
    articles = dy.Int64(min=1)

    @dy.rule()
    def share_is_a_share(cls) -> pl.Expr:
        return _share("share")

    @dy.rule()
    def the_interval_holds_the_share(cls) -> pl.Expr:
        return pl.col("low").is_null() | pl.col("share").is_between(
            pl.col("low") - 1e-9, pl.col("high") + 1e-9
        )


class Lineage(dy.Schema):
    """An article that shares its text with others: a family, its likely origin, what was edited.

    ``likeness`` is the share of the shorter text that both have: of its word sequences within a
    language, of its passages in order across languages.
    """

    family_id = dy.String()
    article_id = dy.String(primary_key=True)
    outlet = dy.String()
    language = dy.String()
    role = dy.String()
    likeness = dy.Float64()
    edited = dy.List(dy.String())
    dropped = dy.List(dy.String())

    @dy.rule()
    def role_is_origin_reprint_or_translation(cls) -> pl.Expr:
        return pl.col("role").is_in(["origin", "reprint", "translation"])

    @dy.rule()
    def likeness_is_a_share(cls) -> pl.Expr:
        return _share("likeness")

    @dy.rule()
    def a_family_has_one_origin(cls) -> pl.Expr:
        return (pl.col("role") == "origin").sum().over("family_id") == 1


class Gaps(dy.Schema):
    """The distance between two outlets' framings (or two languages'), and what chance gives.

    ``distance``, ``low``, ``high`` and ``by_chance`` are Jensen–Shannon distances, 0–1. What needs
    several articles on both sides is missing where there are too few.
    """

    level = dy.String(primary_key=True)
    left = dy.String(primary_key=True)
    right = dy.String(primary_key=True)
    distance = dy.Float64()
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    by_chance = dy.Float64(nullable=True)
    p = dy.Float64(nullable=True)
    q = dy.Float64(nullable=True)

    @dy.rule()
    def level_is_outlet_or_language(cls) -> pl.Expr:
        return pl.col("level").is_in(["outlet", "language"])

    @dy.rule()
    def distance_is_a_share(cls) -> pl.Expr:
        return _share("distance")


class Vocabulary(dy.Schema):
    """A word that a group (an outlet, or a language) uses more than the others.

    ``count`` and the rates a 1,000 content words are weighed by lineage; ``z`` is the log-odds over
    its standard error, ``q`` the false-discovery rate.
    """

    level = dy.String(primary_key=True)
    group = dy.String(primary_key=True)
    kind = dy.String(primary_key=True)
    lemma = dy.String(primary_key=True)
    read = dy.String()
    count = dy.Float64()
    rate = dy.Float64()
    rate_elsewhere = dy.Float64()
    articles = dy.Int64(min=1)
    log_odds = dy.Float64()
    z = dy.Float64()
    q = dy.Float64()

    @dy.rule()
    def kind_is_word_or_name(cls) -> pl.Expr:
        return pl.col("kind").is_in(["word", "name"])

    @dy.rule()
    def q_is_a_share(cls) -> pl.Expr:
        return _share("q")


class Axes(dy.Schema):
    """Where an outlet (or a language) leans along an axis, against the event's own baseline.

    ``bias`` is above 0 towards the positive pole; ``intensity`` is how much the axis is spoken to
    at all, whichever way. ``towards_positive`` and ``towards_negative`` are the passages furthest
    out, the furthest first.
    """

    level = dy.String(primary_key=True)
    group = dy.String(primary_key=True)
    axis = dy.String(primary_key=True)
    bias = dy.Float64()
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    intensity = dy.Float64(min=0)
    intensity_low = dy.Float64(nullable=True)
    intensity_high = dy.Float64(nullable=True)
    articles = dy.Int64(min=1)
    towards_positive = dy.List(dy.String())
    towards_negative = dy.List(dy.String())

    @dy.rule()
    def level_is_outlet_or_language(cls) -> pl.Expr:
        return pl.col("level").is_in(["outlet", "language"])

    @dy.rule()
    def the_interval_holds_the_bias(cls) -> pl.Expr:
        return pl.col("low").is_null() | pl.col("bias").is_between(
            pl.col("low") - 1e-9, pl.col("high") + 1e-9
        )


class Tellings(dy.Schema):
    """How one passage tells a claim, beside how the claim's other outlets tell it.

    ``verbs`` are lemmas of verbs of saying with their ``stances``; ``hedges`` and ``terms`` are
    spans into the original, terms with their concept and choice. ``numbers_added`` stand in no
    other outlet's telling, ``numbers_missing`` in most of them but not here. ``clauses_added`` are
    spans of clauses that no other outlet's telling has anything near to.
    """

    claim_id = dy.String(primary_key=True)
    passage_id = dy.String(primary_key=True)
    outlet = dy.String()
    verbs = dy.List(dy.String())
    stances = dy.List(dy.String())
    hedges = dy.List(_SPAN)
    terms = dy.List(
        dy.Struct(
            {
                "concept": dy.String(),
                "label": dy.String(),
                "start": dy.Int64(),
                "end": dy.Int64(),
                "quoted": dy.Bool(),
            }
        )
    )
    numbers_added = dy.List(dy.String())
    numbers_missing = dy.List(dy.String())
    clauses_added = dy.List(_SPAN)
