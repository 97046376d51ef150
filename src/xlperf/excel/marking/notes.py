"""Notes on cells (`comments`), ours beside those of whoever filled the sheet.

Ours are known again by their author, or by the name they begin with as Excel's own do, because
LibreOffice loses authors. The notes a workbook is issued with, at figures the master has changed,
have another author and another beginning: they are no marks and stay. A cell that has a note of
its own keeps it and gets none of ours: there is room for one only.
"""

import re
from collections.abc import Mapping

from ...sheet import Cell, parse_cell
from .boxes import anchors
from .patched_package import PatchedPackage
from .shapes import has_shapes, new_drawing, with_shapes, without_shapes
from .what_to_mark import Note
from .xml_in_place import (
    Edit,
    Node,
    escaped,
    inserted_last,
    namespace,
    nodes,
    prefix_of,
    prefixed,
    root,
    spliced,
)

AUTHOR = "xlperf read"
_BEGINNING = "xlperf:"
LONGEST = 900
"""The most a note holds, in UTF-16 units: more is cut, for the list of findings has it all."""
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AFTER = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
}  # fmt: skip


def put_notes(package: PatchedPackage, sheet: str, notes: Mapping[Cell, Note]) -> None:
    """Put notes on cells of a sheet's part."""
    part = package.target(sheet, "comments")
    content = package.read(part) if part else _no_comments(namespace(root(package.read(sheet))))
    theirs = set(_cells(content))
    fresh = {cell: note for cell, note in sorted(notes.items()) if cell not in theirs}
    if not fresh:
        return
    if not part:
        part = package.free("xl/comments{}.xml")
        package.declare(part, f"{_SPREADSHEET}.comments+xml")
        package.relate(sheet, "rIdXlperfNotes", "comments", part)
    package.write(part, _with_comments(content, fresh))
    _put_shapes(package, sheet, fresh)


def take_notes(package: PatchedPackage, sheet: str) -> None:
    """Take our notes away from a sheet's part, and the parts that held nothing else."""
    part = package.target(sheet, "comments")
    if not part or not package.has(part):
        return
    content = package.read(part)
    numbers = _own_numbers(content)
    ours = [node for node in _comments(content) if _is_ours(node, content, numbers)]
    if not ours:
        return
    cells = {parse_cell(node.tag.get("ref")) for node in ours}
    package.write(part, _without_comments(content, ours))
    drawing = _drawing_of(package, sheet)
    left = without_shapes(package.read(drawing), cells) if drawing else b""
    is_empty = len(ours) == sum(1 for _ in _comments(content))
    if is_empty:
        package.drop(part)
        package.unrelate(sheet, [part])
    if not drawing:
        return
    package.write(drawing, left)
    if is_empty and not has_shapes(left):
        _take_drawing(package, sheet, drawing)


def _put_shapes(package: PatchedPackage, sheet: str, notes: Mapping[Cell, Note]) -> None:
    """The boxes the notes are shown in; a sheet that has no drawing for them gets one."""
    content, drawing = package.read(sheet), _drawing_of(package, sheet)
    if not drawing:
        drawing = package.free("xl/drawings/vmlDrawing{}.vml")
        package.declare(drawing, "application/vnd.openxmlformats-officedocument.vmlDrawing")
        package.relate(sheet, "rIdXlperfVml", "vmlDrawing", drawing)
        package.write(sheet, _with_drawing(content, "rIdXlperfVml", package.office))
        others = [package.read(n) for n in package.names() if n.lower().endswith(".vml")]
        package.write(drawing, new_drawing(others))
    package.write(drawing, with_shapes(package.read(drawing), anchors(content, notes)))


def _drawing_of(package: PatchedPackage, sheet: str) -> str:
    """The drawing of a sheet's notes; pictures of headings have another one of the same kind."""
    named = {_identifier(node) for node in _named_drawings(package.read(sheet))}
    parts = (each.part for each in package.relations(sheet) if each.id in named)
    return next((part for part in parts if package.has(part)), "")


def _named_drawings(content: bytes) -> list[Node]:
    return [node for node in nodes(content, 1) if node.tag.name == "legacyDrawing"]


def _take_drawing(package: PatchedPackage, sheet: str, drawing: str) -> None:
    """Take a drawing away that showed nothing but our notes."""
    content = package.read(sheet)
    found = [Edit(node.tag.start, node.end, b"") for node in _named_drawings(content)]
    package.write(sheet, spliced(content, found))
    package.unrelate(sheet, [drawing])
    package.drop(drawing)


