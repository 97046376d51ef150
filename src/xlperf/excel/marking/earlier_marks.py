"""What the list of findings remembers of the marks, in a hidden cell, so that they can go again.

It is only ever believed where the file bears it out; without it marks are taken away by what
they look like.
"""

import zlib
from collections.abc import Mapping

from pydantic import ValidationError

from ...budget import Record

_LONGEST = 32_000


class Memory(Record):
    """How the styles were before.

    Attributes:
        styles: the checksum of the styles part as it was written; what follows holds for it.
        added: how many elements were put at the end of each section.
        twins: for each cell format that was added, the one it stands for; others stand for none.
        fills: fills that tints stand for, beyond those of our own forms.
        fresh: whether the workbook had no styles at all.
    """

    styles: int = 0
    added: Mapping[str, int] = {}
    twins: Mapping[int, int] = {}
    fills: tuple[str, ...] = ()
    fresh: bool = False

    def holds_for(self, content: bytes) -> bool:
        """Whether the styles are still the very bytes this was remembered of."""
        return self.styles == zlib.crc32(content)

    def text(self) -> str:
        """What the hidden cell holds; less of it where it would be more than a cell can."""
        text = self.model_dump_json()
        return text if len(text) < _LONGEST else Memory().model_dump_json()


def remembered(text: str) -> Memory:
    """What a hidden cell holds; nothing where somebody changed it."""
    try:
        return Memory.model_validate_json(text)
    except ValidationError:
        return Memory()
