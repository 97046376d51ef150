"""Last year's answers: its words come along, its figures never, its targets stand in notes."""

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from parts import samples
from parts.office import Office
from parts.rounds import (
    BEGUN,
    DUE,
    FORM,
    IN_TIME,
    NAME,
    begun,
    budget_of,
    code_of,
    master_of,
    told_of,
    took_in,
    touched,
)
from xlperf import Filled, annotate, from_last_year, generate, read, sync
from xlperf.budget import is_blank_value
from xlperf.budget.nouns import (
    Goal,
    Indicator,
    Master,
    Project,
    Row,
    Unit,
    UnitBudget,
    UnitPart,
)
from xlperf.budget.target import Target
from xlperf.cli.program import cli
from xlperf.exchange import filled_json
from xlperf.form import is_signing
from xlperf.form.form import Form
from xlperf.issuing import LastYear, Why
from xlperf.reading import is_of_last_year
from xlperf.rounds import State, Verdict, distribute, open_round, reissue, status
from xlperf.sheet import Comment

pytestmark = pytest.mark.usefixtures("quick")

LAST = "23"
THIS = "26"
NEXT_YEAR = Form.parse(
    FORM.source.replace(f"year    = {FORM.year}", "year    = 2026"), "hebei-2023.toml"
)


def code(year: str, number: int) -> str:
    """A code of a project, which holds its year."""
    return code_of(f"130811{year}P{number:06d}10001")


def row(name: str, target: str, level2: str = "数量指标") -> Indicator:
    parent = {"数量指标": "产出指标", "质量指标": "产出指标"}[level2]
    return Indicator(
        level1=parent, level2=level2, level3=name, description=f"{name}的说明",
        target=Target.parse(target), basis="工作计划",
    )  # fmt: skip


def project(year: str, number: int, name: str, *rows: Indicator, **more: object) -> Project:
    given = {
        "budget": Decimal("30.00"), "fiscal": Decimal("30.00"), "purpose": f"{name}的用途",
        "goal": f"{name}的目标。", **more,
    }  # fmt: skip
    model = samples.filled_unit(FORM).projects[0]
    return model.model_copy(
        update={
            "code": code(year, number),
            "name": name,
            "indicators": rows,
            "other": None,
            **given,
        }
    )


OLD = UnitBudget(
    unit=Unit(code="990001", name="甲单位"),
    projects=(
        project(
            LAST, 1, "道路养护",
            row("养护里程", "≥120 公里"), row("合格率", "≥95 %", "质量指标"),
        ),
        project(LAST, 2, "图书采购", row("新书", "5000 册")),
        project(LAST, 3, "旧楼拆除", row("拆除", "1 座")),
    ),
    part=UnitPart(
        overall=("保障出行。",), safeguards=("落实责任。",),
        goals=(
            Goal(project="道路养护", text="路况良好。"),
            Goal(project="图书采购", text="满足阅读。"),
            Goal(project="旧楼拆除", text="拆除旧楼。"),
        ),
    ),
)  # fmt: skip
NEW = UnitBudget(
    unit=OLD.unit,
    projects=(
        Project(code=code(THIS, 7), name="道路养护", budget=Decimal(45), fiscal=Decimal(45)),
        Project(code=code(LAST, 2), name="图书购置", budget=Decimal(8), fiscal=Decimal(8)),
        Project(code=code(THIS, 9), name="新建球场", budget=Decimal(9), fiscal=Decimal(9)),
    ),
)  # fmt: skip
MASTER = samples.small_master().model_copy(update={"units": (NEW,)})


def raised() -> Master:
    """This year's master budget, with more money."""
    more = (
        each.model_copy(update={"budget": Decimal(50), "fiscal": Decimal(50)})
        for each in NEW.projects
    )
    return MASTER.model_copy(update={"units": (NEW.model_copy(update={"projects": tuple(more)}),)})


def last_years() -> bytes:
    """Last year's return."""
    master = samples.master_of(FORM, OLD)
    (made,) = generate(FORM, master, answers={OLD.unit.code: OLD})
    return made.content