def _with_drawing(content: bytes, identifier: str, office: str) -> bytes:
    """A sheet that names its drawing of notes, at the place the schema has for it."""
    whole = next(nodes(content, 0))
    prefix = prefix_of(whole.tag, office)
    declared = "" if prefix else f' xmlns:r="{office}"'
    text = f'<legacyDrawing{declared} {prefix or "r:"}id="{identifier}"/>'
    after = (node.tag.start for node in nodes(content, 1) if node.tag.name in _AFTER)
    at = next(after, whole.inner_end)
    return spliced(content, [Edit(at, at, prefixed(text, whole.tag.prefix))])


def _identifier(node: Node) -> str:
    """The relation an element names, whatever prefix that has."""
    for part in node.tag.inside.split():
        name, _, value = part.partition(b"=")
        if name.endswith(b":id"):
            return value.strip(b"\"'").decode()
    return ""


def _no_comments(space: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    body = "<authors></authors><commentList></commentList>"
    return f'{head}<comments xmlns="{space}">{body}</comments>'.encode()


def _comments(content: bytes) -> list[Node]:
    return [node for node in nodes(content, 2) if node.tag.name == "comment"]


def _cells(content: bytes) -> list[Cell]:
    return [parse_cell(node.tag.get("ref")) for node in _comments(content)]


def _authors(content: bytes) -> list[Node]:
    return [node for node in nodes(content, 2) if node.tag.name == "author"]


def _author(content: bytes, node: Node) -> str:
    return content[node.tag.end : node.inner_end].decode("utf-8").strip()


def _own_numbers(content: bytes) -> set[str]:
    """The numbers our name has among the authors."""
    authors = enumerate(_authors(content))
    return {str(number) for number, node in authors if _author(content, node) == AUTHOR}


def _is_ours(comment: Node, content: bytes, numbers: set[str]) -> bool:
    if comment.tag.get("authorId") in numbers:
        return True
    text = _TEXT.findall(content, comment.tag.end, comment.inner_end)
    return b"".join(text).startswith(_BEGINNING.encode())


def _without_comments(content: bytes, ours: list[Node]) -> bytes:
    edits = [Edit(node.tag.start, node.end, b"") for node in ours]
    authors = _authors(content)
    if authors and _author(content, authors[-1]) == AUTHOR:  # no other author's number changes
        edits.append(Edit(authors[-1].tag.start, authors[-1].end, b""))
    return spliced(content, edits)


def _with_comments(content: bytes, notes: Mapping[Cell, Note]) -> bytes:
    sections = {node.tag.name: node for node in nodes(content, 1)}
    prefix = root(content).prefix
    names = [_author(content, node) for node in _authors(content)]
    edits = []
    if AUTHOR not in names:
        names.append(AUTHOR)
        author = prefixed(f"<author>{AUTHOR}</author>", prefix)
        edits.append(inserted_last(content, sections["authors"], author))
    number = names.index(AUTHOR)
    texts = "".join(
        f'<comment ref="{cell}" authorId="{number}"><text>{_runs(note)}</text></comment>'
        for cell, note in notes.items()
    )
    edits.append(inserted_last(content, sections["commentList"], prefixed(texts, prefix)))
    return spliced(content, edits)


def _runs(note: Note) -> str:
    """The paragraphs of a note, cut where it would be longer than Excel shows well."""
    runs, left = [], LONGEST
    for number, (bold, plain) in enumerate(note):
        head = f"\n\n{bold}" if number else f"{_BEGINNING}\n{bold}"
        for text, weight in ((head, "<b/>"), (plain, "")):
            kept = _cut(text, left)
            left -= len(kept.encode("utf-16-le", "replace")) // 2
            if kept:
                looks = f'<rPr>{weight}<sz val="9"/><color indexed="81"/><rFont val="宋体"/></rPr>'
                runs.append(f'<r>{looks}<t xml:space="preserve">{escaped(kept)}</t></r>')
    return "".join(runs)


def _cut(text: str, longest: int) -> str:
    """The beginning of a text, so many UTF-16 units at most, with dots where it was cut."""
    spelled = text.encode("utf-16-le", "replace")
    if len(spelled) // 2 <= longest:
        return text
    kept = spelled[: max(0, longest - 1) * 2].decode("utf-16-le", "ignore")
    return f"{kept}…" if kept else ""
