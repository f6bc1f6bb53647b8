"""What all pages of one start share."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.requests import Request

from kb.library.lending import Libraries
from kb.web.comparing import Comparing
from kb.web.kept import Kept
from kb.web.remembered import Remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The knowledge base that is shown, and the ``token`` that what writes must carry until the next start.

    ``from_afar`` says whether people at other machines may be asking.
    """

    libraries: Libraries
    from_afar: bool = False
    remembered: Remembered = field(default_factory=Remembered)
    comparing: Comparing = field(default_factory=Comparing)
    kept: Kept = field(default_factory=Kept)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def site_of(request: Request) -> Site:
    """The site a request is made to."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
