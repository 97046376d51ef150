"""Number formats of OpenDocument, written as the codes other programs know."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .cell_styles import UNKNOWN

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
NUMBER, STYLE = f"{SPACE}datastyle:1.0 ", f"{SPACE}style:1.0 "
KINDS = frozenset(
    f"{NUMBER}{each}-style"
    for each in ("number", "percentage", "currency", "date", "time", "boolean", "text")
)
_PARTS: Mapping[str, tuple[str, str]] = {
    "year": ("yy", "yyyy"), "day": ("d", "dd"), "hours": ("h", "hh"), "minutes": ("m", "mm"),
    "seconds": ("s", "ss"), "day-of-week": ("ddd", "dddd"), "am-pm": ("AM/PM", "AM/PM"),
    "text-content": ("@", "@"), "boolean": ("General", "General"),
    "scientific-number": ("0.00E+00", "0.00E+00"),
}  # fmt: skip
_USUAL = ((">=0",), (">0", "<0"), (">0", "<0", "=0"))
"""The conditions that are not written in a code, since they go without saying."""
_CURRENCIES = frozenset("$¥￥€£")
"""Two currencies in one section are read differently by the program that wrote them."""
_MOST_DIGITS = 30
_LOCAL = "[$-F800]"


@dataclass
class _Pieces:
    """A format while it is gathered: its own section, and the styles its conditions lead to."""

    kind: str
    made: list[str] = field(default_factory=list)
    maps: list[tuple[str, str]] = field(default_factory=list)
    is_known: bool = True
    is_open: bool = False
    has_numerals: bool = False
    is_local: bool = False


class OpenFormats:
    """The number formats of a document, gathered element by element."""

    def __init__(self) -> None:
        self._found: dict[str, _Pieces] = {}
        self._now: _Pieces | None = None
        self._text: list[str] | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Take note of an element; whether it belongs to a number format."""
        if name in KINDS:
            self._begin(name, attributes)
        elif self._now is None:
            return False
        elif name == f"{STYLE}map":
            condition = attributes.get(f"{STYLE}condition", "").replace(" ", "")
            target = attributes.get(f"{STYLE}apply-style-name", "")
            self._now.maps.append((condition.removeprefix("value()").replace("!=", "<>"), target))
        elif name.startswith(NUMBER):
            self._piece(self._now, name.removeprefix(NUMBER), attributes)
        return True

    def closed(self, name: str) -> None:
        """Take note of the end of a format, or of words in one."""
        if name in KINDS:
            self._now = None
        elif self._now and self._text is not None and name.startswith(NUMBER):
            self._words(self._now, name.removeprefix(NUMBER), "".join(self._text))
            self._text = None

    def text(self, text: str) -> None:
        """Take note of words."""
        if self._text is not None:
            self._text.append(text)

    def code(self, name: str) -> str:
        """The code of a format by its name; one that is not known whole is unknown."""
        pieces = self._found.get(name)
        if pieces is None:
            return UNKNOWN
        sections = [self._section(self._found.get(target)) for _, target in pieces.maps]
        sections.append(self._section(pieces))
        if UNKNOWN in sections:
            return UNKNOWN
        conditions = tuple(condition for condition, _ in pieces.maps)
        if conditions and conditions not in _USUAL:
            sections[:-1] = [
                f"[{condition}]{section}"
                for condition, section in zip(conditions, sections, strict=False)
            ]
        return (_LOCAL if pieces.is_local else "") + ";".join(sections)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._now = _Pieces(name.removeprefix(NUMBER).removesuffix("-style"))
        self._now.is_open = attributes.get(f"{NUMBER}truncate-on-overflow") == "false"
        self._now.is_local = attributes.get(f"{NUMBER}automatic-order") == "true"
        self._now.has_numerals = f"{NUMBER}transliteration-format" in attributes
        self._found[attributes.get(f"{STYLE}name", "")] = self._now

    def _section(self, pieces: _Pieces | None) -> str:
        if pieces is None or not pieces.is_known:
            return UNKNOWN
        numerals = "[DBNum1]" if pieces.has_numerals else ""
        return numerals + "".join(pieces.made) or '""'

    def _piece(self, now: _Pieces, bare: str, attributes: Mapping[str, str]) -> None:
        told = {name.rpartition(" ")[2]: text for name, text in attributes.items()}
        if bare in ("text", "currency-symbol", "fill-character"):
            self._text = []
        elif bare == "number":
            now.made.append(_digits(told))
            now.is_known &= now.made[-1] != UNKNOWN
        elif bare == "fraction":
            now.made.append(_fraction(told))
            now.is_known &= now.made[-1] != UNKNOWN
        elif bare == "month":
            size = 1 + (told.get("style") == "long")
            now.made.append("m" * (size + 2 * (told.get("textual") == "true")))
        elif bare in _PARTS:
            part = _PARTS[bare][told.get("style") == "long"]
            if bare == "seconds" and told.get("decimal-places", "0") != "0":
                part += ".0"
            if now.is_open and bare in ("hours", "minutes", "seconds"):
                part, now.is_open = f"[{part}]", False
            now.made.append(part)
        else:
            now.is_known = False

    def _words(self, now: _Pieces, bare: str, text: str) -> None:
        if bare == "fill-character":
            return
        if '"' in text or (bare == "currency-symbol" and (not text or set(text) & {*"[]-"})):
            now.is_known = False
        elif bare == "currency-symbol":
            now.is_known &= not _CURRENCIES & set("".join(now.made))
            now.made.append(f"[${text}]")
        elif now.kind == "percentage" and "%" in text:
            before, _, behind = text.partition("%")
            now.made.append(f"{_quoted(before)}%{_quoted(behind)}")
        else:
            now.made.append(_quoted(text))


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def _count(told: Mapping[str, str], name: str, otherwise: int) -> int:
    text = told.get(name, "")
    return min(int(text), _MOST_DIGITS) if text.isdecimal() and len(text) < 9 else otherwise


def _digits(told: Mapping[str, str]) -> str:
    if told.get("decimal-replacement"):
        return UNKNOWN
    is_grouped = told.get("grouping") == "true"
    factor = told.get("display-factor", "1")
    if "decimal-places" not in told and factor == "1" and not is_grouped:
        return "General" if _count(told, "min-integer-digits", 1) <= 1 else UNKNOWN
    zeros = _count(told, "min-integer-digits", 0)
    whole = "0" * zeros or "#"
    if is_grouped:
        whole = _grouped(("0" * zeros).rjust(4, "#"))
    places = _count(told, "decimal-places", 0)
    least = _count(told, "min-decimal-places", places)
    behind = "0" * least + "#" * (places - least)
    scale = {"1": "", "1000": ",", "1000000": ",,"}.get(factor.removesuffix(".0"))
    if scale is None:
        return UNKNOWN
    return whole + (f".{behind}" if behind else "") + scale


def _grouped(places: str) -> str:
    """Places before the point, with a comma before each three."""
    first = len(places) % 3
    groups = [places[at : at + 3] for at in range(first, len(places), 3)]
    return ",".join(filter(None, (places[:first], *groups)))


def _fraction(told: Mapping[str, str]) -> str:
    if "denominator-value" in told:
        return UNKNOWN
    above = "?" * max(1, _count(told, "min-numerator-digits", 1))
    below = "?" * max(1, _count(told, "min-denominator-digits", 1))
    whole = "# " if "min-integer-digits" in told else ""
    if _count(told, "min-integer-digits", 0):
        whole = "0 "
    return f"{whole}{above}/{below}"
