"""Signs nobody sees make no second text of one, and every finding spells them where it quotes."""

import io
import sys
import unicodedata
from string import Formatter

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parts.rounds import answered
from xlperf import read
from xlperf.budget import Target, plain_sign, says_nothing, wording
from xlperf.findings import Finding, Level
from xlperf.findings.catalogue import entries
from xlperf.reading.filled import Filled

RETURN = answered(1)
FIRST = read(RETURN).projects[0]
UNSEEN = [
    chr(number)
    for number in range(sys.maxunicode + 1)
    if unicodedata.category(chr(number)) == "Cf"
    and not (0x600 <= number <= 0x8E2 and number != 0x61C)  # signs of Arabic numbers are seen
    and not 0x110BD <= number <= 0x1343F  # as are those of other scripts
]
NAMED = ["\u200b", "\u200c", "\ufeff", "\u00ad", "\ufe0f", "\u200e", "\u200f", "\u202a", "\u2060"]
SPACES = ["\u00a0", "\u2007", "\u202f", "\u2028", "\u205f"]
WORDS = ["质量指标", "满意度指标", "百分比", "项目编码", "≥", "13081123P000109100016", "人次"]
KANGXI = [chr(number) for number in range(0x2F00, 0x2FD6)]
ALIKE = {"А": "A", "Р": "P", "О": "O", "Ι": "I", "ο": "o", "с": "c", "З": "3", "〇": "0"}


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_every_sign_that_is_not_seen_falls_away(sign: str) -> None:
    assert wording.seen(f"质{sign}量") == "质量"
    assert wording.visible(f"质{sign}量") == f"质‹U+{ord(sign):04X}›量"


@given(st.sampled_from(WORDS), st.lists(st.tuples(st.integers(0, 30), st.sampled_from(NAMED))))
def test_a_word_is_itself_whatever_nobody_sees_in_it(
    word: str, signs: list[tuple[int, str]]
) -> None:
    odd = word
    for at, sign in signs:
        odd = odd[:at] + sign + odd[at:]
    assert wording.plain(odd) == wording.plain(word)
    assert wording.heading(odd) == wording.heading(word)
    assert wording.code(odd) == wording.code(word)
    assert plain_sign(wording.seen(odd)) == plain_sign(word)
    told = wording.visible(odd)
    assert (told == word) == (odd == word)
    assert wording.visible(told) == told


@given(st.text(st.characters(codec="gb2312", exclude_categories=["Cc"])))
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert wording.seen(text) == text
    assert wording.visible(text) == text


@pytest.mark.parametrize("radical", KANGXI)
def test_a_radical_is_the_character_unicode_says(radical: str) -> None:
    meant = unicodedata.normalize("NFKC", radical)
    assert wording.seen(radical) == meant
    assert wording.plain(f"{radical}次") == wording.plain(f"{meant}次")
    assert wording.visible(radical) == f"{radical}‹U+{ord(radical):04X}›"


def test_a_radical_that_only_looks_like_one_is_told_and_not_folded() -> None:
    assert wording.plain("\u2ea0生") != wording.plain("民生")
    assert "U+2EA0" in wording.visible("\u2ea0生")


@pytest.mark.parametrize(("sign", "letter"), ALIKE.items())
def test_a_letter_that_only_looks_the_same_is_another_code(sign: str, letter: str) -> None:
    assert wording.code(f"1308{sign}1") != wording.code(f"1308{letter}1")
    assert wording.alike(f"1308{sign}1") == f"1308{letter}1"
    assert f"U+{ord(sign):04X}" in wording.spelled_letters(f"1308{sign}1")
    assert wording.spelled_letters(f"1308{letter}1") == ""


@pytest.mark.parametrize("odd", ["１３０８Ｐ", "𝟏𝟑𝟎𝟖𝐏", "1308p", "13 08P", "13\u200b08\u00a0P"])
def test_one_code_in_another_width_or_font(odd: str) -> None:
    assert wording.code(odd) == "1308P"


@pytest.mark.parametrize("odd", ["①308P", "1308Ⅷ", "13⁰8P"])
def test_a_sign_that_only_means_a_figure_is_none(odd: str) -> None:
    assert wording.code(odd) != "1308P"
    assert not wording.code(odd).isascii()


