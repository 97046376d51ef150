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


def amount(run: str, *, after: str = "") -> Filled:
    """A Word file whose budget is 30.00 with this put before it, and this behind it."""
    said = "<w:r><w:t>30.00</w:t></w:r>"
    made = f"<w:tc><w:tcPr/><w:p>{run}{said}{after}</w:p></w:tc>"
    return of(project_in_word(head=(SPANNED[0], (*SPANNED[1][:2], made, *SPANNED[1][3:]),
                                    *SPANNED[2:])))  # fmt: skip


def with_amount(made: str) -> Filled:
    """A web page whose budget is this."""
    return web(WEB_HEAD.replace("<td>预算数<td>30.00", f"<td>预算数<td>{made}"))


def refused(filled: Filled, code: str) -> list[str]:
    """What the cells held of which this was told; no budget was taken, and the sum is right."""
    (each,) = filled.projects
    whole, taken, left = sums(filled)
    assert each.project.budget is None
    assert whole == taken + left
    assert not told(filled, "text.lost")
    return [line.rpartition("|")[2] for line in told(filled, code)]


@pytest.mark.parametrize(
    "made",
    [
        "<s>45</s>30.00",
        "<strike>45</strike>30.00",
        "<del>45</del>30.00",
        '<span style="text-decoration: line-through">45</span>30.00',
        '<span style="text-decoration-line:LINE-THROUGH"><b>45</b></span>30.00',
        "<p><s>45</s></p><p>30.00</p>",
    ],
)
def test_what_a_page_strikes_out_in_a_table_is_refused(made: str) -> None:
    filled = with_amount(made)
    assert [each.replace("\n", "") for each in refused(filled, "value.struck")] == ["4530.00"]
    assert told(filled, "text.struck") == []


@pytest.mark.parametrize("made", ["<s></s>30.00", "<u>30.00</u>", "<ins>30.00</ins>",
                                  '<b style="text-decoration: underline">30.00</b>'])  # fmt: skip
def test_other_lines_of_a_page_take_nothing_away(made: str) -> None:
    filled = with_amount(made)
    assert filled.projects[0].project.budget == 30
    assert filled.projects == web().projects


def test_a_row_that_is_struck_out_is_refused_cell_by_cell() -> None:
    struck = '<tr style="text-decoration:line-through"><td rowspan=2>预算规模'
    filled = web(WEB_HEAD.replace("<tr><td rowspan=2>预算规模", struck))
    assert refused(filled, "value.struck") == ["30.00", "30.00"]
    assert filled.projects[0].project.purpose == "讲课费"


def test_what_a_page_strikes_out_beside_its_tables_is_told_as_word_does() -> None:
    filled = web(f"{WEB_HEAD}</table><p>注：<s>旧的</s>新的</p><table>")
    assert told(filled, "text.struck") == ["|1"]
    assert "注：旧的新的" in " ".join(told(filled, "text.left-over"))


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ("30<sup>2</sup>", "302"),
        ("30<sub>2</sub>", "302"),
        ("30 <sup>2</sup>", "30 2"),
        ("<sup>2</sup>30", "230"),
        ("<sup>1</sup>", "1"),
        ("3<sup>.</sup>5", "3.5"),
        ("30<sup><b>②</b></sup>", "30②"),
        ('30<span style="vertical-align: super">2</span>', "302"),
        ("<sup>1</sup><br>30.00", "1\n30.00"),
    ],
)
def test_a_raised_figure_of_a_page_is_no_digit_of_the_one_beside_it(made: str, found: str) -> None:
    assert refused(with_amount(made), "value.raised") == [found]


@pytest.mark.parametrize("made", ["30.00<sup></sup>", '<i style="vertical-align: middle">30.00</i>',
                                  '<i style="vertical-align: baseline">30.00</i>'])  # fmt: skip
def test_figures_that_stand_on_the_line_of_a_page_are_taken(made: str) -> None:
    assert with_amount(made).projects == web().projects


@pytest.mark.parametrize("text", ["100m²", "CO₂排放", "PM₅ 35", "讲课费①"])
def test_raised_signs_that_say_the_same_in_a_row_are_taken(text: str) -> None:
    plain = {"²": "2", "₂": "2", "₅": "2.5", "①": "(1)"}
    on_page = "".join(f"<sup>{plain[each]}</sup>" if each in plain else each for each in text)
    said = "".join(plain.get(each, each) for each in text)
    (project,) = web(WEB_HEAD.replace("讲课费", on_page))
    assert project.purpose == said
    runs = "".join(
        f'<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>{plain[each]}</w:t></w:r>'
        if each in plain else f'<w:r><w:t xml:space="preserve">{each}</w:t></w:r>'
        for each in text
    )  # fmt: skip
    made = f'<w:tc><w:tcPr><w:gridSpan w:val="6"/></w:tcPr><w:p>{runs}</w:p></w:tc>'
    head = (*SPANNED[:2], (SPANNED[2][0], made), *SPANNED[3:])
    assert one(project_in_word(head=head)).purpose == said


