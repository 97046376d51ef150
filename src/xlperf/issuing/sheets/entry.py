"""A drawn sheet to be filled: a project's table, or the unit's own part.

One layout is compiled for every shape (how many rows, which cells are already known) and
stamped for each project; only values, names and row heights differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from ...budget import ISSUED
from ...form import (
    KEY_COLUMN,
    KEY_ROW,
    LINE_ROW,
    TITLE_ROW,
    TOP,
    UNIT_ROW,
    Form,
    Kind,
    Layout,
    Placed,
    SheetForm,
    is_signing,
)
from ...identity import Seal
from ...sheet import (
    Box,
    Cell,
    Comment,
    Content,
    Highlight,
    Sheet,
    Validation,
    Value,
    quoted,
)
from ..computed_cells import computed_formulas
from ..following import Following
from ..frame_slots import CHECK, SEAL, SEAL_LINE, TITLE, UNIT
from ..live_checks import (
    Check,
    check_line,
    check_line_formula,
    hint,
    is_counted,
)
from ..live_rules import passed_line
from .beside import SIGNED_HEIGHT, sides
from .choices import ChoiceLists
from .framed import framed, middle_of
from .heights import Rooms, height_in, rooms_of, with_tall
from .in_sight import CAPTIONS_HEIGHT, frozen_at
from .limits import highlights, line_highlight, validations

_WIDTH = 14.0
_LONGEST_FOOTER = 60
"""Excel drops a footer of more than 255 characters; a line of print holds fewer."""


@dataclass(frozen=True)
class EntrySheet:
    """A compiled sheet: stamp it with a name and values, as often as needed."""

    form: Form
    sheet: SheetForm
    layout: Layout
    checks: Mapping[int, Sequence[Check]]
    contents: tuple[Content, ...]
    widths: Mapping[int, float]
    rooms: Rooms
    validations: tuple[Validation, ...]
    highlights: tuple[Highlight, ...]

    @property
    def hint_box(self) -> Box:
        """The cells of all hints, for the check line and the 目录."""
        return Box(TOP, self.layout.hints, self.layout.bottom, self.layout.hints)

    def open_count(self, stamped: Sheet) -> int:
        """How many rows of a stamped sheet still say something."""
        return sum(is_counted(stamped.values[slot]) for slot in self._hints.names)

    def cell_of(self, path: str) -> Cell | None:
        """The cell a value stands in, by its path; None when the sheet does not ask for it."""
        return self._cells.get(path)

    @cached_property
    def _cells(self) -> Mapping[str, Cell]:
        asked = (each for each in self.layout.placed if each.kind is not Kind.LABEL)
        return {each.path: each.box.first for each in asked}

    def stamp(
        self,
        name: str,
        values: Mapping[str, Value],
        title: str,
        seal: Seal,
        *,
        tab: str = "",
        comments: Mapping[Cell, Comment] = {},
    ) -> Sheet:
        """The sheet with these values: everything stored, formulas with their true results."""
        all_values = self._with_frame(values, title, seal)
        heights, drawn = self._heights(all_values), self._framed
        footer = self.form.word("footer", title=title[:_LONGEST_FOOTER].replace("&", "&&"))
        return replace(
            drawn,
            name=name,
            values=all_values,
            heights=heights,
            comments=comments,
            frozen=frozen_at(self.layout, heights),
            printing=drawn.printing and replace(drawn.printing, footer=footer),
            tab=tab,
        )

    @cached_property
    def _framed(self) -> Sheet:
        """The sheet before anything is filled in."""
        made = framed(self.layout, self.contents, self.widths, self.validations, self.highlights)
        growing = frozenset(row for row, room in self.rooms.items() if room.grows)
        return replace(made, growing=growing, filtered=None if self.sheet.group else made.filtered)

    def _with_frame(
        self, values: Mapping[str, Value], title: str, seal: Seal
    ) -> Mapping[str, Value]:
        """The values with those of all that stands around the table."""
        hints = self._hints(values)
        count = sum(map(is_counted, hints.values()))
        token = str(seal)
        return {
            **values,
            **hints,
            CHECK: check_line(self.form, self._passed, count),
            TITLE: title,
            SEAL: token,
            SEAL_LINE: self.form.word("seal.line", seal=token),
        }

    @cached_property
    def _hints(self) -> Following[str, str]:
        """What says the hint of each row, by its slot."""
        return Following(
            {f"hint.{row}": partial(hint, checks) for row, checks in self.checks.items()}
        )

    @cached_property
    def _passed(self) -> str:
        """What it says above its table when nothing on it is open."""
        return passed_line(self.form, self.checks.values())

    def _heights(self, values: Mapping[str, Value]) -> dict[int, float]:
        heights = {TITLE_ROW: 32.0, UNIT_ROW: 18.0, LINE_ROW: 42.0}
        if not self._framed.hidden_rows:
            heights[KEY_ROW] = CAPTIONS_HEIGHT
        heights |= self._needed(values)
        heights |= {row: max(SIGNED_HEIGHT, heights.get(row, 0.0)) for row in self._signed}
        if not self.sheet.group:
            return heights
        return with_tall(heights, self.layout, self.widths, values)

    @cached_property
    def _needed(self) -> Following[int, float]:
        """What says how high each row has to be."""
        return Following({row: partial(height_in, room) for row, room in self.rooms.items()})

    @cached_property
    def _signed(self) -> tuple[int, ...]:
        """The rows that somebody signs in."""
        placed = self.layout.placed
        return tuple({each.box.top: None for each in placed if is_signing(each.text)})


def compile_sheet(
    form: Form,
    sheet: SheetForm,
    layout: Layout,
    checks: Mapping[int, Sequence[Check]],
    lists: ChoiceLists,
    *,
    known: frozenset[str],
    disputed: frozenset[str] = frozenset(),
) -> EntrySheet:
    """Compile a drawn sheet; `known` are the fields that are filled in and locked."""
    limits = Limits(
        _formulas(form, sheet, layout),
        tuple(validations(form, layout, lists, known)),
        tuple(highlights(form, sheet, layout, lists, known)),
    )
    return assembled(form, sheet, layout, checks, limits, known=known, disputed=disputed)


class Limits(NamedTuple):
    """What a sheet computes, by path, and what may be typed into it."""

    formulas: Mapping[str, str]
    validations: tuple[Validation, ...]
    highlights: tuple[Highlight, ...]


def assembled(
    form: Form,
    sheet: SheetForm,
    layout: Layout,
    checks: Mapping[int, Sequence[Check]],
    limits: Limits,
    *,
    known: frozenset[str],
    disputed: frozenset[str],
) -> EntrySheet:
    """A sheet of what is known of its cells; `known` and `disputed` are paths."""
    widths, passed = _widths(sheet, layout), passed_line(form, checks.values())
    contents = sorted(
        [
            *_frame(form, layout, passed),
            *_table(form, layout, limits.formulas, known, disputed),
            *sides(form, layout, checks),
        ],
        key=lambda each: (each.row, each.column),
    )
    return EntrySheet(
        form=form,
        sheet=sheet,
        layout=layout,
        checks=checks,
        contents=tuple(contents),
        widths=widths,
        rooms=rooms_of(form, layout, widths, checks),
        validations=limits.validations,
        highlights=(line_highlight(layout, passed), *limits.highlights),
    )


def _formulas(form: Form, sheet: SheetForm, layout: Layout) -> Mapping[str, str]:
    computing = form.computed("project" if sheet is form.project_sheet else "unit")
    return computed_formulas(computing, layout) if computing else {}


def _frame(form: Form, layout: Layout, passed: str) -> Iterator[Content]:
    """Title, unit line, check line and money unit, each a merged cell above the table."""
    left, right, middle = layout.table.left, layout.right, middle_of(layout)
    hints = Box(TOP, layout.hints, layout.bottom, layout.hints)
    money = form.word("line.money", unit=form.money.unit) if form.has_money else ""
    yield Content(KEY_ROW, KEY_COLUMN, "key", slot=SEAL)
    yield Content(layout.bottom + 1, left, "small", slot=SEAL_LINE)
    yield Content(TITLE_ROW, left, "title", slot=TITLE)
    yield Content(UNIT_ROW, left, "line", slot=UNIT)
    yield Content(
        LINE_ROW,
        left,
        "check",
        formula=check_line_formula(form, passed, hints),
        slot=CHECK,
    )
    yield Content(LINE_ROW, middle + 1, "line.right", money)
    back = f"{quoted(form.word('sheet.contents'))}!A1"
    yield Content(UNIT_ROW, layout.hints, "back", form.word("line.back"), link=back)
    yield Content(LINE_ROW, layout.hints, "side", form.word("column.hints"))
    yield Content(LINE_ROW, layout.reasons, "side", form.word("column.reasons"))
    for row, style in ((TITLE_ROW, "title"), (UNIT_ROW, "line")):
        for column in range(left + 1, right + 1):
            yield Content(row, column, style)


def _table(
    form: Form,
    layout: Layout,
    formulas: Mapping[str, str],
    known: frozenset[str],
    disputed: frozenset[str],
) -> Iterator[Content]:
    keyed = (rows for table, rows in layout.tables if table.is_keyed)
    headings = {row for rows in keyed for row in layout.heading(rows)}
    for each in layout.placed:
        in_heading = not headings.isdisjoint((each.box.top, each.box.bottom))
        style = _style(form, each, known | formulas.keys(), disputed, in_heading)
        constant = each.text if each.kind is Kind.LABEL else None
        slot = each.path
        for row in range(each.box.top, each.box.bottom + 1):
            for column in range(each.box.left, each.box.right + 1):
                if (row, column) == each.box.first:
                    formula = formulas.get(slot, "")
                    yield Content(row, column, style, constant, formula=formula, slot=slot)
                else:
                    yield Content(row, column, style)


def _style(
    form: Form, placed: Placed, known: frozenset[str], disputed: frozenset[str], in_heading: bool
) -> str:
    if placed.kind is Kind.LABEL:
        return "heading" if in_heading else "label"
    look = "code" if is_signing(placed.text) else form.look(placed.text)
    if placed.path in disputed:
        return f"disputed.{look}"
    locked = placed.path in known or (placed.text in ISSUED and placed.text in known)
    return f"{'issued' if locked else 'asked'}.{look}"


def _widths(sheet: SheetForm, layout: Layout) -> dict[int, float]:
    widths = {KEY_COLUMN: 6.0, layout.hints: 24.0, layout.reasons: 22.0}
    widths |= dict.fromkeys(range(layout.table.left, layout.right + 1), _WIDTH)
    for each in layout.placed:
        width = sheet.widths.get(each.text)
        if width and each.kind is not Kind.LABEL:
            columns = range(each.box.left, each.box.right + 1)
            widths |= dict.fromkeys(columns, width / len(columns))
    return widths
