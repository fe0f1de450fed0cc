"""A few rows of every further measure, for the made-up event of the fixtures."""

import polars as pl

from jobs.settings.axes import Axis
from jobs.tables import (
    Axes,
    FrameReadings,
    Gaps,
    Glosses,
    Lineage,
    Tellings,
    Terms,
    Vocabulary,
    Voices,
    VoiceShares,
)


def measures(findings):
    """Tables and books by their field of ``Findings``."""
    outlets = [face.name for face in findings.coverage.faces]
    return {
        "glosses": _table(Glosses, _glosses(findings)),
        "terms": _table(Terms, _terms(findings)),
        "voices": _table(Voices, _voices(findings)),
        "voice_shares": _table(VoiceShares, _voice_shares()),
        "vocabulary": _table(Vocabulary, _vocabulary()),
        "lineage": _table(Lineage, _lineage()),
        "axes": _table(Axes, _axes(findings, outlets)),
        "gaps": _table(Gaps, _gaps(outlets)),
        "frame_readings": _table(FrameReadings, _readings(findings)),
        "tellings": _table(Tellings, _tellings(findings)),
        "layout": {name: (0.1 * n, 0.05 * (n % 3)) for n, name in enumerate(outlets)},
        "tree": (
            (outlets[0], outlets[1], 0.2),
            (f"{outlets[0]}\t{outlets[1]}", outlets[2], 0.4),
        ),
        "axis_book": (Axis("hope", "Hope – threat", "hope", "threat", {}, {}),),
        "term_titles": {"call": "What the call is called"},
    }


def _table(schema, rows):
    return schema.validate(
        pl.DataFrame(rows, schema=schema.create_empty().schema, orient="row"), cast=True
    )


def _find(findings, word):
    line = next(one for one in findings.coverage.line.values() if word in one.text)
    start = line.start + line.text.index(word)
    return line, start, start + len(word)


def _glosses(findings):
    """The first word of each passage that is not English."""
    return [
        (line.passage_id, line.start, line.start + len(line.text.split()[0]), "first, foremost")
        for line in findings.coverage.line.values()
        if line.trust is not None
    ]


def _terms(findings):
    rows = []
    for outlet, variant, word, language, voice in (
        ("Новый Курьер", "разговор", "Разговор", "ru", "own"),
        ("Новый Курьер", "разговор", "Разговор", "ru", "quoted"),
        ("Capitol Wire", "call", "call", "en", "own"),
    ):
        line, start, end = _find(findings, word)
        rows.append(
            {
                "outlet": outlet,
                "concept": "call",
                "label": "conversation" if language == "ru" else "call",
                "variant": variant,
                "language": language,
                "voice": voice,
                "count": 1,
                "words": 80,
                "rate": 12.5,
                "low": 0.0 if language == "ru" else None,
                "high": 20.0 if language == "ru" else None,
                "articles": 1,
                "speakers": ["Dmitry Peskov"] if voice == "quoted" else [],
                "examples": [{"passage_id": line.passage_id, "start": start, "end": end}],
            }
        )
    return rows


def _voices(findings):
    rows = []
    for text, speaker, kind, stance, verb, resolution in (
        ("the White House said", "White House", "indirect", "neutral", "say", "named"),
        ("very good", "Donald Trump", "direct", "endorsing", "hail", "named"),
        ("Спорт снова соединяет", None, "direct", "neutral", None, "unknown"),
        ("Кремль вимагає", "Kremlin", "indirect", "doubting", "вимагати", "role"),
    ):
        line, start, end = _find(findings, text)
        rows.append(
            {
                "article_id": line.article_id,
                "part": "headline" if line.part == "headline" else "body",
                "start": start,
                "end": end,
                "outlet": line.face.name,
                "language": line.language,
                "passage_id": line.passage_id,
                "kind": kind,
                "speaker": speaker,
                "speaker_surface": speaker,
                "resolution": resolution,
                "verb": verb,
                "stance": stance,
                "words": len(text.split()),
            }
        )
    return rows


