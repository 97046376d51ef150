"""Odd arrivals: put aside, or given to the unit they are of; and units as people call them."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.utils import get_column_letter

from parts.rounds import IN_TIME, answered, begun, budget_of, master_of, took_in
from xlperf.budget import units_named
from xlperf.budget.nouns import Unit
from xlperf.cli.program import cli
from xlperf.findings import Lang, OutputError, RoundError
from xlperf.rounds import (
    State,
    Verdict,
    assign,
    counting_returns,
    open_round,
    overrule,
    put_aside,
    standing_json,
    status,
)

pytestmark = pytest.mark.usefixtures("quick")

ONE, TWO = (budget_of(n).unit.code for n in (1, 2))


def nameless(number: int) -> bytes:
    """A filled workbook rebuilt by hand: its tables alone, with no token and no unit line."""
    book = openpyxl.load_workbook(io.BytesIO(answered(number)))
    made = openpyxl.Workbook()
    del made["Sheet"]
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or sheet.title in ("填报说明", "目录"):
            continue
        copy = made.create_sheet(sheet.title)
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                letters = get_column_letter(cell.column)
                hidden = sheet.column_dimensions[letters].hidden
                said = str(cell.value or "")
                if said and not hidden and not said.startswith("=") and "xlperf" not in said:
                    copy[cell.coordinate].value = cell.value
        for each in sheet.merged_cells.ranges:
            if each.min_row >= 4:
                copy.merge_cells(str(each))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round of three units: one return, a hand-made one without a name, a PDF, another's."""
    place, back = tmp_path / "r", tmp_path / "back"
    back.mkdir()
    begun(place, master_of(1, 2, 3))
    (back / "手抄.xlsx").write_bytes(nameless(2))
    (back / "通知.pdf").write_bytes(b"%PDF-1.7\n")
    (back / "别处.xlsx").write_bytes(answered(7))
    (back / "1.xlsx").write_bytes(answered(1))
    took_in(place, [back])
    return place


def number_of(folder: Path, name: str) -> int:
    with open_round(folder) as round:
        return next(each.id for each in round.ledger.arrivals() if each.name == name)


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words)])


def test_what_is_put_aside_is_listed_no_more(folder: Path) -> None:
    number = number_of(folder, "通知.pdf")
    said = run(
        "overrule", "--round", folder, "--ignore", number, "--reason", "误收", "--lang", "zh"
    )
    assert said.exit_code == 0, said.output
    assert f"编号 {number} 的来件已搁置，不再列出。理由：误收" in said.output
    told = run("status", "--round", folder, "--lang", "zh").output
    assert "通知.pdf" not in told
    assert "经办人已搁置的来件 1 份" in told
    made = json.loads(run("status", "--round", folder, "--json").output)
    assert [(each["id"], each["state"]) for each in made["ignored"]] == [(number, "ignored")]
    assert number not in [each["id"] for each in made["other"]]
    assert run("status", "--round", folder, "--out", folder.parent / "s.xlsx").exit_code == 0
    rows = openpyxl.load_workbook(folder.parent / "s.xlsx")["变更与裁定"].iter_rows(
        values_only=True
    )
    assert any("误收" in str(cell) for row in rows for cell in row)


