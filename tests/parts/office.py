"""A real LibreOffice without a window: what it computes, prints and keeps of our workbooks."""

import datetime
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from . import real

Value = str | float | bool | datetime.datetime | datetime.date | datetime.time | None
ALWAYS = 0
SECONDS = 180
PROFILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{ALWAYS}</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>{ALWAYS}</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Input">
<prop oor:name="ReplaceCellsWarning" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""


def new_profile(folder: Path) -> str:
    """A profile of our own, as an address: it computes every formula of every file it opens, and
    pastes over cells without asking.

    Left alone, LibreOffice believes the stored values of any file that says it is from Excel.
    """
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    settings = user / "registrymodifications.xcu"
    if not settings.exists():
        settings.write_text(PROFILE, encoding="utf-8")
    return user.parent.as_uri()


def stored_values(path: Path) -> dict[str, dict[str, Value]]:
    """What the file says its cells hold, by sheet and address; blank cells are left out.

    Formulas give their stored value, errors their text (`#REF!`).
    """
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        str(sheet.title): {
            str(cell.coordinate): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


@dataclass(frozen=True)
class Office:
    """LibreOffice with a profile and a folder of its own, so that runs do not meet.

    Attributes:
        program: the program to start.
        folder: where the profile lives and every result is put.
    """

    program: Path
    folder: Path

    def converted(self, paths: Sequence[Path], suffix: str) -> list[Path]:
        """Every file saved again as `xlsx`, `xls`, `ods` or `pdf`, in one start of the program.

        The results keep their names, each in a folder of its own.
        """
        work = Path(tempfile.mkdtemp(dir=self.folder))
        copies = [work / f"{number}{path.suffix}" for number, path in enumerate(paths)]
        for path, copy in zip(paths, copies, strict=True):
            shutil.copyfile(path, copy)
        self._convert(copies, suffix, work / "out")
        return [
            _named(work / "out" / f"{copy.stem}.{suffix}", path.stem)
            for path, copy in zip(paths, copies, strict=True)
        ]

    def recalculated_all(self, paths: Sequence[Path]) -> list[Path]:
        """Every workbook as LibreOffice computes it, whatever values were stored."""
        return self.converted(paths, "xlsx")

    def recalculated(self, path: Path) -> Path:
        """The workbook as LibreOffice computes it; many at once go to `recalculated_all`."""
        return self.recalculated_all([path])[0]

    def values(self, path: Path) -> dict[str, dict[str, Value]]:
        """What LibreOffice computes for every cell, by sheet and address."""
        return stored_values(self.recalculated(path))

    def pdf(self, path: Path) -> Path:
        """The workbook as it is printed."""
        return self.converted([path], "pdf")[0]

    def pages(self, path: Path, dots_per_inch: int = 80) -> list[Path]:
        """A picture of every printed page, in order."""
        pdf = self.pdf(path)
        start = pdf.with_name("page")
        program = real.picture_program()
        drawing = [str(program), "-png", "-r", str(dots_per_inch), str(pdf), str(start)]
        subprocess.run(drawing, check=True, capture_output=True, timeout=SECONDS)
        return sorted(pdf.parent.glob("page-*.png"))

    def _convert(self, files: Sequence[Path], suffix: str, target: Path) -> None:
        """Start the program once for all files; it says nothing useful when it fails."""
        profile = f"-env:UserInstallation={new_profile(self.folder)}"
        how = [self.program, profile, "--headless", "--norestore", "--convert-to", suffix]
        command = [*map(str, how), "--outdir", str(target), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


def _named(made: Path, stem: str) -> Path:
    """Move a result into a folder of its own, under the name of its source."""
    if not made.is_file():
        raise FileNotFoundError(f"LibreOffice made no {made.suffix} of {stem}")
    folder = made.with_suffix("")
    folder.mkdir()
    return made.rename(folder / f"{stem}{made.suffix}")
