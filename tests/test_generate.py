"""Generate: what a unit finds when it opens the workbook it was sent."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from parts import samples
from parts.desk import Desk
from parts.drawn import sheet_text
from parts.office import Office, Value, stored_values
from parts.ooxml import unseen_errors
from xlperf import Form, generate, read
from xlperf.budget.money import MoneyUnit
from xlperf.budget.nouns import (
    Indicator,
    Master,
    Plan,
    PlanPoint,
    Project,
    Unit,
    UnitBudget,
    UnitPart,
)
from xlperf.budget.target import Target
from xlperf.findings.catalogue import word
from xlperf.findings.errors import FormError, MasterError, OutputError, RoundError
from xlperf.form.layout import Layout, lay_out
from xlperf.form.sheet_form import SheetForm
from xlperf.issuing import Cover
from xlperf.issuing.sheets.choices import ChoiceLists

FORMS = samples.PROJECT_FORMS
each_form = pytest.mark.parametrize("name", FORMS)
CHOICES, IDENTITY = word("sheet.choices"), word("sheet.identity")


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def project_form(form: Form) -> SheetForm:
    assert form.project is not None
    return form.project


def layout_of(form: Form, rows: int | None = None) -> Layout:
    """Where the cells of a project sheet are, with as many rows as a blank one has."""
    drawing = form.entry(project_form(form))
    count = len(form.level2s) + project_form(form).spare if rows is None else rows
    return lay_out(drawing, dict.fromkeys(drawing.repeated_rows(), count))


@pytest.fixture(scope="module", params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return Form.load(request.param)


@pytest.fixture(scope="module")
def blank(form: Form) -> bytes:
    return samples.workbook(form, blank=True)


@pytest.fixture(scope="module")
def first(blank: bytes) -> Worksheet:
    """The first project's sheet."""
    return next(s for s in opened(blank).worksheets if s.title.startswith("1."))


# What is there.


def test_the_sheets_stand_in_their_order(form: Form, blank: bytes) -> None:
    own = [form.unit.title] if form.unit else []
    names = ["居民技能培训", "社区图书角"]
    ordered = names if form.order != "name" else sorted(names, key=lambda n: n.encode("gb18030"))
    tabs = [f"{n}.{name}" for n, name in enumerate(ordered, 1)]
    book = opened(blank)
    assert book.sheetnames == ["填报说明", "目录", *own, *tabs, CHOICES, IDENTITY]
    hidden = [s.title for s in book.worksheets if s.sheet_state != "visible"]
    assert hidden == [CHOICES, IDENTITY]


def test_a_small_project_sheet_reads_as_the_official_table() -> None:
    content = samples.workbook("hebei-2023")
    lines = sheet_text(content, "1.居民技能培训").splitlines()
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines[1:12]]
    assert cells[0][1] == "居民技能培训绩效目标表"
    assert cells[1][1] == "990001 示例社区服务中心"
    assert "单位：万元" in cells[2]
    assert cells[3][1:3] == ["项目编码", samples.CODES[0]]
    assert cells[4][1:7] == [
        "预算规模及资金用途",
        "预算数",
        "30",
        "其中：财政资金",
        "25",
        "其他资金",
    ]
    assert cells[7][2:9:2] == ["25%", "50%", "100%", ""] or "25%" in cells[7]
    assert cells[9][1:5] == ["一级指标", "二级指标", "三级指标", "绩效指标描述"]


def test_what_the_master_knows_is_locked_and_what_is_asked_is_open(
    form: Form, first: Worksheet
) -> None:
    layout = layout_of(form)
    for placed in layout.placed:
        cell = first[str(placed.box.first)]
        open_cell = placed.kind.value != "label" and placed.text not in (
            "code", "name", "budget", "fiscal", "other",
        )  # fmt: skip
        assert cell.protection.locked is not open_cell, (placed.text, cell.coordinate)
    assert first.protection.sheet
    assert first.protection.password is None
    for allowed in ("insertRows", "autoFilter", "formatColumns", "formatRows"):
        assert getattr(first.protection, allowed) is False, f"{allowed} is forbidden"
    for row in layout.rows("level1"):
        assert first.cell(row + 1, layout.reasons + 1).protection.locked is False


