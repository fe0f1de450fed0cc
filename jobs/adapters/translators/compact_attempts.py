"""Another way to the English of a sentence: clause by clause, by a wider search.

A small model keeps more of a short text than of a long one, so that a long sentence often gains
from being translated in pieces. Whether it did is not known here: see ``jobs.stages.reconsider``.
What each way gave on the benchmark is in the model card.
"""

import re
from collections.abc import Sequence

from jobs.ports import Failure, Language, Translated, Translator

LEAST = 12  # words of a clause; a shorter one goes with the one before it
STUMP = 4  # words below which a piece says nothing by itself
_CLAUSE_END = re.compile(r"(?<=[;:,.!?…—–])\s+")
_FULL_STOP = re.compile(r"(?<![.!?…])\.$")
_BREAK = re.compile(r"[;:,—–]$")


class Attempts:
    """``jobs.ports.Retranslator``: ``wider`` is the translator with the wider search."""

    def __init__(self, wider: Translator) -> None:
        self._wider = wider
        self.name = wider.name
        self.version = wider.version

    def attempts(self, texts: Sequence[str], language: Language) -> list[list[Translated]]:
        """One translation each: clause by clause, or as a whole where there is one clause."""
        cut = [clauses(text) for text in texts]
        pieces = list(dict.fromkeys(piece for parts in cut for piece in parts))
        answers = self._wider.translate(pieces, language) if pieces else []
        made = dict(zip(pieces, answers, strict=True))
        joined = [_joined(parts, [made[part] for part in parts]) for parts in cut]
        return [[way] if way is not None else [] for way in joined]


def clauses(text: str) -> list[str]:
    """The text in pieces that end at punctuation and hold ``LEAST`` words or more.

    >>> clauses("Он приехал в Москву рано утром в субботу, но встретиться с ней так и не смог.")
    ['Он приехал в Москву рано утром в субботу,', 'но встретиться с ней так и не смог.']
    """
    made: list[str] = []
    for piece in _CLAUSE_END.split(" ".join(text.split())):
        words = len(piece.split())
        if made and (len(made[-1].split()) < LEAST or words < STUMP):
            made[-1] += f" {piece}"
        else:
            made.append(piece)
    if len(made) > 1 and len(made[-1].split()) < STUMP + 1:
        last = made.pop()
        made[-1] += f" {last}"
    return made


def _joined(parts: Sequence[str], answers: Sequence[Translated | Failure]) -> Translated | None:
    """The English of the clauses as one sentence; nothing where one of them failed."""
    done = [answer for answer in answers if isinstance(answer, Translated)]
    if not done or len(done) < len(parts):
        return None
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
