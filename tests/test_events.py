"""An event from files to report: rerun, changed, broken, killed half-way, short of disk."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from jobs import events
from jobs.events import Options, check_event, event_folders, run_event
from jobs.problems import Problem
from tests import stand_ins

MADE_AT = datetime(2025, 3, 20, 6, 30, tzinfo=UTC)
INPUTS = Path(__file__).parents[1] / "inputs"

EVENT = """
title = "A bridge is opened"
date = 2025-03-18
description = "A bridge is opened."
[[outlets]]
name = "Ledger"
language = "en"
[[outlets]]
name = "Вести"
language = "ru"
[[outlets]]
name = "Вісті"
language = "uk"
"""

ENGLISH = """---
outlet: Ledger
title: Bridge opened over the river Orel
published: 2025-03-18T10:00:00Z
---
The new bridge over the river Orel was opened on Tuesday after nine years of work.

The mayor said that the bridge had cost forty million. Drivers waited for hours at the toll gate.

Engineers will inspect the cables every month, the ministry of transport announced.
"""
RUSSIAN = """---
outlet: Вести
title: Через Орёл открыли мост
published: 2025-03-18T11:00:00Z
---
Новый мост через реку Орёл открыли во вторник после девяти лет строительства.

Мэр сказал, что мост обошёлся в сорок миллионов. Водители часами ждали у пункта оплаты проезда.

Инженеры будут осматривать тросы каждый месяц, сообщили в министерстве транспорта.
"""
UKRAINIAN = """---
outlet: Вісті
title: Через Оріль відкрили міст
published: 2025-03-18T12:00:00Z
---
Новий міст через річку Оріль відкрили у вівторок після дев'яти років будівництва.

Мер сказав, що міст обійшовся у сорок мільйонів. Водії годинами чекали біля пункту оплати.

Інженери щомісяця оглядатимуть троси, повідомили в міністерстві транспорту.
"""


FRAMES = """
[neutral]
en = ["The talks were held on Tuesday.", "He was born in 1961.", "It rained."]
ru = ["Переговоры прошли во вторник.", "Он родился в 1961 году.", "Шёл дождь."]
uk = ["Переговори відбулися у вівторок.", "Він народився 1961 року.", "Падав дощ."]
"""
for name, en, ru, uk in (
    (
        "cost",
        "The bridge cost forty million.",
        "Мост обошёлся в миллионы.",
        "Міст коштував багато.",
    ),
    ("safety", "Engineers inspect the cables.", "Инженеры осмотрят тросы.", "Оглянуть троси."),
):
    FRAMES += f"""
