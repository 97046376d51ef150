"""Workbooks broken on purpose: one part of a good one changed, everything else as it was."""

import io
import zipfile
from collections.abc import Mapping


def patched(source: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with one text of one part replaced, once.

    Raises:
        ValueError: the part does not hold the text, so the test would prove nothing.
    """
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        content = package.read(part).decode("utf-8")
    if old not in content:
        raise ValueError(f"{part} does not hold {old!r}: {content}")
    return with_parts(source, {part: content.replace(old, new, 1).encode("utf-8")})


def with_parts(source: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The workbook with whole parts put in, replaced, or taken out (None)."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as result,
    ):
        kept = {each.filename: package.read(each) for each in package.infolist()}
        for name, content in {**kept, **parts}.items():
            if content is not None:
                result.writestr(name, content)
    return made.getvalue()
