"""Word files: rows and cells with what they span, paragraphs, and all that stands beside them.

Cells are walked as they are stored (`w:tc` with `gridSpan` and `vMerge`); a reader of cells by
row and column repeats merged ones.
"""

from collections.abc import Iterator, Mapping
from itertools import count

from ...excel.packages import GENEROUS
from ...excel.reading import RAISED, STRUCK, UNSEEN, Walk
from .pieces import Paragraph, Piece, Role, Spot, TextFile, Told, signs_of
from .raised import changes_figure, marked
from .word_parts import word_parts
from .word_runs import HIDDEN, SPACES, attribute, is_ground, mark_of
from .word_table import OpenCell, OpenTable

_FORMULAS = ("http://schemas.openxmlformats.org/officeDocument/2006/math",
             "http://purl.oclc.org/ooxml/officeDocument/math")  # fmt: skip
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIPPED = frozenset({"Fallback", "moveFrom", "rt", "del"})
"""What is there a second time, was taken out, or says how a word is read aloud."""
_PICTURES = frozenset({"blip", "imagedata"})
_SEEN = {"sym": "text.symbols", "ins": "text.tracked", "moveTo": "text.tracked",
         "numPr": "text.numbered", "ddList": "text.note", "checkBox": "text.note"}  # fmt: skip
"""What is told of each, and no more is made of it."""
_UNREAD = "text.unread-sign"
_GROUNDS = ("tbl", "tc", "p", "r")
"""What may have a colour of its own behind its text."""
_ROLES = {"main": Role.BODY, "header": Role.MARGIN, "footer": Role.MARGIN}


def read_word(content: bytes, name: str) -> TextFile:
    """Read a .docx.

    Raises:
        FileError: it cannot be opened, or not safely.
    """
    parts = word_parts(content, name)
    pieces: list[Piece] = []
    told = list(parts.told)
    signs = 0
    for part, kind, xml in parts.contents():
        walk = _Words(part, name, _ROLES.get(kind, Role.ASIDE))
        walk.run(xml)
        pieces += walk.pieces
        told += walk.told()
        signs += walk.signs
    return TextFile(name, pieces, signs, tuple(told))