def test_one_that_names_no_unit_is_given_to_one(folder: Path) -> None:
    number = number_of(folder, "手抄.xlsx")
    before = json.loads(run("status", "--round", folder, "--json").output)
    assert number in [each["id"] for each in before["other"]]
    said = run(
        "overrule", "--round", folder, "--assign", number, "示例单位2", "--reason", "电话核实",
        "--lang", "zh",
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    assert f"编号 {number} 的来件归给 {TWO} 示例单位2：" in said.output
    with open_round(folder) as round:
        standing = status(round, at=IN_TIME)
        found = standing.unit(TWO)
        assert found.copy  # type: ignore[union-attr]
        assert found.copy.arrival.id == number  # type: ignore[union-attr]
        assert number not in [each.arrival.id for each in standing.other]
        read = {each.unit.code: each for each in counting_returns(round, at=IN_TIME).read()}
        assert [each.project.code for each in read[TWO].projects] == [
            each.code for each in budget_of(2).projects
        ]
        made = standing_json(standing)
    both = json.loads(run("reconcile", "--round", folder, "--json").output)
    row = next(each for each in both["units"] if each["unit"]["code"] == TWO)
    assert row["missing"] == 0
    own = next(each for each in made["units"] if each["unit"]["code"] == TWO)["projects"]
    assert {name: row[name] for name in own} == own
    told = run("status", "--round", folder, "--unit", TWO, "--lang", "zh").output
    assert "电话核实" in told
    assert f"编号 {number} 的来件归这个单位" in told


def test_what_is_given_is_told_to_programs_too(folder: Path) -> None:
    number = number_of(folder, "手抄.xlsx")
    words = ("overrule", "--round", folder, "--assign", number, "示例单位2", "--reason", "核实")
    told = json.loads(run(*words, "--json").stdout)
    assert (told["schema"], told["decided"]) == (1, "assigned")
    assert told["unit"] == {"code": TWO, "name": "示例单位2"}
    assert (told["arrival"]["id"], told["arrival"]["unit"]) == (number, TWO)


def test_what_was_put_aside_may_be_given_later(folder: Path) -> None:
    number = number_of(folder, "手抄.xlsx")
    with open_round(folder) as round:
        put_aside(round, number, reason="看不出", at=IN_TIME)
        assert status(round, at=IN_TIME).ignored
        made = assign(round, number, TWO, reason="来电话了", at=IN_TIME)
        assert made.unit == TWO
        assert status(round, at=IN_TIME).ignored == ()
        judged = next(j for j in status(round, at=IN_TIME).judged if j.arrival.id == number)
    assert judged.state in (State.ACCEPTED, State.WITH_FINDINGS, State.SENT_BACK)


def test_it_may_be_ruled_like_any_copy(folder: Path) -> None:
    number = number_of(folder, "手抄.xlsx")
    with open_round(folder) as round:
        assign(round, number, TWO, reason="核实", at=IN_TIME)
        overrule(round, TWO, reason="照收", at=IN_TIME, copy=number, verdict=Verdict.WITH_FINDINGS)
        found = status(round, at=IN_TIME).unit(TWO)
        assert found.standing.value == "submitted"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [
        ("别处.xlsx", ONE, "round.assign-other"),
        ("通知.pdf", ONE, "round.assign-refused"),
        ("手抄.xlsx", "没有的单位", "round.no-unit"),
        ("手抄.xlsx", "示例单位", "round.some-units"),
        ("1.xlsx", TWO, "round.not-odd"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    folder: Path, name: str, unit: str, code: str
) -> None:
    number = number_of(folder, name)
    with open_round(folder) as round:
        before = (round.ledger.arrivals(), round.ledger.rulings())
        with pytest.raises(RoundError) as caught:
            assign(round, number, unit, reason="核实", at=IN_TIME)
        assert caught.value.code == code
        assert (round.ledger.arrivals(), round.ledger.rulings()) == before


def came_again(folder: Path, name: str, *, of: str) -> int:
    """The same bytes, collected once more under another name."""
    again = folder.parent / name
    again.write_bytes((folder.parent / "back" / of).read_bytes())
    took_in(folder, [again])
    return number_of(folder, name)


def listed(folder: Path) -> list[str]:
    """The names of what is to be looked at."""
    with open_round(folder) as round:
        return [each.arrival.name for each in status(round, at=IN_TIME).other]


def test_the_same_bytes_are_given_to_one_unit_and_once(folder: Path) -> None:
    again, first = came_again(folder, "又来.xlsx", of="手抄.xlsx"), number_of(folder, "手抄.xlsx")
    for unit in (TWO, ONE):  # before the first of them is anybody's, and after
        with open_round(folder) as round:
            before = (round.ledger.arrivals(), round.ledger.rulings())
            with pytest.raises(RoundError) as caught:
                assign(round, again, unit, reason="核实", at=IN_TIME)
            assert caught.value.code == "round.assign-duplicate"
            assert caught.value.values["first"] == str(first)
            assert (round.ledger.arrivals(), round.ledger.rulings()) == before
            if unit == TWO:
                assert assign(round, first, TWO, reason="核实", at=IN_TIME).unit == TWO


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refusal_is_said_in_one_language(folder: Path, lang: Lang) -> None:
    with open_round(folder) as round, pytest.raises(RoundError) as caught:
        assign(round, number_of(folder, "通知.pdf"), ONE, reason="核实", at=IN_TIME)
    why = caught.value.values["why"]
    assert why.isascii()  # a code, which is no sentence of any language
    said = caught.value.message(lang)
    assert f"{why}）" in said or f"{why})" in said
    known = said.replace("通知.pdf", "").replace("示例单位1", "")
    assert lang == "zh" or known.isascii()


def test_what_was_put_aside_stays_so_under_another_name(folder: Path) -> None:
    assert listed(folder).count("通知.pdf") == 1
    with open_round(folder) as round:
        put_aside(round, number_of(folder, "通知.pdf"), reason="误收", at=IN_TIME)
    came_again(folder, "转发的通知.pdf", of="通知.pdf")
    assert "转发的通知.pdf" not in listed(folder)
    (folder.parent / "新通知.pdf").write_bytes(b"%PDF-1.7 other\n")
    took_in(folder, [folder.parent / "新通知.pdf"])
    assert "新通知.pdf" in listed(folder)


def test_what_became_a_return_is_not_odd_under_another_name(folder: Path) -> None:
    came_again(folder, "又来.xlsx", of="手抄.xlsx")
    assert "又来.xlsx" in listed(folder)
    with open_round(folder) as round:
        assign(round, number_of(folder, "手抄.xlsx"), TWO, reason="核实", at=IN_TIME)
    assert not {"又来.xlsx", "手抄.xlsx"} & {*listed(folder)}


def test_of_two_that_are_the_same_the_first_is_still_to_be_looked_at(folder: Path) -> None:
    again = came_again(folder, "转发的通知.pdf", of="通知.pdf")
    assert "转发的通知.pdf" in listed(folder)
    with open_round(folder) as round:
        put_aside(round, again, reason="重了", at=IN_TIME)
        assert [each.arrival.id for each in status(round, at=IN_TIME).ignored] == [again]
    assert "通知.pdf" in listed(folder)


def test_a_reason_is_needed(folder: Path) -> None:
    number = number_of(folder, "手抄.xlsx")
    with open_round(folder) as round:
        for act in (
            lambda: put_aside(round, number, reason=" ", at=IN_TIME),
            lambda: assign(round, number, TWO, reason="", at=IN_TIME),
        ):
            with pytest.raises(RoundError) as caught:
                act()
            assert caught.value.code == "round.no-reason"


@pytest.mark.parametrize(
    "more",
    [("--ignore", 2, "--copy", 1), ("990001", "--ignore", 2), ("--ignore", 1, "--assign", 1, "x"),
     ("--assign", 1, "x", "--withdraw")],
)  # fmt: skip
def test_only_one_thing_is_decided_at_once(folder: Path, more: tuple[object, ...]) -> None:
    said = run("overrule", *more, "--round", folder, "--reason", "核实")
    assert isinstance(said.exception, RoundError)


def test_a_unit_is_needed_where_no_odd_arrival_is_named(folder: Path) -> None:
    assert run("overrule", "--round", folder, "--accept", "--reason", "核实").exit_code == 2


# Units as people call them.

UNITS = [
    Unit(code="101", name="第一小学"),
    Unit(code="102", name="第二小学"),
    Unit(code="201", name="小学"),
]


@pytest.mark.parametrize(
    ("text", "codes"),
    [("101", ["101"]), ("１０１", ["101"]), ("第二小学", ["102"]), ("第一", ["101"]),
     ("小学", ["201"]), ("学", ["101", "102", "201"]), ("中学", []), ("", []), (" ", [])],
)  # fmt: skip
def test_a_unit_is_found_by_its_code_its_name_or_a_part_of_it(text: str, codes: list[str]) -> None:
    assert [each.code for each in units_named(UNITS, text)] == codes


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--unit", "示例单位2"),
        ("overrule", "示例单位1", "--accept", "--reason", "核实"),
        ("extend", "单位3", "--due", "2999-12-31", "--reason", "停电"),
    ],
)
def test_every_command_that_takes_a_unit_finds_it_so(folder: Path, words: tuple[str, ...]) -> None:
    said = run(*words, "--round", folder)
    assert said.exit_code == 0, said.output


