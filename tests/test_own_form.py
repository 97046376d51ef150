"""A form of somebody's own goes with what was read by it, whatever other form has its name."""

from pathlib import Path

import pytest

from parts import samples
from xlperf import Form, consolidate, generate, read, sync
from xlperf.budget import Master
from xlperf.excel.reading.book import read_grids
from xlperf.exchange import filled_json
from xlperf.reading import Filled, read_many

SHIPPED = Form.load("hebei-2023")
OWN = Form.parse(
    SHIPPED.source.replace("10月底", "九月底").replace("预算数", "年初预算").replace(
        "三级指标", "指标名称"
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "a.xlsx"
    path.write_bytes(samples.workbook(OWN))
    return path


@pytest.fixture(scope="module")
def filled(returned: Path) -> Filled:
    return read(returned, OWN)


@pytest.fixture(scope="module")
def master() -> Master:
    return samples.master_of(OWN, samples.filled_unit(OWN))


def texts_of(content: bytes | Path) -> set[str]:
    return {text for grid in read_grids(content, "") for _, _, text in grid.texts()}


def test_it_is_there_with_its_name(filled: Filled) -> None:
    assert OWN.name == SHIPPED.name
    assert filled.form == OWN != SHIPPED
    assert filled_json(filled, OWN.money)["form"] == "hebei-2023"
    assert not filled.is_blocked


def test_what_is_read_in_workers_carries_it_too(returned: Path, filled: Filled) -> None:
    (apart,) = read_many([returned], OWN, workers=1)
    assert apart == filled
    assert apart.form is OWN
    (shipped,) = read_many([Path(__file__).parent / "golden" / "hebei-2023.xlsx"], workers=1)
    assert shipped.form == SHIPPED


def test_a_file_nothing_is_read_from_carries_none() -> None:
    (unread,) = read_many([b"no workbook"], OWN, workers=1)
    assert unread.form is None
    assert not unread.is_readable


def test_sync_speaks_its_words(filled: Filled, master: Master) -> None:
    (unit,) = master.units
    first, *others = unit.projects
    assert first.budget
    assert first.fiscal
    more = first.model_copy(update={"budget": first.budget + 1, "fiscal": first.fiscal + 1})
    now = master.model_copy(
        update={"units": (unit.model_copy(update={"projects": (more, *others)}),)}
    )
    made = sync(filled, now)
    assert made.content
    texts = texts_of(made.content)
    assert {"年初预算", "九月底", "指标名称"} <= texts
    assert not {"预算数", "10月底", "三级指标"} & texts


def test_the_summary_speaks_its_words(filled: Filled, master: Master, tmp_path: Path) -> None:
    consolidate([filled], master, tmp_path / "s.xlsx")
    texts = texts_of(tmp_path / "s.xlsx")
    assert any("九月底" in text for text in texts)
    assert not any("10月底" in text for text in texts)


def test_it_was_issued_in_its_own_words(master: Master) -> None:
    (issued,) = generate(OWN, master)
    assert "年初预算" in texts_of(issued.content)
