"""DataFrames at the borders: exact amounts out, a master budget in."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas
import pytest

from xlperf import exchange, generate, read, read_master, reconcile
from xlperf.budget.nouns import Master
from xlperf.findings.errors import MasterError
from xlperf.reading.filled import Filled

SAMPLE = Path(__file__).parents[1] / "workbooks" / "sample"


@pytest.fixture(scope="module")
def master() -> Master:
    return read_master(SAMPLE / "master.csv")


@pytest.fixture(scope="module")
def returns(master: Master) -> list[Filled]:
    return [read(each.content, name=each.file_name) for each in generate("hebei-2023", master)]


def test_projects_add_up_exactly(returns: list[Filled]) -> None:
    table = exchange.projects_frame(returns)
    assert len(table) == 18
    assert table["budget"].sum() == Decimal("1168.13")
    assert table.groupby("unit_code")["budget"].sum()["125001"] == Decimal("1038.03")


def test_indicators_findings_and_reconciliation(returns: list[Filled], master: Master) -> None:
    assert exchange.indicators_frame(returns).empty  # nothing was filled in yet
    told = exchange.findings_frame(returns)
    assert {"code", "level", "sheet", "cell", "message", "fix"} <= set(told.columns)
    compared = exchange.reconciliation_frame(reconcile(returns, master))
    assert set(compared["status"]) == {"equal"}


def test_a_master_from_a_table(master: Master) -> None:
    table = pandas.read_csv(SAMPLE / "master.csv", dtype={"单位编码": str})
    assert exchange.master_from_frame(table) == master
    fields = table.set_axis(
        ["unit.code", "unit.name", "code", "name", "budget", "fiscal", "other"], axis=1
    )
    assert exchange.master_from_frame(fields, money_unit="万元") == master
    with pytest.raises(MasterError, match="--money-unit"):
        exchange.master_from_frame(fields)
    with pytest.raises(MasterError, match="预算数"):
        exchange.master_from_frame(table.drop(columns="预算数（万元）"))


def test_importing_xlperf_does_not_import_pandas() -> None:
    code = "import sys, xlperf, xlperf.cli; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
