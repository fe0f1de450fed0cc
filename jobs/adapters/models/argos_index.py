"""The official Argos packages, from the index that Argos Translate itself uses."""

import json
from dataclasses import dataclass
from pathlib import Path

from jobs.adapters.argos_packages import (
    ArgosPackage,
    install_package,
    installed_packages,
    version_order,
)
from jobs.adapters.models.downloads import Lock, Unreachable, fetch, get, unwritable
from jobs.ports import Progress, silent
from jobs.problems import Problem

INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
PAIRS = (("ru", "en"), ("uk", "en"))
WAY_OUT = (
    "Connect to the network, or put the .argosmodel files in a folder "
    "and run 'make models FROM=DIR'."
)


@dataclass(frozen=True)
class Offer:
    """A package as the index offers it; ``sha256`` where it gives one (today it does not)."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    sha256: str | None = None

    @property
    def name(self) -> str:
        return f"translate-{self.source}_{self.target}-{self.version}.argosmodel"


def offers(index: str = INDEX) -> list[Offer]:
    """The newest package of each of ``PAIRS``. Raises ``Problem`` where the index is of no use."""
    try:
        content = get(index)
    except Unreachable as error:
        raise Problem(f"{index}: the Argos index cannot be reached ({error}). {WAY_OUT}") from error
    try:
        entries = json.loads(content)
    except ValueError as error:
        raise Problem(f"{index}: the Argos index is not JSON ({error}). {WAY_OUT}") from error
    listed = entries if isinstance(entries, list) else []
    found = [offer for entry in listed if (offer := _offer(entry)) is not None]
    newest: list[Offer] = []
    for source, target in PAIRS:
        pair = [offer for offer in found if (offer.source, offer.target) == (source, target)]
        if not pair:
            raise Problem(
                f"{index}: the Argos index offers no package {source}→{target}. {WAY_OUT}"
            )
        newest.append(max(pair, key=lambda offer: version_order(offer.version)))
    return newest


def _offer(entry: object) -> Offer | None:
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    source, target = entry.get("from_code"), entry.get("to_code")
    links = entry.get("links")
    if not (isinstance(source, str) and isinstance(target, str) and isinstance(links, list)):
        return None
    # The index also lists ipfs: addresses, which need a daemon of their own.
    usable = tuple(
        link for link in links if isinstance(link, str) and link.startswith(("http:", "https:"))
    )
    checksum = entry.get("sha256")
    return Offer(
        source,
        target,
        str(entry.get("package_version", "")),
        usable,
        checksum.lower() if isinstance(checksum, str) else None,
    )


def download_packages(
    folder: Path, index: str = INDEX, progress: Progress = silent
) -> list[ArgosPackage]:
    """Install what the index offers for ``PAIRS`` in ``folder``; what is there already stays.

    A download is installed only when it is whole, equals the checksum of the index or of the
    first download under its name (``checksums.json`` beside the packages), and is a package of
    the pair that it is said to be. Raises ``Problem`` otherwise.
    """
    lock = Lock(folder / "checksums.json")
    installed: list[ArgosPackage] = []
    for offer in offers(index):
        present = [
            package
            for package in installed_packages([folder])
            if package.broken is None
            and (package.source, package.target) == (offer.source, offer.target)
            and version_order(package.version) >= version_order(offer.version)
        ]
        installed.append(present[0] if present else _download(offer, folder, lock, progress))
    return installed


def _download(offer: Offer, folder: Path, lock: Lock, progress: Progress) -> ArgosPackage:
    troubles: list[str] = []
    for link in offer.links:
        try:
            draft, got = fetch(link, folder, f"download {offer.name}", progress)
        except Unreachable as error:
            troubles.append(f"{link}: {error}")
            continue
        except OSError as error:
            raise unwritable(folder, error) from error
        try:
            known = lock.get(offer.name)
            expected = offer.sha256 or (known.sha256 if known else None)
            if expected and got.sha256 != expected:
                raise Problem(
                    f"{link}: the checksum is {got.sha256}, not {expected} as "
                    f"{'the index' if offer.sha256 else lock.file} has it, so nothing was "
                    "installed. Try again later; if the package was rebuilt on purpose, delete "
                    f"its entry in {lock.file}."
                )
            package = install_package(draft, folder, link, (offer.source, offer.target))
            lock.put(offer.name, got)
            return package
        finally:
            draft.unlink(missing_ok=True)
    said = "; ".join(troubles) or "the index gives no http address"
    raise Problem(f"{offer.name}: cannot be downloaded ({said}). {WAY_OUT}")
