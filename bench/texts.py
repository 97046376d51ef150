"""Texts printed and read back: beside python-docx's own cells, and LibreOffice's conversion."""

# ruff: noqa: PLC0415 - imports inside functions: each job is weighed with its own libraries only

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import sample

if TYPE_CHECKING:
    from xlperf import Filled

Job = Callable[[], object]
TEXTS = "texts"
_PROJECTS = 13


def prepare_texts(folder: Path) -> None:
    """One unit's text as Word, PDF and plain text."""
    from xlperf.publishing import publish

    made = folder / TEXTS
    made.mkdir(parents=True, exist_ok=True)
    (filled,) = _returned(folder)
    for kind in ("docx", "pdf"):
        publish(filled, made / f"text.{kind}", draft=True, force=True)


def _returned(folder: Path) -> "list[Filled]":
    from xlperf import read

    sample.write_returns(folder / "published", 1, _PROJECTS)
    return [read(each) for each in sorted((folder / "published").glob("*.xlsx"))]


def _print(kind: str) -> Callable[[Path], Job]:
    def prepared(folder: Path) -> Job:
        from xlperf.publishing import publish

        filled = _returned(folder)
        path = folder / TEXTS / f"again.{kind}"
        return lambda: publish(filled, path, draft=True, force=True)

    return prepared


def _read(kind: str) -> Callable[[Path], Job]:
    """Read in this process, so that its memory is counted; elsewhere a PDF has one of its own."""

    def prepared(folder: Path) -> Job:
        from xlperf import Form
        from xlperf.publishing.texts.one_text import filled_of, pieces_of

        form = Form.load(sample.FORM)
        content = (folder / TEXTS / f"text.{kind}").read_bytes()
        return lambda: filled_of(pieces_of(content, f"text.{kind}", form), form)

    return prepared


def _cells(folder: Path) -> Job:
    """Every cell of the Word file by python-docx, as its documentation has it."""
    import docx

    path = str(folder / TEXTS / "text.docx")
    return lambda: [
        cell.text for table in docx.Document(path).tables for row in table.rows
        for cell in row.cells
    ]  # fmt: skip


def _own_cells(folder: Path) -> Job:
    """The tables of the text written by python-docx cell by cell, as its documentation has it."""
    import docx

    from xlperf import Form
    from xlperf.publishing.about import About
    from xlperf.publishing.printed import Tables, compose

    form = Form.load(sample.FORM)
    (filled,) = _returned(folder)
    part = filled.part.part if filled.part else None
    text = compose(form, filled.unit, part, [*filled], About().of(filled.unit))
    tables = [t for each in text.sections() if isinstance(each, Tables) for t in each.tables]

    def write() -> None:
        document = docx.Document()
        for table in tables:
            made = document.add_table(len(table.rows), len(table.widths))
            for at, row in enumerate(table.rows):
                for cell in row.cells:
                    last = made.cell(at + cell.rows - 1, cell.column + cell.columns - 1)
                    made.cell(at, cell.column).merge(last).text = cell.text
        document.save(str(folder / TEXTS / "cells.docx"))

    return write


def _office_pdf(folder: Path) -> Job:
    """The Word file made a PDF by LibreOffice."""
    return _office(folder, "pdf")


def _office(folder: Path, kind: str = "html") -> Job:
    """The Word file made a web page by LibreOffice, with a profile that is there already."""
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice")
    place = Path(tempfile.mkdtemp(dir=folder))
    command = [program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless",
               "--convert-to", kind, "--outdir", str(place),
               str(folder / TEXTS / "text.docx")]  # fmt: skip
    return lambda: subprocess.run(command, check=True, capture_output=True)


TEXT_JOBS: Final[dict[str, Callable[[Path], Job]]] = {
    "publish .docx": _print("docx"),
    "publish .pdf": _print("pdf"),
    "import .docx": _read("docx"),
    "import .pdf": _read("pdf"),
    "python-docx cells": _cells,
    "python-docx, same cells": _own_cells,
    "LibreOffice to .html": _office,
    "LibreOffice to .pdf": _office_pdf,
}