def test_a_password_only_when_it_is_asked_for(form: Form) -> None:
    answers = samples.filled_unit(form)
    (issued,) = generate(form, samples.master_of(form, answers), password="secret")  # noqa: S106 - a made-up one
    for sheet in opened(issued.content).worksheets:
        assert sheet.protection.password


def test_amounts_the_master_does_not_know_stay_open() -> None:
    form = Form.load("hebei-2023")
    known = Project(code="A1", name="甲", budget=Decimal("3"), purpose="场地")
    (issued,) = generate(form, samples.small_master(known))
    sheet = opened(issued.content)["1.甲"]
    layout = layout_of(form)
    locked = {
        field: sheet[str(layout.cell(field))].protection.locked
        for field in ("budget", "fiscal", "other", "purpose", "goal")
    }
    assert locked == {
        "budget": True,
        "fiscal": False,
        "other": False,
        "purpose": True,
        "goal": False,
    }


def test_every_limit_has_words_that_fit(form: Form, first: Worksheet) -> None:
    for limit in first.data_validations.dataValidation:
        assert limit.promptTitle
        assert limit.prompt
        assert len(limit.promptTitle) <= 32
        assert len(limit.prompt) <= 255
        if limit.showErrorMessage and limit.type in ("list", "decimal"):
            assert limit.error or limit.type == "list"
    covered = " ".join(str(v.sqref) for v in first.data_validations.dataValidation)
    layout = layout_of(form)
    for field in ("level1", "level2", "sign", "number"):
        assert str(layout.cell(field)) in covered


def test_dropdowns_read_from_the_hidden_sheet(first: Worksheet) -> None:
    lists = [v for v in first.data_validations.dataValidation if v.type == "list"]
    assert lists
    assert all(v.formula1.lstrip("=").startswith('INDIRECT("xlperf_') for v in lists)
    book = first.parent
    for limit in lists:
        name = re.match(r'=?INDIRECT\("([a-z_0-9.]+)"', limit.formula1)[1]  # type: ignore[index]
        name = f"{name}0" if name.endswith(".") else name
        assert book.defined_names[name].attr_text.startswith(f"{CHOICES}!")


def test_the_sheet_prints_on_a4_one_page_wide_with_its_heading(
    form: Form, first: Worksheet
) -> None:
    layout = layout_of(form)
    last = layout.rows("level1")[0]
    assert int(first.page_setup.paperSize) == 9
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert (first.page_setup.fitToWidth or 1, first.page_setup.fitToHeight) == (1, 0)
    assert first.print_title_rows == f"${last - 1}:${last}"
    assert "第 &P 页" in str(first.oddFooter.center.text) or "&P" in str(
        first.oddFooter.center.text
    )


def test_rows_are_high_enough_for_their_text(form: Form) -> None:
    long = "为辖区内的老人提供紧急呼叫、卫生保健、文化娱乐等服务，" * 8
    answers = samples.filled_unit(form)
    project = answers.projects[0].model_copy(update={"goal": long})
    given = answers.model_copy(update={"projects": (project,)})
    (issued,) = generate(form, samples.master_of(form, given), answers={samples.UNIT.code: given})
    sheet = next(s for s in opened(issued.content).worksheets if s.title.startswith("1."))
    layout = layout_of(form)
    (box,) = (p.box for p in layout.placed if p.text == "goal")
    width = sum(sheet.column_dimensions[c].width or 13 for c in letters(box.left, box.right))
    lines = len(long) * 2 / width
    assert sheet.row_dimensions[box.top + 1].height >= lines * 13


def letters(left: int, right: int) -> list[str]:
    return [openpyxl.utils.get_column_letter(c + 1) for c in range(left, right + 1)]


