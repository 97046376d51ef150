"""Commands whose help is in the catalogue, in both languages, and so are their mistakes.

A command says in Python what it takes; what that means is found by its name and its option.
"""

from typing import Any

import click
from click.shell_completion import CompletionItem

from ..findings import LANGS
from .help_text import help_lines, meaning, path_of, summary
from .language import LANG_ASKED, asked_on, lang_of, line_of, remember_line
from .saying import keep_quiet
from .wrong_use import WrongUse, close_to, told_value


class Command(click.Command):
    """A command: what it is for, its options and its mistakes are told from the catalogue.

    Every command takes `--quiet` and `--lang`, which is handed on to those that ask for `lang`.
    """

    allow_extra_args = True  # they are refused below, in words of our own

    def __init__(self, name: str | None, params: list[click.Parameter] | None = None,
                 **given: Any) -> None:  # fmt: skip
        asks = any(each.name == "lang" for each in params or ())
        also = [] if asks else [lang_parameter(expose_value=False)]
        super().__init__(name, params=[*(params or ()), _quiet_parameter(), *also], **given)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help in the language of whoever asks."""
        formatter.write("\n".join(help_lines(self, ctx, lang_of(ctx), formatter.width)) + "\n")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a line apart; a value that cannot be used is told with what may be there."""
        line = list(args)
        if ctx.parent is None:
            remember_line(ctx, line)
        try:
            rest = super().parse_args(ctx, args)
        except click.BadParameter as error:
            values, _, _ = self.make_parser(ctx).parse_args(line)
            raise told_value(error, ctx, values) from error
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if "lang" in ctx.params:
            ctx.params["lang"] = asked_on(line_of(ctx)) or ctx.params["lang"]
        if rest and not (self.is_followed or ctx.resilient_parsing):
            raise WrongUse("usage.too-many", ctx, found=" ".join(rest))
        return rest

    is_followed = False
    """Whether the name of another command follows."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What may follow, each option with its meaning."""
        found = super().shell_complete(ctx, incomplete)
        options = {name: each for each in self.get_params(ctx) for name in each.opts}
        for item in found:
            if item.value in options:
                item.help = meaning(path_of(ctx), options[item.value], lang_of(ctx))
        return found


class Group(Command, click.Group):
    """A group of commands; without the name of one it prints its help."""

    command_class = Command
    is_followed = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a line apart up to the name of a command."""
        line = list(args)
        rest = super().parse_args(ctx, args)
        if not (ctx.resilient_parsing or self.make_parser(ctx).parse_args(line)[1]):
            raise click.exceptions.NoArgsIsHelpError(ctx)
        return rest

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named first, and what is left for it."""
        name, *rest = args
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            alike = close_to(name, self.list_commands(ctx))
            raise WrongUse("usage.no-command", ctx, found=name, alike=alike)
        return name, command, rest

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that may follow, each with what it is for; none of them is loaded."""
        names = [each for each in self.list_commands(ctx) if each.startswith(incomplete)]
        path, lang = path_of(ctx), lang_of(ctx)
        told = [
            CompletionItem(each, help=summary(f"{path} {each}".strip(), lang)) for each in names
        ]
        return told or super().shell_complete(ctx, incomplete)


def _quiet_parameter() -> click.Option:
    """The option that leaves out all that is said on the way."""
    names = ["-q", "--quiet"]
    return click.Option(names, is_flag=True, expose_value=False, callback=keep_quiet)


def lang_parameter(**given: Any) -> click.Option:
    """The option that says in which language a command speaks."""
    return click.Option(["--lang"], type=click.Choice(LANGS), envvar=LANG_ASKED, **given)
