"""What a verb costs grows with what it is given, and no faster: steps are counted, not seconds.

A job is done with n, 2n and 4n of something. Were it linear, the step from 2n to 4n would cost
twice the step from n to 2n; what it costs more is its excess. A loop inside a loop shows as an
excess of a tenth and more, long before it is felt.
"""

import difflib
import io
import itertools
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parts import samples
from parts.office import Office
from parts.steps import excess
from rules import scored
from xlperf import (
    Form,
    OutputError,
    annotate,
    consolidate,
    generate,
    read,
    read_master,
    reconcile,
    sync,
)
from xlperf.budget.nouns import (
    Goal,
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
from xlperf.excel.packages import GENEROUS, ISSUED, listed
from xlperf.excel.reading.book import read_grids
from xlperf.issuing import Cover, PreparedForm, returnable_bytes, woven
from xlperf.master import list_workbook
from xlperf.reading import Filled
from xlperf.rounds import Words, collect, distribute, open_round, status, status_workbook
from xlperf.rounds.arriving import Issued, judge
from xlperf.rounds.ledger import Edition, Issue, Ruling, Terms, Verdict
from xlperf.rules._goals import entries
from xlperf.sheet import Cell, Content, Grid, Sheet, Workbook, palette

MOST = 0.03
"""What a job may grow faster than its size: caches that fill, figures with more digits."""
FORM, LIST = Form.load("hebei-2023"), Form.load("master")
Job = Callable[[], object]


def project(number: int, rows: int) -> Project:
    shares = zip(FORM.plan_dates, (25, 50, 75, 100), strict=True)
    return Project(
        code=f"13081123P{number:06d}10001X", name=f"项目{number}", purpose="培训", goal="一千人",
        budget=Decimal(30), fiscal=Decimal(25), other=Decimal(5),
        plan=Plan(points=tuple(PlanPoint(date=d, percent=Decimal(share)) for d, share in shares)),
        indicators=tuple(
            Indicator(
                key=f"R{row:03d}", level1="产出指标", level2="数量指标", level3=f"人数{row}",
                description=f"第{row}项", target=Target.parse("≥95 次"), basis="依据",
            )
            for row in range(1, rows + 1)
        ),
    )  # fmt: skip


def unit(number: int, projects: int = 1, rows: int = 1) -> UnitBudget:
    made = tuple(project(1000 * number + each, rows) for each in range(projects))
    goals = tuple(Goal(project=each.name, text="办好") for each in made)
    return UnitBudget(unit=Unit(code=f"{125000 + number}", name=f"单位{number}"), projects=made,
                      part=UnitPart(overall=("总体",), goals=goals))  # fmt: skip


def master(*units: UnitBudget) -> Master:
    return Master(money=FORM.money, units=tuple(map(samples.known_of, units)))


def issued(budget: UnitBudget) -> bytes:
    (made,) = generate(FORM, master(budget), answers={budget.unit.code: budget})
    return made.content


def more_money(before: Master) -> Master:
    """The same projects with other amounts."""

    def raised(each: Project) -> Project:
        return each.model_copy(update={"budget": Decimal(31), "fiscal": Decimal(26)})

    units = (
        each.model_copy(update={"projects": tuple(map(raised, each.projects))})
        for each in before.units
    )
    return before.model_copy(update={"units": tuple(units)})


def returned(count: int) -> list[Filled]:
    """Returns of so many units, of a project each."""
    one = read(issued(unit(0)))
    return [
        replace(
            one, file=f"{number}.xlsx", unit=unit(number).unit, identity=None,
            projects=(replace(one.projects[0], project=project(1000 * number, 1)),),
        )
        for number in range(count)
    ]  # fmt: skip


def generating_rows(count: int) -> Job:
    return lambda: issued(unit(1, 1, count))


def generating_projects(count: int) -> Job:
    return lambda: issued(unit(1, count))


def generating_units(count: int) -> Job:
    whole = master(*map(unit, range(count)))
    return lambda: list(generate(FORM, whole))


def generating_a_part(count: int) -> Job:
    texts = tuple(f"第{number}段" for number in range(count))
    budget = unit(1, count, 0)
    part = budget.part.model_copy(update={"overall": texts, "safeguards": texts})
    return lambda: issued(budget.model_copy(update={"part": part}))


def reading_rows(count: int) -> Job:
    content = issued(unit(1, 1, count))
    return lambda: read(content)


def reading_projects(count: int) -> Job:
    content = issued(unit(1, count))
    return lambda: read(content)


def reading_findings(count: int) -> Job:
    content = badly_filled(count)
    return lambda: read(content)


def badly_filled(count: int) -> bytes:
    """A workbook with two findings a row."""
    content = issued(unit(1, 1, count))
    filled, book, file = read(content), openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    sheet = book[filled.projects[0].sheet]
    for path, cell in filled.projects[0].where.items():
        if path.endswith((".number", ".level3")):
            sheet[str(cell)] = "无"
    book.save(file)
    return file.getvalue()


def marking_findings(count: int) -> Job:
    content = badly_filled(count)
    filled = read(content)
    return lambda: annotate(content, filled)


def marking_projects(count: int) -> Job:
    content = issued(unit(1, count))
    filled = read(content)
    return lambda: annotate(content, filled)


def syncing_rows(count: int) -> Job:
    budget = unit(1, 1, count)
    filled, now = read(issued(budget)), more_money(master(budget))
    return lambda: sync(filled, now)


def syncing_projects(count: int) -> Job:
    budget = unit(1, count)
    filled, now = read(issued(budget)), more_money(master(budget))
    return lambda: sync(filled, now)


def syncing_units(count: int) -> Job:
    """One file after another, each held against the same master."""
    budget = unit(0)
    filled, now = read(issued(budget)), master(*map(unit, range(count)))
    prepared = PreparedForm(FORM, Cover())
    return lambda: [sync(filled, now, prepared=prepared) for _ in range(count)]


def reconciling(count: int) -> Job:
    whole, returns = master(*map(unit, range(count))), returned(count)
    return lambda: reconcile(returns, whole)


def judging(count: int) -> Job:
    """One file after another, each against everything that was issued in its round."""
    whole, now = master(*map(unit, range(count))), datetime(2023, 3, 1, tzinfo=UTC)
    edition = Edition(number=1, form=FORM, master=whole, made_at=now)
    terms = Terms(name="r", due=now.date())
    issues = [
        Issue(unit=each.unit, number=1, edition=1, file=each.unit.code, digest="0", issued_at=now)
        for each in whole.units
    ]
    files = returned(count)

    def judge_all() -> None:
        issued = Issued(edition, issues)
        for each in files:
            judge(each, terms, edition, issued, name=f"{each.unit} 交回 20230301.xlsx")

    return judge_all


def reading_a_master(count: int) -> Job:
    content = list_workbook(LIST, master(*map(unit, range(count))))
    return lambda: read_master(content)


def writing_a_master(count: int) -> Job:
    whole = master(*map(unit, range(count)))
    return lambda: list_workbook(LIST, whole)


def form_of_rows(count: int) -> str:
    rows = "\n".join(f"| 甲{n} | {{extra.a{n}}} | 乙{n} | {{extra.b{n}}} |" for n in range(count))
    aliases = "\n".join(f'"甲{n}" = ["丙{n}"]' for n in range(count))
    return f'''name = "own"
title = "表"
version = "1"
year = 2026
money = {{}}
[project]
title = "表"
drawing = """
| 编码 | {{code}} | 名称 | {{name}} |
{rows}
"""
[aliases]
{aliases}
'''


def checking_a_form(count: int) -> Job:
    text = form_of_rows(count)
    return lambda: Form.parse(text)


def checking_a_taxonomy(count: int) -> Job:
    names = "".join(f'"指标{number}", ' for number in range(count))
    text = FORM.source.replace('"产出指标"   = [', f'"产出指标"   = [{names}')
    assert text != FORM.source
    return lambda: Form.parse(text)


def generating_fields(count: int) -> Job:
    form = Form.parse(form_of_rows(count))
    one = UnitBudget(unit=Unit(code="1", name="甲"), projects=(Project(code="A", name="乙"),))
    return lambda: list(generate(form, Master(money=form.money, units=(one,))))


GROUPED = Form.parse("""name = "own"
title = "表"
version = "1"
year = 2026
money = { unit = "万元", places = 2 }
rules = []
[list]
title = "表"
group = "name"
drawing = '''
| 编码   | 名称   | 预算     | 用途      | 指标     | 说明          |
| [code] | [name] | [budget] | [purpose] | [level3] | [description] |
'''
""")


def grouped_unit(projects: int) -> UnitBudget:
    rows = tuple(Indicator(level3=f"指标{number}", description="说明") for number in range(3))
    return UnitBudget(
        unit=Unit(code="1", name="甲"),
        projects=tuple(
            Project(code=f"A{number:04d}", name=f"项目{number:04d}", budget=Decimal(10),
                    indicators=rows)
            for number in range(projects)
        ),
    )  # fmt: skip


def generating_groups(count: int) -> Job:
    given = grouped_unit(count)
    master = Master(money=GROUPED.money, units=(given,))
    return lambda: list(generate(GROUPED, master, answers={"1": given}))


def reading_groups(count: int) -> Job:
    given = grouped_unit(count)
    master = Master(money=GROUPED.money, units=(given,))
    (made,) = generate(GROUPED, master, answers={"1": given})
    return lambda: read(made.content, GROUPED)


def scored_unit(count: int) -> UnitBudget:
    """A project with so many rows that are scored, checked and added up."""
    rows = [(f"≥{number + 2} 个", f"{number + 1} 个", "晚了", None) for number in range(count)]
    return UnitBudget(unit=Unit(code="1", name="甲"), projects=(scored.project(*rows),))


def generating_scores(count: int) -> Job:
    given = scored_unit(count)
    master = Master(money=scored.FORM.money, units=(given,))
    return lambda: list(generate(scored.FORM, master, answers={"1": given}))


def reading_scores(count: int) -> Job:
    given = scored_unit(count)
    master = Master(money=scored.FORM.money, units=(given,))
    (made,) = generate(scored.FORM, master, answers={"1": given})
    return lambda: read(made.content, scored.FORM)


def naming(count: int) -> Job:
    budget = unit(1, count, 0)
    return lambda: entries(budget.part, budget.projects)


JOBS = [
    (generating_fields, 15), (reading_rows, 15), (syncing_units, 10), (reconciling, 60),
    (writing_a_master, 50), (checking_a_form, 15), (checking_a_taxonomy, 20), (naming, 50),
]  # fmt: skip
LONG_JOBS = [
    (generating_rows, 20), (generating_projects, 8), (generating_units, 5),
    (generating_a_part, 10), (reading_projects, 5), (reading_findings, 15),
    (marking_findings, 15), (syncing_rows, 20), (syncing_projects, 6), (reading_a_master, 30),
    (judging, 30), (generating_groups, 20), (reading_groups, 20),
    (generating_scores, 20), (reading_scores, 20),
]  # fmt: skip


@pytest.mark.parametrize(
    ("job", "size"),
    [*JOBS, *(pytest.param(*each, marks=pytest.mark.long) for each in LONG_JOBS)],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_job_grows_as_its_size_does(job: Callable[[int], Job], size: int) -> None:
    found = excess(job, size)
    worst = sorted(found.items(), key=lambda each: -each[1])[:5]
    assert found[""] < MOST, worst


@pytest.mark.long
def test_marking_grows_as_the_sheets_do() -> None:
    found = excess(marking_projects, 2)
    assert found[""] < MOST, sorted(found.items(), key=lambda each: -each[1])[:5]


@pytest.mark.long
def test_a_summary_grows_as_its_units_do(tmp_path: Path) -> None:
    def summing_up(count: int) -> Job:
        whole, returns = master(*map(unit, range(count))), returned(count)
        return lambda: consolidate(returns, whole, tmp_path / "a.xlsx", force=True)

    found = excess(summing_up, 12)
    assert found[""] < MOST, sorted(found.items(), key=lambda each: -each[1])[:5]


ROUND_AT = datetime(2023, 3, 1, tzinfo=UTC)


def begun(count: int, folder: Path) -> tuple[Path, Path]:
    """A round of so many units, and a folder of what they send."""
    units, place = [unit(number) for number in range(count)], folder / str(count)
    answers = {each.unit.code: each for each in units}
    round, mail, due = place / "round", place / "mail", ROUND_AT.date()
    list(distribute(FORM, master(*units), round, due, ROUND_AT, name="r"))
    for each in generate(FORM, master(*units), answers=answers, due=due, round_name="r"):
        each.save(mail)
    return round, mail


def distributing(count: int, folder: Path) -> Job:
    whole, numbers = master(*map(unit, range(count))), itertools.count()
    place = folder / f"distributing {count}"
    return lambda: list(
        distribute(FORM, whole, place / str(next(numbers)), ROUND_AT.date(), ROUND_AT, name="r")
    )


def collecting(count: int, folder: Path) -> Job:
    place, mail = begun(count, folder)

    def job() -> None:
        with open_round(place) as round:
            assert all(each.arrival for each in collect(round, [mail], ROUND_AT, workers=1))

    return job


def telling_how_it_stands(count: int, folder: Path) -> Job:
    collecting(count, folder)()

    def job() -> None:
        with open_round(folder / str(count) / "round") as round:
            status_workbook(status(round, at=ROUND_AT), round.ledger.changes())

    return job


def telling_of_many_copies(count: int, folder: Path) -> Job:
    """Each unit sent an answer, another one, the first again, and last year's; all is ruled on."""
    place, mail = begun(count, folder)
    units = [unit(number, rows=2) for number in range(count)]
    for name, kept in (("r", "other"), ("last year", "gone")):
        answers = {each.unit.code: each for each in units}
        for each in generate(FORM, master(*units), answers=answers, round_name=name):
            each.save(folder / str(count) / kept)
    with open_round(place) as round:
        for day, kept in enumerate((mail, mail.with_name("other"), mail, mail.with_name("gone"))):
            list(collect(round, [kept], ROUND_AT + timedelta(days=day), workers=1))
        last = {each.unit: each for each in round.ledger.arrivals() if each.number}
        with round.ledger.changing(ROUND_AT, "") as change:
            for each in last.values():
                change.add_ruling(Ruling(
                    unit=each.unit, arrival=each.id, verdict=Verdict.SENT_BACK, counts=True,
                    reason="缺项", by="", at=ROUND_AT,
                ))  # fmt: skip

    def job() -> None:
        with open_round(place) as round:
            standing = status(round, at=ROUND_AT)
            status_workbook(standing, round.ledger.changes())
            words = Words("zh", standing)
            assert all("缺项" in words.request(each) for each in standing.units)

    return job


@pytest.mark.long
@pytest.mark.parametrize(
    ("job", "size"),
    [
        (distributing, 4), (collecting, 6), (telling_how_it_stands, 6),
        (telling_of_many_copies, 6),
    ],
)  # fmt: skip
def test_a_round_grows_as_its_units_do(
    job: Callable[[int, Path], Job], size: int, tmp_path: Path
) -> None:
    numbers = itertools.count()
    found = excess(lambda count: job(count, tmp_path / str(next(numbers))), size)
    assert found[""] < MOST, sorted(found.items(), key=lambda each: -each[1])[:5]


@pytest.mark.long
@pytest.mark.parametrize("of", ["findings", "rows", "projects"])
def test_a_summary_grows_as_its_returns_do(of: str, tmp_path: Path) -> None:
    def summing_up(count: int) -> Job:
        given = unit(1, count, 1) if of == "projects" else unit(1, 1, count)
        filled = read(badly_filled(count) if of == "findings" else issued(given))
        return lambda: consolidate([filled], master(given), tmp_path / "a.xlsx", force=True)

    found = excess(summing_up, 8 if of == "projects" else 40)
    assert found[""] < MOST, sorted(found.items(), key=lambda each: -each[1])[:5]


def test_a_loop_inside_a_loop_is_seen() -> None:
    """The measure itself: each against each, in a function of the house."""

    def slow(count: int) -> Job:
        labels = [f"标题{number}" for number in range(count)]
        return lambda: [FORM.is_placeholder(one + two) for one in labels for two in labels]

    assert excess(slow, 10)[""] > 10 * MOST


def test_names_in_goals_are_held_against_few_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def close_matches(name: str, near: Collection[str], **how: float) -> list[str]:
        looked_at.append(len(near))
        return difflib_matches(name, near, **how)  # type: ignore[arg-type]

    difflib_matches = difflib.get_close_matches
    monkeypatch.setattr(difflib, "get_close_matches", close_matches)
    projects = unit(1, 300, 0).projects
    goals = tuple(Goal(project=f"{each.name}经费", text="办好") for each in projects)
    found = entries(UnitPart(goals=goals), projects)
    assert max(looked_at) <= 40
    assert [each.project for each in found] == [*projects]


# What the used width of a grid and the rows woven in were, before they were fast.


def test_the_last_column_is_that_of_the_longest_row() -> None:
    grid = Grid("表", [["甲"], ["", "", "乙"], []], Cell(2, 3))
    assert (grid.right, grid.bottom) == (5, 4)
    assert Grid("空", []).right == -1


@given(
    given=st.lists(st.sampled_from("abcde")),
    wanted=st.lists(st.sampled_from("abcdefg")),
)
def test_rows_are_woven_in_where_they_are_missing(given: list[str], wanted: list[str]) -> None:
    rows, at = list(given), 0
    for name in wanted:  # as it says: each in its place behind the one before
        places = [place for place, row in enumerate(rows) if row == name]
        if not places:
            rows.insert(at, name)
        at = (places[-1] if places else at) + 1
    assert woven(given, [(name, name) for name in wanted], lambda row: row) == rows


# What is sent out comes back through the gate.


def test_more_projects_than_come_back_are_refused_before_anything_is_made() -> None:
    many = unit(2, GENEROUS.parts)
    with pytest.raises(OutputError) as caught:
        next(generate(FORM, master(unit(1), many)))
    assert caught.value.code == "out.no-way-back"
    for lang in ("zh", "en"):
        told = caught.value.message(lang)  # type: ignore[arg-type]
        assert "125002" in told
        assert f"{GENEROUS.parts:,}" in told


def described(rows: int, columns: int, text: str) -> Workbook:
    cells = [Content(row, column, "line", text)
             for row in range(rows) for column in range(columns)]  # fmt: skip
    sheet = Sheet("表", cells, values={str(n): text for n in range(rows * columns)})
    return Workbook([sheet], palette(FORM.money), "表", datetime(2026, 1, 1))


def test_cells_that_may_be_filled_in_count_as_filled() -> None:
    """Blank cells are cheap to send; filled in they would be more than the gate takes."""
    blank = replace(described(4_100, 100, ""), sheets=(Sheet("表", [
        Content(row, column, "line") for row in range(4_100) for column in range(100)
    ]),))  # fmt: skip
    with pytest.raises(OutputError) as caught:
        returnable_bytes(blank, "125001.xlsx")
    assert caught.value.code == "out.no-way-back"
    assert caught.value.values["found"] == f"410,000 > {GENEROUS.cells:,}"


def test_texts_that_pack_like_a_bomb_are_not_sent() -> None:
    texts = [chr(0x4E00 + number) * 32_000 for number in range(14)]
    cells = [Content(row, 0, "line", text) for row, text in enumerate(texts)]
    sheet = Sheet("表", cells, values={str(n): text for n, text in enumerate(texts)})
    with pytest.raises(OutputError) as caught:
        returnable_bytes(Workbook([sheet], palette(FORM.money), "表", datetime(2026, 1, 1)), "a")
    assert caught.value.code == "out.no-way-back"
    assert f"{GENEROUS.ratio} : 1" in caught.value.values["found"]


@pytest.mark.long
def test_a_workbook_comes_back_within_the_room_it_was_sent_with(
    tmp_path: Path, libreoffice: Office
) -> None:
    """Saved by LibreOffice, which writes more than others."""
    path, sent = tmp_path / "125001.xlsx", issued(unit(1, 6, 9))
    path.write_bytes(sent)
    (back,) = libreoffice.converted([path], "xlsx")
    then, now = listed(sent, "", ISSUED), listed(back.read_bytes(), "", GENEROUS)
    bytes_then, bytes_now = (sum(part.size for part in parts) for parts in (then, now))
    assert len(now) / len(then) <= GENEROUS.parts / ISSUED.parts
    assert bytes_now / bytes_then <= GENEROUS.total_bytes / ISSUED.total_bytes
    assert max(p.size for p in now) / max(p.size for p in then) <= (
        GENEROUS.part_bytes / ISSUED.part_bytes
    )


@pytest.mark.long
@pytest.mark.parametrize(("projects", "rows"), [(1, 5_000), (300, 1)])
def test_as_much_as_may_be_sent_goes_through(projects: int, rows: int, tmp_path: Path) -> None:
    given = unit(1, projects, rows)
    known, content = master(given), issued(given)
    filled = read(content)
    assert [each.project for each in filled.projects] == [*given.projects]
    assert reconcile([filled], known).total.accepted == projects
    done = consolidate([filled], known, tmp_path / "a.xlsx")
    assert done.reconciliation.total.accepted == projects


@pytest.mark.parametrize(
    ("rows", "columns", "text"),
    [(4_100, 100, "甲"), (300, 1, "甲" * 32_000)],
    ids=["cells", "text"],
)
def test_more_than_the_gate_takes_is_not_written(rows: int, columns: int, text: str) -> None:
    with pytest.raises(OutputError) as caught:
        returnable_bytes(described(rows, columns, text), "125001.xlsx")
    assert caught.value.code == "out.no-way-back"
    assert "125001.xlsx" in caught.value.message("zh")
    assert ">" in caught.value.values["found"]


def test_a_large_workbook_that_comes_back_is_written() -> None:
    content = returnable_bytes(described(1_000, 50, "甲乙丙"), "125001.xlsx")
    (grid,) = read_grids(content, "")
    assert (len(grid.rows), grid.right) == (1_000, 49)
