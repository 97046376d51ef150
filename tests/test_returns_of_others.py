"""Every file of the shared folder of returns comes out as its README says."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from xlperf import read
from xlperf.budget.nouns import Project
from xlperf.findings import Finding, Level
from xlperf.reading.filled import Filled

Told = Sequence[tuple[str, str]]
ASIDE = {"file.ods", "sheet.unprotected", "plan.late-start", "identity.none"}
"""What is told of every file that such a program saved, and of the plan all of them have."""

EXPECTED: Mapping[str, Told] = {
    "l01-notes.ods": [("sheet.note", each) for each in ("F6", "C7", "H12", "J12")],
    "l02-rich.ods": [("text.spaces", "C7")],
    "l07-typed-text.xlsx": [("value.converted", f"J{row}") for row in (12, 13, 14, 15, 17)],
    "p01-kangxi-radicals.xlsx": [("value.spelling", each) for each in ("I17", "C18", "G19", "B20")],
    "p03-merged-basis.xlsx": [("cell.merged-text", "J12")],
    "p04-text-box.xlsx": [("sheet.object", "C10"), ("required.blank", "C10")],
    "p05-threaded-comment.xlsx": [("sheet.thread", "F6")],
    "p06-picture-over-table.xlsx": [
        ("sheet.object", "B12"),
        *[("indicators.level2-missing", "B12")] * 9,
    ],
    "p07-attached-object.xlsx": [("sheet.object", "")],
    "p10-ratio-and-time.xlsx": [
        ("value.converted", "C7"), ("value.date", "H12"), ("value.converted", "I13"),
        ("indicators.unit-sentence", "H13"),
    ],
    "p11-long-digits.xlsx": [
        ("value.digits-lost", "J12"), ("value.converted", "J13"), ("value.digits-lost", "J14"),
    ],
    "p15-percent-typed-in-unit-cell.xlsx": [
        ("value.converted", "E13"), ("value.converted", "J13"), ("value.converted", "I13"),
        ("indicators.copy-value", "I13"),
    ],
    "p16-percent-format-in-number-cell.xlsx": [("indicators.over-hundred", "H20")],
    "p19-pasted-signs.xlsx": [("value.spelling", each) for each in ("C12", "C13", "I14", "G15")],
    "p20-code-with-marks.xlsx": [("value.spelling", "C5")],
    "p21-5-no-identity.xlsx": [],
    "p22-own-sheet-new-error.xlsx": [("sheet.odd-cell", "B1"), ("sheet.unplaced", "")],
    "r01-cdata-inline.xlsx": [("value.odd-cell", "C7")],
    "r11-date-as-text-shown.xlsx": [
        *(("value.converted", f"J{row}") for row in (12, 13, 14)), ("value.not-as-shown", "J15"),
        *(("value.converted", f"J{row}") for row in (17, 19, 20)),
    ],
    "r12-iso-date-cell.xlsx": [
        ("value.not-as-shown", "J12"), ("value.date", "H12"), ("value.odd-cell", "J13"),
        ("value.date", "H13"),
    ],
    "r13-4-GETTINGDATA.xlsx": [("value.error-cell", "H12")],
    "r14-value-white-space.xlsx": [("value.odd-cell", "H12")],
}  # fmt: skip


@pytest.fixture(scope="module")
def returns(shared: Path) -> Mapping[str, Filled]:
    """Every file, as it is read."""
    folder = shared / "cases" / "returns"
    return {path.name: read(path, "hebei-2023") for path in sorted(folder.iterdir())}


def of(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(each.code, each.place.cell) for each in findings if each.code not in ASIDE]


def first(filled: Filled) -> Project:
    """The project the cases change; the other is as it was."""
    return filled.projects[0].project


def test_every_case_is_expected(returns: Mapping[str, Filled]) -> None:
    assert returns.keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_case_is_told_at_its_cells_and_nowhere_else(
    returns: Mapping[str, Filled], name: str
) -> None:
    assert of(returns[name].findings) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_all_else_of_a_case_is_read(returns: Mapping[str, Filled], name: str) -> None:
    """One odd cell takes no other with it: amounts, plan, and the second project are there."""
    filled = returns[name]
    assert filled.unit.code == "125002"
    assert [project.budget for project in filled] == [Decimal("18.50"), Decimal("36.00")]
    assert first(filled).plan["dec"] == 100
    other = returns["p05-threaded-comment.xlsx"].projects[1].project
    assert [row.level3 for row in filled.projects[1].project.indicators] == [
        row.level3 for row in other.indicators
    ]
    if filled.identity:
        assert filled.projects[1].project == other


def test_the_values_of_the_cases_are_what_is_seen(returns: Mapping[str, Filled]) -> None:
    targets = {name: [r.target for r in first(f).indicators] for name, f in returns.items()}
    assert targets["p16-percent-format-in-number-cell.xlsx"][-1].number == 120
    assert targets["p15-percent-typed-in-unit-cell.xlsx"][1].text == "95%"
    for name in ("r13-4-GETTINGDATA.xlsx", "r14-value-white-space.xlsx", "r12-iso-date-cell.xlsx"):
        assert targets[name][0].number is None
    assert targets["p01-kangxi-radicals.xlsx"][5].unit == "人次"
    assert targets["p19-pasted-signs.xlsx"][3].sign == "≤"
    bases = [row.basis for row in first(returns["p11-long-digits.xlsx"]).indicators[:3]]
    assert bases == ["", "13903140000", ""]
    assert first(returns["p03-merged-basis.xlsx"]).indicators[2].basis == "验收单"


def test_what_is_unseen_is_spelled_in_what_is_told(returns: Mapping[str, Filled]) -> None:
    told = [f.message() for f in returns["p01-kangxi-radicals.xlsx"].findings]
    for number in ("2F08", "2F63", "FEFF", "200B"):
        assert any(f"‹U+{number}›" in each for each in told)


def test_the_levels_of_pasted_signs_are_the_forms_own(returns: Mapping[str, Filled]) -> None:
    for name in ("p01-kangxi-radicals.xlsx", "p19-pasted-signs.xlsx"):
        levels = [(r.level1, r.level2) for r in first(returns[name]).indicators]
        plain = first(returns["p05-threaded-comment.xlsx"]).indicators
        assert levels == [(r.level1, r.level2) for r in plain]


def test_only_what_cannot_be_taken_is_an_error(returns: Mapping[str, Filled]) -> None:
    for name in ("l01-notes.ods", "l07-typed-text.xlsx", "p03-merged-basis.xlsx",
                 "p05-threaded-comment.xlsx", "p07-attached-object.xlsx", "p19-pasted-signs.xlsx",
                 "p20-code-with-marks.xlsx", "p22-own-sheet-new-error.xlsx"):  # fmt: skip
        assert not [e for e in returns[name].findings if e.level is Level.ERROR], name
