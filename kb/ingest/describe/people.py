"""Names of persons and of organisations, told apart by their form."""

from __future__ import annotations

import re

from kb.ingest.describe.months import WEEKDAYS

_PARTICLES_LIST = "af av von van de den der da di la le du el al ter ten bin ibn zu y e dos"
_PARTICLES = frozenset(_PARTICLES_LIST.split())
_BODIES = re.compile(
    r"(?i)\b(?:a/s|aps|ab|hb|oy|as|ltd|llc|inc|gmbh|plc|corp|co|p/s|i/s|kb|"
    r"universit\w*|university|college|school|institut\w*|instituttet|region|kommun\w*|amt|"
    r"\w*ministeri\w*|ministry|\w*departement\w*|department|\w*styrelse\w*|styrelsen|myndighet\w*|agency|authority|\w*verket|"
    r"\w*foreningen?|\w*förening\w*|förbund\w*|forbund\w*|association|alliance|union|council|råd|rådet|nämnd\w*|nævn|"
    r"kommission\w*|commission|committee|udvalg\w*|utskott\w*|parlament\w*|folketinget|riksdagen|regering\w*|government|"
    r"bank|group|gruppen|koncern\w*|fond\w*|fund|foundation|stiftelse\w*|center|centre|centrum|museum|\w*hospital(?:et|er)?|\w*sjukhus\w*|\w*sygehus\w*|\w*biobank(?:en)?|"
    r"\w*kl[uy](?:nge|ster|str)(?:n|et|en|s)?|\w*selskab(?:et)?|\w*bolaget|\w*rådet|\w*nämnden|\w*nævnet|\w*fonden|\w*förbundet|\w*forbundet|\w*panel(?:et|en)?|"
    r"redaktion\w*|editorial|editors?|staff|team|newsroom|news|press|media|magazine|journal|blog|guest|admin\w*|webmaster|webredakt\w*|"
    r"communications?|kommunikation\w*|support|partner\w*|labs?|studios?|architect\w*|expert|experts|guide|company|solutions|services|network|netværk\w*|nätverk\w*|ritzau|tt|reuters|ap|afp|nyheder\w*|nyheter\w*)\b"
)
_TOKEN = re.compile(r"(?:[^\W\d_][.’'ʼ-]?)+")
_TITLES = re.compile(
    r"(?i)^(?:dr|prof|professor|mr|mrs|ms|lektor|docent|phd|ph\.d|cand\.\w+|statsminister|statsråd|minister)\.?\s+"
)
_CREDENTIALS = re.compile(
    r"(?i)(?:,\s*|\s+\()(?:ph\.?\s?d\.?|m\.?d\.?|ms|m\.?sc\.?|b\.?sc\.?|ma|ba|mba|cfp®?|cfa|cpa|rn|rd|jd|esq\.?|mph|dds|dvm|jr\.?|sr\.?|i{2,3}|"
    r"journalist|reporter|redaktør|redaktör|skribent|editor|author|forfatter|författare|(?:senior |staff )?(?:writer|reporter|editor|correspondent))\)?(?=$|,)"
)
_AND = re.compile(r"\s+(?:and|og|och|&|with|med|samt)\s+|\s*[;/|]\s*|\s+&amp;\s+")
_BY = re.compile(
    r"(?i)^(?:by|af|av|written by|posted by|skrevet af|skriven av|author|forfatter|författare|text|tekst)\s*:?\s+"
)
_ALSO_NAMES = frozenset({"mar", "jan", "sun", "tor", "man"})
_MAX_NAME = 70
_MIN_TOKENS, _MAX_TOKENS = 2, 5
_MIN_NAME = 2
# Words that open or fill a line beside a date, so that "Published Monday" or "New Delhi" is nobody.
_NEVER_IN_NAMES_LIST = (
    "published posted updated publiceret opdateret publicerad uppdaterad udgivet new north south east "
    "west san los saint city street the edt est cet gmt utc cst pst date dato datum time photo foto image "
    "read minutes min page side sidan kontakt contact me my your om about last first"
)
_NEVER_IN_NAMES = frozenset(_NEVER_IN_NAMES_LIST.split()) | frozenset(WEEKDAYS)
_NO_NAMES_LIST = (
    "admin administrator root user guest anonymous unknown webmaster none null test author staff editor "
    "redaktionen redaktion"
)
_NO_NAMES = frozenset(_NO_NAMES_LIST.split())


def is_organisation(name: str) -> bool:
    """Whether a name holds a word that bodies carry (``A/S``, ``Universitet``, ``Ministry``)."""
    return bool(_BODIES.search(name))


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to five capitalised words, particles aside, and no body's word."""
    tokens = name.replace("\u00a0", " ").split()
    if not _MIN_TOKENS <= len(tokens) <= _MAX_TOKENS or is_organisation(name):
        return False
    if any(t.lower().strip(".") in _NEVER_IN_NAMES for t in tokens if t[0].isupper() and t.lower() not in _ALSO_NAMES):
        return False
    return all(_is_name_part(t) for t in tokens) and tokens[0][0].isupper() and tokens[-1][0].isupper()


def _is_name_part(token: str) -> bool:
    return bool(_TOKEN.fullmatch(token)) and (
        token[0].isupper() or token.lower() in _PARTICLES or token[1:2] in {"’", "'"}
    )


def names_in(value: str) -> tuple[str, ...]:
    """The names in a field's value (``"By Tom Reed, PhD and Anna Berg"``), without degrees and roles."""
    text = _BY.sub("", " ".join(value.replace("\u200b", "").split()))
    text = _CREDENTIALS.sub("", _CREDENTIALS.sub("", text))
    names: list[str] = []
    for part in _AND.split(text):
        pieces = [p.strip() for p in part.split(",")]
        split = len(pieces) > 1 and all(is_person(_bare(p)) for p in pieces if p)
        for piece in pieces if split else [_turned(part, pieces)]:
            name = _bare(piece)
            if _is_usable(name) and name not in names:
                names.append(name)
    return tuple(names)


def _turned(part: str, pieces: list[str]) -> str:
    """``Berg, Anna`` as ``Anna Berg``; of ``Anna Berg, head of press`` the name."""
    if len(pieces) == 2 and all(p and " " not in p and p[0].isupper() for p in pieces):  # noqa: PLR2004
        return f"{pieces[1]} {pieces[0]}"
    return pieces[0] if len(pieces) > 1 and is_person(_bare(pieces[0])) else part


def _bare(name: str) -> str:
    return _TITLES.sub("", name.strip(" ,.:–-·•|*")).strip()


def _is_usable(name: str) -> bool:
    if not _MIN_NAME <= len(name) <= _MAX_NAME or "@" in name or "http" in name or name.lower() in _NO_NAMES:
        return False
    return any(c.isalpha() for c in name) and sum(c.isdigit() for c in name) <= 2 and name.count(" ") <= 8  # noqa: PLR2004
