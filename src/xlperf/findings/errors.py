"""What is raised when whoever calls the library, or draws a form, made a mistake.

    XlperfError
    ├── FormError       a form file cannot be used: file, line or cell of the drawing, how to mend
    ├── MasterError     a master budget cannot be used
    ├── FileError       a file cannot be opened as what it says it is
    ├── OutputError     something cannot be written, or would overwrite
    └── RoundError      a round of collecting cannot be begun, opened, or gone on with

Mistakes of whoever *filled* a sheet are never raised: they are findings.
"""

from collections.abc import Sequence

from .catalogue import Lang, text, word
from .finding import Finding, Level


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


_MOST_TOLD = 20
"""So many mistakes are told in one message; all of them are in `findings`."""


class MasterError(XlperfError):
    """A master budget cannot be used.

    `findings` are all mistakes of it at once, each with its cell; none where the master was not
    read from a file.
    """

    def __init__(self, code: str, *, findings: Sequence[Finding] = (), **values: object) -> None:
        super().__init__(code, **values)
        self.findings = tuple(findings)

    def message(self, lang: Lang = "en") -> str:
        """A line for each mistake: file, cell, what is wrong, and how to mend it."""
        wrong = [each for each in self.findings if each.level is Level.ERROR]
        if not wrong:
            return super().message(lang)
        lines = [_line(each, lang) for each in wrong[:_MOST_TOLD]]
        if len(wrong) > _MOST_TOLD:
            lines.append(word("master.more", lang, count=len(wrong) - _MOST_TOLD))
        return "\n".join(lines)


def _line(finding: Finding, lang: Lang) -> str:
    where = f"{finding.place.file} {finding.place}".strip()
    colon, stop = ("：", "。") if lang == "zh" else (": ", ". ")
    says = finding.message(lang).rstrip("。.")
    return f"{where}{colon if where else ''}{says}{stop}{finding.fix(lang)}"


class FileError(XlperfError):
    """A file cannot be opened as what it says it is."""


class OutputError(XlperfError):
    """Something cannot be written, or would overwrite what is there."""


class RoundError(XlperfError):
    """A round of collecting cannot be begun, opened, or gone on with."""
