"""Identity: what a workbook knows of itself, through its rows of text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parts import samples
from xlperf.budget.nouns import Project, Unit
from xlperf.form.form import Form
from xlperf.identity.identity import Identity, Issued, Sent, parse_identity, snapshot

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
