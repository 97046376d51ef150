"""The looks of every cell the library makes: one palette, so that all sheets are of one hand."""

from collections.abc import Mapping
from dataclasses import replace

from ..budget import MoneyUnit
from .workbook import Style

ASKED = "FFF9E5"
"""The tint of a cell that asks to be filled."""
ISSUED = "F2F2F2"
"""The tint of a cell the master budget filled in."""
HEADING = "DCE6F1"
WRONG = "F8CBAD"
MISSING = "FFE699"
DISPUTED = "F4B183"
"""The tint of a cell of which the unit says one thing and the master budget another."""
CHANGED = "D9D2E9"
"""The tint of a cell that was changed since the issue before."""
MOST_PLACES = 9
"""A figure is shown with so many decimals at most."""
GREEN, RED, GREY, BLUE = "2E7D32", "C00000", "7F7F7F", "0563C1"


_LATIN = "Arial"
"""Every office machine has it, or one of the same widths."""


def text_font(lang: str) -> str:
    """The font of what has no look of its own, in a workbook of one language."""
    return _LATIN if lang == "en" else Style().font


def in_language(styles: Mapping[str, Style], lang: str) -> Mapping[str, Style]:
    """The styles as a workbook of one language has them: what 黑体 sets apart, Arial has bold."""
    if lang != "en":
        return styles
    return {
        name: replace(style, font=_LATIN, bold=style.bold or style.font != Style().font)
        for name, style in styles.items()
    }


def palette(money: MoneyUnit) -> Mapping[str, Style]:
    """All styles by name. `asked.*` cells are unlocked; `issued.*` came from the master.

    `disputed.*` cells hold the unit's word against the master's, and are open.
    """
    amount = "#,##0." + "0" * money.places if money.places else "#,##0"
    box = Style(border=True, wrap=True, indent=1)
    middle = replace(box, across="center", indent=0)
    figure = replace(box, across="right", wrap=False)
    kinds = {
        "text": box,
        "code": replace(middle, number="@"),
        "choice": middle,
        "money": replace(figure, number=amount),
        "percent": replace(middle, number="0%"),
        "number": replace(middle, number="General"),
        "count": replace(middle, number="#,##0"),
        "date": replace(middle, number="yyyy-mm-dd"),
        "target": box,
    }
    for places in range(MOST_PLACES + 1):
        decimals = "." + "0" * places if places else ""
        kinds[f"number.{places}"] = replace(middle, number=f"#,##0{decimals}")
        kinds[f"percent.{places}"] = replace(middle, number=f"0{decimals}%")
        kinds[f"money.{places}"] = replace(figure, number=f"#,##0{decimals}")
    asked = {
        f"asked.{kind}": replace(style, fill=ASKED, locked=False) for kind, style in kinds.items()
    }
    issued = {f"issued.{kind}": replace(style, fill=ISSUED) for kind, style in kinds.items()}
    disputed = {
        f"disputed.{kind}": replace(style, fill=DISPUTED, locked=False)
        for kind, style in kinds.items()
    }
    plain = {f"plain.{kind}": style for kind, style in kinds.items()}
    return {
        **asked,
        **issued,
        **disputed,
        **plain,
        **_words(box),
        **_totals(figure, middle, amount),
    }


def _words(box: Style) -> dict[str, Style]:
    """Titles, labels and everything else that is read and not filled."""
    small = Style(font="黑体", size=9, colour=GREY, across="center", wrap=True)
    label = Style(font="黑体", border=True, across="center", wrap=True)
    return {
        "shown.text": replace(box, fill=ASKED),
        "title": Style(font="黑体", size=18, across="center"),
        "line": Style(),
        "line.right": Style(across="right"),
        "check": Style(font="黑体", colour=RED),
        "label": label,
        "heading": replace(label, fill=HEADING),
        "hint": Style(size=9, colour=RED, wrap=True),
        "side": small,
        "reason": Style(size=9, fill=ASKED, wrap=True, locked=False),
        "small": Style(colour=GREY),
        "key": Style(size=8, colour=GREY, number="@"),
        "section": Style(font="黑体", size=12),
        "prose": Style(wrap=True, down="top"),
        "link": Style(border=True, colour=BLUE, underline=True, wrap=True, indent=1),
        "back": Style(colour=BLUE, underline=True, across="center"),
        "link.small": Style(border=True, colour=BLUE, underline=True, size=9),
    }


def _totals(figure: Style, middle: Style, amount: str) -> dict[str, Style]:
    """The rows that add up, and the large figures of an overview."""
    bold = replace(middle, bold=True, fill=HEADING)
    return {
        "total.text": bold,
        "total.money": replace(figure, bold=True, number=amount, fill=HEADING),
        "total.number": bold,
        "total.percent": replace(bold, number="0.0%"),
        "figure": Style(font="黑体", size=16, across="center", border=True, number="#,##0.######"),
        "date": replace(middle, number="yyyy-mm-dd"),
    }