# What is written after --out.


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [
        (("consolidate", "--round", "{round}"), "汇总.pdf", "out.ending"),
        (("status", "--round", "{round}"), "情况.docx", "out.ending"),
        (("forms", "new"), "form.xlsx", "out.ending"),
        (("forms", "show", "hebei-2023", "--as", "xlsx"), "表.toml", "out.ending"),
        (("forms", "schema"), "schema.txt", "out.ending"),
        (
            ("generate", "--form", "hebei-2023", "--master", "m.csv"),
            "下发.xlsx",
            "out.folder-ending",
        ),
        (("send-back", "--round", "{round}"), "退回.zip", "out.folder-ending"),
        (("sync", "x.xlsx", "--master", "m.csv"), "新的.pdf", "out.folder-ending"),
    ],
)
def test_another_ending_is_refused(
    folder: Path, tmp_path: Path, words: tuple[str, ...], name: str, code: str
) -> None:
    given = [each.format(round=folder) for each in words]
    said = run(*given, "--out", tmp_path / name)
    assert isinstance(said.exception, OutputError)
    assert said.exception.code == code
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (("consolidate", "--round", "{round}"), "汇总.xlsx"),
        (("status", "--round", "{round}"), "汇总.xlsx"),
        (("forms", "new"), "汇总.toml"),
        (("forms", "show", "hebei-2023", "--as", "xlsx"), "汇总.xlsx"),
        (("forms", "schema"), "汇总.json"),
    ],
)
def test_a_name_without_an_ending_is_completed(
    folder: Path, tmp_path: Path, words: tuple[str, ...], made: str
) -> None:
    given = [each.format(round=folder) for each in words]
    said = run(*given, "--out", tmp_path / "汇总")
    assert said.exit_code in {0, 1}, said.output
    assert (tmp_path / made).is_file()


def test_a_folder_that_is_there_may_be_called_anything(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "旧.zip").mkdir()
    assert run("send-back", "--round", folder, "--out", tmp_path / "旧.zip").exit_code in {0, 1}


# Archives that are not opened.


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("材料.rar", b"Rar!\x1a\x07\x00" + b"\0" * 40),
        ("材料.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 40),
    ],
)
def test_an_archive_tells_the_officer_what_to_do(
    folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    said = run("collect", tmp_path / name, "--round", folder, "--lang", "zh").output
    assert "请经办人解压后" in said
    assert "再报" not in said.partition(name)[2]
    asked = run("status", "--round", folder, "--out", tmp_path / "s.xlsx")
    assert asked.exit_code == 0
    chase = openpyxl.load_workbook(tmp_path / "s.xlsx")["催报"]
    assert not any("解压" in str(cell.value) for row in chase.iter_rows() for cell in row)
