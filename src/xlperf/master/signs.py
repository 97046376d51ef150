"""Signs that no XML can hold: a workbook with one in a name cannot be written."""


def unwritable_signs(text: str) -> str:
    """The signs of a text that XML cannot hold, as escapes; "" where there is none."""
    return "".join(ascii(each)[1:-1] for each in text if _is_unwritable(each))


def _is_unwritable(sign: str) -> bool:
    is_control = sign < " " and sign not in "\t\n\r"
    return is_control or sign in "\ufffe\uffff" or "\ud800" <= sign <= "\udfff"
