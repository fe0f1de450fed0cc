"""What the controls gave when they were last run (``tests.quality.check_controls --save``).

The result is kept beside the controls so that every report can cite it without running them again.
"""

import json
from pathlib import Path

from jobs.report.model import Control

FILE = Path(__file__).resolve().parents[2] / "inputs" / "controls.json"


def last_controls(file: Path = FILE) -> tuple[Control, ...] | None:
    """The kept result; ``None`` where there is none or it cannot be read."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["controls"]
        return tuple(
            Control(str(row["name"]), str(row["expected"]), str(row["found"]), bool(row["passed"]))
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
