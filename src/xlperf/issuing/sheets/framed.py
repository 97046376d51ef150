"""A drawn sheet before anything is filled in: all around its values, the same for every project."""

from collections.abc import Mapping

from ...form import KEY_COLUMN, KEY_ROW, LINE_ROW, TITLE_ROW, UNIT_ROW, Layout
from ...sheet import Box, Cell, Content, Highlight, Print, Sheet, Validation
from .in_sight import has_captions, zoom_of
from .page import page_for


def framed(
    layout: Layout,
    contents: tuple[Content, ...],
    widths: Mapping[int, float],
    validations: tuple[Validation, ...],
    highlights: tuple[Highlight, ...],
) -> Sheet:
    """The sheet without a name, values, heights, and what its footer says."""
    table = layout.table
    page = page_for(widths[column] for column in range(table.left, table.right + 1))
    return Sheet(
        name="",
        contents=contents,
        merges=_merges(layout),
        widths=widths,
        hidden_rows=() if has_captions(layout) else (KEY_ROW,),
        hidden_columns=(KEY_COLUMN,),
        validations=validations,
        highlights=highlights,
        filtered=_filtered(layout),
        zoom=zoom_of(widths, frozenset((KEY_COLUMN,))),
        printing=Print(
            area=Box(TITLE_ROW, table.left, layout.bottom + 1, layout.right),
            repeat=_heading_rows(layout),
            landscape=page.landscape,
            paper=page.paper,
        ),
        protected=True,
    )


def middle_of(layout: Layout) -> int:
    """The last column of the left half."""
    return (layout.table.left + layout.right) // 2


def _merges(layout: Layout) -> tuple[Box, ...]:
    left, right, middle = layout.table.left, layout.right, middle_of(layout)
    return (
        Box(TITLE_ROW, left, TITLE_ROW, right),
        Box(UNIT_ROW, left, UNIT_ROW, right),
        Box(LINE_ROW, left, LINE_ROW, middle),
        Box(LINE_ROW, middle + 1, LINE_ROW, right),
        *(each.box for each in layout.placed if each.box.is_merged),
    )


def _heading_rows(layout: Layout) -> tuple[int, int] | None:
    """The heading of the table that is the longest, to be repeated on every page."""
    keyed = [rows for table, rows in layout.tables if table.is_keyed]
    longest = max(keyed, key=len, default=None)
    heading = layout.heading(longest) if longest else None
    return (heading.start, heading.stop - 1) if heading else None


def _filtered(layout: Layout) -> Box | None:
    """The table of indicators, which can be sorted; of a grouped list nobody sorts merged cells."""
    rows = layout.indicator_rows
    if not rows:
        return None
    first = layout.cell("level1") or Cell(rows[0], layout.table.left)
    return Box(rows[0] - 1, first.column, rows[-1], layout.right)
