"""Merging one project and a unit's own part: as issued, as the unit has it, as the master is now.

No workbook is made here: what a whole one comes to is told in test_sync.py.
"""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from xlperf import Form
from xlperf.budget.nouns import (
    Goal,
    Indicator,
    Plan,
    PlanPoint,
    Project,
    Unit,
    UnitBudget,
    UnitPart,
)
from xlperf.budget.target import Target
from xlperf.identity.identity import Identity, Issued, Sent, snapshot
from xlperf.reading.filled import FilledPart, FilledProject
from xlperf.sheet.address import Cell
from xlperf.sheet.comment import Comment
from xlperf.syncing.merged_part import MergedPart, merge_part
from xlperf.syncing.merged_project import Merged, merge_project, with_texts
from xlperf.syncing.rows_by_key import by_key, by_row, typed_by_key

FORM = Form.load("hebei-2023")
UNIT = Unit(code="125001", name="社区办")
LOCKED = frozenset({"code", "name", "budget", "fiscal", "other"})
FIRST = Project(
    code="A1", name="居民技能培训", budget=Decimal(30), fiscal=Decimal(25), other=Decimal(5)
)


def identity(
    *projects: Project, part: UnitPart | None = None, disputed: frozenset[str] = frozenset()
) -> Identity:
    """What a workbook remembers of what it was sent with."""
    sent = [Sent(each, LOCKED, disputed) for each in projects]
    return Identity(
        form=FORM.name, version="1", year=2026, unit=UNIT,
        snapshot=snapshot(FORM.money, sent, part or UnitPart()),
    )  # fmt: skip


def having(project: Project = FIRST, **values: object) -> Project:
    return project.model_copy(update=values)


def back(project: Project, typed: Mapping[str, str | float] = {}, **more: object) -> FilledProject:
    return FilledProject(project, "表", {}, typed=typed, **more)  # type: ignore[arg-type]


def merged(
    theirs: FilledProject | Project | None, ours: Project, issued: Identity | None = None,
    form: Form = FORM,
) -> Merged:  # fmt: skip
    theirs = back(theirs) if isinstance(theirs, Project) else theirs
    return merge_project(form, issued or identity(FIRST), theirs, ours)


def told(found: Merged) -> list[tuple[str, str, str, str, str]]:
    """The changes, each of them of the one project there is."""
    assert {each.project for each in found.changes} <= {FIRST.code}
    return [(c.kind.value, c.field, c.before, c.answer, c.now) for c in found.changes]


# What the master budget gives.


def test_nothing_changed_and_nothing_is_told() -> None:
    found = merged(FIRST, FIRST)
    assert (found.answers, told(found), found.disputed, found.typed) == (FIRST, [], frozenset(), {})


@pytest.mark.parametrize(
    ("field", "before", "now"),
    [("budget", "30.00", "31.00"), ("fiscal", "25.00", "31.00"), ("other", "5.00", "31.00")],
)
def test_who_alone_changed_an_amount_has_it_their_way(field: str, before: str, now: str) -> None:
    ours = having(**{field: Decimal(31)})
    assert told(merged(FIRST, ours)) == [("refreshed", field, before, "", now)]
    assert told(merged(ours, ours)) == [("refreshed", field, before, "", now)]
    found = merged(ours, FIRST)
    assert told(found) == [("put-back", field, before, now, before)]
    assert found.disputed == frozenset()


def test_what_both_changed_is_in_dispute_and_the_answer_stays() -> None:
    found = merged(
        having(budget=Decimal("99.5"), name="居民技能"), having(budget=Decimal(31), name="技能提升")
    )
    assert told(found) == [
        ("conflict", "name", "居民技能培训", "居民技能", "技能提升"),
        ("conflict", "budget", "30.00", "99.50", "31.00"),
    ]
    assert found.disputed == {"name", "budget"}
    assert (found.answers.name, found.answers.budget) == ("居民技能", Decimal("99.5"))
    assert {each.name for each in found.changes} == {"技能提升"}


