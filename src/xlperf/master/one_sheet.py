"""One sheet of a master budget: its rows sorted, its projects taken, its totals held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..budget import MoneyUnit, converted
from ..findings import Finding, Place, level_of
from ..reading import decode
from ..sheet import Cell, Read
from .doubts import Doubt, sheet_doubts
from .headings import Heading
from .projects import ListedProject, Taking
from .report import PassedOver, TotalRow
from .rows import Sort, SortedRow, heading_rows, rows_of, says_total, sorted_rows
from .told_besides import told_besides
from .unit_rows import sorted_unit_rows


@dataclass(frozen=True)
class SheetRows:
    """The rows of one sheet, each with what it is."""

    heading: Heading
    rows: tuple[SortedRow, ...]

    @property
    def projects(self) -> int:
        """How many projects there are; rows that are refused are told, and not counted."""
        return sum(each.sort is Sort.PROJECT for each in self.rows)

    @property
    def budget(self) -> Decimal:
        """The budgets of all projects together, in the unit of the list."""
        zero, lead = Decimal(0), self.heading.lead
        budgets = (e.row.amounts.get(lead, zero) for e in self.rows if e.sort is Sort.PROJECT)
        return sum(budgets, zero)

    @property
    def notes(self) -> list[int]:
        """The rows that are notes, which may say the unit of money."""
        return [each.row.number for each in self.rows if each.sort is Sort.NOTE]


@dataclass(frozen=True, slots=True)
class Counting:
    """What amounts are counted in: in the list, and in the form; and what a code looks like.

    `shape` is in the form's words; "" where it says nothing of codes.
    """

    unit: str
    money: MoneyUnit
    shape: str = ""

    def amount(self, value: Read) -> decode.Decoded[Decimal | None]:
        """One cell's amount, in the form's unit."""
        read = decode.money(value, self.unit)
        if read.value is None:
            return read
        return read._replace(value=self.in_form(read.value))

    def in_form(self, amount: Decimal) -> Decimal:
        """An amount in the form's unit, with the form's places where it has no more of them."""
        exact = converted(amount, self.unit, self.money.unit)
        if exact is None or self.unit == self.money.unit:
            return amount
        rounded = exact.quantize(Decimal(1).scaleb(-self.money.places))
        return rounded if rounded == exact else exact.normalize()


@dataclass(frozen=True)
class TakenSheet:
    """What one sheet gave: projects, rows passed over, totals held, and findings.

    Projects with cells that could not be read are among them, for the mistakes they have besides.
    """

    projects: tuple[ListedProject, ...]
    passed_over: tuple[PassedOver, ...]
    totals: tuple[TotalRow, ...]
    findings: tuple[Finding, ...]


def sheet_rows(heading: Heading, pattern: str, unit: str) -> SheetRows:
    """Sort the rows of a sheet; `unit` is the unit of money amounts may be typed with."""
    if heading.key not in heading.columns:
        return SheetRows(heading, ())
    rows = rows_of(heading, lambda value: decode.money(value, unit).value)
    if heading.asked.counts_units:
        return SheetRows(heading, tuple(sorted_unit_rows(rows)))
    return SheetRows(heading, tuple(sorted_rows(rows, pattern)))


def taken_sheet(found: SheetRows, counting: Counting, file: str) -> TakenSheet:
    """Take the projects of a sheet, with amounts in the form's unit of money."""
    taking = Taking(file, found.heading, counting.unit, money=counting.amount, shape=counting.shape)
    name = found.heading.grid.name
    projects: list[ListedProject] = []
    findings = [_of_sheet(each, file, name) for each in sheet_doubts(found.heading.grid)]
    for each in found.rows:
        if each.sort is Sort.PROJECT:
            project, told = taking.project(each.row.number)
            projects.append(project)
            findings += told
        elif each.sort is Sort.REFUSED:
            findings += _refused(each, taking)
    findings += told_besides(found.heading, projects, file, counting.money)
    totals = list(_totals(found, name, counting))
    findings += [_differs(each, found, file, counting.money) for each in totals if not each.agrees]
    return TakenSheet(tuple(projects), _passed_over(found, name), tuple(totals), tuple(findings))


def _of_sheet(doubt: Doubt, file: str, sheet: str) -> Finding:
    place = Place(file, sheet, str(doubt.cell) if doubt.cell else "")
    values = {"expected": doubt.expected}
    return Finding(doubt.code, level_of(doubt.code), place, found=doubt.found, values=values)


def _refused(refused: SortedRow, taking: Taking) -> Sequence[Finding]:
    """Why a row with amounts is neither a project nor a total."""
    heading, row = taking.heading, refused.row
    key = heading.key
    cell = Cell(row.number, heading.columns[key][0].number)
    _, told = taking.project(row.number)
    is_passed = heading.asked.counts_units  # that it names no unit is what is told here
    of_code = [e for e in told if e.field == key and not (is_passed and e.code == "master.blank")]
    if of_code:
        return of_code
    code = "master.total-with-code" if refused.sums else "master.code-shape"
    if heading.asked.counts_units:
        code = "master.total-or-unit" if says_total(row.unit) else "master.figures-of-nobody"
    values = {"column": heading.asked.label(key), "text": row.text}
    if taking.shape and code == "master.code-shape":
        code, values = "code.shape", {"label": values["column"], "shape": taking.shape}
    place = Place(taking.file, heading.grid.name, str(cell))
    return [Finding(code, level_of(code), place, field=key, found=row.code, values=values)]


def _passed_over(found: SheetRows, name: str) -> tuple[PassedOver, ...]:
    sorts = {Sort.TOTAL, Sort.NOTE}
    rows = [
        PassedOver(name, each.row.number + 1, each.sort.value, each.row.text)
        for each in found.rows
        if each.sort in sorts
    ]
    again = [
        PassedOver(name, number + 1, sort.value, "") for number, sort in heading_rows(found.heading)
    ]
    return tuple(sorted([*rows, *again], key=lambda each: each.row))


def _totals(found: SheetRows, name: str, counting: Counting) -> Iterator[TotalRow]:
    """The totals of a sheet, each beside what its rows come to: all rows, if none agree."""
    zero, lead = Decimal(0), found.heading.lead
    budgets = {
        each.row.number: each.row.amounts.get(lead, zero)
        for each in found.rows
        if each.sort is Sort.PROJECT
    }
    for each in found.rows:
        if each.sort is Sort.TOTAL:
            stated = each.row.amounts.get(lead)
            rows = [budgets.get(number, zero) for number in each.sums] or list(budgets.values())
            yield TotalRow(
                name, each.row.number + 1, each.row.text,
                None if stated is None else counting.in_form(stated),
                counting.in_form(sum(rows, zero)), len(rows), each.agrees,
            )  # fmt: skip


def _differs(total: TotalRow, found: SheetRows, file: str, money: MoneyUnit) -> Finding:
    heading = found.heading
    columns = heading.columns.get(heading.lead) or heading.columns[heading.key]
    place = Place(file, total.sheet, str(Cell(total.row - 1, columns[0].number)))
    values = {
        "text": total.text, "counted": money.printed(total.counted), "rows": str(total.rows),
        "unit": money.unit,
    }  # fmt: skip
    code = "master.total-differs"
    stated = money.printed(total.stated) or "—"
    return Finding(code, level_of(code), place, found=stated, values=values)
