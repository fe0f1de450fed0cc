"""Another way to the English of a sentence: clause by clause.

A small model keeps more of a short text than of a long one, so that a long sentence often gains
from being translated in pieces. Whether it did is not known here: see ``jobs.stages.reconsider``.
What each way gave on the benchmark: ``docs/decisions/0010-…``.
"""

import re
from collections.abc import Sequence

from jobs.adapters.translators.cuts import CLAUSE_END
from jobs.ports import Failure, Language, Translated, Translator

LEAST = 12  # words of a clause; a shorter one goes with the one before it
STUMP = 4  # words below which a piece says nothing by itself
_FULL_STOP = re.compile(r"(?<![.!?…])\.$")
_BREAK = re.compile(r"[;:,—–]$")


class ByClause:
    """A translator that gives its texts to ``inner`` in clauses, and joins what comes back."""

    def __init__(self, inner: Translator) -> None:
        self._inner = inner
        self.name = inner.name
        self.version = f"{inner.version}, by clause"

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        """English for each text, in order; a clause that several texts share is done once."""
        cut = [clauses(text) for text in texts]
        pieces = list(dict.fromkeys(piece for parts in cut for piece in parts))
        made = dict(zip(pieces, self._inner.translate(pieces, language), strict=True))
        return [_joined(parts, [made[part] for part in parts]) for parts in cut]


def clauses(text: str) -> list[str]:
    """The text in pieces that end at punctuation; all but the last hold ``LEAST`` words or more."""
    made: list[str] = []
    for piece in CLAUSE_END.split(" ".join(text.split())):
        words = len(piece.split())
        if made and (len(made[-1].split()) < LEAST or words < STUMP):
            made[-1] += f" {piece}"
        else:
            made.append(piece)
    if len(made) > 1 and len(made[-1].split()) < STUMP + 1:
        last = made.pop()
        made[-1] += f" {last}"
    return made


def _joined(parts: Sequence[str], answers: Sequence[Translated | Failure]) -> Translated | Failure:
    """The English of the clauses as one sentence; the failure of one of them is that of all."""
    done: list[Translated] = []
    for answer in answers:
        if isinstance(answer, Failure):
            return answer
        done.append(answer)
    if len(done) == 1:
        return done[0]
    english = stitched(parts, [answer.text for answer in done])
    lengths = [len(answer.text) for answer in done]
    total = sum((answer.score or 0.0) * n for answer, n in zip(done, lengths, strict=True))
    return Translated(english, min(0.0, total / max(1, sum(lengths))))


def stitched(parts: Sequence[str], english: Sequence[str]) -> str:
    """Join clauses: the model begins and ends each as a sentence of its own, which it is not.

    >>> stitched(["Он приехал,", "но опоздал."], ["He has arrived.", "But he was late."])
    'He has arrived, but he was late.'
    """
    said = ""
    for number, (part, text) in enumerate(zip(parts, english, strict=True)):
        last = number == len(parts) - 1
        if not last and _BREAK.search(part) and not _BREAK.search(text):
            text = _FULL_STOP.sub("", text) + ("," if part[-1] in ",;:" else "")
        if number and part[:1].islower() and (word := text.split(" ", 1)[0]) not in _ALWAYS_LARGE:
            source_has_names = any(w[:1].isupper() for w in part.split()[:3])
            if not source_has_names and not word.isupper():
                text = text[:1].lower() + text[1:]
        said += (" " if said else "") + text
    return said


_ALWAYS_LARGE = frozenset({"I", "I'm", "I've", "I'd", "I'll"})
