"""What a sheet says is what `collect` decides: live checks against the reader, in a real office."""

from collections import defaultdict
from pathlib import Path

import pytest

from parts.drawn_answers import filled_at_random
from parts.office import Office, stored_values
from xlperf import Form, read
from xlperf.findings.catalogue import entries
from xlperf.issuing.live_rules import LIVE, NOT_LIVE
from xlperf.reading.filled import Filled

_SAME = {
    "value.word-for-number": "value.number", "value.word-for-money": "value.number",
    "value.word-for-percent": "value.percent", "value.number-parts": "value.number",
    "value.leading-zeros": "value.number", "value.money-unit": "value.number",
}  # fmt: skip
"""What the reader tells more exactly than a sheet."""


def blocking(filled: Filled) -> dict[str, dict[int, list[str]]]:
    """By sheet and row, the findings of live checks that would send the return back."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in filled.findings:
        code = _SAME.get(each.code, each.code)
        if each.blocks and code in LIVE and each.place.cell:
            row = int("".join(sign for sign in each.place.cell if sign.isdigit()))
            found[each.place.sheet][row].append(each.code)
    return found


@pytest.mark.long
@pytest.mark.parametrize("name", ["hebei-2023", "central-2021"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_sheet_and_the_reader_say_the_same(
    name: str, seed: int, libreoffice: Office, tmp_path: Path
) -> None:
    form = Form.load(name)
    path = tmp_path / "报回.xlsx"
    path.write_bytes(filled_at_random(form, seed, 24))
    (saved,) = libreoffice.converted([path], "xlsx")
    told, shown = blocking(read(path.read_bytes(), form)), stored_values(saved)
    differ = []
    for sheet, cells in shown.items():
        if not sheet[:1].isdigit():
            continue
        hints = {int(at[1:]): text for at, text in cells.items()
                 if at[1:].isdigit() and str(text).startswith("←") and int(at[1:]) > 4}  # fmt: skip
        for row in sorted({*hints, *told[sheet]}):
            if (row in hints) != (row in told[sheet]):
                differ.append((sheet, row, hints.get(row), told[sheet].get(row)))
    assert not differ, f"{len(differ)}: {differ[:12]}"


def test_every_rule_is_live_or_says_why_not() -> None:
    told = {code for code in entries("finding") if code.partition(".")[0] in _GROUPS}
    assert told - LIVE <= NOT_LIVE.keys() | _OF_PLACES
    assert LIVE.isdisjoint(NOT_LIVE)
    assert {*LIVE, *NOT_LIVE} <= entries("finding").keys() | {"check.failed"}
    assert all(len(reason) > 20 for reason in NOT_LIVE.values())


_GROUPS = ()
_OF_PLACES: frozenset[str] = frozenset()
