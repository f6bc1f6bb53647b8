"""What a person reads instead of the words of the record; `N_` marks them for translation where they are written."""

from __future__ import annotations

from kb.model import Kind


def N_(message: str) -> str:  # noqa: N802 - the name gettext uses for messages that are said later
    """The message itself: found by ``make messages``, said when it is shown."""
    return message


KINDS: dict[str, str] = {
    Kind.ARTICLE: N_("Article"),
    Kind.REPORT: N_("Report"),
    Kind.STRATEGY: N_("Strategy"),
    Kind.CONSULTATION_ANSWER: N_("Consultation response"),
    Kind.SPEECH: N_("Speech"),
    Kind.WEB_PAGE: N_("Web page"),
    Kind.NOTE: N_("Note"),
    Kind.OTHER: N_("Other"),
}

NAVIGATION: tuple[tuple[str, str, str], ...] = (("overview", "/", N_("Search")),)
"""The entries of the navigation: the section a page names, its address, its label."""
