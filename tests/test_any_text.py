"""Whatever stands in a text: it is read without a fault, and the sum of its signs holds."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts.texts import ABOVE, HEAD, HEADING, ROW, lines, sums, table, told, word_file
from xlperf import read_text
from xlperf.publishing.texts.pieces import signs_of

FORM = "hebei-2023"
WORDS = (
    *ABOVE, *HEADING, *ROW, *(each for row in HEAD for each in row), "第一部分 部门整体绩效目标",
    "第二部分", "目 录", "一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施", "— 3 —", "12",
    "（一）、讲座绩效目标：", "1.第一件。", "讲座绩效目标表.....7", "甲局2023年部门预算绩效文本",
    "甲局编制", "125002 乙局", "1,0 38.03", "没有句号的话", "做完了。", " ", "",
)  # fmt: skip
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.sampled_from(WORDS)
some_lines = st.lists(st.lists(words, min_size=1, max_size=7).map("\t".join), max_size=25)


@MANY
@given(some_lines, st.booleans())
def test_plain_text_of_any_lines_has_its_sum(given_lines: list[str], has_table: bool) -> None:
    text = "\n".join(given_lines) + ("\n" + lines() if has_table else "")
    if not text.strip():
        return
    filled = read_text(text.encode(), FORM, name="any.txt")
    whole, taken, left = sums(filled)
    assert whole == signs_of(text)
    assert whole == taken + left
    assert left >= 0
    assert told(filled, "text.lost") == []


@MANY
@given(st.lists(st.lists(st.lists(words, min_size=1, max_size=7), max_size=12), max_size=4))
def test_word_tables_of_any_cells_have_their_sum(tables: list[list[list[str]]]) -> None:
    filled = read_text(word_file("".join(map(table, tables))), FORM, name="any.docx")
    whole, taken, left = sums(filled)
    assert whole == sum(signs_of(cell) for rows in tables for row in rows for cell in row)
    assert whole == taken + left
    assert left >= 0


@MANY
@given(some_lines)
def test_what_is_taken_is_what_the_text_says(given_lines: list[str]) -> None:
    """No value of a project is anything that does not stand in the text."""
    text = "\n".join(given_lines) + "\n" + lines()
    for each in read_text(text.encode(), FORM).projects:
        for value in (each.project.name, each.project.purpose, each.project.goal):
            assert "".join(value.split()) in "".join(text.split())