def test_keys_are_hidden_and_stable(form: Form, first: Worksheet) -> None:
    layout = layout_of(form)
    assert first.column_dimensions["A"].hidden
    assert not first.row_dimensions[1].hidden  # it shows the names of the columns
    shown = [cell.number_format for cell in first[1][1 : layout.right + 1]]
    assert f';;;"{form.label("level3")}"' in shown
    assert [cell.value for cell in first[1][1 : layout.right + 1]] == [
        f"c{number}" for number in range(layout.right)
    ]
    keys = [first.cell(row + 1, 1).value for row in layout.rows("level1")]
    assert keys == [f"R{n:03d}" for n in range(1, len(keys) + 1)]
    again = samples.workbook(form, blank=True)
    sheet = next(s for s in opened(again).worksheets if s.title.startswith("1."))
    assert [sheet.cell(row + 1, 1).value for row in layout.rows("level1")] == keys


def test_each_required_second_level_has_a_row_and_spare_ones_follow(
    form: Form, first: Worksheet
) -> None:
    layout = layout_of(form)
    column = layout.cell("level2").column + 1  # type: ignore[union-attr]
    texts = [first.cell(row + 1, column).value for row in layout.rows("level2")]
    assert texts == [*form.level2s, *[None] * project_form(form).spare]


def test_the_contents_link_to_every_sheet(blank: bytes) -> None:
    book = opened(blank)
    links = {c.value: c.hyperlink.location for row in book["目录"] for c in row if c.hyperlink}
    names = [n for n in book.sheetnames if n not in ("填报说明", "目录", CHOICES, IDENTITY)]
    assert sorted(links.values()) == sorted(f"'{n}'!A1" for n in names)


def test_due_date_and_contact_are_shown_when_given(form: Form) -> None:
    master = samples.master_of(form, samples.filled_unit(form))
    (issued,) = generate(form, master, due="2022-11-30", contact="预算绩效科 0000-0000000")
    guide = sheet_text(issued.content, "填报说明")
    assert "2022-11-30" in guide
    assert "预算绩效科" in guide
    assert "2022-11-30" not in sheet_text(samples.workbook(form, blank=True), "填报说明")


DUE_DATES = [
    date(2022, 11, 3), datetime(2022, 11, 3, 17, 30),
    "2022/11/3", "2022/11/03", "2022年11月3日", "2022年11月03日",
]  # fmt: skip


@pytest.mark.parametrize("due", DUE_DATES)
def test_a_due_date_may_be_given_as_a_date_or_as_its_text(form: Form, due: date | str) -> None:
    master = samples.master_of(form, samples.filled_unit(form))
    (as_date,) = generate(form, master, due=due)
    (as_text,) = generate(form, master, due="2022-11-03")
    assert as_date.content == as_text.content
    assert "2022-11-03" in sheet_text(as_date.content, "填报说明")


@pytest.mark.parametrize("due", DUE_DATES[:2])
def test_a_cover_keeps_a_date_as_its_text(due: date) -> None:
    assert Cover(due, "王老师") == Cover("2022-11-03", "王老师")


NO_DATES = [
    "11月底前", "2022-02-30", "2022/2/30", "2022年2月30日", "2022-11-3", "22/11/3", "2022/11-03",
    "2022年11月3", "0000/1/1", "2022-11-03前", " ",
]  # fmt: skip


@pytest.mark.parametrize("due", NO_DATES)
def test_a_text_that_is_no_date_is_refused(due: str) -> None:
    with pytest.raises(RoundError) as refused:
        next(generate(FORMS[0], samples.small_master(), due=due))
    assert (refused.value.code, refused.value.values["found"]) == ("round.due", due)


def test_the_same_input_gives_the_same_bytes(form: Form, blank: bytes) -> None:
    assert samples.workbook(form, blank=True) == blank
    assert samples.workbook(Form.load(form.name)) == samples.workbook(form)


