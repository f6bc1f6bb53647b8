"""Who signs a document and whose paper it is written on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.ingest.blocks import Block, BlockKind
from kb.ingest.describe.people import is_organisation, is_person, names_in
from kb.model import Removal

_HEAD_BLOCKS, _TAIL_BLOCKS = 8, 12
_LONGEST_LINE = 120
_MOST_WORDS = 9
_CLOSING = re.compile(
    r"(?:med )?(?:venlig(?:e)?|vänlig(?:a)?|bedste|bästa|kærlig|de bedste) (?:hilsen|hilsner|hälsning(?:ar)?)|mvh|hälsningar|(?:best|kind|warm) regards|"
    r"(?:yours )?(?:sincerely|faithfully|truly)|(?:på|for) (?:\w+ ){1,4}(?:vegne|vägnar)|på (?:vegne af|uppdrag av) .{2,60}|on behalf of .{2,60}|"
    r"(?P<body>f[oö]r (?-i:[A-ZÆØÅÄÖ])[^:\d]{1,60})",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"beslut(?:et)? (?:i (?:detta|det här) (?:ärende|yttrande)\w* )?(?:har )?(?:fattats|fattades|är fattat) av (?P<by>[^.]{5,120}?)"
    r"(?:,? (?:i närvaro av|efter föredragning av|på föredragning av|med) (?P<reporter>[^.]{5,120}?))?[.,]",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"(?:\b(?:side|sida|page|s\.|p\.)\s*)?\b\d{1,4}(?:\s*(?:af|av|of|/)\s*\d{1,4}|\s*\(\d{1,4}\))?\s*$|^\s*\d{1,4}\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*[·|•]\s*|\s+[–—]\s+|\s{2,}|\t")
"""What stands between the parts of a line at the head or the foot of a page."""
_BOARD = re.compile(r"(?i)(?<=s) (?:bestyrelse|styrelse|direktion|sekretariat|kansli|ledelse|ledning|board)$")
_RUNNING = frozenset({"running-header", "running-footer", "running-line"})
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b|\bophavsret\b|\bupphovsrätt\b)[\s:©]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?,?\s*(?:by |av |af )?"
    r"(?P<name>(?-i:[A-ZÆØÅÄÖ])[^\n·|.,;:©]{1,70}?)(?=\s*(?:[·|.,;:\n]|(?:19|20)\d\d|$))",
    re.IGNORECASE,
)
_FOOTERS = frozenset({"footer", "copyright-line"})
_COOKIES = re.compile(
    r"^(?P<name>[A-ZÆØÅÄÖ][\w&.’'-]*(?: [A-ZÆØÅÄÖ][\w&.’'-]*){0,4}) (?:bruger|benytter|anvender|använder|uses?)\b[^.]{0,60}\b(?:cookies|kakor)"
)
_NO_BODY = re.compile(
    r"(?i)(?:vi|we|du|you|denne|dette|this|the|den|det|our|vores|vår|siden|sidan|hjemmesiden|hemsidan|websitet|webstedet|webbplatsen|website|site|alle|alla|all)\b"
)
_ADDRESS = re.compile(
    r"(?:@|\bwww\.|https?://(?:www\.)?)(?:[\w-]+\.)*?(?P<label>[\w-]{4,40})\.[a-z]{2,10}\b", re.IGNORECASE
)
_SHARED_HOSTS = frozenset(
    [
        "gmail",
        "hotmail",
        "outlook",
        "yahoo",
        "live",
        "icloud",
        "linkedin",
        "facebook",
        "twitter",
        "youtube",
        "instagram",
        "google",
    ]
)
_TOKEN = re.compile(r"[^\W\d_][\w&’'-]*")
_MOST_TOKENS = 6
_FOLD = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "é": "e", "ü": "u"})
_FOLD_LONG = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "æ": "ae", "ø": "oe", "é": "e", "ü": "ue"})


def signers(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The persons who sign at the end: below a closing formula, or as deciders of a Swedish public body's answer."""
    tail = blocks[-_TAIL_BLOCKS:]
    for i, block in enumerate(tail):
        flat = " ".join(block.text.split())
        if len(flat) <= _LONGEST_LINE and _CLOSING.fullmatch(flat.strip(" ,.:")):
            below = _signatures(tail[i + 1 :])
            if below:
                return below
    for block in tail:
        decided = _DECIDED.search(" ".join(block.text.split()))
        if decided:
            found = (_name_at_end(decided[part] or "") for part in ("by", "reporter"))
            return tuple(name for name in found if name)
    return ()


def _signatures(blocks: Sequence[Block]) -> tuple[str, ...]:
    names: list[str] = []
    for block in blocks:
        for line in block.text.split("\n"):
            name = line.split(",")[0].strip()
            if len(line.split()) <= _MOST_WORDS and is_person(name):
                names.append(name)
            elif not names:
                return ()
    return tuple(dict.fromkeys(names))


