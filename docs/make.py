"""Make the generated documents, or check that they are current (`--check`).

docs/findings.md      every finding, its level, an example, how to mend it: from the catalogue
docs/forms.md         the shipped forms as they are drawn: from templates/
"""

import sys
from collections.abc import Callable
from pathlib import Path

from xlperf.catalogue import entries
from xlperf.form import Form
from xlperf.form_file import shipped_forms

DOCS = Path(__file__).parent
NOTICE = "<!-- Made by docs/make.py from {source}; edit that, then run `make docs`. -->\n"


def findings() -> str:
    """Every finding of the catalogue, by the word its code begins with."""
    lines = [NOTICE.format(source="src/xlperf/catalogue"), "# Findings · 检查问题一览", ""]
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
        lines += ["", f"### `{code}` · {entry['level']} · {justifiable}{opinion}", ""]
        lines += [f"- {entry['says']['zh']}", f"  {entry['says']['en']}"]
        lines += [f"- 改法：{entry['mend']['zh']}", f"  To mend: {entry['mend']['en']}"]
        lines += [f"- 例 Example: {entry['example']}"]
    return "\n".join(lines) + "\n"


def forms() -> str:
    """The shipped forms: facts, and the file as it is drawn."""
    lines = [NOTICE.format(source="templates/"), "# Forms · 自带的表单"]
    for name, path in shipped_forms().items():
        form = Form.load(name)
        facts = f"{form.title} · {form.year} · v{form.version} · {form.money.unit}"
        source = path.read_text(encoding="utf-8")
        lines += ["", f"## {name}", "", facts, "", "```toml", source.rstrip(), "```"]
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {"findings.md": findings, "forms.md": forms}


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
