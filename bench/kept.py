"""The figures that are kept beside the code, and that the README quotes."""

import json
import platform
import sys
from datetime import date
from os import cpu_count
from pathlib import Path
from typing import Any

from .figures import Figures
from .lines import LINES, TOLD

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ROOT / "bench" / "measured.json"


def as_json(figures: Figures, day: date) -> dict[str, Any]:
    """The table as values: what was asked, what was found, and on what."""
    return {
        "schema": 1,
        "measured": day.isoformat(),
        "on": {
            "python": platform.python_version(),
            "system": sys.platform,
            "machine": platform.machine(),
            "cores": cpu_count(),
        },
        "lines": [
            {
                "work": line.work, "beside": line.beside, "counted": line.counted,
                "then": line.before, "now": _rounded(figures.values[line]),
                "least": line.least, "aim": line.aim, "mark": line.mark(figures.values[line]),
            }
            for line in (*LINES, *TOLD)
            if line in figures.values
        ],
        "floor": {what: _rounded(taken) for what, taken in figures.floor.items()},
    }  # fmt: skip


def keep(found: dict[str, Any]) -> None:
    """Keep what was found beside the code."""
    MEASURED.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept() -> dict[str, Any]:
    """What was kept last."""
    found: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
