"""The built-in translator: Gemma 3 270M with the project's adapter, by CTranslate2.

Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms.
Training, quality and limits: models/compact-translator/MODEL_CARD.md.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jobs.adapters import gemma
from jobs.adapters.translators.compact_glosses import Glosses
from jobs.adapters.translators.compact_model import (
    ADAPTER,
    CONVERTER,
    AdapterFile,
    find_adapter,
    prepare,
)
from jobs.adapters.translators.compact_pieces import BEGIN, END, Pieces
from jobs.adapters.translators.compact_weights import read_adapter
from jobs.adapters.translators.cuts import CLAUSE_END
from jobs.paths import models_folder
from jobs.ports import (
    LANGUAGE_NAMES,
    Failure,
    Language,
    ModelCard,
    Progress,
    Translated,
    silent,
)

DECODING = "4"  # counted up when the same model and beam would give another text
BEAM = 1  # see the card for what 2 and 4 gave
WIDER = 2  # the beam of the second way
BATCH = 24  # more is hardly faster; CTranslate2 keeps batch × length × pieces of logits
LONGEST = 160  # pieces of a source; the adapter saw few longer ones in training
NO_REPEAT = 4  # the n-gram that may not come twice when a text that went astray is done again
STUTTER = 5  # words that English says twice only where the source says something twice
_CYRILLIC = re.compile(r"[Ѐ-ԯ]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"')\]]*\s+(?=[«„“\"(\[]?[A-ZА-ЯЁІЇЄҐ])")


@dataclass(frozen=True)
class Written:
    """What the model wrote: names of pieces, mean log-probability a piece, and whether it ended."""

    pieces: list[str]
    score: float
    ended: bool


@dataclass(frozen=True)
class Rules:
    """What may not be written: ``banned`` pieces, and n-grams of ``no_repeat`` twice (0: may)."""

    no_repeat: int = 0
    banned: tuple[str, ...] = ()


class Engine(Protocol):
    """A language model that continues prompts made of pieces."""

    def write(self, prompts: list[list[str]], most: int, rules: "Rules") -> list[Written]:
        """Continue each prompt by at most ``most`` pieces."""
        ...


class Compact:
    """Russian and Ukrainian into English, with what a pip install brings.

    ``cache`` is the folder that holds converted models. Nothing heavy is loaded, and nothing
    converted, before the first text. Raises ``Problem`` where the adapter is missing or damaged.
    """

    name = "compact"

    def __init__(
        self,
        cache: Path | None = None,
        adapter: Path = ADAPTER,
        progress: Progress = silent,
        glosses: Glosses | None = None,
    ) -> None:
        self._model = _Model(
            find_adapter(adapter), models_folder() if cache is None else cache, progress
        )
        self._glosses = Glosses() if glosses is None else glosses
        self._search(BEAM)

    def wider(self) -> "Compact":
        """The same with a wider search: better, half as fast. Shares the model once loaded."""
        other = copy(self)
        other._search(WIDER)
        return other

    def _search(self, beam: int) -> None:
        self._beam = beam
        adapter = self._model.adapter.sha256[:12]
        self.version = (
            f"{adapter}, converter {CONVERTER}, decoding {DECODING}, beam {beam}, "
            f"lexicon {self._glosses.version}"
        )

    def card(self) -> ModelCard:
        """What the report's head says of it."""
        return ModelCard(
            name=self.name,
            version=self._model.adapter.sha256[:12],
            what="Built-in compact translator: Gemma 3 270M with an adapter trained by this "
            "project. Gemma is provided under and subject to the Gemma Terms of Use.",
            caveats=(
                "A small model: good for the gist. Clauses of long sentences may be lost and "
                "words mistaken; check the original before quoting. Words that it may not know "
                "were looked up in a lexicon; the sentences it was less sure of were translated a "
                "second time, clause by clause, and the better of the two kept; names that "
                "English does not know were spelt from the original. The Argos packages "
                "('make models') translate better.",
            ),
        )

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        """English for each text, in order. Lines are translated one by one and stay lines."""
        if language not in ("ru", "uk"):
            reason = f"The compact translator knows no {LANGUAGE_NAMES[language]}."
            return [Failure(reason)] * len(texts)
        if not any(_CYRILLIC.search(text) for text in texts):
            return [_as_it_is(text) for text in texts]
        pieces, engine = self._model.with_beam(self._beam)
        return Decoder(pieces, engine, self._glosses.add).translate(texts, language)


