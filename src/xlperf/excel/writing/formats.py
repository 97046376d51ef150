"""The looks of cells, as XlsxWriter's formats."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format

from ...sheet import Highlight, Style


class Formats(dict[str, Format]):
    """The library's formats of styles by name, each made when it is first used."""

    def __init__(self, book: Any, styles: Mapping[str, Style]) -> None:
        super().__init__()
        self._book, self._styles = book, styles

    def __missing__(self, name: str) -> Format:
        self[name] = made = self._book.add_format(_properties(self._styles[name]))
        return made

    def change(self, highlight: Highlight) -> Format:
        """What a conditional format changes, made once as well."""
        name = f"{highlight.fill}|{highlight.colour}|{highlight.number}"
        if name not in self:
            looks = {
                "bg_color": highlight.fill and f"#{highlight.fill}",
                "font_color": highlight.colour and f"#{highlight.colour}",
                "num_format": highlight.number,
            }
            changed = {name: value for name, value in looks.items() if value}
            self[name] = self._book.add_format(changed)
        return self[name]


def _properties(style: Style) -> dict[str, Any]:
    made: dict[str, Any] = {
        "font_name": style.font,
        "font_size": style.size,
        "align": style.across,
        "valign": {"top": "top", "center": "vcenter", "bottom": "bottom"}[style.down],
        "text_wrap": style.wrap,
        "locked": style.locked,
    }
    optional = {
        "bold": style.bold,
        "indent": style.indent,
        "underline": int(style.underline),
        "border": int(style.border),
        "num_format": style.number,
        "font_color": style.colour and f"#{style.colour}",
        "bg_color": style.fill and f"#{style.fill}",
    }
    return made | {name: value for name, value in optional.items() if value}
