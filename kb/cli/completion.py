"""`kb completion`: the script a shell needs to complete kb's commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kb.cli.context import shared_options
from kb.cli.terminal import echo


@click.command(name="completion", short_help="Print the completion script for your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared_options
def command(shell: str) -> None:
    """Print a script; load it from your shell's start-up file.

    For bash: `eval "$(kb completion bash)"`. For zsh the same with zsh. For fish: `kb completion fish | source`.
    """
    from kb.cli.main import cli

    kind = get_completion_class(shell)
    assert kind is not None
    echo(kind(cli, {}, "kb", "_KB_COMPLETE").source())
