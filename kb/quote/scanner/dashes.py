"""Speech after a dash in Danish and Swedish: where it runs, and where it goes on after its attribution."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kb.model import Span
from kb.quote.data import Lexicon, lexicon
from kb.quote.scanner.abbreviations import ABBREVIATIONS
from kb.quote.scanner.recovery import as_name_says, noun_then_name, verb_then_name
from kb.quote.scanner.shapes import Marked

_START = re.compile(r"(?:^|(?<=\n)|(?<=[.!?:]\s))([–—―-])[^\S\n]+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_PARTING = re.compile(r",(?=\s)|\s–(?=\s)")
_AND = frozenset({"och", "og"})
_DASH = re.compile(r"\s*[–—―-]\s+")
_WORD = re.compile(r"[\wæøåäö’'-]+")
_ABBREVIATION = re.compile(
    rf"\b(?:bl\.a|f\.eks|t\.ex|m\.fl|s\.k|[A-ZÆØÅÄÖ]|{'|'.join(sorted(ABBREVIATIONS))})$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DashLine:
    """The rest of a line after a dash: the text, its span, and the language's words."""

    text: str
    span: Span
    words: Lexicon
    shielded: Sequence[Span]
    hyphen: bool


@cache
def _attribution(language: str) -> re.Pattern[str]:
    verb = verb_then_name(language).pattern
    heads = "|".join(sorted(word.capitalize() for word in lexicon(language).reply_head))
    others = f"{noun_then_name(language).pattern}|{as_name_says(language).pattern}"
    reply = rf"[?!.…]\s+(?=(?:{heads})\s+{verb})"
    return re.compile(rf"(?:,|[?!.…][”\"»«’']?|\s[–—])\s+(?={verb}|{others})|{reply}")


@cache
def _told(language: str) -> re.Pattern[str]:
    """A sentence (``Sedan skrattar hon``, ``Hon ler``) that tells what the speaker does, after more speech."""
    words = lexicon(language)
    acts, who = "|".join(sorted(words.sound)), "|".join(sorted(words.he | words.she))
    return re.compile(rf"(?<=[.!?])\s+(?:(?:\w+\s+)?(?:{acts})\s+(?:{who})|(?:(?i:{who}))\s+(?:{acts}))\b")


def dash_speech(text: str, span: Span, language: str, shielded: Sequence[Span]) -> Iterator[Marked]:
    """Speech after dashes in one paragraph; ``shielded`` are the outer spans of words between marks."""
    words = lexicon(language)
    if not words.has_dash_speech:
        return
    taken = span.start
    spoken = False
    for start in _starts(text, span, shielded):
        if start.end() < taken:
            continue
        end = text.find("\n", start.end(), span.end)
        line = DashLine(
            text=text,
            span=Span(start.end(), span.end if end < 0 else end),
            words=words,
            shielded=shielded,
            hyphen=start.group(1) == "-",
        )
        at_line_start = start.start() == span.start or text[start.start() - 1] == "\n"
        parts = _parts(line, start.start(), opens=at_line_start or spoken)
        yield from parts
        taken = parts[-1].span.end if parts else taken
        spoken = spoken or bool(parts)


def _starts(text: str, span: Span, shielded: Sequence[Span]) -> Iterator[re.Match[str]]:
    number = 0
    for start in _START.finditer(text, span.start, span.end):
        while number < len(shielded) and shielded[number].end <= start.start():
            number += 1
        inside = number < len(shielded) and shielded[number].start <= start.start()
        if not inside and text[start.end()] not in '“”„"»«‘’':
            yield start


def _parts(line: DashLine, dash: int, *, opens: bool) -> list[Marked]:
    parts: list[Marked] = []
    place: int | None = line.span.start
    while place is not None:
        found = _next_attribution(line, place)
        if found is None:
            rest = _unattributed(line, place, dash, opens=opens, goes_on=bool(parts))
            parts += [] if rest is None else [rest]
            break
        parts.append(_speech(line, Span(place, _said_end(found)), dash))
        place = _resumed(line, found.end())
    return parts


def _speech(line: DashLine, span: Span, dash: int, *, tentative: bool = False) -> Marked:
    first = bisect_left(line.shielded, (span.start,))
    last = bisect_left(line.shielded, (span.end,))
    inner = tuple(Span(one.start + 1, one.end - 1) for one in line.shielded[first:last] if one.end <= span.end)
    outer = Span(dash if span.start == line.span.start else span.start, span.end)
    return Marked(span=span, outer=outer, dash=True, tentative=tentative, inner=inner)


def _next_attribution(line: DashLine, place: int) -> re.Match[str] | None:
    for found in _attribution(line.words.language).finditer(line.text, place, line.span.end):
        if found.start() > place and not _is_shielded(line, _said_end(found) - 1):
            return found
    return None


def _said_end(found: re.Match[str]) -> int:
    """Where the speech before an attribution ends: behind its full stop, and behind the mark of a quotation in it."""
    return found.start() if found.group()[0] in ", \u00a0" else found.start() + len(found.group().rstrip())


