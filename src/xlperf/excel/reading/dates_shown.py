"""A figure shown as a date or a time, where every program shows it alike."""

from datetime import datetime, timedelta

from .format_code import Section, Token

_EPOCH = datetime(1899, 12, 30)
_FIRST, _LAST = 61, 2_958_466
"""Before 1 March 1900 programs do not agree on the day; after the year 9999 there is none."""
_DAY = 86_400
_NEAR = 0.002
_LONGEST = 9_999 * 3_600


def date_text(section: Section, stored: float) -> str:
    """The date or time; "" where programs may differ or the format has more than digits."""
    tokens = _with_minutes(section.tokens)
    if tokens is None or not 0 <= stored < _LAST:
        return ""
    seconds = round(stored * _DAY)
    if abs(seconds - stored * _DAY) > _NEAR:
        return ""
    needs_day = any(each.kind == "date" and each.text[0] in "ydM" for each in tokens)
    is_long = any(each.kind == "elapsed" for each in tokens) and seconds > _LONGEST
    if is_long or (needs_day and stored < _FIRST):
        return ""
    moment = _EPOCH + timedelta(seconds=seconds)
    return "".join(_piece(each, moment, seconds) for each in tokens).strip()


def _with_minutes(tokens: tuple[Token, ...]) -> list[Token] | None:
    """The same, months as `M`; None where there is something besides days, times and words."""
    allowed = ("date", "elapsed", "literal", "space", "slash", "point", "comma", "currency")
    if any(each.kind not in allowed for each in tokens):
        return None
    timed = [each for each in tokens if each.kind in ("date", "elapsed")]
    if sum(each.kind == "elapsed" for each in timed) > 1:
        return None
    found, number = [], -1
    for each in tokens:
        if each.kind not in ("date", "elapsed"):
            found.append(each)
            continue
        number += 1
        text = each.text
        if each.kind == "date" and text[0] == "m" and not _are_minutes(timed, number):
            text = text.upper()
        if text[0] not in "yMdhms" or len(text) > (4 if text[0] == "y" else 2):
            return None
        found.append(Token(each.kind, text))
    return found


def _are_minutes(timed: list[Token], number: int) -> bool:
    """Months and minutes are written alike: behind hours and before seconds they are minutes."""
    before = timed[number - 1].text[0] if number else ""
    after = timed[number + 1].text[0] if number + 1 < len(timed) else ""
    return before == "h" or after == "s"


def _piece(token: Token, moment: datetime, seconds: int) -> str:
    if token.kind == "elapsed":
        size = {"h": 3_600, "m": 60, "s": 1}[token.text[0]]
        return f"{seconds // size:0{len(token.text)}d}"
    if token.kind != "date":
        return token.text
    if token.text[0] == "y":
        return f"{moment.year:04d}" if len(token.text) > 2 else f"{moment.year % 100:02d}"
    part = {
        "M": moment.month, "d": moment.day, "h": moment.hour, "m": moment.minute,
        "s": moment.second,
    }[token.text[0]]  # fmt: skip
    return f"{part:0{len(token.text)}d}"
