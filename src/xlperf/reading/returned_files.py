"""Returns: every file that came back, from what a person named; none goes without a verdict.

What a file is, the gate says later. Here nothing is left out for its name: leftovers of programs,
pictures, pipes and links are listed like workbooks.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from pathlib import Path

from ..findings import FileError

_UNPACKED = (
    ("[Content_Types].xml", frozenset({"xl", "_rels"})),
    ("content.xml", frozenset({"META-INF", "mimetype"})),
)
"""What lies in the folder of a workbook that was unpacked: one file of it speaks for all."""


def listed(paths: Sequence[Path], but: Sequence[Path] = ()) -> list[Path]:
    """The files named, with each folder as all that lies in it at any depth, each once, sorted.

    A link to a folder inside a folder is listed itself and not followed: it may lead back.

    Args:
        but: what of it is no return by the caller's own word, such as the master budget: files,
            or folders with all that is in them.

    Raises:
        FileError: a folder holds no file.
    """
    spared = {_spelled(each) for each in but}
    found: dict[str, Path] = {}
    for path in paths:
        inside = list(_inside(path)) if _is_folder(path) else [path]
        if not inside:
            raise FileError("file.empty-folder", file=path)
        for each in inside:
            spelled = _spelled(each)
            if path == each or spared.isdisjoint({spelled, *map(str, Path(spelled).parents)}):
                found.setdefault(spelled, each)
    return sorted(found.values())


def copies(files: Sequence[Path], folder: Path) -> list[Path]:
    """Where in a folder a copy of each file goes, no two at one place.

    They keep their names; where two are named alike, all stand in as many of their own folders
    as it takes to tell them apart.
    """
    parts = [_parts(each) for each in files]
    for most in count(1):
        kept = [each[-most:] for each in parts]
        alike = len({tuple(map(str.casefold, each)) for each in kept}) < len(kept)
        if not alike or all(len(each) <= most for each in parts):
            return [folder.joinpath(*each) for each in kept]
    raise AssertionError("counting never ends")


def _inside(folder: Path) -> Iterator[Path]:
    """All that lies in a folder but folders; one that cannot be opened stands for what it holds."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = sorted(entries, key=lambda each: each.name)
            if sign := _of_workbook({each.name for each in inside}):
                yield here / sign
                continue
            for each in inside:
                path = here / each.name
                if each.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    yield path
        except OSError:
            yield here


def _of_workbook(names: Collection[str]) -> str:
    """The name that stands for a workbook unpacked into its parts, where a folder is one."""
    for sign, others in _UNPACKED:
        if sign in names and others & {*names}:
            return sign
    return ""


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, or a link to one; what may not even be asked about is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _spelled(path: Path) -> str:
    """One spelling for one name; what a link leads to is a file of its own."""
    return os.path.normcase(_whole(path))


def _parts(path: Path) -> tuple[str, ...]:
    """The folders of a file and its name, the drive among them as a plain word."""
    whole = _whole(path)
    return (whole.drive.strip(":\\/"), *whole.parts[1:])


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve would follow links
