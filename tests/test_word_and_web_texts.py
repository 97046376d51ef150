"""Word files and web pages: merged cells are read once, and what nobody sees is no answer."""

import pytest

from parts.texts import (
    ABOVE,
    HEAD,
    HEADING,
    OFFICE,
    ROW,
    WORD,
    cell,
    lines,
    paragraph,
    project_in_word,
    sums,
    table,
    told,
    word_file,
)
from xlperf import read_text
from xlperf.budget.nouns import Project
from xlperf.reading.filled import Filled

FORM = "hebei-2023"
SPANNED = (
    (cell("项目编码"), cell(HEAD[0][1], width=2), cell("项目名称"), cell("讲座", width=3)),
    (cell("预算规模及资金用途", above="restart"), *map(cell, HEAD[1][1:])),
    (cell("", above="continue"), cell("讲课费", width=6)),
    (cell("资金支出计划（%）", above="restart"), cell("3月底", width=2),
     *map(cell, ("6月底", "10月底")), cell("12月底", width=2)),
    (cell("", above="continue"), cell("25%", width=2), *map(cell, ("50%", "75%")),
     cell("100%", width=2)),
    (cell("绩效目标"), cell("办好讲座", width=6)),
)  # fmt: skip


def of(body: str, **given: str) -> Filled:
    """A Word file with this body, read."""
    return read_text(word_file(body, **given), FORM)  # type: ignore[arg-type]


def one(body: str) -> Project:
    """Its one project."""
    (project,) = of(body)
    return project


def test_merged_cells_are_read_once_and_june_is_not_march() -> None:
    project = one(project_in_word(head=SPANNED))
    assert [point.percent for point in project.plan] == [25, 50, 75, 100]
    assert (project.purpose, project.goal) == ("讲课费", "办好讲座")
    assert (project.budget, project.other) == (30, None)


def test_a_first_level_over_several_rows_is_that_of_each() -> None:
    rows = [
        (cell("产出指标", above="restart"), *map(cell, ROW[1:])),
        (cell("", above="continue"), *map(cell, ("质量指标", *ROW[2:]))),
    ]
    project = one(project_in_word(rows, SPANNED))
    assert [(each.level1, each.level2) for each in project.indicators] == [
        ("产出指标", "数量指标"), ("产出指标", "质量指标"),
    ]  # fmt: skip


def test_head_and_indicators_in_two_tables_are_one_project() -> None:
    again = table([HEADING, ("", "质量指标", *ROW[2:])])
    body = "".join(map(paragraph, ABOVE)) + table(SPANNED) + paragraph("") + table([HEADING, ROW])
    project = one(body + paragraph(" ") + again)
    assert [each.level2 for each in project.indicators] == ["数量指标", "质量指标"]


def test_a_cell_of_several_paragraphs_keeps_its_lines() -> None:
    goal = cell("办好讲座", width=6).replace(
        "</w:p></w:tc>", "</w:p>" + paragraph("送书") + "</w:tc>"
    )
    project = one(project_in_word(head=(*SPANNED[:5], (cell("绩效目标"), goal))))
    assert project.goal == "办好讲座\n送书"


def test_tabs_and_line_ends_inside_a_run_are_kept_and_tab_stops_are_none() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="right" w:pos="99"/></w:tabs></w:pPr>'
    line = paragraph("第二行", inside=f"{stops}<w:r><w:t>第一行</w:t><w:br/></w:r>")
    goal = f'<w:tc><w:tcPr><w:gridSpan w:val="6"/></w:tcPr>{line}</w:tc>'
    project = one(project_in_word(head=(*SPANNED[:5], (cell("绩效目标"), goal))))
    assert project.goal == "第一行\n第二行"


def test_hidden_text_is_no_answer_and_is_left_over() -> None:
    rows = [(*map(cell, ROW[:6]), cell("暗的", run="<w:vanish/>"))]
    filled = of(project_in_word(rows, SPANNED))
    assert filled.projects[0].project.indicators[0].basis == ""
    assert told(filled, "text.hidden") == ["|1"]
    assert sums(filled)[2] == len("暗的")


def test_text_that_is_switched_off_being_hidden_is_read() -> None:
    rows = [(*map(cell, ROW[:6]), cell("明的", run='<w:vanish w:val="0"/>'))]
    assert one(project_in_word(rows, SPANNED)).indicators[0].basis == "明的"


def test_what_is_struck_out_in_a_table_is_refused() -> None:
    head = (SPANNED[0], (*SPANNED[1][:2], cell("30.00", run="<w:strike/>"), *SPANNED[1][3:]),
            *SPANNED[2:])  # fmt: skip
    filled = of(project_in_word(head=head))
    assert filled.projects[0].project.budget is None
    assert [each.split("!")[1] for each in told(filled, "value.struck")] == ["C5|30.00"]
    assert sums(filled)[2] == len("30.00")


def test_what_was_deleted_under_tracking_is_not_read_and_what_was_put_in_is() -> None:
    tracked = (
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
    )
    goal = f'<w:tc><w:tcPr><w:gridSpan w:val="6"/></w:tcPr>{paragraph("目标", tracked)}</w:tc>'
    filled = of(project_in_word(head=(*SPANNED[:5], (cell("绩效目标"), goal))))
    assert filled.projects[0].project.goal == "新目标"
    assert told(filled, "text.tracked") == ["|2"]


