"""One request of a person: in which language it is answered, from which library, with which page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from kb.library import Library
from kb.web import languages, templating
from kb.web.site import Site, site_of

_YEAR = 365 * 24 * 3600
Query = Mapping[str, str | int | Iterable[str] | None]


class Visit:
    """A request, with everything a view needs to answer it."""

    def __init__(self, request: Request, library: Library | None = None) -> None:
        self.request = request
        self.site: Site = site_of(request)
        self._library = library
        self.asked = request.query_params.get("lang")
        self.language = languages.chosen(
            self.asked, request.cookies.get(languages.COOKIE), request.headers.get("accept-language", "")
        )
        self.wording = languages.wording(self.language)

    @property
    def library(self) -> Library:
        """The library this request may use, alone, until it is answered."""
        assert self._library is not None
        return self._library

    def value(self, name: str) -> str:
        """A value of the address, without white space around it; empty where it is missing."""
        return self.request.query_params.get(name, "").strip()

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a name that may stand in the address several times, each once."""
        return tuple(dict.fromkeys(one for one in self.request.query_params.getlist(name) if one.strip()))

    def say(self, message: str, **values: object) -> str:
        """A message in the visitor's language. Messages are found by ``make messages`` where they are written."""
        return self.wording.say(message, **values)

    def url(self, path: str, query: Query | None = None) -> str:
        """An address on this site; ``None`` and empty values are left out of the query."""
        root: str = self.request.scope.get("root_path", "")
        return root + address(path, query)

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page from a template; ``templates/base.html`` says what every one of them may use."""
        page = templating.environment(self.language).get_template(template)
        response = HTMLResponse(page.render(visit=self, url=self.url, **values), status)
        if self.asked in languages.LOCALES:
            response.set_cookie(
                languages.COOKIE,
                self.language,
                max_age=_YEAR,
                httponly=True,
                samesite="lax",
                secure=self.request.url.scheme == "https",
            )
        return response

    def redirect(self, path: str, query: Query | None = None) -> RedirectResponse:
        """To another page of this site, after something was changed."""
        return RedirectResponse(self.url(path, query), 303)

    def in_language(self, language: str) -> str:
        """This page's address in another language of the interface."""
        kept = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        return f"{self.request.url.path}?{urlencode([*kept, ('lang', language)])}"


def address(path: str, query: Query | None = None) -> str:
    """A path with its query, as the address bar shows it."""
    pairs: list[tuple[str, str]] = []
    for name, value in (query or {}).items():
        if value is None or value == "":
            continue
        if isinstance(value, str | int):
            pairs.append((name, str(value)))
        else:
            pairs += [(name, one) for one in value]
    return f"{path}?{urlencode(pairs)}" if pairs else path
