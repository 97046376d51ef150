"""What was understood of a master budget: a record for each thing an office may want to know."""

from dataclasses import dataclass
from decimal import Decimal

from ..budget import MONEY, Holds, Master, MoneyUnit, Unit
from ..findings import Finding, Level, MasterError
from ..form import Form


@dataclass(frozen=True, slots=True)
class Declared:
    """The unit of money of a list, and where that is said.

    Attributes:
        by: `line`, `heading`, `option`, `form`, `round`, or "" where nothing says it.
        where: the cell that says it, such as `预算!H2`; "" where no cell does.
        words: what stands there.
    """

    unit: str
    by: str
    where: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class UsedColumn:
    """A column of the list, and the field it was taken for; "" for one that was not used."""

    sheet: str
    letters: str
    heading: str
    field: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row that is no project: its number as people count, what it is, and how it begins."""

    sheet: str
    row: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total of the list itself, held against the rows it adds up.

    Attributes:
        stated: what stands there, in the form's unit; None where it holds no amount.
        counted: what the rows come to; of all projects, where it agrees with no rows.
        rows: how many rows it adds up.
    """

    sheet: str
    row: int
    text: str
    stated: Decimal | None
    counted: Decimal
    rows: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """The control total of one unit, in the form's unit of money; None where none is given."""

    unit: Unit
    projects: int
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class OneSheet:
    """A sheet with the headings: whether it was taken, whether it is visible, its total."""

    name: str
    hidden: bool
    taken: bool
    projects: int
    total: Decimal


@dataclass(frozen=True)
class MasterReport:
    """What was understood of a file, and everything that is wrong with it.

    Attributes:
        form: what the amounts were held to.
        money: what the amounts here are counted in: as the form, unless nobody knows the list's.
        is_read: whether any rows were read; not where it is open which sheet or column is meant.
        budget: the master budget; None while there are mistakes.
    """

    file: str
    form: Form
    money: MoneyUnit
    declared: Declared
    is_read: bool = True
    sheets: tuple[OneSheet, ...] = ()
    columns: tuple[UsedColumn, ...] = ()
    taken: int = 0
    passed_over: tuple[PassedOver, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    units: tuple[UnitTotal, ...] = ()
    total: Decimal | None = Decimal(0)
    findings: tuple[Finding, ...] = ()
    budget: Master | None = None

    @property
    def counts_units(self) -> bool:
        """Whether a row of the list is a unit, since the form asks for nothing of projects."""
        return self.form.project_sheet is None and self.form.unit is not None

    @property
    def has_amounts(self) -> bool:
        """Whether a column that was used holds money; without one a list has no unit of it."""
        own = self.form.fields
        return any(
            each.field in MONEY or (each.field in own and own[each.field].kind is Holds.MONEY)
            for each in self.columns
        )

    @property
    def mistakes(self) -> tuple[Finding, ...]:
        """The findings that stop it from being used."""
        return tuple(each for each in self.findings if each.level is Level.ERROR)

    @property
    def is_converted(self) -> bool:
        """Whether the amounts were counted in another unit of money than the form's."""
        return bool(self.declared.unit) and self.declared.unit != self.form.money.unit

    def required(self) -> Master:
        """The master budget.

        Raises:
            MasterError: there are mistakes; all of them are in its `findings`.
        """
        if self.budget is None:
            first = self.mistakes[0]
            place = {"file": first.place.file, "place": str(first.place), "found": first.found}
            error = MasterError(first.code, findings=self.findings, **{**place, **first.values})
            error.lang = self.form.lang
            raise error
        return self.budget
