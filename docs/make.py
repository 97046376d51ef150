"""Make the generated documents, or check that they are current (`--check`).

docs/findings.md      every verdict, finding and refusal, an example, how to mend it: from the
                      catalogue
docs/forms.md         the shipped forms as they are drawn: from templates/
docs/form-file.md     the form file, in English and in Chinese: its keys, kinds and fields are made
                      from the model and the catalogue, the rest is written there by hand
templates/form.schema.json  the same keys for editors
docs/pictures/rooms.svg  the rooms of the library: from .importlinter and their docstrings
"""

import json
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from form_reference import PAGES as REFERENCES
from form_reference import page
from rooms import picture

from xlperf.findings.catalogue import Entry, entries, word
from xlperf.findings.spoken_nouns import nouns
from xlperf.form import form_schema
from xlperf.form.file import shipped_forms
from xlperf.form.form import Form

DOCS = Path(__file__).parent
NOTICE = "<!-- Made by docs/make.py from {source}; edit that, then run `make docs`. -->\n"


def findings() -> str:
    """Every finding of the catalogue by the word its code begins with, verdicts and refusals."""
    lines = [NOTICE.format(source="src/xlperf/findings/catalogue"), "# Findings · 检查问题一览", ""]
    lines += [
        "A form may change the level of each in its `[levels]`: `error`, `warning`, `info`, `off`.",
        "A finding that may be justified (可说明) stops blocking when the unit writes its reason",
        "in 审核说明 beside the row.",
    ]
    group = ""
    for code, entry in sorted(entries("finding").items()):
        if code.partition(".")[0] != group:
            group = code.partition(".")[0]
            lines += ["", f"## {group}"]
        justifiable = (
            "可说明 may be justified" if entry.get("justifiable", True) else "不可说明 never"
        )
        opinion = f" · 审核意见：{entry['opinion']}" if entry.get("opinion") else ""
        lines += ["", f"### `{code}` · {entry['level']} · {justifiable}{opinion}", *_told(entry)]
    return "\n".join([*lines, *_states(), *_refusals()]) + "\n"


def _told(entry: Entry) -> list[str]:
    """What an entry says, how to mend it, an example."""
    return [
        "",
        f"- {_named(entry['says']['zh'], 'zh')}",
        f"  {_named(entry['says']['en'], 'en')}",
        f"- 改法：{_named(entry['mend']['zh'], 'zh')}",
        f"  To mend: {_named(entry['mend']['en'], 'en')}",
        f"- 例 Example: {entry['example']}",
    ]


def _named(template: str, lang: str) -> str:
    """A template that calls units and projects what forms without nouns of their own do."""
    return re.sub(r"\{noun\.(\w+)\}", lambda found: getattr(nouns(lang), found[1]), template)


def _states() -> list[str]:
    """What becomes of a file that comes in to a round."""
    lines = ["", "# Verdicts of a round · 一轮收表中每份来件的结论", ""]
    lines += ["Every file that `collect` takes in has exactly one of these."]
    for name, entry in entries("state").items():
        zh, en = (word(f"status.state.{name}", lang) for lang in ("zh", "en"))
        lines += ["", f"### `{name}` · {zh} · {en}", *_told(entry)]
    return lines


def _refusals() -> list[str]:
    """What is raised and never a finding; a file's own refusals stand among the findings."""
    lines = ["", "# Refusals · 不予执行", ""]
    lines += [
        "Raised, and one line of a command with exit code 2: a mistake of whoever calls xlperf,",
        "draws a form or hands in a master budget. What is refused of a returned file is a finding",
        "above, of the same code, where many files are read.",
    ]
    told, group = entries("finding"), ""
    for code, entry in sorted(entries("error").items()):
        if code in told:
            continue
        if code.partition(".")[0] != group:
            group = code.partition(".")[0]
            lines += ["", f"## {group} · refused"]
        lines += ["", f"### `{code}`", *_told(entry)]
    return lines


def forms() -> str:
    """The shipped forms: facts, and the file as it is drawn."""
    lines = [NOTICE.format(source="templates/"), "# Forms · 自带的表单"]
    for name, path in shipped_forms().items():
        form = Form.load(name)
        facts = f"{form.title} · {form.year} · v{form.version} · {form.money.unit}"
        source = path.read_text(encoding="utf-8")
        lines += ["", f"## {name}", "", facts, "", "```toml", source.rstrip(), "```"]
    return "\n".join(lines) + "\n"


def schema() -> str:
    """The JSON Schema that the shipped forms name."""
    return json.dumps(form_schema(), ensure_ascii=False, indent=1) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "findings.md": findings,
    "forms.md": forms,
    "../templates/form.schema.json": schema,
    "pictures/rooms.svg": picture,
    **{name: partial(page, DOCS / name, lang) for name, lang in REFERENCES.items()},
}


def main(arguments: list[str]) -> int:
    """Write the pages, or tell which are out of date."""
    check, stale = "--check" in arguments, []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        current = path.read_text(encoding="utf-8") if path.is_file() else ""
        if current == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    if check and stale:
        print(f"out of date: {', '.join(stale)}. Run `make docs`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