def test_a_cell_that_was_cleared_is_no_answer() -> None:
    assert told(merged(having(budget=None), FIRST)) == []
    assert told(merged(having(budget=None), having(budget=Decimal(31)))) == [
        ("refreshed", "budget", "30.00", "", "31.00")
    ]


def test_what_the_master_does_not_know_is_the_units() -> None:
    ours = having(other=None)
    found = merged(having(other=Decimal(7)), ours)
    assert (told(found), found.answers.other) == ([], 7)
    assert merged(having(purpose="请教师"), FIRST).answers.purpose == "请教师"


def test_a_field_the_form_does_not_ask_for_is_not_told() -> None:
    assert FORM.project is not None
    drawn = FORM.source.replace("{purpose}", "{extra.why}").replace('"purpose", ', "")
    without, ours = Form.parse(drawn), having(purpose="请教师")
    assert told(merged(FIRST, ours)) == [("refreshed", "purpose", "", "", "请教师")]
    assert told(merged(FIRST, ours, form=without)) == []


def test_what_could_not_be_read_is_an_answer_as_it_was_typed() -> None:
    theirs = back(having(budget=None), {"budget": "约三十", "goal": 5.0, "code": "A 1"})
    found = merged(theirs, having(budget=Decimal(31)))
    assert told(found) == [("conflict", "budget", "30.00", "约三十", "31.00")]
    assert found.typed == {"budget": "约三十", "goal": 5.0}  # the code is known
    found = merged(theirs, FIRST)
    assert told(found) == [("put-back", "budget", "30.00", "约三十", "30.00")]
    assert found.typed == {"goal": 5.0}
    zero = merged(back(having(budget=None), {"budget": 0.0}), having(budget=Decimal(31)))
    assert told(zero) == [("conflict", "budget", "30.00", "0.0", "31.00")]


def test_what_was_typed_stays_where_the_master_knows_nothing() -> None:
    found = merged(back(FIRST, {"other": "没定"}), having(other=None))
    assert found.typed == {"other": "没定"}


# A dispute goes on until one side gives in.

DISPUTED = identity(having(budget=Decimal(31)), disputed=frozenset({"budget"}))


@pytest.mark.parametrize(
    ("theirs", "disputed", "kinds"),
    [("99.5", {"budget"}, []), ("31", set(), []), (None, set(), [])],
)
def test_a_dispute_goes_on_until_the_unit_gives_in(
    theirs: str | None, disputed: set[str], kinds: list[str]
) -> None:
    ours = having(budget=Decimal(31))
    amount = None if theirs is None else Decimal(theirs)
    found = merged(having(budget=amount), ours, DISPUTED)
    assert found.disputed == disputed
    assert [each.kind.value for each in found.changes] == kinds


def test_a_dispute_ends_when_the_master_gives_in_or_forgets() -> None:
    agreed = merged(having(budget=Decimal(99)), having(budget=Decimal(99)), DISPUTED)
    assert (told(agreed), agreed.disputed) == (
        [("refreshed", "budget", "31.00", "", "99.00")], frozenset()
    )  # fmt: skip
    forgotten = merged(having(budget=Decimal(99)), having(budget=None), DISPUTED)
    assert (told(forgotten), forgotten.disputed) == ([], frozenset())


def test_a_dispute_with_a_new_amount_is_told_again() -> None:
    found = merged(having(budget=Decimal(99)), having(budget=Decimal(32)), DISPUTED)
    assert told(found) == [("conflict", "budget", "31.00", "99.00", "32.00")]
    assert found.disputed == {"budget"}


def test_of_a_dispute_what_could_not_be_read_stays_typed() -> None:
    theirs = back(having(budget=None), {"budget": "约三十", "fiscal": "约二十"})
    found = merged(theirs, having(budget=Decimal(31)), DISPUTED)
    assert (found.disputed, found.typed) == ({"budget"}, {"budget": "约三十"})


# A sheet that was taken out.