def test_names_no_sheet_or_file_could_have(
    tmp_path: Path, validator: Callable[[Path], list[str]]
) -> None:
    names = [
        "[甲]:*?/\\项目",
        "名" * 200,
        "名" * 200,
        "'引号'",
        "History",
        "=1+1",
        '&<>"',
        "a%20b#c",
        "😀" * 20,
        "",
    ]
    projects = tuple(Project(code=f"A{n}", name=name) for n, name in enumerate(names))
    units = tuple(
        UnitBudget(unit=Unit(code=code, name=name), projects=projects)
        for code, name in (("", "CON"), ("1", "a/b|c"), ("1", "A/B|C"), ("", "长" * 300))
    )
    made = list(generate("hebei-2023", Master(money=MoneyUnit(), units=units)))
    assert len({each.file_name.casefold() for each in made}) == len(made)
    path = made[0].save(tmp_path)
    assert validator(path) == []
    assert unseen_errors(path) == []
    assert {p.name for p in read(path)} == set(names)
    for each in made[1:]:
        each.save(tmp_path)
    with pytest.raises(OutputError):
        made[0].save(tmp_path)
    made[0].save(tmp_path, force=True)


def test_what_excel_cannot_hold_is_refused_with_its_place() -> None:
    def issue(**more: object) -> None:
        project = Project.model_validate({"code": "A1", "name": "甲", **more})
        list(generate("hebei-2023", samples.small_master(project)))

    for more in (
        {"purpose": "长" * 32_768},
        {"budget": Decimal("1234567890123.4567")},
        {"budget": Decimal("1234567890123456")},
        {"purpose": "half \ud800 a character"},
    ):
        with pytest.raises(OutputError) as caught:
            issue(**more)
        assert caught.value.values["place"]


def test_a_list_and_another_money_unit_are_refused() -> None:
    with pytest.raises(FormError):
        list(generate("master", samples.small_master()))
    with pytest.raises(MasterError):
        list(generate("hebei-2023", samples.small_master(money="元")))


# Clean, and computed as LibreOffice computes.


def half_filled(form: Form) -> UnitBudget:
    """A unit that stopped in the middle, and one project where all is wrong."""
    good = samples.filled_unit(form)
    dates = form.plan_dates
    half = good.projects[0].model_copy(
        update={
            "goal": "",
            "purpose": " ",
            "plan": plan(dates, "60", None, None, None),
            "indicators": good.projects[0].indicators[:2],
        }
    )
    wrong_rows = (
        Indicator(
            level1="产出指标", level2="社会效益指标", level3="甲", target=Target.parse("≥5 次")
        ),
        Indicator(level1="不是级别", level2="数量指标", level3="乙", target=Target.parse("无")),
        Indicator(level1="", level2="数量指标", level3="丙"),
        Indicator(
            level1="产出指标", level2="", level3="丁", target=Target.of("", Decimal(5), "次")
        ),
        Indicator(level1="产出指标", level2="数量指标", target=Target.of("不适用", None, "")),
        Indicator(
            level1="产出指标",
            level2="数量指标",
            level3="戊",
            description="戊",
            basis="戊",
            weight=Decimal(1),
            target=Target.of("", Decimal(5), "次"),
        ),
    )
    wrong = good.projects[1].model_copy(
        update={
            "other": Decimal("0.01"), "goal": form.placeholders[0] if form.placeholders else "",
            "plan": plan(dates, "90", "80", "70", "99.5"), "indicators": wrong_rows,
        }
    )  # fmt: skip
    return good.model_copy(update={"projects": (half, wrong), "part": UnitPart()})


def plan(dates: tuple[str, ...], *percents: str | None) -> Plan:
    given = zip(dates, percents, strict=False)
    return Plan(
        points=tuple(
            PlanPoint(date=date, percent=None if each is None else Decimal(each))
            for date, each in given
        )
    )


