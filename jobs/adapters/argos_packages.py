"""Argos packages on this machine: what is installed, whether it is whole, safe installation.

A package is a folder with metadata.json, model/ (CTranslate2) and sentencepiece.model or
bpe.model; an .argosmodel file is a zip archive of one such folder (argostranslate.package).
"""

import json
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jobs.problems import Problem

REMEDY = "Delete it and run 'make models', or 'make models FROM=DIR' without a network."
TOKENISERS = ("sentencepiece.model", "bpe.model")
UNPACKED_LIMIT = 4 << 30  # bytes; the official packages unpack to under 300 MB


@dataclass(frozen=True)
class ArgosPackage:
    """An installed package that has all its parts. ``broken`` says what it lacks, if anything."""

    folder: Path
    source: str
    target: str
    version: str
    target_prefix: str = ""
    broken: str | None = None

    @property
    def name(self) -> str:
        return f"translate-{self.source}_{self.target}"


def installed_packages(folders: Sequence[Path]) -> list[ArgosPackage]:
    """Translation packages below ``folders``, sound and broken; earlier folders come first.

    Within a folder the newest version of a pair comes first. A folder that cannot even be told
    to be a package of a pair is listed with empty languages.
    """
    packages: list[ArgosPackage] = []
    for folder in folders:
        if not folder.is_dir():
            continue
        here = [
            package
            for path in sorted(folder.iterdir())
            if path.is_dir()
            and not path.name.startswith(".")
            and (package := read_package(path)) is not None
        ]
        packages += sorted(here, key=lambda package: version_order(package.version), reverse=True)
    return packages


def read_package(folder: Path) -> ArgosPackage | None:
    """The package in ``folder``; ``None`` where it holds something else than a translator."""
    try:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ArgosPackage(folder, "", "", "", broken="it has no metadata.json")
    except (OSError, ValueError) as error:
        return ArgosPackage(
            folder, "", "", "", broken=f"its metadata.json cannot be read ({error})"
        )
    if not isinstance(metadata, dict):
        return ArgosPackage(folder, "", "", "", broken="its metadata.json is not an object")
    if metadata.get("type", "translate") != "translate":
        return None
    source, target = _codes(metadata)
    version = str(metadata.get("package_version", ""))
    prefix = metadata.get("target_prefix", "")
    return ArgosPackage(
        folder,
        source,
        target,
        version,
        prefix if isinstance(prefix, str) else "",
        _missing_part(folder, source, target),
    )


def _codes(metadata: Mapping[str, object]) -> tuple[str, str]:
    source, target = metadata.get("from_code"), metadata.get("to_code")
    return (
        source if isinstance(source, str) else "",
        target if isinstance(target, str) else "",
    )


def _missing_part(folder: Path, source: str, target: str) -> str | None:
    if not source or not target:
        return "its metadata.json names no from_code and to_code"
    model = folder / "model" / "model.bin"
    if not model.is_file() or model.stat().st_size == 0:
        return "it has no model/model.bin"
    if not any((folder / name).is_file() for name in TOKENISERS):
        return "it has neither sentencepiece.model nor bpe.model"
    return None


def version_order(version: str) -> tuple[int, ...]:
    """1.10 after 1.9; what is no number counts as 0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def install_package(
    archive: Path, into: Path, origin: str = "", pair: tuple[str, str] | None = None
) -> ArgosPackage:
    """Unpack an .argosmodel file below ``into``, whole or not at all; replaces its own version.

    ``origin`` is what messages call the file, by default its path; with ``pair`` a package of
    other languages is refused. Raises ``Problem`` naming the file where it is no zip archive, is
    damaged, holds links, paths that lead out of the folder, or more than one folder, or is not a
    package.
    """
    origin = origin or str(archive)
    try:
        into.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=into))
    except OSError as error:
        raise Problem(
            f"{into}: cannot be written ({error.strerror}). Set FRAMING_CACHE or "
            "ARGOS_PACKAGES_DIR to a folder that can be written."
        ) from error
    try:
        _unpack(archive, draft, origin)
        folders = [path for path in draft.iterdir() if path.is_dir()]
        if len(folders) != 1:
            raise Problem(
                f"{origin}: is not an Argos package: it holds {len(folders)} folders, not one. "
                "Download it again."
            )
        package = read_package(folders[0])
        if package is None:
            raise Problem(f"{origin}: is an Argos package, but not a translator. Leave it out.")
        if package.broken:
            raise Problem(
                f"{origin}: is not a whole Argos package: {package.broken}. Download it again."
            )
        if pair is not None and (package.source, package.target) != pair:
            raise Problem(
                f"{origin}: translates {package.source}→{package.target}, not "
                f"{pair[0]}→{pair[1]}. Get the package of the right pair."
            )
        final = into / _folder_name(package)
        _replace_folder(folders[0], final)
        installed = read_package(final)
        assert installed is not None
        return installed
    except OSError as error:
        raise Problem(
            f"{origin}: cannot be installed in {into} ({error.strerror or error}). "
            "Free disk space or check the folder's permissions, then run again."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _folder_name(package: ArgosPackage) -> str:
    codes = f"{package.source}_{package.target}-{package.version or '0'}"
    return "translate-" + "".join(
        letter if letter.isalnum() or letter in "_-" else "_" for letter in codes
    )


def _replace_folder(fresh: Path, final: Path) -> None:
    """Move ``fresh`` to ``final``; the old folder, if any, is gone only once the new one stands."""
    old = final.with_name(f".old-{final.name}-{os.getpid()}")
    if final.exists():
        final.replace(old)
    try:
        fresh.replace(final)
    except OSError:
        if old.exists():
            old.replace(final)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unpack(archive: Path, draft: Path, origin: str) -> None:
    try:
        with zipfile.ZipFile(archive) as package:
            entries = package.infolist()
            _check(entries, origin)
            for entry in entries:
                # extract() drops '..' and drives as well; _check has refused them already.
                package.extract(entry, draft)
    except FileNotFoundError as error:
        raise Problem(f"{origin}: there is no such file. Check the name.") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Problem(
            f"{origin}: is damaged or no zip archive ({error}). Download it again."
        ) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Problem(f"{origin}: is damaged ({error}). Download it again.") from error
        raise


def _check(entries: Sequence[zipfile.ZipInfo], origin: str) -> None:
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise Problem(f"{origin}: unpacks to over 4 GB, which no Argos package does. Leave it out.")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise Problem(
                f"{origin}: holds a path that leads out of its folder ({entry.filename!r}). "
                "Do not trust this file; get the package from the Argos index."
            )
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise Problem(
                f"{origin}: holds a link or a device ({entry.filename!r}). "
                "Do not trust this file; get the package from the Argos index."
            )
