"""Reading a form file, and saying where it is wrong: file, line or cell, and how to mend it."""

import difflib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from ..findings import FormError
from .drawing import DrawingError


def shipped_forms() -> dict[str, Path]:
    """The forms that come with the library, by name."""
    folder = Path(str(resources.files("xlperf"))) / "templates"
    if not folder.is_dir():  # a checkout: the folder stands beside src/
        folder = Path(__file__).parents[3] / "templates"
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def form_path(form: str | Path) -> Path:
    """Find a form's file by the name it is shipped under, or by its path.

    Raises:
        FormError: there is neither such a name nor such a file.
    """
    shipped = shipped_forms()
    if str(form) in shipped:
        return shipped[str(form)]
    path = Path(form)
    if path.is_file():
        return path
    raise FormError("form.not-found", form=form, names=", ".join(shipped))


@dataclass(frozen=True)
class FormFile:
    """A form file as it was read: where it is, its text, and the table in it."""

    path: Path
    source: str
    table: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> "FormFile":
        """Read a file's TOML.

        Raises:
            FormError: it is not UTF-8, or not TOML.
        """
        try:
            return cls.parse(path.read_text(encoding="utf-8-sig"), path)
        except UnicodeDecodeError:
            raise FormError("form.not-utf8", file=path) from None

    @classmethod
    def parse(cls, source: str, path: Path) -> "FormFile":
        """Read the text of a form file.

        Raises:
            FormError: it is not TOML.
        """
        try:
            return cls(path, source, tomllib.loads(source))
        except tomllib.TOMLDecodeError as error:
            raise FormError("form.toml", file=path, found=error) from None

    def mistake(self, code: str, word: str, **values: object) -> FormError:
        """A mistake about a word of the file, with the line that speaks of it."""
        return FormError(code, file=self.path, line=self._line_of(word), field=word, **values)

    def explain(self, error: ErrorDetails, known: Sequence[str]) -> FormError:
        """Turn what pydantic minds into words about the file; `known` are the lawful keys."""
        where = ".".join(str(step) for step in error["loc"])
        last = str(error["loc"][-1]) if error["loc"] else ""
        cause = error.get("ctx", {}).get("error")
        if isinstance(cause, DrawingError):
            return self.explain_drawing(cause, str(error["loc"][0]))
        if error["type"] == "extra_forbidden":
            close = difflib.get_close_matches(last, known, n=1, cutoff=0.3)
            return self.mistake(
                "form.unknown-key", last, key=where, known=", ".join(close or known)
            )
        if error["type"] == "missing":
            return FormError("form.missing-key", file=self.path, key=where)
        if str(cause) == "form.no-sheet":
            return FormError("form.no-sheet", file=self.path)
        found = error.get("input")
        return self.mistake("form.value", last, key=where, found=found, expected=error["msg"])

    def explain_drawing(self, error: DrawingError, sheet: str) -> FormError:
        """Turn a mistake in a drawing into the line of the file it stands on."""
        drawn = str(self.table.get(sheet, {}).get("drawing", ""))
        rows = [line for line in drawn.splitlines() if line.strip()]
        first = next(self._starts(rows), 1) if rows else self._line_of("drawing")
        split = error.code == "drawing.split-unknown"
        line = self._line_of("split") if split else first + error.row - 1
        return FormError(
            error.code,
            file=self.path, line=line, row=error.row, column=error.column, found=error.found,
        )  # fmt: skip

    def _line_of(self, word: str) -> int:
        """The first line that speaks of a word, counted from 1."""
        lines = enumerate(self.source.splitlines(), 1)
        return next((number for number, line in lines if word in line), 1)

    def _starts(self, rows: list[str]) -> Iterator[int]:
        """The lines of the file on which a drawing with these rows may begin."""
        lines = self.source.splitlines()
        for number, line in enumerate(lines):
            below = [each for each in lines[number : number + 2 * len(rows)] if each.strip()]
            if line == rows[0] and below[: len(rows)] == rows:
                yield number + 1
