"""The room of rules as a whole: all are listed, tested and worded, and meet a real text."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xlperf import rules
from xlperf.budget.nouns import Goal, Indicator, Plan, PlanPoint, Project, UnitPart
from xlperf.budget.target import Target
from xlperf.findings.catalogue import entries
from xlperf.findings.finding import Level

from .build import CENTRAL, FORM, part, project, spoken

ROOM = Path(rules.__file__).parent
FILES = sorted(path for path in ROOM.glob("*.py") if not path.stem.startswith("_"))
LISTED = [
    check.__module__ for check in (*rules.PROJECT_RULES, *rules.UNIT_RULES, *rules.DECLARED_RULES)
]
_SAID = re.compile(r'(?:remark\(\s*|": )"([a-z0-9-]+\.[a-z0-9.-]+)"')
YIELDED = {code for path in FILES for code in _SAID.findall(path.read_text(encoding="utf-8"))}
OPINIONS = {
    "指标不够完整", "指标不够细化、量化", "指标与项目的相关性不够", "指标与指标值不匹配",
    "建议拆分指标", "一级指标类型错误", "二级指标类型错误", "建议增加明确效益指标",
    "建议增加明确产出指标", "建议增加满意度指标", "其他",
}  # fmt: skip


def worded() -> dict[str, Any]:
    """The entries of this room's own file of the catalogue."""
    own = (ROOM.parent / "findings" / "catalogue" / "rules.toml").read_text(encoding="utf-8")
    codes = re.findall(r'^\[finding\."(.+)"\]$', own, re.MULTILINE)
    return {code: entries("finding")[code] for code in codes}


def test_every_rule_is_listed_once() -> None:
    assert sorted(LISTED) == [f"xlperf.rules.{path.stem}" for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rule_has_a_test_file(path: Path) -> None:
    assert Path(__file__).with_name(f"test_{path.stem}.py").is_file()


def test_every_code_is_worded_and_every_wording_is_used() -> None:
    assert set(worded()) == YIELDED


@pytest.mark.parametrize("code", sorted(YIELDED))
def test_an_entry_is_complete(code: str) -> None:
    entry = worded()[code]
    assert entry["level"] in {"error", "warning", "info"}
    assert entry.get("opinion") in {None, *OPINIONS}
    assert entry["example"]
    for kind in ("says", "mend"):
        chinese, english = (re.findall(r"{(\w+)}", entry[kind][lang]) for lang in ("zh", "en"))
        assert set(english) <= set(chinese), f"{code}: {kind} speaks of more in English"


def test_a_lawful_project_draws_nothing() -> None:
    assert not rules.check_project(project(), FORM)
    assert not rules.check_unit_part(part(("居民技能培训", "培训千人。")), [project()], FORM)


def test_what_the_form_turns_off_is_not_said() -> None:
    silent = FORM.model_copy(update={"levels": {"goal.placeholder": Level.OFF}})
    wrong = project(goal="目标内容1")
    assert [each.code for each in rules.check_project(wrong, FORM)] == ["goal.placeholder"]
    assert not rules.check_project(wrong, silent)
    no_names = FORM.model_copy(update={"levels": {"goals.name": Level.OFF}})
    near = part(("居民技能培训经费", "培训千人。"))
    assert not rules.check_unit_part(near, [project()], no_names)


def test_a_list_has_no_sheet_to_require_anything_of() -> None:
    master = type(FORM).load("master")
    assert not rules.check_project(project(plan=Plan(), goal=""), master)
    assert not rules.check_unit_part(UnitPart(), [project()], master)


def test_a_blank_project_draws_findings_and_no_mistake_of_ours() -> None:
    for form in (FORM, CENTRAL):
        for each in rules.check_project(Project(), form):
            spoken(each, form)


# The real text: 13 projects, 117 indicators, published in 2023.


def decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def indicator_of(cells: dict[str, Any]) -> Indicator:
    names = ("level1", "level2", "level3", "description", "basis")
    return Indicator(**{name: cells[name] for name in names}, target=Target.parse(cells["value"]))


def project_of(cells: dict[str, Any]) -> Project:
    points = [PlanPoint(date=date, percent=decimal(each)) for date, each in cells["plan"].items()]
    return Project(
        **{name: decimal(cells[name]) for name in ("budget", "fiscal", "other")},
        **{name: cells[name] for name in ("code", "name", "purpose", "goal")},
        plan=Plan(points=tuple(points)),
        indicators=tuple(indicator_of(each) for each in cells["indicators"]),
    )


@pytest.fixture(scope="module")
def real(shared: Path) -> tuple[Sequence[Project], UnitPart]:
    path = shared / "seed" / "budget-text-2023.json"
    if not path.is_file():
        pytest.skip("the real budget text is not beside the checkout")
    table = json.loads(path.read_text(encoding="utf-8"))
    own = table["part1"]
    goals = [Goal(project=each["title"], text="\n".join(each["items"])) for each in own["goals"]]
    overall = tuple(line for each in own["overall"] for line in each["text"])
    unit_part = UnitPart(overall=overall, goals=tuple(goals), safeguards=tuple(own["safeguards"]))
    return [project_of(each) for each in table["projects"]], unit_part


def test_what_a_reviewer_would_say_of_the_real_projects(
    real: tuple[Sequence[Project], UnitPart],
) -> None:
    projects, _ = real
    remarks = [each for one in projects for each in rules.check_project(one, FORM)]
    for each in remarks:
        spoken(each)
    assert Counter(each.code for each in remarks) == {
        "goal.placeholder": 13,
        "plan.last-period": 6,
        "plan.late-start": 2,
        "plan.flat": 1,
        "indicators.filler": 24,
        "indicators.copy-description": 62,
        "indicators.copy-basis": 33,
        "indicators.copy-value": 10,
        "indicators.value-vague": 7,
        "indicators.bare-word": 23,
        "indicators.whether": 12,
        "indicators.unit-sentence": 10,
        "indicators.number-missing": 1,
        "indicators.name-cut": 2,
        "indicators.money-place": 6,
        "indicators.rate-in-quantity": 2,
        "indicators.satisfaction-place": 2,
        "text.spaces": 1,
    }


def test_what_a_reviewer_would_say_of_the_real_unit_part(
    real: tuple[Sequence[Project], UnitPart],
) -> None:
    projects, unit_part = real
    remarks = rules.check_unit_part(unit_part, projects, FORM)
    assert [(each.code, each.field, each.found) for each in remarks] == [
        ("goals.name", "goals.0.project", "创建文明城市工作项目经费"),
        ("plan.text", "goals.4.text", "按季度"),
    ]
