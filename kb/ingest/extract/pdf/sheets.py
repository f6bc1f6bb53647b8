"""Pages as drawn: words and rulings with their places.

Places are in points from the page's top left corner as a reader sees it (after the page's own rotation).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of characters without a space, in one type size; ``glued`` when nothing parts it from the word before.

    ``baseline`` is where its letters stand, ``size`` the type size, all in points; y grows downwards.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    glued: bool = False
    artifact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A drawn line or filled rectangle, by its bounds."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page as drawn: ``dots`` are small round or square shapes, ``words`` and ``turned`` (words that do not run from left to right) in stream order."""

    number: int
    label: str | None
    width: float
    height: float
    words: tuple[Word, ...] = ()
    turned: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    dots: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A whole PDF as drawn, with its document information."""

    sheets: tuple[Sheet, ...]
    information: dict[str, str] = field(default_factory=dict)
    unreadable: tuple[int, ...] = ()
