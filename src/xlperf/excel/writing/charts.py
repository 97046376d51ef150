"""Native charts, in print that can be read on paper."""

from itertools import count
from typing import Any

import xlsxwriter

from ...sheet import Box, Chart

_FONT = {"size": 10.5}
_STEPS = 5
"""How many steps an axis of counts has at most."""


def native_chart(book: xlsxwriter.Workbook, chart: Chart) -> Any:
    """The chart as a workbook takes it in."""
    made = book.add_chart({"type": chart.kind})
    for each in chart.series:
        fill = {"fill": {"color": f"#{each.colour}"}} if each.colour else {}
        made.add_series(
            {
                "name": each.name,
                "categories": _reference(each.sheet, each.categories),
                "values": _reference(each.sheet, each.values),
                "data_labels": {"value": True, "font": _FONT},
                **fill,
            }
        )
    made.set_title({"name": chart.title, "name_font": {"size": 12}})
    legend = {"position": "bottom", "font": _FONT}
    made.set_legend({"none": True} if len(chart.series) == 1 else legend)
    if chart.kind == "bar":  # from top to bottom, as the table it shows; labels say the figures
        made.set_y_axis({"reverse": True, "num_font": _FONT})
        made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    elif chart.kind != "pie":
        named = {"name": chart.axis} if chart.axis else {}
        made.set_x_axis({"num_font": _FONT})
        made.set_y_axis({**named, **_whole(chart.most), "num_font": _FONT})
    made.set_size({"width": chart.size[0], "height": chart.size[1]})
    return made


def _whole(most: int | None) -> dict[str, Any]:
    """An axis of counts goes from 0 in whole steps; one of amounts as the program likes."""
    if most is None:
        return {}
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(each for each in steps if each * _STEPS >= most)
    return {"min": 0, "major_unit": step, "num_format": "#,##0"}


def _reference(sheet: str, box: Box) -> list[str | int]:
    return [sheet, box.top, box.left, box.bottom, box.right]
