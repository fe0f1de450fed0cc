"""Speakers of sentences written for this project in the manner of news: voices_gold.jsonl.

Of sentences 60 to 99, written before the rules had seen them, 34 were right at first (November
2026); the rules have been mended since, so the floor says only that what was right stays right.
"""

import json
from pathlib import Path

import pytest

GOLD = Path(__file__).with_name("voices_gold.jsonl")
FLOOR = 0.97  # share of sentences with every speaker found and none invented


def cases():
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def right(table, expected):
    """Whether all expected rows are there, and no quotation goes to anybody else."""
    found = [list(row) for row in table.select("kind", "speaker").iter_rows()]
    for said in expected:
        if said not in found:
            return False
        found.remove(said)
    return all(kind == "indirect" for kind, _ in found)


def test_speakers_of_the_gold_sentences_are_found(hear):
    results = [right(hear(("A", one["language"], one["text"])), one["said"]) for one in cases()]
    assert sum(results) / len(results) >= FLOOR


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_there_are_at_least_30_sentences_a_language(language):
    assert sum(one["language"] == language for one in cases()) >= 30