[frames.{name}]
title = "{name.title()}"
seeds = {{ en = ["{en}"], ru = ["{ru}"], uk = ["{uk}"] }}
paraphrases = {{ en = ["{en} Yes."], ru = ["{ru} Да."], uk = ["{uk} Так."] }}
"""


AXES = """
[axes.hope]
title = "Hope"
positive = "hope"
negative = "fear"
positive_pole = { en = ["All will be well."], ru = ["Всё будет хорошо."], uk = ["Все буде добре."] }
negative_pole = { en = ["It will collapse."], ru = ["Он рухнет."], uk = ["Він упаде."] }
"""


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    folder = tmp_path / "inputs" / "bridge"
    (folder / "articles").mkdir(parents=True)
    (folder / "event.toml").write_text(EVENT)
    for name, text in (("en", ENGLISH), ("ru", RUSSIAN), ("uk", UKRAINIAN)):
        (folder / "articles" / f"{name}.md").write_text(text)
    (tmp_path / "inputs" / "frames.toml").write_text(FRAMES)
    (tmp_path / "inputs" / "axes.toml").write_text(AXES)
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(events, "load_models", stand_ins.load_models)
    # The program does not change while its tests run, whoever may be editing it.
    monkeypatch.setattr("jobs.fingerprints.program_fingerprint", lambda: "this program")
    return tmp_path / "inputs"


def run(inputs, reports="reports", options=Options(), made_at=MADE_AT):  # noqa: B008  frozen
    return run_event(inputs / "bridge", inputs, inputs.parent / reports, options, made_at)


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_report_has_its_page_its_summary_and_every_table(inputs):
    outcome = run(inputs)
    assert outcome.status == "written"
    assert outcome.gaps == ()
    assert "Bridge opened over the river Orel" in outcome.page.read_text()
    tables = {path.stem for path in (outcome.page.parent / "tables").iterdir()}
    assert tables >= {
        "articles", "set_aside", "passages", "translations", "vectors", "matches", "claims",
        "omissions", "frames", "frame_shares", "terms", "voices", "vocabulary", "lineage",
    }  # fmt: skip
    summary = json.loads((outcome.page.parent / "report.json").read_text())
    assert summary["counts"]["articles"] == 3


def test_the_tables_lead_back_to_the_original_words(inputs):
    folder = run(inputs).page.parent / "tables"
    articles = {
        row["article_id"]: row for row in pl.read_parquet(folder / "articles.parquet").to_dicts()
    }
    for passage in pl.read_parquet(folder / "passages.parquet").to_dicts():
        text = articles[passage["article_id"]]["title" if passage["part"] == "headline" else "body"]
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_nothing_changed_redoes_nothing(inputs):
    first = run(inputs)
    before = content(first.page.parent)
    again = run(inputs, made_at=datetime(2025, 4, 1, tzinfo=UTC))
    assert again.status == "unchanged"
    assert content(first.page.parent) == before


@pytest.mark.parametrize("change", ["article", "settings", "book", "removed"])
def test_what_changed_is_run_again(inputs, change):
    run(inputs)
    folder = inputs / "bridge"
    if change == "article":
        (folder / "articles" / "en.md").write_text(ENGLISH.replace("forty", "fifty"))
    elif change == "settings":
        (folder / "event.toml").write_text(EVENT.replace("A bridge is opened.", "It is open."))
    elif change == "book":
        (inputs / "frames.toml").write_text(FRAMES.replace("It rained.", "It snowed."))
    else:
        (folder / "articles" / "uk.md").unlink()
    assert run(inputs).status == "written"


def test_the_same_inputs_give_the_same_bytes(inputs):
    first = content(run(inputs, "one").page.parent)
    second = content(run(inputs, "two").page.parent)
    assert first == second


def test_one_bad_article_never_stops_a_run_and_is_listed(inputs):
    articles = inputs / "bridge" / "articles"
    (articles / "empty.md").write_text("")
    (articles / "picture.md").write_bytes(bytes(range(256)) * 20)
    (articles / "stranger.md").write_text(ENGLISH.replace("outlet: Ledger", "outlet: Nobody"))
    outcome = run(inputs)
    assert outcome.gaps == ("3 files set aside",)
    page = outcome.page.read_text()
    for name in ("empty.md", "picture.md", "stranger.md"):
        assert name in page


def test_a_report_that_cannot_be_made_leaves_the_old_one(inputs):
    outcome = run(inputs)
    before = content(outcome.page.parent)
    shutil.rmtree(inputs / "bridge" / "articles")
    with pytest.raises(Problem, match="no article could be used"):
        run(inputs)
    assert content(outcome.page.parent) == before


def test_a_reports_folder_that_cannot_be_written_is_told_before_any_model_works(inputs):
    (inputs.parent / "reports").write_text("a file where the folder should be")
    stages = []
    with pytest.raises(Problem, match="reports: cannot be written"):
        run_event(
            inputs / "bridge",
            inputs,
            inputs.parent / "reports",
            Options(),
            MADE_AT,
            lambda stage, done, total: stages.append(stage),
        )
    assert stages == []


def test_checking_reads_and_says_but_writes_nothing(inputs):
    (inputs / "bridge" / "articles" / "empty.md").write_text("")
    checked = check_event(inputs / "bridge", inputs)
    assert checked.articles.height == 3
    assert checked.set_aside["source_file"].to_list() == ["empty.md"]
    assert not (inputs.parent / "reports").exists()


def test_an_event_that_is_not_there_is_named_with_those_that_are(inputs):
    with pytest.raises(Problem, match=r"brigde.*no event\.toml.*\(bridge\)"):
        event_folders(inputs, ["brigde"])


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from jobs import events, store
from tests import stand_ins

events.load_models = stand_ins.load_models
inputs, stage = Path(sys.argv[1]), sys.argv[2]
moves = 0

def kill_at(now, done, total):
    if now == stage:
        os.kill(os.getpid(), signal.SIGKILL)

if stage == "publishing":
    replace = Path.replace
    def count(self, target):
        global moves
        moves += 1
        if moves == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(self, target)
    Path.replace = count

events.run_event(
    inputs / "bridge", inputs, inputs.parent / "killed", events.Options(),
    datetime(2025, 3, 20, 6, 30, tzinfo=UTC), kill_at,
)
"""


@pytest.mark.parametrize(
    "stage", ["translate", "encode", "words", "matches", "measures", "report", "publishing"]
)
def test_a_run_killed_in_any_stage_ends_in_the_same_bytes_when_rerun(inputs, stage):
    undisturbed = content(run(inputs, "undisturbed").page.parent)
    shutil.rmtree(inputs.parent / "cache")
    process = subprocess.run(
        [sys.executable, "-c", KILLED, str(inputs), stage],
        cwd=INPUTS.parent,
        env={**os.environ, "PYTHONPATH": str(INPUTS.parent)},
        capture_output=True,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr.decode()
    assert events.published(inputs.parent / "killed" / "bridge") is None
    outcome = run(inputs, "killed")
    assert outcome.status == "written"
    left = content(outcome.page.parent)
    drafts = {name for name in left if name.endswith(".draft")}
    assert {name: left[name] for name in left.keys() - drafts} == undisturbed
