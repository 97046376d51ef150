"""What was issued so far, looked up by whoever judges a file: by unit, bytes, and file name."""

from datetime import UTC, datetime

import pytest

from parts.rounds import FORM, master_of
from xlperf.budget import Unit
from xlperf.rounds.arriving import Issued
from xlperf.rounds.ledger import Edition, Issue

NOW = datetime(2023, 3, 1, tzinfo=UTC)
EDITION = Edition(number=1, form=FORM, master=master_of(1, 2), made_at=NOW)


def issue(code: str, number: int = 1, digest: str = "0") -> Issue:
    unit = Unit(code=code, name="某单位")
    return Issue(unit=unit, number=number, edition=1, file=code, digest=digest, issued_at=NOW)


def issued(*codes: str) -> Issued:
    return Issued(EDITION, map(issue, codes))


def test_a_unit_is_found_however_its_code_is_spelled() -> None:
    known = issued("12500A", "125002")
    assert known.unit("１２５００ａ ") == "12500A"
    assert (known.unit("125003"), known.unit("")) == ("", "")


def test_the_last_number_and_the_bytes_of_each_unit() -> None:
    known = issued("125001", "125002")
    again = issue("125001", 2, "1")
    known.add(again)
    assert (known.last("125001"), known.last("125002"), known.last("125003")) == (2, 1, 0)
    assert known.untouched("125001", "1") == again
    assert known.untouched("125002", "1") is None
    assert [each.unit.code for each in known.budgets("990001")] == ["990001"]
    assert known.budgets("125001") == []


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("125002 表.xlsx", "125002"), ("表(125002).xlsx", "125002"), ("表125002.xlsx", "125002"),
        ("1250021.xlsx", ""), ("x125002.xlsx", ""), ("125002x.xlsx", ""),
        ("125001 125002.xlsx", ""),  # its own stands there too
        ("125-003.xlsx", "125-003"), ("9125-003.xlsx", ""), ("甲乙丙丁.xlsx", "甲乙丙丁"),
        ("125004 125002.xlsx", "125002"), ("2023 表.xlsx", ""), ("123 表.xlsx", ""), ("", ""),
    ],
)  # fmt: skip
def test_another_units_code_in_a_name(name: str, named: str) -> None:
    known = issued("125001", "125002", "125004", "125-003", "甲乙丙丁", "2023", "123")
    assert known.other_named(name, "125001") == named


def test_a_file_of_nobody_is_not_held_against_names() -> None:
    assert issued("125002").other_named("125002.xlsx", "") == ""
