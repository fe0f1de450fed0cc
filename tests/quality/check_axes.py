"""Axes on pole sentences that were written apart: how many fall on the side of their own pole.

Nothing of ``labelled/axes.jsonl`` goes into the axes; one hand wrote it without having seen theirs.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jobs.measures.axes import pole_texts, rule
from jobs.ports import LANGUAGES
from jobs.settings import load_axes
from jobs.stages.encode import encode
from tests.quality.check import Bench, Score

BOOK = Path(__file__).resolve().parents[2] / "inputs" / "axes.toml"
LABELLED = Path(__file__).with_name("labelled") / "axes.jsonl"


@dataclass(frozen=True)
class AxesCheck:
    """Accuracy by axis over all languages, and by language over all axes; chance is 0.5."""

    name: str = "axes"
    needs_ntrex: bool = False

    def run(self, bench: Bench) -> Iterator[Score]:
        along = load_axes([BOOK])
        both = (bench.encoder, bench.reader)
        ruler = rule(along, [encode(pole_texts(along), encoder) for encoder in both])
        lines = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
        column = {axis.name: number for number, axis in enumerate(along)}
        right: dict[tuple[str, str], np.ndarray] = {}
        for language in LANGUAGES:
            texts = [line[language] for line in lines]
            places = ruler.places(
                [encoder.encode(texts).vectors for encoder in both], [language] * len(texts)
            )
            for axis in along:
                mine = [row for row, line in enumerate(lines) if line["axis"] == axis.name]
                positive = np.array([lines[row]["pole"] == "positive" for row in mine])
                right[axis.name, language] = (places[mine, column[axis.name]] > 0) == positive
        for axis in along:
            hits = np.concatenate([right[axis.name, language] for language in LANGUAGES])
            yield Score(f"axes.{axis.name}.accuracy", float(hits.mean()), f"{len(hits)} sentences")
        for language in LANGUAGES:
            hits = np.concatenate([right[axis.name, language] for axis in along])
            yield Score(f"axes.{language}.accuracy", float(hits.mean()), f"{len(hits)} sentences")


CHECK = AxesCheck()
