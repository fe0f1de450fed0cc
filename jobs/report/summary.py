"""``report.json``: what the report says, for other tools."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from jobs.report.faces import Face
from jobs.report.model import Findings
from jobs.report.points import points


def summary(findings: Findings, made_at: datetime) -> dict[str, Any]:
    """Everything the page says that is a number or a name, ready for JSON.

    Shares are 0–1, times are ISO 8601 in UTC, texts are whole. Outlets stand in the order of the
    page, claims most widely told first.
    """
    coverage, event, known = findings.coverage, findings.event, findings.provenance
    return {
        "event": {
            "name": event.name,
            "title": event.title,
            "date": event.date.isoformat(),
            "description": event.description,
        },
        "made_at": made_at.isoformat(),
        "provenance": {
            "version": known.project_version,
            "seed": known.seed,
            "translator": asdict(known.translator),
            "encoder": asdict(known.encoder),
            "lemmatiser": asdict(known.lemmatiser) if known.lemmatiser else None,
            "settings": dict(known.settings),
            "fingerprints": dict(known.fingerprints),
            "notes": list(known.notes),
            "controls": None if known.controls is None else [asdict(one) for one in known.controls],
            "command": known.command,
        },
        "counts": {
            "articles": len(coverage.stories),
            "outlets": len(coverage.faces),
            "languages": list(coverage.languages),
            "passages": findings.passages.height,
            "matches": findings.matches.height,
            "claims": len(findings.claim_book),
            "set_aside": findings.set_aside.height,
        },
        "findings": [
            {
                "kind": one.kind,
                "figure": one.figure,
                "text": one.text,
                "quote": one.quote,
                "hedge": one.hedge,
            }
            for one in points(findings)
        ],
        "outlets": [_outlet(findings, face) for face in coverage.faces],
        "articles": [
            {
                "article_id": one.article_id,
                "outlet": one.face.name,
                "language": one.language,
                "title": one.title,
                "url": one.url,
                "published_at": one.published_at.isoformat() if one.published_at else None,
                "words": one.words,
                "source_file": one.source_file,
            }
            for one in coverage.stories
        ],
        "frames": [
            {"name": one.name, "title": one.title, "kind": one.kind} for one in coverage.frames
        ],
        "claims": [
            {
                "claim_id": claim.claim_id,
                "label": claim.label.english or claim.label.text,
                "label_original": claim.label.text,
                "label_language": claim.label.language,
                "outlets": list(claim.said),
            }
            for claim in findings.claim_book
        ],
        "omissions": [
            {
                "claim_id": claim.claim_id,
                "outlet": one.face.name,
                "verdict": one.verdict,
                "power": one.power,
                "nearest_similarity": one.similarity,
            }
            for claim in findings.claim_book
            for one in claim.unsaid.values()
            if one.power is not None
        ],
        "set_aside": findings.set_aside.sort("source_file").to_dicts(),
    }


def _outlet(findings: Findings, face: Face) -> dict[str, Any]:
    rows = {
        row["frame"]: row
        for row in findings.frame_shares.iter_rows(named=True)
        if row["outlet"] == face.name
    }
    return {
        "name": face.name,
        "language": face.language,
        "country": face.country,
        "kind": face.kind,
        "articles": face.articles,
        "passages": face.passages,
        "frames": {
            one.name: {
                key: rows[one.name][key]
                for key in ("share", "low", "high", "passages", "articles", "prominence")
            }
            for one in findings.coverage.frames
            if one.name in rows
        },
    }
