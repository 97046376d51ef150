"""The list of findings (问题清单) as a part: every text inline, every link inside the file."""

from collections.abc import Iterator, Mapping

from ...sheet import BLUE, HEADING, Cell, column_letters, quoted, row_height
from .styles import Styles, Tint, solid
from .what_to_mark import Line, Listing
from .xml_in_place import escaped

MEMORY_CELL, SEAL_CELL = "J1", "J2"
"""Both in the hidden column; beside the token the title stands as it was written."""
_FOUND, _PLACE, _SHEET = 3, 2, 1
_MOST_LINKS = 65_000
_HEAD = 3
_LEVELS = {Tint.ERROR: "F4B6A6", Tint.WARNING: "FFE0A0", Tint.INFO: "D3E5F3"}
"""Colours of the levels here; the tints themselves stand for marked cells only."""
_LINE = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'


def looks(styles: Styles) -> Mapping[str, int]:
    """The cell formats of the list, added to the workbook's styles."""
    fonts = {
        "title": _font(14, "<b/>"),
        "plain": _font(10),
        "bold": _font(10, "<b/>"),
        "link": _font(10, "<u/>", BLUE),
    }
    font = {name: styles.add("fonts", xml) for name, xml in fonts.items()}
    sides = "".join(_LINE.format(side) for side in ("left", "right", "top", "bottom"))
    box = styles.add("borders", f"<border>{sides}<diagonal/></border>")
    heading = styles.add("fills", solid(HEADING))
    made = {
        "title": _xf(font["title"], wrap=False),
        "intro": _xf(font["plain"]),
        "heading": _xf(font["bold"], heading, box, across="center"),
        "text": _xf(font["plain"], border=box),
        "found": _xf(font["plain"], border=box, quoted_text=True),
        "place": _xf(font["plain"], border=box, across="center"),
        "link": _xf(font["link"], border=box, across="center"),
        "sheet": _xf(font["link"], border=box),
    }
    for tint, colour in _LEVELS.items():
        fill = styles.add("fills", solid(colour))
        made[tint] = _xf(font["bold"], fill, box, across="center")
    return {name: styles.add("cellXfs", xf) for name, xf in made.items()}


def _font(size: int, more: str = "", colour: str = "262626") -> str:
    return (
        f'<font>{more}<sz val="{size}"/><color rgb="FF{colour}"/><name val="宋体"/>'
        '<family val="2"/></font>'
    )


def _xf(
    font: int, fill: int = 0, border: int = 0, *, across: str = "left", wrap: bool = True,
    quoted_text: bool = False,
) -> str:  # fmt: skip
    """A cell format; `quoted_text` keeps what looks like a formula text, also when it is edited."""
    quote = ' quotePrefix="1"' if quoted_text else ""
    indent = ' indent="1"' if border and across == "left" else ""
    return (
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{quote}'
        ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{across}" vertical="center" wrapText="{int(wrap)}"{indent}/></xf>'
    )


def sheet_content(listing: Listing, look: Mapping[str, int], memory: str, space: str) -> bytes:
    """The whole part."""
    last = column_letters(len(listing.columns) - 1)
    bottom = _HEAD + len(listing.lines)
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{space}"><sheetPr><tabColor rgb="FFC00000"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{MEMORY_CELL[:-1]}{bottom}"/>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{_HEAD}" topLeftCell="A{_HEAD + 1}" activePane="bottomLeft"'
        f' state="frozen"/><selection pane="bottomLeft" activeCell="A{_HEAD + 1}"'
        f' sqref="A{_HEAD + 1}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{''.join(_columns(listing))}</cols>"
        f"<sheetData>{''.join(_rows(listing, look, memory))}</sheetData>"
        f'<mergeCells count="2"><mergeCell ref="A1:{last}1"/><mergeCell ref="A2:{last}2"/>'
        f"</mergeCells>{_links(listing)}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
    )
    return text.encode()


def _columns(listing: Listing) -> Iterator[str]:
    for number, (_, width) in enumerate(listing.columns, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield '<col min="10" max="10" width="9" hidden="1" customWidth="1"/>'


def _rows(listing: Listing, look: Mapping[str, int], memory: str) -> Iterator[str]:
    widths = [width for _, width in listing.columns]
    title = _text("A1", listing.title, look["title"])
    yield _row(1, 30, title + _text(MEMORY_CELL, memory, 0))
    height = row_height([(listing.intro, sum(widths))], 24)
    intro = _text("A2", listing.intro, look["intro"])
    yield _row(2, height, intro + _text(SEAL_CELL, f"{listing.title} {listing.seal}", 0))
    names = (heading for heading, _ in listing.columns)
    cells = (_text(Cell(_HEAD - 1, i), name, look["heading"]) for i, name in enumerate(names))
    yield _row(_HEAD, 24, "".join(cells))
    for number, line in enumerate(listing.lines, _HEAD + 1):
        styles = _looks_of(line, look)
        cells = (
            _text(Cell(number - 1, i), text, style)
            for i, (text, style) in enumerate(zip(line.texts, styles, strict=True))
        )
        height = row_height(zip(line.texts, widths, strict=True), 24)
        yield _row(number, height, "".join(cells))


def _looks_of(line: Line, look: Mapping[str, int]) -> list[int]:
    names: list[str] = ["text"] * len(line.texts)
    names[0], names[_FOUND], names[_PLACE] = line.tint, "found", "link" if line.cell else "place"
    names[_SHEET] = "sheet" if line.sheet else "text"
    return [look[name] for name in names]


def _row(number: int, height: float, cells: str) -> str:
    """A row; only merged cells need their height held, no program fits them by itself."""
    held = ' customHeight="1"' if number < _HEAD else ""
    return f'<row r="{number}" ht="{height:g}"{held}>{cells}</row>'


def _text(where: Cell | str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{where}" s="{style}"/>'
    inline = f'<is><t xml:space="preserve">{escaped(text)}</t></is>'
    return f'<c r="{where}" s="{style}" t="inlineStr">{inline}</c>'


def _links(listing: Listing) -> str:
    """Links to each cell, and to the top of its sheet."""
    found: list[str] = []
    for number, line in enumerate(listing.lines, _HEAD + 1):
        targets = {_SHEET: "A1", _PLACE: line.cell.partition(":")[0]} if line.sheet else {}
        for column, cell in targets.items():
            if cell and len(found) < _MOST_LINKS:
                at, location = Cell(number - 1, column), f"{quoted(line.sheet)}!{cell}"
                found.append(f'<hyperlink ref="{at}" location="{escaped(location)}"/>')
    return f"<hyperlinks>{''.join(found)}</hyperlinks>" if found else ""
