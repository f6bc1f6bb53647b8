"""Words for a person that are written once and said in several places, in English or translated."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name gettext uses for messages that are said later
    """The message itself: found by ``make messages`` where it is written, translated where it is shown."""
    return message