@pytest.mark.parametrize("code", ["value.number", "indicators.unit-unknown", "issued.changed"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("sign", [*NAMED, *SPACES])
def test_every_finding_spells_them(code: str, lang: str, sign: str) -> None:
    values = {"expected": f"百分比{sign}", "known": f"个{sign}", "label": "a"}
    told = Finding(code, Level.ERROR, found=f"30{sign}", values=values)
    assert f"30‹U+{ord(sign):04X}›" in told.message(lang)  # type: ignore[arg-type]
    assert sign not in told.message(lang) + told.fix(lang)  # type: ignore[arg-type]
    assert told.found == f"30{sign}"  # a program gets it as it stands


def test_no_finding_of_the_catalogue_shows_them_raw() -> None:
    for code, entry in entries("finding").items():
        texts = [entry[part][lang] for part in ("says", "mend") for lang in ("zh", "en")]
        names = {name for text in texts for name in _names(text)}
        told = Finding(code, Level.ERROR, found="\u200b", values=dict.fromkeys(names, "\u200b"))
        assert "\u200b" not in told.message("zh") + told.message("en") + told.fix("zh")


def _names(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name and name != "found"]


def typed(**values: str) -> Filled:
    """The return with fields of its first project typed anew."""
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    for path, text in values.items():
        cell = FIRST.where[path.replace("__", ".")]
        book[FIRST.sheet][str(cell)].value = text
    kept = io.BytesIO()
    book.save(kept)
    return read(kept.getvalue())


def codes(filled: Filled) -> set[str]:
    """What is told, but for what is told of every copy that a program saved."""
    return {each.code for each in filled.findings}


ROW = next(
    number for number, row in enumerate(FIRST.project.indicators) if row.target.number is not None
)
UNIT, SIGN = FIRST.project.indicators[ROW].target.unit, FIRST.project.indicators[ROW].target.sign


@pytest.mark.parametrize("sign", [*NAMED, *SPACES])
def test_a_level_a_unit_and_a_sign_are_known_with_them(sign: str) -> None:
    row, at = FIRST.project.indicators[ROW], f"indicators__{ROW}__"
    texts = {
        f"{at}level1": f"{sign}{row.level1}",
        f"{at}level2": f"{row.level2[:2]}{sign}{row.level2[2:]}",
        f"{at}unit": f"{UNIT}{sign}", f"{at}sign": f"{SIGN}{sign}",
    }  # fmt: skip
    filled = typed(**texts)
    read_row = filled.projects[0].project.indicators[ROW]
    assert (read_row.level1, read_row.level2) == (row.level1, row.level2)
    assert (read_row.target.sign, read_row.target.unit.strip()) == (SIGN, UNIT)
    assert not [each for each in filled.findings if each.level is Level.ERROR]
    assert "value.spelling" in codes(filled)


@pytest.mark.parametrize("sign", NAMED)
def test_a_code_is_known_with_them(sign: str) -> None:
    code = FIRST.project.code
    filled = typed(code=f"{sign}{code[:6]}{sign}{code[6:]}")
    assert filled.projects[0].project.code == code
    assert not [each for each in filled.findings if each.level is Level.ERROR]


@pytest.mark.parametrize("letter", ["Р", "Ρ"])
def test_a_code_with_letters_that_look_the_same_is_told_at_its_cell(letter: str) -> None:
    filled = typed(code=FIRST.project.code.replace("P", letter))
    (told,) = [each for each in filled.findings if each.code == "value.look-alike"]
    assert told.place.cell == str(FIRST.where["code"])
    assert f"U+{ord(letter):04X}" in told.message()
    assert filled.is_blocked


@pytest.mark.parametrize("text", ["\u200b", "\ufeff \u200d", "\u2800", "\u3164", "\uffa0\u115f"])
def test_a_cell_with_nothing_but_unseen_signs_is_blank(text: str) -> None:
    assert "required.blank" in codes(typed(goal=text))


def test_an_ordinary_return_tells_nothing_of_it() -> None:
    assert not {"value.spelling", "value.look-alike"} & codes(read(RETURN))


@pytest.mark.parametrize(
    ("raw", "sign", "unit"),
    [
        ("\ufeff≥95 百分\u200b比", "≥", "百分比"),
        ("＜=3 天", "≤", "天"),
        ("≥95‎ 百分比", "≥", "百分比"),
    ],
)
def test_a_glued_target_is_taken_apart_all_the_same(raw: str, sign: str, unit: str) -> None:
    target = Target.parse(raw)
    assert (target.sign, target.unit, target.raw) == (sign, unit, raw)


def test_a_figure_with_something_unseen_between_its_digits_is_none() -> None:
    assert Target.parse("≥9\u200b5 个").number is None


def test_nothing_is_nothing_with_them_too() -> None:
    assert says_nothing("\u200b无\ufeff")
    assert not says_nothing("\u200b")
