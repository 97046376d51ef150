"""A workbook issued again: it opens on what changed, leads there, and says which issue it is."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from parts import samples
from parts.rounds import IN_TIME, answered, begun, master_of, raised_by, states, took_in
from xlperf import Form, generate, read, sync
from xlperf.budget.nouns import Master
from xlperf.findings import word
from xlperf.form.layout import lay_out
from xlperf.rounds import open_round, reissue
from xlperf.sheet import CHANGED
from xlperf.syncing.up_to_date import Synced

FORM = Form.load("hebei-2023")
TRAINING, BOOKS = samples.CODES


def dearer(field: str = "purpose") -> Master:
    """The small master budget with another amount, or another purpose, of one project."""
    master = samples.small_master(*samples.known_of(samples.filled_unit(FORM)).projects)
    (unit,) = master.units
    first, second = unit.projects
    changed = {"budget": Decimal(40), "fiscal": Decimal(35), "other": Decimal(5)}
    if field == "purpose":
        changed = {"purpose": "购置图书。"}  # type: ignore[dict-item]
    second = second.model_copy(update=changed)
    return master.model_copy(
        update={"units": (unit.model_copy(update={"projects": (first, second)}),)}
    )


@pytest.fixture(scope="module")
def again() -> Synced:
    return sync(samples.workbook(FORM), dearer("budget"))


def opened(synced: Synced) -> openpyxl.Workbook:
    assert synced.content
    return openpyxl.load_workbook(io.BytesIO(synced.content))


def test_it_opens_on_what_changed_and_a_first_issue_on_the_guide(again: Synced) -> None:
    assert opened(again).active.title == "变更说明"  # type: ignore[union-attr]
    first = openpyxl.load_workbook(io.BytesIO(samples.workbook(FORM)))
    assert first.active.title == "填报说明"  # type: ignore[union-attr]


def test_each_row_of_what_changed_leads_to_its_cell(again: Synced) -> None:
    book = opened(again)
    assert FORM.project
    layout = lay_out(FORM.project.entry, {})
    links = [c.hyperlink.location for row in book["变更说明"] for c in row if c.hyperlink]
    cells = [f"'2.社区图书角'!{layout.cell(name)}" for name in ("budget", "fiscal", "other")]
    assert links == ["'目录'!A1", *cells]


def test_what_changed_is_tinted_as_the_guide_says(again: Synced) -> None:
    book = opened(again)
    tinted = [str(each.sqref) for each in tints(book["2.社区图书角"])]
    assert tinted == ["D6", "F6", "J6"]
    assert not tints(book["1.居民技能培训"])
    legend = [c.value for row in book["填报说明"] for c in row if c.value]
    assert word("guide.changed") in legend
    assert len(tints(book["填报说明"])) == 1
    first = openpyxl.load_workbook(io.BytesIO(samples.workbook(FORM)))
    assert word("guide.changed") not in [c.value for row in first["填报说明"] for c in row]


def tints(sheet: Worksheet) -> list[object]:
    return [
        each
        for each in sheet.conditional_formatting
        for rule in each.rules
        if rule.dxf and rule.dxf.fill and str(rule.dxf.fill.bgColor.rgb).endswith(CHANGED)
    ]


def test_its_name_says_which_issue_it_is(again: Synced) -> None:
    assert (again.number, again.file_name) == (2, "990001 示例社区服务中心（第2次）.xlsx")
    assert again.content
    third = sync(again.content, dearer())
    assert third.file_name == "990001 示例社区服务中心（第3次）.xlsx"
    stands = sync(again.content, dearer("budget"))
    assert not stands.is_changed
    assert stands.file_name == again.file_name


def test_a_reissue_reads_like_a_first_issue(again: Synced) -> None:
    assert again.content
    told = {each.code for each in read(again.content).findings}
    assert told == {each.code for each in read(samples.workbook(FORM)).findings}


@pytest.mark.usefixtures("quick")
def test_a_round_names_and_takes_them(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    begun(folder, master_of(1))
    with open_round(folder) as round:
        master = raised_by(master_of(1), 1)
        (made,) = reissue(round, IN_TIME, master=master, by="王", workers=1)
    assert made.issue
    assert made.issue.file == "outbox/edition-2/990001 示例单位1（第2次）.xlsx"
    back = tmp_path / "报回 最终版.xlsx"
    back.write_bytes((folder / made.issue.file).read_bytes())
    (taken,) = took_in(folder, [back]).values()
    assert (taken.arrival.unit, taken.arrival.number) == ("990001", 2)
    named = tmp_path / "990001 示例单位1（第2次）.xlsx"
    named.write_bytes(answered(1, issue=2))
    took_in(folder, [named])
    assert states(folder)[named.name] != "unrecognised"


def test_generate_names_first_issues_by_the_unit_alone() -> None:
    master = samples.small_master(*samples.known_of(samples.filled_unit(FORM)).projects)
    assert [each.file_name for each in generate(FORM, master)] == ["990001 示例社区服务中心.xlsx"]
