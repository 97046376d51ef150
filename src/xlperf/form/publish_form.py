"""How a form is printed: paper, fonts, headings, page numbers. What is not said follows GB/T 9704.

The words are in the language of the form where it says none of its own.
"""

from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from ..budget import Record
from .sheet_form import Width, flat

_OF_TEXT = ("title", "unit", "name", "code", "year", "compiled_by", "reviewed_by", "date")
_OF_HEADING = ("number", "title")
_OF_ENTRY = ("number", "project")
_OF_PAGE = ("page",)


def _template(*known: str) -> AfterValidator:
    """A text into which values are put by the names in braces."""

    def checked(text: str) -> str:
        try:
            named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError:
            named = [""]
        if any(name not in known for name in named):
            raise ValueError(f"wanted.template {', '.join(f'{{{name}}}' for name in known)}")
        return text

    return AfterValidator(checked)


Line = Annotated[str, _template(*_OF_TEXT), Field(max_length=255)]
Heading = Annotated[str, _template(*_OF_HEADING), Field(max_length=255)]
Entry = Annotated[str, _template(*_OF_ENTRY), Field(max_length=255)]
PageNumber = Annotated[str, _template(*_OF_PAGE), Field(max_length=40)]
Millimetres = Annotated[float, Field(ge=0, le=200)]
Points = Annotated[float, Field(ge=5, le=120)]
Font = Annotated[str, Field(min_length=1, max_length=60, pattern=r'^[^"<>&\\]+$')]


class Margins(Record):
    """What stays blank around the text, in millimetres."""

    top: Millimetres = 37
    bottom: Millimetres = 35
    left: Millimetres = 28
    right: Millimetres = 26


class Fonts(Record):
    """The font of each kind of text; `latin` is that of letters and figures among Chinese."""

    title: Font = "方正小标宋简体"
    heading: Font = "黑体"
    entry: Font = "楷体_GB2312"
    body: Font = "仿宋_GB2312"
    table: Font = "宋体"
    number: Font = "宋体"
    latin: Font = "Times New Roman"


class Sizes(Record):
    """Sizes of letters, in points: 22 is 2号, 16 is 3号, 14 is 4号, 10.5 is 五号."""

    title: Points = 22
    heading: Points = 16
    body: Points = 16
    table: Points = 10.5
    number: Points = 14


class Lines(Record):
    """Heights of lines, in points."""

    title: Points = 36
    body: Points = 28
    table: Points = 14


class PublishForm(Record):
    """How the text of a unit is printed.

    Attributes:
        title: the title on the cover.
        cover: the lines at the foot of the cover; one whose name is not given is told.
        parts: the headings of the unit's own part and of the projects' tables.
        section: the heading of a section of prose; `{title}` is its label in the drawing.
        entry: the heading of what is said of one project among the goals.
        table: the heading of a table; `{title}` is the title of the sheet.
        numbered: lists whose paragraphs get numbers, unless they have some.
        page: how the number of a page is printed.
        side: where it stands: on the outer side of the sheet, or in the middle.
        begins: where the numbers begin: with the text, the contents or the cover.
        turned: whether tables stand on sheets that are turned; None for those with many columns.
        widths: of columns, by field, against each other; all are as wide without it.
    """

    paper: Literal["A4", "A3", "B5", "Letter"] = "A4"
    margins: Margins = Margins()
    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    lines: Lines = Lines()
    title: Line = ""
    cover: tuple[Line, ...] = ()
    parts: tuple[Line, ...] = ()
    section: Heading = ""
    entry: Entry = ""
    table: Heading = ""
    numbered: tuple[Literal["overall", "goals", "safeguards"], ...] = ("goals", "safeguards")
    page: PageNumber = "— {page} —"
    side: Literal["outer", "middle"] = "outer"
    begins: Literal["text", "contents", "cover"] = "text"
    turned: Annotated[bool, Field(strict=True)] | None = None
    widths: Annotated[dict[str, Width], BeforeValidator(flat)] = {}
