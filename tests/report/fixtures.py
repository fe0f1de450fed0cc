"""Findings made by hand: a small event in three languages, rich enough for every section."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from jobs.ports import ModelCard
from jobs.report.model import Control, Findings, Provenance
from jobs.settings import Event, Frame, FrameBook, Outlet
from jobs.tables import (
    Articles,
    Claims,
    Frames,
    FrameShares,
    Matches,
    Omissions,
    Passages,
    SetAside,
    Translations,
)

MADE_AT = datetime(2025, 3, 20, 6, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Sentence:
    """A sentence, its English, the claim it makes and, by frame, its score and evidence."""

    text: str
    english: str = ""
    claim: str = ""
    frames: dict[str, tuple[float, tuple[str, ...]]] = field(default_factory=dict)
    confidence: float = 0.93
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """An article: the first sentence is its headline; ``None`` ends a paragraph."""

    outlet: str
    sentences: Sequence[Sentence | None]
    url: str | None = "https://example.org/a?b=1&c=2"
    author: str | None = "A. Author"
    published: datetime | None = datetime(2025, 3, 18, 18, 35, tzinfo=UTC)


S = Sentence
OUTLETS = (
    Outlet("Новый Курьер", "ru", "Russia", "state television", "#b3261e"),
    Outlet("Ледовый Вестник", "ru", "Russia", "sports portal", "#ffdd00"),
    Outlet("Свободный Голос", "ru", "Latvia", "independent, in exile"),
    Outlet("Дзвін", "uk", "Ukraine", "national news site", "#1f6fb5"),
    Outlet("Степова Правда", "uk", "Ukraine", "regional newspaper"),
    Outlet("Harbour Post", "en", "United Kingdom", "daily"),
    Outlet("Capitol Wire", "en", "United States", "news agency", "#333"),
)
HOCKEY_RU = ("хоккей", "НХЛ и КХЛ")
PIECES = (
    Piece(
        "Новый Курьер",
        [
            S(
                "Путин и Трамп договорились о хоккее и о паузе в ударах",
                "Putin and Trump agreed on hockey and on a pause in strikes",
                "halt",
                {"normalcy": (0.91, ("о хоккее",)), "peace": (0.66, ("паузе в ударах",))},
            ),
            S(
                "Разговор двух лидеров длился больше двух часов.",
                "The conversation of the two leaders lasted more than two hours.",
                "hours",
            ),
            S(
                "Дональд Трамп поддержал идею провести матчи между игроками НХЛ и КХЛ.",
                "Donald Trump backed the idea of holding matches between NHL and KHL players.",
                "hockey",
                {"normalcy": (0.88, ("провести матчи", "игроками НХЛ и КХЛ"))},
            ),
            None,
            S(
                "Россия на тридцать дней прекращает удары по объектам энергетики.",
                "Russia halts strikes on energy facilities for thirty days.",
                "halt",
                {
                    "peace": (0.81, ("прекращает удары",)),
                    "security": (0.58, ("удары по объектам",)),
                },
            ),
            S(
                "Болельщики уже спорят, кого возьмут в сборную, и это добрый знак.",
                "Fans already argue whom they take to the team, and it is a kind sign.",
                "",
                {"normalcy": (0.72, ("Болельщики",))},
                0.55,
                ("names",),
            ),
        ],
    ),
    Piece(
        "Новый Курьер",
        [
            S(
                "Лёд тронулся",
                "The ice has moved",
                "",
                {"normalcy": (0.63, ("Лёд",))},
                0.41,
                ("length",),
            ),
            S(
                "Спорт снова соединяет великие державы.",
                "Sport unites great powers again.",
                "",
                {"normalcy": (0.83, ("Спорт", "соединяет"))},
            ),
            S(
                "В Мытищах на катке говорят только об этом.",
                "In Mytishchi at the rink they talk of nothing else.",
            ),
        ],
    ),
    Piece(
        "Ледовый Вестник",
        [
            S(
                "НХЛ против КХЛ: президенты назначили матч века",
                "NHL against KHL: presidents set the match of the century",
                "hockey",
                {"normalcy": (0.95, ("НХЛ против КХЛ", "матч века"))},
            ),
            S(
                "Трамп одобрил предложение Путина устроить матчи звёзд двух лиг.",
                "Trump approved Putin's proposal to hold matches of stars of the two leagues.",
                "hockey",
                {"normalcy": (0.89, ("матчи звёзд",))},
            ),
        ],
        published=None,
        author=None,
    ),
    Piece(
        "Свободный Голос",
        [
            S(
                "Кремль получил разговор, Украина — ночь под дронами",
                "The Kremlin got a conversation, Ukraine a night under drones",
                "drones",
                {"war": (0.84, ("ночь под дронами",)), "stalling": (0.52, ("получил разговор",))},
            ),
            S(
                "Путин отказался от полного прекращения огня, на которое Киев согласился в Джидде.",
                "Putin refused the full ceasefire to which Kyiv had agreed in Jeddah.",
                "refused",
                {"stalling": (0.87, ("отказался от полного прекращения огня",))},
            ),
            S(
                "Через несколько часов после звонка на украинские города полетели беспилотники.",
                "Hours after the call, drones flew at Ukrainian cities.",
                "drones",
                {"war": (0.9, ("полетели беспилотники",))},
            ),
        ],
    ),
    Piece(
        "Дзвін",
        [
            S(
                "Путін не погодився на повне припинення вогню",
                "Putin did not agree to a full ceasefire",
                "refused",
                {"stalling": (0.85, ("не погодився",))},
            ),
            S(
                "Росія пообіцяла лише тридцять днів без ударів по енергетиці.",
                "Russia promised only thirty days without strikes on energy.",
                "halt",
                {"stalling": (0.6, ("пообіцяла лише",))},
            ),
            S(
                "За кілька годин після розмови дрони знову били по українських містах.",
                "A few hours after the talk, drones again hit Ukrainian cities.",
                "drones",
                {
                    "war": (0.93, ("дрони знову били",)),
                    "security": (0.61, ("били по українських містах",)),
                },
            ),
            None,
            S(
                "У лікарні Сум вночі гасили пожежу.",
                "In a hospital in Sums at night put out put out put out a fire.",
                "hospital",
                {"war": (0.77, ("гасили пожежу",))},
                0.31,
                ("repetition", "names"),
            ),
        ],
    ),
    Piece(
        "Дзвін",
        [
            S(
                "Кремль вимагає зупинити допомогу Україні",
                "The Kremlin demands to stop aid to Ukraine",
                "aid",
                {"stalling": (0.7, ("вимагає зупинити допомогу",))},
            ),
            S(
                "Серед умов — припинення постачання зброї та розвідданих.",
                "Among the conditions is an end to supplies of arms and intelligence.",
                "aid",
            ),
        ],
    ),
    Piece(
        "Степова Правда",
        [
            S("Ніч на Сумщині", "The night in Sumy region", "", {"war": (0.64, ("Ніч",))}),
            S(
                "Російський безпілотник влучив у лікарню в Сумах.",
                "A Russian drone hit the hospital in Sumy.",
                "hospital",
                {"war": (0.92, ("безпілотник влучив у лікарню",))},
            ),
        ],
    ),
    Piece(
        "Harbour Post",
        [
            S(
                "Two hours on the phone, and no ceasefire",
                claim="hours",
                frames={"stalling": (0.79, ("no ceasefire",))},
            ),
            S(
                "Vladimir Putin agreed to halt attacks on energy infrastructure for 30 days, "
                "but not to the full ceasefire that Ukraine had accepted.",
                claim="refused",
                frames={
                    "stalling": (0.74, ("but not to the full ceasefire",)),
                    "peace": (0.55, ("agreed to halt",)),
                },
            ),
            S(
                "Moscow asked for an end to foreign military aid and intelligence for Kyiv.",
                claim="aid",
            ),
            S(
                "Hours later drones struck a hospital in Sumy.",
                claim="hospital",
                frames={"war": (0.88, ("drones struck a hospital",))},
            ),
        ],
    ),
    Piece(
        "Capitol Wire",
        [
            S(
                "Trump hails ‘very good’ call as first step to peace",
                frames={"peace": (0.86, ("first step to peace",))},
            ),
            S("The call lasted more than two hours, the White House said.", claim="hours"),
            S(
                "Russia will pause strikes on energy infrastructure for 30 days.",
                claim="halt",
                frames={"peace": (0.69, ("pause strikes",))},
            ),
            S(
                "The leaders also discussed hockey games between NHL and KHL players.",
                claim="hockey",
                frames={"normalcy": (0.67, ("hockey games",))},
            ),
        ],
        url=None,
    ),
)


def _frame(name: str, title: str, description: str, kind: str = "angle") -> Frame:
    return Frame(name, title, description, kind, {}, {}, {})  # type: ignore[arg-type]


BOOK = FrameBook(
    (
        _frame(
            "security",
            "Security and defense",
            "Threats to the safety of people or states.",
            "policy",
        ),
        _frame("economic", "Economic", "Costs, benefits, trade, sanctions.", "policy"),
        _frame(
            "normalcy",
            "Normalcy",
            "Russia is back among ordinary partners; sport as the sign of it.",
        ),
        _frame("peace", "Peace progress", "The call is a step towards peace."),
        _frame("stalling", "Stalling", "Russia plays for time and gives nothing that matters."),
        _frame("war", "War goes on", "Whatever was said, the strikes continue."),
        _frame("deal", "Dealmaking", "Two leaders trade interests."),
    ),
    {},
)


def make_findings(
    pieces: Sequence[Piece] = PIECES,
    outlets: Sequence[Outlet] = OUTLETS,
    *,
    title: str = "A call between two presidents",
    description: str = "A made-up event for the tests of the report: nine articles, seven outlets.",
    set_aside: Sequence[tuple[str, str]] = (("10-empty.md", "The file is empty."),),
    book: FrameBook = BOOK,
    intervals: bool = True,
) -> Findings:
    """An event from these articles. Outlets with two articles or more have an interval."""
    tables = _tables(pieces, {one.name: one.language for one in outlets}, book, intervals)
    event = Event(
        name="2025-03-18-test",
        folder=Path("inputs/2025-03-18-test"),
        title=title,
        date=date(2025, 3, 18),
        description=description,
        outlets=tuple(outlets),
    )
    return Findings(
        event=event,
        articles=Articles.validate(tables["articles"], cast=True),
        set_aside=SetAside.validate(
            pl.DataFrame(set_aside, schema=["source_file", "reason"], orient="row"), cast=True
        ),
        passages=Passages.validate(tables["passages"], cast=True),
        translations=Translations.validate(tables["translations"], cast=True),
        matches=Matches.create_empty(),
        claims=Claims.validate(tables["claims"], cast=True),
        omissions=Omissions.validate(tables["omissions"], cast=True),
        frames=Frames.validate(tables["frames"], cast=True),
        frame_shares=FrameShares.validate(tables["frame_shares"], cast=True),
        book=book,
        provenance=Provenance(
            translator=ModelCard(
                "compact",
                "1",
                "A small built-in model: good for the gist, not for print.",
                ("Names come out mangled at times.", "Clauses are dropped from long sentences."),
            ),
            encoder=ModelCard("universal", "1", "A small multilingual encoder."),
            lemmatiser=ModelCard("pymorphy3", "2", "Dictionary forms."),
            project_version="0.0.0-test",
            seed=7,
            settings=(("translator", "auto"), ("encoder", "universal")),
            fingerprints=(("inputs", "00ff" * 16),),
            notes=("One note on this run.",),
            controls=(Control("One text in three languages", "no gap", "no gap", True),),
            command="framing report 2025-03-18-test",
        ),
    )


def _tables(
    pieces: Sequence[Piece], languages: dict[str, str], book: FrameBook, intervals: bool
) -> dict[str, pl.DataFrame]:
    articles, passages, translations, frames = [], [], [], []
    claims: dict[str, list[tuple[str, str]]] = {}
    for number, piece in enumerate(pieces, start=1):
        article_id, language = f"{number:02d}-piece", languages[piece.outlet]
        body, first = "", True
        for ordinal, sentence in enumerate(one for one in piece.sentences if one is not None):
            if first:
                start, part = 0, "headline"
                title = sentence.text
            else:
                gap = (
                    "\n\n"
                    if body and piece.sentences[piece.sentences.index(sentence) - 1] is None
                    else " "
                )
                body += gap if body else ""
                start, part = len(body), "lead" if not body else "body"
                body += sentence.text
            first = False
            key = f"{article_id}-{ordinal:04d}"
            passages.append(
                {
                    "passage_id": key,
                    "article_id": article_id,
                    "outlet": piece.outlet,
                    "language": language,
                    "ordinal": ordinal,
                    "start": start,
                    "end": start + len(sentence.text),
                    "text": sentence.text,
                    "part": part,
                }
            )
            english = language == "en"
            translations.append(
                {
                    "passage_id": key,
                    "english": sentence.text if english else sentence.english,
                    "translator": "original" if english else "compact",
                    "confidence": None if english else sentence.confidence,
                    "flags": [] if english else list(sentence.flags),
                }
            )
            if sentence.claim:
                claims.setdefault(sentence.claim, []).append((key, piece.outlet))
            for frame in book.frames:
                score, words = sentence.frames.get(frame.name, (0.1, ()))
                spans = [
                    {"start": start + at, "end": start + at + len(word)}
                    for word in words
                    if (at := sentence.text.find(word)) >= 0
                ]
                frames.append(
                    {
                        "passage_id": key,
                        "frame": frame.name,
                        "score": score,
                        "present": frame.name in sentence.frames,
                        "evidence": spans,
                        "read": "original",
                    }
                )
        articles.append(
            {
                "article_id": article_id,
                "event": "2025-03-18-test",
                "outlet": piece.outlet,
                "language": language,
                "title": title,
                "url": piece.url,
                "published_at": piece.published,
                "author": piece.author,
                "body": body or "…",
                "words": max(1, len(body.split())),
                "source_file": f"{article_id}.md",
            }
        )
    shares = _shares(articles, passages, frames, intervals)
    shared = {key: rows for key, rows in claims.items() if len({o for _, o in rows}) > 1}
    claim_rows = [
        {
            "claim_id": key,
            "passage_id": passage,
            "outlet": outlet,
            "similarity": 0.9 - 0.05 * place,
            "is_label": place == 0,
        }
        for key, rows in shared.items()
        for place, (passage, outlet) in enumerate(rows)
    ]
    verdicts = ("omitted", "omitted", "omitted", "insufficient_text", "unreliable_translation")
    present = sorted({one["outlet"] for one in articles})
    silent = [
        (key, outlet)
        for key, rows in shared.items()
        for outlet in present
        if outlet not in {o for _, o in rows}
    ]
    omissions = [
        {
            "claim_id": key,
            "outlet": outlet,
            "nearest_passage": None if place % 6 == 5 else _nearest(passages, outlet),
            "nearest_similarity": None if place % 6 == 5 else 0.31 + 0.02 * (place % 5),
            "power": (0.95, 0.91, 0.88, 0.35, 0.6)[place % 5],
            "verdict": verdicts[place % 5],
        }
        for place, (key, outlet) in enumerate(silent)
    ]
    return {
        "articles": _frame_of(articles, Articles),
        "passages": _frame_of(passages, Passages),
        "translations": _frame_of(translations, Translations),
        "claims": _frame_of(claim_rows, Claims),
        "omissions": _frame_of(omissions, Omissions),
        "frames": _frame_of(frames, Frames),
        "frame_shares": _frame_of(shares, FrameShares),
    }


def _frame_of(rows, schema):
    return pl.DataFrame(rows, schema=schema.create_empty().schema)


def _nearest(passages, outlet):
    return next(one["passage_id"] for one in passages if one["outlet"] == outlet)


def _shares(articles, passages, frames, intervals):
    article_of = {one["passage_id"]: one for one in passages}
    rows = []
    for outlet in sorted({one["outlet"] for one in articles}):
        written = sum(one["outlet"] == outlet for one in articles)
        total = sum(one["outlet"] == outlet for one in passages)
        for name in dict.fromkeys(one["frame"] for one in frames):
            carrying = [
                one["passage_id"]
                for one in frames
                if one["frame"] == name
                and one["present"]
                and article_of[one["passage_id"]]["outlet"] == outlet
            ]
            share = len(carrying) / total
            wide = intervals and written > 1
            rows.append(
                {
                    "outlet": outlet,
                    "frame": name,
                    "share": share,
                    "low": max(0.0, share * 0.7) if wide else None,
                    "high": min(1.0, share * 1.3 + 0.02) if wide else None,
                    "passages": len(carrying),
                    "articles": len({article_of[key]["article_id"] for key in carrying}),
                    "prominence": min(1.0, share / 2),
                }
            )
    return rows


def with_measures(findings: Findings) -> Findings:
    """The same event with the further measures, a few rows of each."""
    from tests.report.measures import measures

    return replace(findings, **measures(findings))
