"""The first half of cleaning: characters and lines, block by block. Afterwards every block stands on one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kb.ingest.blocks import Block, BlockKind
from kb.ingest.changes import Changes
from kb.ingest.clean.align import compose
from kb.ingest.clean.characters import repair, tidy, tidy_set
from kb.ingest.clean.hyphen_words import CONJUNCTIONS
from kb.ingest.clean.hyphens import Witness
from kb.ingest.clean.joining import Joiner
from kb.ingest.clean.lexicon import is_word
from kb.ingest.clean.tongue import tongue_of, tongue_of_all

_COMPOUNDING = frozenset({"da", "sv", "nb", "no", "de"})
_SET = (BlockKind.TABLE, BlockKind.CODE)
_WORDS = re.compile(r"[^\W_]+")
_SPACE_BEFORE = re.compile(r"(?<=[^\W_]) +(?=[,;.](?:\s|$))")
_SPACE_AFTER_HYPHEN = re.compile(r"(?<![\w-])([^\W\d_]{3,})- ([^\W\d_]{5,})(?![\w/-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Blocks with sound characters on one line each, and how many line ends were joined."""

    blocks: tuple[Block, ...]
    joins: int


def mend(
    blocks: tuple[Block, ...],
    changes: Changes,
    language: str | None,
    language_of: Callable[[str], str] | None,
) -> Mended:
    """Mend the characters of all blocks, then join their lines with the whole document as witness."""
    sound = [_with_sound_characters(block, changes, f"block {i}") for i, block in enumerate(blocks, start=1)]
    flowing = [text for block, text in zip(blocks, sound, strict=True) if block.kind not in _SET]
    main = language or tongue_of_all(flowing)
    joiner = Joiner(witness=Witness.of(flowing), language=main, is_word=is_word, changes=changes)
    mended: list[Block] = []
    joins = 0
    for number, (block, text) in enumerate(zip(blocks, sound, strict=True), start=1):
        if block.kind in _SET:
            new = text
        else:
            spoken = language_of(text) if language_of is not None else (language or tongue_of(text, main))
            joined, count = joiner.join(text, place(block, number), spoken)
            joins += count
            new = _with_plain_spaces(joined, changes, place(block, number), spoken)
        mended.append(block if new == block.text else replace(block, text=new, runs=compose(block, new)))
    return Mended(blocks=tuple(block for block in mended if block.text), joins=joins)


def place(block: Block, number: int) -> str:
    """Where a block stands, in words."""
    return f"block {number}" if block.page is None else f"page {block.page}, block {number}"


def _with_sound_characters(block: Block, changes: Changes, where: str) -> str:
    repaired = repair(block.text)
    tidied = tidy_set if block.kind in _SET else tidy
    before, after = tidied(block.text), tidied(repaired)
    differs = bool(before) and _WORDS.findall(before) != _WORDS.findall(after)
    if differs and not changes.note("characters", before, where, after):
        return before
    return after


def _with_plain_spaces(text: str, changes: Changes, where: str, language: str) -> str:
    """Take out the spaces that no writer sets: before a comma or stop, and after a hyphen inside a word."""
    text = _SPACE_BEFORE.sub(lambda m: _changed(m, "space-before-comma", "", changes, where), text)
    if language not in _COMPOUNDING:
        return text
    return _SPACE_AFTER_HYPHEN.sub(lambda m: _closed_up(m, changes, where, language), text)


def _changed(match: re.Match[str], rule: str, new: str, changes: Changes, where: str) -> str:
    start = match.string.rfind(" ", 0, match.start()) + 1
    words = match.string[start : match.end() + 1]
    fixed = match.string[start : match.start()] + new + match.string[match.end() : match.end() + 1]
    return new if changes.note(rule, words, where, fixed) else match.group()


def _closed_up(match: re.Match[str], changes: Changes, where: str, language: str) -> str:
    """The second half of a compound is a noun; a hyphen set as a dash has a small word after it."""
    left, right = match[1], match[2]
    waits = right.lower() in CONJUNCTIONS or not right[0].islower() or not is_word(right, language)
    whole = f"{left}-{right}"
    if waits or not changes.note("space-after-hyphen", match[0], where, whole):
        return match.group()
    return whole
