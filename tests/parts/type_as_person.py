"""Type into workbooks as a person does, in a real LibreOffice; a program of its own.

Only the Python that knows `uno` can run this file, and that is rarely the one that runs the
tests: so it reads one JSON object from stdin, writes one to stdout and imports nothing of ours.
`desk.py` is its only caller and says what both objects hold.
"""

import json
import subprocess
import sys
import time
import traceback
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno

RETURN_KEY = 1280
FELL_OVER = 3
"""What this ends with where the office ended in the middle of its work."""
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
}


def setting(name: str, value: object) -> Any:
    """One named argument, as LibreOffice wants all of them."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


class Person:
    """Somebody in front of one open workbook, who can only do what the program allows."""

    def __init__(self, services: Any, document: Any) -> None:
        self.services, self.document = services, document
        self.view = document.CurrentController
        self.frame = self.view.Frame
        self.dispatcher = services.createInstance("com.sun.star.frame.DispatchHelper")
        self.toolkit = services.createInstance("com.sun.star.awt.Toolkit")

    def command(self, name: str, **values: object) -> None:
        """Give a command of the menus."""
        arguments = tuple(setting(key, value) for key, value in values.items())
        self.dispatcher.executeDispatch(self.frame, f".uno:{name}", "", 0, arguments)

    def go(self, sheet: str, cell: str) -> None:
        """Put the cursor on a cell, or select a range."""
        self.view.setActiveSheet(self.document.Sheets.getByName(sheet))
        self.command("GoToCell", ToPoint=cell)

    def type(self, text: str) -> None:
        """Put the text in the input line and press Return, which is what asks the validation.

        A committed EnterString would skip the validation, as pasting does.
        """
        self.command("EnterString", StringName=text, DontCommit=True)
        key = uno.createUnoStruct("com.sun.star.awt.KeyEvent")
        key.Source, key.KeyCode, key.KeyChar = (
            self.frame.ComponentWindow,
            RETURN_KEY,
            uno.Char("\r"),
        )
        self.toolkit.keyPress(key)
        self.toolkit.keyRelease(key)
        self.toolkit.processEventsToIdle()

    def paste_from(self, path: str, sheet: str, cells: str, *, values: bool = False) -> None:
        """Copy cells of another workbook and paste them, with all they have or what they hold."""
        desktop = self.services.createInstance("com.sun.star.frame.Desktop")
        other = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, ())
        try:
            theirs = Person(self.services, other)
            theirs.go(sheet, cells)
            theirs.command("Copy")
            if values:
                how = {"Flags": "SVD", "FormulaCommand": 0, "SkipEmptyCells": False,
                       "Transpose": False, "AsLink": False, "MoveMode": 4}  # fmt: skip
                self.command("InsertContents", **how)
            else:
                self.command("Paste")
            self.toolkit.processEventsToIdle()
        finally:
            other.close(True)
        self.frame.ContainerWindow.toFront()
        self.frame.ComponentWindow.setFocus()
        self.toolkit.processEventsToIdle()

    def cell(self, sheet: str, cell: str) -> Any:
        """The cell itself, to look at it."""
        return self.document.Sheets.getByName(sheet).getCellRangeByName(cell)


def look(document: Any, sheet: str, cells: str) -> tuple[object, ...]:
    """What a rough step may change: sheets, contents, what is hidden, what is merged."""
    names: tuple[object, ...] = document.Sheets.ElementNames
    if sheet not in names:
        return names
    page = document.Sheets.getByName(sheet)
    part = page.getCellRangeByName(cells)
    shown = part.Rows.IsVisible, part.Columns.IsVisible, part.IsMerged, page.isProtected()
    return names, page.getCellRangeByName("A1:Z60").FormulaArray, shown, part.NumberFormat


def handle_sheet(person: Person, step: dict[str, Any]) -> None:
    """Rename, move, copy or bring a sheet, merge some of it, or lift its protection."""
    sheets, name = person.document.Sheets, step["sheet"]
    if "rename" in step:
        sheets.getByName(name).setName(step["rename"])
    elif "move_to" in step:
        sheets.moveByName(name, step["move_to"])
    elif "copy" in step:
        sheets.copyByName(name, step["copy"], len(sheets.ElementNames))
    elif "bring" in step:
        bring(person, name, Path(step["bring"]))
    elif "merge" in step:  # as the question about the contents is answered by most: leave them
        sheets.getByName(name).getCellRangeByName(step["cell"]).merge(True)
    else:
        sheets.getByName(name).unprotect("")


def bring(person: Person, name: str, other: Path) -> None:
    """Copy a sheet out of another workbook, behind all that are here."""
    desktop = person.services.createInstance("com.sun.star.frame.Desktop")
    hidden = (setting("Hidden", True),)
    source = desktop.loadComponentFromURL(other.as_uri(), "_blank", 0, hidden)
    try:
        sheets = person.document.Sheets
        sheets.importSheet(source, name, len(sheets.ElementNames))
    finally:
        source.close(True)


def moved_out(services: Any, person: Person, name: str) -> Any:
    """A new workbook that holds nothing but a copy of one sheet."""
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    person.go(name, "A1")
    before = desktop.Components.createEnumeration()
    known = []
    while before.hasMoreElements():
        known.append(before.nextElement())
    person.command("Move", Index=1, Copy=True)
    after = desktop.Components.createEnumeration()
    while after.hasMoreElements():
        each = after.nextElement()
        if each not in known:
            return each
    raise ValueError(f"{name} went nowhere")


def clipped(document: Any, name: str) -> list[str]:
    """The cells of a sheet whose words do not all fit into them, as the program measures words."""
    sheet = document.Sheets.getByName(name)
    document.Sheets.insertNewByName("measure", len(document.Sheets.ElementNames))
    scratch = document.Sheets.getByName("measure")
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    end = used.RangeAddress
    found = []
    for row in range(end.EndRow + 1):
        for column in range(end.EndColumn + 1):
            cell = sheet.getCellByPosition(column, row)
            if cell.String and cell.IsTextWrapped and not fits(sheet, cell, scratch):
                found.append(cell.AbsoluteName.rpartition(".")[2].replace("$", ""))
    document.Sheets.removeByName("measure")
    return found


def fits(sheet: Any, cell: Any, scratch: Any) -> bool:
    """Whether the words of a cell are seen whole, merged or not."""
    area = sheet.createCursorByRange(cell)
    area.collapseToMergedArea()
    columns, rows = area.Columns, area.Rows
    seen = [columns.getByIndex(i) for i in range(columns.Count) if columns.getByIndex(i).IsVisible]
    lines = [rows.getByIndex(i) for i in range(rows.Count) if rows.getByIndex(i).IsVisible]
    if not seen or not lines:
        return True
    twin = scratch.getCellByPosition(0, 0)
    scratch.Columns.getByIndex(0).Width = sum(each.Width for each in seen)
    for name in ("CharHeight", "CharFontName", "CharWeight", "ParaIndent", "IsTextWrapped"):
        setattr(twin, name, getattr(cell, name))
    twin.String = cell.String
    scratch.Rows.getByIndex(0).OptimalHeight = True
    return bool(scratch.Rows.getByIndex(0).Height <= sum(each.Height for each in lines) + 20)


def do(person: Person, step: dict[str, Any]) -> None:
    """Do one step; what it may be stands in `desk.py`."""
    if "type" in step:
        person.type(step["type"])
    elif "paste" in step:
        person.command("EnterString", StringName=step["paste"])
    elif "paste_from" in step:
        person.paste_from(**step["paste_from"])
    elif "clear" in step:
        person.command("ClearContents")
    elif "insert_row" in step:
        person.command("InsertRowsBefore")
    elif "delete_row" in step:
        person.command("DeleteRows")
    elif "command" in step:
        person.command(step["command"], **step.get("with", {}))
    elif {"rename", "move_to", "copy", "bring", "merge", "unprotect"} & step.keys():
        handle_sheet(person, step)
    else:
        raise ValueError(f"no such step: {step}")


def seen(person: Person, step: dict[str, Any]) -> dict[str, Any]:
    """Do one step and tell what the cell holds after it."""
    sheet = step["sheet"]
    if "clipped" in step:
        texts = " ".join(clipped(person.document, sheet))
        return {"sheet": sheet, "cell": "A1", "text": texts, "number": 0.0, "formula": "",
                "changed": False}  # fmt: skip
    if not {"type", "paste", "clear", "insert_row", "delete_row"} & step.keys():
        return seen_roughly(person, step)
    row = step.get("insert_row") or step.get("delete_row")
    address = f"A{row}" if row else step["cell"]
    person.go(sheet, f"{row}:{row}" if row else address)
    formula, below = person.cell(sheet, address).Formula, person.cell(sheet, f"A{(row or 1) + 1}")
    row_below = below.CellAddress.Row
    do(person, step)
    cell = person.cell(sheet, address)
    moved = below.CellAddress.Row != row_below  # a cell object follows its cell
    return {
        "sheet": sheet,
        "cell": address,
        "text": cell.String,
        "number": cell.Value,
        "formula": cell.Formula,
        "changed": moved if row else cell.Formula != formula,
    }


def seen_roughly(person: Person, step: dict[str, Any]) -> dict[str, Any]:
    """Do a step that concerns more than one cell, and tell whether it did anything."""
    sheet, cells = step["sheet"], step.get("cell", "A1")
    person.go(sheet, cells)
    before = look(person.document, sheet, cells)
    do(person, step)
    changed = look(person.document, sheet, cells) != before
    none = {"text": "", "number": 0.0, "formula": ""}
    return {"sheet": sheet, "cell": cells, **none, "changed": changed}


def work(services: Any, job: dict[str, Any]) -> list[dict[str, Any]]:
    """Open one workbook, do all steps, save it elsewhere."""
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, ())
    try:
        person = Person(services, document)
        after = [seen(person, step) for step in job["steps"]]
        target = Path(job["save"])
        how = (setting("FilterName", FILTERS[target.suffix]),)
        made = moved_out(services, person, job["only"]) if job.get("only") else document
        made.storeToURL(target.as_uri(), how)
        if made is not document:
            made.close(True)
    finally:
        document.close(True)
    return after


def connected(pipe: str, office: "subprocess.Popen[bytes]", seconds: float) -> Any:
    """The services of an office that is just starting, as soon as it answers."""
    context = uno.getComponentContext()
    maker = context.ServiceManager
    resolver = maker.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    end = time.monotonic() + seconds
    while time.monotonic() < end and office.poll() is None:
        with suppress(Exception):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ServiceManager")
        time.sleep(0.05)
    raise TimeoutError("LibreOffice did not answer")


class Running:
    """An office of our own, ended whatever happens.

    A class, since contextlib sets the traceback of what passes, which UNO's exceptions refuse.
    """

    def __init__(self, program: str, profile: str) -> None:
        self.pipe = f"xlperf{uuid.uuid4().hex}"
        arguments = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        accept = f"--accept=pipe,name={self.pipe};urp"
        silent = subprocess.DEVNULL
        self.office = subprocess.Popen([*arguments, accept], stdout=silent, stderr=silent)

    def __enter__(self) -> Any:
        try:
            self.services = connected(self.pipe, self.office, seconds=60)
        except TimeoutError:
            self.end()
            raise
        return self.services

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):
            self.services.createInstance("com.sun.star.frame.Desktop").terminate()
            self.office.wait(20)
        self.end()

    def has_ended(self) -> bool:
        """Whether it ended by itself; it takes a moment after it stops to answer."""
        with suppress(subprocess.TimeoutExpired):
            self.office.wait(5)
        return self.office.poll() is not None

    def end(self) -> None:
        """Gone, whatever it was doing."""
        self.office.kill()
        self.office.wait()


def main() -> None:
    """Read the jobs, do them, write what the cells held after each step."""
    asked = json.load(sys.stdin)
    office = Running(asked["program"], asked["profile"])
    with office as services:
        try:
            answer = [work(services, job) for job in asked["jobs"]]
        except Exception:
            if not office.has_ended():
                raise
            sys.stderr.write(f"LibreOffice fell over\n{traceback.format_exc()}")
            sys.exit(FELL_OVER)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
