"""The elements of a page as places: where a piece of text stands, and whether that place is likely to hold furniture.

*Furniture* is what a page carries besides its document: menus, notices about cookies, sharing buttons, teasers.
A mark is ``hard`` where nobody puts a document's text (a cookie notice), ``soft`` where it happens (an aside).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

Strength = Literal["hard", "soft"]


@dataclass(slots=True, eq=False)
class Place:
    """One block element: its parents, its ``signature`` (tag and classes), and the mark of furniture it bears.

    ``characters`` counts all visible text under it and is filled when the walk is done; ``holds_h1`` likewise.
    """

    parent: Place | None
    tag: str
    signature: str
    depth: int
    mark: tuple[str, Strength] | None = None
    hidden: bool = False
    characters: int = 0
    linked: int = 0
    holds_h1: bool = False


_HARD_TAGS = {"nav": "navigation", "noscript": "browser-warning", "dialog": "navigation", "menu": "navigation"}
_SOFT_TAGS = {"aside": "aside", "footer": "footer", "fieldset": "form", "figcaption": "caption", "caption": "caption"}
_HARD_ROLES = {
    "navigation": "navigation",
    "contentinfo": "footer",
    "search": "navigation",
    "dialog": "notice",
    "alertdialog": "notice",
    "menu": "navigation",
    "menubar": "navigation",
    "toolbar": "navigation",
    "tablist": "navigation",
}
_SOFT_ROLES = {"complementary": "aside", "banner": "navigation", "alert": "notice", "status": "notice"}
_HARD_WORDS = {
    "notice": "cookie cookies cookiebanner cookieconsent cookiebot cookienotice onetrust consent gdpr kakor usercentrics",
    "browser-warning": "nojs noscript javascriptwarning browserwarning outdatedbrowser browsehappy",
    "navigation": "breadcrumb breadcrumbs brodkrumme brodsmulor navbar skiplink skiplinks pagination pager menubar",
    "comments": "disqus commentlist respond livefyre",
}
_SOFT_WORDS = {
    "navigation": "nav navigation menu submenu sidebar sidenav toc toolbar tags taglist tagcloud topics categories login search tabs",
    "footer": "footer colophon sidfot bundtekst copyright legal disclaimer",
    "sharing": "share sharing sharebar social some socialmedia addthis addtoany sharedaddy dela del followus follow",
    "related": "related relaterede relaterade recommended recommendations recirc readmore morestories mostread mestlaest popular trending teaser teasers cards card outbrain taboola upnext laes lasmer lasocksa seealso similar suggestions nextpost prevnext",
    "sign-up": "newsletter nyhedsbrev nyhetsbrev subscribe subscription signup paywall optin mailchimp mailinglist cta",
    "advertisement": "ad ads advert advertisement advertising annonce annoncer annons annonser promo promotion sponsor sponsored banner dfp adslot",
    "comments": "comments comment kommentarer kommentar reviews",
    "notice": "modal popup overlay toast lightbox",
    "contact": "contact kontakt contactbox kontaktbox contacts kontakter vcard hcard",
    "byline": "byline author authors authorbio authorbox bio dateline postmeta entrymeta articlemeta meta",
    "caption": "caption captions credit credits wpcaption imagecaption billedtekst bildtext",
}
_HARD_PAIRS = {
    ("no", "js"): "browser-warning",
    ("skip", "link"): "navigation",
    ("skip", "links"): "navigation",
    ("comment", "list"): "comments",
    ("comments", "area"): "comments",
    ("browser", "warning"): "browser-warning",
    ("js", "warning"): "browser-warning",
}
_SOFT_PAIRS = {
    ("laes", "ogsaa"): "related",
    ("las", "mer"): "related",
    ("las", "ocksa"): "related",
    ("laes", "mere"): "related",
    ("read", "more"): "related",
    ("read", "next"): "related",
    ("see", "also"): "related",
    ("most", "read"): "related",
    ("mest", "laeste"): "related",
    ("sign", "up"): "sign-up",
    ("mailing", "list"): "sign-up",
    ("post", "meta"): "byline",
}
_FACTS = frozenset(
    {
        "fact",
        "facts",
        "fakta",
        "faktaruta",
        "faktaboks",
        "factbox",
        "faktabox",
        "quote",
        "pullquote",
        "citat",
        "blockquote",
        "note",
        "definition",
        "infobox",
        "sammanfattning",
        "resume",
        "summary",
    }
)
_WORD_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_MAX_ATTRIBUTE = 400


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: rule for rule, words in table.items() for word in words.split()}


_HARD = _by_word(_HARD_WORDS)
_SOFT = _by_word(_SOFT_WORDS)


@lru_cache(maxsize=4096)
def mark_of_names(names: str) -> tuple[str, Strength] | None:
    """The mark that an element's class and id give it: words are parted at hyphens, underscores and humps."""
    fact = False
    soft: tuple[str, Strength] | None = None
    for name in names.split():
        if "[" in name or ":" in name:  # utility classes ("md:hidden", "[&_nav]:p-2") style, they do not name
            continue
        words = [w.lower() for w in _WORD_OF_NAME.findall(name)]
        fact = fact or not _FACTS.isdisjoint(words)
        found = _mark_of_words(words)
        if found and found[1] == "hard":
            return found
        soft = soft or found
    return None if fact else soft


