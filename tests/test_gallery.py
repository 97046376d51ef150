"""The gallery under workbooks/ is what the demonstration makes today."""

import hashlib
import io
import runpy
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from parts.golden import differences
from parts.published import contents_of_word
from xlperf import Form, generate, read, read_master
from xlperf.demo import ROUND, demo
from xlperf.findings.errors import OutputError
from xlperf.master.list_form import list_workbook
from xlperf.rounds.distribution import distribute
from xlperf.rounds.opening import open_round

GALLERY = Path(__file__).parents[1] / "workbooks"
BROKEN = "8-有毛病的"


@pytest.mark.long
def test_the_gallery_is_what_the_demonstration_makes(tmp_path: Path) -> None:
    demo(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.xlsx")}
    assert len(made) == 16
    kept = {path.relative_to(GALLERY) for path in GALLERY.rglob("*.xlsx")}
    assert {path for path in kept if path.parts[0] != BROKEN} == made.keys()
    for path, content in made.items():
        assert differences(GALLERY / path, content) == [], f"{path}: run `make workbooks`"


def test_the_gallery_holds_no_ledger() -> None:
    assert not [*GALLERY.rglob("ledger*"), *GALLERY.rglob("round.toml")]


@pytest.mark.long
def test_the_demonstration_shows_a_late_unit_a_re_issue_and_a_conflict(tmp_path: Path) -> None:
    made = demo(tmp_path)
    stands = {each.unit.code: each.standing.value for each in made.standing.units}
    assert stands == {"125001": "sent-back", "125002": "late", "125003": "submitted"}
    (reissued,) = made.reissued
    told = {(each.field, each.before, each.answer, each.now) for each in made.conflicts}
    assert told == {("budget", "36.00", "63.00", "45.00"), ("fiscal", "36.00", "63.00", "45.00")}
    book = openpyxl.load_workbook(reissued)
    listed = [row for row in book["变更说明"].iter_rows(values_only=True) if row[0] == "冲突"]
    assert [row[3:6] for row in listed] == [("36.00", "63.00", "45.00")] * 2
    assert made.reconciliation.total.accepted == 18
    ((*entries,),) = contents_of_word(made.text)
    assert len(entries) == 16  # three sections of prose, thirteen tables
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.xlsx")}
    demo(tmp_path, force=True)  # again is the same
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.xlsx")} == before


def test_another_round_in_its_place_stays(tmp_path: Path) -> None:
    form, master = Form.load("hebei-2023"), read_master(GALLERY / "sample" / "master.csv")
    at = datetime(2022, 11, 1, tzinfo=UTC)
    list(distribute(form, master, tmp_path / ROUND, date(2022, 11, 2), at, name="我们的"))
    with pytest.raises(OutputError):
        demo(tmp_path, force=True)
    with open_round(tmp_path / ROUND) as round:
        assert round.name == "我们的"
    assert [path.name for path in tmp_path.iterdir()] == [ROUND]


def test_broken_ones_are_made_the_same_each_time() -> None:
    build = runpy.run_path(str(GALLERY / "build.py"))
    made = dict(build["broken"](GALLERY / "3-回收" / build["SOURCE"]))
    assert made.keys() == {path.name for path in (GALLERY / BROKEN).iterdir()}
    for name, content in made.items():
        assert differences(GALLERY / BROKEN / name, content) == [], f"{name}: run `make workbooks`"
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2023-01-01T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")


def test_broken_ones_are_told_at_their_cell() -> None:
    expected = {
        "金额写成文字.xlsx": ("value.number", "D6"),
        "栏目被删.xlsx": ("layout.label-missing", ""),
        "预算数被改.xlsx": ("issued.changed", "D6"),
        "编码成了数字.xlsx": ("value.code-number", "C5"),
    }
    folder = GALLERY / BROKEN
    assert {path.name for path in folder.iterdir()} == expected.keys()
    for name, (code, cell) in expected.items():
        told = {f.code: f.place.cell for f in read(folder / name).findings}
        assert code in told, name
        assert not cell or told[code] == cell, name


def test_same_input_gives_the_same_bytes() -> None:
    form, master = Form.load("hebei-2023"), read_master(GALLERY / "sample" / "master.csv")
    digests = [
        [hashlib.sha256(each.content).hexdigest() for each in generate(form, master)]
        for _ in range(2)
    ]
    assert digests[0] == digests[1]
    lists = [list_workbook(Form.load("master"), master) for _ in range(2)]
    assert lists[0] == lists[1]
    assert read_master(lists[0]) == master