def swept(form: Form, seed: int, count: int = 60) -> UnitBudget:
    """Many projects at random, right and wrong alike."""
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    texts = ["", "无", "文字", "目标1", " 目标内容1 ", "=1+1", "0"]
    levels = [("", ""), ("产出指标", ""), ("", "数量指标"), ("另", "数量指标"),
              ("效益指标", "数量指标"),
              *((one, two) for two, one in form.parents.items())]  # fmt: skip
    amounts = [None, "0", "10", "10.005", "9.99", "0.01", "20", "0.1", "0.2", "0.3"]

    def figure(choices: list[str | None]) -> Decimal | None:
        text = chance.choice(choices)
        return None if text is None else Decimal(text)

    def row(number: int) -> Indicator:
        one, two = chance.choice(levels)
        sign = chance.choice(["", *form.signs])
        number_cell = figure([None, None, "5", "95.5", "0"])
        return Indicator(
            key=f"R{number:03d}",
            level1=one,
            level2=two,
            level3=chance.choice(texts),
            description=chance.choice(texts),
            basis=chance.choice(texts),
            target=Target.of(sign, number_cell, chance.choice(["", "次", "显著"])),
            weight=figure([None, "0", "10"]),
        )

    def project(number: int) -> Project:
        shares: list[str | None] = [None, "0", "25", "50", "60", "100", "33.33"]
        points = tuple(PlanPoint(date=date, percent=figure(shares)) for date in form.plan_dates)
        return Project(
            code=f"Q{number:04d}",
            name=f"项目{number}",
            budget=figure(list(amounts)),
            fiscal=figure(list(amounts)),
            other=figure(list(amounts)),
            purpose=chance.choice(texts),
            goal=chance.choice([*texts, *form.placeholders]),
            plan=Plan(points=points),
            indicators=tuple(row(n) for n in range(1, chance.randint(0, 4) + 1)),
        )

    return UnitBudget(unit=samples.UNIT, projects=tuple(map(project, range(count))))


def without_rest(unit: UnitBudget) -> UnitBudget:
    """What a master budget has of a unit that says nothing of other money."""
    projects = [each.model_copy(update={"other": None}) for each in unit.projects]
    return unit.model_copy(update={"projects": tuple(projects)})


@pytest.fixture(scope="module")
def computed(
    libreoffice: Office, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, tuple[Path, Path]]:
    """Workbooks as stored and as LibreOffice computes them, all in one start of the program."""
    folder = tmp_path_factory.mktemp("stored")
    paths: list[Path] = []
    for name in FORMS:
        form = Form.load(name)
        stories = {
            "blank": {},
            "complete": samples.filled_unit(form),
            "wrong": half_filled(form),
            "swept": swept(form, seed=2023),
        }
        for story, answers in stories.items():
            given = answers or samples.filled_unit(form)
            if story == "wrong":  # only of amounts it fills in itself does a sheet ask the unit
                given = without_rest(half_filled(form))
            (issued,) = generate(
                form,
                samples.master_of(form, given),  # type: ignore[arg-type]
                answers={samples.UNIT.code: answers} if answers else {},  # type: ignore[dict-item]
            )
            path = folder / f"{name}-{story}.xlsx"
            path.write_bytes(issued.content)
            paths.append(path)
    again = libreoffice.recalculated_all(paths)
    return {path.stem: (path, other) for path, other in zip(paths, again, strict=True)}


@pytest.mark.long
@pytest.mark.parametrize("story", ["blank", "complete", "wrong", "swept"])
@each_form
def test_stored_values_are_what_libreoffice_computes(
    computed: Mapping[str, tuple[Path, Path]], name: str, story: str
) -> None:
    stored, counted = computed[f"{name}-{story}"]
    formulas = openpyxl.load_workbook(stored)
    before, after = stored_values(stored), stored_values(counted)
    seen = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    seen += 1
                    one = before[sheet.title].get(cell.coordinate, "")
                    other = after[sheet.title].get(cell.coordinate, "")
                    assert alike(one, other), (sheet.title, cell.coordinate, one, other, cell.value)
    assert seen > 20


def alike(one: Value, other: Value) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return (one or "") == (other or "")


@each_form
def test_a_complete_workbook_says_it_passed(
    computed: Mapping[str, tuple[Path, Path]], name: str
) -> None:
    _, counted = computed[f"{name}-complete"]
    values = stored_values(counted)
    lines = [
        v for sheet in values.values() for v in sheet.values() if str(v).startswith("本表检查")
    ]
    assert lines
    if name == "hebei-2023":
        assert set(lines) == {word("check.passed-more")}  # rules remain that the reader knows
    _, counted = computed[f"{name}-wrong"]
    wrong = stored_values(counted)
    hints = {v for sheet in wrong.values() for v in sheet.values() if str(v)[:1] in "←○"}
    for hint in ("hint.level1", "hint.level2", "hint.sum", "hint.placeholder"):
        assert word(hint) in hints, hint
    assert word("hint.sign").replace("←", "○") in hints  # the reader only warns of it


