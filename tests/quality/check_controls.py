"""Controls: coverage whose answer is known, through the whole pipeline with the built-in models.

``control-three-languages`` is one text in three languages: whatever gap or omission it shows is our
own doing. ``control-planted`` has known angles, terms, quotations, omissions and a reprint, and
all must come back. ``python -m tests.quality.check_controls --save`` keeps the result where the
reports cite it.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jobs import __version__
from jobs.adapters.sources import read_drafts
from jobs.paths import store_file
from jobs.pipeline import Tables, analyse, load_models
from jobs.report.controls import FILE
from jobs.report.model import Findings
from jobs.report.publish import json_text
from jobs.settings import load_event
from jobs.settings.books import load_books
from jobs.store import Store, write_whole
from tests.quality.check import Bench, Score

INPUTS = Path(__file__).parents[2] / "inputs"


class Controls:
    """``three_languages.*`` count what must not be there, ``planted.*`` are shares found again."""

    name = "controls"
    needs_ntrex = False

    def run(self, bench: Bench) -> Iterator[Score]:
        yield from _three_languages(*_analysed("control-three-languages"))
        findings, tables = _analysed("control-planted")
        planted = json.loads((INPUTS / "control-planted" / "planted.json").read_text("utf-8"))
        for kind, found in (
            ("angles", _angles(planted, tables)),
            ("terms", _terms(planted, tables)),
            ("quotes", _quotes(planted, findings)),
            ("omissions", _omissions(planted, tables)),
            ("reprints", _reprints(planted, tables)),
        ):
            yield Score(
                f"controls.planted.{kind}",
                sum(found.values()) / len(found),
                "; ".join(name for name, right in found.items() if not right)
                or f"all {len(found)}",
            )


@cache
def _analysed(name: str) -> tuple[Findings, Tables]:
    folder = INPUTS / name
    event = load_event(folder)
    store = Store(store_file())
    try:
        models = load_models(event, store)
        drafts = read_drafts(folder / "articles", event.columns)
        return analyse(event, drafts, models, load_books(INPUTS, folder))
    finally:
        store.close()


def _three_languages(findings: Findings, tables: Tables) -> Iterator[Score]:
    gaps = tables["gaps"].filter(pl.col("p").is_not_null())
    real = gaps.filter(pl.col("q") < 0.05).height
    yield Score("controls.three_languages.gaps", float(real), f"of {gaps.height} tested")
    unsaid = tables["omissions"]
    omitted = unsaid.filter(pl.col("verdict") == "omitted").height
    cells = findings.claims["claim_id"].n_unique() * findings.articles["outlet"].n_unique()
    yield Score("controls.three_languages.omissions", omitted / max(1, cells), f"of {cells} cells")


Found = dict[str, bool]


def _angles(planted: Mapping[str, Any], tables: Tables) -> Found:
    """Whether the planted angle is the one that sets the outlet apart most."""
    names = {one["frame"] for one in planted["angles"]}
    shares = tables["frame_shares"].filter(pl.col("frame").is_in(names))
    apart = shares.with_columns(over=pl.col("share") - pl.col("share").mean().over("frame"))
    found = {}
    for one in planted["angles"]:
        mine = apart.filter(pl.col("outlet") == one["outlet"]).sort("over", descending=True)
        found[f"{one['outlet']}: {one['frame']}"] = mine["frame"][0] == one["frame"]
    return found


def _terms(planted: Mapping[str, Any], tables: Tables) -> Found:
    """Whether each term is counted exactly, and its quoted uses apart."""
    counted = {
        (row["outlet"], row["concept"], row["label"], row["voice"]): row["count"]
        for row in tables["terms"]
        .group_by("outlet", "concept", "label", "voice")
        .agg(pl.col("count").sum())
        .iter_rows(named=True)
    }
    found = {}
    for one in planted["terms"]:
        key = (one["outlet"], one["concept"], one["label"])
        quoted = counted.get((*key, "quoted"), 0)
        own = counted.get((*key, "own"), 0)
        found[": ".join(key)] = (own + quoted, quoted) == (one["count"], one["quoted"])
    return found


def _quotes(planted: Mapping[str, Any], findings: Findings) -> Found:
    """Whether the words, the speaker and the stance of the verb come back."""
    texts = {
        row["article_id"]: (row["source_file"], row["title"], row["body"])
        for row in findings.articles.iter_rows(named=True)
    }
    said = []
    assert findings.voices is not None
    for row in findings.voices.iter_rows(named=True):
        file, title, body = texts[row["article_id"]]
        words = (title if row["part"] == "headline" else body)[row["start"] : row["end"]]
        said.append((file, row["kind"], row["speaker"], row["stance"], _plain(words)))
    found = {}
    for one in planted["quotes"]:
        words, sentence = _plain(one["words"] or ""), _plain(one["sentence"])
        found[f"{one['article']}: {one['actor']}"] = any(
            file == one["article"]
            and kind == one["kind"]
            and speaker == one["actor"]
            and stance == one["stance"]
            and (theirs in sentence if not words else words in theirs or theirs in words)
            for file, kind, speaker, stance, theirs in said
        )
    return found


def _omissions(planted: Mapping[str, Any], tables: Tables) -> Found:
    """Whether a claim that an outlet leaves out is called omitted there."""
    passages = tables["passages"]
    claims = dict(tables["claims"].select("passage_id", "claim_id").iter_rows())
    verdicts = {
        (row["claim_id"], row["outlet"]): row["verdict"]
        for row in tables["omissions"].iter_rows(named=True)
    }
    told = {one["claim"]: one["told"] for one in planted["claims"]}
    found = {}
    for one in planted["omissions"]:
        ours: set[str] = set()
        for outlet, sentences in told[one["claim"]].items():
            here = passages.filter(pl.col("outlet") == outlet)
            for sentence in sentences:
                for passage_id, text in here.select("passage_id", "text").iter_rows():
                    if _plain(sentence) in _plain(text) and passage_id in claims:
                        ours.add(claims[passage_id])
        found[f"{one['claim']}: {one['outlet']}"] = any(
            verdicts.get((claim, one["outlet"])) == "omitted" for claim in ours
        )
    return found


def _reprints(planted: Mapping[str, Any], tables: Tables) -> Found:
    files = dict(tables["articles"].select("article_id", "source_file").iter_rows())
    family: dict[str, dict[str, str]] = {}
    for row in tables["lineage"].iter_rows(named=True):
        family.setdefault(row["family_id"], {})[files[row["article_id"]]] = row["role"]
    return {
        one["copy"]: any(
            roles.get(one["origin"]) == "origin" and roles.get(one["copy"]) == "reprint"
            for roles in family.values()
        )
        for one in planted["reprints"]
    }


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


CHECK = Controls()

EXPECTED = {
    "controls.three_languages.gaps": ("One text in three languages: framing gaps", "none"),
    "controls.three_languages.omissions": ("One text in three languages: omissions", "none"),
    "controls.planted.angles": ("Planted angles found again", "all"),
    "controls.planted.terms": ("Planted terms counted exactly", "all"),
    "controls.planted.quotes": ("Planted quotations with speaker and stance", "all"),
    "controls.planted.omissions": ("Planted omissions called omitted", "at least 90 %"),
    "controls.planted.reprints": ("Planted reprint recognised", "all"),
}


def main() -> None:
    """Run the controls, print them, and with --save keep what they gave."""
    rows = []
    for score in CHECK.run(Bench(None)):
        name, expected = EXPECTED[score.name]
        planted = ".planted." in score.name
        found = f"{score.value:.0%}" if planted or score.value else "none"
        least = 0.9 if score.name.endswith("omissions") else 1.0
        passed = score.value >= least if planted else score.value == 0
        rows.append({"name": name, "expected": expected, "found": found, "passed": passed})
        print(f"{'ok  ' if passed else 'MISS'} {name}: {found} ({score.note})")
    if "--save" in sys.argv[1:]:
        write_whole(FILE, json_text({"version": __version__, "controls": rows}))


if __name__ == "__main__":
    main()
