"""What is raised when whoever calls the library, or draws a form, made a mistake.

    XlperfError
    ├── FormError       a form file cannot be used: file, line or cell of the drawing, how to mend
    ├── MasterError     a master budget cannot be used
    ├── FileError       a file cannot be opened as what it says it is
    ├── OutputError     something cannot be written, or would overwrite
    ├── RoundError      a round of collecting cannot be begun, opened, or gone on with
    └── RuleError       a rule of somebody's own cannot be run where it is asked for

Mistakes of whoever *filled* a sheet are never raised: they are findings.
"""

from .catalogue import Lang, text


class XlperfError(Exception):
    """The base of all. `code` names the entry of the catalogue; `values` what it speaks of."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}

    def message(self, lang: Lang = "en") -> str:
        """One line: where, what is wrong, what was found, and how to mend it."""
        says = text("error", self.code, "says", lang, self.values)
        return f"{says} {text('error', self.code, 'mend', lang, self.values)}".strip()

    def __str__(self) -> str:
        return self.message()


class FormError(XlperfError):
    """A form file cannot be used."""


class MasterError(XlperfError):
    """A master budget cannot be used."""


class FileError(XlperfError):
    """A file cannot be opened as what it says it is."""


class OutputError(XlperfError):
    """Something cannot be written, or would overwrite what is there."""


class RoundError(XlperfError):
    """A round of collecting cannot be begun, opened, or gone on with."""


class RuleError(XlperfError):
    """A rule of somebody's own cannot be run where it is asked for."""
