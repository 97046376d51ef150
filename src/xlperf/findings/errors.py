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

from collections.abc import Mapping, Sequence

from .catalogue import Lang, text, word
from .finding import Finding, Level


class XlperfError(Exception):
    """The base of all. `code` names the entry of the catalogue; `values` what it speaks of.

    `lang` is the language of the form it is about, where one is known; `commands` are those of the
    command line that mend it, word by word.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.lang: Lang | None = None
        self.commands: tuple[tuple[str, ...], ...] = ()
        self.values = {name: str(value) for name, value in values.items()}

    def message(self, lang: Lang = "zh") -> str:
        """A line for each mistake: where, what is wrong, what was found, and how to mend it."""
        return "\n".join(self.lines(lang))

    def lines(self, lang: Lang = "zh") -> tuple[str, ...]:
        """The lines of the message, for whoever prints them one by one."""
        values = self._spoken(lang)
        says = text("error", self.code, "says", lang, values)
        return (f"{says} {text('error', self.code, 'mend', lang, values)}".strip(),)

    def _spoken(self, _: Lang) -> Mapping[str, str]:
        """What the texts of the catalogue speak of, in one language."""
        return self.values

    def __str__(self) -> str:
        return self.message()


class FormError(XlperfError):
    """A form cannot be used: one of a file, or one given as a dictionary or as JSON.

    `values` may have `file` and `line`, or the form's `name` and the `path` of keys to what is
    wrong; and what was `wanted`, a word of the catalogue, with its `bound`.

    Attributes:
        mistakes: every mistake of the form, this one first; `message` says each on a line.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, **values)
        self.mistakes: tuple[FormError, ...] = (self,)

    @classmethod
    def of(cls, mistakes: "Sequence[FormError]") -> "FormError":
        """One error that says several mistakes."""
        first, *more = mistakes
        made = cls(first.code, **first.values)
        made.mistakes = (made, *more)
        return made

    def lines(self, lang: Lang = "zh") -> tuple[str, ...]:
        """Each mistake on a line: where, what is wrong, what was found, and how to mend it."""
        return tuple(line for each in self.mistakes for line in super(FormError, each).lines(lang))

    def _spoken(self, lang: Lang) -> Mapping[str, str]:
        file, line = (self.values.get(each, "") for each in ("file", "line"))
        where = file or word("form.itself", lang, name=self.values.get("name", "")).strip()
        spoken = {**self.values, "where": where}
        if column := self.values.get("character"):
            spoken["where"] = word("form.column", lang, file=where, line=line, column=column)
        elif file and line:
            spoken["where"] = word("form.line", lang, file=file, line=line)
        elif not file and self.values.get("path", "") != self.values.get("key", ""):
            spoken["where"] += f" {self.values['path']}"
        if wanted := self.values.get("wanted"):
            bound = self.values.get("bound", "")
            spoken["expected"] = word(f"wanted.{wanted}", lang, bound=bound)
        return spoken


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

    def lines(self, lang: Lang = "zh") -> tuple[str, ...]:
        """A line for each mistake: file, cell, what is wrong, and how to mend it."""
        wrong = [each for each in self.findings if each.level is Level.ERROR]
        if not wrong:
            return super().lines(lang)
        lines = [_line(each, lang) for each in wrong[:_MOST_TOLD]]
        if len(wrong) > _MOST_TOLD:
            lines.append(word("master.more", lang, count=len(wrong) - _MOST_TOLD))
        return tuple(lines)


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


class RuleError(XlperfError):
    """A rule of somebody's own cannot be run where it is asked for."""