class _Model:
    """The converted model, loaded when first asked for."""

    def __init__(self, adapter: AdapterFile, cache: Path, progress: Progress) -> None:
        self.adapter = adapter
        self._cache = cache
        self._progress = progress
        self._loaded: tuple[Pieces, Any] | None = None

    def with_beam(self, beam: int) -> "tuple[Pieces, Engine]":
        if self._loaded is None:
            folder = prepare(self.adapter, self._cache, self._progress)
            kept = read_adapter(self.adapter.path).kept.tolist()
            pieces = Pieces((folder / gemma.TOKENIZER).read_bytes(), kept)
            self._loaded = pieces, load_model(folder)
        pieces, generator = self._loaded
        return pieces, Ctranslate2Engine(generator, beam)


def as_it_stands(text: str, _: Language) -> str:
    """The text without glosses."""
    return text


class Decoder:
    """From texts to English by way of prompts: cutting, batching, guarding, joining.

    ``gloss`` writes into a text what the model is to know of its words.
    """

    def __init__(
        self, pieces: Pieces, engine: Engine, gloss: Callable[[str, Language], str] = as_it_stands
    ) -> None:
        self._pieces = pieces
        self._engine = engine
        self._gloss = gloss

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        """As ``Translator.translate``. Equal segments are translated once."""
        plans = [list(self._lines(text)) for text in texts]
        wanted = {part for lines in plans for parts in lines for part in parts}
        done = self._segments({part for part in wanted if _CYRILLIC.search(part)}, language)
        return [self._joined(text, lines, done) for text, lines in zip(texts, plans, strict=True)]

    def _joined(
        self, text: str, lines: list[list[str]], done: dict[str, tuple[str, float, int]]
    ) -> Translated | Failure:
        if not _CYRILLIC.search(text):
            return _as_it_is(text)
        used = [done[part] for parts in lines for part in parts if part in done]
        english = "\n".join(
            " ".join(done[part][0] if part in done else part for part in parts) for parts in lines
        ).strip()
        if not english:
            return Failure("The compact translator returned nothing.")
        length = sum(count for _, _, count in used)
        return Translated(english, min(0.0, sum(s * n for _, s, n in used) / max(1, length)))

    def _lines(self, text: str) -> Iterator[list[str]]:
        """For each line that is not blank, the parts that are short enough to translate."""
        for line in text.splitlines():
            words = " ".join(line.split())
            if words:
                yield self._parts(words)

    def _parts(self, text: str) -> list[str]:
        if len(self._pieces.split(text)) <= LONGEST:
            return [text]
        for boundary in (_SENTENCE_END, CLAUSE_END):
            if len(bits := [bit for bit in _cut(boundary, text) if bit]) > 1:
                # The boundary nearest the middle, so that no part is a stump.
                ends = [sum(map(len, bits[: n + 1])) for n in range(len(bits) - 1)]
                n = min(range(len(ends)), key=lambda n: abs(ends[n] - len(text) / 2))
                return [
                    *self._parts(" ".join(bits[: n + 1])),
                    *self._parts(" ".join(bits[n + 1 :])),
                ]
        words = text.split(" ")
        if len(words) == 1:
            return [*self._parts(text[: len(text) // 2]), *self._parts(text[len(text) // 2 :])]
        half = len(words) // 2
        return [*self._parts(" ".join(words[:half])), *self._parts(" ".join(words[half:]))]

    def _segments(
        self, segments: set[str], language: Language
    ) -> dict[str, tuple[str, float, int]]:
        """English, mean log-probability and number of pieces for each segment."""
        head = [BEGIN, *self._pieces.split(f"{LANGUAGE_NAMES[language]}:")]
        tail = self._pieces.split("\nEnglish:")
        glossed = {s: self._pieces.split(f" {self._gloss(s, language)}") for s in segments}
        prompts = {s: [*head, *glossed[s], *tail] for s in segments}
        most = {s: cap(len(self._pieces.split(f" {s}"))) for s in segments}
        # Longest first, so that rows of a batch are of like length; the text breaks ties, so
        # that the order in which texts came does not matter.
        order = sorted(segments, key=lambda s: (-len(prompts[s]), s))
        done: dict[str, tuple[str, float, int]] = {}
        again: list[str] = []
        # Those done again go one by one: what is cut off at the batch's longest would else
        # depend on the batch.
        stricter = Rules(NO_REPEAT, self._pieces.cyrillic)
        for rules, todo, size in ((Rules(), order, BATCH), (stricter, again, 1)):
            for begin in range(0, len(todo), size):
                batch = todo[begin : begin + size]
                longest = max(most[s] for s in batch)
                wrote = self._engine.write([prompts[s] for s in batch], longest, rules)
                for segment, result in zip(batch, wrote, strict=True):
                    names = result.pieces[: most[segment]]
                    text = " ".join(self._pieces.join(names).split())
                    done[segment] = (text, result.score, max(1, len(names)))
                    if rules is not stricter and _astray(segment, text, most[segment], result):
                        again.append(segment)
        return done


def _astray(segment: str, english: str, most: int, wrote: Written) -> bool:
    """Whether the model ran on, went round in circles or fell back into Cyrillic letters."""
    runaway = len(wrote.pieces) > most or not wrote.ended
    return (
        runaway
        or loops(english)
        or stutters(segment, english)
        or _CYRILLIC.search(english) is not None
    )


def load_model(folder: Path) -> Any:  # noqa: ANN401
    """The converted model as a ctranslate2.Generator.

    The weights are kept in int8, the arithmetic is float32: in int8 what else stands in the batch
    changes three translations of four, and the processor does too.
    """
    import ctranslate2

    return ctranslate2.Generator(str(folder), device="cpu", compute_type="float32")


class Ctranslate2Engine:
    """A loaded model and how widely it searches."""

    def __init__(self, generator: Any, beam: int = BEAM) -> None:  # noqa: ANN401
        self._beam = beam
        self._generator = generator

    def write(self, prompts: list[list[str]], most: int, rules: Rules) -> list[Written]:
        results = self._generator.generate_batch(
            prompts,
            max_length=most,
            beam_size=self._beam,
            sampling_topk=1,
            no_repeat_ngram_size=rules.no_repeat,
            suppress_sequences=[[piece] for piece in rules.banned],
            length_penalty=1,  # the score is then the mean a piece
            end_token=[END, "\n"],
            include_prompt_in_result=False,
            return_scores=True,
            return_end_token=True,
        )
        return [_written(r.sequences[0], min(0.0, float(r.scores[0]))) for r in results]


def _written(names: list[str], score: float) -> Written:
    ended = bool(names) and names[-1] in (END, "\n")
    return Written(names[:-1] if ended else names, score, ended)


def cap(source: int) -> int:
    """The most pieces of English that ``source`` pieces of Russian or Ukrainian may become.

    English takes 0.6 to 0.9 times as many; twice as many only where something went wrong.
    """
    return 16 + 3 * source // 2


def loops(text: str) -> bool:
    """Whether words come over and over without a break.

    A single word four times, two to four words three times, five to twenty words twice.

    >>> loops("he said he said he said that")
    True
    >>> loops("very, very good news")
    False
    """
    words = text.lower().split()
    for size in range(1, 21):
        times = 4 if size == 1 else 3 if size < 5 else 2
        same = 0
        for at in range(size, len(words)):
            same = same + 1 if words[at] == words[at - size] else 0
            if same >= size * (times - 1):
                return True
    return False


def stutters(source: str, english: str) -> bool:
    """Whether English says five words twice, while the source does not even say two twice."""
    return _repeats(english, STUTTER) and not _repeats(source, 2)


def _repeats(text: str, size: int) -> bool:
    words = text.lower().split()
    runs = [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
    return len(runs) > len(set(runs))


def _cut(boundary: re.Pattern[str], text: str) -> Iterator[str]:
    at = 0
    for match in boundary.finditer(text):
        yield text[at : match.end()].strip()
        at = match.end()
    yield text[at:].strip()


def _as_it_is(text: str) -> Translated | Failure:
    """A text without a Cyrillic letter (a number, a name, an English phrase) stays as it is."""
    return Translated(text, None) if text.strip() else Failure("There is nothing to translate.")
