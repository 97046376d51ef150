"""What stands inside a cell of an .ods: the words of its text, a note, pictures laid over it."""

from collections.abc import Mapping
from typing import NamedTuple

from ...sheet import Comment, Overlay
from .open_formats import SPACE
from .open_styles import OpenStyles
from .runs import UNSEEN

_TEXT, _OFFICE, _DRAW = (f"{SPACE}{each}:1.0 " for each in ("text", "office", "drawing"))
_TABLE = f"{SPACE}table:1.0 "
_NOTE, _AUTHOR = f"{_OFFICE}annotation", "http://purl.org/dc/elements/1.1/ creator"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SHAPES: Mapping[str, str] = {
    f"{_DRAW}frame": "picture", f"{_DRAW}custom-shape": "shape", f"{_DRAW}rect": "shape",
    f"{_DRAW}ellipse": "shape", f"{_DRAW}line": "shape", f"{_DRAW}g": "shape",
    f"{_DRAW}polyline": "shape", f"{_DRAW}polygon": "shape", f"{_DRAW}path": "shape",
    f"{_DRAW}connector": "shape", f"{_DRAW}control": "control", f"{_DRAW}caption": "text-box",
}  # fmt: skip
_IN_FRAMES: Mapping[str, str] = {
    f"{_DRAW}text-box": "text-box", f"{_DRAW}object": "object", f"{_DRAW}object-ole": "object",
}  # fmt: skip
_LONGEST = 500


class Told(NamedTuple):
    """What stood in a cell: its text where a reader loses some of it, a finding, a note."""

    text: str | None = None
    finding: str = ""
    comment: Comment | None = None


class Inside:
    """The inside of cells, gathered element by element.

    Attributes:
        overlays: what was laid over the sheet since it was last asked for.
        in_cell: whether that stands in a cell.
    """

    def __init__(self, styles: OpenStyles) -> None:
        self.styles = styles
        self.overlays: list[Overlay] = []
        self.in_cell = False
        self._shapes: list[str] = []
        self._kind = ""
        self._words: list[str] = []
        self._clear()

    def _clear(self) -> None:
        self._made: list[str] = []
        self._lines = 0
        self._has_more = False
        self._finding = ""
        self._note: list[str] | None = None
        self._author = ""
        self._in_note = self._in_author = self._in_text = False

    @property
    def is_open(self) -> bool:
        """Whether a shape has begun and not ended."""
        return bool(self._shapes)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name in _CELLS:
            self.in_cell = True
        elif name == _NOTE:
            self._in_note, self._note = True, []
        elif name == _AUTHOR and self._in_note:
            self._in_author = True
        elif name in _SHAPES and not self._in_note:
            if not self._shapes:
                self._kind, self._words = _SHAPES[name], []
            self._shapes.append(name)
        elif name in _IN_FRAMES and self._shapes:
            self._kind = _IN_FRAMES[name]
        elif name.startswith(_TEXT):
            self._piece(name.removeprefix(_TEXT), attributes)

    def closed(self, name: str) -> None:
        """An element ends."""
        if name == _NOTE:
            self._in_note = False
        elif name == _AUTHOR:
            self._in_author = False
        elif name == f"{_TEXT}p":
            self._in_text = False
        elif self._shapes and name == self._shapes[-1]:
            self._shapes.pop()
            if not self._shapes:
                self._has_more = self.in_cell  # readers take its words for the cell's
                text = "".join(self._words).strip()
                kind = "text-box" if self._kind == "shape" and text else self._kind
                self.overlays.append(Overlay(kind, "", text[:_LONGEST]))

    def words(self, text: str) -> None:
        """Words, wherever they belong."""
        if self._in_author:
            self._author += text
        elif self._in_note and self._note is not None:
            if self._in_text:
                self._note.append(text)
        elif self._shapes:
            self._words.append(text)
        elif self.in_cell:
            self._made.append(text)

    def leave_cell(self) -> Told:
        """What stood in the cell that ends."""
        text = "".join(self._made) if self._has_more else None
        note = "".join(self._note or ()).strip()
        comment = Comment(self._author, note) if note else None
        if comment and comment.is_ours:
            comment = None
        told = Told(text, self._finding, comment)
        self._clear()
        self.in_cell = False
        return told

    def _piece(self, bare: str, attributes: Mapping[str, str]) -> None:
        """A paragraph, a tab, a line end, spaces, or a piece of its own look."""
        made = {"tab": "\t", "line-break": "\n"}.get(bare, "")
        if bare == "s":
            count = attributes.get(f"{_TEXT}c", "1")
            made = " " * min(int(count), _LONGEST) if count.isdecimal() else " "
        elif bare == "p":
            self._in_text = True
            made = self._paragraph()
        elif bare == "span":
            self._look("text", attributes.get(f"{_TEXT}style-name", ""))
        elif bare in ("hidden-text", "ruby-text"):
            self._finding = self._finding or UNSEEN
        if not made:
            return
        if bare in ("tab", "line-break") and not (self._in_note or self._shapes):
            self._has_more = True
        self.words(made)

    def _paragraph(self) -> str:
        """What stands between a paragraph and the one before it."""
        if self._in_note:
            return "\n" if self._note else ""
        if self._shapes:
            return "\n" if self._words else ""
        self._lines += 1
        return "\n" if self._lines > 1 else ""

    def _look(self, family: str, name: str) -> None:
        if name and not (self._in_note or self._shapes):
            self._finding = self._finding or self.styles.finding(family, name)
