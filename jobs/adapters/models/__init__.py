"""The models on this machine: what is there, and how more is had. Nothing else downloads."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import files
from importlib.metadata import version as version_of
from pathlib import Path

from jobs.adapters import gemma
from jobs.adapters.argos_packages import ArgosPackage, install_package, installed_packages
from jobs.adapters.encoders.universal import DIFFERENCE
from jobs.adapters.encoders.universal import PACKAGE as ENCODER
from jobs.adapters.models.argos_index import INDEX, PAIRS, download_packages
from jobs.adapters.models.downloads import Lock, Locked
from jobs.adapters.models.hub import checksum, download_model, is_whole, repository
from jobs.adapters.translators import automatic
from jobs.adapters.translators.argos import routes
from jobs.adapters.translators.compact_model import find_adapter
from jobs.paths import argos_folder, argos_folders, hub_folder, models_folder
from jobs.ports import Progress, silent
from jobs.problems import Problem
from jobs.store import file_fingerprint


@dataclass(frozen=True)
class InstalledModel:
    """A line of ``framing models``. ``size`` is in bytes; ``note`` says what is wrong."""

    name: str
    kind: str  # "translator" or "encoder"
    languages: tuple[str, ...]
    origin: str
    version: str
    size: int
    used: bool
    note: str = ""


def download(
    encoders: Sequence[str] = (), progress: Progress = silent, index: str = INDEX
) -> list[str]:
    """Get the official Argos packages, and the named encoders; says in a line what came of each.

    Paths and ``universal``, which is built in, are no names to download and are passed over.
    """
    lines = [
        f"{package.name} {package.version}: {package.folder}"
        for package in download_packages(argos_folder(), index, progress)
    ]
    for name in dict.fromkeys(encoders):
        if name == "universal" or Path(name).expanduser().exists():
            continue
        folder = download_model(name, hub_folder(), progress)
        sha256 = checksum(folder)
        lock = Lock(hub_folder() / "checksums.json")
        known = lock.get(name)
        if known and known.sha256 != sha256:
            raise Problem(
                f"{folder}: is not what was first downloaded under this name (checksum {sha256}, "
                f"not {known.sha256}). Delete the folder and run again; if the model was changed "
                f"on purpose, delete its entry in {lock.file} too."
            )
        lock.put(name, Locked(f"https://huggingface.co/{repository(name)}", sha256, _size(folder)))
        lines.append(f"{name}: {folder}")
    return lines


def install_from(folder: Path) -> list[str]:
    """Install every .argosmodel file in ``folder``; says in a line what came of each.

    Raises ``Problem`` where there is no such folder or file, or a file is not what it should be;
    those before it, in the order of their names, stay installed.
    """
    if not folder.is_dir():
        raise Problem(f"{folder}: is no folder. Give the one that holds the .argosmodel files.")
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".argosmodel")
    if not files:
        raise Problem(
            f"{folder}: holds no .argosmodel files. Copy translate-ru_en-VERSION.argosmodel and "
            "translate-uk_en-VERSION.argosmodel there from a machine with a network."
        )
    lock = Lock(argos_folder() / "checksums.json")
    lines: list[str] = []
    for file in files:
        package = install_package(file, argos_folder())
        name = f"{package.name}-{package.version}.argosmodel"
        if lock.get(name) is None:
            lock.put(name, Locked(str(file), file_fingerprint(file), file.stat().st_size))
        lines.append(f"{package.name} {package.version}: {package.folder}")
    return lines


def installed_models(translator: str = "auto", encoder: str = "universal") -> list[InstalledModel]:
    """Every model that a run could use, and whether one with these settings would."""
    chosen, _ = automatic() if translator in ("auto", "memory") else (translator, ())
    return [
        *_argos(installed_packages(argos_folders()), chosen == "argos"),
        *_built_in(chosen == "compact", encoder == "universal"),
        *_encoders(encoder),
    ]


def _argos(packages: Sequence[ArgosPackage], chosen: bool) -> list[InstalledModel]:
    taken = {package.folder for route in routes(packages).values() for package in route}
    return [
        InstalledModel(
            name=package.name if package.source else package.folder.name,
            kind="translator",
            languages=tuple(code for code in (package.source, package.target) if code),
            origin=str(package.folder),
            version=package.version,
            size=_size(package.folder),
            used=chosen and package.folder in taken,
            note=f"damaged: {package.broken}" if package.broken else "",
        )
        for package in packages
        if package.broken or package.folder in taken or (package.source, package.target) in PAIRS
    ]


def _built_in(compact: bool, universal: bool) -> list[InstalledModel]:
    """What comes with the installation: weights in packages, differences in this repository."""
    return [_compact(compact), _universal(universal)]


def _compact(used: bool) -> InstalledModel:
    origin, version, size, note = f"{gemma.PACKAGE}, models/compact-translator", "", 0, ""
    try:
        adapter = find_adapter()
        version = adapter.sha256[:12]
        folder = models_folder() / f"compact-{adapter.key}"
        if folder.is_dir():
            origin, size = str(folder), _size(folder)
        else:
            note = "converted at first use"
    except Problem as problem:
        note = f"damaged: {problem}"
    return InstalledModel(
        "compact", "translator", ("ru, uk", "en"), origin, version, size, used, note
    )


def _universal(used: bool) -> InstalledModel:
    paths = [Path(str(file.locate())) for file in files(ENCODER) or ()]
    version, note = version_of(ENCODER), ""
    if DIFFERENCE.is_file():
        version += f"+{file_fingerprint(DIFFERENCE)[:12]}"
        paths.append(DIFFERENCE)
    else:
        note = f"damaged: {DIFFERENCE} is missing"
    return InstalledModel(
        name="universal",
        kind="encoder",
        languages=("ru", "uk", "en"),
        origin=f"{ENCODER}, models/universal-encoder",
        version=version,
        size=sum(path.stat().st_size for path in paths if path.is_file()),
        used=used,
        note=note,
    )


def _encoders(chosen: str) -> list[InstalledModel]:
    folders = sorted(hub_folder().iterdir()) if hub_folder().is_dir() else []
    named = [
        InstalledModel(
            name=folder.name.replace("--", "/", 1),
            kind="encoder",
            languages=("ru", "uk", "en"),
            origin=str(folder),
            version="",
            size=_size(folder),
            used=chosen != "universal" and repository(chosen) == folder.name.replace("--", "/", 1),
        )
        for folder in folders
        if is_whole(folder)
    ]
    path = Path(chosen).expanduser()
    if chosen != "universal" and is_whole(path):
        named.append(
            InstalledModel(
                path.name, "encoder", ("ru", "uk", "en"), str(path), "", _size(path), used=True
            )
        )
    return named


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
