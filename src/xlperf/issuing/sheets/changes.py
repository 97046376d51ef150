"""变更说明: what changed since the workbook was issued before, and what was set aside."""

from collections.abc import Iterator, Mapping, Sequence

from ...budget import in_row
from ...form import Form, is_row_key
from ...identity import Amendment, Change, Identity, Issued, Kind
from ...sheet import Box, Cell, Content, Print, Sheet, quoted, row_height

_COLUMNS = ("kind", "name", "field", "before", "answer", "now", "mend")
_WIDTHS = dict(enumerate((11.0, 22.0, 16.0, 20.0, 20.0, 20.0, 30.0)))
_Cell = tuple[int, str, str]
_TITLE, _UNIT, _HEAD = 0, 1, 2
_LAST = len(_COLUMNS) - 1
_WORDS = 3
"""Where the words begin of an answer that is kept aside."""
_WORDS_WIDTH = sum(_WIDTHS[column] for column in range(_WORDS, _LAST + 1))


def changes_sheet(
    form: Form, identity: Identity, amended: Amendment, links: Mapping[Change, str]
) -> Sheet | None:
    """The sheet of what changed, on which the workbook opens; None where there is nothing to tell.

    Args:
        links: where each change stands, if it stands anywhere.
    """
    if not (amended.changes or amended.aside):
        return None
    contents = _top(form, identity)
    heights = {_TITLE: 36.0, _UNIT: 20.0, _HEAD: 24.0}
    order = list(Kind)
    row = _HEAD
    for change in sorted(amended.changes, key=lambda each: order.index(each.kind)):
        row += 1
        cells = [*_line(row, form, change, links.get(change, ""))]
        contents += cells
        heights[row] = _height(cells)
    merges = [Box(_TITLE, 0, _TITLE, _LAST), Box(_UNIT, 0, _UNIT, _LAST - 1)]
    for at, kept in enumerate(_aside(form, amended.aside), row + 2):
        contents += [Content(at, column, style, text) for column, style, text in kept]
        if len(kept) > 1:
            merges += [Box(at, 0, at, 1), Box(at, _WORDS, at, _LAST)]
            heights[at] = _wide_height(kept)
    return Sheet(
        name=form.word("sheet.changes"),
        contents=sorted(contents, key=lambda each: (each.row, each.column)),
        merges=merges,
        widths=_WIDTHS,
        heights=heights,
        frozen=Cell(_HEAD + 1, 0),
        printing=Print(
            repeat=(_HEAD, _HEAD), landscape=True,
            footer=form.word("footer", title=form.word("sheet.changes")),
        ),
        protected=True,
        opened=True,
        tab="C55A11",
    )  # fmt: skip


def _top(form: Form, identity: Identity) -> list[Content]:
    """Title, unit and headings, and the way to the contents."""
    line = form.word("changes.line", unit=identity.unit, number=identity.number)
    back = f"{quoted(form.word('sheet.contents'))}!A1"
    headings = (form.word(f"changes.{name}") for name in _COLUMNS)
    return [
        Content(_TITLE, 0, "title", form.word("changes.title", year=form.year, title=form.title)),
        Content(_UNIT, 0, "line", line),
        Content(_UNIT, _LAST, "back", form.word("line.back"), link=back),
        *(Content(_HEAD, at, "heading", heading) for at, heading in enumerate(headings)),
    ]


def _line(row: int, form: Form, change: Change, link: str) -> Iterator[Content]:
    whole = "changes.every" if change.kind is Kind.NEW_FIELD else "changes.unit"
    name = change.name or form.word(whole)
    yield Content(row, 0, "plain.choice", form.word(f"changes.kind.{change.kind.value}"))
    if link:
        yield Content(row, 1, "link", name, link=link)
    else:
        yield Content(row, 1, "plain.text", name)
    texts = (field_label(form, change.field), change.before, change.answer, change.now)
    for column, text in enumerate(texts, 2):
        yield Content(row, column, "plain.text", text)
    yield Content(row, _LAST, "plain.text", form.word(f"changes.mend.{change.kind.value}"))


def _aside(form: Form, aside: Sequence[Issued]) -> Iterator[list[_Cell]]:
    """The answers that have no cell, in whole: nothing of them is lost."""
    if not aside:
        return
    names = {each.project: each.text for each in aside if each.field == "name"}
    yield [(0, "section", form.word("changes.aside"))]
    headings = [form.word(f"changes.aside.{name}") for name in ("name", "field", "answer")]
    yield _wide("heading", *headings)
    for each in aside:
        name = f"{each.project} {names.get(each.project, '')}".strip()
        yield _wide(
            "plain.text",
            name or form.word("changes.unit"),
            field_label(form, each.field),
            each.text,
        )


def _wide(style: str, name: str, field: str, text: str) -> list[_Cell]:
    """A row of three cells, the first and the last of them over several columns."""
    cells = {0: name, 2: field, _WORDS: text}
    return [(column, style, cells.get(column, "")) for column in range(_LAST + 1)]


def field_label(form: Form, path: str) -> str:
    """A field in the form's own words: `第3行 三级指标`, `审核说明`."""
    head, _, rest = path.partition(".")
    if "!" in path:  # the place of a cell that belongs to no field
        head = ""
    if head in ("reason", "comment"):
        return form.word(f"changes.{head}") + field_label(form, rest)
    if head in ("typed", "figure"):
        return field_label(form, rest)
    if head and (at := in_row(path)):
        return f"{_row(form, at.row)} {_part_label(form, form.drawn_as(path))}".strip()
    if head in ("overall", "goals", "safeguards"):
        name = "goals.project" if path.endswith(".project") else head
        return form.label("goals.text" if name == "goals" else name)
    return _row_label(form, path) if is_row_key(path) else form.label(path)


def _row_label(form: Form, key: str) -> str:
    """A row as a whole: by its number, and where it is no indicator by its table's first words."""
    table, _, number = key.rpartition("/")
    sheets = filter(None, (form.project_sheet, form.unit))
    drawn = next((each for sheet in sheets for each in sheet.tables if each.name == table), None)
    return f"{_row(form, number)} {form.label(drawn.fields[0]) if drawn else table}".strip()


def _row(form: Form, key: str) -> str:
    """A row of a table by its number; `R003` says nothing to a person."""
    number = key.removeprefix("R")
    return form.word("changes.row", number=int(number)) if number.isdigit() else key


def _part_label(form: Form, name: str) -> str:
    """An indicator's column; a form that has one for the whole target may lack those of parts."""
    label = form.label(name)
    return form.label("value") if label == name and name in ("sign", "number", "unit") else label


def _height(cells: Sequence[Content]) -> float:
    return row_height((str(each.value or ""), _WIDTHS[each.column]) for each in cells)


def _wide_height(cells: Sequence[_Cell]) -> float:
    widths = {0: _WIDTHS[0] + _WIDTHS[1], 2: _WIDTHS[2], _WORDS: _WORDS_WIDTH}
    return row_height((text, widths[column]) for column, _, text in cells if column in widths)
