"""Translators by name. To add one: a module beside this file and a line in ``TRANSLATORS``."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from jobs.adapters.argos_packages import installed_packages
from jobs.adapters.cached import CachedTranslator
from jobs.adapters.translators.argos import Argos, routes
from jobs.adapters.translators.compact import Compact
from jobs.adapters.translators.compact_clauses import ByClause
from jobs.adapters.translators.memory import Memory
from jobs.paths import argos_folders
from jobs.ports import Language, ModelCard, Translator
from jobs.problems import Problem
from jobs.store import Store

FOREIGN: tuple[Language, ...] = ("ru", "uk")


TRANSLATORS: Mapping[str, Callable[[Collection[Language]], Translator]] = {
    "argos": Argos,
    "compact": lambda languages: Compact(),
}
"""By name, what makes a translator for the languages that an event has. ``auto`` chooses among
these; ``memory`` wraps whichever was chosen."""


@dataclass(frozen=True)
class Choice:
    """The translator of a run, and what the report's head says of each model in it."""

    translator: Translator
    cards: tuple[ModelCard, ...]
    again: Translator | None = None  # another way, to better what came out badly


def choose(
    name: str,
    memory: Path | None = None,
    store: Store | None = None,
    languages: Collection[Language] = FOREIGN,
) -> Choice:
    """The translator called ``name``, remembering in ``store``, with ``memory`` before it.

    ``auto`` takes argos where direct packages for both Russian and Ukrainian are installed and
    whole, else compact; the card says which and why. ``memory`` is ``auto`` behind the file that
    has to be given. Raises ``Problem`` for an unknown name, and for a named translator that is
    not installed, with the remedy.
    """
    if name == "memory" and memory is None:
        raise Problem(
            "translator memory: no file is named. "
            "Add a line 'memory = \"FILE.tmx\"' (or .jsonl) to event.toml."
        )
    if name not in (*TRANSLATORS, "auto", "memory"):
        raise Problem(
            f"translator {name}: there is none of that name. "
            f"Use {', '.join(('auto', *TRANSLATORS))} or memory."
        )
    caveats: tuple[str, ...] = ()
    if name in ("auto", "memory"):
        name, caveats = automatic()
    model = TRANSLATORS[name](languages)
    cards = [_card(model, caveats)]
    chosen: Translator = CachedTranslator(model, store) if store is not None else model
    again: Translator | None = ByClause(chosen) if isinstance(model, Compact) else None
    if memory is not None:
        chosen = Memory(memory, chosen)
        cards.insert(0, _card(chosen, ()))
    return Choice(chosen, tuple(cards), again)


def automatic() -> tuple[str, tuple[str, ...]]:
    """What ``auto`` takes on this machine, and what has to be said of it."""
    packages = installed_packages(argos_folders())
    found = routes(packages)
    direct = {language for language, route in found.items() if len(route) == 1}
    if direct >= set(FOREIGN):
        return "argos", ()
    notes = [
        f"The Argos package in {package.folder} is damaged ({package.broken}) and was not used."
        for package in packages
        if package.broken
    ]
    if direct:
        notes.append(
            "Only one of the two Argos packages is installed; the built-in translator was used "
            "for both languages, so that differences between them are not the translators'."
        )
    return "compact", tuple(notes)


def _card(model: Translator, caveats: tuple[str, ...]) -> ModelCard:
    describe: Callable[[], ModelCard] | None = getattr(model, "card", None)
    card = describe() if describe else ModelCard(model.name, model.version, "")
    return ModelCard(card.name, card.version, card.what, (*card.caveats, *caveats))
