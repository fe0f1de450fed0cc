"""From texts to English by way of prompts: cutting, batching, guarding, joining."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from jobs.adapters.translators.compact_pieces import BEGIN, Pieces
from jobs.adapters.translators.cuts import CLAUSE_END
from jobs.adapters.translators.repeats import loops, stutters
from jobs.ports import LANGUAGE_NAMES, Failure, Language, Translated

BATCH = 64  # prompts a call of the engine, which divides them among cores
LONGEST = 160  # pieces of a source; the adapter saw few longer ones in training
NO_REPEAT = 4  # the n-gram that may not come twice when a text that went astray is done again
CYRILLIC = re.compile(r"[Ѐ-ԯ]")
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

    def write(self, prompts: list[list[str]], most: int, rules: Rules) -> list[Written]:
        """Continue each prompt by at most ``most`` pieces."""
        ...


def as_it_stands(text: str, _: Language) -> str:
    """The text without glosses."""
    return text


class Decoder:
    """A language model behind prompts, as a translator.

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
        done = self._segments({part for part in wanted if CYRILLIC.search(part)}, language)
        return [self._joined(text, lines, done) for text, lines in zip(texts, plans, strict=True)]

    def _joined(
        self, text: str, lines: list[list[str]], done: dict[str, tuple[str, float, int]]
    ) -> Translated | Failure:
        if not CYRILLIC.search(text):
            return as_it_is(text)
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
        or CYRILLIC.search(english) is not None
    )


def cap(source: int) -> int:
    """The most pieces of English that ``source`` pieces of Russian or Ukrainian may become.

    English takes 0.6 to 0.9 times as many; twice as many only where something went wrong.
    """
    return 16 + 3 * source // 2


def _cut(boundary: re.Pattern[str], text: str) -> Iterator[str]:
    at = 0
    for match in boundary.finditer(text):
        yield text[at : match.end()].strip()
        at = match.end()
    yield text[at:].strip()


def as_it_is(text: str) -> Translated | Failure:
    """A text without a Cyrillic letter (a number, a name, an English phrase) stays as it is."""
    return Translated(text, None) if text.strip() else Failure("There is nothing to translate.")
