"""Texts of cells as the reading library makes them of their bytes, where that is beyond doubt."""

import html
from collections.abc import Sequence

BETWEEN = b"<"
"""What no text of a part holds, and so stands between many that are looked at together."""
_RETURN = "_x000D_"
_BLANKS = " \t\r\n"
"""What the library takes off both ends of a text that is not said to keep its spaces."""


def texts_of(joined: bytes, kept: Sequence[object] | None = None) -> Sequence[str] | None:
    """Texts that are read alike by all, given with `BETWEEN` between them.

    None where the library has ways of its own: line ends as Windows has them, and signs spelled
    `_x0041_`, of which it reads some and leaves others.

    Args:
        kept: of each text something where it keeps the spaces around it; None where all do.

    Raises:
        UnicodeDecodeError: they are not UTF-8.
    """
    text = joined.decode()
    if b"\r" in joined or text.count("_x") != text.count(_RETURN):
        return None
    texts = text.split("<") if kept is None or kept else []
    if b"&" in joined:  # what is spelled after it was read is not read again
        texts = [html.unescape(each) if "&" in each else each for each in texts]
    if kept is not None:
        texts = [
            each if is_kept else each.strip(_BLANKS)
            for each, is_kept in zip(texts, kept, strict=True)
        ]
    if b"_x" in joined:
        texts = [each.replace(_RETURN, "\r") for each in texts]
    return texts
