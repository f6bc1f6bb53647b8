"""What sort of document it is, from its title, its first words and what its file says, in three languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.model import Kind, Removal

_FIRST_WORDS = 700
_MIN_QUOTES = 2


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?i)" + "|".join(rf"(?:{p})" for p in patterns))


_ANSWER = _words(
    r"\bhørings(?:svar|udtalelse|bidrag)\w*",
    r"\bremiss(?:var|yttrande|svar)\w*",
    r"\byttrande(?:t)?\b",
    r"\bbidrag til (?:den |regeringens )?\w* ?høring",
    r"\bsvar på (?:remiss|høring|offentlig høring)",
    r"\bconsultation (?:response|answer|submission|reply)",
    r"\bresponse to (?:the |a )?(?:public |open )?(?:consultation|call for evidence)",
    r"\bfeedback to (?:the )?(?:commission|consultation)",
    r"\bpositionspapper\b",
    r"\bposition paper\b",
    r"\bpositionspapir\b",
    r"\bsubmission to (?:the |a )?(?:\w+ )?(?:consultation|committee|inquiry|call)",
)
# What a body asks a government to write into a plan of its own is a strategy, unless it answers a consultation.
_INPUT = _words(
    r"\bindspil(?:let)?\b",
    r"\binspel(?:et)?\b",
    r"\bpolitiske? udspil\b",
    r"\b(?:input|contribution|proposals?) (?:to|for) (?:the |a |an )?(?:[\w-]+ ){0,5}(?:strategy|action plan|roadmap|agenda|white paper)",
    r"\b(?:bidrag|input|forslag|förslag) til(?:l)? (?:[\w-]+ ){0,6}\w*(?:strategi|handlingsplan|handleplan)\w*",
)
_SPEECH = _words(
    r"^(?:\w+ )?(?:åbnings|fest|nytårs|grundlovs|fød\w*|jubilæums)?tale(?:n)?\b(?: (?:ved|af|til|på|om|i)\b|:|$)",
    r"\b(?:åbningstale|grundlovstale|nytårstale|festtale|nytårstal|invigningstal|högtidstal|regeringsförklaring|åbningsredegørelse)\w*",
    r"^(?:tal|anförande)\b(?: (?:av|vid|på|i|till|om|den)\b|:|$)",
    r"\banförande\w*\b",
    r"^(?:opening |keynote )?(?:speech|address|remarks|keynote)\b",
    r"\b(?:speech|remarks|address) (?:by|at|delivered)\b",
    r"^(?:ärade|kära|kære|bästa) (?:\w+ )?(?:ledamöter|vänner|venner|kolleger|kollegor|alle)\b",
    r"\bmine damer og herrer\b",
    r"\bmina damer och herrar\b",
    r"^ladies and gentlemen\b",
)
_STRATEGY = _words(
    r"\w*strategi(?:en|er|n)?\b",
    r"\bstrategy\b",
    r"\bstrategic (?:plan|agenda|framework)\b",
    r"\b(?:handlings|aktions)plan(?:en)?\b",
    r"\bhandlingsprogram\w*",
    r"\baction plan\b",
    r"\bmålbild\b",
    r"\broadmap\b",
    r"\bfärdplan\b",
    r"\bhandleplan\b",
    r"\bvision (?:20\d\d|for|för)\b",
    r"\bwhite paper\b",
    r"\bhvidbog\b",
    r"\bvitbok\b",
)
_REPORT = _words(
    r"\w*rapport(?:en|er)?\b",
    r"\breports?\b",
    r"\bSOU\s?\d{4}:\d+",
    r"\bDs\s?\d{4}:\d+",
    r"\bbetænkning\w*",
    r"\bbetänkande\w*",
    r"\bredegørelse\w*",
    r"\bredovisning\w*",
    r"\bevaluering\w*",
    r"\butvärdering\w*",
    r"\bevaluation of\b",
    r"\bkortlægning\w*",
    r"\bkartläggning\w*",
    r"\banalyse (?:af|om)\b",
    r"\banalys av\b",
    r"\bstatusredogørelse\w*",
    r"\bårsberetning\w*",
    r"\bårsredovisning\w*",
    r"\bverksamhetsberättelse\w*",
    r"\bundersøgelse af\b",
    r"\bprop(?:osition)?\.?\s\d{4}/\d\d:\d+",
)
_NOTE = _words(
    r"^(?:\w+)?(?:notat|notits|promemoria|PM|memo(?:randum)?|referat|mødereferat|minnesanteckningar|protokoll|briefing|policy brief|note|minutes)\b",
    r"\b(?:fakta|baggrunds)notat\b",
    r"\bfact ?sheet\b",
    r"\bfaktablad\b",
    r"\bfaktaark\b",
)
# A line above a title that calls it news, on a page whose file does not.
_NEWS = _words(
    r"^(?:nyhed(?:er)?|nyhet(?:er)?|news|pressemeddelelse(?:r)?|pressmeddelande(?:n)?|press release|artikel|debat|debatt|kronik|krönika|ledare|leder)\b"
)
_ARTICLE_RULES = frozenset({"byline"})
_QUOTE = re.compile(r"[“”\"»«„][^“”\"»«„\n]{15,}[“”\"»«„]")
_SAYS = re.compile(
    r"(?i)\b(?:siger|säger|sade|sagde|fortæller|berättar|menar|mener|forklarer|förklarar|said|says|explains|tells|notes|told|udtaler|konstaterar|konstaterer|understreger)\b"
)
_TITLE_ORDER = (
    (Kind.CONSULTATION_ANSWER, _ANSWER),
    (Kind.SPEECH, _SPEECH),
    (Kind.NOTE, _NOTE),
    (Kind.STRATEGY, _INPUT),
    (Kind.STRATEGY, _STRATEGY),
    (Kind.REPORT, _REPORT),
)
_SERIES = _words(
    r"\b(?:report|rapport|rapporter|working paper|discussion paper)(?:erie|series)?\s*(?:no\.?|nr\.?)?\s*(?:\d{4}\s*[:/.-]\s*\d+|\d{1,3}\b)",
    r"\bISSN\s*\d{4}-\d{3}[\dX]",
    r"\bISBN\b",
)
_EXPLAINER = _words(
    r"^(?:explainer|guide|faq|q&a|questions and answers|spørgsmål og svar|frågor och svar|ofte stillede spørgsmål|vanliga frågor)\b"
)
_START_ORDER = (
    (Kind.CONSULTATION_ANSWER, _ANSWER),
    (Kind.SPEECH, _SPEECH),
    (Kind.STRATEGY, _INPUT),
    (Kind.REPORT, _SERIES),
)


def kind_of(title: str, clues: Sequence[Clue], blocks: Sequence[Block], removed: Sequence[Removal]) -> tuple[Kind, str]:
    """The kind and where it shows."""
    said = {c.value: c.where for c in clues if c.field == "kind"}
    above = [r.text for r in removed if r.rule in _ARTICLE_RULES or r.rule == "kicker"]
    news = "article" in said or any(_NEWS.search(line) for line in above)
    for kind, pattern in _TITLE_ORDER:
        # News about a strategy is news; a page or file that names itself one is it.
        if pattern.search(title) and not (news and kind in {Kind.STRATEGY, Kind.REPORT, Kind.NOTE}):
            return kind, "the title"
    start = _start(blocks)
    if not news:
        for kind, pattern in _START_ORDER:
            if pattern.search(start):
                return kind, "the first words"
    for value, where in said.items():
        if value in set(Kind) and value != Kind.WEB_PAGE:
            return Kind(value), where
    if not news and any(_EXPLAINER.search(line) for line in (title, *above)):
        return Kind.WEB_PAGE, "a line that calls it an explainer"
    if _is_article(blocks, removed):
        return Kind.ARTICLE, "its byline" if any(r.rule in _ARTICLE_RULES for r in removed) else "the quotations in it"
    return (Kind.WEB_PAGE, said[Kind.WEB_PAGE]) if Kind.WEB_PAGE in said else (Kind.OTHER, "nothing says it")


def _start(blocks: Sequence[Block]) -> str:
    text = ""
    for i, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING or text or i:
            text += " ".join(block.text.split()) + "\n"
        if len(text) >= _FIRST_WORDS:
            break
    return text[:_FIRST_WORDS]


def _is_article(blocks: Sequence[Block], removed: Sequence[Removal]) -> bool:
    if any(r.rule in _ARTICLE_RULES for r in removed):
        return True
    told = [b.text for b in blocks if _QUOTE.search(b.text) and _SAYS.search(b.text)]
    return len(told) >= _MIN_QUOTES
