"""What the compact translator is taught with: well formed, and none of it what judges it."""

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from tests.quality.test_labelled import runs

ROOT = Path(__file__).parents[2]
TRANSLATOR = ROOT / "models" / "compact-translator"
FILES = {
    folder: sorted((TRANSLATOR / folder).glob("*.tsv"))
    for folder in ("news", "articles", "dispatches", "desks", "constructions")
}
CYRILLIC = re.compile(r"[Ѐ-ԯ]")


@pytest.fixture(scope="module")
def judged() -> set[tuple[str, ...]]:
    """What six words in a row the articles, their references and the labelled sentences have."""
    articles = (p.read_text("utf-8") for p in ROOT.glob("inputs/*/articles/**/*") if p.is_file())
    written = (
        value
        for path in ROOT.glob("tests/quality/**/*.jsonl")
        for line in path.read_text("utf-8").splitlines()
        for value in json.loads(line).values()
        if isinstance(value, str)
    )
    return set().union(*map(runs, chain(articles, written)))


@pytest.mark.parametrize(
    "path", list(chain(*FILES.values())), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_pairs_are_well_formed_and_share_nothing_with_what_is_judged(
    path: Path, judged: set[tuple[str, ...]]
) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == len({line.split("\t")[0] for line in lines})
    for line in lines:
        source, english = line.split("\t")
        assert CYRILLIC.search(source), line
        assert english.strip(), line
        assert not CYRILLIC.search(english), line
        assert judged.isdisjoint(runs(source) | runs(english)), line


@pytest.mark.parametrize("folder", FILES)
def test_there_are_some(folder: str) -> None:
    assert len({path.stem.split(".")[0] for path in FILES[folder]}) >= 8
    assert {path.suffixes[0] for path in FILES[folder]} == {".ru", ".uk"}
