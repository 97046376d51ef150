"""The printed sheet against its drawing, cell by cell: texts, merged ranges, and nothing else.

The drawing is taken apart here in the plainest way, from the lines of the form file.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from parts.declared_samples import DRAWN, NAMES, UNIT, form_of, workbook
from xlperf import Form, generate
from xlperf.budget import Holds, Master, Project, UnitBudget
from xlperf.form import SheetForm

SHARED = ("monitor-2019", "selfeval-2020", "department-whole", "central-2015", "sichuan-2023",
          "uk-quarterly")  # fmt: skip
"""The six drawings of ../shared/forms, with their fields declared."""
OLD = ("hebei-2023", "central-2021")
FIRST_ROW, FIRST_COLUMN = 5, 2
"""Above stand title, unit, and the line of the sheet's check and the unit of money."""
PARTS = ("Sign", "Figure", "Unit or words")
Cells = Sequence[Sequence[str]]
Box = tuple[int, int, int, int]


class Printed(NamedTuple):
    """What a sheet prints of a drawing: texts by cell, merged ranges, and cells of fields."""

    texts: Mapping[tuple[int, int], str]
    merged: frozenset[Box]
    fields: frozenset[tuple[int, int]] = frozenset()


def lines_of(drawing: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in drawing.strip().splitlines()
    ]


def boxes_of(lines: Cells) -> Iterator[tuple[str, Box]]:
    """Equal neighbours as one cell; what is blank or has no letter stands alone."""
    seen = set[tuple[int, int]]()
    for top, line in enumerate(lines):
        is_heading = not any("{" in each or "[" in each for each in line)
        for left, text in enumerate(line):
            if (top, left) in seen:
                continue
            right, bottom = left, top
            has_letter = any(sign.isalpha() for sign in text)
            if has_letter or (is_heading and any(sign.isdigit() for sign in text)):
                while right + 1 < len(line) and line[right + 1] == text:
                    right += 1
            if has_letter:
                wide = [text] * (right - left + 1)
                while bottom + 1 < len(lines) and lines[bottom + 1][left : right + 1] == wide:
                    bottom += 1
            seen |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            yield text, (top, left, bottom, right)


def widths_of(sheet: SheetForm, lines: Cells) -> list[int]:
    """So many columns of the sheet each drawn one takes: a target in three cells takes three."""
    parts = {f"[{name}]": len(each) for name, each in sheet.split.items()}
    return [max(parts.get(line[at], 1) for line in lines) for at in range(len(lines[0]))]


def headed_of(form: Form, sheet: SheetForm, lines: Cells) -> dict[tuple[int, int], Sequence[str]]:
    """The headings under which a second row says what each cell of a target is for."""
    words = ("符号", "数值", "计量单位或文字") if form.lang == "zh" else PARTS
    targets = {
        f"[{name}]": words[-len(parts) :]
        for name, parts in sheet.split.items()
        if name == "value" or form.fields[name].kind is Holds.TARGET
    }
    return {
        (top - 1, left): targets[text]
        for top, line in enumerate(lines)
        for left, text in enumerate(line)
        if text in targets
    }


def expected(
    sheet: SheetForm,
    lines: Cells,
    numbers: Mapping[int, int],
    headed: Mapping[tuple[int, int], Sequence[str]],
) -> Printed:
    """What the sheet must print: `numbers` says how many rows stand for each repeated row."""
    widths = widths_of(sheet, lines)
    columns = [FIRST_COLUMN, *(FIRST_COLUMN + each for each in accumulate(widths))]
    second = {row for row, _ in headed}
    heights = [2 if at in second else numbers.get(at, 1) for at in range(len(lines))]
    rows = [FIRST_ROW, *(FIRST_ROW + each for each in accumulate(heights))]
    texts, merged, fields = {}, set[Box](), set[tuple[int, int]]()
    for text, (top, left, bottom, right) in boxes_of(lines):
        if text.startswith("["):
            spans = [(row, row) for row in range(rows[top], rows[top + 1])]
        else:
            spans = [(rows[top], rows[bottom + 1] - 1)]
        if (bottom, left) in headed:
            spans = [(rows[top], rows[bottom + 1] - 2)]
            under = rows[bottom + 1] - 1
            texts |= {(under, columns[left] + n): t for n, t in enumerate(headed[bottom, left])}
        is_split = text.startswith("[") and text.strip("[]") in sheet.split
        for first, last in spans:
            box = (first, columns[left], last, columns[right + 1] - 1)
            if text.startswith(("[", "{")):
                fields |= {
                    (first, at) for at in range(box[1], box[3] + 1) if is_split or at == box[1]
                }
            if is_split:
                continue
            if text and not text.startswith(("[", "{")):
                texts[first, columns[left]] = text
            if box[:2] != box[2:] and text:
                merged.add(box)
    return Printed(texts, frozenset(merged), frozenset(fields))


