"""What somebody did to a computed cell is told at that cell, and never believed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import pytest

from parts.declared_samples import form_of, workbook
from parts.grids import read_changed, with_value
from xlperf import Form
from xlperf.findings import Finding, Level
from xlperf.reading import Filled
from xlperf.reading.one_file import read
from xlperf.sheet import Cell, Grid, Read

CENSUS, EVALUATION, RISKS = map(form_of, ("census", "selfeval-2020", "risks"))


@pytest.fixture(scope="module")
def issued() -> Mapping[str, bytes]:
    return {form.name: workbook(form) for form in (CENSUS, EVALUATION, RISKS)}


def changed(
    patch: pytest.MonkeyPatch, form: Form, content: bytes, path: str, value: Read
) -> tuple[Filled, list[Finding]]:
    """The workbook read with another value in one cell, and what is told at that cell."""
    first = read(content, form)
    sheet = first.projects[0] if form.project else first.part
    assert sheet
    cell: Cell = sheet.where[path]

    def change(grid: Grid) -> Grid:
        return with_value(grid, cell.row, cell.column, value)

    filled = read_changed(patch, content, change, sheet.sheet, form)
    told = [each for each in filled.findings
            if each.place.cell == str(cell) and each.place.sheet == sheet.sheet]  # fmt: skip
    return filled, told


class Typed(NamedTuple):
    """What is put into the computed cell of a form, what is told of it, and what counts."""

    form: Form
    path: str
    value: Read
    code: str
    worth: Decimal


TYPED = [
    Typed(CENSUS, "girls.sum", 999.0, "computed.differs", Decimal(9)),
    Typed(CENSUS, "girls.sum", 9.0, "", Decimal(9)),
    Typed(CENSUS, "girls.sum", 9.000000001, "computed.differs", Decimal(9)),
    Typed(CENSUS, "girls.sum", "九", "computed.differs", Decimal(9)),
    Typed(CENSUS, "girls.sum", 0.0, "computed.differs", Decimal(9)),
    Typed(CENSUS, "share", 0.6429, "", Decimal("64.29")),
    Typed(CENSUS, "share", 64.29, "computed.differs", Decimal("64.29")),
    Typed(CENSUS, "share", "64.29%", "", Decimal("64.29")),
    Typed(CENSUS, "area", 31.5, "", Decimal("31.5")),
    Typed(CENSUS, "area", 31.4, "computed.differs", Decimal("31.5")),
    Typed(EVALUATION, "total", 100.0, "computed.differs", Decimal(55)),
    Typed(RISKS, "worst", 1.0, "computed.differs", Decimal(37)),
]


@pytest.mark.parametrize("case", TYPED, ids=[f"{each.path} {each.value}" for each in TYPED])
def test_a_figure_somebody_put_there_is_told_and_another_one_counts(
    monkeypatch: pytest.MonkeyPatch, issued: Mapping[str, bytes], case: Typed
) -> None:
    content = issued[case.form.name]
    filled, told = changed(monkeypatch, case.form, content, case.path, case.value)
    record = filled.projects[0].project if case.form.project else filled.part.part  # type: ignore[union-attr]
    assert record.declared[case.path] == case.worth
    codes = [each.code for each in told if each.code.startswith("computed.")]
    assert codes == ([case.code] if case.code else [])
    assert all(each.level is Level.WARNING for each in told if each.code == "computed.differs")


def test_a_text_that_is_computed_is_held_too(
    monkeypatch: pytest.MonkeyPatch, issued: Mapping[str, bytes]
) -> None:
    first = read(issued["risks"], RISKS).part
    assert first
    for number, row in enumerate(first.part.rows["risk"]):
        score = row.values["chance"] * row.values["impact"]  # type: ignore[operator]
        colour = "红" if score >= 15 else "黄" if score >= 6 else "绿"
        assert (row.values["score"], row.values["colour"]) == (score, colour)
        for typed in ("红", "黄", "绿"):
            path = f"risk.{number}.colour"
            filled, told = changed(monkeypatch, RISKS, issued["risks"], path, typed)
            assert filled.part
            assert filled.part.part.rows["risk"][number].values["colour"] == colour
            wanted = [] if typed == colour else ["computed.differs"]
            assert [each.code for each in told if each.code.startswith("computed.")] == wanted


def test_a_computed_cell_that_was_wiped_is_a_remark(
    monkeypatch: pytest.MonkeyPatch, issued: Mapping[str, bytes]
) -> None:
    filled, told = changed(monkeypatch, CENSUS, issued["census"], "girls.sum", "")
    assert filled.projects[0].project.declared["girls.sum"] == Decimal(9)
    assert [(each.code, each.level) for each in told] == [("computed.missing", Level.INFO)]


def test_a_refused_or_blank_operand_makes_a_blank_but_not_of_a_sum(
    monkeypatch: pytest.MonkeyPatch, issued: Mapping[str, bytes]
) -> None:
    for typed in ("十人", "", 3.5):
        filled, told = changed(monkeypatch, CENSUS, issued["census"], "girls.y1", typed)
        values = filled.projects[0].project.declared
        assert values["girls.y1"] is None
        assert values["all.y1"] is None
        assert ("error" in {each.level.value for each in told}) is (typed != "")
        assert values["girls.sum"] == (None if typed else Decimal(5))


def test_a_division_by_zero_is_blank_and_never_zero(
    monkeypatch: pytest.MonkeyPatch, issued: Mapping[str, bytes]
) -> None:
    filled, _ = changed(monkeypatch, EVALUATION, issued["selfeval-2020"], "fiscal.revised", 0.0)
    assert filled.projects[0].project.declared["fiscal.rate"] is None


def test_what_stands_in_the_computed_cell_of_a_row_nobody_filled_makes_no_row(
    monkeypatch: pytest.MonkeyPatch, issued: Mapping[str, bytes]
) -> None:
    content = issued["selfeval-2020"]
    first = read(content, EVALUATION).projects[0]
    last = max(cell.row for path, cell in first.where.items() if path.endswith(".score")
               and path.startswith("indicators."))  # fmt: skip
    column = first.where["indicators.0.score"].column
    filled = read_changed(
        monkeypatch, content, lambda grid: with_value(grid, last + 1, column, 0.0), first.sheet,
        EVALUATION,
    )  # fmt: skip
    assert len(filled.projects[0].project.indicators) == len(first.project.indicators)
    assert not [each for each in filled.findings if each.code.startswith(("computed.", "layout."))]
