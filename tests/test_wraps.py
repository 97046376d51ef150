"""Lines that were broken, put together again: by what stands at their ends, and never by guess."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parts.texts import HEAD, HEADING, ROW, lines, sums, told
from xlperf import Form, read_text
from xlperf.publishing.texts.grids import laid_groups
from xlperf.publishing.texts.headings import Headings
from xlperf.publishing.texts.pieces import Paragraph, Spot, TextCell, TextFile, TextTable, signs_of
from xlperf.publishing.texts.sorting import sorted_text
from xlperf.publishing.texts.templates import counted, pattern_of, without_numbers
from xlperf.publishing.texts.wraps import joined

FORM = "hebei-2023"
CODE = re.compile("[0-9]{8}[A-Z][0-9]{6}[0-9]{5}[0-9A-Z]")


@pytest.mark.parametrize(
    ("given_lines", "text"),
    [
        (["指标值确定", "依据"], "指标值确定依据"),
        (["≥95 百", "分比"], "≥95 百分比"),
        (["≥", "95 百分比"], "≥95 百分比"),
        (["60", "%"], "60%"),
        (["综合服务站 ", "1 年"], "综合服务站 1 年"),
        (["Word ", "files"], "Word files"),
        (["2023", "年"], "2023年"),
        (["", "  ", "一"], "一"),
        ([], ""),
    ],
)
def test_beside_han_signs_and_units_nothing_stands_between(
    given_lines: list[str], text: str
) -> None:
    assert joined(given_lines, CODE) == (text, "", ())


@pytest.mark.parametrize("cut", [["Micro", "soft"], ["共 20", "23 项"], ["3.", "5个"]])
def test_between_latin_or_digits_it_is_told(cut: list[str]) -> None:
    whole = joined(cut, CODE)
    assert whole.text == "".join(cut)
    assert [each.code for each in whole.told] == ["text.wrap-unclear"]
    assert whole.doubt == ""


@pytest.mark.parametrize("cut", [["1,0", "38.03"], ["30.", "00"], ["12", "0"], ["¥1", "2"]])
def test_inside_a_figure_it_is_refused(cut: list[str]) -> None:
    assert joined(cut, CODE).doubt == "text.figure-cut"


def test_inside_a_code_it_is_joined_and_held_to_its_shape() -> None:
    assert joined(["13081123P0001121000", "1M"], CODE) == ("13081123P00011210001M", "", ())
    other = joined(["13081123P000112100", "1M"], CODE)
    assert [each.code for each in other.told] == ["text.wrap-unclear"]


@given(st.text("预算绩效，。1a .%\n", max_size=30), st.sets(st.integers(0, 30)))
def test_no_sign_is_lost_wherever_lines_are_broken(text: str, ends: set[int]) -> None:
    cuts = sorted(each for each in ends if each < len(text))
    pieces = [text[i:j] for i, j in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert signs_of(joined(pieces).text) == signs_of(text)


def test_a_broken_code_in_a_table_has_its_check_character_held_against_it() -> None:
    wrong = lines().replace("13081123P000109100016", "13081123P00010910001 7")
    codes = {each.code for each in read_text(wrong.encode(), FORM).findings}
    assert "code.check" in codes
    right = lines().replace("13081123P000109100016", "13081123P00010910001 6")
    filled = read_text(right.encode(), FORM)
    assert "code.check" not in {each.code for each in filled.findings}
    assert [each.code for each in filled] == ["13081123P000109100016"]


def test_where_labels_came_out_whole_spaces_are_what_people_typed() -> None:
    typed = ("产出指标", "数量指标", "讲座 场次", "", "", "≥12 场", "计划")
    (project,) = read_text(lines(typed).encode(), FORM)
    assert project.indicators[0].level3 == "讲座 场次"
    assert project.indicators[0].target.raw == "≥12 场"


def test_where_labels_were_broken_spaces_are_taken_out_and_told() -> None:
    broken = lines(("产出指标", "数量指标", "讲座 场次", "", "", "≥12 场", "计划"))
    broken = broken.replace("指标值确定依据", "指标值确定 依据")
    filled = read_text(broken.encode(), FORM)
    (project,) = filled
    assert project.indicators[0].level3 == "讲座场次"
    assert project.indicators[0].target.raw == "≥12 场"  # between scripts no label says anything
    assert len(told(filled, "text.spaces-taken")) == 1
    by_scripts = read_text(broken.replace("3月底", "3 月底").encode(), FORM)
    (project,) = by_scripts
    assert project.indicators[0].target.raw == "≥12场"


def test_a_space_between_words_is_never_taken_out() -> None:
    broken = lines(("产出指标", "数量指标", "Word files", "", "", "≥12 场", "计划"))
    broken = broken.replace("指标值确定依据", "指标值确定 依据").replace("3月底", "3 月底")
    (project,) = read_text(broken.encode(), FORM)
    assert project.indicators[0].level3 == "Word files"


def test_a_paragraph_over_a_page_goes_on_and_a_numbered_one_begins() -> None:
    text = "一、总体绩效目标\n\n做好讲座，办好图\n\n书角。\n1. 第一件。\n2. 第二件\n3. 第三件。\n"
    filled = read_text((text + lines()).encode(), FORM)
    assert filled.part
    assert filled.part.part.overall == (
        "做好讲座，办好图书角。",
        "1. 第一件。",
        "2. 第二件",
        "3. 第三件。",
    )
    assert told(filled, "text.joined") == ["第3行|做好讲座，办好图|书角。"]


def test_printed_numbers_are_taken_off_where_they_are_a_whole_row() -> None:
    assert without_numbers(["1.一", "2. 二", "3、三"]) == ["一", "二", "三"]
    assert without_numbers(["1.一", "3.二"]) == ["1.一", "3.二"]
    assert without_numbers(["1.一", "二"]) == ["1.一", "二"]
    assert without_numbers(["1.5 万元以下"]) == ["1.5 万元以下"]
    assert without_numbers(["1.2023年办讲座"]) == ["2023年办讲座"]
    assert without_numbers(["1. 2场讲座", "2. 3次会"]) == ["2场讲座", "3次会"]
    assert without_numbers(["1.2场讲座", "2.3次会"]) == ["1.2场讲座", "2.3次会"]  # or 2.3 of them
    assert without_numbers([]) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("12", 12), ("百", 100)],
)
def test_numbers_of_headings_are_counted(words: str, number: int) -> None:
    assert counted(words) == number


def test_a_template_is_read_the_other_way() -> None:
    match = pattern_of("（{number}）、{project}绩效目标：").fullmatch("（十 二）、讲座 绩效目标：")
    assert match is None  # a number has no space in it
    match = pattern_of("（{number}）、{project}绩效目标：").fullmatch("（十二） 、讲座 绩效目标 ：")
    assert match
    assert match["project"] == "讲座"


def cut_table(first: list[TextCell], rest: list[TextCell]) -> TextFile:
    """The table of one project on two pages, in columns of 60 points."""
    edges = tuple(60.0 * n for n in range(8))
    head = [
        TextCell(row, column, text)
        for row, cells in enumerate((*HEAD, HEADING))
        for column, text in enumerate(cells)
        if text
    ]
    again = [TextCell(0, column, text) for column, text in enumerate(HEADING) if text]
    one = TextTable((*head, *first), 8, Spot(1, 1), ends_page=True, edges=edges)
    two = TextTable((*again, *rest), max(c.row for c in rest) + 1, Spot(2, 1), edges=edges)
    pieces = [Paragraph("1.讲座绩效目标表", Spot(1, line=1)), one, two]
    return TextFile("", pieces, 0)


def put(first: list[TextCell], rest: list[TextCell]) -> list[list[str]]:
    """The rows of the whole table, below its heading."""
    headings = Headings.of(Form.load(FORM))
    parts = sorted_text(cut_table(first, rest), headings)
    (laid,) = laid_groups(parts.groups, headings, "zh")
    return [[str(each) for each in row if each] for row in laid.grid.rows[8:]]


def row(number: int, texts: tuple[str, ...], full: tuple[int, ...] = ()) -> list[TextCell]:
    """A row of cells, some of them full to their lower edge."""
    return [
        TextCell(number, n, text, is_full=n in full, room=0.0)
        for n, text in enumerate(texts)
        if text
    ]


def test_the_rest_of_a_cut_row_goes_to_the_row_it_was_cut_from() -> None:
    first = row(7, ("产出指标", "数量指标", "讲座场", "全年", "", "≥12 场", "年度工"), full=(2, 6))
    rest = row(1, ("", "", "次", "", "", "", "作计划"))
    assert put(first, rest) == [
        ["产出指标", "数量指标", "讲座场次", "全年", "≥12 场", "年度工作计划"]
    ]


def test_a_row_with_a_second_level_of_its_own_is_no_rest() -> None:
    first = row(7, ROW, full=(0, 1, 2, 3, 5, 6))
    rest = row(1, ("", "质量指标", "满意", "", "", "≥95", ""))
    rows = put(first, rest)
    assert ["质量指标", "满意", "≥95"] in rows
    assert [each for each in ROW if each] in rows


def test_a_row_that_had_room_left_was_not_cut() -> None:
    first = row(7, ROW, full=(1,))
    rest = row(1, ("", "", "", "", "", "", "另外的依据"))
    assert [each for each in ROW if each] in put(first, rest)


def test_a_row_cut_twice_is_whole() -> None:
    """A table in the middle with nothing but the heading and the rest of one row."""
    headings = Headings.of(Form.load(FORM))
    text = cut_table(row(7, ROW, full=(6,)), row(1, ("", "", "", "", "", "", "甲"), full=(6,)))
    middle, last = text.pieces[2], text.pieces[2]
    assert isinstance(middle, TextTable)
    assert isinstance(last, TextTable)
    cells = (*middle.cells[:-1], TextCell(1, 6, "乙"))
    pieces = [*text.pieces[:2], middle._replace(ends_page=True), last._replace(cells=cells)]
    parts = sorted_text(TextFile("", pieces, 0), headings)
    (laid,) = laid_groups(parts.groups, headings, "zh")
    assert laid.grid.rows[8][6] == "工作计划甲乙"
    assert len(laid.grid.rows) == 9


def test_the_sum_of_a_text_holds_for_what_is_put_together() -> None:
    whole, taken, left = sums(read_text(lines().encode(), FORM))
    assert (whole, left) == (signs_of(lines()), 0)
    assert taken == whole