def returns() -> list[Filled]:
    return [read(last_years(), FORM)]


@pytest.fixture(scope="module")
def made() -> LastYear:
    return from_last_year(NEXT_YEAR, MASTER, returns())


@pytest.fixture(scope="module")
def workbook(made: LastYear) -> bytes:
    (one,) = generate(NEXT_YEAR, MASTER, last_year=made)
    return one.content


def by_name(filled: Filled) -> dict[str, Project]:
    return {each.project.name: each.project for each in filled.projects}


def notes_of(content: bytes) -> dict[str, str]:
    """The notes of a workbook by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.comment
    }


def test_words_come_along_and_no_figure_does(workbook: bytes) -> None:
    found = by_name(read(workbook, NEXT_YEAR))
    road, books = found["道路养护"], found["图书购置"]
    assert (road.purpose, road.goal) == ("道路养护的用途", "道路养护的目标。")
    assert (road.budget, road.fiscal) == (Decimal("45.00"), Decimal("45.00"))
    assert all(point.percent is None for point in road.plan)
    rows = [each for each in road.indicators if each.level3]
    assert [(each.level2, each.level3, each.description, each.basis) for each in rows] == [
        ("数量指标", "养护里程", "养护里程的说明", "工作计划"),
        ("质量指标", "合格率", "合格率的说明", "工作计划"),
    ]
    assert all(each.target.is_blank for each in rows)
    assert books.goal == "图书采购的目标。"
    assert found["新建球场"].goal == "" or NEXT_YEAR.is_placeholder(found["新建球场"].goal)


def test_the_units_own_part_comes_along_under_the_names_of_this_year(workbook: bytes) -> None:
    part = read(workbook, NEXT_YEAR).part
    assert part
    assert part.part.overall == ("保障出行。",)
    assert part.part.safeguards == ("落实责任。",)
    assert {each.project: each.text for each in part.part.goals} == {
        "道路养护": "路况良好。", "图书购置": "满足阅读。",
    }  # fmt: skip


def test_targets_stand_in_notes_on_the_cell_of_the_figure(workbook: bytes) -> None:
    filled = read(workbook, NEXT_YEAR)
    notes = notes_of(workbook)
    assert sorted(notes.values()) == ["去年：5000 册", "去年：≥120 公里", "去年：≥95 %"]
    road = next(each for each in filled.projects if each.project.name == "道路养护")
    number = next(n for n, each in enumerate(road.project.indicators) if each.level3 == "养护里程")
    assert notes[road.place(f"indicators.{number}.number")] == "去年：≥120 公里"


def test_notes_are_no_findings_and_nobodys_words(workbook: bytes) -> None:
    filled = read(workbook, NEXT_YEAR)
    assert not [each for each in filled.findings if each.code.startswith("sheet.")]
    assert filled.outside == ()


def test_what_a_person_adds_to_a_note_is_told(workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    cell = next(
        cell for sheet in book.worksheets for cells in sheet.iter_rows() for cell in cells
        if cell.comment
    )  # fmt: skip
    cell.comment = openpyxl.comments.Comment(f"{cell.comment.text}\n今年有大修", "王")
    kept = io.BytesIO()
    book.save(kept)
    told = [each for each in read(kept.getvalue(), NEXT_YEAR).findings if each.code == "sheet.note"]
    assert len(told) == 1


def test_they_survive_an_update(workbook: bytes) -> None:
    again = sync(read(workbook, NEXT_YEAR), raised(), NEXT_YEAR)
    assert again.content
    assert sorted(notes_of(again.content).values()) == sorted(notes_of(workbook).values())
    assert not again.conflicts
    assert all("去年" not in each.answer for each in again.changes)


def test_they_survive_a_project_that_is_dropped(workbook: bytes) -> None:
    """Nothing of last year is kept aside as if a person had noted it."""
    fewer = NEW.model_copy(update={"projects": NEW.projects[1:]})
    again = sync(
        read(workbook, NEXT_YEAR), MASTER.model_copy(update={"units": (fewer,)}), NEXT_YEAR
    )
    assert again.content
    assert list(notes_of(again.content).values()) == ["去年：5000 册"]
    assert not [each for each in again.changes if each.field.startswith("comment")]


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_they_survive_other_programs(
    workbook: bytes, suffix: str, tmp_path: Path, libreoffice: Office
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook)
    (saved,) = libreoffice.converted([path], suffix)
    filled = read(saved, NEXT_YEAR)
    assert not [each for each in filled.findings if each.code.startswith("sheet.")]
    assert by_name(filled)["道路养护"].goal == "道路养护的目标。"


def test_a_marked_copy_keeps_them(workbook: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook)
    content = annotate(path, read(path, NEXT_YEAR))
    assert sum("去年：" in each for each in notes_of(content).values()) == 3
    again = read(content, NEXT_YEAR)
    assert not [each for each in again.findings if each.code == "sheet.note"]


def test_targets_are_taken_where_that_is_asked(made: LastYear) -> None:
    taken = from_last_year(NEXT_YEAR, MASTER, returns(), take_targets=True)
    (one,) = generate(NEXT_YEAR, MASTER, last_year=taken)
    road = by_name(read(one.content, NEXT_YEAR))["道路养护"]
    assert [each.target.raw for each in road.indicators if each.level3] == ["≥120 公里", "≥95 %"]
    assert notes_of(one.content) == {}
    assert made.answers != taken.answers


def test_what_was_found_by_its_name_and_what_has_no_place_is_told(made: LastYear) -> None:
    assert [(each.before, each.code, each.name) for each in made.same_name] == [
        (code(LAST, 1), code(THIS, 7), "道路养护")
    ]
    assert [(each.why, each.code, each.name) for each in made.left] == [
        (Why.NO_PROJECT, code(LAST, 3), "旧楼拆除")
    ]
    assert made.projects == 2


def test_a_name_that_two_projects_have_is_nobodys() -> None:
    twins = (NEW.projects[0], NEW.projects[0].model_copy(update={"code": code(THIS, 8)}))
    master = MASTER.model_copy(update={"units": (NEW.model_copy(update={"projects": twins}),)})
    found = from_last_year(NEXT_YEAR, master, returns())
    assert (Why.SEVERAL, "道路养护") in [(each.why, each.name) for each in found.left]
    assert found.projects == 0


def test_a_name_counts_within_its_unit_alone() -> None:
    other = NEW.model_copy(update={"unit": Unit(code="990002", name="乙单位")})
    found = from_last_year(NEXT_YEAR, MASTER.model_copy(update={"units": (other,)}), returns())
    assert [each.why for each in found.left if each.name == "道路养护"] == [Why.NO_UNIT]
    # a code is one project's, wherever it is now
    assert [p.name for each in found.answers.values() for p in each.projects] == ["图书购置"]
    assert [(each.why, each.code, each.name) for each in found.left][-1] == (Why.NO_UNIT, "", "")


def test_what_came_twice_is_taken_once_and_told() -> None:
    found = from_last_year(NEXT_YEAR, MASTER, [*returns(), *returns()])
    twice = [each for each in found.left if each.why is Why.TWICE]
    assert {each.name for each in twice} == {"道路养护", "图书采购", ""}
    assert found.projects == 2


def test_a_file_that_cannot_be_read_is_told() -> None:
    found = from_last_year(NEXT_YEAR, MASTER, [Filled("坏.xlsx")])
    assert [(each.why, each.file) for each in found.left] == [(Why.UNREADABLE, "坏.xlsx")]
    assert found.answers == {}


def test_what_the_master_says_is_the_masters() -> None:
    own = NEW.projects[1].model_copy(update={"purpose": "今年的用途"})
    master = MASTER.model_copy(update={"units": (NEW.model_copy(update={"projects": (own,)}),)})
    (one,) = generate(NEXT_YEAR, master, last_year=from_last_year(NEXT_YEAR, master, returns()))
    assert by_name(read(one.content, NEXT_YEAR))["图书购置"].purpose == "今年的用途"


def test_answers_go_before_last_year(made: LastYear) -> None:
    """A unit that has answered is issued with its answers, and without notes."""
    own = UnitBudget(
        unit=NEW.unit, projects=(NEW.projects[0].model_copy(update={"goal": "新目标。"}),)
    )
    (one,) = generate(NEXT_YEAR, MASTER, answers={NEW.unit.code: own}, last_year=made)
    assert by_name(read(one.content, NEXT_YEAR))["道路养护"].goal == "新目标。"
    assert notes_of(one.content) == {}


# A form's own fields.

OWN = Form.parse("""
name    = "own"
title   = "项目情况表"
version = "1"
year    = 2026
money   = { unit = "万元", places = 2 }
rules   = []

