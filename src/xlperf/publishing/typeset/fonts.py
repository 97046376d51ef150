"""The fonts a PDF is set in: those the form names where they are, or the nearest that is."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import typst

from ...findings import OutputError
from ...form import Form

_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "SimHei")
_LATIN = ("Liberation Serif", "Tinos", "Libertinus Serif")
_SPELLED: Mapping[str, tuple[str, ...]] = {
    "宋体": ("SimSun", "Songti SC"), "新宋体": ("NSimSun",), "黑体": ("SimHei", "Heiti SC"),
    "仿宋": ("FangSong", "FangSong_GB2312", "STFangsong"),
    "仿宋_GB2312": ("FangSong_GB2312", "FangSong", "STFangsong"),
    "楷体": ("KaiTi", "KaiTi_GB2312", "Kaiti SC"),
    "楷体_GB2312": ("KaiTi_GB2312", "KaiTi", "Kaiti SC"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "方正小标宋_GBK": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"),
    "微软雅黑": ("Microsoft YaHei",), "Arial": ("Arial", "Liberation Sans"),
    "Times New Roman": ("Times New Roman", "Liberation Serif"),
}  # fmt: skip
"""What fonts are called inside their files, those that do as well behind them."""
_FILES = (".ttf", ".otf", ".ttc", ".otc")


class Replaced(NamedTuple):
    """A font that is not there, and the one in its place."""

    name: str
    used: str


class FontSet(NamedTuple):
    """The fonts of a text.

    Attributes:
        fonts: the fonts themselves, as typst has them.
        chosen: for each kind of text the families that are tried, one after the other.
        replaced: the fonts that are not there.
    """

    fonts: typst.Fonts
    chosen: Mapping[str, Sequence[str | Mapping[str, str]]]
    replaced: tuple[Replaced, ...]


def font_set(form: Form, folder: Path | None = None) -> FontSet:
    """Choose the fonts of a form from those of this computer and those in a folder.

    Raises:
        OutputError: there is no font in the folder, or none for Chinese at all.
    """
    if folder is not None and not _has_fonts(folder):
        raise OutputError("publish.no-fonts", folder=folder)
    fonts = typst.Fonts(font_paths=[folder] if folder else [])
    there = {name.casefold(): name for name in fonts.families()}
    named = form.publish.fonts
    latin = _first((*_spelled(named.latin), *_LATIN), there)
    chosen: dict[str, Sequence[str | Mapping[str, str]]] = {}
    replaced = dict(_replaced(named.latin, latin))
    for kind in ("title", "heading", "entry", "body", "table", "number"):
        wanted: str = getattr(named, kind)
        found = _first((*_spelled(wanted), *(_SANS if kind == "heading" else _SERIF)), there)
        if not found and form.lang == "zh":
            raise OutputError("publish.no-chinese-font")
        replaced |= dict(_replaced(wanted, found))
        rest = [each for each in (*_SERIF, *_SANS) if each.casefold() in there]
        chosen[kind] = _families(form.lang, latin, found, rest)
    return FontSet(fonts, chosen, tuple(Replaced(*each) for each in sorted(replaced.items())))


def _families(
    lang: str, latin: str, found: str, rest: Sequence[str]
) -> Sequence[str | Mapping[str, str]]:
    """The families that are tried: among Chinese, letters and figures come from another."""
    own: list[str | Mapping[str, str]] = [each for each in (found, *rest) if each]
    if lang != "zh":
        return [*filter(None, [latin]), *own]
    return [{"name": latin, "covers": "latin-in-cjk"}, *own] if latin else own


def _has_fonts(folder: Path) -> bool:
    return folder.is_dir() and any(
        each.suffix.lower() in _FILES for each in folder.rglob("*") if each.is_file()
    )


def _spelled(name: str) -> tuple[str, ...]:
    return (name, *_SPELLED.get(name, ()))


def _first(names: Sequence[str], there: Mapping[str, str]) -> str:
    """The first of the families that is there; "" if none is."""
    return next((there[name.casefold()] for name in names if name.casefold() in there), "")


def _replaced(wanted: str, found: str) -> Iterator[tuple[str, str]]:
    """The font, if what is there is another one."""
    own = {wanted.casefold(), *(each.casefold() for each in _SPELLED.get(wanted, ())[:1])}
    if found.casefold() not in own:
        yield wanted, found or "—"
