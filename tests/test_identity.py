"""Identity: what a workbook knows of itself, through its rows of text."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parts import samples
from xlperf.budget import Holds, part_of, project_of, refuse_no_figures, wording
from xlperf.budget.nouns import Project, Unit
from xlperf.form.form import Form
from xlperf.identity.identity import (
    KIND,
    Identity,
    Issued,
    Sent,
    hold_together,
    parse_identity,
    snapshot,
)

FORM = Form.load("hebei-2023")
texts = st.text(max_size=20)
identities = st.builds(
    Identity,
    form=texts,
    version=texts,
    year=st.integers(1990, 2199),
    unit=st.builds(Unit, code=texts, name=texts),
    number=st.integers(1, 99),
    snapshot=st.lists(
        st.builds(Issued, texts, texts, texts, st.booleans(), st.just(False))
        | st.builds(Issued, texts, texts, texts, st.just(True), st.just(True))
    ).map(tuple),
    aside=st.lists(st.tuples(texts, texts, texts).map(lambda each: Issued(*each))).map(tuple),
)


@given(identities)
def test_an_identity_reads_back(identity: Identity) -> None:
    assert parse_identity(identity.rows()) == identity


def whole() -> Identity:
    unit = samples.filled_unit(FORM)
    locked = frozenset({"code", "name", "budget"})
    sent = snapshot(FORM.money, (Sent(project, locked) for project in unit.projects), unit.part)
    return Identity(form="hebei-2023", version="1", year=2023, unit=unit.unit, snapshot=sent)


def test_what_was_sent_is_known_by_project_and_field() -> None:
    identity = whole()
    assert identity.issued_codes() == samples.CODES
    assert identity.issued(samples.CODES[0])["budget"] == "30.00"
    assert identity.issued(samples.CODES[0])["indicators.R001.value"] == "≥95百分比"
    assert set(identity.locked(samples.CODES[0])) == {"code", "name", "budget"}
    assert identity.issued("no such code") == {}


def test_codes_are_compared_as_the_reader_compares_them() -> None:
    sent = snapshot(
        FORM.money,
        [Sent(Project(code="ab 1", budget=Decimal(1)), frozenset())],
        samples.filled_unit(FORM).part,
    )
    identity = whole().model_copy(update={"snapshot": sent})
    assert identity.issued_codes() == ("AB1",)


@pytest.mark.parametrize("lost", ["form", "version", "year", "unit.code", "unit.name", "number"])
def test_an_identity_that_lost_a_line_says_which(lost: str) -> None:
    rows = [row for row in whole().rows() if row[0] != lost]
    with pytest.raises(ValueError, match=lost):
        parse_identity(rows)


def test_another_sheet_is_no_identity() -> None:
    assert parse_identity([]) is None
    assert parse_identity([("kind", "something else")]) is None
    assert parse_identity([("项目编码", "A")]) is None


FIGURES = st.sampled_from(["", "1", "-2.50", "1e3", "x", "２", "2026-03-01", "2026-13-01", "≥95 %"])
PATHS = st.sampled_from([
    "budget", "fiscal", "other", "name", "goal", "plan.mar", "plan.x.y", "extra.note", "spent",
    "day",
    "indicators.R001.number", "indicators.R001.weight", "indicators.R001.sign",
    "indicators.R001.value", "indicators.R001.spent", "indicators..number", "indicators.R002.unit",
    "task.R001.spent", "task.R001.number", "task.R001.name", "goals.0.text", "goals.0", "overall.0",
    "overall.x", "safeguards.1", "goals.R001.spent", "indicators.weight", "a.b.c.d",
])  # fmt: skip
KINDS = {
    "spent": Holds.MONEY, "day": Holds.DATE, "task.spent": Holds.NUMBER, "name": Holds.TEXT,
    "task.name": Holds.DATE, "actual": Holds.TARGET, "plan.mar": Holds.DATE, "b.c": Holds.COUNT,
    "weight": Holds.DATE, "a.b.c.d": Holds.DATE,
}  # fmt: skip
kinds_of_forms = st.just({}) | st.just(KINDS)


def raised(job: Callable[[], object]) -> str | None:
    """What a job has to complain of; None for nothing."""
    try:
        job()
    except ValueError as error:
        return str(error)
    return None


@given(st.dictionaries(PATHS, FIGURES), kinds_of_forms)
def test_what_is_refused_is_what_no_project_can_be_made_of(
    said: Mapping[str, str], kinds: Mapping[str, Holds]
) -> None:
    refused = raised(lambda: refuse_no_figures(said, kinds)) is not None
    assert refused == (raised(lambda: project_of(said, kinds)) is not None)


def held(identity: Identity, kinds: Mapping[str, Holds]) -> None:
    """What it is to hold together, one value after the other and with every project made."""
    said: dict[tuple[str, str], str] = {}
    of: dict[str, dict[str, str]] = {}
    for each in identity.snapshot:
        key = (wording.code(each.project), each.field)
        if said.setdefault(key, each.text) != each.text:
            raise ValueError(" ".join(key).strip())
        of.setdefault(key[0], {})[each.field] = each.text
    for project, sent in of.items():
        if project and raised(lambda sent=sent: project_of(sent, kinds)) is not None:  # type: ignore[misc]
            raise ValueError(project)
    part_of(of.get("", {}), kinds)


codes = st.sampled_from(["", "A", "a", " A", "B", "Ａ"])


@given(st.lists(st.builds(Issued, codes, PATHS, FIGURES, st.booleans())), kinds_of_forms)
def test_an_identity_holds_together_or_says_what_does_not(
    sent: list[Issued], kinds: Mapping[str, Holds]
) -> None:
    identity = whole().model_copy(update={"snapshot": tuple(sent)})
    assert raised(lambda: hold_together(identity, kinds)) == raised(lambda: held(identity, kinds))


@given(st.lists(st.builds(Issued, codes, PATHS, texts, st.booleans(), st.booleans())))
def test_what_was_sent_last_for_a_field_counts(sent: list[Issued]) -> None:
    identity = whole().model_copy(update={"snapshot": tuple(sent)})
    last = {(wording.code(each.project), each.field): each for each in sent}
    for code in {wording.code(each.project) for each in sent} | {"no such code"}:
        mine = [each for (project, _), each in last.items() if project == code]
        assert identity.issued(code) == {each.field: each.text for each in mine}
        assert identity.locked(code) == {each.field: each.text for each in mine if each.locked}
        assert identity.disputed(code) == {each.field for each in mine if each.disputed}
    assert set(identity.issued_codes()) == {code for code, _ in last} - {""}


cells = st.sampled_from(["", "issued", "given", "aside", "A", "budget", 0.0, 12.5, None, True])
LINES = [["form", "f"], ["version", "1"], ["year", 2023], ["unit.code", "U"], ["unit.name", "单位"],
         ["number", "1"]]  # fmt: skip


@given(st.lists(st.lists(cells, max_size=6)), st.booleans())
def test_rows_of_any_width_are_read_one_after_the_other(
    rows: list[list[object]], wide: bool
) -> None:
    """As a sheet gives them, all four cells wide, and as anybody else may."""
    sheet: list[Sequence[object]] = [["kind", KIND], *LINES, *rows]
    if wide:
        sheet = [[*row, "", "", "", ""][:4] for row in sheet]
    sent, aside, odd = [], [], None
    for row in sheet[1 + len(LINES) :]:
        kind, project, field, text, *_ = (*map(str, row), "", "", "", "")
        if not any(map(str, row)) or odd is not None:
            continue
        if kind in ("issued", "given", "disputed"):
            sent.append(Issued(project, field, text, kind != "given", kind == "disputed"))
        elif kind == "aside":
            aside.append(Issued(project, field, text))
        else:
            odd = kind
    found: list[Identity | None] = []
    assert raised(lambda: found.append(parse_identity(sheet))) == odd
    if odd is None:
        (identity,) = found
        assert identity is not None
        assert (identity.snapshot, identity.aside) == (tuple(sent), tuple(aside))
