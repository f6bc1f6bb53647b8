"""Listening: the socket, who may reach it, and uvicorn."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

import uvicorn
from starlette.applications import Starlette

from kb.credentials import Secret
from kb.errors import UsageError
from kb.web.guard import LOOPBACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where to listen, and what guards it beyond this machine; ``port`` 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 0
    password: Secret | None = None
    certificate: Path | None = None
    key: Path | None = None

    def check(self) -> None:
        """Refuse to be reachable from other machines without a password and encryption.

        Raises:
            UsageError: It would be, or the certificate's files are not both there.
        """
        if (self.certificate is None) != (self.key is None):
            raise UsageError("a certificate needs its key", "Give both --certificate FILE and --key FILE")
        for path in (self.certificate, self.key):
            if path is not None and not path.is_file():
                raise UsageError(f"there is no file {path}", "Name the PEM files of the certificate and its key")
        if is_loopback(self.host):
            return
        lacking = [
            name
            for name, given in (("a password", self.password), ("a certificate (TLS)", self.certificate))
            if not given
        ]
        if lacking:
            raise UsageError(
                f"listening on {self.host} would open the knowledge base to other machines without"
                f" {' and '.join(lacking)}",
                "Put a password into KB_WEB_PASSWORD or the file KB_WEB_PASSWORD_FILE names and give --certificate and --key, or stay on 127.0.0.1 behind a proxy that signs"
                " people in (docs/web.md says how)",
            )

    def listen(self) -> socket:
        """A socket that listens there.

        Raises:
            UsageError: The port is taken or may not be used.
        """
        family = AF_INET6 if ":" in self.host else AF_INET
        # With its protocol named, asyncio sends small answers at once; else each waits 40 ms for the one before it.
        opened = socket(family, SOCK_STREAM, IPPROTO_TCP)
        try:
            opened.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            opened.bind((self.host, self.port))
        except OSError as error:
            opened.close()
            raise UsageError(
                f"port {self.port} on {self.host} cannot be used: {error.strerror or error}",
                "Another kb serve may be running; choose another with --port N",
            ) from error
        return opened

    def address(self, opened: socket) -> str:
        """What a person types to get there."""
        scheme = "https" if self.certificate else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{opened.getsockname()[1]}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host's address."""
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Server(uvicorn.Server):
    """uvicorn, which tells when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def configuration(app: Starlette, listening: Listening, under: str = "") -> uvicorn.Config:
    """How uvicorn is to serve; nothing a proxy writes into a request is believed.

    ``under`` is the path below which a proxy shows the pages, if not at its root.
    """
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        root_path=under,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
        timeout_graceful_shutdown=5,
    )
