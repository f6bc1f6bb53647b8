"""What stands above a headline without being one: the kind of text (``PRESSEMEDDELELSE``) and the section of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.ingest.blocks import Block, BlockKind, Clue

_I = re.IGNORECASE
_KINDS = (
    r"press?e?meddelelser?|pressemeddelse|pressmeddelande[nt]?|press release|media release|news release|presseinvitation|pressinbjudan|"
    r"nyhed(?:er|en)?|nyhet(?:er|en)?|news(?: story| release)?|aktuelt|debat(?:t|indlæg|tindlæg|tartikel)?|opinion|op-?ed|kronik(?:en)?|krönika|leder(?:en)?|"
    r"ledare(?:n)?|editorial|comment(?:ary)?|kommentar(?:en)?|analyse|analys|analysis|interview|intervju(?:n)?|reportage|feature|portræt|porträtt|profile|"
    r"insändare|læserbrev|klumme|column|blog|blogg|anmeldelse|recension|review|baggrund|bakgrund|background|explainer|long read|essay|artikel|article"
)
_SECTIONS = (
    r"arbejdsmarked|arbetsmarknad|arbetsliv|arbejdsliv|jobs?|careers?|sundhed|hälsa|vård|vård och hälsa|health(?: ?care)?|uddannelse|utbildning|education|"
    r"erhverv|næringsliv|näringsliv|business|økonomi|ekonomi|economy|penge|pengar|money|finance|politik|politics|indland|udland|inrikes|utrikes|"
    r"sverige|danmark|norden|europa|europe|eu|world|verden|världen|national|international|lokalt|local|forskning|research|videnskab|vetenskap|science|"
    r"teknologi|teknik|tech(?:nology)?|digitalisering|digitalt|digital|it|klima|klimat|climate|miljø|miljö|environment|energi|energy|natur|nature|"
    r"transport|trafik|infrastruktur|bolig|bostad|bostäder|housing|samfund|samhälle|society|kultur|culture|sport|livsstil|lifestyle|familie|familj|"
    r"medicin|medicine|life science|innovation|jura|juridik|law|kriminalitet|brott|crime|landbrug|jordbruk|lantbruk|agriculture|region(?:en)?|hovedstaden"
)
_QUALIFIER = (
    r"(?:rettet|korrigeret|opdateret|ny|rättad|korrigerad|uppdaterad|ny|corrected|updated|revised)(?: (?:udgave|version|utgåva|edition))?|"
    r"(?:til|för|for) (?:øjeblikkelig|omedelbar|immediate) (?:offentliggørelse|udsendelse|publicering|release)|embargo\b.{0,40}"
)
_LABEL = re.compile(rf"(?:{_KINDS})(?:\s*[–—:|/,(-]\s*(?:{_QUALIFIER}|{_SECTIONS})\)?)?\s*[:|]?", _I)
_SECTION = re.compile(rf"(?:{_SECTIONS})(?:\s*(?:[/|,&>–-]|og|och|and)\s*(?:{_SECTIONS}|{_KINDS})){{0,2}}\s*[:|]?", _I)
_PRESS = re.compile(r"press|news release|media release", _I)
_ENDS_SENTENCE = re.compile(r"[.!?:;,…][\"”’»)]*$")
_LOOK_AT = 6
_MOST_WORDS = 2
_MOST_ABOVE = 12
_HEADLINE_WORDS = 4
_LONGEST_HEADLINE = 180
_BETWEEN = 2  # a dateline or a notice may stand between the kicker and its headline


def kickers(
    blocks: Sequence[Block], dated_below: Sequence[bool], *, sections: bool, page: bool
) -> tuple[dict[int, str], tuple[Clue, ...]]:
    """The first blocks that name a kind of text or a section and have their headline below them, and clues.

    A title may be one word, so a word goes only where a list knows it, or where a line with the date was taken out right
    below it (``dated_below``, for each of the first blocks), and a longer headline follows.
    ``sections`` says whether the document may be a page of a paper, and ``page`` whether it is
    one of the web, where a few words above the title are the site's.
    """
    found: dict[int, str] = _above_title(blocks) if page else {}
    clues: list[Clue] = []
    for index in range(min(_LOOK_AT, len(dated_below))):
        block = blocks[index]
        flat = " ".join(block.text.split())
        if (
            index in found
            or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING)
            or not _has_headline(blocks, index, found)
        ):
            continue
        if _LABEL.fullmatch(flat):
            found[index] = "kicker"
            if _PRESS.match(flat):
                clues.append(Clue(field="kind", value="article", where=f"the line “{flat}”", certain=False))
        elif sections and (_SECTION.fullmatch(flat) or (dated_below[index] and _may_be_section(flat))):
            found[index] = "kicker"
    return found, tuple(clues)


def _above_title(blocks: Sequence[Block]) -> dict[int, str]:
    """The few words of a page, an advertisement among them, that stand above its one title."""
    titles = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level == 1]
    if len(titles) != 1 or not 0 < titles[0] <= _BETWEEN:
        return {}
    above = blocks[: titles[0]]
    slight = all(block.kind is BlockKind.PARAGRAPH and len(block.text.split()) <= _MOST_ABOVE for block in above)
    return dict.fromkeys(range(titles[0]), "above-headline") if slight else {}


def _may_be_section(flat: str) -> bool:
    return len(flat.split()) <= _MOST_WORDS and flat.replace(" ", "").isalpha() and flat[:1].isupper()


def _has_headline(blocks: Sequence[Block], index: int, found: dict[int, str]) -> bool:
    """Whether a headline follows: a heading, or a longer line without an end stop, and nothing but kickers comes first."""
    if any(i not in found for i in range(index)):
        return False
    for below in blocks[index + 1 : index + 2 + _BETWEEN]:
        flat = " ".join(below.text.split())
        words = len(flat.split())
        short = len(flat) <= _LONGEST_HEADLINE and not _ENDS_SENTENCE.search(flat.rstrip("?!"))
        if below.kind is BlockKind.HEADING:
            return words >= _HEADLINE_WORDS or below.level == 1
        if (
            below.kind is BlockKind.PARAGRAPH
            and short
            and words >= _HEADLINE_WORDS
            and not any(c.isdigit() for c in flat)
        ):
            return True
    return False
