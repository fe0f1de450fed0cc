"""The page for the made-up event, kept as a file: a change to it is a change one reads first."""

import re
from pathlib import Path

import pytest

from jobs.report.render import render, render_index
from jobs.report.summary import summary
from tests.report.fixtures import MADE_AT, make_findings, with_measures

GOLDEN = Path(__file__).parents[1] / "golden"
SCRUBS = (
    (r"(?<=<style>).*?(?=</style>)", "CSS"),  # looked at in the browser tests, not here
    (r"(?<=<script>).*?(?=</script>)", "JS"),
    (r"sha256-[A-Za-z0-9+/=]+", "sha256-HASH"),
    (r"20 March 2025, 06:30 UTC", "MADE-AT"),
    (r"0\.0\.0-test", "VERSION"),
)


def scrubbed(text):
    for pattern, stand_in in SCRUBS:
        text = re.sub(pattern, stand_in, text, flags=re.DOTALL)
    return text


@pytest.mark.parametrize("name", ["report.html", "index.html"])
def test_the_page_is_as_it_was(name, request):
    made = (
        render(with_measures(make_findings()), MADE_AT, strict=True).pages["index.html"]
        if name == "report.html"
        else render_index([])
    )
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(scrubbed(made), encoding="utf-8")
    assert scrubbed(made) == path.read_text(encoding="utf-8"), (
        "The page has changed. If it should: pytest tests/report --update-golden, read the diff."
    )


def test_the_summary_names_all_that_the_page_shows():
    told = summary(make_findings(), MADE_AT)
    assert told["counts"] == {
        "articles": 9,
        "outlets": 7,
        "languages": ["ru", "uk", "en"],
        "passages": 29,
        "matches": 0,
        "claims": 7,
        "set_aside": 1,
    }
    assert told["made_at"] == "2025-03-20T06:30:00+00:00"
    outlet = next(one for one in told["outlets"] if one["name"] == "Ледовый Вестник")
    assert outlet["frames"]["normalcy"]["share"] == 1.0
    assert outlet["frames"]["normalcy"]["low"] is None
    claim = told["claims"][0]
    assert {one["claim_id"] for one in told["omissions"]} <= {c["claim_id"] for c in told["claims"]}
    assert len(claim["outlets"]) == 3
    assert told["set_aside"] == [{"source_file": "10-empty.md", "reason": "The file is empty."}]
