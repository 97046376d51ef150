"""What stays in sight on a laptop: the names of columns while rows go by, and the hints."""

from collections.abc import Iterator, Mapping

from ...form import KEY_ROW, TOP, Form, Kind, Layout, column_key
from ...sheet import GREY, Cell, Content, Style

_ROOM = 1310
"""So many pixels a window of 1366 has for columns, beside row numbers and scroll bar."""
_PER_CHARACTER, _PADDING = 9, 5
"""A character of the usual font takes 7 pixels, of the one a machine has in its place up to 9."""
_SMALLEST_ZOOM = 70
"""Below this nobody reads a text of 10 points."""
_MOST_FROZEN = 80.0
"""So many points of a table may stay in sight with the lines above it; a laptop shows 400."""
_USUAL_HEIGHT = 15.0
_LONGEST = 60
CAPTIONS_HEIGHT = 14.0


def zoom_of(widths: Mapping[int, float], hidden: frozenset[int]) -> int:
    """At how many percent all columns of a sheet are on the screen of a laptop."""
    seen = [width for column, width in widths.items() if column not in hidden]
    total = sum(round(width * _PER_CHARACTER + _PADDING) for width in seen)
    return max(_SMALLEST_ZOOM, min(100, _ROOM * 100 // max(1, total)))


def frozen_at(layout: Layout, heights: Mapping[int, float]) -> Cell:
    """What stays where it is: the lines above the table, with its heading where that is near."""
    heading = _first_rows(layout)
    tall = sum(heights.get(row, _USUAL_HEIGHT) for row in range(TOP, heading))
    return Cell(heading if tall <= _MOST_FROZEN else TOP, 0)


def has_captions(layout: Layout) -> bool:
    """Whether the names of columns stand above all: where the heading is far down the sheet.

    Of several tables each has names of its own, so there none can stand for all.
    """
    keyed = [rows for table, rows in layout.tables if table.is_keyed]
    return len(keyed) == 1 and _first_rows(layout) > TOP + 2


def captions(layout: Layout) -> Iterator[Content]:
    """The hidden keys over the columns, shown as the names of the columns.

    What stands in the cells is the keys, so that no label stands twice; the names are in their
    number formats.
    """
    ((table, rows),) = ((table, rows) for table, rows in layout.tables if table.is_keyed)
    firsts = [layout.cells(field)[0].box.left for field in table.fields]
    over = [each for each in layout.placed
            if each.kind is Kind.LABEL and each.box.bottom == rows.start - 1]  # fmt: skip
    for drawn, column in enumerate(range(layout.table.left, layout.right + 1)):
        label = next((e.text for e in over if e.box.left <= column <= e.box.right), "")
        shown = label if column in firsts else ""
        yield Content(KEY_ROW, column, caption_style(shown), column_key(drawn))


def caption_styles(form: Form) -> Mapping[str, Style]:
    """The looks of all columns of tables, each of which shows its name."""
    sheets = filter(None, (form.project_sheet, form.unit))
    labels = {"", *(each.text for sheet in sheets for each in form.entry(sheet).labels())}
    return {caption_style(label): Style(size=8, colour=GREY, across="center",
            number=_format(label)) for label in sorted(labels)}  # fmt: skip


def caption_style(label: str) -> str:
    """The name of a look that shows a label, whatever text stands in the cell."""
    return f"caption.{label}"


def _format(label: str) -> str:
    text = label[:_LONGEST].replace('"', "").replace("\n", " ")
    return f';;;"{text}"' if text else ";;;"


def _first_rows(layout: Layout) -> int:
    """The first row of the only table of rows, or of what stands first."""
    keyed = [rows for table, rows in layout.tables if table.is_keyed]
    return keyed[0].start if len(keyed) == 1 else TOP