def test_a_sheet_that_was_taken_out_comes_back_as_it_was_issued() -> None:
    sent = having(goal="培训一千人")
    found = merged(None, having(name="技能提升"), identity(sent))
    assert told(found) == [("sheet-back", "", "", "", "")]
    assert [each.name for each in found.changes] == ["技能提升"]
    assert (found.answers, found.disputed, found.typed) == (sent, frozenset(), {})
    assert found.comments == {}


def test_a_code_comes_back_as_the_master_spells_it() -> None:
    assert merged(None, FIRST, identity(having(code="ａ 1"))).answers.code == "A1"


# Open fields the master has a proposal for.


def plan(**percents: str | None) -> Plan:
    points = ((d, None if p is None else Decimal(p)) for d, p in percents.items())
    return Plan(points=tuple(PlanPoint(date=date, percent=percent) for date, percent in points))


def test_a_proposal_fills_what_the_unit_left_as_it_was() -> None:
    sent = having(goal="一", plan=plan(mar="10", dec="100"), extra={"why": "甲", "who": "丁"})
    ours = having(goal="二", plan=plan(mar="20", dec="100"), extra={"why": "乙", "who": "丁"})
    found = merged(sent, ours, identity(sent))
    assert told(found) == [
        ("refreshed", "goal", "一", "", "二"), ("refreshed", "plan.mar", "10", "", "20"),
        ("refreshed", "extra.why", "甲", "", "乙"),
    ]  # fmt: skip
    assert (found.answers.goal, found.answers.extra) == ("二", {"why": "乙", "who": "丁"})
    assert found.answers.plan == plan(mar="20", dec="100")


def test_a_proposal_for_a_field_the_unit_does_not_have_yet_is_taken() -> None:
    ours = having(plan=plan(mar="20"), extra={"why": "乙"})
    found = merged(FIRST, ours)
    assert told(found) == [
        ("refreshed", "plan.mar", "", "", "20"), ("refreshed", "extra.why", "", "", "乙")
    ]  # fmt: skip
    assert (found.answers.plan, found.answers.extra) == (ours.plan, ours.extra)


def test_texts_that_were_kept_go_back_to_their_fields_and_to_no_other() -> None:
    project = having(goal="一", purpose="甲", plan=plan(mar="10", dec=None), extra={"why": "丙"})
    texts = {"goal": "二", "purpose": "乙", "plan.dec": "100", "extra.who": "丁", "budget": "99"}
    assert with_texts(project, texts) == having(
        goal="二", purpose="乙", plan=plan(mar="10", dec="100"), extra={"why": "丙", "who": "丁"}
    )
    assert with_texts(project, {"plan.mar": "5"}) == project.model_copy(
        update={"plan": plan(mar="5", dec=None)}
    )
    assert with_texts(project, {}) == project


def test_a_proposal_never_takes_an_answer_away() -> None:
    sent = having(goal="一", plan=plan(mar="10"))
    theirs = having(goal="三", plan=plan(mar="30", dec="100"), extra={"why": "丙"})
    found = merged(
        theirs, having(goal="二", plan=plan(mar="20"), extra={"why": "乙"}), identity(sent)
    )
    assert told(found) == [
        ("conflict", "goal", "一", "三", "二"), ("conflict", "plan.mar", "10", "30", "20"),
        ("conflict", "extra.why", "", "丙", "乙"),
    ]  # fmt: skip
    assert found.answers == theirs
    assert found.disputed == frozenset()  # open fields are the unit's own


def test_a_proposal_of_nothing_or_of_the_same_changes_nothing() -> None:
    sent = having(goal="一", plan=plan(mar="10", dec=None))
    theirs = having(goal="三", plan=plan(mar="10", dec="90"))
    proposals = (
        FIRST,
        having(goal="", plan=plan(mar=None)),
        having(goal="三", plan=plan(dec="90")),
        having(goal="一", plan=plan(mar="10")),
    )
    for ours in proposals:
        found = merged(theirs, ours, identity(sent))
        assert (told(found), found.answers) == ([], theirs)


# Rows of the indicator table.