@pytest.mark.parametrize("where", ["superscript", "subscript"])
def test_a_raised_figure_of_word_is_no_digit_of_the_one_beside_it(where: str) -> None:
    raised = f'<w:r><w:rPr><w:vertAlign w:val="{where}"/></w:rPr><w:t>2</w:t></w:r>'
    assert refused(amount(raised), "value.raised") == ["230.00"]
    assert refused(amount("", after=raised), "value.raised") == ["30.002"]
    assert refused(amount("", after=f"</w:p><w:p>{raised}"), "value.raised") == ["30.00\n2"]
    on_line = raised.replace(where, "baseline").replace(">2<", ">1<")
    assert amount(on_line).projects[0].project.budget == 130


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        (f"<caption>批准数应为 9999.99</caption>{WEB_HEAD}", "批准数应为 9999.99"),
        (f"表外的话{WEB_HEAD}", "表外的话"),
        (f"<tbody><div>表外的话</div></tbody>{WEB_HEAD}", "表外的话"),
        (WEB_HEAD.replace("<tr><td rowspan=2>预", "<tr><p>行外</p><td rowspan=2>预"), "行外"),
        (WEB_HEAD.replace("<tr><td rowspan=2>预", "<tr>行外的话<td rowspan=2>预"), "行外的话"),
        (f"<td>无行的格</td>{WEB_HEAD}", "无行的格"),
    ],
)  # fmt: skip
def test_what_stands_in_a_table_of_a_page_and_in_no_cell_is_left_over(rows: str, left: str) -> None:
    filled = web(rows)
    assert [each.project for each in filled.projects] == [each.project for each in web().projects]
    assert left in " ".join(told(filled, "text.left-over"))
    counted = len(left.replace(" ", ""))
    whole, taken, others = sums(web())
    assert sums(filled) == (whole + counted, taken, others + counted)
    assert not told(filled, "text.lost")


def test_a_caption_may_be_the_title_of_its_table_and_a_script_in_it_is_no_text() -> None:
    rows = (
        f"<caption>1.讲座绩效目标表</caption><colgroup><col></colgroup><script>1</script>{WEB_HEAD}"
    )
    page = f"<table>{rows}</table>".encode()
    filled = read_text(page, FORM)
    assert sums(filled)[2] == 0
    assert filled.projects[0].sheet.endswith("1.讲座绩效目标表")


def test_a_cell_too_wide_for_any_table_is_left_over() -> None:
    filled = web(WEB_HEAD.replace("<td>预算数<td>30.00", "<td>预算数<td colspan=300>30.00", 1))
    assert "30.00" in " ".join(told(filled, "text.left-over"))
    whole, taken, left = sums(filled)
    assert (whole, taken + left) == (sums(web())[0], whole)
    assert not told(filled, "text.lost")
    wide = web(WEB_HEAD.replace("<td>预算数<td>30.00", "<td>预算数<td colspan=1>30.00", 1))
    assert wide.projects == web().projects


@pytest.mark.parametrize(
    "made",
    [
        '<input value="30.00">',
        '<input type="text" value="30.00"/>',
        "<select><option selected>30.00</select>",
        "<textarea></textarea>",
    ],
)
def test_an_answer_in_a_field_of_a_page_is_told(made: str) -> None:
    filled = with_amount(made)
    assert filled.projects[0].project.budget is None
    assert told(filled, "text.note") == ["|1"]


def test_buttons_of_a_page_are_no_answers() -> None:
    made = '<input type="hidden" value="1"><input type="Submit"><button></button>30.00'
    filled = with_amount(made)
    assert filled.projects == web().projects
    assert told(filled, "text.note") == []


@pytest.mark.parametrize("made", ['<tr style="display:none">', "<tbody hidden><tr>"])
def test_a_row_that_a_page_does_not_show_is_no_answer(made: str) -> None:
    filled = web(WEB_HEAD.replace("<tr><td>质量指标", f"{made}<td>质量指标"))
    assert [each.level3 for each in filled.projects[0].project.indicators] == ["讲座场次"]
    hidden = ("质量指标", "满意率", "满意", "≥95%", "问卷")
    assert told(filled, "text.hidden") == [f"|{len(hidden) + 1}"]
    assert sums(filled)[2] == len("".join(hidden)) + len("藏起来的")
    assert not told(filled, "text.lost")


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FORMULA = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>1234</m:t></m:r></m:oMath>'
SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="F031"/></w:r>'


