"""Names for sheets and files from any text a project or unit may be called."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.sheet.names import file_name, sheet_name, sheet_names, unique_names

RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in range(10))}
names = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "'", "a/b", "[x]:*?", "History", "CON", "con.txt", "NUL ", "...", "~$a",
                     "长" * 300, "😀" * 40, "a\nb", "\x00", "AUX.2023", "LPT¹"]),
)  # fmt: skip


def is_legal_sheet(name: str) -> bool:
    return (
        0 < len(name.encode("utf-16-le")) // 2 <= 31
        and not set(name) & set("[]:*?/\\")
        and not name.startswith("'")
        and not name.endswith("'")
        and name.casefold() != "history"
        and not any(unicodedata.category(sign) == "Cc" for sign in name)
    )


@given(st.lists(names, max_size=30))
def test_any_projects_get_legal_sheet_names_of_their_own(given_names: list[str]) -> None:
    made = list(sheet_names(given_names))
    assert len(made) == len(given_names)
    assert all(map(is_legal_sheet, made)), made
    assert len({name.casefold() for name in made}) == len(made)


@given(names, st.lists(names, max_size=3))
def test_any_title_gets_a_legal_sheet_name(title: str, taken: list[str]) -> None:
    made = sheet_name(title, taken)
    assert is_legal_sheet(made), made
    assert made.casefold() not in {each.casefold() for each in taken}


@given(names, names)
def test_any_unit_gets_a_file_name_windows_and_linux_take(code: str, name: str) -> None:
    made = file_name(code, name)
    stem = made.removesuffix(".xlsx")
    assert stem
    assert not set(made) & set('<>:"/\\|?*')
    assert all(ord(sign) > 31 for sign in made)
    assert stem == stem.strip(" .")
    assert stem.partition(".")[0].strip().upper() not in RESERVED
    assert len(made.encode()) <= 240
    assert not made.startswith("~$")


@given(st.lists(names, max_size=20))
def test_file_names_never_meet_whatever_their_case(given_names: list[str]) -> None:
    made = list(unique_names(file_name("", name) for name in given_names))
    folded = [unicodedata.normalize("NFC", name.casefold()) for name in made]
    assert len(set(folded)) == len(folded)


@pytest.mark.parametrize(
    ("code", "name", "made"),
    [
        ("125001", "社区办", "125001 社区办.xlsx"),
        ("", "CON", "_CON.xlsx"),
        ("125001", "a/b:c", "125001 a／b：c.xlsx"),
        ("", "", "_.xlsx"),
    ],
)
def test_a_file_is_called_as_people_would(code: str, name: str, made: str) -> None:
    assert file_name(code, name) == made
