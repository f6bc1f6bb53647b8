"""What a request must be to be answered at all, and what every answer says to the browser.

A page on 127.0.0.1 can be reached by every page the browser shows. Three things keep those out: the ``Host`` must be
one of ours (against DNS rebinding), ``Origin`` and ``Sec-Fetch-Site`` must not name another site, and what writes
must carry the token of this start (see `kb.web.routing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FRESH = "private, no-cache"


class Guard:
    """Answers only requests that come from our own pages, and gives every answer its headers.

    ``hosts`` are the names this server is called by, ``origins`` where its pages are seen if a proxy stands before it.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], origins: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or hand it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)  # a download has a policy of its own
                headers.setdefault("Cache-Control", FRESH)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        answer = self._app if refusal is None else PlainTextResponse(refusal[1] + "\n", refusal[0])
        await answer(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or host_name(hosts[0]) not in self._hosts:
            return 400, "This server is not called by that name. Open it at the address that kb serve printed."
        site = headers.get("sec-fetch-site", "same-origin")
        origin = headers.get("origin")
        if method not in SAFE:
            ours = origin is None or origin in self._origins or origin.partition("://")[2] == hosts[0]
            if not ours or site not in ("same-origin", "none"):
                return (
                    403,
                    "Another page asked for this change. Nothing was changed; go back and start on kb's own page.",
                )
        elif site == "cross-site" and (
            headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document"
        ):
            return 403, "Another site may link to this page, but not load it into one of its own."
        return None


def host_name(host: str) -> str:
    """The name in a ``Host`` header, without its port and without the brackets of an IPv6 address."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
