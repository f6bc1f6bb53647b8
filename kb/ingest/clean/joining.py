"""The lines of a block as one line again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.ingest.changes import Changes
from kb.ingest.clean.characters import tidy
from kb.ingest.clean.hyphen_words import CONJUNCTIONS
from kb.ingest.clean.hyphens import Hyphen, Witness, decide

_LAST_TOKEN = re.compile(r"[^\s(\[\"“”„»«]{1,80}$")
_FIRST_WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
_LETTERS = re.compile(r"[^\W_]+")
_URL = re.compile(r"(?:https?://|www\.)\S*$")
_LONGEST_URL = 500
_LONG_NOUN = 5
_SOFT = "\u00ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joiner:
    """Joins lines with one document as witness; every decision about a hyphen is listed in ``changes``."""

    witness: Witness
    language: str
    is_word: Callable[[str, str], bool]
    changes: Changes

    def join(self, text: str, where: str, language: str) -> tuple[str, int]:
        """``text`` on one line, and how many line ends were joined."""
        lines = [line.strip(" ") for line in text.split("\n")]
        lines = [line for line in lines if line.strip(_SOFT)]
        parts: list[str] = lines[:1]
        for following in lines[1:]:
            before = parts[-1]
            kept, glue = self._seam(before, following, where, language or self.language)
            parts[-1] = kept
            if glue:
                parts.append(glue)
            parts.append(following)
        joined = "".join(parts).replace(_SOFT, "")
        return tidy(joined), max(0, len(lines) - 1)

    def _seam(self, before: str, after: str, where: str, language: str) -> tuple[str, str]:
        """The first line as it stays, and what comes between it and the next."""
        if before[-1] in "-\u00ad" and len(before) > 1:
            return self._hyphen_seam(before, after, where, language)
        if before[-1] == "/" and len(before) > 1 and before[-2].isalnum():
            return before, ""
        if before[-1] in "–—" and len(before) > 1 and before[-2].isdigit() and after[0].isdigit():
            return before, ""
        if _URL.search(before[-_LONGEST_URL:]) and after[0] in "/?#&=":
            return before, ""
        return before, " "

    def _hyphen_seam(self, before: str, after: str, where: str, language: str) -> tuple[str, str]:
        word = _FIRST_WORD.match(after)
        if before[-2].isspace():
            return before, "" if word and _ends_in_conjunction(before) else " "
        token = _LAST_TOKEN.search(before[:-1])
        if token is None or word is None:
            return before, " " if word is None else ""
        left, right = token.group(), word.group()
        kind = self._decide(before, left, right, language)
        broken = f"{left}{before[-1]}\n{right}".replace(_SOFT, "-")
        if kind is Hyphen.SUSPENDED:
            return before[:-1] + "-", " "
        whole = f"{left}{right}" if kind is Hyphen.JOIN else f"{left}-{right}"
        carried_out = self.changes.note("line-end-hyphen", broken, where, whole)
        if kind is Hyphen.JOIN and carried_out:
            return before[:-1], ""
        return before[:-1] + "-", ""

    def _decide(self, before: str, left: str, right: str, language: str) -> Hyphen:
        noun = len(right) >= _LONG_NOUN and right.islower() and self.is_word(right, language)
        if noun and before[-1] != _SOFT and _is_name_of_words(before, left):
            return Hyphen.KEEP
        part = _LETTERS.match(right)
        return decide(
            left.strip(".,;:!?)]'’\"") if left[-1] != "." else left,
            part.group() if part and "-" not in right else right,
            language=language,
            witness=self.witness,
            is_word=self.is_word,
            soft=before[-1] == _SOFT,
            inside=_stands_inside(before),
        )


def _ends_in_conjunction(before: str) -> bool:
    words = before[:-1].split()
    return bool(words) and words[-1].lower().rstrip(",") in CONJUNCTIONS


def _stands_inside(before: str) -> bool:
    """Whether words of the same sentence stand before the broken word on its line."""
    words = before[-200:].split()
    return len(words) > 1 and words[-2][-1] not in ".?!:"


def _is_name_of_words(before: str, left: str) -> bool:
    """Whether two capitalised words stand before the hyphen, as in ``Medicon Valley-/regionen``."""
    words = before[:-1].split()
    if len(words) < 2 or words[-1] != left:  # noqa: PLR2004
        return False
    first, second = words[-2], words[-1]
    starts_sentence = len(words) == 2 or words[-3][-1] in ".?!:"  # noqa: PLR2004
    return first[0].isupper() and first.isalpha() and second[0].isupper() and not starts_sentence
