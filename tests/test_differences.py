"""Two copies of a return side by side: every field that differs, and nothing that only moved."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from parts.ledgers import answered, project_of, unit_of
from rules.build import FORM, row
from xlperf import read
from xlperf.budget.nouns import Goal, Indicator, Project, UnitPart
from xlperf.budget.target import Target
from xlperf.findings.finding import Finding, Level, Place
from xlperf.reading.filled import Filled, FilledPart, FilledProject
from xlperf.rounds.telling.between_copies import Difference, differences
from xlperf.rounds.telling.pairs import aligned, paired
from xlperf.sheet.address import Cell


def copy(
    *projects: Project, part: UnitPart | None = None, refused: Iterable[str] = (),
    found: Mapping[str, str] = {}, unreadable: tuple[str, ...] = (),
) -> Filled:  # fmt: skip
    """A copy of a return, each field in a cell of its own."""
    where = {"budget": Cell(4, 2), "code": Cell(1, 1)}
    where |= {f"indicators.{n}.level3": Cell(9 + n, 3) for n in range(9)}
    filled = [FilledProject(each, f"{at}.表", where, refused=frozenset(refused))
              for at, each in enumerate(projects, 1)]  # fmt: skip
    findings = [
        Finding("figure.not-a-number", Level.ERROR, Place("", "1.表", str(where[path])), found=text)
        for path, text in found.items()
    ]
    own = FilledPart(part, "整体", {"overall.1": Cell(5, 1)}) if part else None
    return Filled(
        "a.xlsx", FORM, projects=tuple(filled), part=own, findings=tuple(findings),
        unreadable=unreadable,
    )  # fmt: skip


def told(before: Filled, after: Filled) -> list[tuple[str, str, str, str]]:
    """What differs: the words of the field, its row, and both texts."""
    return [(d.label, d.row, d.before, d.after) for d in differences(before, after, FORM)]


def keyed(key: str, level2: str = "数量指标", **changes: object) -> Indicator:
    """A row with the key it was issued with."""
    return row(level2, key=key, **changes)


def test_the_same_copy_does_not_differ() -> None:
    one = copy(project_of(1), part=UnitPart(overall=("好。",)))
    assert differences(one, one, FORM) == ()


def test_a_field_that_changed_is_told_in_the_forms_words_with_both_places() -> None:
    (found,) = differences(copy(project_of(1, "30.55", fiscal=None)),
                           copy(project_of(1, "31", fiscal=None)), FORM)  # fmt: skip
    assert found == Difference(
        project=project_of(1).code, name="项目1", field="budget", label="预算数", row="",
        before="30.55", after="31.00", place_before="1.表!C5", place_after="1.表!C5",
    )  # fmt: skip


def test_rows_that_only_moved_do_not_differ() -> None:
    one, other, third = keyed("a"), keyed("b", "质量指标"), row("时效指标")
    before = copy(project_of(1, "1", one, other, third))
    assert told(before, copy(project_of(1, "1", third, other, one))) == []


def test_a_renamed_row_is_known_by_its_key_and_found_where_it_now_stands() -> None:
    one, other = keyed("a"), keyed("b", "质量指标")
    renamed = one.model_copy(update={"level3": "改了名"})
    (found,) = differences(
        copy(project_of(1, "1", one, other)), copy(project_of(1, "1", other, renamed)), FORM
    )
    assert (found.field, found.label, found.row) == ("indicators.a.level3", "三级指标", "改了名")
    assert (found.place_before, found.place_after) == ("1.表!D10", "1.表!D11")


def test_rows_without_keys_are_known_by_name() -> None:
    one, other = row(), row("质量指标")
    changed = one.model_copy(update={"target": Target.parse("≥15次")})
    assert told(copy(project_of(1, "1", one, other)), copy(project_of(1, "1", other, changed))) == [
        ("指标值", "开展培训次数", "≥12次", "≥15次")
    ]


def test_rows_of_one_name_are_all_compared() -> None:
    one = row()
    twice = [one, one.model_copy(update={"basis": "另一个"})]
    assert told(copy(project_of(1, "1", *twice)), copy(project_of(1, "1", one, one))) == [
        ("指标值确定依据", "开展培训次数", "另一个", "年度培训计划")
    ]


def test_a_row_that_came_or_went_is_told_with_all_it_says() -> None:
    one, more = row(), row("质量指标")
    gone = told(copy(project_of(1, "1", one, more)), copy(project_of(1, "1", one)))
    came = told(copy(project_of(1, "1", one)), copy(project_of(1, "1", one, more)))
    assert {text for _, _, text, _ in gone} == {
        "产出指标", "质量指标", "培训合格率", more.description, "≥95百分比", more.basis,
    }  # fmt: skip
    assert [(label, after) for label, _, _, after in came] == [
        (label, before) for label, _, before, _ in gone
    ]


def test_a_project_that_went_is_told_with_all_it_said() -> None:
    found = differences(copy(project_of(1), project_of(2)), copy(project_of(1)), FORM)
    assert (found[0].field, found[0].after) == ("", "")
    assert found[0].before == str(project_of(2))
    assert {each.project for each in found} == {project_of(2).code}
    assert len(found) > 15
    again = differences(copy(project_of(1)), copy(project_of(1), project_of(2)), FORM)
    assert again[0].after == str(project_of(2))


def test_a_project_that_came_and_cannot_be_read_did_not_go() -> None:
    after = copy(unreadable=(project_of(1).code,))
    assert differences(copy(project_of(1)), after, FORM)[0].after == "（交来了，但读不出来）"


def test_a_project_without_a_code_is_known_by_its_name() -> None:
    bare = project_of(1, code="")
    assert told(copy(bare), copy(bare.model_copy(update={"goal": "新"}))) == [
        ("绩效目标", "", bare.goal, "新")
    ]


def test_a_value_that_was_refused_is_no_blank() -> None:
    blank = project_of(1, "1", fiscal=None).model_copy(update={"budget": None})
    refused = copy(blank, refused=["budget"], found={"budget": "三十万"})
    assert told(copy(project_of(1, "1", fiscal=None)), refused) == [
        ("预算数", "", "1.00", "（读不出来）三十万")
    ]
    assert told(refused, copy(blank)) == [("预算数", "", "（读不出来）三十万", "")]
    other = copy(blank, refused=["budget"], found={"budget": "四十万"})
    assert len(told(refused, other)) == 1
    assert told(refused, refused) == []


def test_zero_blank_and_none_are_three_things() -> None:
    blank, zero = project_of(1, "1", other=None), project_of(1, "1", other=Decimal(0))
    assert told(copy(blank), copy(zero)) == [("其他资金", "", "", "0.00")]
    word = project_of(1, "1", goal="无")
    assert told(copy(project_of(1, "1", goal="")), copy(word)) == [("绩效目标", "", "", "无")]


def test_the_units_own_part_is_compared_by_paragraph_and_by_project() -> None:
    goals = (Goal(project="甲", text="办好甲。"), Goal(project="乙", text="办好乙。"))
    before = UnitPart(overall=("一。", "二。", "三。"), goals=goals, safeguards=("调度。",))
    after = UnitPart(
        overall=("一。", "新。", "二。", "三三。"),
        goals=(goals[1], Goal(project="甲", text="办得更好。")),
    )
    found = differences(copy(part=before), copy(part=after), FORM)
    assert [(each.before, each.after) for each in found] == [
        ("", "新。"), ("三。", "三三。"), ("办好甲。", "办得更好。"), ("调度。", ""),
    ]  # fmt: skip
    assert (found[0].label, found[0].place_after) == ("总体绩效目标", "整体!B6")
    assert found[2].row == "甲"
    assert [each.after for each in differences(copy(), copy(part=before), FORM)][:2] == [
        "一。", "二。",
    ]  # fmt: skip


def test_what_is_read_from_workbooks_differs_where_they_do(tmp_path: Path) -> None:
    own = unit_of(1, project_of(1), project_of(2), part=UnitPart(overall=("好。",)))
    changed = own.projects[1].model_copy(update={"purpose": "改了用途"})
    other = own.model_copy(update={"projects": (own.projects[0], changed)})
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    one.write_bytes(answered(own))
    two.write_bytes(answered(other))
    (found,) = differences(read(one), read(two), FORM)
    assert (found.project, found.label, found.after) == (
        changed.code,
        FORM.label("purpose"),
        "改了用途",
    )
    assert found.place_before == found.place_after
    assert "!" in found.place_after


TEXTS = st.lists(st.sampled_from("abcd"), max_size=6)


@given(TEXTS, TEXTS)
def test_pairs_hold_every_entry_of_both_lists_once(before: list[str], after: list[str]) -> None:
    for pairs in (paired(before, after, str, lambda _: "*"), aligned(before, after, str)):
        assert sorted(one for one, _ in pairs if one is not None) == sorted(before)
        assert [other for _, other in pairs if other is not None] == after


ROWS = st.lists(
    st.builds(
        lambda key, name, basis: row(key=key, level3=name, basis=basis),
        st.sampled_from(["", "", "k1", "k2"]), st.sampled_from(["", "甲", "乙"]),
        st.sampled_from(["", "x", "y"]),
    ),
    max_size=4,
)  # fmt: skip


@given(ROWS, ROWS)
def test_no_text_that_is_in_one_copy_only_is_kept_quiet(
    before: list[Indicator], after: list[Indicator]
) -> None:
    base = project_of(1)
    old, new = (base.model_copy(update={"indicators": tuple(rows)}) for rows in (before, after))
    found = differences(copy(old), copy(new), FORM)
    for name in ("level3", "basis"):
        was = sorted(getattr(each, name) for each in before if getattr(each, name))
        gone = [each.before for each in found if each.field.endswith(name) and each.before]
        came = [each.after for each in found if each.field.endswith(name) and each.after]
        now = sorted(getattr(each, name) for each in after if getattr(each, name))
        for text in gone:
            was.remove(text)
        assert sorted(was + came) == now, "what differs leads from one copy to the other"