def row(key: str, level3: str = "", level2: str = "数量指标", **more: object) -> Indicator:
    return Indicator(key=key, level1="产出指标", level2=level2, level3=level3, **more)  # type: ignore[arg-type]


def keys(found: Merged) -> list[str]:
    return [each.key for each in found.answers.indicators]


def test_a_new_row_never_takes_a_key_that_was_given_out_before() -> None:
    """R002 was issued and deleted: whoever comes after it in the year must not be taken for it."""
    sent = having(indicators=(row("R001", "人数"), row("R002", "场次"), row("R004", "课时")))
    theirs = having(
        indicators=(row("R001", "人数"), row("", "新一"), row("R004", "课时"), row("", "新二"))
    )
    found = merged(theirs, FIRST, identity(sent))
    assert keys(found) == ["R001", "R003", "R004", "R005"]
    assert [each.level3 for each in found.answers.indicators] == ["人数", "新一", "课时", "新二"]


def test_a_new_row_of_a_workbook_without_rows_is_the_first() -> None:
    theirs = having(indicators=(row("", "人数"), row("R002", "场次"), row("", "课时")))
    assert keys(merged(theirs, FIRST)) == ["R001", "R002", "R003"]


def test_a_thousand_new_rows_have_a_thousand_keys() -> None:
    theirs = having(indicators=tuple(row("", f"第{n}") for n in range(1001)))
    given = keys(merged(theirs, FIRST))
    assert (len(set(given)), given[0], given[998], given[1000]) == (1001, "R001", "R999", "R1001")


def test_rows_that_were_left_blank_stand_where_they_were() -> None:
    sent = having(indicators=tuple(row(f"R{n:03d}") for n in range(1, 5)))
    theirs = having(indicators=(row("R002", "场次"), row("R004", "课时")))
    found = merged(theirs, FIRST, identity(sent))
    assert keys(found) == ["R001", "R002", "R003", "R004"]
    assert [each.level3 for each in found.answers.indicators] == ["", "场次", "", "课时"]


@pytest.mark.parametrize(
    "content",
    [{"level3": "人数"}, {"description": "参训的人"}, {"basis": "计划"},
     {"target": Target.parse("≥95 人")}, {"target": Target.parse("无")}],
)  # fmt: skip
def test_a_row_that_was_issued_with_something_and_deleted_stays_away(
    content: dict[str, object],
) -> None:
    sent = having(indicators=(row("R001"), row("R002", **content)))
    theirs = having(indicators=(row("R003", "课时"),))
    assert keys(merged(theirs, FIRST, identity(sent))) == ["R001", "R003"]


def test_a_blank_row_of_a_level_the_form_has_no_more_stays_away() -> None:
    sent = having(indicators=(row("R001"), row("R002", level2="旧指标")))
    theirs = having(indicators=(row("R003", "课时"),))
    assert keys(merged(theirs, FIRST, identity(sent))) == ["R001", "R003"]


def test_the_masters_rows_come_only_where_nobody_touched_the_table() -> None:
    sent = having(indicators=(row("R001"), row("R002", "场次", target=Target.parse("≥5 次"))))
    ours = having(indicators=(row("R001", "人数"), row("R002", "场次")))
    untouched = having(indicators=sent.indicators[1:])
    assert merged(untouched, ours, identity(sent)).answers.indicators == ours.indicators
    assert keys(merged(untouched, FIRST, identity(sent))) == ["R001", "R002"]
    for touched in (
        having(indicators=()),
        having(indicators=(row("R002", "场次", target=Target.parse("≥6 次")),)),
        having(indicators=(*untouched.indicators, row("", "课时"))),
    ):
        found = merged(touched, ours, identity(sent))
        assert "人数" not in [each.level3 for each in found.answers.indicators]


# What stands on rows travels by their keys.


