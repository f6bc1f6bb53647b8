"""The entry point: finds the command, runs it, and turns every error into a sentence and an exit code."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from kb.errors import KbError
from kb.version import __version__

# The help of the group names every command without importing one: name, module, what it does.
COMMANDS = {
    "init": "Make a knowledge base in a folder.",
    "add": "Add files, folders, web pages or standard input.",
    "list": "List the documents.",
    "show": "Show a document, what was removed from it, or its record.",
    "diff": "Say what changed between the editions of a document.",
    "edit": "Correct a title, a date, a language, tags and other fields by hand.",
    "remove": "Move documents to the trash.",
    "undo": "Take the last change back.",
    "search": "Search the documents.",
    "quote": "Get excerpts and quotations ready to paste, with their citation.",
    "check": "Check every quotation in a draft against the knowledge base.",
    "figures": "Find sentences that state a number about a subject.",
    "serve": "Show the knowledge base as a page in the browser.",
    "terms": "Show, add, import and learn the words a question is widened by.",
    "index": "Bring the search index up to date, or make it anew.",
    "stats": "Say what the knowledge base holds.",
    "trash": "List or throw away what kb undo could bring back.",
    "export": "Write documents for other programs, or everything as a zip to keep.",
    "doctor": "Check that every document is whole.",
    "mcp": "Answer assistants over the Model Context Protocol.",
    "completion": "Print the completion script for your shell.",
}
FAULT = 70
"""The exit code of a fault of the program itself (``EX_SOFTWARE`` of sysexits.h)."""
_MODULES = {"list": "kb.cli.list_", "index": "kb.cli.index_"}


class LazyGroup(click.Group):
    """A group whose commands are imported one at a time, when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, in the order a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(_MODULES.get(cmd_name, f"kb.cli.{cmd_name}"))
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader of the pipe that has seen enough (`kb list | head`) is no error of it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Caught here: click would leave with 1, which says that nothing was found. Python flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; a mistyped one is answered with the near ones."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=2, cutoff=0.5)
            hint = f" Did you mean {' or '.join(f'kb {n}' for n in near)}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(__version__, prog_name="kb")
@click.option("--kb", "kb_path", metavar="PATH", help="The knowledge base to use (or set KB_HOME).")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes, only the answer and errors.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour on the terminal (NO_COLOR is obeyed).",
)
@click.pass_context
def cli(ctx: click.Context, kb_path: str | None, color: str, *, debug: bool, quiet: bool) -> None:
    """Search, quote and cite Danish, Swedish and English documents.

    A knowledge base is a folder with kb.toml, corpus/ and index/. It is looked for in --kb, KB_HOME, the folders
    from here upwards, and your data folder.
    """
    ctx.ensure_object(dict)
    ctx.obj.update(kb_path=kb_path, debug=debug, quiet=quiet)
    ctx.color = {"always": True, "never": False}.get(color)
    if ctx.color is None and "NO_COLOR" in os.environ:
        ctx.color = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and leave the process with the contract's exit code."""
    _write_utf8()
    # Loading modules makes thousands of objects that live until the end; looking for garbage among them is wasted.
    gc.set_threshold(100_000, 20, 20)
    given: dict[str, Any] = {}
    code = _run(list(sys.argv[1:] if arguments is None else arguments), given)
    if arguments is None:
        sys.exit(code)
    return code


def _run(arguments: list[str], given: dict[str, Any]) -> int:
    try:
        result = cli.main(arguments, prog_name="kb", standalone_mode=False, obj=given)
    except click.exceptions.Abort:
        click.echo("Interrupted; what was done so far is kept.", err=True)
        return 130
    except click.UsageError as error:
        _show_usage_error(error)
        return 2
    except click.ClickException as error:
        from kb.cli.terminal import note

        note(f"Error: {error.format_message()}")
        return 2
    except KbError as error:
        if given.get("debug"):
            raise
        from kb.cli.messages import explain

        click.echo(explain(error), err=True)
        return error.exit_code
    except Exception as error:
        # A fault of the program itself must not look like the answer no (1), nor like a page of code.
        if given.get("debug"):
            raise
        from kb.cli.terminal import note, plain

        note(f"Error: kb itself failed: {plain(f'{type(error).__name__}: {error}')}\nNo document was harmed by it: "
             "what was begun is finished or taken back by the next command. The same with --debug shows where.")  # fmt: skip
        return FAULT
    return result if isinstance(result, int) else 0


def _show_usage_error(error: click.UsageError) -> None:
    from kb.cli.terminal import note

    name = error.ctx.command_path if error.ctx else "kb"
    note(f"Error: {error.format_message()}\nSee {name} --help.")


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: a Danish letter must never end a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")