def run(text: str, properties: str) -> str:
    """A run of a Word file."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_a_formula_or_an_unknown_sign_in_a_cell_refuses_it() -> None:
    assert refused(amount(FORMULA), "text.unread-sign") == ["123430.00"]
    strict = FORMULA.replace(MATH, "http://purl.oclc.org/ooxml/officeDocument/math")
    assert refused(amount("", after=strict), "text.unread-sign") == ["30.001234"]
    assert refused(amount(f"</w:p>{FORMULA}<w:p>"), "text.unread-sign") == ["1234\n30.00"]
    assert refused(amount(SYMBOL), "text.unread-sign") == ["30.00"]
    assert told(amount(SYMBOL), "text.symbols") == ["|1"]


def test_a_formula_or_an_unknown_sign_beside_tables_leaves_them_alone() -> None:
    plain = of(project_in_word(head=SPANNED))
    beside = paragraph("注", FORMULA) + FORMULA + paragraph("注", SYMBOL)
    filled = of(project_in_word(head=SPANNED) + beside)
    assert filled.projects == plain.projects
    assert told(filled, "text.unread-sign") == told(plain, "text.unread-sign") == []
    assert sums(filled)[2] == len("1234注1234注")
    assert "1234" in " ".join(told(filled, "text.left-over"))
    assert not told(filled, "text.lost")


WHITES = ('<w:color w:val="FFFFFF"/>', '<w:color w:val="fefefe"/>', '<w:sz w:val="4"/>',
          '<w:color w:val="auto" w:themeColor="background1"/>')  # fmt: skip
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="4472C4"/>'


@pytest.mark.parametrize("look", WHITES)
def test_white_or_tiny_text_of_word_is_no_answer(look: str) -> None:
    assert refused(amount(run("1", look)), "value.unseen-run") == ["130.00"]
    filled = of(project_in_word(head=SPANNED) + f"<w:p>{run('暗的', look)}</w:p>")
    assert told(filled, "text.hidden") == ["|1"]
    assert sums(filled)[2] == len("暗的")


@pytest.mark.parametrize(
    "look",
    [
        '<w:color w:val="000000"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="FFFF00"/>',
        '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>',
        '<w:sz w:val="21"/>',
        f'<w:color w:val="FFFFFF"/>{DARK}',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
    ],
)
def test_text_of_word_that_is_seen_is_taken(look: str) -> None:
    assert amount(run("1", look)).projects[0].project.budget == 130


@pytest.mark.parametrize(
    ("ground", "is_seen"),
    [
        (DARK, True),
        (DARK.replace("4472C4", "auto"), False),
        (DARK.replace("4472C4", "FFFFFF"), False),
        (DARK.replace("clear", "nil"), False),
    ],
)
def test_white_text_is_seen_on_a_dark_cell_table_or_paragraph(ground: str, is_seen: bool) -> None:
    white = run("1", WHITES[0])
    body = project_in_word(head=(SPANNED[0], (*SPANNED[1][:2], cell("MARK"), *SPANNED[1][3:]),
                                 *SPANNED[2:]))  # fmt: skip
    made = f"<w:tc><w:tcPr>%s</w:tcPr><w:p>%s{white}<w:r><w:t>30.00</w:t></w:r></w:p></w:tc>"
    old = cell("MARK")
    bodies = (
        body.replace(old, made % (ground, "")),
        body.replace(old, made % ("", f"<w:pPr>{ground}</w:pPr>")),
        body.replace("<w:tbl>", f"<w:tbl><w:tblPr>{ground}</w:tblPr>").replace(
            old, made % ("", "")
        ),
    )
    expected = 130 if is_seen else None
    assert [one(each).budget for each in bodies] == [expected] * 3
    before = body.replace(old, made % ("", ""))
    other = before.replace("<w:tc><w:tcPr></w:tcPr>", f"<w:tc><w:tcPr>{ground}</w:tcPr>", 1)
    mark = body.replace(old, made % ("", f"<w:pPr><w:rPr>{ground}</w:rPr></w:pPr>"))
    assert [one(each).budget for each in (before, other, mark)] == [None] * 3


def part_of_word(kind: str, name: str, content: str) -> Filled:
    """A Word file with a part beside its text."""
    relation = f'<Relationship Id="r5" Type="{OFFICE}/{kind}" Target="{name}"/>'
    file = word_file(project_in_word(head=SPANNED), {f"word/{name}": content}, relation)
    return read_text(file, FORM)


def test_comments_of_a_word_file_are_told_and_a_part_without_any_is_not() -> None:
    comment = f"<w:comment>{paragraph('应为 45')}</w:comment>"
    made = f'<w:comments xmlns:w="{WORD}">%s</w:comments>'
    plain = of(project_in_word(head=SPANNED))
    for count, found in ((2, ["|2"]), (0, [])):
        filled = part_of_word("comments", "comments.xml", made % (comment * count))
        assert told(filled, "text.note") == found
        assert filled.projects == plain.projects


@pytest.mark.parametrize("kind", ["chart", "diagramData"])
def test_charts_and_diagrams_of_a_word_file_are_told(kind: str) -> None:
    filled = part_of_word(kind, "drawn.xml", "<c/>")
    assert told(filled, "text.part-unread") == ["|word/drawn.xml"]


def test_lists_and_boxes_to_choose_from_in_a_word_file_are_told() -> None:
    field = "<w:r><w:fldChar><w:ffData><w:ddList/></w:ffData></w:fldChar></w:r>"
    assert told(amount(field), "text.note") == ["|1"]
    assert told(amount(""), "text.note") == []