def test_what_was_typed_and_noted_on_a_row_goes_by_its_key() -> None:
    sent = having(indicators=(row("R001", "人数"), row("R002", "场次")))
    note = Comment("王老师", "请写明")
    theirs = back(
        having(indicators=(row("R002", "场次"), row("", "课时"))),
        {"indicators.0.weight": "很重", "indicators.1.weight": 7.0, "plan.mar": "一成"},
        comments={"indicators.1.level3": note, "goal": note},
    )
    found = merged(theirs, FIRST, identity(sent))
    assert found.typed == {
        "indicators.R002.weight": "很重", "indicators.R003.weight": 7.0, "plan.mar": "一成"
    }  # fmt: skip
    assert found.comments == {"indicators.R003.level3": note, "goal": note}


def test_what_a_target_keeps_whole_is_not_kept_twice() -> None:
    whole = row("R001", "人数", target=Target(text="约一千", raw="≥约一千人"))
    typed = {"indicators.0.number": "约一千", "indicators.0.unit": "户", "goal": "人"}
    assert typed_by_key(having(indicators=(whole,)), typed) == {
        "indicators.R001.unit": "户", "goal": "人"
    }  # fmt: skip


def test_a_key_and_a_row_number_name_the_same_row() -> None:
    project = having(indicators=(row("R007"), row("R002")))
    values = {
        "indicators.0.level3": "甲",
        "indicators.1.level3": "乙",
        "plan.mar": "丙",
        "goal": "丁",
    }
    keyed = {
        "indicators.R007.level3": "甲",
        "indicators.R002.level3": "乙",
        "plan.mar": "丙",
        "goal": "丁",
    }
    assert by_key(project, values) == keyed
    assert by_row(project, keyed) == values
    assert by_key(project, keyed) == keyed
    assert by_row(project, {"indicators.R009.level3": "戊"}) == {}


# The unit's own part.

SECOND = Project(code="B2", name="图书角")
GONE = Project(code="C3", name="巡逻")
PART = UnitPart(
    overall=("提高技能。",),
    goals=(Goal(project="居民技能培训", text="千人"), Goal(project="巡逻", text="每日")),
    safeguards=("落实责任。",),
)


def part_merged(
    theirs: FilledPart | UnitPart | None, *projects: Project, issued: Identity | None = None,
    returned: Mapping[str, str] = {}, form: Form = FORM,
) -> MergedPart:  # fmt: skip
    theirs = FilledPart(theirs, "部门", {}) if isinstance(theirs, UnitPart) else theirs
    budget = UnitBudget(unit=UNIT, projects=projects)
    return merge_part(form, issued or identity(FIRST, GONE, part=PART), theirs, budget, returned)


def entries(found: MergedPart) -> list[tuple[str, str]]:
    return [(each.project, each.text) for each in found.part.goals]


def test_words_of_a_part_stay_as_they_are() -> None:
    found = part_merged(PART, FIRST, GONE)
    assert found == MergedPart(PART)


def test_the_entry_of_a_project_that_is_gone_is_kept_aside() -> None:
    found = part_merged(PART, FIRST)
    assert entries(found) == [("居民技能培训", "千人")]
    assert (found.part.overall, found.part.safeguards) == (PART.overall, PART.safeguards)
    assert found.aside == (Issued("C3", "goals.text", "每日"),)
    (change,) = found.changes
    assert (change.kind.value, change.project, change.name, change.field, change.answer) == (
        "aside", "C3", "巡逻", "goals.text", "每日"
    )  # fmt: skip


def test_the_entry_of_a_renamed_project_follows_its_name() -> None:
    found = part_merged(PART, having(name="技能提升"), having(GONE, code="Ｃ 3"))
    assert entries(found) == [("技能提升", "千人"), ("巡逻", "每日")]
    assert (found.changes, found.aside) == ((), ())


def test_an_entry_that_names_no_issued_project_stays() -> None:
    theirs = UnitPart(goals=(Goal(project="别的", text="甲"), Goal(project="", text="乙")))
    assert entries(part_merged(theirs, FIRST)) == [("别的", "甲"), ("", "乙")]


