"""What the properties of a run of a Word file make of its text, and what lies behind it."""

from collections.abc import Mapping

from ...excel.reading import RAISED, SMALLEST, STRUCK, UNSEEN

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (_MAIN, _STRICT)
"""The namespaces of Word's own elements: the usual one, and that of strict files."""
HIDDEN = "text.hidden"
_OFF = ("0", "false", "off", "none")
_OFF_THE_LINE = ("superscript", "subscript")
_PAPER = ("background1", "light1")
_LIGHTEST = 0xFA
"""A colour of which each part is at least this is white to the eye."""


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute of Word's own, or ""."""
    return next(
        (attributes[f"{each} {name}"] for each in SPACES if f"{each} {name}" in attributes), ""
    )


def mark_of(name: str, attributes: Mapping[str, str]) -> str:
    """The finding that one property makes of the text of its run, or "" for most."""
    value = attribute(attributes, "val").lower()
    if name == "vanish" and value not in _OFF:
        return HIDDEN
    if name in ("strike", "dstrike") and value not in _OFF:
        return STRUCK
    if name == "vertAlign" and value in _OFF_THE_LINE:
        return RAISED
    if name == "color":
        is_paper = attribute(attributes, "themeColor") in _PAPER
        is_shaded = bool(attribute(attributes, "themeShade"))
        return UNSEEN if (is_paper or _is_white(value)) and not is_shaded else ""
    is_tiny = name == "sz" and value.isdecimal() and int(value) <= 2 * SMALLEST  # half points
    return UNSEEN if is_tiny else ""


def is_ground(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether a property puts something behind the text on which white is seen."""
    value = attribute(attributes, "val").lower()
    if name == "highlight":
        return value not in ("", "none", "white")
    if name != "shd" or value == "nil":
        return False
    colour = attribute(attributes, "color" if value == "solid" else "fill").lower()
    return colour not in ("", "auto") and not _is_white(colour)


def _is_white(colour: str) -> bool:
    try:
        parts = bytes.fromhex(colour)
    except ValueError:
        return False
    return len(parts) == len("rgb") and min(parts) >= _LIGHTEST
