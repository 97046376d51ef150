"""Web pages: tables with what they span, paragraphs by the blocks they stand in."""

import re
from collections.abc import Iterable, Iterator
from itertools import count

from ...excel.reading import RAISED, STRUCK
from .pieces import Paragraph, Piece, Role, Spot, TextCell, TextFile, TextTable, Told, signs_of
from .plain_text import decoded
from .raised import changes_figure, marked
from .web_tree import Element, tree_of

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
     "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CONTROLS = ("input", "select", "textarea")
_BUTTONS = frozenset({"hidden", "submit", "button", "reset", "image"})
_HIDDEN = "text.hidden"
_CELLS = ("td", "th")
_ROW_GROUPS = ("thead", "tbody", "tfoot")
_STRUCK = frozenset({"s", "strike", "del"})
_OFF_THE_LINE = re.compile(r"vertical-align:(?:super|sub)(?![\w-])")
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200


def read_web(content: bytes, name: str) -> TextFile:
    """Read an .html page; nothing it points at is opened.

    Raises:
        FileError: it is huge, or in an encoding that is not read.
    """
    found = _CHARSET.search(content[:4096])
    tree = tree_of(decoded(content, name, found[1].decode() if found else ""))
    walk = _Page()
    walk.block(tree)
    walk.close()
    counts = {"text.pictures": sum(1 for _ in tree.each("img")),
              "text.note": sum(map(_is_control, _each_of(tree, _CONTROLS))),
              "text.hidden": walk.hidden, "text.struck": walk.struck}  # fmt: skip
    told = tuple(Told(code, str(count)) for code, count in counts.items() if count)
    return TextFile(name, walk.pieces, walk.signs, told)


def _each_of(tree: Element, names: Iterable[str]) -> Iterator[Element]:
    return (each for name in names for each in tree.each(name))


def _is_control(element: Element) -> bool:
    """Whether what it shows is an answer: buttons are none, and some are never shown."""
    return element.name != "input" or element.attributes.get("type", "").lower() not in _BUTTONS


class _Page:
    """Goes through a page; text gathers until the block it stands in ends."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._asides: list[Piece] = []
        self.signs = self.hidden = self.struck = 0
        self.is_raised = False
        self._text: list[str] = []
        self._marked: list[str] = []
        self._marks = frozenset[str]()
        self._numbers, self._tables = count(1), count(1)
        self._role = Role.BODY

    def block(self, element: Element) -> None:
        """What stands in an element, in its order."""
        outside, self._marks = self._marks, self._marks | _marks_of(element)
        for each in element.inside:
            if isinstance(each, str):
                self._say(each)
            elif each.is_unseen:
                continue
            elif each.is_hidden and self._role is Role.BODY:
                self._hidden(each)
            elif each.name == "br":
                self.close()
            elif each.name == "table" and not any(each.each("table")) and self._role is Role.BODY:
                self.close()
                self.pieces += [self._table(each), *self._asides]
                self._asides = []
            elif each.name in _BLOCKS:
                self.close()
                self.block(each)
                self.close()
            else:
                self.block(each)
        self._marks = outside

    def _say(self, text: str) -> None:
        self.signs += signs_of(text)
        self._text.append(text)
        self._marked.append(marked(text) if RAISED in self._marks else text)
        if STRUCK in self._marks and self._role is Role.BODY and text.strip():
            self.struck += 1

    def _hidden(self, element: Element) -> None:
        self.close()
        self.hidden += 1
        self._role = Role.ASIDE
        self.block(element)
        self.close()
        self._role = Role.BODY

    def close(self) -> None:
        """A block ends."""
        text = _tidy("".join(self._text))
        if self._role is Role.BODY and changes_figure("".join(self._marked)):
            self.is_raised = True
        self._text, self._marked = [], []
        if text:
            self.pieces.append(Paragraph(text, Spot(paragraph=next(self._numbers)), self._role))

    def _table(self, table: Element) -> TextTable:
        for each in _strays(table):
            self.block(Element("div", inside=[each]))
            self.close()
        cells: list[TextCell] = []
        taken: set[tuple[int, int]] = set()
        row = -1
        for row, (tr, marks) in enumerate(_rows(table, self._marks)):
            column = 0
            for td in (e for e in tr.inside if isinstance(e, Element) and e.name in _CELLS):
                while (row, column) in taken:
                    column += 1
                height, width = _span(td, "rowspan"), _span(td, "colspan")
                text, doubt = self._cell(td, marks)
                if column + width > _MOST_COLUMNS or row > _MOST_ROWS:
                    self._aside(text)
                    continue
                taken |= {(row + y, column + x) for y in range(height) for x in range(width)}
                cells.append(TextCell(row, column, text, height, width, doubt=doubt))
                column += width
        return TextTable((*cells,), row + 1, Spot(table=next(self._tables)))

    def _aside(self, text: str) -> None:
        """Text of a cell that is no part of its table stands behind that, not in between."""
        if text:
            self._asides.append(Paragraph(text, Spot(paragraph=next(self._numbers)), Role.ASIDE))

    def _cell(self, td: Element, marks: frozenset[str]) -> tuple[str, str]:
        """The text of a cell, a line for each block in it; and why nothing may be taken from it."""
        inner = _Page()
        inner._marks = marks
        is_hidden = td.is_hidden or _HIDDEN in marks
        inner._role = Role.ASIDE if is_hidden else Role.BODY
        inner.block(td)
        inner.close()
        self.signs += inner.signs
        shown = [each for each in inner.pieces if isinstance(each, Paragraph)]
        hidden = [each for each in shown if each.role is Role.ASIDE]
        for each in hidden:
            self._aside(each.text)
        self.hidden += len(hidden)
        text = "\n".join(each.text for each in shown if each.role is Role.BODY)
        return text, STRUCK if inner.struck else RAISED if inner.is_raised else ""


def _marks_of(element: Element) -> frozenset[str]:
    """What an element does to the text in it: struck out, off the line, or not shown."""
    style = element.attributes.get("style", "").replace(" ", "").lower()
    is_struck = element.name in _STRUCK or "line-through" in style
    is_raised = element.name in ("sup", "sub") or bool(_OFF_THE_LINE.search(style))
    marks = ((STRUCK, is_struck), (RAISED, is_raised), (_HIDDEN, element.is_hidden))
    return frozenset(mark for mark, is_so in marks if is_so)


def _strays(table: Element) -> Iterator[Element | str]:
    """What stands in a table and in no cell of it: browsers show it above."""
    for each in table.inside:
        if isinstance(each, Element) and each.name in _ROW_GROUPS:
            yield from _strays(each)
        elif isinstance(each, Element) and each.name == "tr":
            yield from (e for e in each.inside if isinstance(e, str) or e.name not in _CELLS)
        else:
            yield each


def _rows(table: Element, marks: frozenset[str]) -> Iterator[tuple[Element, frozenset[str]]]:
    """The rows, each with what is done to all text in it."""
    marks |= _marks_of(table)
    for each in table.inside:
        if isinstance(each, Element) and each.name == "tr":
            yield each, marks | _marks_of(each)
        elif isinstance(each, Element) and each.name in _ROW_GROUPS:
            yield from _rows(each, marks)


def _span(cell: Element, name: str) -> int:
    text = cell.attributes.get(name, "1").strip()
    return (
        max(1, min(int(text), _MOST_COLUMNS))
        if text.isascii() and text.isdigit() and len(text) < 6
        else 1
    )


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