def test_an_entry_under_the_name_another_project_has_now_is_no_gone_one() -> None:
    found = part_merged(PART, having(name="巡逻"))
    assert entries(found) == [("巡逻", "千人"), ("巡逻", "每日")]
    assert found.aside == ()


def test_the_entry_of_a_project_that_comes_back_is_added_once() -> None:
    found = part_merged(PART, FIRST, GONE, returned={"图书角": "三千册", "巡逻": "旧"})
    assert entries(found) == [("居民技能培训", "千人"), ("巡逻", "每日"), ("图书角", "三千册")]


def test_a_part_whose_sheet_was_taken_out_comes_back_as_issued() -> None:
    found = part_merged(None, FIRST, GONE, returned={"图书角": "三千册"})
    assert found.part == having_goals(*PART.goals, Goal(project="图书角", text="三千册"))
    assert [each.kind.value for each in found.changes] == ["sheet-back"]
    none = part_merged(None, FIRST, issued=identity(FIRST), returned={"图书角": "三千册"})
    assert none == MergedPart(UnitPart(goals=(Goal(project="图书角", text="三千册"),)))


def having_goals(*goals: Goal) -> UnitPart:
    return PART.model_copy(update={"goals": goals})


def test_a_form_without_a_part_keeps_its_words_aside() -> None:
    without = FORM.model_copy(update={"unit": None})
    found = part_merged(PART, FIRST, form=without)
    assert found.part == UnitPart()
    assert found.aside == (
        Issued("", "overall.0", "提高技能。"), Issued("", "goals.0.project", "居民技能培训"),
        Issued("", "goals.0.text", "千人"), Issued("", "goals.1.project", "巡逻"),
        Issued("", "goals.1.text", "每日"), Issued("", "safeguards.0", "落实责任。"),
    )  # fmt: skip
    assert [(each.kind.value, each.field) for each in found.changes] == [("aside", "overall")]
    assert part_merged(UnitPart(overall=("",)), FIRST, form=without) == MergedPart(UnitPart())


def test_what_stood_beside_a_part_without_a_sheet_is_kept_too() -> None:
    where = {"goals.0.project": Cell(3, 1), "goals.1.project": Cell(4, 1)}
    theirs = FilledPart(
        having_goals(Goal(), Goal()), "部门", where,
        reasons={4: "甲", 9: "乙"}, comments={"goals.0.text": Comment("", "请写明")},
    )  # fmt: skip
    found = part_merged(theirs, FIRST, form=FORM.model_copy(update={"unit": None}))
    assert set(found.aside) == {
        Issued("", "overall.0", "提高技能。"), Issued("", "safeguards.0", "落实责任。"),
        Issued("", "reason.goals.1.project", "甲"), Issued("", "部门!10", "乙"),
        Issued("", "comment.goals.0.text", "请写明"),
    }  # fmt: skip


def test_reasons_and_notes_of_a_part_follow_their_entries() -> None:
    gone_first = having_goals(*reversed(PART.goals))
    note = Comment("王老师", "请写明")
    where = {
        "overall.0": Cell(1, 1), "goals.0.project": Cell(3, 1), "goals.0.text": Cell(3, 2),
        "goals.1.project": Cell(4, 1), "goals.1.text": Cell(4, 2), "safeguards.0": Cell(6, 1),
    }  # fmt: skip
    theirs = FilledPart(
        gone_first, "部门", where,
        reasons={1: "甲", 3: "乙", 4: "丙", 6: "丁", 9: "戊"},
        comments={"goals.0.text": note, "goals.1.text": note, "safeguards.0": note},
    )  # fmt: skip
    found = part_merged(theirs, FIRST)
    assert entries(found) == [("居民技能培训", "千人")]
    assert found.reasons == {"overall.0": "甲", "goals.0.project": "丙", "safeguards.0": "丁"}
    assert found.comments == {"goals.0.text": note, "safeguards.0": note}
    assert found.aside == (
        Issued("C3", "goals.text", "每日"), Issued("", "部门!4", "乙"), Issued("", "部门!10", "戊")
    )  # fmt: skip