[fields]
head        = "text"
paid        = "money"
share       = "percent"
count       = "count"
begun       = "date"
kind        = ["新建", "续建"]
reach       = "target"
"task.name" = "text"
"task.cost" = "money"
"task.goal" = "target"

[project]
title   = "{name}"
rows    = { task = 2 }
drawing = '''
| 项目编码 | {code}      | 项目名称    | {name}      |
| 负责人   | {head}      | 已付        | {paid}      |
| 占比     | {share}     | 个数        | {count}     |
| 开工     | {begun}     | 性质        | {kind}      |
| 目标     | {reach}     | {reach}     | {reach}     |
| 任务     | 任务名称    | 费用        | 任务目标    |
| 任务     | [task.name] | [task.cost] | [task.goal] |
'''
""")


def own_unit(kind: str = "续建") -> UnitBudget:
    values = {
        "head": "张三", "paid": Decimal(3), "share": Decimal(20), "count": Decimal(4),
        "begun": date(2025, 3, 1), "kind": kind, "reach": Target.parse("≥90 %"),
    }  # fmt: skip
    rows = (
        Row(values={"name": "铺路", "cost": Decimal(2), "goal": Target.parse("3 公里")}),
        Row(values={"cost": Decimal(5)}),
    )
    own = Project(code="P1", name="道路", declared=values, rows={"task": rows})
    return UnitBudget(unit=Unit(code="101", name="甲"), projects=(own,))


def own_master() -> Master:
    budget = UnitBudget(
        unit=Unit(code="101", name="甲"), projects=(Project(code="P1", name="道路"),)
    )
    return samples.small_master().model_copy(update={"units": (budget,)})


def own_returns(kind: str = "续建") -> list[Filled]:
    (made,) = generate(OWN, own_master(), answers={"101": own_unit(kind)})
    return [read(made.content, OWN)]


def test_of_a_forms_own_fields_words_and_choices_come_along() -> None:
    found = from_last_year(OWN, own_master(), own_returns())
    (one,) = generate(OWN, own_master(), last_year=found)
    (again,) = read(one.content, OWN).projects
    assert {n: v for n, v in again.project.declared.items() if not is_blank_value(v)} == {
        "head": "张三", "kind": "续建",
    }  # fmt: skip
    (row,) = again.project.rows["task"]
    assert {n: v for n, v in row.values.items() if not is_blank_value(v)} == {"name": "铺路"}
    notes = notes_of(one.content)
    assert sorted(notes.values()) == ["去年：3 公里", "去年：≥90 %"]
    assert notes[again.place("reach")] == "去年：≥90 %"
    assert notes[again.place("task.0.goal")] == "去年：3 公里"


def test_of_a_forms_own_targets_too_where_that_is_asked() -> None:
    found = from_last_year(OWN, own_master(), own_returns(), take_targets=True)
    (one,) = generate(OWN, own_master(), last_year=found)
    (again,) = read(one.content, OWN).projects
    assert again.project.declared["reach"] == Target.parse("≥90 %")
    assert again.project.declared["paid"] is None
    assert notes_of(one.content) == {}


def test_what_was_signed_is_not_taken() -> None:
    """Whoever signed, signed for that year."""
    signed = Form.parse(OWN.source.replace("[fields]", 'signing = ["填表人"]\n\n[fields]'))
    (made,) = generate(signed, own_master(), answers={"101": own_unit()})
    (old,) = read(made.content, signed).projects
    field = next(name for name in signed.fields if is_signing(name))
    values = {**old.project.declared, field: "张三"}
    record = replace(old, project=old.project.model_copy(update={"declared": values}))
    filled = replace(read(made.content, signed), projects=(record,))
    (taken,) = from_last_year(signed, own_master(), [filled]).answers["101"].projects
    assert "head" in taken.declared
    assert field not in taken.declared


def test_a_choice_that_is_none_this_year_is_not_taken() -> None:
    now = Form.parse(OWN.source.replace('["新建", "续建"]', '["新建", "改建"]'))
    found = from_last_year(now, own_master(), own_returns())
    assert "kind" not in found.answers["101"].projects[0].declared


def test_a_field_that_is_asked_no_more_is_not_taken() -> None:
    source = OWN.source.replace("| 负责人   | {head} ", "| 联系人   | {phone}")
    now = Form.parse(source.replace('head        = "text"', 'phone = "text"'))
    found = from_last_year(now, own_master(), own_returns())
    assert list(generate(now, own_master(), last_year=found))


# The command line.


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A form, a master budget, and last year's returns in every shape they come in."""
    (tmp_path / "form.toml").write_text(NEXT_YEAR.source, encoding="utf-8")
    rows = [
        [NEW.unit.code, NEW.unit.name, p.code, p.name, str(p.budget), str(p.fiscal), "0"]
        for p in NEW.projects
    ]
    table = [
        [
            "单位编码",
            "单位名称",
            "项目编码",
            "项目名称",
            "预算数（万元）",
            "其中：财政资金",
            "其他资金",
        ],
        *rows,
    ]
    (tmp_path / "m.csv").write_text("\n".join(map(",".join, table)), encoding="utf-8")
    (tmp_path / "去年").mkdir()
    (tmp_path / "去年" / "990001.xlsx").write_bytes(last_years())
    told = filled_json(returns()[0], FORM.money)
    (tmp_path / "r.json").write_text(json.dumps({"files": [told]}), encoding="utf-8")
    begun(tmp_path / "round", samples.master_of(FORM, OLD))
    took_in(tmp_path / "round", [tmp_path / "去年"])
    return tmp_path


