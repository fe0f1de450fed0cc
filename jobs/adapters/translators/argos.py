"""Argos packages: their CTranslate2 models and tokenisers, with our own sentences.

Argos Translate splits texts itself (with models it may download) and pivots over other languages
in silence. Neither happens here: a text is one of our passages, and a route over a third language
is said in ``Translated.translator`` and in the card. Search settings are those of
argostranslate.translate.apply_packaged_translation, with one hypothesis.
"""

import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jobs.adapters.argos_packages import REMEDY, ArgosPackage, installed_packages
from jobs.adapters.translators.cuts import CLAUSE_END
from jobs.paths import argos_folders
from jobs.ports import LANGUAGE_NAMES, Failure, Language, ModelCard, Translated
from jobs.problems import Problem
from jobs.store import file_fingerprint, fingerprint

BEAM = 4  # ARGOS_BEAM_SIZE's default
LENGTH_PENALTY = 0.2  # as argostranslate 1.11 calls translate_batch
BATCH_TOKENS = 2048  # Argos' own 32 is one sentence a batch; a larger batch gives the same beams
LONGEST = 200  # pieces; CTranslate2 stops in silence at 256 output pieces
FOREIGN: tuple[Language, ...] = ("ru", "uk")
Route = tuple[ArgosPackage, ...]


def routes(
    packages: Sequence[ArgosPackage],
) -> dict[Language, Route]:
    """For ru and uk the packages that lead to English: one, or two over a third language."""
    sound = [package for package in packages if package.broken is None]
    found: dict[Language, Route] = {}
    for language in FOREIGN:
        direct = [p for p in sound if (p.source, p.target) == (language, "en")]
        pivots = [
            (first, second)
            for first in sound
            if first.source == language
            for second in sound
            if (second.source, second.target) == (first.target, "en")
        ]
        if direct:
            found[language] = (direct[0],)
        elif pivots:
            found[language] = pivots[0]
    return found


class Argos:
    """Russian and Ukrainian into English by whatever Argos packages are installed.

    ``languages`` are those that have to be had; raises ``Problem`` where one has no route, naming
    a damaged package if that is why.
    """

    name = "argos"

    def __init__(
        self,
        languages: Collection[Language] = ("ru", "uk"),
        folders: Sequence[Path] | None = None,
    ) -> None:
        packages = installed_packages(argos_folders() if folders is None else folders)
        self._routes = routes(packages)
        _refuse_missing(packages, self._routes, languages)
        self._engines: dict[Path, _Engine] = {}
        self.version = (
            "; ".join(
                f"{_arrow(route)} {_weights(route)}" for _, route in sorted(self._routes.items())
            )
            + f"; beam {BEAM}"
        )

    def card(self) -> ModelCard:
        """What the report's head says of it."""
        caveats = tuple(
            f"{LANGUAGE_NAMES[language]} goes by way of another language ({_arrow(route)}), "
            "which costs quality: install the direct package with 'make models'."
            for language, route in sorted(self._routes.items())
            if len(route) > 1
        )
        versions = ", ".join(
            f"{package.source}→{package.target} {package.version}"
            for _, route in sorted(self._routes.items())
            for package in route
        )
        return ModelCard(
            name="argos",
            version=versions,
            what="Argos Translate packages: machine translation, a sentence at a time.",
            caveats=caveats,
        )

    def translate(self, texts: Sequence[str], language: Language) -> list[Translated | Failure]:
        route = self._routes.get(language)
        if route is None:
            reason = f"No Argos package leads from {LANGUAGE_NAMES[language]} to English."
            return [Failure(reason)] * len(texts)
        scores: list[float | None] = [None] * len(texts)
        current = list(texts)
        for package in route:
            answers = self._engine(package).translate(current)
            current = [text for text, _ in answers]
            scores = [_lower(old, new) for old, (_, new) in zip(scores, answers, strict=True)]
        by = None if len(route) == 1 else f"argos ({_arrow(route)})"
        return [
            Translated(text, score, by) if text else Failure("The Argos model returned nothing.")
            for text, score in zip(current, scores, strict=True)
        ]

    def _engine(self, package: ArgosPackage) -> "_Engine":
        if package.folder not in self._engines:
            self._engines[package.folder] = _Engine(package)
        return self._engines[package.folder]