def _mark_of_words(words: list[str]) -> tuple[str, Strength] | None:
    pairs = list(pairwise(words))
    together = "".join(words)
    for word in (*words, together):
        if word in _HARD:
            return _HARD[word], "hard"
    for pair in pairs:
        if pair in _HARD_PAIRS:
            return _HARD_PAIRS[pair], "hard"
    for pair in pairs:
        if pair in _SOFT_PAIRS:
            return _SOFT_PAIRS[pair], "soft"
    return next(((_SOFT[word], "soft") for word in (*words, together) if word in _SOFT), None)


def mark_of(tag: str, names: str, role: str, *, in_article: bool) -> tuple[str, Strength] | None:
    """The mark an element bears by its tag, its role, or its names, the surest first."""
    if tag in {"html", "body", "main", "article"}:
        return None
    hard = _HARD_TAGS.get(tag) or _HARD_ROLES.get(role)
    named = mark_of_names(names[:_MAX_ATTRIBUTE]) if names and not hard else None
    if not hard and named and named[1] == "hard":
        return named
    if not hard and tag == "footer" and not in_article:
        hard = "footer"
    if hard:
        return hard, "hard"
    if tag == "aside" and not _FACTS.isdisjoint(w.lower() for w in _WORD_OF_NAME.findall(names)):
        return None
    soft = _SOFT_TAGS.get(tag) or _SOFT_ROLES.get(role)
    return (soft, "soft") if soft else named


def is_fact_box(place: Place | None) -> bool:
    """Whether a place, or the one it stands in, is named as a box of facts."""
    for _ in range(2):
        if place is None:
            return False
        if place.tag != "body" and not _FACTS.isdisjoint(w.lower() for w in _WORD_OF_NAME.findall(place.signature)):
            return True
        place = place.parent
    return False


def is_within(place: Place, scope: Place) -> bool:
    """Whether a place is ``scope`` or stands somewhere below it."""
    walker: Place | None = place
    while walker is not None and walker.depth >= scope.depth:
        if walker is scope:
            return True
        walker = walker.parent
    return False


def quote_around(place: Place | None) -> Place | None:
    """The block quote that a place stands in, or None."""
    while place is not None and place.tag != "blockquote":
        place = place.parent
    return place


def settle(places: list[Place]) -> None:
    """Add up each place's text from below, then take the marks off places that hold most of the page or its h1.

    A class such as ``with-sidebar`` on the page's own wrapper would otherwise throw the document away.
    """
    for place in reversed(places):
        if place.parent is not None:
            place.parent.characters += place.characters
            place.parent.linked += place.linked
            place.parent.holds_h1 |= place.holds_h1
    total = max((place.characters - place.linked for place in places), default=0)
    for place in places:
        own = place.characters - place.linked
        if place.mark and place.tag not in {"nav", "noscript"} and (place.holds_h1 or own * 2 > total):
            place.mark = None


def common(one: Place, other: Place) -> Place:
    """The nearest place that holds both."""
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
        else:
            break
    return one
