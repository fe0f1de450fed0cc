"""Whether the numbers of a text are those of its translation."""

from dataclasses import dataclass

from jobs.numerals import known, written
from jobs.ports import Language


@dataclass(frozen=True)
class NumbersKept:
    """``stated`` numbers in digits on both sides; those of one side that the other lacks."""

    stated: int
    missing: tuple[str, ...]
    added: tuple[str, ...]


def compare_numbers(source: str, english: str, language: Language) -> NumbersKept:
    """Numbers written in digits on either side that the other side has in no writing."""
    ours, theirs = list(written(source, language)), list(written(english, "en"))
    in_source, in_english = known(source, language), known(english, "en")
    return NumbersKept(
        stated=len(ours) + len(theirs),
        missing=tuple(text for text, readings in ours if not readings & in_english),
        added=tuple(text for text, readings in theirs if not readings & in_source),
    )