def run(*words: object) -> str:
    done = CliRunner().invoke(cli, [*map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("source", ["去年", "去年/990001.xlsx", "round", "r.json"])
def test_it_comes_from_files_a_round_and_json(office: Path, source: str) -> None:
    given = ("--form", office / "form.toml", "--master", office / "m.csv", "--lang", "zh")
    said = run("generate", *given, "--out", office / "out", "--last-year", office / source)
    assert "沿用去年的内容：1 个单位，2 个项目" in said
    assert (
        f"按名称对上：990001 甲单位　道路养护（去年编码 {code(LAST, 1)}，今年 {code(THIS, 7)}）"
        in said
    )
    assert "去年有而今年没有地方放的（1）" in said
    assert "旧楼拆除：今年没有这个项目" in said
    (made,) = (office / "out").glob("*.xlsx")
    assert by_name(read(made, NEXT_YEAR))["道路养护"].goal == "道路养护的目标。"
    assert len(notes_of(made.read_bytes())) == 3


def test_json_tells_the_same(office: Path) -> None:
    given = ("--form", office / "form.toml", "--master", office / "m.csv", "--json")
    said = json.loads(
        run("generate", *given, "--out", office / "out", "--last-year", office / "去年")
    )["last_year"]
    assert (said["projects"], said["units"]) == (2, 1)
    assert said["same_name"][0]["before"] == code(LAST, 1)
    assert [(each["why"], each["name"]) for each in said["left"]] == [("no-project", "旧楼拆除")]


def test_a_round_is_issued_with_it_and_issued_again(office: Path) -> None:
    given = ("--form", office / "form.toml", "--master", office / "m.csv", "--due", "2999-12-31")
    said = run("distribute", *given, "--round", office / "new", "--last-year", office / "round",
               "--take-targets", "--lang", "zh")  # fmt: skip
    assert "沿用去年的内容" in said
    (made,) = (office / "new" / "outbox").glob("*.xlsx")
    road = by_name(read(made, NEXT_YEAR))["道路养护"]
    assert [each.target.raw for each in road.indicators if each.level3] == ["≥120 公里", "≥95 %"]


def test_notes_survive_a_reissue_of_a_round(tmp_path: Path, made: LastYear) -> None:
    issues = list(
        distribute(NEXT_YEAR, MASTER, tmp_path / "r", "2999-12-31", BEGUN, last_year=made)
    )
    assert len(issues) == 1
    with open_round(tmp_path / "r") as round:
        done = list(reissue(round, IN_TIME, master=raised()))
    issue = done[0].issue
    assert issue
    assert len(notes_of((tmp_path / "r" / issue.file).read_bytes())) == 3


@pytest.fixture
def filled_beforehand(tmp_path: Path) -> Path:
    """The workbook of a round whose only unit was issued all that it is asked for."""
    full = budget_of(1)
    (issue,) = distribute(
        FORM, master_of(1), tmp_path / "r", DUE, BEGUN, name=NAME,
        last_year=LastYear(answers={full.unit.code: full}),
    )  # fmt: skip
    return tmp_path / "r" / issue.file


def test_what_nobody_opened_is_not_taken_however_full_it_is(filled_beforehand: Path) -> None:
    folder = filled_beforehand.parents[1]
    (came,) = took_in(folder, [filled_beforehand]).values()
    assert (came.state, came.verdict) == (State.SENT_BACK, Verdict.SENT_BACK)
    assert told_of(came.arrival) == ("这是下发的空表，没有填过",)
    with open_round(folder) as round:
        found = status(round, at=IN_TIME).projects
    assert (found.issued, found.adopted, found.to_mend) == (1, 0, 1)
    told = CliRunner().invoke(cli, ["reconcile", "--round", str(folder), "--json"])
    (row,) = json.loads(told.stdout)["units"]
    assert (row["adopted"], row["to_mend"]) == (0, 1)


def test_what_somebody_filled_in_besides_is_taken(filled_beforehand: Path, tmp_path: Path) -> None:
    folder, back = filled_beforehand.parents[1], tmp_path / "back.xlsx"
    back.write_bytes(touched(filled_beforehand.read_bytes(), {"goal": "今年的目标。"}))
    (came,) = took_in(folder, [back]).values()
    assert came.verdict in (Verdict.ACCEPTED, Verdict.WITH_FINDINGS), told_of(came.arrival)
    with open_round(folder) as round:
        assert status(round, at=IN_TIME).projects.adopted == 1


def test_targets_are_taken_of_last_year_alone(office: Path) -> None:
    done = CliRunner().invoke(
        cli, ["generate", "--form", "hebei-2023", "--master", str(office / "m.csv"),
              "--out", str(office / "o"), "--take-targets"],
    )  # fmt: skip
    assert done.exit_code == 2


@pytest.mark.parametrize(
    ("author", "text", "is_ours"),
    [
        ("去年", "去年：≥95 %", True), ("Last year", "Last year: ≥95 %", True),
        ("", "去年：≥95 %", True), (" ", "去年：≥95 %", True),
        ("王五", "去年：只完成一半，请核减", False), ("去年", "去年：≥95 %\n今年改了标准", False),
        ("去年", "≥95 %", False),
    ],
)  # fmt: skip
def test_a_note_of_another_author_is_somebodys_words(author: str, text: str, is_ours: bool) -> None:
    assert is_of_last_year(Comment(author, text)) is is_ours
