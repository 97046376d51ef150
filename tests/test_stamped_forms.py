"""Every workbook that is issued is the one XlsxWriter writes of its description: form by form.

Blank and prefilled ones, declared forms and English ones, lists in groups, and what is issued
again with cells under dispute, words beside them and a sheet of what changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from parts import english
from parts.declared_samples import NAMES, filled_unit, form_of
from parts.samples import filled_unit as usual_unit
from test_grouped_lists import BRIDGES, ROADS
from test_grouped_lists import FORM as GROUPED
from xlperf import Form, generate, sync
from xlperf.budget import Indicator, Master, Project, Target, Unit, UnitBudget
from xlperf.excel.writing import Stamper, stamping, workbook_bytes
from xlperf.excel.writing.stamping import stamper as stamping_books
from xlperf.identity import Amendment, Change, Issued, Kind
from xlperf.issuing import Cover, PreparedForm, unit_workbook
from xlperf.sheet import Comment, Workbook

ALL = ("hebei-2023", "central-2021", "english", "grouped", *NAMES)
_ISSUED = ("code", "name", "budget", "fiscal", "other")


@cache
def form_called(name: str) -> Form:
    if name in NAMES:
        return form_of(name)
    return {"english": english.form(), "grouped": GROUPED}.get(name) or Form.load(name)


def answered(name: str) -> UnitBudget:
    """A unit that filled in its workbook."""
    form = form_called(name)
    if name in NAMES:
        return filled_unit(form)
    if name == "grouped":
        return UnitBudget(unit=Unit(code="1", name="甲"), projects=(ROADS, BRIDGES))
    if name == "english":
        return english_unit(form)
    return usual_unit(form)


def english_unit(form: Form) -> UnitBudget:
    (unit, *_) = english.master(form).units
    told = {
        "purpose": "New places", "goal": "Goal 1",
        "indicators": (Indicator(level1="Output", level2="Places", level3="Opened",
                                 target=Target.parse("≥ 30 places")),),
    }  # fmt: skip
    projects = tuple(each.model_copy(update=told) for each in unit.projects)
    return unit.model_copy(update={"projects": projects})


def numbered(budget: UnitBudget, number: int) -> UnitBudget:
    """The same of another unit, its projects called and budgeted otherwise."""
    projects = tuple(
        each.model_copy(update={"code": f"{each.code}{number}", "name": f"{each.name} <{number}&>"})
        for each in budget.projects
    )
    unit = Unit(code=f"{number:06}", name=f"{budget.unit.name}（{number}）")
    goals = zip(budget.part.goals, projects, strict=False)
    part = budget.part.model_copy(
        update={"goals": tuple(g.model_copy(update={"project": p.name}) for g, p in goals)}
    )
    return UnitBudget(unit=unit, projects=projects[: 1 + number % 2], part=part)


def known_of(form: Form, budget: UnitBudget, more: int = 0) -> UnitBudget:
    """What the master budget has of it; with `more`, other amounts."""
    projects = []
    for each in budget.projects:
        update: dict[str, Any] = {name: getattr(each, name) for name in _ISSUED}
        if more and form.asks("budget") and each.budget is not None:
            update["budget"] = each.budget + more
        projects.append(Project(**update))
    return UnitBudget(unit=budget.unit, projects=tuple(projects))


def amended(form: Form, budget: UnitBudget, number: int) -> Amendment:
    """What an issue after the first carries: disputes, reasons, notes, and what changed."""
    code, name = budget.projects[0].code, budget.projects[0].name
    is_disputed = form.asks("budget") and not form.is_computed("budget")
    change = Change(kind=Kind.CONFLICT, project=code, name=name, field="budget", now=f"{number}")
    return Amendment(
        number=number,
        disputed={code: frozenset({"budget"})} if is_disputed else {},
        typed={code: {"purpose": f"{number}元 & <r>"}},
        reasons={code: {"budget": f"理由 {number}"}},
        comments={code: {"name": Comment("某人", "注")}} if number % 2 else {},
        aside=(Issued(code, "note", f"旁注 {number}"),),
        changes=(change, Change(kind=Kind.ASIDE, field="A1", answer="_x0041_")),
    )


def described(name: str) -> Iterator[Workbook]:
    """Workbooks of many kinds, in turn, as one prepared form describes them."""
    form, filled = form_called(name), answered(name)
    prepared = PreparedForm(form, Cover("2027-01-15", "张三 <&>"), "", "一轮")
    budgets = [numbered(filled, number) for number in range(1, 5)] if filled.projects else [filled]
    for budget in (*budgets, *budgets):
        yield unit_workbook(prepared, known_of(form, budget), None)
        yield unit_workbook(prepared, known_of(form, budget), budget)
    for number, budget in enumerate(budgets if filled.projects else (), 2):
        known, carries = known_of(form, budget, more=number), amended(form, budget, number)
        yield unit_workbook(prepared, known, budget, carries)
        only_told = Amendment(number=number, changes=carries.changes)
        yield unit_workbook(prepared, known, budget, only_told)


@pytest.mark.parametrize("at_once", [False, True], ids=["met again", "at once"])
@pytest.mark.parametrize("name", ALL)
def test_every_kind_of_workbook_is_stamped_as_xlsxwriter_writes_it(
    name: str, at_once: bool
) -> None:
    stamper = Stamper(at_once=at_once)
    for book in described(name):
        assert stamper.workbook_bytes(book) == workbook_bytes(book)


@pytest.mark.parametrize("name", ALL)
def test_first_issues_of_a_kind_need_no_xlsxwriter_once_they_were_met(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, filled = form_called(name), answered(name)
    prepared, stamper = PreparedForm(form), Stamper()
    budgets = [numbered(filled, number) for number in (2, 4, 6, 8)] if filled.projects else []
    books = [unit_workbook(prepared, known_of(form, each), None) for each in budgets]
    for book in books[:3]:
        stamper.workbook_bytes(book)
    written = workbook_bytes(books[3]) if books else b""
    for module in (stamping.outline, stamping_books):
        monkeypatch.setattr(module, "written_parts", lambda _: pytest.fail("it was asked"))
    monkeypatch.setattr(stamping_books, "workbook_bytes", lambda _: pytest.fail("it was asked"))
    for book in books[3:]:
        assert stamper.workbook_bytes(book) == written


def masters(form: Form, budgets: Sequence[UnitBudget], more: int = 0) -> Master:
    units = tuple(known_of(form, each, more) for each in budgets)
    return Master(money=form.money, units=units)


@pytest.mark.parametrize("name", ALL)
def test_bringing_many_up_to_date_gives_what_each_alone_gives(name: str) -> None:
    form, filled = form_called(name), answered(name)
    budgets = [numbered(filled, number) for number in range(1, 5)] if filled.projects else [filled]
    answers: Mapping[str, UnitBudget] = {each.unit.code: each for each in budgets}
    returned = [
        each.content for each in generate(form, masters(form, budgets), answers=answers)
    ]  # fmt: skip
    now, prepared = masters(form, budgets, more=Decimal(3)), PreparedForm(form)  # type: ignore[arg-type]
    together = [sync(each, now, form, prepared=prepared, always=True) for each in returned]
    alone = [
        sync(each, now, form, prepared=PreparedForm(form), always=True) for each in returned
    ]  # fmt: skip
    assert together == alone
    assert [each.content for each in together] == [each.content for each in alone]
    assert all(each.content for each in together)


@pytest.mark.parametrize("name", ALL)
def test_generating_many_gives_what_each_alone_gives(name: str) -> None:
    form, filled = form_called(name), answered(name)
    budgets = [numbered(filled, number) for number in range(1, 6)] if filled.projects else [filled]
    master = masters(form, budgets)
    together = [each.content for each in generate(form, master)]
    for number, content in enumerate(together):
        one = master.model_copy(update={"units": master.units[number : number + 1]})
        assert [content] == [each.content for each in generate(form, one)]
