"""A draft as it is read for checking: its text, and every quotation in it with what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model import PassedOver, Span, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """The text of a draft, blocks parted by blank lines.

    ``given`` is the text that spans count in; ``text`` may have more line ends than it, put in at the places
    ``added`` (rising, counted in ``text``). ``quotes`` are the texts of paragraphs set in a style for quotations.
    """

    name: str
    text: str
    given: str
    media_type: str
    added: tuple[int, ...] = ()
    quotes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuotation:
    """One quotation of a draft.

    ``beside`` are the sentence it stands in and the notes it refers to, ``around`` its paragraph and, of a block
    quotation, the paragraphs before and after it: where a reference is looked for. ``attribution`` is the same
    without the quoted words. ``certain`` is False where the speaker was only inferred.
    """

    text: str
    span: Span
    language: str
    utterance: int
    speaker: Speaker | None = None
    beside: str = ""
    around: str = ""
    block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft with its quotations in order, and the words between marks that are none."""

    name: str
    text: str
    media_type: str
    quotations: tuple[DraftQuotation, ...]
    passed_over: tuple[PassedOver, ...]
