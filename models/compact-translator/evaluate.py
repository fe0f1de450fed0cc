"""Measure the compact translator: BLEU, chrF2, names, numbers, speed, memory.

    python models/compact-translator/evaluate.py --test ntrex.tsv --language uk
    python models/compact-translator/evaluate.py --test ntrex.tsv --language uk --adapter FILE
    python models/compact-translator/evaluate.py --test ntrex.tsv --language uk --unadapted

The test file has a header line and the columns document, en, ru, uk. One system in one process,
so that the peak of memory is its own. With --outputs FILE each sentence's source, reference,
hypothesis, score and chrF2 are written as JSON lines.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
from sacrebleu.metrics import BLEU, CHRF

from jobs.adapters import gemma
from jobs.adapters.translators import Choice
from jobs.adapters.translators.compact import (
    BEAM,
    Compact,
    Ctranslate2Engine,
    load_model,
)
from jobs.adapters.translators.compact_clauses import ByClause
from jobs.adapters.translators.compact_decoder import Decoder, Rules, Written, as_it_stands
from jobs.adapters.translators.compact_glosses import Glosses
from jobs.adapters.translators.compact_model import ADAPTER
from jobs.adapters.translators.compact_pieces import Pieces
from jobs.adapters.translators.compact_weights import (
    Adapter,
    merge,
    read_adapter,
    read_base,
    write_model,
)
from jobs.ports import LANGUAGE_NAMES, Failure, Translator

sys.path.insert(0, str(Path(__file__).parents[2]))  # tests are not installed
from tests.quality.models import AsReported, built_in_encoder

NAME = re.compile(r"(?<![.!?…:\"“”'»]\s)(?<!^)\b[A-Z][A-Za-z’'-]+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

# Written for this file; the unadapted model has to be shown what is wanted.
EXAMPLES = {
    "ru": (
        ("Погода сегодня хорошая.", "The weather is good today."),
        ("Министр заявил, что переговоры пройдут в пятницу.",
         "The minister said that the talks would take place on Friday."),
        ("По словам полиции, пострадали три человека.",
         "According to the police, three people were injured."),
    ),
    "uk": (
        ("Погода сьогодні гарна.", "The weather is good today."),
        ("Міністр заявив, що переговори відбудуться у п'ятницю.",
         "The minister said that the talks would take place on Friday."),
        ("За словами поліції, постраждали троє людей.",
         "According to the police, three people were injured."),
    ),
}  # fmt: skip


class Shown:
    """An engine that is shown examples before each prompt."""

    def __init__(self, inner: Ctranslate2Engine, shown: list[str]) -> None:
        self.inner, self.shown = inner, shown

    def write(self, prompts: list[list[str]], most: int, rules: Rules) -> list[Written]:
        longer = [[prompt[0], *self.shown, *prompt[1:]] for prompt in prompts]
        return self.inner.write(longer, most, rules)


def load(path: Path | None) -> Adapter:
    """An adapter file; the first, which had no vocabulary cut, gets that of the current one.

    ``None`` is no adapter at all, with that same cut.
    """
    current = read_adapter(ADAPTER)
    if path is None:
        return Adapter(current.kept, np.zeros(0, np.int64), np.zeros((0, 640), np.float32), {})
    from safetensors.torch import load_file

    raw = load_file(path)
    if "pieces" in raw:
        return read_adapter(path)
    changes = {name: value.float().numpy() for name, value in raw.items()}
    return Adapter(current.kept, np.zeros(0, np.int64), np.zeros((0, 640), np.float32), changes)


def build(adapter: Adapter, full: bool, beam: int) -> tuple[Pieces, Ctranslate2Engine]:
    """Convert, in a passing folder; with the whole vocabulary if ``full``."""
    kept = np.arange(262_144) if full else adapter.kept
    rows = adapter.kept[adapter.movers] if full else adapter.movers
    with tempfile.TemporaryDirectory() as folder:
        gguf = Path(folder) / "base.gguf"
        gemma.assemble(gguf)
        base = read_base(gguf, kept)
        pieces = Pieces(base.tokenizer, kept.tolist())
        moved = Adapter(kept, rows, adapter.moved, adapter.changes)
        write_model(merge(base, moved), pieces.kept, Path(folder) / "model")
        return pieces, Ctranslate2Engine(load_model(Path(folder) / "model"), beam)


def alone(chosen: argparse.Namespace) -> Decoder:
    """The model by itself, with examples before each sentence where it is not adapted."""
    pieces, engine = build(
        load(None if chosen.unadapted else chosen.adapter), chosen.full_vocabulary, chosen.beam
    )
    if not chosen.unadapted:
        gloss = as_it_stands if chosen.no_glosses else Glosses().add
        return Decoder(pieces, engine, gloss)
    name = LANGUAGE_NAMES[chosen.language]
    shown = "".join(f"{name}: {a}\nEnglish: {b}\n" for a, b in EXAMPLES[chosen.language])
    return Decoder(pieces, Shown(engine, pieces.split(shown)))


def as_reported(adapter: Path) -> Translator:
    """The model with all that the job makes of its work."""
    model = Compact(adapter=adapter)
    choice = Choice(model, (model.card(),), ByClause(model))
    return AsReported(choice, built_in_encoder())


def survival(pattern: re.Pattern[str], wanted: list[str], made: list[str]) -> float:
    """Share of what the pattern finds in ``wanted`` that is also in its line of ``made``."""
    hit = total = 0
    for want, have in zip(wanted, made, strict=True):
        need = Counter(pattern.findall(want))
        words = Counter(re.findall(r"\d+(?:[.,]\d+)*|[A-Za-z’'-]+", have))
        total += sum(need.values())
        hit += sum((need & words).values())
    return hit / max(1, total)


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("--test", type=Path, required=True)
    options.add_argument("--language", choices=("ru", "uk"), required=True)
    options.add_argument("--adapter", type=Path, default=ADAPTER)
    options.add_argument("--unadapted", action="store_true")
    options.add_argument("--no-glosses", action="store_true", help="without the lexicon")
    options.add_argument("--full-vocabulary", action="store_true")
    options.add_argument("--beam", type=int, default=BEAM)
    options.add_argument(
        "--as-reported",
        action="store_true",
        help="as the report has it: doubtful sentences made again, names spelt again",
    )
    options.add_argument("--sentences", type=int, default=0, help="evenly spaced; 0 is all")
    options.add_argument("--outputs", type=Path)
    chosen = options.parse_args()

    with chosen.test.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    if chosen.sentences:
        rows = rows[:: max(1, len(rows) // chosen.sentences)][: chosen.sentences]
    sources = [row[chosen.language] for row in rows]
    references = [row["en"] for row in rows]

    if chosen.as_reported:
        translator = as_reported(chosen.adapter)
        translator.translate(["Да."], chosen.language)  # loads the model
    else:
        translator = alone(chosen)
    before = time.perf_counter()
    results = translator.translate(sources, chosen.language)
    seconds = time.perf_counter() - before
    made = ["" if isinstance(result, Failure) else result.text for result in results]

    bleu, chrf = BLEU(), CHRF()
    print(f"{bleu.corpus_score(made, [references])}  [{bleu.get_signature()}]")
    print(f"{chrf.corpus_score(made, [references])}  [{chrf.get_signature()}]")
    print(
        f"sentences {len(made)}, capitalised words kept {survival(NAME, references, made):.3f}, "
        f"numbers kept {survival(NUMBER, references, made):.3f}"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(made) / seconds:.2f} sentences/s, peak memory {peak} MB (conversion included)")
    if chosen.outputs:
        chosen.outputs.parent.mkdir(parents=True, exist_ok=True)
        with chosen.outputs.open("w", encoding="utf-8") as out:
            for source, reference, result in zip(sources, references, results, strict=True):
                if isinstance(result, Failure):
                    continue
                line = {
                    "source": source,
                    "reference": reference,
                    "hypothesis": result.text,
                    "score": result.score,
                    "chrf": round(chrf.sentence_score(result.text, [reference]).score, 2),
                }
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
