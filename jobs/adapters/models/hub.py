"""Named sentence-transformers models: fetched here and nowhere else, into the user's folder."""

import os
import shutil
import tempfile
from pathlib import Path

from jobs.ports import Progress, silent
from jobs.problems import Problem
from jobs.store import file_fingerprint, fingerprint

# The same weights for other runtimes: half a gigabyte each that nothing here reads.
OTHER_RUNTIMES = (
    "onnx/*", "openvino/*", "coreml/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.tflite",
)  # fmt: skip


def folder_name(name: str) -> str:
    """A model's folder below ``jobs.paths.hub_folder()``: OWNER--NAME."""
    return repository(name).replace("/", "--")


def repository(name: str) -> str:
    """The hub's own name: a bare one is by sentence-transformers, as their library has it."""
    return name if "/" in name else f"sentence-transformers/{name}"


def download_model(name: str, into: Path, progress: Progress = silent) -> Path:
    """The folder of model ``name`` below ``into``, downloaded if it is not there.

    The folder appears only when every file has arrived. Raises ``Problem`` where the hub cannot be
    reached, has no such model, or the model is none of sentence-transformers'.
    """
    final = into / folder_name(name)
    if is_whole(final):
        return final
    try:
        into.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=into))
    except OSError as error:
        raise Problem(
            f"{into}: cannot be written ({error.strerror}). "
            "Set FRAMING_CACHE to a folder that can be written."
        ) from error
    try:
        progress(f"download {name}", 0, 1)
        _snapshot(repository(name), draft)
        shutil.rmtree(draft / ".cache", ignore_errors=True)  # the hub client's own bookkeeping
        if not is_whole(draft):
            raise Problem(
                f"encoder {name}: is on the hub, but is no sentence-transformers model "
                "(it has no modules.json). Name another, or leave 'encoder' out of event.toml."
            )
        if final.exists():
            shutil.rmtree(final)  # is_whole said no: a remainder of something else
        draft.replace(final)
        progress(f"download {name}", 1, 1)
        return final
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _snapshot(repo: str, draft: Path) -> None:
    # The variables say that runs stay off the network; this is the one step that may use it.
    offline = {
        name: os.environ.pop(name)
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
        if name in os.environ
    }
    try:
        from huggingface_hub import snapshot_download

        snapshot_download(repo_id=repo, local_dir=draft, ignore_patterns=list(OTHER_RUNTIMES))
    except Exception as error:  # the client's errors are of several libraries
        said = (str(error).splitlines() or [""])[0].strip() or type(error).__name__
        raise Problem(
            f"encoder {repo}: cannot be downloaded ({said}). Connect to the network, or give the "
            'path of a folder that holds the model, or use encoder = "universal".'
        ) from error
    finally:
        os.environ.update(offline)


def is_whole(folder: Path) -> bool:
    """Whether ``folder`` is a sentence-transformers model."""
    return (folder / "modules.json").is_file()


def checksum(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of a model."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return fingerprint(
        *(
            part
            for path in files
            for part in (path.relative_to(folder).as_posix(), file_fingerprint(path))
        )
    )