@each_form
def test_every_generated_workbook_is_clean(
    computed: Mapping[str, tuple[Path, Path]], name: str, validator: Callable[[Path], list[str]]
) -> None:
    for story in ("blank", "complete", "wrong"):
        path, _ = computed[f"{name}-{story}"]
        assert validator(path) == []
        assert unseen_errors(path) == []
    assert unseen_errors(computed[f"{name}-swept"][0]) == []


def test_no_formula_holds_an_error(computed: Mapping[str, tuple[Path, Path]]) -> None:
    for _, counted in computed.values():
        for sheet in stored_values(counted).values():
            assert [v for v in sheet.values() if str(v).startswith(("#", "Err:"))] == []


# Cascades, computed by LibreOffice from the validations' own formulas.

LONG = "很长的级别" * 60
ODD = f'''
name = "odd"
title = "难的名称"
version = "1"
year = 2026
money = {{ unit = "元", places = 2 }}
signs = ["≥"]
units = ["次"]

[project]
title = "{{name}}"
rows = "taxonomy"
spare = 2
split = {{ value = ["sign", "number", "unit"] }}
drawing = """
| 编码     | {{code}}   | 名称     | {{name}}  |
| 级别     | 子级       | 名目     | 值        |
| [level1] | [level2]   | [level3] | [value]   |
"""

[taxonomy]
"满意度指标（10分）" = ["a*b", "a?b", "axb"]
"[括号]{{}}"          = ["a~b", 'a"b', "{LONG}甲", "{LONG}乙"]
"{LONG}"             = ["只有一个"]

[library]
"a*b"      = ["星一", "星二"]
"a?b"      = ["问一"]
"{LONG}乙" = ["长一", "长二", "长三"]
'''


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path = tmp_path_factory.mktemp("odd") / "odd.toml"
    path.write_text(ODD, encoding="utf-8")
    return Form.load(path)


def cascade_book(form: Form, path: Path) -> list[tuple[str, str, list[str]]]:
    """A copy with the cascades' formulas in cells: for each, where it stands and what is wanted."""
    book = opened(samples_blank(form))
    sheet = next(s for s in book.worksheets if s.title.startswith("1."))
    formulas = {}
    layout = layout_of(form)
    for limit in sheet.data_validations.dataValidation:
        for field in ("level2", "level3"):
            if limit.type == "list" and str(layout.cell(field)) in str(limit.sqref):
                formulas[field] = limit.formula1.lstrip("=")
    asked: list[tuple[str, str, list[str]]] = []
    page = book.create_sheet("试")
    wanted = {
        "level2": [(one, list(two)) for one, two in form.taxonomy.items()],
        "level3": [(two, list(names)) for two, names in form.library.items()],
    }
    row = 0
    for field, cases in wanted.items():
        beside = layout.cell({"level2": "level1", "level3": "level2"}[field])
        for text, entries in cases:
            row += 1
            page.cell(row, 1, text).data_type = "s"
            column = f"${beside.letters}:${beside.letters}"
            own = formulas[field].replace(f"INDEX({column},MAX(ROW()))", f"$A{row}")
            page.cell(row, 2, f"=COUNTA({own})")
            for number in range(len(entries)):
                page.cell(row, 3 + number, f"=INDEX({own},{number + 1})")
            asked.append((field, text, entries))
    book.save(path)
    return asked


def samples_blank(form: Form) -> bytes:
    (issued,) = generate(
        form,
        Master(
            money=form.money,
            units=(UnitBudget(unit=samples.UNIT, projects=(Project(code="A1", name="甲"),)),),
        ),
    )
    return issued.content


