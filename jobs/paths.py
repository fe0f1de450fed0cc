"""Where caches and models lie on this machine. Environment in, paths out; nothing is created.

``FRAMING_CACHE`` moves everything; ``ARGOS_PACKAGES_DIR``, which Argos Translate itself obeys,
moves the Argos packages alone.
"""

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """The folder below which everything that can be made again is kept."""
    chosen = os.environ.get("FRAMING_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "framing-report"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else Path.home() / "AppData" / "Local"
        return base / "framing-report"
    base = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification has relative values ignored.
    root = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    return root / "framing-report"


def store_file() -> Path:
    """The one file of cached translations and vectors."""
    return cache_folder() / "cache.sqlite"


def models_folder() -> Path:
    """Models that were downloaded, installed or converted on this machine."""
    return cache_folder() / "models"


def argos_folder() -> Path:
    """Where ``make models`` puts Argos packages."""
    chosen = os.environ.get("ARGOS_PACKAGES_DIR")
    return Path(chosen).expanduser() if chosen else models_folder() / "argos"


def argos_folders() -> tuple[Path, ...]:
    """Where Argos packages are looked for, first wins: our own, then Argos Translate's default."""
    data = os.environ.get("XDG_DATA_HOME", "")
    root = Path(data) if Path(data).is_absolute() else Path.home() / ".local" / "share"
    return tuple(dict.fromkeys((argos_folder(), root / "argos-translate" / "packages")))


def hub_folder() -> Path:
    """Where ``make models`` puts sentence-transformers models, a folder a name."""
    return models_folder() / "sentence-transformers"
