"""The commands `forms list`, `forms show`, `forms check`, `forms new`, `forms schema`."""

import json
from pathlib import Path

import click

from ..excel.files import refuse_existing, write_whole
from ..findings import FormError, Lang, word
from ..form import Form, form_path, form_schema, shipped_forms, starting_form
from ..issuing import blank_workbook
from .command import Group
from .form_year import dated, year_option
from .options import force_option, json_option, lang_option, spoken
from .out_names import file_named
from .printing import print_document, print_json
from .saying import give_lines, say


@click.group(cls=Group)
def forms() -> None:
    """List, show, check and begin forms."""


@forms.command("list")
@json_option
@lang_option
def list_forms(as_json: bool, lang: Lang | None) -> None:
    """List the forms that come with xlperf."""
    found = [Form.load(name) for name in shipped_forms()]
    if as_json:
        print_json({"forms": [_form_json(each) for each in found]})
        return
    for each in found:
        kind = word(f"print.form-{_kind(each)}", spoken(lang))
        say(f"{each.name:<18}{each.year}  v{each.version}  {each.title}  ({kind})")


def _kind(form: Form) -> str:
    """What there is a sheet of for each: a list of all, a project, or a unit alone."""
    if form.master_list:
        return "list"
    return "project" if form.project_sheet else "unit"


def _form_json(form: Form) -> dict[str, object]:
    return {
        "name": form.name, "title": form.title, "version": form.version, "year": form.year,
        "money": {"unit": form.money.unit, "places": form.money.places},
        "kind": _kind(form),
        "taxonomy": {name: list(names) for name, names in form.taxonomy.items()},
    }  # fmt: skip


def _mistake_json(mistake: FormError) -> dict[str, object]:
    line = mistake.values.get("line")
    return {
        "code": mistake.code, "line": int(line) if line else None,
        "path": mistake.values.get("path", ""),
        "message": {lang: FormError.of([mistake]).message(lang) for lang in ("zh", "en")},
    }  # fmt: skip


out_option = click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
)  # fmt: skip


@forms.command("show")
@click.argument("form")
@click.option(
    "--as", "kind", type=click.Choice(["toml", "xlsx"]), default="toml", show_default=True,
)  # fmt: skip
@out_option
@year_option
@force_option
@json_option
def show_form(
    *, form: str, kind: str, out: Path | None, year: int | None, force: bool, as_json: bool
) -> None:
    """Show a form as it is drawn."""
    drawn = dated(Form.load(form), year)
    if kind == "xlsx":
        content = blank_workbook(drawn)
        path = file_named(out, ".xlsx") if out else Path(f"{drawn.name}.xlsx")
        _write(path, content, force=force)
    elif as_json:
        print_json(_form_json(drawn))
    else:
        text = drawn.source if year else form_path(form).read_text(encoding="utf-8-sig")
        _give(text, out and file_named(out, ".toml"), force=force)


@forms.command("new")
@out_option
@force_option
@lang_option
def new_form(*, out: Path | None, force: bool, lang: Lang | None) -> None:
    """Write a form to start from, which explains itself."""
    _give(starting_form(spoken(lang)), out and file_named(out, ".toml"), force=force)


@forms.command("schema")
@out_option
@force_option
def schema_of_forms(*, out: Path | None, force: bool) -> None:
    """Print the JSON Schema of the form file, for editors."""
    if out is None:
        print_document(form_schema())
    else:
        text = json.dumps(form_schema(), ensure_ascii=False, indent=1) + "\n"
        _write(file_named(out, ".json"), text.encode("utf-8"), force=force)


def _give(text: str, out: Path | None, *, force: bool) -> None:
    """Print a text, or write it to a file."""
    if out is None:
        give_lines(text)
    else:
        _write(out, text.encode("utf-8"), force=force)


def _write(out: Path, content: bytes, *, force: bool) -> None:
    refuse_existing(out, force=force)
    write_whole(out, content, force=force)
    say(str(out))


@forms.command("check")
@click.argument("form")
@json_option
@lang_option
def check_form(form: str, as_json: bool, lang: Lang | None) -> None:
    """Check a form file."""
    try:
        drawn = Form.load(form)
    except FormError as error:
        if as_json:
            print_json({"ok": False, "mistakes": [_mistake_json(each) for each in error.mistakes]})
        raise
    if as_json:
        print_json({"form": drawn.name, "ok": True})
    else:
        say(word("print.form-good", spoken(lang, drawn), name=drawn.name, file=form_path(form)))