def _name_at_end(text: str) -> str | None:
    words = text.split()
    names = (" ".join(words[-count:]) for count in (3, 2) if len(words) >= count)
    return next((name for name in names if is_person(name) and name[0].isupper() and len(name.split()) > 1), None)


def authors_in_lines(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The persons that a line with ``Text:`` or ``By`` names before it goes on to something else."""
    for block in (*blocks[:_HEAD_BLOCKS], *blocks[-_TAIL_BLOCKS:]):
        opened = re.match(r"(?:Text|Tekst|Authors?|Forfattere?|Författare)\s*:\s*([^.:]{4,150})\.\s", block.text)
        names = names_in(opened[1]) if opened else ()
        if names and all(is_person(name) for name in names):
            return names
    return ()


def boards(blocks: Sequence[Block]) -> tuple[str, ...]:
    """A board, council or secretariat that a line at the beginning names alone (``Sundforeningens bestyrelse``)."""
    for block in blocks[:_HEAD_BLOCKS]:
        flat = " ".join(block.text.split())
        if (
            block.kind is BlockKind.PARAGRAPH
            and len(flat.split()) <= _MOST_WORDS
            and _BOARD.search(flat)
            and flat[:1].isupper()
        ):
            return (flat,)
    return ()


def bodies(blocks: Sequence[Block], removed: Sequence[Removal]) -> Iterator[tuple[str, str]]:
    """Bodies whose paper this seems to be, the likeliest first, each with where it was read."""
    for removal in removed:
        if removal.rule in _RUNNING:
            for part in PARTS.split(removal.text):
                name = _COUNTER.sub("", part).strip(" ,·|–-")
                if _is_body(name):
                    yield name, f"the {removal.rule.replace('-', ' ')} “{removal.text[:60]}”"
    for block in blocks[:_HEAD_BLOCKS]:
        name = _BOARD.sub("", " ".join(block.text.split()))
        first = name != block.text
        if block.kind is BlockKind.PARAGRAPH and (_is_body(name) or (first and len(name.split()) == 1)):
            yield _spelled(name.removesuffix("s") if first else name), f"the line “{block.text[:60]}”"
    for block in blocks[-_TAIL_BLOCKS:]:
        closing = _CLOSING.fullmatch(" ".join(block.text.split()).strip(" ,.:"))
        if closing and closing["body"] and not is_person(closing["body"][4:]):
            yield closing["body"][4:], f"the closing “{block.text[:60]}”"
    yield from _behind_the_page(blocks, removed)


def _behind_the_page(blocks: Sequence[Block], removed: Sequence[Removal]) -> Iterator[tuple[str, str]]:
    for removal in removed:
        if removal.rule in _FOOTERS:
            owner = _COPYRIGHT.search(removal.text)
            if owner and not _NO_BODY.match(owner["name"]):
                yield owner["name"].strip(), f"the footer “{removal.text[:60]}”"
        elif removal.rule in {"cookie-notice", "notice"}:
            speaker = _COOKIES.match(removal.text)
            if speaker and not _NO_BODY.match(speaker["name"]):
                yield speaker["name"], f"the notice “{removal.text[:60]}”"
    for block in blocks[-_TAIL_BLOCKS:]:
        for address in _ADDRESS.finditer(block.text):
            name = _named_like(address["label"].lower(), blocks)
            if name:
                yield name, f"the address “{address[0]}”"


def _is_body(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or any(c.isdigit() for c in name) or not name[:1].isupper():
        return False
    if words[0].lower() in {"for", "för", "til", "till", "to"}:
        return False
    return is_organisation(name) and not name.endswith((".", ":", "?", "!", ",")) and words[-1][:1].isupper()


def _spelled(name: str) -> str:
    return name.capitalize() if name.isupper() and len(name) > _MOST_TOKENS else name


def _named_like(label: str, blocks: Sequence[Block]) -> str | None:
    """The capitalised words of the text that an address's domain is made of."""
    wanted = label.replace("-", "")
    if wanted in _SHARED_HOSTS:
        return None
    for block in blocks:
        words: list[str] = _TOKEN.findall(block.text[:5000])
        for i, word in enumerate(words):
            if word[0].isupper() and wanted.startswith(_folded(word)[:2]):
                for count in range(1, _MOST_TOKENS):
                    run = words[i : i + count]
                    if wanted in {"".join(map(_folded, run)), "".join(map(_folded_long, run))}:
                        return _whole_name(" ".join(run), block.text)
    return None


def _whole_name(name: str, text: str) -> str:
    """The name with the capitalised words right behind it that make it a body's: Sound, of the Sound Region."""
    longer = re.search(rf"(?<!\w){re.escape(name)}((?: [A-ZÆØÅÄÖ][\w&’'-]*){{1,3}})", text)
    return name + longer[1] if longer and is_organisation(longer[1]) and not is_organisation(name) else name


def _folded(word: str) -> str:
    return word.lower().translate(_FOLD)


def _folded_long(word: str) -> str:
    return word.lower().translate(_FOLD_LONG)
