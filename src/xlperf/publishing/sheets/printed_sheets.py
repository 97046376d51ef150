"""The printed text as sheets of a workbook: the tables as they are printed, no keys, no hints."""

from collections.abc import Iterator, Sequence

from ...budget import number_from_float
from ...form import Form
from ...sheet import Box, Content, Print, Sheet, Value, row_height, sheet_name
from ..paging import PagedPart, PagedText
from ..printed import PrintedCell, PrintedTable, Prose, Role, Tables

_ACROSS, _ACROSS_TURNED = 92.0, 140.0
"""How many half-width characters a table is wide: what A4 shows at full size."""
_NARROW, _WHOLE_PERCENT = 2.0, 100


def printed_sheets(
    form: Form, paged: PagedText, taken: Sequence[str], *, by_unit: bool
) -> Iterator[Sheet]:
    """The sheets of one unit: its prose on one, each table on its own.

    Args:
        taken: names that other sheets of the workbook have.
        by_unit: whether several units stand in it, so that names begin with the unit's code.
    """
    names = [*taken]
    head = f"{paged.text.unit.code} " if by_unit else ""
    for part in paged.parts:
        prose = [each.section for each in part.sections if isinstance(each.section, Prose)]
        tables = [each.section for each in part.sections if isinstance(each.section, Tables)]
        if prose:
            title = part.heading or paged.text.name
            names.append(sheet_name(f"{head}{title}", names))
            yield _of_prose(form, names[-1], title, prose)
        for section in tables:
            names.append(sheet_name(f"{head}{section.heading}", names))
            yield _of_tables(form, names[-1], section, part)


def _of_prose(form: Form, name: str, title: str, sections: Sequence[Prose]) -> Sheet:
    """A paragraph a row, beside a narrow column: a sheet of one column is printed askew."""
    contents, heights = [Content(0, 1, "title", title)], {0: 36.0}
    row = 1
    for section in sections:
        lines = [("section", section.heading, 24.0)]
        lines += [
            ("section" if each.is_entry else "prose", each.text, 18.0)
            for each in section.paragraphs
        ]
        for style, text, least in lines:
            contents.append(Content(row, 1, style, text))
            heights[row] = row_height([(text, _ACROSS)], least=least)
            row += 1
    printing = Print(Box(0, 0, row - 1, 1), footer=_footer(form, title))
    widths = {0: _NARROW, 1: _ACROSS}
    return Sheet(name, contents, widths=widths, heights=heights, printing=printing)


def _footer(form: Form, title: str) -> str:
    return form.word("footer", title=title[:60].replace("&", "&&"))


def _of_tables(form: Form, name: str, section: Tables, part: PagedPart) -> Sheet:
    """Title, unit line and money line above the tables, as on paper."""
    count = max(len(each.widths) for each in section.tables)
    last = count - 1
    contents = [Content(0, 0, "title", section.heading), Content(1, 0, "line", section.left)]
    contents.append(Content(2, 0, "line.right", section.right))
    merges = [Box(row, 0, row, last) for row in range(3) if last]
    heights = {0: 32.0, 1: 18.0, 2: 18.0}
    across = _ACROSS_TURNED if part.is_turned else _ACROSS
    widths = _widths(section.tables[0], across)
    row, repeat = 3, None
    for table in section.tables:
        found, boxes = _table(table, row)
        contents += found
        merges += boxes
        heights |= _heights(table, row, widths)
        if table.headings:
            repeat = (row, row + table.headings - 1)
        row += len(table.rows)
    contents.sort(key=lambda each: (each.row, each.column))
    return Sheet(
        name, contents, merges=merges, widths=dict(enumerate(widths)), heights=heights,
        printing=Print(
            Box(0, 0, row - 1, last), repeat=repeat, landscape=part.is_turned,
            footer=_footer(form, section.heading),
        ),
    )  # fmt: skip


def _widths(table: PrintedTable, across: float) -> list[float]:
    whole = sum(table.widths)
    return [across * width / whole for width in table.widths]


def _table(table: PrintedTable, top: int) -> tuple[list[Content], list[Box]]:
    contents: list[Content] = []
    merges: list[Box] = []
    for at, row in enumerate(table.rows, top):
        for cell in row.cells:
            box = Box(at, cell.column, at + cell.rows - 1, cell.column + cell.columns - 1)
            style = _style(cell)
            contents += (
                Content(r, c, style, _value(cell) if (r, c) == box.first else None)
                for r in range(box.top, box.bottom + 1)
                for c in range(box.left, box.right + 1)
            )
            if box.is_merged:
                merges.append(box)
    return contents, merges


def _style(cell: PrintedCell) -> str:
    if cell.role is not Role.ANSWER:
        return "heading" if cell.role is Role.HEADING else "label"
    if cell.figure is not None:
        return f"plain.{cell.look}"
    return "plain.text" if cell.across == "left" else "plain.choice"


def _value(cell: PrintedCell) -> Value:
    """A figure as a figure; what Excel would round is written as the text it is printed as."""
    if cell.figure is None:
        return cell.text
    figure = cell.figure / _WHOLE_PERCENT if cell.look.startswith("percent") else cell.figure
    stored = float(figure)
    return stored if number_from_float(stored) == figure else cell.text


def _heights(table: PrintedTable, top: int, widths: Sequence[float]) -> dict[int, float]:
    """Heights of rows; a cell over several that needs more makes the last of them higher."""
    heights = {
        at: row_height(
            [
                (cell.text, sum(widths[cell.column : cell.column + cell.columns]))
                for cell in row.cells
                if cell.rows == 1
            ],
            least=21.0,
        )
        for at, row in enumerate(table.rows, top)
    }
    for at, row in enumerate(table.rows, top):
        for cell in row.cells:
            width = sum(widths[cell.column : cell.column + cell.columns])
            rows = range(at, at + cell.rows)
            lacking = row_height([(cell.text, width)]) - sum(heights[each] for each in rows)
            if cell.rows > 1 and lacking > 0:
                heights[rows[-1]] += lacking
    return heights