def test_cascades_offer_what_the_taxonomy_says(
    odd: Form, libreoffice: Office, tmp_path: Path, validator: Callable[[Path], list[str]]
) -> None:
    forms = [Form.load("hebei-2023"), Form.load("central-2021"), odd]
    paths = [tmp_path / f"{form.name}.xlsx" for form in forms]
    asked = [cascade_book(form, path) for form, path in zip(forms, paths, strict=True)]
    for path, wanted in zip(libreoffice.recalculated_all(paths), asked, strict=True):
        page = stored_values(path)["试"]
        for row, (field, text, entries) in enumerate(wanted, 1):
            assert page[f"B{row}"] == len(entries), (field, text[:20])
            cells = letters(2, 1 + len(entries))
            assert [page[f"{letter}{row}"] for letter in cells] == entries
    issued = tmp_path / "issued.xlsx"
    issued.write_bytes(samples_blank(odd))
    assert validator(issued) == []
    assert unseen_errors(issued) == []


def test_a_blank_first_level_offers_every_second_level(odd: Form) -> None:
    lists = ChoiceLists(odd)
    known, this = 'INDIRECT("xlperf_level1")', "INDEX($B:$B,MAX(ROW()))"
    source = lists.source("level2", layout_of(odd).cell("level1"))
    assert source == f'=INDIRECT("xlperf_level2."&SUMPRODUCT(({known}={this})*ROW({known})))'
    assert len(odd.level2s) == 8
    cells = {each.name: each.cells for each in lists.names()}
    assert cells["xlperf_level2.0"] == cells["xlperf_level2"] == f"{CHOICES}!$C$2:$C$9"
    assert lists.source("level3") == ""


# Typing, as a person does.


def test_typing_into_the_workbook(desk: Desk, tmp_path: Path) -> None:
    form = Form.load("hebei-2023")
    path = tmp_path / "typed.xlsx"
    path.write_bytes(samples.workbook(form, blank=True))
    sheet, layout = "1.居民技能培训", layout_of(form)

    def at(field: str, number: int = 0) -> str:
        return str(layout.cell(field, number))

    spare = len(form.level2s)
    steps: list[tuple[dict[str, str | int | bool], bool]] = [
        ({"cell": at("code"), "type": "改编码"}, False),
        ({"cell": at("budget"), "type": "99"}, False),
        ({"cell": at("budget"), "paste": "99"}, False),
        ({"cell": at("goal"), "type": "全年服务一千人"}, True),
        ({"cell": at("plan.mar"), "type": "160%"}, False),
        ({"cell": at("plan.mar"), "type": "六成"}, False),
        ({"cell": at("plan.mar"), "type": "60%"}, True),
        ({"cell": at("level1", spare), "type": "效益指标"}, True),
        ({"cell": at("level2", spare), "type": "数量指标"}, False),
        ({"cell": at("level2", spare), "type": "社会效益指标"}, True),
        ({"cell": at("level1", spare + 1), "type": "随便"}, False),
        ({"cell": at("level3", spare), "type": "自己写的名目"}, True),
        ({"cell": at("sign", spare), "type": "大于"}, False),
        ({"cell": at("sign", spare), "type": "≥"}, True),
        ({"cell": at("number", spare), "type": "很多"}, False),
        ({"cell": at("number", spare), "type": "95"}, True),
        ({"cell": at("unit", spare), "type": "自己写的单位"}, True),
        ({"insert_row": layout.rows("level1")[3] + 1}, True),
    ]
    saved, seen = desk.filled(path, [{"sheet": sheet, **step} for step, _ in steps])
    took = [each["changed"] for each in seen]
    assert took == [wanted for _, wanted in steps], list(zip(steps, took, strict=True))
    project = next(p for p in read(saved) if p.code == samples.CODES[0])
    assert project.goal == "全年服务一千人"
    (row,) = project.indicators
    assert (row.level2, row.level3, str(row.target)) == (
        "社会效益指标", "自己写的名目", "≥95 自己写的单位",
    )  # fmt: skip


def test_the_package_holds_no_clock_and_no_macro(blank: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert not [n for n in package.namelist() if "vba" in n.lower()]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) <= {"2023-01-01T", "2021-01-01T"}
