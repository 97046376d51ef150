"""The one sheet of a unit whose projects stand on it one below the other, each with its rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..form import Form, Layout, SheetForm, group_key, in_group, lay_out_groups
from ..sheet import Highlight, Validation, Value
from .cell_values import project_values
from .checks_of_blank import project_checks
from .checks_of_fields import field_checks
from .checks_of_sheet import sheet_checks
from .computed_cells import computed_formulas
from .disputed_checks import Contested, disputed_checks
from .frame_slots import key_slot
from .live_checks import Check, Values
from .prefilling import Prefilled, project_sheet
from .sheets.choices import ChoiceLists
from .sheets.entry import EntrySheet, Limits, assembled
from .sheets.limits import highlights, validations


class Shape(NamedTuple):
    """What of a project decides how its rows are compiled.

    Attributes:
        rows: how many rows it has.
        closed: the fields whose cells are locked.
        contested: those under dispute, each with what the master budget says.
    """

    rows: int
    closed: frozenset[str]
    contested: Contested

    @property
    def disputed(self) -> frozenset[str]:
        """The fields under dispute."""
        return frozenset(name for name, _ in self.contested)


class GroupedSheet(NamedTuple):
    """A compiled list of grouped rows, and where each of its projects stands."""

    sheet: EntrySheet
    parts: tuple[Layout, ...]


def compile_groups(form: Form, lists: ChoiceLists, shapes: Sequence[Shape]) -> GroupedSheet:
    """Compile the list of a unit, from the shape of each of its projects."""
    sheet = project_sheet(form)
    whole, parts = lay_out_groups(form.entry(sheet), [each.rows for each in shapes])
    checks: dict[int, list[Check]] = {}
    for number, (each, part) in enumerate(zip(shapes, parts, strict=True)):
        for row, found in _checks(form, sheet, part, lists, each).items():
            checks[row] = [_of_group(number, check) for check in found]
    made = assembled(
        form, sheet, whole, checks, _limits(form, sheet, parts, lists, shapes),
        known=_paths(each.closed for each in shapes),
        disputed=_paths(each.disputed for each in shapes),
    )  # fmt: skip
    return GroupedSheet(made, parts)


def group_values(form: Form, projects: Sequence[Prefilled]) -> Iterator[tuple[str, Value]]:
    """The values of all projects by the paths of their sheet, the hidden keys of rows with them."""
    (table,) = project_sheet(form).tables
    row = 0
    for number, each in enumerate(projects):
        values = project_values(form, each.project)
        yield from ((in_group(number, path), value) for path, value in values.items())
        for own in rows_of(each, table.name):
            yield key_slot(f"{table.name}.{row}"), group_key(each.project.code, own)
            row += 1


def rows_of(each: Prefilled, table: str) -> list[str]:
    """The keys of the rows of a project, in their order."""
    rows = each.project.tables.get(table, ())
    return [row.key for row in rows]


def _paths(names: Iterator[frozenset[str]]) -> frozenset[str]:
    return frozenset(in_group(number, name) for number, each in enumerate(names) for name in each)


def _checks(
    form: Form, sheet: SheetForm, part: Layout, lists: ChoiceLists, each: Shape
) -> Mapping[int, Sequence[Check]]:
    contests = reversed([*disputed_checks(form, part, each.contested)])
    once = (
        *contests,
        *field_checks(form, sheet, part, lists, each.closed),
        *project_checks(form, part, each.closed),
    )
    return sheet_checks(form, sheet, part, lists, once)


def _limits(
    form: Form,
    sheet: SheetForm,
    parts: Sequence[Layout],
    lists: ChoiceLists,
    shapes: Sequence[Shape],
) -> Limits:
    """What is computed and what may be typed, project by project; what is said of all once."""
    computing = form.computed("project")
    formulas = {
        in_group(number, path): formula
        for number, part in enumerate(parts if computing else ())
        for path, formula in (computed_formulas(computing, part) if computing else {}).items()
    }
    typed: list[Validation] = []
    coloured: list[Highlight] = []
    for each, part in zip(shapes, parts, strict=True):
        typed += validations(form, part, lists, each.closed)
        coloured += highlights(form, sheet, part, lists, each.closed)
    return Limits(formulas, tuple(dict.fromkeys(typed)), tuple(dict.fromkeys(coloured)))


def _of_group(number: int, check: Check) -> Check:
    return check._replace(is_open=lambda values: check.is_open(_Group(values, number)))


class _Group(Mapping[str, Value]):
    """The values of one group among those of all, by their own paths."""

    def __init__(self, values: Values, number: int) -> None:
        self._values, self._number = values, number

    def __getitem__(self, path: str) -> Value:
        return self._values[self._of_all(path)]

    def get(self, path: str, default: Value = None) -> Value:  # type: ignore[override]
        """A value, or the default where there is none."""
        return self._values.get(self._of_all(path), default)

    def _of_all(self, path: str) -> str:
        """Its path among those of all groups."""
        if path.startswith("reason."):  # which stands beside a row of the whole sheet
            return path
        return in_group(self._number, path)

    def __iter__(self) -> Iterator[str]:
        before = in_group(self._number, "")
        return (each.removeprefix(before) for each in self._values if each.startswith(before))

    def __len__(self) -> int:
        return sum(1 for _ in self)
