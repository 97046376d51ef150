"""The commands `forms list`, `forms show`, `forms check`."""

import click

from ..findings import FormError, Lang, word
from ..form import Form, form_path, shipped_forms
from .options import json_option, lang_option, spoken
from .printing import print_json
from .saying import say, say_lines


@click.group()
def forms() -> None:
    """List, show and check forms. 表单：列出、查看、检查。"""


@forms.command("list")
@json_option
@lang_option
def list_forms(as_json: bool, lang: Lang | None) -> None:
    """List the forms that come with xlperf. 自带的表单。"""
    found = [Form.load(name) for name in shipped_forms()]
    if as_json:
        print_json({"forms": [_form_json(each) for each in found]})
        return
    for each in found:
        kind = word("print.form-list" if each.list else "print.form-project", spoken(lang))
        say(f"{each.name:<16}{each.year}  v{each.version}  {each.title}  ({kind})")


def _form_json(form: Form) -> dict[str, object]:
    return {
        "name": form.name, "title": form.title, "version": form.version, "year": form.year,
        "money": {"unit": form.money.unit, "places": form.money.places},
        "kind": "list" if form.list else "project",
        "taxonomy": {name: list(names) for name, names in form.taxonomy.items()},
    }  # fmt: skip


def _mistake_json(mistake: FormError) -> dict[str, object]:
    line = mistake.values.get("line")
    return {
        "code": mistake.code, "line": int(line) if line else None,
        "path": mistake.values.get("path", ""),
        "message": {lang: FormError.of([mistake]).message(lang) for lang in ("zh", "en")},
    }  # fmt: skip


@forms.command("show")
@click.argument("form")
@json_option
def show_form(form: str, as_json: bool) -> None:
    """Show a form as it is drawn. 查看画出的表单。"""
    if as_json:
        print_json(_form_json(Form.load(form)))
    else:
        Form.load(form)
        say_lines(form_path(form).read_text(encoding="utf-8-sig"))


@forms.command("check")
@click.argument("form")
@json_option
@lang_option
def check_form(form: str, as_json: bool, lang: Lang | None) -> None:
    """Check a form file. 检查表单文件。"""
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