class _Words(Walk):
    """One pass over a part with text."""

    def __init__(self, part: str, file: str, role: Role) -> None:
        super().__init__(part, file, GENEROUS)
        self.role = role
        self.pieces: list[Piece] = []
        self.signs = 0
        self.parser.CharacterDataHandler = self._said
        self.parser.buffer_text = True
        self._tables: list[OpenTable] = []
        self._paragraphs: list[list[str]] = []
        self._marked: list[list[str]] = []
        self._boxes = 0
        self._skipping = 0
        self._is_text = self._is_formula = self._is_mark = False
        self._grounds: list[bool] = []
        self._run: set[str] = set()
        self._is_run = False
        self._hidden: list[str] = []
        self._seen: dict[str, int] = {}
        self._numbers, self._table_numbers = count(1), count(1)

    def told(self) -> Iterator[Told]:
        """What there is to tell of the part, a line for each kind."""
        return (Told(code, str(number)) for code, number in self._seen.items())

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        space, _, bare = name.rpartition(" ")
        if self._skipping or bare in _SKIPPED:
            self._skipping += 1
            if bare in ("moveFrom", "del"):
                self._see("text.tracked")
            return
        if bare in _PICTURES:
            self._see("text.pictures")
        if space in SPACES:
            self._begin(bare, attributes)
        elif space in _FORMULAS and bare == "t":
            self._is_formula = True

    def closed(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        space, _, bare = name.rpartition(" ")
        if space in SPACES:
            self._end(bare)
        elif space in _FORMULAS and bare == "t":
            self._is_formula = False

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._look(name, attributes)
        if name == "p":
            self._paragraphs.append([])
            self._marked.append([])
        elif name == "t":
            self._is_text = True
        elif name == "r":
            self._run, self._is_run = set(), True
        elif name in _SIGNS and self._paragraphs and self._is_run:
            if not (name == "br" and attribute(attributes, "type") in ("page", "column")):
                self._paragraphs[-1].append(_SIGNS[name])
                self._marked[-1].append(_SIGNS[name])
                self.signs += signs_of(_SIGNS[name])
        elif name in _SEEN:
            self._see(_SEEN[name])
            if name == "sym" and (cell := self._cell()):
                cell.doubt = _UNREAD
        elif name == "txbxContent":
            self._boxes += 1
        else:
            self._in_table(name, attributes)

    def _look(self, name: str, attributes: Mapping[str, str]) -> None:
        """How text looks, and what lies behind it; the mark that ends a paragraph is no text."""
        if name in _GROUNDS:
            self._grounds.append(False)
        elif name == "rPr":
            self._is_mark = not self._is_run
        elif mark := mark_of(name, attributes):
            self._run.add(mark)
        elif self._grounds and not self._is_mark and is_ground(name, attributes):
            self._grounds[-1] = True

    def _in_table(self, name: str, attributes: Mapping[str, str]) -> None:
        table = self._tables[-1] if self._tables else None
        if name == "tbl":
            if table:
                self._see("text.nested-table")
            self._tables.append(OpenTable(Spot(table=next(self._table_numbers))))
        elif table is None:
            return
        elif name == "tr":
            table.open_row()
        elif name == "tc":
            table.open_cell()
        elif name == "gridBefore":
            table.skip(_number(attributes))
        elif name == "gridSpan":
            table.span(_number(attributes))
        elif name == "vMerge" and table.cell:
            table.cell.above = attribute(attributes, "val") or "continue"

    def _end(self, name: str) -> None:
        if name in _GROUNDS:
            self._grounds.pop()
        if name == "rPr":
            self._is_mark = False
        elif name == "p" and self._paragraphs:
            self._put("".join(self._paragraphs.pop()), "".join(self._marked.pop()))
        elif name == "t":
            self._is_text = False
        elif name == "r":
            self._is_run = False
        elif name == "txbxContent":
            self._boxes -= 1
        elif name == "tc" and self._tables:
            self._tables[-1].close_cell()
        elif name == "tbl" and self._tables:
            self.pieces.append(self._tables.pop().close())

    def _put(self, text: str, marks: str) -> None:
        """A paragraph ends: it belongs to the cell it stands in, else to the text.

        Args:
            marks: the same text, with what is raised in it marked.
        """
        hidden, self._hidden = "".join(self._hidden), []
        if hidden.strip():
            self._see(HIDDEN)
            self.pieces.append(Paragraph(hidden, self._spot(), Role.ASIDE))
        cell = self._cell()
        if cell:
            cell.lines.append(text)
            if changes_figure(marks):
                cell.doubt = cell.doubt or RAISED
        elif text.strip():
            role = Role.ASIDE if self._boxes else self.role
            self.pieces.append(Paragraph(text.strip(), self._spot(), role))

    def _spot(self) -> Spot:
        """The place of the next paragraph that is not of a table."""
        return Spot(paragraph=next(self._numbers))

    def _cell(self) -> OpenCell | None:
        """The cell what is read belongs to; the text of a box belongs to none."""
        return self._tables[-1].cell if self._tables and not self._boxes else None

    def _said(self, text: str) -> None:
        if self._skipping:
            return
        if self._is_formula:
            self._in_formula(text)
        elif self._is_text and self._paragraphs:
            self._in_paragraph(text)

    def _in_paragraph(self, text: str) -> None:
        self.signs += signs_of(text)
        cell = self._cell()
        is_unseen = UNSEEN in self._run and not any(self._grounds)
        if HIDDEN in self._run or (is_unseen and not cell):
            self._hidden.append(text)
            return
        self._paragraphs[-1].append(text)
        self._marked[-1].append(marked(text) if RAISED in self._run else text)
        if STRUCK in self._run and cell:
            cell.doubt = STRUCK
        elif STRUCK in self._run:
            self._see("text.struck")
        elif is_unseen and cell and text.strip():
            cell.doubt = cell.doubt or UNSEEN

    def _in_formula(self, text: str) -> None:
        """Signs of a formula: what they mean hangs on where they stand in it."""
        self.signs += signs_of(text)
        cell = self._cell()
        if cell:
            (self._paragraphs[-1] if self._paragraphs else cell.lines).append(text)
            cell.doubt = _UNREAD
        elif text.strip():
            self.pieces.append(Paragraph(text, self._spot(), Role.ASIDE))

    def _see(self, code: str) -> None:
        self._seen[code] = self._seen.get(code, 0) + 1


def _number(attributes: Mapping[str, str]) -> int:
    text = attribute(attributes, "val")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
