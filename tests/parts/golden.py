"""Workbooks kept as they should be, and compared part by part with what is made today.

`pytest --update-golden` writes what is made today over what is kept: look at the difference
in git before you believe it.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from xml.etree.ElementTree import ParseError, canonicalize

Source = Path | bytes
SHOWN = 160


def differences(expected: Source, got: Source) -> list[str]:
    """Each part that differs, with its first difference; equal bytes are the cheap answer."""
    expected, got = _bytes(expected), _bytes(got)
    if expected == got:
        return []
    kept, made = _parts(expected), _parts(got)
    lost = [f"{part}: is missing" for part in kept if part not in made]
    new = [f"{part}: was not there" for part in made if part not in kept]
    return lost + new + _changed_parts(kept, made)


def _changed_parts(kept: Mapping[str, bytes], made: Mapping[str, bytes]) -> list[str]:
    """The first difference of each part that both have."""
    found = {part: _difference(kept[part], made[part]) for part in kept if part in made}
    return [f"{part}: {difference}" for part, difference in found.items() if difference]


def _difference(expected: bytes, got: bytes) -> str:
    """The first place where two parts say something else, "" where they say the same."""
    if expected == got:
        return ""
    pairs = zip_longest(_lines(expected), _lines(got), fillvalue="nothing")
    for number, (one, other) in enumerate(pairs, start=1):
        if one != other:
            return f"element {number}: expected {one[:SHOWN]}, got {other[:SHOWN]}"
    return ""


def _lines(content: bytes) -> list[str]:
    """A part as lines that can be compared: one element each, or the bytes where it is no XML."""
    try:
        return canonicalize(content.decode("utf-8")).replace("><", ">\n<").splitlines()
    except (ParseError, UnicodeDecodeError):
        return [f"{len(content)} bytes, {content[:40]!r}…", content.hex()]


def _parts(source: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return {name: package.read(name) for name in sorted(package.namelist())}


def _bytes(source: Source) -> bytes:
    """The file itself."""
    return source.read_bytes() if isinstance(source, Path) else source


@dataclass(frozen=True)
class Golden:
    """The folder of kept workbooks.

    Attributes:
        folder: `tests/golden`.
        update: whether to keep what is made today (`--update-golden`).
    """

    folder: Path
    update: bool

    def check(self, name: str, got: Source) -> None:
        """Fail with every part that is not as it is kept.

        Raises:
            AssertionError: something differs, or nothing is kept under this name yet.
        """
        kept = self.folder / name
        if self.update:
            self._keep(kept, _bytes(got))
            return
        assert kept.is_file(), f"{name} is not kept yet: run pytest --update-golden"
        found = differences(kept, got)
        assert not found, "\n".join([f"{name} is not as it is kept:", *found])

    @staticmethod
    def _keep(kept: Path, content: bytes) -> None:
        """Write only what really says something else, so that git stays quiet."""
        if kept.is_file() and not differences(kept, content):
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(content)
