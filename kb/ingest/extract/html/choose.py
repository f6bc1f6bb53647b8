"""Which segments of a page are its document: the votes, checked against the page itself.

Each segment ends with a verdict: ``None`` (it is the document's) or the rule by which it is left out. The order:
what is furniture by its place or words goes; what was voted in stays; what stands between or beside voted text in
the same kind of place is put back; headings follow their sections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.ingest.blocks import BlockKind
from kb.ingest.describe.bylines import is_byline, read_byline
from kb.ingest.extract.html.furniture import rule_of
from kb.ingest.extract.html.places import Place, is_fact_box, is_within, quote_around
from kb.ingest.extract.html.sections import cut_sections
from kb.ingest.extract.html.segments import LINKED, PROSE_WORDS, Segment, is_prose

_DEEPEST = 7
_LINKED_LIST = 0.3
_ALL_LINKED = 0.95
_HEAVY = 0.85
_MUCH_HIDDEN = 0.3
_BEFORE, _AFTER = 12, 3
_BESIDE = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE, BlockKind.FOOTNOTE})
UNCHOSEN = "outside-main-text"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A rule or None for each segment, and how many segments the vote had missed and the page's order put back."""

    rules: tuple[str | None, ...]
    restored: int


def bars(segments: Sequence[Segment]) -> list[str | None]:
    """The rule by which each segment is furniture by its place or its words, whatever the vote says."""
    return [_bar(segment) for segment in segments]


def _bar(segment: Segment) -> str | None:
    place: Place | None = segment.place
    while place is not None:
        if place.mark and place.mark[1] == "hard":
            return place.mark[0]
        place = place.parent
    if segment.kind in {BlockKind.TABLE, BlockKind.CODE}:
        return None
    if segment.kind is not BlockKind.HEADING and segment.linked < _ALL_LINKED and is_byline(segment.text):
        return "byline"
    return rule_of(segment.text)


def choose(segments: Sequence[Segment], voted: Sequence[bool], barred: Sequence[str | None]) -> Verdicts:
    """The verdict on each segment, from the votes and the furniture rules."""
    kept = [vote and not bar for vote, bar in zip(voted, barred, strict=True)]
    scope = _scope(segments, kept)
    _drop_strays(segments, kept, scope)
    before = sum(kept)
    _put_back(segments, kept, barred, scope)
    _put_back_headings(segments, kept, barred, scope)
    restored = sum(kept) - before
    rules: list[str | None] = [
        None if keep else bar or _soft_rule(s, scope) for s, keep, bar in zip(segments, kept, barred, strict=True)
    ]
    cut_sections(segments, rules, barred)
    _drop_empty_headings(segments, rules)
    _tell_bylines(segments, rules)
    _keep_what_belongs(segments, rules, barred)
    return Verdicts(tuple(rules), restored)


def _scope(segments: Sequence[Segment], kept: Sequence[bool]) -> Place | None:
    """The smallest place that holds nearly all of the kept text."""
    weights: Counter[Place] = Counter()
    total = 0
    for segment, keep in zip(segments, kept, strict=True):
        if keep:
            total += segment.characters
            place: Place | None = segment.place
            while place is not None:
                weights[place] += segment.characters
                place = place.parent
    heavy = [place for place, weight in weights.items() if weight >= total * _HEAVY]
    return max(heavy, key=lambda place: place.depth, default=None)


def _inside(place: Place, scope: Place | None) -> bool:
    return scope is not None and is_within(place, scope)


def _drop_strays(segments: Sequence[Segment], kept: list[bool], scope: Place | None) -> None:
    """Drop what was voted in by its words alone: the same short line in a menu, or words that are hidden.

    Hidden text stays where it is much of what was voted in: then a script moves it into view.
    """
    sizes = [s.characters if keep else 0 for s, keep in zip(segments, kept, strict=True)]
    total = sum(sizes)
    hidden = sum(size for s, size in zip(segments, sizes, strict=True) if s.hidden)
    for i, segment in enumerate(segments):
        if segment.hidden and (not segment.frame.hidden or hidden < total * _MUCH_HIDDEN):
            kept[i] = False
        if (
            kept[i]
            and segment.words < PROSE_WORDS
            and segment.kind is not BlockKind.HEADING
            and not _inside(segment.place, scope)
        ):
            kept[i] = False


def _soft_mark(segment: Segment, scope: Place | None) -> str | None:
    place: Place | None = segment.place
    while place is not None and place is not scope:
        if place.mark:
            return place.mark[0]
        place = place.parent
    return None


def _soft_rule(segment: Segment, scope: Place | None) -> str:
    if segment.hidden:
        return "hidden"
    return _soft_mark(segment, scope) or ("navigation" if segment.linked >= LINKED else UNCHOSEN)


def _put_back(segments: Sequence[Segment], kept: list[bool], barred: Sequence[str | None], scope: Place | None) -> None:
    frames = Counter(s.frame for s, keep in zip(segments, kept, strict=True) if keep and is_prose(s))
    signatures = Counter(_kin(s) for s, keep in zip(segments, kept, strict=True) if keep and is_prose(s))
    first, last = _ends(kept)
    for i, segment in enumerate(segments):
        if kept[i] or barred[i] or segment.kind is BlockKind.HEADING or segment.linked >= LINKED:
            continue
        inside = _inside(segment.place, scope)
        beside = frames[segment.frame] > 0
        if (segment.hidden and not (beside and segment.frame.hidden)) or _soft_mark(segment, scope):
            continue
        alike = signatures[_kin(segment)] > 1 and (inside or _is_named(segment))
        between = inside and first < i < last
        if is_prose(segment):
            kept[i] = beside or alike or between
        elif segment.kind in _BESIDE:
            near = beside or alike or (between and is_fact_box(segment.frame))
            kept[i] = (near and not _in_link_list(segment)) or _says_whose(segments, kept, i)
        else:
            kept[i] = between and beside


