"""What is seen once for many rules is what each of them would have seen for itself."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf import rules
from xlperf.budget import is_not_applicable, says_nothing, wording
from xlperf.budget.nouns import Goal, Indicator, Project, UnitPart
from xlperf.budget.target import Target
from xlperf.findings import Level, level_of
from xlperf.rules._about import is_drawn
from xlperf.rules._rows import RowKind, is_empty, same_text, seen_rows
from xlperf.rules._shared import Shared

from .build import CENTRAL, FORM, LAWFUL, part, plan, project, row

WORDS = (
    "", " ", "无", "—", "不适用", "N/A", "待定", "培训人次", "培训 人次", "2023年计划", "《办法》",
    "《办法》第3条", "培训人次，", "质量的好坏", "是否完成", "完成率", "满意度", "资金支付金额",
    "Ａ", "A", "a", "⼀", "一", "１", "1", "\u200b", "e\u0301", "\xe9",
)  # fmt: skip
VALUES = (
    "", "无", "≥95 百分比", "120 %", "3", "次", "明显提高", "质量", "培训人次",
    "12 个点是否开设服务",
)  # fmt: skip
texts = st.sampled_from(WORDS) | st.text(max_size=6)
indicators = st.builds(
    Indicator,
    level1=st.sampled_from(["产出指标", "效益指标", "满意度指标", "", "别的"]),
    level2=st.sampled_from([*LAWFUL, "", "别的"]),
    level3=texts,
    description=texts,
    target=st.sampled_from(VALUES).map(Target.parse) | st.builds(Target, sign=texts),
    basis=texts,
    weight=st.none() | st.just(Decimal(10)),
)
projects = st.builds(
    project,
    goal=texts,
    purpose=texts,
    plan=st.sampled_from([plan(25, 50, 75, 100), plan(None, None, None, None), plan(0, 0, 0, 100)]),
    indicators=st.lists(indicators, max_size=4).map(tuple),
)
parts = st.builds(
    part,
    goals=st.lists(st.builds(Goal, project=texts, text=texts), max_size=4).map(tuple),
)


def cells(each: Indicator) -> list[str]:
    """What stands in the cells of a row; in place of a figure its text, or the sign chosen."""
    figure = each.target.number
    value = str(figure) if figure is not None else each.target.text or each.target.sign
    return [text.strip() for text in (each.level3, each.description, value, each.basis)]


def kind(each: Indicator) -> RowKind:
    """What a row says, as it is defined."""
    said = [text for text in cells(each) if text]
    if not said:
        return RowKind.EMPTY if each.weight is None else RowKind.REAL
    if not all(map(says_nothing, said)):
        return RowKind.REAL
    return RowKind.LAWFUL if all(map(is_not_applicable, said)) else RowKind.FILLER


@given(projects)
def test_a_row_is_seen_as_what_it_is(each: Project) -> None:
    seen = seen_rows(each)
    assert [found.row for found in seen.rows] == [*each.indicators]
    assert [found.position for found in seen.rows] == [*range(len(each.indicators))]
    assert [found.kind for found in seen.rows] == [kind(own) for own in each.indicators]
    assert [found.kind is RowKind.EMPTY for found in seen.rows] == [*map(is_empty, each.indicators)]
    assert [*seen.real] == [found for found in seen.rows if found.kind is RowKind.REAL]
    for found in seen.rows:
        assert found.target is found.row.target
        assert (found.name, found.description) == (
            found.row.level3.strip(),
            found.row.description.strip(),
        )


def told(form: object, remarks: Sequence[rules.Remark]) -> list[rules.Remark]:
    """The remarks that a form has a cell for, and did not turn off."""
    return [
        each
        for each in remarks
        if is_drawn(each, form) and level_of(each.code, form.levels) is not Level.OFF  # type: ignore
    ]


@pytest.mark.parametrize("form", [FORM, CENTRAL], ids=lambda form: str(form.name))
@given(each=projects)
def test_rules_that_share_their_rows_say_what_each_says_alone(form: object, each: Project) -> None:
    alone = [
        remark
        for check in rules.PROJECT_RULES
        for remark in told(form, [*check(each, form)])  # type: ignore[arg-type]
    ]
    blank = any(remark.code == "project.blank" for remark in alone)
    together = rules.check_project(each, form)  # type: ignore[arg-type]
    of_blanks = rules.project_blank._OF_BLANKS if blank else ()
    assert [*together] == [remark for remark in alone if remark.code not in of_blanks]


@given(own=parts, each=st.lists(projects, max_size=3))
def test_rules_that_share_entries_say_what_each_says_alone(
    own: UnitPart, each: list[Project]
) -> None:
    alone = [r for check in rules.UNIT_RULES for r in told(FORM, [*check(own, each, FORM)])]
    assert [*rules.check_unit_part(own, each, FORM)] == alone


def test_what_rules_share_is_seen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted: one look at a project's rows, however many rules look at them."""
    looked = []

    def see(each: Project) -> object:
        looked.append(each)
        return seen_rows(each)

    checks = [check for check in rules.PROJECT_RULES if isinstance(check, Shared)]
    assert len(checks) > 20
    for check in checks:
        monkeypatch.setattr(check, "see", see)
    each = project(row(), row(level3=""))
    assert rules.check_project(each, FORM)
    assert looked == [each]


def test_what_cannot_be_seen_fails_each_rule_that_looks_at_it() -> None:
    """A record that nobody checked: a name that is no text."""
    odd = project().model_copy(update={"indicators": (Indicator.model_construct(level3=None),)})
    together = rules.check_project(odd, FORM, rules.STANDARD)
    failed = {each.values["rule"] for each in together if each.code == "rule.failed"}
    looking = [check for check in rules.PROJECT_RULES if isinstance(check, Shared)]
    assert failed > {f"{check.__module__}.check" for check in looking}


@given(texts, texts)
def test_texts_are_the_same_when_they_are_folded_alike(one: str, two: str) -> None:
    say = all(text and not says_nothing(text) for text in (one, two))
    assert same_text(one, two) == (say and wording.plain(one) == wording.plain(two))


@given(st.data())
def test_texts_that_begin_alike_are_told_apart_as_any_others(data: st.DataObject) -> None:
    head = data.draw(texts)
    one, two = (head + data.draw(texts) for _ in range(2))
    say = all(text and not says_nothing(text) for text in (one, two))
    assert same_text(one, two) == (say and wording.plain(one) == wording.plain(two))


def test_signs_that_part_two_texts_stay_what_they_are() -> None:
    """Every one of them, between letters and marks that join others."""
    for number in (*range(0x30, 0x3A), *range(0x3008, 0x3012), *range(0x4E00, 0xA000)):
        sign = chr(number)
        assert wording.plain(f"e{sign}\u0301") == f"e{sign}\u0301"
