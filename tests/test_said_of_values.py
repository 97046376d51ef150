"""What a sheet says of its values, worked out anew only where it may have changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parts.declared_samples import NAMES, filled_unit, form_of, master_of
from xlperf import Form
from xlperf.issuing.cell_values import project_values
from xlperf.issuing.following import Following, Values
from xlperf.issuing.live_checks import hint
from xlperf.issuing.prefilling import prefill
from xlperf.issuing.prepared_form import PreparedForm
from xlperf.issuing.sheets.heights import height_in
from xlperf.sheet import Value

CELLS = st.fixed_dictionaries(
    {"e": st.just(1.0), "f": st.just(1.0), "g": st.just(1.0)},
    optional={
        name: st.one_of(st.none(), st.sampled_from(("", "x", "0", 0.0, -0.0, 1, 2.5)))
        for name in "abcd"
    },
)


def winding(values: Values) -> str:
    """Looks at one thing or another, as what it finds says."""
    if values.get("a"):
        return f"{values.get('b')} {values.get('c', 'none')}"
    if "b" in values:
        return f"{values['b']!r}"
    return f"{values.get('d')!r}"


def counting(values: Values) -> str:
    return f"{len(values)} {sorted(values)}" if values.get("a") else ""


FUNCTIONS = {"winding": winding, "counting": counting, "plain": lambda v: f"{v.get('c')!r}"}


@settings(max_examples=300)
@given(st.lists(CELLS, max_size=20))
def test_it_is_what_would_be_said_afresh(asked: list[dict[str, Value]]) -> None:
    following = Following(FUNCTIONS)
    for values in (*asked, *asked):
        said = {name: function(values) for name, function in FUNCTIONS.items()}
        assert following(values) == said
        assert [*following(values)] == [*said]


def test_what_was_not_asked_for_does_not_matter_and_what_was_does() -> None:
    calls: list[Values] = []

    def counted(values: Values) -> str:
        calls.append(values)
        return winding(values)

    rest: dict[str, Value] = {name: name for name in "efghijk"}
    following = Following({"": counted})
    assert following({"a": "x", "b": "1", "c": "2", "d": "3", **rest}) == {"": "1 2"}
    assert following({"a": "x", "b": "1", "c": "2", "d": "4", **rest}) == {"": "1 2"}
    assert following({"a": "x", "b": "1", "c": "2", **rest}) == {"": "1 2"}
    assert len(calls) == 1
    assert following({"a": "x", "b": "1", **rest}) == {"": "1 none"}
    assert following({"a": "x", "b": "1", "c": "5", **rest}) == {"": "1 5"}
    assert following({"a": "", "c": "5", "d": 1.0, **rest}) == {"": "1.0"}
    assert len(calls) == 4


def test_where_most_is_new_all_is_said_afresh() -> None:
    calls: list[Values] = []
    following = Following({"": calls.append})
    rest: dict[str, Value] = {name: name for name in "efgh"}
    following({"a": 1.0, **rest})
    following({"a": 2.0, **rest})
    assert len(calls) == 1
    following({"a": 2.0, "e": "1", "f": "2", "g": "3", "h": "h"})
    assert len(calls) == 2


def test_nought_and_less_than_nought_are_not_taken_for_one_another() -> None:
    following = Following({"": lambda values: str(values.get("a"))})
    rest: dict[str, Value] = {name: name for name in "efghijk"}
    said = [following({"a": each, **rest})[""] for each in (0.0, -0.0, 0.0, 0)]
    assert said == ["0.0", "-0.0", "0.0", "0"]


def test_no_more_is_kept_than_of_the_values_before() -> None:
    following = Following({"": lambda values: str(values.get("a"))})
    rest: dict[str, Value] = {name: name for name in "efghijk"}
    for number in range(500):
        assert following({"a": float(number), **rest}) == {"": f"{float(number)}"}
    last = vars(following)["_last"]
    assert last.answers == {"": "499.0"}
    assert {*last.asked_by} == {"a"}


@pytest.mark.parametrize("name", ["hebei-2023", "central-2021", *NAMES])
def test_every_hint_and_height_of_every_form_is_what_it_is_afresh(name: str) -> None:
    form = form_of(name) if name in NAMES else Form.load(name)
    if form.project_sheet is None or form.is_grouped:
        return
    prepared = PreparedForm(form)
    known = master_of(form).units[0].projects
    answers = filled_unit(form).projects
    told = (None, None, answers[0], None, answers[1], answers[0].model_copy(update={"goal": "x"}))
    for project, given_back in zip(known * 3, told, strict=True):
        each = prefill(form, project, given_back)
        compiled = prepared.project_sheet(each)
        values = project_values(form, each.project)
        hints = {f"hint.{row}": hint(checks, values) for row, checks in compiled.checks.items()}
        assert compiled._hints(values) == hints
        heights = {row: height_in(room, values) for row, room in compiled.rooms.items()}
        assert compiled._needed(values) == heights
