"""Reading a form file, and saying where it is wrong: file, line or cell, and how to mend it."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
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
    """What a form is made of: a table, and of a file what it is called and its text.

    A table that is no file has neither a name nor lines.
    """

    file: str
    source: str
    table: Any

    @classmethod
    def of(cls, table: Any) -> "FormFile":
        """A table that was given as it is."""
        return cls("", "", table)

    @classmethod
    def decoded(cls, content: bytes, file: str) -> "FormFile":
        """Read a file's TOML.

        Raises:
            FormError: it is not UTF-8, or not TOML.
        """
        try:
            return cls.parse(content.decode("utf-8-sig").replace("\r\n", "\n"), file)
        except UnicodeDecodeError:
            raise FormError("form.not-utf8", file=file) from None

    @classmethod
    def parse(cls, source: str, file: str) -> "FormFile":
        """Read the text of a form file.

        Raises:
            FormError: it is not TOML.
        """
        try:
            return cls(file, source, tomllib.loads(source))
        except tomllib.TOMLDecodeError as error:
            raise FormError("form.toml", file=file, found=error) from None

    def error(self, code: str, **values: object) -> FormError:
        """A mistake in the whole of it."""
        name = self.table.get("name", "") if isinstance(self.table, Mapping) else ""
        return FormError(code, file=self.file, name=name, **values)

    def mistake(self, code: str, word: str, **values: object) -> FormError:
        """A mistake about a word of the file, with the line that speaks of it."""
        return self.error(code, line=self._line_of(word), field=word, **values)

    def explain(self, error: ErrorDetails, known: Sequence[str]) -> FormError:
        """Turn what pydantic minds into words about the file; `known` are the lawful keys."""
        steps = self._steps(error)
        where, last = ".".join(steps), steps[-1] if steps else ""
        cause = error.get("ctx", {}).get("error")
        if isinstance(cause, DrawingError):
            return self.explain_drawing(cause, steps[0])
        if error["type"] == "extra_forbidden":
            close = difflib.get_close_matches(last, known, n=1, cutoff=0.3)
            return self.mistake(
                "form.unknown-key", last, key=where, known=", ".join(close or known)
            )
        if error["type"] == "missing":
            return self.error("form.missing-key", key=where)
        wanted, bound = _wanted(error)
        return self.mistake(
            "form.value", last, key=where, found=error.get("input"), wanted=wanted, bound=bound
        )

    def _steps(self, error: ErrorDetails) -> list[str]:
        """The keys that lead to a mistake: what pydantic adds to them is in no table."""
        inside, steps = self.table, list[str]()
        for step in error["loc"]:
            if isinstance(inside, Mapping) and step in inside:
                inside = inside[step]
            elif isinstance(inside, list | tuple) and isinstance(step, int):
                inside = inside[step] if step < len(inside) else None
            elif error["type"] not in ("missing", "extra_forbidden"):
                break
            steps.append(str(step))
        return steps

    def explain_drawing(self, error: DrawingError, sheet: str) -> FormError:
        """Turn a mistake in a drawing into the line of the file it stands on."""
        drawn = str(self.table.get(sheet, {}).get("drawing", "")) if self.source else ""
        rows = [line for line in drawn.splitlines() if line.strip()]
        first = next(self._starts(rows), 1) if rows else self._line_of("drawing")
        split = error.code == "drawing.split-unknown"
        line = self._line_of("split") if split else first + error.row - 1
        return self.error(
            error.code, line=line, row=error.row, column=error.column, found=error.found
        )

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


_WANTED = {
    "string_pattern_mismatch": "pattern",
    "greater_than_equal": "at-least",
    "less_than_equal": "at-most",
    "enum": "one-of",
    "literal_error": "one-of",
}
_BY_BEGINNING = {
    "string": "text", "int": "whole", "float": "number", "finite": "number",
    "dict": "table", "model": "table", "mapping": "table",
    "list": "list", "tuple": "list", "frozen": "list", "set": "list",
}  # fmt: skip


def _wanted(error: ErrorDetails) -> tuple[str, str]:
    """What should stand there, as a word of the catalogue, and how far it may go."""
    context = error.get("ctx", {})
    said = str(context.get("error", ""))
    if said.startswith("wanted."):
        return said.removeprefix("wanted."), ""
    begins = _BY_BEGINNING.get(error["type"].partition("_")[0], "other")
    bound = context.get("ge", context.get("le", context.get("expected", "")))
    return _WANTED.get(error["type"], begins), str(bound).replace(" or ", ", ")