def test_text_boxes_and_footnotes_are_left_over_with_their_place() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框里的话')}</w:txbxContent></w:pict></w:r>"
    notes = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{paragraph("脚注的话")}</w:footnote>'
        "</w:footnotes>"
    )
    relation = f'<Relationship Id="r5" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
    body = paragraph("", box) + project_in_word(head=SPANNED)
    filled = read_text(word_file(body, {"word/footnotes.xml": notes}, relations=relation), FORM)
    left = " ".join(told(filled, "text.left-over"))
    assert "框里的话" in left
    assert "脚注的话" in left
    assert sums(filled)[2] == 8
    assert len(filled.projects) == 1


def test_a_page_number_in_a_footer_is_taken_and_a_running_title_is_told() -> None:
    footer = f'<w:ftr xmlns:w="{WORD}">{paragraph("— 1 —")}{paragraph("内部资料")}</w:ftr>'
    relation = f'<Relationship Id="r5" Type="{OFFICE}/footer" Target="footer1.xml"/>'
    filled = read_text(
        word_file(project_in_word(head=SPANNED), {"word/footer1.xml": footer}, relation), FORM
    )
    assert sums(filled)[2] == len("内部资料")


def test_pictures_and_numbers_word_makes_are_told() -> None:
    listed = paragraph("只有编号的话", "<w:pPr><w:numPr/></w:pPr>")
    picture = '<w:p><w:r><a:blip xmlns:a="urn:a"/></w:r></w:p>'
    filled = of(project_in_word(head=SPANNED) + listed + picture)
    assert told(filled, "text.numbered") == ["|1"]
    assert told(filled, "text.pictures") == ["|1"]


def test_a_table_inside_a_table_is_told_and_read_by_itself() -> None:
    inner = f"<w:tc>{table([('甲', '乙')])}<w:p/></w:tc>"
    filled = of(project_in_word([(*map(cell, ROW[:6]), inner)], SPANNED))
    assert told(filled, "text.nested-table") == ["|1"]
    whole, taken, left = sums(filled)
    assert whole == taken + left
    assert left == 2


def test_a_remark_below_a_table_is_left_over() -> None:
    filled = of(project_in_word(head=SPANNED) + paragraph("注：以上为初稿。"))
    assert told(filled, "text.left-over") == ["第4段|注：以上为初稿。"]


def test_a_title_that_calls_its_project_otherwise_is_told() -> None:
    body = project_in_word(head=SPANNED)
    assert told(of(body), "text.title") == []
    other = of(body.replace("1.讲座绩效", "1.讲座活动绩效"))
    assert [each.split("|")[1] for each in told(other, "text.title")] == ["讲座活动"]


PAGE = """<!DOCTYPE html><html><head><title>不算</title><style>p {{}}</style></head><body>
<table><tr><td><p>1.讲座绩效目标表</p><p>125001 甲局本级<br>单位：万元</p>
<table border=1>{rows}</table></td></tr></table>
<p style="display: none">藏起来的</p><script>var a = "不算";</script></body></html>"""
WEB_HEAD = f"""<tr><td>项目编码<td colspan=2>{HEAD[0][1]}<td>项目名称<td colspan=3>讲座
<tr><td rowspan=2>预算规模及资金用途<td>预算数<td>30.00<td>其中：财政资金<td>30.00<td>其他资金<td>
<tr><td colspan=6>讲课费
<tr><td rowspan=2>资金支出计划（%）<td colspan=2>3月底<td>6月底<td>10月底<td colspan=2>12月底
<tr><td colspan=2>25%<td>50%<td>75%<td colspan=2>100%
<tr><td>绩效目标<td colspan=6><p>办好讲座</p><p>送书</p>
<tr><th>一级指标<th>二级指标<th>三级指标<th colspan=2>绩效指标描述<th>指标值<th>指标值确定依据
<tr><td rowspan=2>产出指标<td>数量指标<td>讲座场次<td colspan=2>全年&nbsp;场次<td>≥12 场<td>计划
<tr><td>质量指标<td>满意率<td colspan=2>满意<td>≥95%<td>问卷"""


def web(rows: str = WEB_HEAD, encoding: str = "utf-8") -> Filled:
    """A web page with a table, read."""
    page = PAGE.format(rows=rows)
    if encoding != "utf-8":
        page = page.replace("<head>", f'<head><meta charset="{encoding}">')
    return read_text(page.encode(encoding), FORM)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030"])
def test_a_table_of_a_web_page_is_read_by_what_its_cells_span(encoding: str) -> None:
    (project,) = web(encoding=encoding)
    assert [point.percent for point in project.plan] == [25, 50, 75, 100]
    assert project.goal == "办好讲座\n送书"
    assert [(each.level1, each.level2) for each in project.indicators] == [
        ("产出指标", "数量指标"), ("产出指标", "质量指标"),
    ]  # fmt: skip


def test_what_a_page_hides_is_told_and_what_it_runs_is_no_text() -> None:
    filled = web()
    assert told(filled, "text.hidden") == ["|1"]
    assert sums(filled)[2] == len("藏起来的")


def test_a_page_that_nests_without_end_has_its_verdict() -> None:
    page = "<html>" + "<div>" * 20_000 + "深" + "</div>" * 20_000
    filled = read_text(page.encode(), FORM)
    assert sums(filled) == (1, 0, 1)


def test_spans_no_page_has_are_bounded() -> None:
    filled = web(WEB_HEAD.replace("colspan=6", "colspan=99999").replace("rowspan=2", "rowspan=0"))
    whole, taken, left = sums(filled)
    assert whole == taken + left


def test_text_word_and_web_say_the_same() -> None:
    said = [
        read_text(content, FORM, name="t").projects
        for content in (lines().encode(), word_file(project_in_word()))
    ]
    assert [each.project for each in said[0]] == [each.project for each in said[1]]
