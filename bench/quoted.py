"""The table as the README quotes it, in both languages, from the figures that are kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from .kept import ROOT
from .lines import LINES, TOLD, Counted, Line

Language = Literal["en", "zh"]
PAGES: Final[dict[Language, Path]] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
_START, _END = "<!-- Made by `python -m bench --keep`. -->", "<!-- So far. -->"
_CHINESE: Final = {
    "generate, records → bytes, blank": "生成空白工作簿：从数据到文件",
    "plain XlsxWriter calls, with our formulas prepared":
        "直接调用 XlsxWriter 写同样的单元格，公式也由我们备好",
    "plain XlsxWriter calls": "直接调用 XlsxWriter 写同样的单元格",
    "deflating the same parts (zipfile, level 6)": "只压缩同样的内容（zipfile，6 级）",
    "deflating the same parts at our level (3)": "只压缩同样的内容，用我们的 3 级",
    "generate, the size of the files": "生成的文件的大小",
    "XlsxWriter's, packed at level 6": "XlsxWriter 的，6 级压缩",
    "openpyxl, load a template and fill": "用 openpyxl 打开模板再填写",
    "gate and values": "入口检查并取值",
    "bare calamine, all sheets": "只用 calamine 读全部工作表",
    "read, typed, checked, as returns come": "读取交回的文件：取值、转成类型、检查",
    "openpyxl, all cells": "用 openpyxl 读全部单元格",
    "summary, 300 returns": "汇总 300 份",
    "XlsxWriter constant_memory, same cells": "XlsxWriter 的 constant_memory 写同样的单元格",
    "whole job, 300 returns as they come": "全过程：读、查、核对、汇总 300 份",
    "pandas.read_excel (calamine), six checks": "pandas.read_excel（calamine）脚本，只查六项",
    "openpyxl read-only, six checks": "openpyxl 只读模式脚本，只查六项",
    "what datamaps does": "datamaps 的做法，不检查",
    "two workers": "两个进程",
    "CPU in one process ÷ the busiest of three": "一个进程的用时 ÷ 三者中最忙的",
    "xlperf read, one file": "`xlperf read` 一个文件",
    "xlperf --help": "`xlperf --help`",
    "memory, N → 4N returns": "内存：N → 4N 份",
    "parent at its peak": "主进程的峰值",
    "collect again, unchanged": "同样的文件再收一遍",
    "the first time": "第一遍",
    "read, saved by LibreOffice": "读取 LibreOffice 存过的文件",
    "calamine itself, then pandas, six checks": "直接用 calamine、再用 pandas 的脚本，只查六项",
    "the same, all CPU of two workers": "同上，两个独立进程的全部用时",
}  # fmt: skip
_SPELLED: Final[dict[Language, dict[Counted, str]]] = {
    "en": {
        Counted.FASTER: "{} × as fast", Counted.COST: "{} × its cost", Counted.SIZE: "{} × as large"
    },
    "zh": {
        Counted.FASTER: "速度是它的 {} 倍", Counted.COST: "用时是它的 {} 倍",
        Counted.SIZE: "大小是它的 {} 倍",
    },
}  # fmt: skip
_HEADS: Final[dict[Language, tuple[str, str, str]]] = {
    "en": ("What is done", "beside", ""),
    "zh": ("做什么", "与什么比", ""),
}
_TOLD: Final[dict[Language, str]] = {
    "en": "Medians of ratios of pairs, CPU, both in turn in one run, on {day} with Python {python} "
          "and {cores} cores. Returns have two to thirteen projects and about a hundred findings.",
    "zh": "每行是成对轮流测得的 CPU 用时之比的中位数：{day}，Python {python}，{cores} 核。"
          "每份有二至十三个项目、一百来条问题。",
}  # fmt: skip


def quote(found: dict[str, Any]) -> None:
    """Put the table into both READMEs, in place of the one that stands there."""
    for lang, page in PAGES.items():
        text = page.read_text(encoding="utf-8")
        page.write_text(requoted(text, found, lang), encoding="utf-8")


def requoted(text: str, found: dict[str, Any], lang: Language) -> str:
    """A page with the table of what was found.

    Raises:
        ValueError: the page has no place for it.
    """
    before, rest = text[: text.index(_START)], text[text.index(_END) :]
    return f"{before}{quoted(found, lang)}\n{rest}"


def quoted(found: dict[str, Any], lang: Language) -> str:
    """The table in Markdown, and what it was measured on."""
    return "\n".join([_START, "", *_table(found, lang), "", _measured(found, lang), ""])


def _table(found: dict[str, Any], lang: Language) -> Iterator[str]:
    values = {(each["work"], each["beside"]): each["now"] for each in found["lines"]}
    yield f"| {' | '.join(_HEADS[lang])} |"
    yield "|---|---|---|"
    for line in (*LINES, *TOLD):
        value = values.get((line.work, line.beside))
        if value is not None:
            names = (line.work, line.beside)
            told = names if lang == "en" else tuple(_CHINESE.get(each, each) for each in names)
            yield f"| {' | '.join((*told, spelled(line, value, lang)))} |"


def spelled(line: Line, value: float, lang: Language) -> str:
    """A figure in words."""
    if line.counted is Counted.MEMORY:
        return f"{value:+.1f} MiB"
    return _SPELLED[lang][line.counted].format(f"{value:.2f}" if value < 10 else f"{value:.1f}")


def _measured(found: dict[str, Any], lang: Language) -> str:
    day = date.fromisoformat(found["measured"])
    return _TOLD[lang].format(day=day, **found["on"])
