"""The gallery under workbooks/ is what the demonstration makes today."""

import hashlib
from pathlib import Path

from parts.golden import differences
from xlperf import Form, generate, read, read_master
from xlperf.demo import demo
from xlperf.listing import list_workbook

GALLERY = Path(__file__).parents[1] / "workbooks"


def test_the_gallery_is_what_the_demonstration_makes(tmp_path: Path) -> None:
    demo(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.xlsx")}
    assert len(made) == 8
    for path, content in made.items():
        assert differences(GALLERY / path, content) == [], f"{path}: run `make workbooks`"


def test_broken_ones_are_told_at_their_cell() -> None:
    expected = {
        "金额写成文字.xlsx": ("value.number", "D6"),
        "栏目被删.xlsx": ("layout.label-missing", ""),
        "预算数被改.xlsx": ("issued.changed", "D6"),
        "编码成了数字.xlsx": ("value.code-number", "C5"),
    }
    folder = GALLERY / "5-有毛病的"
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