def _says_whose(segments: Sequence[Segment], kept: Sequence[bool], i: int) -> bool:
    """Whether a segment stands in the same block quote as the kept one right above it: it names who is quoted."""
    quote = quote_around(segments[i].place)
    return i > 0 and kept[i - 1] and quote is not None and is_within(segments[i - 1].place, quote)


def _in_link_list(segment: Segment) -> bool:
    whole = segment.place.parent
    return segment.kind is BlockKind.LIST_ITEM and whole is not None and whole.linked > whole.characters * _LINKED_LIST


def _kin(segment: Segment) -> tuple[str, ...]:
    """The signatures of the frame and the two places above it: paragraphs of one text share them."""
    signatures, place = [], segment.frame
    for _ in range(3):
        signatures.append(place.signature)
        place = place.parent or place
    return tuple(signatures)


def _is_named(segment: Segment) -> bool:
    """Whether the frame's own classes tell it from any other element, so that likeness means something page-wide."""
    return not segment.frame.signature.endswith(".")


def _ends(kept: Sequence[bool]) -> tuple[int, int]:
    inside = [i for i, keep in enumerate(kept) if keep]
    return (inside[0], inside[-1]) if inside else (0, -1)


def _put_back_headings(
    segments: Sequence[Segment], kept: list[bool], barred: Sequence[str | None], scope: Place | None
) -> None:
    """Headings of kept text stay; what script will move into view (hidden, but voted in) takes its headings along."""
    below: Segment | None = None
    level = _DEEPEST
    for i in range(len(segments) - 1, -1, -1):
        segment = segments[i]
        if segment.kind is not BlockKind.HEADING:
            below = segment if kept[i] else below if barred[i] else None
            level = _DEEPEST if kept[i] else level
        elif (
            below is not None
            and not kept[i]
            and not barred[i]
            and segment.level < level
            and not _soft_mark(segment, scope)
        ):
            near = _inside(segment.place, scope) or below.frame is segment.frame
            kept[i] = near and (not segment.hidden or below.hidden)
        if segment.kind is BlockKind.HEADING:
            level = segment.level


def _tell_bylines(segments: Sequence[Segment], rules: list[str | None]) -> None:
    """Call byline only what stands at the document, not what belongs to the teasers of other documents."""
    inside = [i for i, rule in enumerate(rules) if rule is None]
    near = range(inside[0] - _BEFORE, inside[-1] + _AFTER + 1) if inside else range(0)
    labelled = [
        i
        for i, s in enumerate(segments)
        if rules[i] is not None and (b := read_byline(s.text)) is not None and b.label == "published"
    ]
    for i, segment in enumerate(segments):
        if rules[i] == "byline" and i not in near:
            rules[i] = UNCHOSEN
        elif rules[i] == UNCHOSEN and i in near and read_byline(segment.text) is not None:
            rules[i] = "byline"
    if len(labelled) == 1:
        rules[labelled[0]] = "byline"


def _is_caption(segment: Segment, table: Segment) -> bool:
    """Whether a segment is the ``<caption>`` of a table, or the ``<figcaption>`` of its figure."""
    if segment.kind is not BlockKind.PARAGRAPH:
        return False
    place = segment.place.parent if segment.place.tag == "p" else segment.place
    if place is None or place is table.place:
        return place is not None
    return place.tag == "figcaption" and place.mark is None and place.parent is table.place.parent


def _keep_what_belongs(segments: Sequence[Segment], rules: list[str | None], barred: Sequence[str | None]) -> None:
    """A caption goes with its table, and a footnote with the text that refers to it."""
    for i, table in enumerate(segments):
        for beside in (i - 1, i + 1) if table.kind is BlockKind.TABLE else ():
            if 0 <= beside < len(segments) and _is_caption(segments[beside], table):
                rules[beside] = rules[i]
    notes = [i for i, one in enumerate(segments) if one.kind is BlockKind.FOOTNOTE and rules[i] and not barred[i]]
    if not notes:
        return
    kept = "\n".join(one.text for one, rule in zip(segments, rules, strict=True) if rule is None)
    for i in notes:
        if f"[^{segments[i].marker}]" in kept and not segments[i].hidden:
            rules[i] = None


def _drop_empty_headings(segments: Sequence[Segment], rules: list[str | None]) -> None:
    """Leave out headings all of whose section was left out; a heading that had nothing under it stays."""
    level, content, removed = _DEEPEST, False, None
    for i in range(len(segments) - 1, -1, -1):
        segment = segments[i]
        if segment.kind is not BlockKind.HEADING:
            content = content or rules[i] is None
            removed = removed or (rules[i] if not segment.hidden else None)
            level = _DEEPEST if rules[i] is None else level
            continue
        deeper = content and level >= segment.level
        if rules[i] is None and segment.level > 1 and not deeper and removed and not content:
            rules[i] = removed
        if rules[i] is None:
            content, removed, level = segment.level > 1, None, segment.level
        elif segment.level <= level:
            content, removed = False, rules[i]
