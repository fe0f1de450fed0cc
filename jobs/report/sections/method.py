"""How each number is made, and what made it."""

from dataclasses import dataclass

from jobs.ports import ModelCard
from jobs.report.model import Control, Findings, Section

TABLES = (
    ("articles", "one row an article, with its text"),
    ("set_aside", "files that are no part of the run, and why"),
    ("passages", "sentences with their place in the article"),
    ("translations", "English, confidence and flags of each passage"),
    ("matches", "pairs of passages that say the same"),
    ("claims", "passages of each shared statement"),
    ("omissions", "claim × outlet: what came nearest, power, verdict"),
    ("frames", "score and evidence of each frame in each passage"),
    ("frame_shares", "outlet × frame: share and interval"),
)
OPTIONAL = (
    ("glosses", "what each word of an original mostly is in English"),
    ("terms", "what each outlet calls the same thing, by lemma on originals"),
    ("voices", "who is quoted or paraphrased, where, and with which verb"),
    ("voice_shares", "outlet × speaker: share of the quoted words"),
    ("vocabulary", "words that set an outlet or a language apart"),
    ("lineage", "reprints and their likely origin"),
    ("axes", "bias and intensity on each axis"),
    ("gaps", "distance between outlets"),
    ("tellings", "how each passage tells its claim: verbs, hedges, terms, numbers, clauses"),
    ("frame_readings", "frame shares read on originals and on the English"),
)
FURTHER = (
    (
        "terms",
        "Words for the same thing",
        "The phrases of terms.toml, found by lemma on the originals, the longest first; quotations "
        "are counted apart. Rates are per 1,000 words, intervals resample articles.",
    ),
    (
        "voices",
        "Voices",
        "Quotations and reported clauses, with the speaker resolved over scripts and cases and the "
        "verb that reports them. Nothing is generated: every quotation is a span of the original.",
    ),
    (
        "tellings",
        "Differences in the telling",
        "Each passage of a claim beside those of the other outlets: verbs of saying, hedges, "
        "terms, numbers that only it gives or leaves out, clauses to which nothing there is near.",
    ),
    (
        "axes",
        "Axes",
        "FrameAxis (Kwak et al. 2021) with sentences as poles in three languages: bias is the mean "
        "leaning of a passage against the event’s own mean in that language, intensity its spread.",
    ),
    (
        "gaps",
        "Distance between framings",
        "Jensen–Shannon distance over the angles, reprints counted once; intervals resample "
        "articles, p shuffles them between the two sides, q controls the false-discovery rate.",
    ),
    (
        "vocabulary",
        "Words that set apart",
        "Log-odds with an informative Dirichlet prior (Monroe et al. 2008) on lemmas, the variance "
        "taken over articles, boilerplate left out, the false-discovery rate controlled.",
    ),
    (
        "lineage",
        "Reprints",
        "Within a language, shared sequences of five words; across languages, matched passages in "
        "the same order. A family of reprints counts once in what is said of a language.",
    ),
)


@dataclass(frozen=True)
class Method:
    """Models, settings, fingerprints, notes, controls and tables of this run."""

    cards: tuple[tuple[str, ModelCard], ...]
    settings: tuple[tuple[str, str], ...]
    fingerprints: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    controls: tuple[Control, ...] | None
    command: str
    version: str
    seed: int
    tables: tuple[tuple[str, str, int], ...]
    further: tuple[tuple[str, str], ...]


def build(findings: Findings) -> Method:
    """Always there."""
    known = findings.provenance
    cards = [("Translator", known.translator), ("Encoder", known.encoder)]
    if known.reader is not None:
        cards.append(("Reader of frames", known.reader))
    if known.lemmatiser is not None:
        cards.append(("Lemmatiser", known.lemmatiser))
    tables = [(name, what, getattr(findings, name).height) for name, what in TABLES]
    tables += [
        (name, what, getattr(findings, name).height)
        for name, what in OPTIONAL
        if getattr(findings, name) is not None
    ]
    return Method(
        tuple(cards),
        known.settings,
        known.fingerprints,
        known.notes,
        known.controls,
        known.command,
        known.project_version,
        known.seed,
        tuple(tables),
        tuple((title, how) for name, title, how in FURTHER if getattr(findings, name) is not None),
    )


SECTION = Section("method", "How this was made", "sections/method.html", build)
