"""What a sheet says of its values is remembered, and is what it would say without that."""

from math import copysign

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parts.declared_samples import NAMES, filled_unit, form_of, master_of
from xlperf import Form
from xlperf.issuing.cell_values import project_values
from xlperf.issuing.live_checks import hint
from xlperf.issuing.prefilling import prefill
from xlperf.issuing.prepared_form import PreparedForm
from xlperf.issuing.remembered import Remembered, Values
from xlperf.issuing.sheets.heights import height_in
from xlperf.sheet import Value

CELLS = st.dictionaries(
    st.sampled_from("abcd"),
    st.one_of(st.none(), st.sampled_from(("", "x", "0", 0.0, -0.0, 1.0, 2.5))),
)


def answer(values: Values) -> str:
    """Looks at one thing or another, as what it finds says."""
    if values.get("a"):
        return f"{values.get('b')} {values.get('c')}"
    if "b" in values:
        return f"{values['b']}"
    if values.get("c") == "x":
        return f"{values.get('d', 'none')}"
    return f"{values.get('d')!r}"


@settings(max_examples=300)
@given(st.lists(CELLS, max_size=30))
def test_the_answer_is_what_it_would_be_without_remembering(
    asked: list[dict[str, Value]],
) -> None:
    remembered = Remembered(answer)
    for values in (*asked, *asked):
        assert remembered(values) == answer(values)


def test_what_was_not_asked_for_does_not_matter_and_what_was_does() -> None:
    calls: list[Values] = []

    def counted(values: Values) -> str:
        calls.append(values)
        return answer(values)

    remembered = Remembered(counted)
    assert remembered({"a": "x", "b": "1", "c": "2", "d": "3"}) == "1 2"
    assert remembered({"a": "x", "b": "1", "c": "2", "d": "4"}) == "1 2"
    assert len(calls) == 1
    assert remembered({"a": "x", "b": "1", "c": "5"}) == "1 5"
    assert remembered({"d": "3"}) == "'3'"
    assert len(calls) == 3


def test_nought_and_less_than_nought_are_not_taken_for_one_another() -> None:
    remembered = Remembered(lambda values: copysign(1, float(str(values["a"]))))
    assert [remembered({"a": each}) for each in (0.0, -0.0, 0.0)] == [1, -1, 1]


def test_what_looks_at_all_values_is_asked_every_time() -> None:
    remembered = Remembered(lambda values: (len(values), sorted(values)))
    assert remembered({"a": 1}) == (1, ["a"])
    assert remembered({"b": 1, "c": 2}) == (2, ["b", "c"])


def test_no_more_is_kept_than_is_said() -> None:
    remembered = Remembered(lambda values: [values.get(f"{values.get('a')}{at}") for at in (1, 2)])
    for number in range(2_000):
        remembered({"a": number % 20, f"{number % 20}1": number})
    kept = vars(remembered)["_known"]
    assert len(kept) <= 8
    assert max(map(len, kept.values())) <= 256


@pytest.mark.parametrize("name", ["hebei-2023", "central-2021", *NAMES])
def test_every_hint_and_height_of_every_form_is_what_it_is_afresh(name: str) -> None:
    form = form_of(name) if name in NAMES else Form.load(name)
    if form.project_sheet is None or form.is_grouped:
        return
    prepared = PreparedForm(form)
    known = master_of(form).units[0].projects
    answers = filled_unit(form).projects
    for project, told in zip(known * 2, (None, None, *answers), strict=False):
        each = prefill(form, project, told)
        compiled = prepared.project_sheet(each)
        values = project_values(form, each.project)
        for row, checks in compiled.checks.items():
            assert compiled._hints[f"hint.{row}"](values) == hint(checks, values)
        for row, room in compiled.rooms.items():
            assert compiled._needed[row](values) == height_in(room, values)
