"""How much each translation of a word counts."""

from __future__ import annotations

from kb.terms.glossary import GlossaryTerm

PREFERRED, OTHER = 1.0, 0.8
"""How much the preferred translation counts and how much the others."""


def translated(language: str, terms: tuple[GlossaryTerm, ...], factor: float) -> list[tuple[GlossaryTerm, float]]:
    """The terms of one language, each with how much it counts: the preferred one most, imported ones less."""
    return [
        (term, factor * term.weight * (PREFERRED if term.rank == 0 else OTHER))
        for term in terms
        if term.language == language
    ]


def distinct(terms: list[tuple[GlossaryTerm, float]]) -> list[tuple[GlossaryTerm, float]]:
    """Each term once, as its first and heaviest: several concepts can hold the same one."""
    found: dict[tuple[str, tuple[str, ...]], tuple[GlossaryTerm, float]] = {}
    for term, weight in terms:
        known = found.setdefault((term.language, term.forms), (term, weight))
        if weight > known[1]:
            found[term.language, term.forms] = (term, weight)
    return list(found.values())
