"""`kb mcp`: the knowledge base for assistants that speak the Model Context Protocol."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import note
from kb.errors import UsageError
from kb.library import Library

if TYPE_CHECKING:
    from kb.mcp.server import KnowledgeServer

PORT = 8461


@click.command(name="mcp", short_help="Answer assistants over the Model Context Protocol.")
@click.option("--http", "over_http", is_flag=True, help="Answer at an address of this machine instead.")
@click.option("--port", type=click.IntRange(0, 65535), help=f"With --http: the port ({PORT}); 0 takes a free one.")
@shared_options
def command(port: int | None, *, over_http: bool) -> None:
    """Answer an assistant on standard input and output, until it hangs up; the assistant starts this command itself.

    It can search, read, quote and check, and changes nothing. docs/mcp.md says how to connect an assistant.
    """
    if port is not None and not over_http:
        raise UsageError("--port is for --http", "Give both, or neither")
    # Standard output is the protocol's; whatever else is to be said goes to standard error.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="kb mcp: %(message)s")
    quiet = bool(settings().get("quiet"))
    root = open_library().settings.root
    server = _server(lambda: Library.open(root))
    if not over_http:
        if sys.stdin.isatty():
            note("Waiting for an assistant; docs/mcp.md says how to connect one. Stop with Ctrl-C.", quiet=quiet)
        # The thread that reads standard input cannot be interrupted, and nothing here is lost by a sudden end.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        server.run("stdio")
        return
    from kb.web.serving import Listening, Server, configuration

    listening = Listening(port=PORT if port is None else port)
    opened = listening.listen()
    address = f"{listening.address(opened)}mcp"

    def ready() -> None:
        note(f"The knowledge base in {root} answers assistants at {address}\nStop with Ctrl-C.", quiet=quiet)

    app = server.streamable_http_app(stateless_http=True, json_response=True)
    Server(configuration(app, listening), ready).run(sockets=[opened])


def _server(opened: Callable[[], Library]) -> KnowledgeServer:
    try:
        from kb.mcp.server import create_server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("kb."):
            raise
        raise UsageError(
            f"kb mcp needs {error.name}, which is not installed", "Install it: pip install 'policy-kb[mcp]'"
        ) from error
    return create_server(opened)
