"""变更说明: what changed since the workbook was issued before, and what was set aside."""

from collections.abc import Iterator, Mapping, Sequence

from ..address import Box, Cell, quoted
from ..catalogue import word
from ..changes import Amendment, Change, Kind
from ..form import Form
from ..heights import row_height
from ..identity import Identity, Issued
from ..workbook import Content, Print, Sheet
from .contents import Line

_COLUMNS = ("kind", "name", "field", "before", "answer", "now", "mend")
_WIDTHS = dict(enumerate((12.0, 26.0, 20.0, 24.0, 24.0, 24.0, 40.0)))
_ASIDE_COLUMNS = ("name", "field", "answer")
_TITLE, _UNIT, _HEAD = 0, 1, 2
_LAST = len(_COLUMNS) - 1


def changes_sheet(
    form: Form, identity: Identity, amended: Amendment, lines: Sequence[Line]
) -> Sheet | None:
    """The sheet of what changed; None where there is nothing to tell."""
    if not (amended.changes or amended.aside):
        return None
    sheets = {line.code: line.sheet for line in lines}
    title = word("changes.title", year=form.year, title=form.title)
    line = word("changes.line", unit=identity.unit, number=identity.number)
    contents = [
        Content(_TITLE, 0, "title", title),
        Content(_UNIT, 0, "line", line),
        *(Content(_HEAD, at, "heading", word(f"changes.{n}")) for at, n in enumerate(_COLUMNS)),
    ]
    heights = {_TITLE: 36.0, _UNIT: 20.0, _HEAD: 24.0}
    order = list(Kind)
    row = _HEAD
    for change in sorted(amended.changes, key=lambda each: order.index(each.kind)):
        row += 1
        contents += _line(row, form, change, sheets)
        heights[row] = _height(contents, row)
    merges = [Box(_TITLE, 0, _TITLE, _LAST), Box(_UNIT, 0, _UNIT, _LAST)]
    for content in _aside(row + 2, form, amended.aside):
        contents.append(content)
        row = content.row
        if content.column == 2 and content.style != "heading":
            merges.append(Box(row, 2, row, _LAST))
            contents += [Content(row, column, content.style) for column in range(3, _LAST + 1)]
            heights[row] = row_height([(str(content.value), sum(_WIDTHS.values()) - 38.0)])
    return Sheet(
        name=word("sheet.changes"),
        contents=sorted(contents, key=lambda each: (each.row, each.column)),
        merges=merges,
        widths=_WIDTHS,
        heights=heights,
        frozen=Cell(_HEAD + 1, 0),
        printing=Print(
            repeat=(_HEAD, _HEAD), landscape=True,
            footer=word("footer", title=word("sheet.changes")),
        ),
        protected=True,
        tab="C55A11",
    )  # fmt: skip


def _line(row: int, form: Form, change: Change, sheets: Mapping[str, str]) -> Iterator[Content]:
    sheet = sheets.get(change.project, "")
    name = change.name or word("changes.unit")
    yield Content(row, 0, "plain.choice", word(f"changes.kind.{change.kind.value}"))
    if sheet:
        yield Content(row, 1, "link", name, link=f"{quoted(sheet)}!A1")
    else:
        yield Content(row, 1, "plain.text", name)
    texts = (field_label(form, change.field), change.before, change.answer, change.now)
    for column, text in enumerate(texts, 2):
        yield Content(row, column, "plain.text", text)
    yield Content(row, _LAST, "plain.text", word(f"changes.mend.{change.kind.value}"))


def _aside(row: int, form: Form, aside: Sequence[Issued]) -> Iterator[Content]:
    """The answers that have no cell, in whole: nothing of them is lost."""
    if not aside:
        return
    names = {each.project: each.text for each in aside if each.field == "name"}
    yield Content(row, 0, "section", word("changes.aside"))
    for column, name in enumerate(_ASIDE_COLUMNS):
        yield Content(row + 1, column, "heading", word(f"changes.aside.{name}"))
    for at, each in enumerate(aside, row + 2):
        name = f"{each.project} {names.get(each.project, '')}".strip()
        yield Content(at, 0, "plain.text", name or word("changes.unit"))
        yield Content(at, 1, "plain.text", field_label(form, each.field))
        yield Content(at, 2, "plain.text", each.text)


def field_label(form: Form, path: str) -> str:
    """A field in the form's own words: `绩效指标 R003 三级指标`, `审核说明`."""
    head, _, rest = path.partition(".")
    if head == "reason":
        return f"{word('changes.reason')} {field_label(form, rest)}".strip()
    if head == "indicators" and rest:
        key, _, name = rest.partition(".")
        return f"{key} {form.label(name)}"
    if head in ("overall", "goals", "safeguards"):
        name = "goals.project" if path.endswith(".project") else head
        return form.label("goals.text" if name == "goals" else name)
    return form.label(path)


def _height(contents: Sequence[Content], row: int) -> float:
    texts = ((str(each.value), _WIDTHS[each.column]) for each in contents if each.row == row)
    return row_height(texts)
