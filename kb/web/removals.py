"""What the cleaner removed, in a visitor's words: its rules, and where the words stood."""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.model.messages import N_

RULES: dict[str, str] = {
    "above-headline": N_("Above the headline"),
    "advertisement": N_("Advertisement"),
    "alt-text": N_("Description of a picture"),
    "aside": N_("Beside the text"),
    "breadcrumb": N_("Path of the page"),
    "browser-warning": N_("Note to the browser"),
    "byline": N_("Byline"),
    "call-to-action": N_("Invitation to click"),
    "caption": N_("Caption"),
    "characters": N_("Characters put right"),
    "confidentiality": N_("Confidentiality notice"),
    "contact": N_("Contact details"),
    "cookie-notice": N_("Cookie notice"),
    "copyright-line": N_("Copyright line"),
    "disclaimer": N_("Disclaimer"),
    "footer": N_("Foot of the page"),
    "issue-line": N_("Line about the issue"),
    "kicker": N_("Kicker"),
    "line-end-hyphen": N_("Hyphen at the end of a line"),
    "line-number": N_("Line number"),
    "mail-header": N_("Head of a mail"),
    "mail-signature": N_("Signature of a mail"),
    "navigation": N_("Navigation"),
    "newsletter": N_("Newsletter"),
    "newsletter-frame": N_("Frame of a newsletter"),
    "notice": N_("Notice"),
    "outside-main-text": N_("Outside the main text"),
    "page-furniture": N_("Frame of the page"),
    "page-number": N_("Page number"),
    "photo-credit": N_("Photo credit"),
    "print-button": N_("Print button"),
    "publication-line": N_("Line about the publication"),
    "reading-time": N_("Reading time"),
    "related": N_("Related content"),
    "running-footer": N_("Running footer"),
    "running-header": N_("Running header"),
    "running-line": N_("Running line"),
    "share-button": N_("Sharing"),
    "sharing": N_("Sharing"),
    "sign-up": N_("Sign-up"),
    "space-after-hyphen": N_("Space after a hyphen"),
    "space-before-comma": N_("Space before a comma"),
    "struck-out": N_("Struck-out text"),
    "table-of-contents": N_("Table of contents"),
    "turned-text": N_("Turned text"),
}
"""The cleaning rules by their names in ``removed.jsonl``."""

_PLACES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"page (?P<n>\d+)"), N_("page %(n)s")),
    (re.compile(r"block (?P<n>\d+)(?: of the page)?"), N_("block %(n)s")),
    (re.compile(r"line (?P<n>\d+)"), N_("line %(n)s")),
    (re.compile(r"page header"), N_("page header")),
    (re.compile(r"page footer"), N_("page footer")),
)


def rule_name(rule: str, say: Callable[..., str]) -> str:
    """The name of a rule; its own, in English, where it is new."""
    return say(RULES[rule]) if rule in RULES else rule.replace("-", " ").capitalize()


def place_name(where: str, say: Callable[..., str]) -> str:
    """Where removed words stood; as the cleaner wrote it where a part of it is not known."""
    said = []
    for piece in where.split(", "):
        for pattern, message in _PLACES:
            if found := pattern.fullmatch(piece):
                said.append(say(message, **found.groupdict()))
                break
        else:
            return where
    return ", ".join(said)
