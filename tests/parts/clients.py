"""Programs that load a workbook, change one cell and save it: openpyxl, exceljs, SheetJS.

What comes out is what units send whose return went through a system of their own.
"""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import openpyxl

SCRIPT = Path(__file__).with_name("clients.mjs")
SECONDS = 120
CLIENTS = ("openpyxl", "exceljs", "sheetjs")


@dataclass(frozen=True)
class Change:
    """One cell to change, and which program is to do it."""

    client: str
    sheet: str
    cell: str
    value: str | float


@dataclass(frozen=True)
class Clients:
    """The programs, and where their results are put.

    Attributes:
        node: the program that runs exceljs and SheetJS.
        packages: the folder in whose `node_modules` they are.
        folder: where every changed workbook is put.
    """

    node: Path
    packages: Path
    folder: Path

    def changed_all(self, path: Path, changes: Sequence[Change]) -> list[Path]:
        """The workbook after each change alone, in one start of node."""
        made = [Path(tempfile.mkdtemp(dir=self.folder)) / path.name for _ in changes]
        jobs = []
        for change, target in zip(changes, made, strict=True):
            if change.client == "openpyxl":
                _with_openpyxl(path, change, target)
            else:
                jobs.append({**asdict(change), "open": str(path), "save": str(target)})
        self._run(jobs)
        return made

    def _run(self, jobs: Sequence[dict[str, object]]) -> None:
        """Run the script that knows both packages; its complaint becomes ours."""
        asked = {"packages": str(self.packages), "jobs": jobs}
        ran = subprocess.run(
            [self.node, SCRIPT],
            check=False,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
        )
        if ran.returncode != 0:
            raise RuntimeError(ran.stderr.decode(errors="replace"))


def _with_openpyxl(path: Path, change: Change, target: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[change.sheet][change.cell] = change.value
    book.save(target)
