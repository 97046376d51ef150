"""Reading a form file, and saying where it is wrong: file, line or cell, and how to mend it."""

import difflib
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from ..findings import FormError
from .declared import DECLARED, DeclaredField
from .drawing import DrawingError
from .lines import Lines, lines_of
from .not_toml import what_is_wrong


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
        except (ValueError, RecursionError) as error:  # also a number of thousands of digits
            raise FormError("form.toml", file=file, **what_is_wrong(source, error)) from None

    def mistake(self, code: str, *path: str | int, **values: object) -> FormError:
        """A mistake at a path of keys, with the line of the file that says it."""
        return self._told(code, path, self._line_of(path), values)

    def _told(
        self, code: str, path: Sequence[str | int], line: int, values: Mapping[str, object]
    ) -> FormError:
        name = self.table.get("name", "") if isinstance(self.table, Mapping) else ""
        told = {key: _in_line(str(each)) for key, each in values.items()}
        said = {"file": self.file, "name": name, "path": ".".join(map(str, path)), **told}
        return FormError(code, **(said | {"line": line} if self.source else said))

    def explain(self, error: ErrorDetails, known: Sequence[str]) -> Iterator[FormError]:
        """Turn what pydantic minds into words about the file; `known` are the lawful keys."""
        steps = self.steps(error)
        where, last = ".".join(steps), steps[-1] if steps else ""
        cause = error.get("ctx", {}).get("error")
        if isinstance(cause, DrawingError):
            yield from self.explain_drawing(cause, steps[0])
        elif error["type"] == "extra_forbidden" and is_declaration(steps, error.get("input")):
            yield self.mistake("form.unquoted", *steps, field=".".join(steps[1:]), first=steps[1])
        elif error["type"] == "extra_forbidden":
            close = difflib.get_close_matches(last, known, n=1, cutoff=0.3)
            names = ", ".join(close or known)
            yield self.mistake("form.unknown-key", *steps, key=where, known=names)
        elif error["type"] == "missing":
            yield self.mistake("form.missing-key", *steps, key=where)
        else:
            wanted, bound = _wanted(error)
            if steps[:1] == ["fields"] and wanted == "one-of":
                bound = ", ".join(DECLARED)  # a choice is named by its choices
            elif steps[:1] == ["fields"] and wanted == "table":
                wanted = "declaration"
            found = _shown(error.get("input"))
            yield self.mistake(
                "form.value", *steps, key=where, found=found, wanted=wanted, bound=bound
            )

    def steps(self, error: ErrorDetails) -> list[str]:
        """The keys that lead to a mistake: what pydantic adds to them is in no table."""
        inside, steps = self.table, list[str]()
        for step in error["loc"]:
            if isinstance(inside, Mapping) and step in inside:
                inside = inside[step]
            elif isinstance(inside, list | tuple) and isinstance(step, int):
                inside = inside[step] if step < len(inside) else None
            elif isinstance(inside, Mapping) and "." in str(step):  # a dotted name, in tables
                inside = None
            elif error["type"] not in ("missing", "extra_forbidden"):
                continue
            steps.append(str(step))
        return steps

    def explain_drawing(self, error: DrawingError, sheet: str) -> Iterator[FormError]:
        """Turn the mistakes in a drawing into lines of the file."""
        for each in error.mistakes:
            if each.code == "drawing.split-unknown":
                yield self.mistake(
                    each.code, sheet, "split", each.found,
                    row=each.row, column=each.column, found=each.found,
                )  # fmt: skip
            else:
                yield self.drawn(
                    each.code, sheet, each.row,
                    row=each.row, column=each.column, found=each.found,
                )  # fmt: skip

    def drawn(self, code: str, sheet: str, drawn: int, **values: object) -> FormError:
        """A mistake in a row of a drawing, counted from 1."""
        return self._told(code, (sheet, "drawing"), self._line_of_row(sheet, drawn), values)

    def _line_of_row(self, sheet: str, drawn: int) -> int:
        """The line on which a row of a drawing stands."""
        lines = self._lines.get(f"{sheet}.drawing")
        if lines is None:
            return self._line_of((sheet, "drawing"))
        above = self.source.splitlines()[lines.first - 1 : lines.last]
        first = lines.first + (above[0].rstrip().endswith(('"""', "'''")) and len(above) > 1)
        rows = str(self.table[sheet]["drawing"]).splitlines()
        places = [number for number, row in enumerate(rows) if row.strip()]
        at = places[drawn - 1] if drawn <= len(places) else 0
        return min(first + at, lines.last)

    def _line_of(self, path: Sequence[str | int]) -> int:
        """The line of a key; of one that is not there, that of the table it belongs to."""
        for length in range(len(path), 0, -1):
            lines = self._lines.get(".".join(map(str, path[:length])))
            if lines:
                return lines.first
        return 1

    @cached_property
    def _lines(self) -> Mapping[str, Lines]:
        return lines_of(self.source)


_OF_FIELDS = {each.alias or name for name, each in DeclaredField.model_fields.items()}
_MEANT = (Mapping, list, tuple)


def is_declaration(steps: Sequence[str], said: object) -> bool:
    """Whether a key inside of a field of [fields] is meant as a field with a dot in its name."""
    is_inside = steps[:1] == ["fields"] and len(steps) == 3 and steps[2] not in _OF_FIELDS
    return is_inside and (said in DECLARED if isinstance(said, str) else isinstance(said, _MEANT))


def written(name: str) -> str:
    """A field's name as a key of TOML: one with a dot stands in quotes."""
    return f'"{name}"' if "." in name else name


_LONGEST_SHOWN = 60


def _in_line(text: str) -> str:
    """A text in one line: a mistake is told in one."""
    return "".join(
        f"‹U+{ord(sign):04X}›" if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
        for sign in text
    )


def _shown(value: object) -> str:
    """What stands there, short enough to be told."""
    text = str(value) if value != "" else '""'
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


_WANTED = {
    "string_pattern_mismatch": "pattern",
    "string_too_short": "some-text",
    "string_too_long": "shorter",
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
        wanted, _, bound = said.removeprefix("wanted.").partition(" ")
        return wanted, bound
    begins = _BY_BEGINNING.get(error["type"].partition("_")[0], "other")
    told = (context[name] for name in ("ge", "le", "max_length", "expected") if name in context)
    bound = next(told, "")
    bound = f"{bound:g}" if isinstance(bound, float) else bound
    return _WANTED.get(error["type"], begins), str(bound).replace(" or ", ", ")
