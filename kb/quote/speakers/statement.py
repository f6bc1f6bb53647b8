"""One quotation while its speaker is looked for, and how sure a speaker is who was taken over from somewhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kb.model import How, Speaker
from kb.quote.attribution import Attribution, Reading
from kb.quote.scanner import Marked


@dataclass(slots=True, kw_only=True)
class Statement:
    """One quotation on its way to its speaker."""

    reading: Reading
    paragraph: int
    place: int
    marked: Marked
    found: Attribution | None
    utterance: int
    goes_on: bool = False
    speaker: Speaker | None = None
    pull_quote: bool = False


def repeated(speaker: Speaker | None, how: How, rule: str) -> Speaker | None:
    """The speaker again, no surer than ``how``, found by ``rule``."""
    return replace(speaker, how=weaker(speaker.how, how), rule=rule) if speaker else None


def weaker(one: How, other: How) -> How:
    """The less sure of the two."""
    order = (How.EXPLICIT, How.RESOLVED, How.INFERRED)
    return max(one, other, key=order.index)
