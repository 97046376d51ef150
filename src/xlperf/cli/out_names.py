"""The names after `--out`: a file has the ending of what is written, a folder that of no file."""

from pathlib import Path
from typing import Any

import click

from ..findings import OutputError

_FILES = (
    ".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".pdf", ".docx", ".doc", ".txt", ".json", ".toml",
    ".zip", ".rar", ".7z",
)  # fmt: skip


def file_named(path: Path, ending: str) -> Path:
    """The file, with its ending where none was given.

    Raises:
        OutputError: it has another one.
    """
    if not path.suffix:
        return path.with_name(f"{path.name}{ending}")
    if path.suffix.lower() != ending:
        raise OutputError("out.ending", file=path, expected=ending, found=path.suffix)
    return path


class OutFile(click.Path):
    """A file that is written, of one kind."""

    def __init__(self, ending: str) -> None:
        super().__init__(path_type=Path, dir_okay=False)
        self.ending = ending

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, with its ending."""
        return file_named(Path(str(super().convert(value, param, ctx))), self.ending)


class OutFolder(click.Path):
    """A folder that is written in: not one whose name is that of a file."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, once it is clear that a folder is meant."""
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() in _FILES and not path.is_dir():
            example = path.with_suffix("")
            raise OutputError("out.folder-ending", file=path, found=path.suffix, example=example)
        return path
