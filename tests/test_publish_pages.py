"""Where pages end: lines counted for any font, tables cut, and numbers that are true or told."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parts import declared_samples, samples
from parts.office import Office
from parts.published import contents_of_word, pages_of_pdf, wrong_numbers
from parts.real_unit import real_unit
from xlperf import Form
from xlperf.budget import Goal, Indicator, Plan, PlanPoint, Project, Target, UnitBudget, UnitPart
from xlperf.publishing.about import About
from xlperf.publishing.paging import GAP, PagedText, Piece, paged, unsure
from xlperf.publishing.paging.cutting import Cutter, Letters
from xlperf.publishing.paging.lines import lines_of
from xlperf.publishing.paging.sheet_of_paper import columns_of
from xlperf.publishing.printed import PrintedCell, PrintedRow, PrintedTable, compose
from xlperf.publishing.word import write_word

ABOUT = {"reviewed_by": "某县财政局", "date": date(2023, 1, 20)}
FONT_SETS: tuple[dict[str, str], ...] = (
    {},
    {
        **dict.fromkeys(("title", "entry", "body", "table", "number"), "Noto Serif CJK SC"),
        "heading": "Noto Sans CJK SC", "latin": "DejaVu Sans",
    },
)  # fmt: skip
"""Those of GB/T 9704, for which a machine without them takes others; and wide ones."""
PAGE, LINE = 1000, 100


def text_paged(form: Form, budget: UnitBudget) -> PagedText:
    known = About.load(ABOUT).of(budget.unit)
    return paged(form, compose(form, budget.unit, budget.part, budget.projects, known))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5.27, (1, 1, 1)),
        ("一二三四五", 5.27, (1, 1, 1)),
        ("一二三四五六", 5.27, (2, 2, 2)),
        ("一二三四五。", 5.27, (2, 2, 2)),  # a stop begins no line: 五。 go on together
        ("一二三四（六", 5.27, (2, 2, 2)),
        ("一\n二", 5.27, (2, 2, 2)),
        ("12345678", 5.27, (1, 1, 1)),
        ("1234567890", 5.27, (1, 1, 2)),  # as wide as its font is
    ],
)
def test_lines_are_counted_for_every_font(
    text: str, width: float, lines: tuple[int, int, int]
) -> None:
    assert lines_of(text, width) == lines


def test_a_first_line_that_is_set_in_holds_less() -> None:
    assert lines_of("一" * 10, 10.5).most == 1
    assert lines_of("一" * 10, 10.5, 2).least == 2


@given(st.text("一二，。（“ab1 ", max_size=60), st.integers(3, 30))
def test_more_text_never_takes_fewer_lines(text: str, width: int) -> None:
    least, likely, most = lines_of(text, width + 0.27)
    assert 1 <= least <= likely <= most
    assert lines_of(f"{text}一", width + 0.27).least >= least


def cut(rows: list[PrintedRow], used: int = 0) -> list[Piece]:
    """Pieces of a table with two columns of ten characters, on pages of about ten lines."""
    table = PrintedTable(tuple(rows), (1.0, 1.0))
    columns = columns_of(table, 2 * 2150, 10)
    return [*Cutter(table, columns, Letters(10, LINE, 0), PAGE).pieces(used)]


def plain(count: int, lines: int = 1) -> list[PrintedRow]:
    text = "\n".join("字" * lines)
    return [PrintedRow((PrintedCell(text, 0), PrintedCell("值", 1))) for _ in range(count)]


HEAD = PrintedRow((PrintedCell("甲", 0), PrintedCell("乙", 1)), is_heading=True)


def bodies(pieces: list[Piece]) -> list[int]:
    return [len(each.rows) - each.headings for each in pieces]


def test_a_table_that_fits_is_one_piece() -> None:
    (piece,) = cut([HEAD, *plain(4)])
    assert (piece.headings, len(piece.rows), piece.begins_page) == (1, 5, False)


def test_every_piece_has_the_heading_and_no_row_is_lost() -> None:
    pieces = cut([HEAD, *plain(30)])
    assert len(pieces) > 2
    assert all(each.rows[0] == HEAD for each in pieces)
    assert sum(bodies(pieces)) == 30
    assert [each.begins_page for each in pieces] == [False, *[True] * (len(pieces) - 1)]
    assert all(each.height + 2 * GAP <= PAGE for each in pieces)


def test_a_table_with_no_room_for_a_row_begins_on_the_next_page() -> None:
    (piece,) = cut([HEAD, *plain(2)], used=PAGE - LINE - 50)
    assert piece.begins_page


def test_a_cell_over_several_rows_is_said_again_on_the_next_page() -> None:
    rows = [HEAD, PrintedRow((PrintedCell("产出", 0, rows=20), PrintedCell("值", 1)))]
    rows += [PrintedRow((PrintedCell("值", 1),)) for _ in range(19)]
    pieces = cut(rows)
    assert len(pieces) > 1
    for piece in pieces:
        first = piece.rows[1].cells[0]
        assert (first.text, first.rows) == ("产出", len(piece.rows) - 1)


def test_a_cell_that_reaches_out_of_the_heading_reaches_over_the_piece() -> None:
    side = PrintedRow((PrintedCell("指标", 0, rows=21), PrintedCell("乙", 1)), is_heading=True)
    pieces = cut([side, *[PrintedRow((PrintedCell("值", 1),)) for _ in range(20)]])
    assert len(pieces) > 1
    assert all(each.rows[0].cells[0].rows == len(each.rows) for each in pieces)
    assert all(each.repeated == 0 for each in pieces)


def test_a_row_higher_than_a_page_stands_by_itself_and_is_counted() -> None:
    pieces = cut([HEAD, *plain(1), *plain(1, lines=25), *plain(1)])
    tall = [each for each in pieces if each.is_tall]
    assert len(tall) == 1
    assert tall[0].pages == (3, 4, 4)
    assert sum(bodies(pieces)) == 3


def test_no_cell_is_a_whole_number_of_characters_wide() -> None:
    form = Form.load("hebei-2023")
    made = text_paged(form, samples.filled_unit(form))
    for table in made.parts[1].sections[0].tables:
        for piece in table:
            for row in piece.rows:
                for cell in row.cells:
                    ems = piece.columns.inner(cell.column, cell.columns) / (10.5 * 20)
                    assert 0.1 < ems % 1 < 0.9


def prose(*texts: str) -> UnitBudget:
    form = Form.load("hebei-2023")
    filled = samples.filled_unit(form)
    return filled.model_copy(update={"part": UnitPart(overall=texts, safeguards=("甲。",))})


def test_numbers_that_hang_on_fonts_are_told_and_others_are_not() -> None:
    form = Form.load("hebei-2023")
    assert [*unsure(text_paged(form, prose(*["工作" * 200] * 9)))] == []
    latin = "the budget of 2023 and what it is for, " * 12
    told = [*unsure(text_paged(form, prose(*[latin] * 9)))]
    assert told
    heading, page = told[0]
    assert heading.endswith(("工作保障措施", "分项绩效目标"))
    assert page.least < page.most


# The same in a real program: what the contents say is where the headings stand.


def dressed(form: Form, fonts: dict[str, str]) -> Form:
    """The form in other fonts."""
    asked = form.publish.fonts.model_copy(update=fonts)
    return form.model_copy(update={"publish": form.publish.model_copy(update={"fonts": asked})})


def write(form: Form, made: PagedText, path: Path) -> Path:
    with path.open("wb") as file:
        write_word(file, form, [made], title=made.text.name, by="", day=date(2023, 1, 20), draft="")
    return path


def any_text(random: Random, length: int) -> str:
    """Chinese with some Latin in it."""
    signs = "创建文明城市工作经费居家养老项目绩效目标管理办公室数量质量时效成本效益满意度"
    found = ""
    while len(found) < length:
        latin = random.random() < 0.03
        found += random.choice(["2023", "GDP", "95%", "5G"]) if latin else random.choice(signs)
        found += random.choice("，。、") if random.random() < 0.05 else ""
    return found


def any_unit(form: Form, random: Random, projects: int) -> UnitBudget:
    """A unit with long texts, and rows that go over pages."""
    filled = samples.filled_unit(form)
    made = tuple(_any_project(form, random, number) for number in range(projects))
    goals = tuple(
        Goal(project=each.name, text=f"{any_text(random, 40)}\n{any_text(random, 70)}")
        for each in made
    )
    part = UnitPart(
        overall=tuple(any_text(random, random.choice([30, 90, 300])) for _ in range(8)),
        goals=goals,
        safeguards=tuple(any_text(random, random.choice([30, 90, 200])) for _ in range(9)),
    )
    return filled.model_copy(update={"projects": made, "part": part})


def _any_project(form: Form, random: Random, number: int) -> Project:
    rows = tuple(
        Indicator(
            level1=form.parents[level2], level2=level2,
            level3=any_text(random, random.choice([4, 9, 20])),
            description=any_text(random, random.choice([4, 9, 30])),
            target=Target.parse(random.choice(["≥95 百分比", "100 百分比", "无", "整洁度"])),
            basis=any_text(random, random.choice([4, 9, 40])), weight=Decimal(5),
        )
        for level2 in form.level2s
        for _ in range(random.choice([1, 1, 3]))
    )  # fmt: skip
    points = (PlanPoint(date=each, percent=Decimal(100)) for each in form.plan_dates)
    return Project(
        code=f"13081123P{number:06d}100016", name=any_text(random, 8 + number % 9),
        budget=Decimal(30), fiscal=Decimal(30), purpose=any_text(random, 30),
        plan=Plan(points=tuple(points)),
        goal=any_text(random, 3000 if number % 40 == 7 else 60), indicators=rows,
    )  # fmt: skip


def cases(shared: Path | None) -> Iterator[tuple[Form, UnitBudget]]:
    for number, name in enumerate(samples.PROJECT_FORMS):
        form = Form.load(name)
        yield form, any_unit(form, Random(number), 12)  # noqa: S311 - texts, no secrets
    for name in declared_samples.SHIPPED:
        form = Form.load(name)
        yield form, declared_samples.filled_unit(form)
    hebei = Form.load("hebei-2023")
    yield hebei, any_unit(hebei, Random(7), 120)  # noqa: S311
    if shared:
        yield hebei, real_unit(shared).answers


@pytest.mark.long
@pytest.mark.parametrize("fonts", FONT_SETS, ids=["standard", "wide"])
def test_stored_numbers_are_true_in_libreoffice(
    fonts: dict[str, str], libreoffice: Office, shared: Path, tmp_path: Path
) -> None:
    found = []
    for number, (form, budget) in enumerate(cases(shared)):
        own = dressed(form, fonts)
        made = text_paged(own, budget)
        found.append((made, write(own, made, tmp_path / f"{number}.docx")))
    wrong, count = [], 0
    for (made, path), pdf in zip(
        found, libreoffice.converted([path for _, path in found], "pdf"), strict=True
    ):
        (contents,) = contents_of_word(path)
        told = {heading for heading, _ in unsure(made)}
        sure = [entry for entry in contents if entry[0] not in told]
        wrong += wrong_numbers(sure, pages_of_pdf(pdf), front=made.before.likely)
        count += len(sure)
    assert wrong == []
    assert count > 150


@pytest.mark.long
@pytest.mark.parametrize("name", [*samples.PROJECT_FORMS, *declared_samples.SHIPPED])
def test_word_files_are_valid(name: str, validator: Any, tmp_path: Path) -> None:
    form = Form.load(name)
    own = samples if name in samples.PROJECT_FORMS else declared_samples
    for begins in ("text", "contents", "cover"):
        asked = form.publish.model_copy(update={"begins": begins, "side": "middle"})
        dress = form.model_copy(update={"publish": asked if begins != "text" else form.publish})
        made = text_paged(dress, own.filled_unit(form))
        assert validator(write(dress, made, tmp_path / f"{name}-{begins}.docx")) == []


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_whatever_is_cut_is_all_there(seed: int) -> None:
    form = Form.load("hebei-2023")
    budget = any_unit(form, Random(seed), 2)  # noqa: S311
    made = text_paged(form, budget)
    for section, project in zip(made.parts[1].sections, budget.projects, strict=True):
        rows = [row for piece in section.tables[1] for row in piece.rows[piece.headings :]]
        assert len(rows) == len(project.indicators)
        said = [cell.text for row in rows for cell in row.cells if cell.path.endswith("basis")]
        assert said == [each.basis for each in project.indicators]
        for piece in section.tables[1]:
            first = piece.rows[piece.headings].cells[0]
            assert first.path.endswith("level1")


def test_a_turned_part_stands_on_turned_paper() -> None:
    form = Form.load("monitor-2019")
    made = text_paged(form, declared_samples.filled_unit(form))
    (part,) = made.parts
    assert part.is_turned
    assert part.paper.width > part.paper.height
    upright = form.publish.model_copy(update={"turned": False})
    other = text_paged(
        form.model_copy(update={"publish": upright}), declared_samples.filled_unit(form)
    )
    assert not other.parts[0].is_turned


@given(st.integers(1, 90), st.floats(3, 40), st.sampled_from([0, 2]))
def test_plain_chinese_is_counted_as_any_other_text(count: int, width: float, first: int) -> None:
    """The short way for texts of nothing but Chinese signs comes to what the long way does."""
    short = lines_of("字" * count, width, first)
    long = lines_of("字" * (count - 1) + "ア", width, first)  # as wide, and not in the short way
    assert short == long
