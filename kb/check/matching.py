"""Places of a source that hold a quotation word by word, and what differs there although the words are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.check.folding import Fold, folds_between, marks_between, same_marks, words_of
from kb.check.meaning import has_condition, has_figure, has_negation
from kb.check.pattern import Join, Pattern, Piece
from kb.check.sources import Source
from kb.model import Difference, DifferenceKind, Span

LONGEST_CUT = 200
"""Words that a marked cut may leave out."""
_LONGEST_CUT_BETWEEN_SNIPPETS = 30
_SNIPPET = 3
_LONGEST_REPLACED = 8
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One place whose words are those of a quotation; ``number`` is that of the text in the index.

    ``first`` and ``last`` count words of the source; ``cuts`` are the words left out at marked cuts.
    """

    number: int
    source: Source
    first: int
    last: int
    folds: tuple[Fold, ...] = ()
    differences: tuple[Difference, ...] = ()
    cuts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The characters of the source from the first word to the last."""
        return self.source.span(self.first, self.last)

    @property
    def quality(self) -> int:
        """0 exact, 1 typographic, 2 with marked cuts, 3 with differences of marks or case."""
        if any(one.kind is not DifferenceKind.EDITORIAL for one in self.differences):
            return 3
        return 2 if self.cuts else (1 if self.folds else 0)


def matches(pattern: Pattern, number: int, source: Source) -> list[Match]:
    """The places of a source that hold a quotation, in order; pieces in order within the bounds of a cut."""
    found: list[Match] = []
    first = pattern.pieces[0]
    for place in source.occurrences(first.words.low)[:_MOST_PLACES]:
        spots = _following(pattern, source, place)
        if spots is not None:
            found.append(_compared(pattern, number, source, spots))
    return found


def _following(pattern: Pattern, source: Source, place: int) -> list[int] | None:
    """Where each piece stands, each as near as can be behind the one before it."""
    spots = [place]
    for before, piece in zip(pattern.pieces, pattern.pieces[1:], strict=False):
        start = spots[-1] + len(before)
        found = source.occurrences(piece.words.low, start, start + _reach(before, piece) + len(piece))
        if not found:
            return None
        spots.append(found[0])
    return spots


def _reach(before: Piece, piece: Piece) -> int:
    if piece.join is Join.INSERT:
        return max(_LONGEST_REPLACED, len(words_of(piece.inserted)) + 2)
    return LONGEST_CUT if max(len(before), len(piece)) >= _SNIPPET else _LONGEST_CUT_BETWEEN_SNIPPETS


def _compared(pattern: Pattern, number: int, source: Source, spots: list[int]) -> Match:
    folds: list[Fold] = list(pattern.folds)
    differences: list[Difference] = []
    cuts: list[str] = []
    warnings: list[str] = []
    for at, (piece, spot) in enumerate(zip(pattern.pieces, spots, strict=True)):
        for one in _piece_differences(piece, source, spot):
            if isinstance(one, Difference):
                differences.append(one)
            else:
                folds.append(one)
        if at:
            end = spots[at - 1] + len(pattern.pieces[at - 1])
            left_out = source.words.text[source.words.ends[end - 1] : source.words.starts[spot]] if spot > end else ""
            words = source.words.keys[end:spot]
            differences += _editorial(piece, words)
            if piece.join is Join.CUT or words:
                cuts.append(" ".join(left_out.split()))
                warnings += _hidden(left_out, words)
            else:
                folds.append(Fold.EDITORIAL)
    last = spots[-1] + len(pattern.pieces[-1])
    differences += _closing(pattern, source, last)
    if pattern.inserted_after or pattern.pieces[0].join is Join.INSERT:
        folds.append(Fold.EDITORIAL)
    if pattern.cut_before or pattern.cut_after:
        cuts.append("")
    return Match(
        number=number,
        source=source,
        first=spots[0],
        last=last,
        folds=tuple(dict.fromkeys(folds)),
        differences=tuple(differences),
        cuts=tuple(cuts),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _piece_differences(piece: Piece, source: Source, spot: int) -> Iterator[Fold | Difference]:
    draft, words = piece.words, source.words
    for at in range(len(draft)):
        place = spot + at
        mine = draft.text[draft.starts[at] : draft.ends[at]]
        theirs = words.text[words.starts[place] : words.ends[place]]
        if mine != theirs:
            free = at == 0 or draft.starts[at] in piece.lettered
            yield from _word_differences((mine, draft.keys[at]), (theirs, words.keys[place]), free=free)
        if at + 1 < len(draft):
            yield from _gap_differences(draft.between(at), words.between(place), mine, theirs)


def _word_differences(mine: tuple[str, str], theirs: tuple[str, str], *, free: bool) -> Iterator[Fold | Difference]:
    (raw, key), (source_raw, source_key) = mine, theirs
    if key == source_key:
        yield from folds_between(raw, source_raw, word=True)
    elif free and key[1:] == source_key[1:]:
        yield Fold.FIRST_LETTER
    else:
        yield Difference(op="replace", source=source_raw, draft=raw, kind=DifferenceKind.CASE)


def _gap_differences(mine: str, theirs: str, word: str, source_word: str) -> Iterator[Fold | Difference]:
    if mine == theirs:
        return
    if same_marks(mine, theirs):
        yield from folds_between(mine, theirs, word=False)
    else:
        one, other = marks_between(mine), marks_between(theirs)
        yield Difference(op="replace", source=source_word + other, draft=word + one, kind=DifferenceKind.PUNCTUATION)


def _editorial(piece: Piece, replaced: list[str]) -> Iterator[Difference]:
    """What an editor's words in brackets do: a negation among them changes what is said."""
    if piece.join is not Join.INSERT:
        return
    turned = has_negation(piece.inserted)
    if replaced and [word.lower() for word in replaced] == words_of(piece.inserted).low:
        return
    yield Difference(
        op="replace" if replaced else "insert",
        source=" ".join(replaced),
        draft=f"[{piece.inserted}]",
        kind=DifferenceKind.NEGATION if turned else DifferenceKind.EDITORIAL,
    )


def _hidden(left_out: str, words: list[str]) -> Iterator[str]:
    if has_negation(left_out):
        yield "elision-hides-negation"
    if has_figure(words):
        yield "elision-hides-figure"
    if has_condition(left_out):
        yield "elision-hides-condition"


def _closing(pattern: Pattern, source: Source, last: int) -> Iterator[Difference]:
    """A question or exclamation mark at the end counts, in the draft as in the source; a stop or comma does not."""
    draft = pattern.pieces[-1].words
    if pattern.cut_after:
        return
    mine = marks_between(draft.text[draft.ends[-1] :])
    words = source.words
    end = words.starts[last] if last < len(words) and words.starts[last] > words.ends[last - 1] else len(words.text)
    theirs = marks_between(words.text[words.ends[last - 1] : min(end, words.ends[last - 1] + 40)])
    asked, asks = ("".join(c for c in marks if c in "?!")[:1] for marks in (theirs, mine))
    if asks != asked and (asks or mine.startswith(".")):
        word, source_word = draft.keys[-1], words.keys[last - 1]
        yield Difference(
            op="replace",
            source=source_word + (theirs[:1] or ""),
            draft=word + mine[:1],
            kind=DifferenceKind.PUNCTUATION,
        )
