"""Rows between the projects that are headings: those that repeat them, and those that number them.

Printed lists say the headings again on each page, and number the columns under them: 栏次 1 2 3.
"""

import re

from ..budget import wording
from ..reading import decode
from .headings import Heading

_FEWEST = 3
"""So many columns are numbered at least."""
_MARK = re.compile(r"\(?(?:([0-9]{1,2})|([a-zA-Z])|[甲乙丙丁戊己]|栏次|列次|序号|[-—])\)?(?:=.+)?")


def is_again(heading: Heading, row: int) -> bool:
    """Whether a row repeats the headings, as on each printed page."""
    grid, hits = heading.grid, 0
    for cell in grid.filled(row, row + 1):
        text = wording.heading(decode.shown(grid.value(*cell)))
        over = (grid.value(each, cell.column) for each in range(heading.top, heading.bottom + 1))
        if text not in {wording.heading(decode.shown(each)) for each in over}:
            return False
        hits += 1
    return hits > 1


def is_numbering(heading: Heading, row: int) -> bool:
    """Whether a row under the headings numbers the columns: 1, 2, 3 or A, B, C, and 4=5+6."""
    if row != heading.bottom + 1 and not is_again(heading, row - 1):
        return False
    cells = heading.grid.filled(row, row + 1)
    texts = [wording.plain(decode.shown(heading.grid.value(*cell))) for cell in cells]
    marks = [_MARK.fullmatch(text) for text in texts]
    numbers = [
        int(each[1]) if each[1] else ord(each[2]) for each in marks if each and any(each.groups())
    ]
    rising = [*range(numbers[0], numbers[0] + len(numbers))] if numbers else []
    return all(marks) and len(numbers) >= _FEWEST and numbers == rising