def _voice_shares():
    return [
        {
            "outlet": outlet,
            "speaker": speaker,
            "words": words,
            "share": share,
            "low": None,
            "high": None,
            "quotes": quotes,
            "paraphrases": 1,
            "doubting": doubting,
            "endorsing": endorsing,
            "articles": 1,
        }
        for outlet, speaker, words, share, quotes, doubting, endorsing in (
            ("Capitol Wire", "Donald Trump", 2, 1.0, 1, 0, 1),
            ("Capitol Wire", "White House", 0, 0.0, 0, 0, 0),
            ("Дзвін", "Kremlin", 4, 0.5, 1, 1, 0),
            ("Дзвін", "", 4, 0.5, 1, 0, 0),
        )
    ]


def _vocabulary():
    return [
        {
            "level": level,
            "group": group,
            "kind": kind,
            "lemma": lemma,
            "read": read,
            "count": 3.0,
            "rate": 12.5,
            "rate_elsewhere": 1.5,
            "articles": 2,
            "log_odds": 1.1,
            "z": z,
            "q": q,
        }
        for level, group, kind, lemma, read, z, q in (
            ("language", "ru", "word", "hockey", "english", 3.1, 0.01),
            ("language", "uk", "name", "sumy", "english", 2.0, 0.2),
            ("outlet", "Новый Курьер", "word", "спорт", "original", 1.5, 0.4),
        )
    ]


def _lineage():
    return [
        {
            "family_id": "f01",
            "article_id": article,
            "outlet": outlet,
            "language": language,
            "role": role,
            "likeness": likeness,
            "edited": edited,
            "dropped": dropped,
        }
        for article, outlet, language, role, likeness, edited, dropped in (
            ("01-piece", "Новый Курьер", "ru", "origin", 1.0, [], []),
            (
                *("03-piece", "Ледовый Вестник", "ru", "reprint", 0.71),
                *(["03-piece-0001"], ["01-piece-0004"]),
            ),
        )
    ]


def _axes(findings, outlets):
    keys = list(findings.coverage.line)
    rows = []
    for number, (level, group) in enumerate(
        [("language", "ru"), ("language", "uk"), *(("outlet", name) for name in outlets)]
    ):
        bias = 0.02 * (number - 3)
        known = number % 2 == 0
        rows.append(
            {
                "level": level,
                "group": group,
                "axis": "hope",
                "bias": bias,
                "low": bias - 0.01 if known else None,
                "high": bias + 0.02 if known else None,
                "intensity": 0.03,
                "intensity_low": None,
                "intensity_high": None,
                "articles": 1,
                "towards_positive": keys[number : number + 1],
                "towards_negative": keys[number + 1 : number + 2],
            }
        )
    return rows


def _gaps(outlets):
    pairs = [("language", "ru", "uk"), ("language", "en", "ru")]
    pairs += [("outlet", outlets[n], outlets[n + 1]) for n in range(len(outlets) - 1)]
    return [
        {
            "level": level,
            "left": left,
            "right": right,
            "distance": 0.3 + 0.05 * number,
            "low": 0.2 if number < 2 else None,
            "high": 0.5 if number < 2 else None,
            "by_chance": 0.21 if number < 2 else None,
            "p": 0.01 if number == 0 else 0.4 if number == 1 else None,
            "q": 0.02 if number == 0 else 0.4 if number == 1 else None,
        }
        for number, (level, left, right) in enumerate(pairs)
    ]


def _readings(findings):
    return [
        {
            "outlet": face.name,
            "language": face.language,
            "frame": "normalcy",
            "original": 0.5,
            "english": 0.2 if face.language == "ru" else 0.5,
            "agreement": 0.6 if face.language == "ru" else None,
        }
        for face in findings.coverage.faces
    ]


def _tellings(findings):
    rows = []
    for claim, word, clause in (
        ("refused", "full ceasefire", "that Ukraine had accepted"),
        ("halt", "паузе в ударах", "о хоккее"),
    ):
        line, start, end = _find(findings, word)
        _, clause_start, clause_end = _find(findings, clause)
        rows.append(
            {
                "claim_id": claim,
                "passage_id": line.passage_id,
                "outlet": line.face.name,
                "verbs": ["agree"],
                "stances": ["endorsing"],
                "hedges": [{"start": line.start, "end": line.start + 5}],
                "terms": [
                    {
                        "concept": "truce",
                        "label": "ceasefire",
                        "start": start,
                        "end": end,
                        "quoted": True,
                    }
                ],
                "numbers_added": ["30"],
                "numbers_missing": ["175", "22"],
                "clauses_added": [{"start": clause_start, "end": clause_end}],
            }
        )
    return rows
