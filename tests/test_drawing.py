"""Drawings: text that becomes merged cells, labels, and cells to fill."""

import pytest

from xlperf.form.drawing import DrawingError, Kind, parse_drawing
from xlperf.sheet.address import Box


def test_equal_text_in_neighbouring_cells_is_one_merged_cell() -> None:
    drawing = parse_drawing("""
        | 名称 | {name}   | {name}  |
        | 金额 | {budget} | 备注    |
        | 金额 | 说明     | {extra.note} |
    """)
    assert [(str(b.box), b.kind, b.text) for b in drawing.blocks] == [
        ("A1", Kind.LABEL, "名称"),
        ("B1:C1", Kind.FIELD, "name"),
        ("A2:A3", Kind.LABEL, "金额"),
        ("B2", Kind.FIELD, "budget"),
        ("C2", Kind.LABEL, "备注"),
        ("B3", Kind.LABEL, "说明"),
        ("C3", Kind.FIELD, "extra.note"),
    ]


def test_a_label_above_the_whole_cell_governs_before_one_on_the_left() -> None:
    drawing = parse_drawing("""
        | 支出计划 | 3月底      | 6月底      |
        | 支出计划 | {plan.mar} | {plan.jun} |
        | 目标     | {goal}     | {goal}     |
    """)
    governed = {b.text: drawing.governor(b) for b in drawing.fields()}
    assert {name: (label.text, above) for name, (label, above) in governed.items()} == {
        "plan.mar": ("3月底", True),
        "plan.jun": ("6月底", True),
        "goal": ("目标", False),
    }


def test_a_field_is_split_into_columns_and_all_else_grows_over_them() -> None:
    drawing = parse_drawing("""
        | 名称 | {name}  | {name}  |
        | 项   | 值      | 依据    |
        | [level3] | [value] | [basis] |
    """).split({"value": ["sign", "number", "unit"]})
    boxes = {b.text: str(b.box) for b in drawing.blocks}
    assert drawing.columns == 5
    assert boxes["name"] == "B1:E1"
    assert boxes["值"] == "B2:D2"
    assert [boxes[n] for n in ("sign", "number", "unit", "basis")] == ["B3", "C3", "D3", "E3"]


def test_a_wide_field_is_split_within_its_own_columns() -> None:
    drawing = parse_drawing("""
        | 项       | 值      | 值      | 值      | 值 |
        | [level3] | [value] | [value] | [value] | [value] |
    """).split({"value": ["sign", "number", "unit"]})
    boxes = {b.text: b.box for b in drawing.blocks}
    assert drawing.columns == 5
    assert [boxes[n] for n in ("sign", "number", "unit")] == [
        Box(1, 1, 1, 1), Box(1, 2, 1, 2), Box(1, 3, 1, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        ("", "drawing.empty", 1, 1),
        ("| 名称 | {name} |\n名称", "drawing.no-table", 2, 1),
        ("| 名称 | {name} |\n| 金额 |", "drawing.ragged", 2, 1),
        ("| 甲 | 甲 |\n| 甲 | {name} |", "drawing.no-rectangle", 1, 1),
        ("| 甲 | {name} | 乙 | {name} |", "drawing.twice", 1, 4),
        ("| 甲 | {name} |\n| 乙 | [name] |", "drawing.twice", 2, 2),
        ("| 甲 | {name} | 甲： | {code} |", "drawing.label-twice", 1, 3),
        ("| 甲 | {Name} |", "drawing.bad-field", 1, 2),
        ("| 甲 | {name |", "drawing.bad-field", 1, 2),
        ("| 甲 | 乙 |\n| [level1] | {name} |", "drawing.mixed-row", 2, 2),
        ("| 甲 |\n| [level1] |\n| [level1] |", "drawing.mixed-row", 2, 1),
        ("| {name} | 甲 |", "drawing.no-label", 1, 1),
        ("| 金额 | {budget} | {fiscal} |", "drawing.shared-label", 1, 3),
        ("| 金额 | 金额 |\n| {budget} | {fiscal} |", "drawing.shared-label", 2, 2),
    ],
)
def test_a_mistake_names_its_row_and_cell(text: str, code: str, row: int, column: int) -> None:
    with pytest.raises(DrawingError) as caught:
        parse_drawing(text)
    assert (caught.value.code, caught.value.row, caught.value.column) == (code, row, column)


@pytest.mark.parametrize("parts", [{"other": ["a"]}, {"name": []}])
def test_only_what_is_drawn_can_be_split(parts: dict[str, list[str]]) -> None:
    with pytest.raises(DrawingError) as caught:
        parse_drawing("| 甲 | {name} |").split(parts)
    assert caught.value.code == "drawing.split-unknown"


def test_parts_of_a_split_have_names_of_their_own() -> None:
    with pytest.raises(DrawingError) as caught:
        parse_drawing("| 甲 | {name} |").split({"name": ["sign", "sign"]})
    assert caught.value.code == "drawing.twice"