def printed(page: Any, last: int) -> Printed:
    """What stands in the drawing's rows of the printed area, but for what is typed or issued."""
    left, top, right, bottom = range_boundaries(page.print_area.split("!")[-1].replace("$", ""))
    assert (left, top) == (FIRST_COLUMN, 2)
    assert bottom in (last, last + 1)  # the line of the token
    texts = {
        (cell.row, cell.column): str(cell.value)
        for row in page.iter_rows(FIRST_ROW, last, left, right)
        for cell in row
        if cell.value is not None
    }
    merged = {
        (each.min_row, each.min_col, each.max_row, each.max_col)
        for each in page.merged_cells.ranges
        if FIRST_ROW <= each.min_row <= last
    }
    for at in range(left, right + 1):
        assert not page.column_dimensions[openpyxl.utils.get_column_letter(at)].hidden
    return Printed(texts, frozenset(merged))


def source_of(name: str) -> str:
    if name in ("census", "risks", "central-2015", "sichuan-2023", "uk-quarterly"):
        return (DRAWN / f"{name}.toml").read_text(encoding="utf-8")
    return Form.load(name).source


def blank(name: str) -> bytes:
    if name not in OLD:
        return workbook(form_of(name), blank=True)
    form = Form.load(name)
    known = UnitBudget(unit=UNIT, projects=(Project(code="P1", name="项目1"),))
    (made,) = generate(form, Master(money=form.money, units=(known,)))
    return made.content


def pages_of(form: Form, book: Any) -> Iterator[tuple[Any, SheetForm]]:
    """The sheets with a table to fill in, each with its drawing."""
    for page in book.worksheets:
        if page.title[:2] == "1." and form.project:
            yield page, form.project
        elif form.unit and str(page["A5"].value) == "d0" and page.title[:1] not in "123456789":
            yield page, form.unit


def drawn_numbers(page: Any, lines: Cells) -> dict[int, int]:
    """How many rows of the sheet stand for each repeated row, by the hidden keys."""
    keys = [str(page.cell(row, 1).value or "") for row in range(FIRST_ROW, page.max_row + 1)]
    repeated = [at for at, line in enumerate(lines) if any("[" in each for each in line)]
    found = dict.fromkeys(repeated, 0)
    drawn = -1
    for key in keys:
        if key[:1] == "d" and key[1:].isdigit():
            drawn = int(key[1:])
            if drawn in repeated:  # entries of a unit's part
                found[drawn] += 1
        elif key and not key.endswith(".parts"):
            below = [at for at in repeated if at > drawn]
            found[below[0]] += 1
    return found


@pytest.mark.parametrize("name", [*NAMES, *OLD])
def test_what_is_printed_is_what_was_drawn(name: str) -> None:
    form = form_of(name) if name not in OLD else Form.load(name)
    book = openpyxl.load_workbook(io.BytesIO(blank(name)))
    pages = [*pages_of(form, book)]
    assert pages
    for page, sheet in pages:
        lines = lines_of(drawing_of(form, sheet, source_of(name)))
        numbers = drawn_numbers(page, lines)
        assert numbers
        assert all(numbers.values())
        headed = headed_of(form, sheet, lines)
        more_rows = len({row for row, _ in headed}) - len(numbers) + sum(numbers.values())
        last = FIRST_ROW + len(lines) + more_rows - 1
        wanted, found = expected(sheet, lines, numbers, headed), printed(page, last)
        labels = {cell: text for cell, text in found.texts.items() if cell in wanted.texts}
        assert labels == wanted.texts
        more = {cell: t for cell, t in found.texts.items() if cell not in wanted.texts}
        assert {*more} <= wanted.fields
        assert sorted(found.merged) == sorted(wanted.merged)


def drawing_of(form: Form, sheet: SheetForm, source: str) -> str:
    """The drawing as it stands in the file."""
    head = "[unit]" if sheet is form.unit else "[project]"
    rest = source[source.index(f"\n{head}") :]
    return rest[rest.index('"""') + 3 :].partition('"""')[0].replace("\\\n", "")
