"""How far a translation can be trusted, as the report shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from jobs.report.words import two_places

TRUSTED, FAIR = 0.7, 0.4  # confidence of good and of fair; the report's legend names them
SURE = 0.9
"""Confidence from which the English stands without the words of the original. Of the sample's
passages 45 % are below it, of those with a main point wrong 72 % (``docs/decisions/0013-…``)."""

FLAG_WORDS = {
    "repetition": "repeats itself",
    "length": "length is off",
    "numbers": "numbers differ",
    "names": "names differ",
    "polarity": "a stop or refusal may be lost",
    "untranslated": "partly untranslated",
    "low_similarity": "far from the original",
    "failed": "could not be translated",
}


@dataclass(frozen=True)
class Trust:
    """How far a translation can be trusted: ``good``, ``fair``, ``doubtful`` or ``failed``.

    ``chance`` is the confidence, 0 where there is no translation.
    """

    level: str
    label: str
    flags: tuple[str, ...] = ()
    chance: float = 0.0

    @property
    def sure(self) -> bool:
        """Whether the English can be read without the words of the original."""
        return self.chance >= SURE

    @property
    def dots(self) -> str:
        """Three dots, filled as far as the trust goes."""
        return {"good": "●●●", "fair": "●●○", "doubtful": "●○○", "failed": "○○○"}[self.level]


def trust(english: Mapping[str, object] | None) -> Trust:
    """From a row of ``translations``, or ``None`` where the passage has none."""
    if english is None:
        return Trust("failed", "not translated")
    flags = tuple(FLAG_WORDS[one] for one in FLAG_WORDS if one in list(english["flags"] or []))  # type: ignore[call-overload]
    confidence = float(str(english["confidence"] or 0.0))
    if not english["english"]:
        return Trust("failed", "could not be translated", flags)
    level = "good" if confidence >= TRUSTED else "fair" if confidence >= FAIR else "doubtful"
    return Trust(level, f"translation confidence {two_places(confidence)}", flags, confidence)
