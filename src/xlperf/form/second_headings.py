"""The second heading row of a sheet that is filled in: what each cell of a target is for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..budget import heading
from ..sheet import Box
from .blocks import has_letter
from .drawing import Block, Drawing, Kind

PARTS_OF_TARGET = ("sign", "number", "unit")


class _Parted(NamedTuple):
    """The heading over a target, the cells below it, and the drawn row they repeat in."""

    over: Block
    cells: Sequence[Block]
    row: int


def with_second_headings(
    drawing: Drawing, splits: Mapping[str, Mapping[str, str]], taken: Collection[str]
) -> Drawing:
    """The drawing with a row more under the headings of targets that are split into cells.

    All other headings of that row become one row taller. A target keeps its one heading where
    that is not over its cells alone, or where cells to fill stand beside it; and all do where
    the form has a label of its own that says what one of the new ones would.

    Args:
        splits: for each split target its parts, each with what stands over it.
        taken: the other texts that labels of the form are known by.
    """
    words = {part: word for parts in splits.values() for part, word in parts.items()}
    known = {heading(text) for text in (*taken, *(label.text for label in drawing.labels()))}
    if known & {*map(heading, words.values())}:
        return drawing
    found = [each for parts in splits.values() for each in _parted(drawing, [*parts])]
    rows = sorted({each.row for each in found})
    if not rows:
        return drawing
    kept = {each.over for each in found}
    blocks = [_moved(block, rows, is_kept=block in kept) for block in drawing.blocks]
    blocks += [
        Block(_below(cell.box, each.row, rows), Kind.LABEL, words[cell.text])
        for each in found
        for cell in each.cells
    ]
    second = tuple(row + number for number, row in enumerate(rows))
    blocks.sort(key=lambda each: each.box)
    return replace(
        drawing, rows=drawing.rows + len(rows), blocks=tuple(blocks), second_headings=second
    )


def over_each(
    split: Mapping[str, Sequence[str]], words: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """What stands over each part of split targets, from the words for the parts of a target.

    A part is known by its own name, else by its place among the others.
    """
    return {
        name: {
            part: words.get(part) or words[PARTS_OF_TARGET[at - len(parts)]]
            for at, part in enumerate(parts)
        }
        for name, parts in split.items()
    }


def _parted(drawing: Drawing, parts: Sequence[str]) -> Iterator[_Parted]:
    cells = [block for block in map(drawing.block, parts) if block]
    if len(cells) < len(parts) or any(each.kind is not Kind.REPEAT for each in cells):
        return
    row = cells[0].box.top
    over = {drawing.governor(each)[0] for each in cells}
    label = over.pop()
    span = (min(each.box.left for each in cells), max(each.box.right for each in cells))
    is_its_own = not over and (label.box.left, label.box.right) == span
    is_asked = any(
        block.kind is not Kind.LABEL and block.box.top < row <= block.box.bottom + 1
        for block in drawing.blocks
    )
    if is_its_own and label.box.bottom == row - 1 and has_letter(label.text) and not is_asked:
        yield _Parted(label, cells, row)


def _moved(block: Block, rows: Sequence[int], *, is_kept: bool) -> Block:
    """A block where it stands with a row more before each of some drawn rows."""
    box, bottom = block.box, block.box.bottom
    end = bottom if is_kept or block.kind is not Kind.LABEL else bottom + 1
    top, bottom = box.top + _before(rows, box.top), bottom + _before(rows, end)
    return block._replace(box=Box(top, box.left, bottom, box.right))


def _before(rows: Sequence[int], row: int) -> int:
    return sum(each <= row for each in rows)


def _below(box: Box, row: int, rows: Sequence[int]) -> Box:
    at = row + _before(rows, row) - 1
    return Box(at, box.left, at, box.right)
