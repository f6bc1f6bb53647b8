"""One password for everybody who may read: HTTP basic authentication (RFC 7617), which only makes sense over TLS."""

from __future__ import annotations

import base64
import binascii
import secrets

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kb.credentials import Secret


class Password:
    """Asks the browser for the password; any user name will do."""

    def __init__(self, app: ASGIApp, *, password: Secret) -> None:
        self._app = app
        self._password = password

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for the password, or hand the request on."""
        if scope["type"] == "http" and not self._given(Headers(scope=scope).get("authorization", "")):
            refusal = PlainTextResponse(
                "The password of this knowledge base is needed.\n",
                401,
                {"WWW-Authenticate": 'Basic realm="kb", charset="UTF-8"'},
            )
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _given(self, header: str) -> bool:
        scheme, _, encoded = header.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            _, _, given = base64.b64decode(encoded, validate=True).partition(b":")
        except (binascii.Error, ValueError):
            return False
        return secrets.compare_digest(given, self._password.reveal().encode())
