"""`kb serve`: the knowledge base as a page in the browser."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import note
from kb.credentials import read_credential
from kb.errors import UsageError
from kb.library import Library

PORT = 8460
WARMING = 2.0
"""Seconds for which the address is held back until the first pages are ready; a large index may take longer to open."""


@click.command(name="serve", short_help="Show the knowledge base as a page in the browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Start the browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--certificate", type=click.Path(path_type=Path), help="A certificate (PEM), for TLS.")
@click.option("--key", type=click.Path(path_type=Path), help="Its private key (PEM).")
@click.option("--public-url", metavar="URL", help="Where a proxy shows these pages.")
@shared_options
def command(
    port: int, host: str, certificate: Path | None, key: Path | None, public_url: str | None, *, open_browser: bool
) -> None:
    """Show the knowledge base as a page in the browser, on this machine alone, until stopped with Ctrl-C.

    Another address than the machine's own is only listened on with TLS and a password (KB_WEB_PASSWORD, or the
    file that KB_WEB_PASSWORD_FILE names); docs/web.md says how to put the page behind a proxy that signs people in.
    """
    from kb.web.app import create_app
    from kb.web.serving import Listening, Server, configuration
    from kb.web.warming import warm

    listening = Listening(
        host=host,
        port=port,
        password=read_credential("web-password", environ=os.environ),
        certificate=certificate,
        key=key,
    )
    listening.check()
    public = _public(public_url)
    root = open_library().settings.root
    app = create_app(
        lambda: Library.open(root),
        hosts=[host] if public is None else [host, public.hostname or ""],
        origins=[] if public is None else [f"{public.scheme}://{public.netloc}"],
        password=listening.password,
    )
    opened = listening.listen()
    address = public_url or listening.address(opened)
    warming = threading.Thread(target=warm, args=(app,), name="warming", daemon=True)
    warming.start()
    warming.join(WARMING)

    def ready() -> None:
        quiet = bool(settings().get("quiet"))
        note(f"The knowledge base in {root} is shown at {address}\nStop with Ctrl-C.", quiet=quiet)
        if open_browser:
            click.launch(address)

    under = public.path.rstrip("/") if public else ""
    Server(configuration(app, listening, under), ready).run(sockets=[opened])


def _public(url: str | None) -> SplitResult | None:
    """The address a proxy shows the pages at, taken apart."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"{url} is not the address of a page", "Give it as https://kb.example.org")
    return parts
