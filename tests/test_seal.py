"""The printed token: what it says comes back, and a damaged one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.identity import seal as seals
from xlperf.identity.seal import OwnSheet, Seal, parse_seal, without_seals

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(form=texts, version=texts, year=st.integers(1990, 2199), unit=texts,
       number=st.integers(1, 99), project=texts, sheet=texts)  # fmt: skip
def test_what_it_says_comes_back(**said: object) -> None:
    seal = Seal.model_validate(said)
    assert parse_seal(str(seal)) == seal
    assert parse_seal(f"表单标识 {seal} （请勿删改）") == seal
    assert without_seals(f"表单标识 {seal}") == "表单标识"
    assert seal.of_workbook() == seal.model_copy(update={"project": "", "sheet": ""})


@given(place=st.integers(0, 200), sign=st.sampled_from("0A|x"))
def test_a_changed_token_is_none(place: int, sign: str) -> None:
    seal = Seal(form="hebei-2023", version="1", year=2023, unit="125001", project="P1")
    text = str(seal)
    changed = text[: place % len(text)] + sign + text[place % len(text) + 1 :]
    assert parse_seal(changed) in (None, seal)


def test_tokens_of_sheets_that_are_filled_in_are_spelled_as_ever() -> None:
    seal = Seal(form="hebei-2023", version="1", year=2023, unit="125001", project="P1")
    assert str(seal) == "xlperf|hebei-2023|1|2023|125001|1|P1|VN8Z"
    guide = str(seal.of_sheet(OwnSheet.GUIDE))
    assert guide.startswith("xlperf|hebei-2023|1|2023|125001|1||guide|")


@pytest.mark.parametrize("text", ["", "xlperf", "xlperf|a|b", "本表检查：通过"])
def test_other_text_is_none(text: str) -> None:
    assert parse_seal(text) is None


def test_a_long_token_is_read_like_any_and_not_remembered() -> None:
    long = Seal(form="hebei-2023", version="1", year=2023, unit="9" * 300)
    before = seals._said.cache_info().currsize
    assert [parse_seal(str(long)) for _ in range(2)] == [long, long]
    assert seals._said.cache_info().currsize == before


def test_what_was_read_once_is_known_with_its_check_alone() -> None:
    true = str(Seal(form="hebei-2023", version="1", year=2023, unit="125001", project="P2"))
    assert parse_seal(true) is parse_seal(f"（{true}）")
    assert parse_seal(f"{true[:-1]}{'0' if true[-1] != '0' else '1'}") is None