def _is_shielded(line: DashLine, place: int) -> bool:
    """Whether a place lies within words between marks."""
    number = bisect_right(line.shielded, (place, line.span.end)) - 1
    return number >= 0 and place < line.shielded[number].end - 1


def _unattributed(line: DashLine, place: int, dash: int, *, opens: bool, goes_on: bool) -> Marked | None:
    """The rest of a line: more speech after an attribution, or what may be speech.

    ``opens`` says that the dash stands where speech begins: at the start of a line, or after speech in its paragraph.
    """
    span = Span(place, line.span.end)
    if goes_on:
        told = _told(line.words.language).search(line.text, place, line.span.end)
        return _speech(line, Span(place, told.start()) if told else span, dash)
    labelled = line.text[:dash].rstrip()[-1:] == ":"
    sentence = span.slice(line.text)
    speaks = sentence[:1].isupper() and sentence[-1:] in ".?!…"
    if not speaks or not (opens or labelled):
        return None
    return _speech(line, span, dash, tentative=True)


def _resumed(line: DashLine, verb: int) -> int | None:
    """Where the speech goes on after the attribution that starts with the verb, None where the rest is narration.

    The Swedish and Danish norm lets speech go on after the attribution's full stop without a new mark; a sentence that
    follows a narrated action (``säger hon och reser sig.``) is narration.
    """
    end = _clause_end(line, verb)
    inside = _resumed_within(line, verb, end)
    if inside is not None:
        return inside
    rest = end + 1
    while rest < line.span.end and line.text[rest].isspace():
        rest += 1
    if rest >= line.span.end:
        return None
    dash = _DASH.match(line.text, end + 1)
    if dash and dash.end() < line.span.end:
        return dash.end()
    narrated = _is_narrated(line, Span(verb, end)) or _is_narration(line, Span(rest, line.span.end), Span(verb, end))
    return None if narrated else rest


def _clause_end(line: DashLine, place: int) -> int:
    for found in _SENTENCE_END.finditer(line.text, place, line.span.end):
        if found.group() != "." or not _ABBREVIATION.search(line.text, max(place, found.start() - 8), found.start()):
            return found.start()
    return line.span.end


def _resumed_within(line: DashLine, verb: int, end: int) -> int | None:
    """``säger X, men …`` and ``säger X – men …`` go on within the sentence; what leads to a colon is the reporter's."""
    if line.text[verb : line.span.end].rstrip().endswith(":"):
        return None
    for parting in _PARTING.finditer(line.text, verb, end):
        word = _WORD.search(line.text, parting.end(), end)
        if word is None or word.group() not in line.words.resume or _reports_on(line, word.end(), end):
            continue
        if word.group() not in _AND or not _is_action(line, word.end(), end):
            return word.start()
    return None


def _is_action(line: DashLine, place: int, end: int) -> bool:
    """Whether a finite verb follows ``och``: ``…, och håller upp bokalen`` tells what the speaker does."""
    word = _WORD.search(line.text, place, end)
    return word is not None and word.group() not in line.words.resume and word.group().endswith(("r", "de", "te"))


def _reports_on(line: DashLine, place: int, end: int) -> bool:
    """Whether a verb of saying follows: ``…, och fortsätter:`` is the reporter's."""
    word = _WORD.search(line.text, place, end)
    return word is not None and word.group() in line.words.say


def _is_narrated(line: DashLine, clause: Span) -> bool:
    """Whether the attribution goes on with what the speaker did: ``säger han och reser sig``."""
    words = line.words
    said = clause.slice(line.text).partition(",")[0].split()
    for number in range(2, len(said) - 1):
        follows = said[number + 1]
        if said[number] in {"och", "og"} and follows.islower() and not _is_role(said[number - 1], words):
            return True
    return False


def _is_role(word: str, words: Lexicon) -> bool:
    return word in words.roles or word.endswith(words.role_endings)


def _is_narration(line: DashLine, rest: Span, attribution: Span) -> bool:
    """Whether the sentence after the attribution speaks about the speaker instead of on his or her behalf."""
    sentence = rest.slice(line.text)
    first = _WORD.search(sentence)
    if first is None:
        return True
    words = line.words
    if first.group().lower() in words.he | words.she | words.his | words.her:
        return not _is_first_person(sentence)
    names = {word for word in _WORD.findall(attribution.slice(line.text)) if word[:1].isupper() and len(word) > 2}  # noqa: PLR2004
    reported = set(_WORD.findall(sentence))
    return bool(names & reported) or bool({"enligt", "ifølge"} & {word.lower() for word in reported})


def _is_first_person(sentence: str) -> bool:
    return bool(
        {"jag", "vi", "jeg", "mig", "oss", "os", "vår", "vores", "min", "mit", "mina"}
        & set(_WORD.findall(sentence.lower()))
    )
