"""The boxes Excel shows notes in: VML, as every version of it wants them.

Office itself writes VML that is no XML, so it is not parsed: our shapes are put in before its
end, and taken out by the cell they belong to.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from ...sheet import Cell

_SHAPE = re.compile(rb"<((?:\w+:)?)shape\s.*?</\1shape>", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d{1,7})\s*<")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d{1,5})\s*<")
_MAP = re.compile(rb"idmap\b[^>]*\bdata=[\"']([\d, ]+)[\"']")
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})[\"']")
_TYPE = b"_x0000_t202"
_BLOCK = 1024
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    b' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def new_drawing(others: Iterable[bytes]) -> bytes:
    """A drawing without shapes, whose numbers no other drawing of the workbook has."""
    taken = [int(each) for text in others for m in _MAP.finditer(text) for each in m[1].split(b",")]
    return (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml"'
        b' xmlns:o="urn:schemas-microsoft-com:office:office"'
        b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        b'<o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>' % (max(taken, default=0) + 1)
    )


def with_shapes(content: bytes, anchors: Mapping[Cell, str]) -> bytes:
    """A drawing with a hidden box for the note of each cell."""
    known = [int(number) for number in _NUMBER.findall(content)]
    block = _MAP.search(content)
    first = (int(block[1].split(b",")[0]) if block else 1) * _BLOCK
    number = max([first, *known])
    shapes = [b"" if b'"' + _TYPE + b'"' in content else _SHAPE_TYPE]
    for each, (cell, anchor) in enumerate(anchors.items(), 1):
        shapes.append(_shape(number + each, each, cell, anchor).encode())
    at = content.rfind(b"</")
    return content[:at] + b"".join(shapes) + content[at:]


def without_shapes(content: bytes, cells: Collection[Cell]) -> bytes:
    """A drawing without the boxes of the notes of these cells."""
    left = _SHAPE.sub(lambda match: b"" if _cell(match[0]) in cells else match[0], content)
    if b"#" + _TYPE not in left:  # the type was ours too
        left = left.replace(_SHAPE_TYPE, b"")
    return left


def has_shapes(content: bytes) -> bool:
    """Whether a drawing shows anything."""
    return _SHAPE.search(content) is not None


def _cell(shape: bytes) -> Cell | None:
    """The cell whose note a shape shows; None for a button, a picture or anything else."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or not re.search(rb"ObjectType=[\"']Note[\"']", shape):
        return None
    return Cell(int(row[1]), int(column[1]))


def _shape(number: int, above: int, cell: Cell, anchor: str) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style=\'position:absolute;'
        f"margin-left:107.25pt;margin-top:7.5pt;width:240pt;height:60pt;z-index:{above};"
        'visibility:hidden\' fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{cell.row}</x:Row><x:Column>{cell.column}</x:Column></x:ClientData></v:shape>"
    )
