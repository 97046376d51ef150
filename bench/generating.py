"""Generate beside XlsxWriter's own calls, beside openpyxl, and beside bare deflating."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from xlperf import Form, generate
from xlperf.demo import FORM
from xlperf.excel.packages import LEVEL, parts_of
from xlperf.excel.writing import workbook_bytes
from xlperf.issuing import PreparedForm, unit_workbook
from xlperf.sheet import Value, Workbook

from .figures import Figures
from .lines import DEFLATED, FILLED, PACKED, PLAIN, PREPARED, SIZE
from .measuring import in_turn, middle, ratio
from .office import office
from .plain import recorded_source, script

_OURS, _UNITS, _WHOLE = "xlperf", 3, 300
"""So many units a portion; what is compiled once is spread over so many."""


@dataclass(frozen=True)
class _Unit:
    """What everybody is given for one unit.

    Attributes:
        plain, prepared: the recorded calls, on XlsxWriter's own sheets and on ours.
        parts: what the file is packed of.
        template: the workbook of another unit of as many projects.
        filled: name and cells of each sheet, as they are to be in the template.
    """

    wanted: bytes
    plain: Callable[[], bytes]
    prepared: Callable[[], bytes]
    parts: Sequence[tuple[str, bytes]]
    template: bytes
    filled: Sequence[tuple[str, Sequence[tuple[int, int, Value]]]]


def measured(portions: int) -> Figures:
    """The figures of the lines of `generate`, and the floor.

    Raises:
        AssertionError: two wrote something else.
    """
    made = office(portions * _UNITS)
    units = list(_units(made.master.units))
    stream, issued = generate(FORM, made.master), list[bytes]()
    filled: list[bytes] = []
    jobs: dict[str, Callable[[Sequence[_Unit]], object]] = {
        _OURS: lambda given: issued.extend(next(stream).content for _ in given),
        PREPARED.beside: lambda given: [each.prepared() for each in given],
        PLAIN.beside: lambda given: [each.plain() for each in given],
        DEFLATED.beside: lambda given: [_deflated(each.parts, 6) for each in given],
        PACKED.beside: lambda given: [_deflated(each.parts, LEVEL) for each in given],
        FILLED.beside: lambda given: filled.extend(map(_filled, given)),
    }
    taken = in_turn(jobs, [units[at : at + _UNITS] for at in range(0, len(units), _UNITS)])
    _hold_equal(units, issued, filled)
    ours = taken[_OURS]
    once = max(0.0, ours[0] - middle(ours)) * _UNITS / _WHOLE
    ours = [each + once for each in ours]
    return Figures(
        {
            line: ratio(taken[line.beside], ours) for line in (PREPARED, PLAIN, FILLED)
        } | {
            **{line: ratio(ours, taken[line.beside]) for line in (DEFLATED, PACKED)},
            SIZE: sum(map(len, issued)) / sum(len(each.plain()) for each in units),
        },
        {
            "deflating the parts of a workbook": 1000 * middle(taken[DEFLATED.beside]) / _UNITS,
            "generate, a workbook": 1000 * middle(ours) / _UNITS,
        },
    )  # fmt: skip


def _units(budgets: Sequence[object]) -> Iterator[_Unit]:
    prepared = PreparedForm(Form.load(FORM))
    templates: dict[int, bytes] = {}
    for budget in budgets:
        book = unit_workbook(prepared, budget, None)  # type: ignore[arg-type]
        source, content = recorded_source(lambda book=book: workbook_bytes(book))  # type: ignore[misc]
        parts = list(parts_of(content).items())
        yield _Unit(
            content, script(source), script(source, prepared=True), parts,
            templates.setdefault(len(book.sheets), content), list(_cells(book)),
        )  # fmt: skip


def _cells(book: Workbook) -> Iterator[tuple[str, Sequence[tuple[int, int, Value]]]]:
    """What differs from unit to unit: the cells that have a value of their own."""
    for sheet in book.sheets:
        yield (
            sheet.name,
            [
                (each.row + 1, each.column + 1, sheet.values[each.slot])
                for each in sheet.contents
                if each.slot in sheet.values and not each.formula
            ],
        )


def _deflated(parts: Sequence[tuple[str, bytes]], level: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for name, content in parts:
            file.writestr(name, content)
    return target.getvalue()


def _filled(unit: _Unit) -> bytes:
    book, target = load_workbook(io.BytesIO(unit.template)), io.BytesIO()
    for sheet, (name, cells) in zip(book.worksheets, unit.filled, strict=True):
        if sheet.title != name:
            sheet.title = name
        for row, column, value in cells:
            sheet.cell(row, column).value = value
    book.save(target)
    return target.getvalue()


def _hold_equal(units: Sequence[_Unit], issued: Sequence[bytes], filled: Sequence[bytes]) -> None:
    """Hold what was written to be the same: part by part, and cell for cell of the template.

    The plain calls were held to it when they were recorded.
    """
    for unit, ours, theirs in zip(units, issued, filled, strict=True):
        if ours != unit.wanted or parts_of(ours) != parts_of(unit.prepared()):
            raise AssertionError("generate writes another workbook than plain XlsxWriter")
        if _values(ours, unit) != _values(theirs, unit):
            raise AssertionError("openpyxl filled in something else")


def _values(content: bytes, unit: _Unit) -> list[object]:
    """The cells that were filled in, as they are read back."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: list[object] = []
    for name, cells in unit.filled:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, column, _ in cells:
            line = rows[row - 1] if row <= len(rows) else []
            found.append(line[column - 1] if column <= len(line) else "")
    return found