class _Engine:
    """One package's model and tokeniser, loaded."""

    def __init__(self, package: ArgosPackage) -> None:
        import ctranslate2

        with _argos_directories_elsewhere():
            from argostranslate.package import Package
        self._prefix = package.target_prefix
        try:
            self._tokenizer: Any = Package(package.folder).tokenizer
            self._tokenizer.encode("а")  # tokenisers load at first use: let damage show here
            self._model: Any = ctranslate2.Translator(
                str(package.folder / "model"), device="cpu", compute_type="auto"
            )
        except Exception as error:  # each part fails with a type of its own
            raise Problem(
                f"{package.folder}: this Argos package is damaged ({_first_line(error)}). {REMEDY}"
            ) from error

    def translate(self, texts: Sequence[str]) -> list[tuple[str, float | None]]:
        """English and mean log-probability a piece for each text; empty where there is none."""
        pieces = [self._pieces(text) for text in texts]
        flat = [(row, tokens) for row, parts in enumerate(pieces) for tokens in parts]
        order = sorted(range(len(flat)), key=lambda place: (-len(flat[place][1]), place))
        outputs: dict[int, tuple[str, float, int]] = {}
        for begin in range(0, len(order), 64):
            places = order[begin : begin + 64]
            results = self._model.translate_batch(
                [flat[place][1] for place in places],
                target_prefix=[[self._prefix]] * len(places) if self._prefix else None,
                replace_unknowns=True,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                beam_size=BEAM,
                num_hypotheses=1,
                length_penalty=LENGTH_PENALTY,
                return_scores=True,
            )
            for place, result in zip(places, results, strict=True):
                tokens = result.hypotheses[0]
                length = max(1, len(tokens))
                # CTranslate2 divides the sum of log-probabilities by length ** penalty.
                total = result.scores[0] * length**LENGTH_PENALTY
                outputs[place] = (self._text(tokens), total, length)
        answers: list[tuple[str, float | None]] = []
        by_row: dict[int, list[tuple[str, float, int]]] = {}
        for place, (row, _) in enumerate(flat):
            by_row.setdefault(row, []).append(outputs[place])
        for row in range(len(texts)):
            parts = by_row.get(row, [])
            text = " ".join(part for part, _, _ in parts if part)
            length = sum(count for _, _, count in parts)
            score = min(0.0, sum(total for _, total, _ in parts) / length) if length else None
            answers.append((text, score))
        return answers

    def _pieces(self, text: str) -> list[list[str]]:
        """The text's tokens; a text too long for the model in parts, cut where a clause ends."""
        tokens = self._tokenizer.encode(text)
        if len(tokens) <= LONGEST:
            return [tokens] if tokens else []
        clauses = CLAUSE_END.split(text)
        if len(clauses) == 1:
            words = text.split()
            if len(words) < 2:
                return [tokens[at : at + LONGEST] for at in range(0, len(tokens), LONGEST)]
            middle = len(words) // 2
            clauses = [" ".join(words[:middle]), " ".join(words[middle:])]
        # The clause boundary nearest the middle, so that no part is a stump.
        lengths = [len(clause) for clause in clauses]
        ends = [sum(lengths[: at + 1]) for at in range(len(clauses) - 1)]
        cut = min(range(len(ends)), key=lambda at: abs(ends[at] - sum(lengths) / 2))
        return [
            *self._pieces(" ".join(clauses[: cut + 1])),
            *self._pieces(" ".join(clauses[cut + 1 :])),
        ]

    def _text(self, tokens: list[str]) -> str:
        text: str = self._tokenizer.decode(tokens)
        if self._prefix and text.startswith(self._prefix):
            text = text[len(self._prefix) :]
        return text.strip()


def _refuse_missing(
    packages: Sequence[ArgosPackage],
    found: dict[Language, Route],
    languages: Collection[Language],
) -> None:
    for language in sorted(set(languages) - {"en"}):
        if language in found:
            continue
        damaged = [
            package for package in packages if package.broken and package.source in ("", language)
        ]
        if damaged:
            raise Problem(
                f"{damaged[0].folder}: this Argos package is damaged: {damaged[0].broken}. {REMEDY}"
            )
        raise Problem(
            f"translator argos: no Argos package {LANGUAGE_NAMES[language]}→English is installed. "
            "Run 'make models', or 'make models FROM=DIR' without a network, "
            'or set translator = "auto".'
        )


def _weights(route: Sequence[ArgosPackage]) -> str:
    """The versions, and a fingerprint of the weights: a package may be rebuilt under its number."""
    parts = [
        file_fingerprint(path)
        for package in route
        for path in (
            package.folder / "model" / "model.bin",
            *(package.folder / name for name in ("sentencepiece.model", "bpe.model")),
        )
        if path.is_file()
    ]
    return "+".join(package.version for package in route) + " " + fingerprint(*parts)[:12]


def _arrow(route: Sequence[ArgosPackage]) -> str:
    return "→".join([route[0].source, *(package.target for package in route)])


def _lower(first: float | None, second: float | None) -> float | None:
    known = [score for score in (first, second) if score is not None]
    return min(known) if known else None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].strip().rstrip(".")


@contextmanager
def _argos_directories_elsewhere() -> Iterator[None]:
    """Let argostranslate.settings, which makes directories at import, make them in a passing place.

    It would else write to the home folder, which may be read-only, and read settings there that
    change translations.
    """
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix="framing-argos-") as folder:
        os.environ.update(dict.fromkeys(names, folder))
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
