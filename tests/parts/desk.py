"""Somebody at a desk: typing, pasting and inserting rows in a real LibreOffice.

A step is a mapping; the keys say what is done:

    {"sheet": "表", "cell": "C5", "type": "文字"}    typed: protection and validation hold
    {"sheet": "表", "cell": "C5", "paste": "文字"}   put in as pasting does: only protection holds
    {"sheet": "表", "cell": "C5", "clear": True}     the Delete key
    {"sheet": "表", "cell": "C5", "paste_from": {"path": …, "sheet": "表", "cells": "C5:F9"}}
                                                     cells of another workbook, with all they have;
                                                     with "values": True what they hold alone
    {"sheet": "表", "clipped": True}                 nothing; tells the cells whose words do not fit
    {"sheet": "表", "insert_row": 12}                a new row above row 12 (counted from 1)
    {"sheet": "表", "delete_row": 12}                row 12 away
    {"sheet": "表", "cell": "B:B", "command": "InsertColumnsBefore"}    a command of the menus on a
                                                     range, with its settings under "with"
    {"sheet": "表", "rename": "甲"}                  the sheet under another name
    {"sheet": "表", "move_to": 0}                    the sheet in another place
    {"sheet": "表", "copy": "表 (2)"}                a copy of it behind all others
    {"sheet": "表", "bring": "/b.xlsx"}             a copy of that sheet of another workbook, behind
    {"sheet": "表", "cell": "B2:B3", "merge": True}  the cells joined, what they hold kept below
    {"sheet": "表", "unprotect": True}               its protection lifted
"""

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .office import new_profile

SCRIPT = Path(__file__).with_name("type_as_person.py")
SECONDS = 240
FELL_OVER = 3
"""What the script ends with where LibreOffice ended in the middle of its work."""
Step = Mapping[str, str | int | bool | Mapping[str, str | int | bool]]


class Seen(TypedDict):
    """What a cell holds after a step; for rows, the first cell of the row.

    `changed` says whether the step did anything: False where the program refused it.
    """

    sheet: str
    cell: str
    text: str
    number: float
    formula: str
    changed: bool


@dataclass(frozen=True)
class Desk:
    """A place to fill workbooks by hand.

    Attributes:
        program: LibreOffice.
        python: the Python that knows `uno`.
        folder: where the profile lives and every filled workbook is put.
    """

    program: Path
    python: Path
    folder: Path

    def filled(
        self, path: Path, steps: Sequence[Step], suffix: str = ".xlsx"
    ) -> tuple[Path, list[Seen]]:
        """The workbook after the steps, and what was seen after each of them."""
        return self.filled_all([(path, steps)], suffix)[0]

    def filled_all(
        self,
        jobs: Sequence[tuple[Path, Sequence[Step]]],
        suffix: str = ".xlsx",
        only: Sequence[str] = (),
    ) -> list[tuple[Path, list[Seen]]]:
        """Many workbooks in one start of the program; `suffix` may be .xls or .ods too.

        `only` names a sheet for each job: that one alone is saved, moved to a new workbook; "" for
        the whole workbook.
        """
        alone = [*only, *[""] * (len(jobs) - len(only))]
        targets = [self._place(path.stem + suffix) for path, _ in jobs]
        asked = {
            "program": str(self.program),
            "profile": new_profile(self.folder),
            "jobs": [
                {
                    "open": str(path.resolve()),
                    "save": str(target),
                    "steps": list(steps),
                    "only": sheet,
                }
                for (path, steps), target, sheet in zip(jobs, targets, alone, strict=True)
            ],
        }
        return list(zip(targets, self._ask(asked), strict=True))

    def _place(self, name: str) -> Path:
        """A new folder for one result, so that equal names do not meet."""
        return Path(tempfile.mkdtemp(dir=self.folder)) / name

    def _ask(self, asked: Mapping[str, object]) -> list[list[Seen]]:
        """Run the script that knows `uno`; its complaint becomes ours.

        LibreOffice itself falls over now and then where much else runs: it is asked once more,
        and what falls over twice is a failure.
        """
        ran = self._ran(asked)
        if ran.returncode == FELL_OVER:
            ran = self._ran(asked)
        if ran.returncode != 0:
            raise RuntimeError(ran.stderr.decode(errors="replace"))
        seen: list[list[Seen]] = json.loads(ran.stdout)
        return seen

    def _ran(self, asked: Mapping[str, object]) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [self.python, SCRIPT],
            check=False,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
        )
