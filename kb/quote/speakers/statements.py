"""Every quotation of a document with its speaker: attributions first, then what the surroundings tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.model import How, Span, Speaker
from kb.quote.attribution import (
    Attribution,
    Mention,
    MentionKind,
    Reading,
    after,
    before,
    is_name_only,
    is_quotation,
    reply,
)
from kb.quote.attribution.tokens import TokenKind
from kb.quote.scanner import BlockKind, Marked
from kb.quote.speakers.sieves import Sieves

# A speaker is remembered for so many paragraphs without a word of his or hers.
_REMEMBERED = 3


@dataclass(slots=True, kw_only=True)
class Statement:
    """One quotation on its way to its speaker."""

    reading: Reading
    paragraph: int
    place: int
    marked: Marked
    found: Attribution | None
    utterance: int
    goes_on: bool = False
    speaker: Speaker | None = None
    pull_quote: bool = False


class Statements:
    """The quotations of one document, found and attributed paragraph by paragraph."""

    def __init__(self, text: str, readings: Sequence[Reading]) -> None:
        self._text = text
        self._readings = readings
        self._sieves = Sieves(text, readings)
        self._found: list[Statement] = []
        self._utterance = 0
        self._last: Statement | None = None

    def all(self) -> list[Statement]:
        """The quotations in the order of the text."""
        for number in range(len(self._readings)):
            self._read_paragraph(number)
        self._unite_continued()
        self._share_repeated()
        return self._found

    def _read_paragraph(self, number: int) -> None:
        reading = self._readings[number]
        previous: Statement | None = None
        for place in reading.places:
            statement = self._statement(reading, number, place, previous)
            if statement is None:
                continue
            self._attribute(statement, previous)
            if statement.marked.tentative and not self._is_speech(statement):
                continue
            self._found.append(statement)
            previous = statement
            if statement.speaker is not None:
                self._last = statement

    def _statement(self, reading: Reading, number: int, place: int, previous: Statement | None) -> Statement | None:
        marked = reading.marked(reading.tokens[place].quote)
        found = chosen(before(reading, place), after(reading, place))
        goes_on = previous is not None and _goes_on(reading, previous, place, found)
        if goes_on and found is not None and found.side == "before":
            found = None
        alone = number == 0 and len(reading.tokens) == 1 and marked.closed and not marked.continues and self._is_headline(marked)
        if not is_quotation(reading, place, found, goes_on=goes_on, opens_text=alone):
            return None
        if previous is not None and goes_on:
            utterance = previous.utterance
        else:
            self._utterance += 1
            utterance = self._utterance
        return Statement(
            reading=reading, paragraph=number, place=place, marked=marked, found=found, utterance=utterance, goes_on=goes_on
        )

    def _is_headline(self, marked: Marked) -> bool:
        """A short line in marks at the head of a text is its headline, unless the next paragraph opens with a person."""
        short = len(marked.span.slice(self._text).split()) < 10  # noqa: PLR2004 - a line
        return short and len(self._readings) > 1 and self._subject_of_first_sentence(1) is None

    def _attribute(self, statement: Statement, previous: Statement | None) -> None:
        found = statement.found
        if found is not None and found.mention is not None:
            statement.speaker = self._sieves.speaker(found.mention, statement.reading, statement.paragraph)
            if found.rule == "name-line":
                statement.pull_quote = True
            if statement.speaker is not None and (found.owner or found.rule == "sentence-subject"):
                statement.speaker = replace(statement.speaker, how=_weaker(statement.speaker.how, How.RESOLVED), rule=found.rule)
            if statement.speaker is not None:
                return
        statement.speaker = self._from_surroundings(statement, previous)

    def _from_surroundings(self, statement: Statement, previous: Statement | None) -> Speaker | None:
        """The sieves for a quotation without an attribution of its own, the surest first."""
        if previous is not None and statement.goes_on:
            return _repeated(previous.speaker, How.RESOLVED, "same-utterance")
        if statement.found is not None and previous is not None and statement.found.mention is None:
            return _repeated(previous.speaker, How.RESOLVED, "same-sentence")
        return (
            self._name_line(statement)
            or self._reply_sentence(statement)
            or self._sentence_before(statement)
            or (_repeated(previous.speaker, How.RESOLVED, "same-paragraph") if previous else None)
            or self._next_dash(statement)
            or self._paragraph_before(statement)
            or self._interviewee(statement)
            or self._last_speaker(statement)
            or self._sentence_after(statement)
        )

    def _name_line(self, statement: Statement) -> Speaker | None:
        """A pull quote: the next paragraph is a name and perhaps a role."""
        reading = statement.reading
        if statement.place + 1 < len(reading.tokens) or statement.paragraph + 1 >= len(self._readings):
            return None
        following = self._readings[statement.paragraph + 1]
        start = 1 if following.kind(0) is TokenKind.DASH else 0
        if start >= len(following.tokens) or not is_name_only(following, start):
            return None
        mention = following.mention_at(start)
        assert mention is not None
        statement.pull_quote = True
        return self._sieves.speaker(mention, following, statement.paragraph + 1)

    def _reply_sentence(self, statement: Statement) -> Speaker | None:
        """The next paragraph starts with ``Det siger X``."""
        reading = statement.reading
        if statement.place + 1 < len(reading.tokens) or statement.paragraph + 1 >= len(self._readings):
            return None
        following = self._readings[statement.paragraph + 1]
        found = reply(following, 0) if following.tokens else None
        if found is None or found.mention is None:
            return None
        speaker = self._sieves.speaker(found.mention, following, statement.paragraph + 1)
        return replace(speaker, how=_weaker(speaker.how, How.RESOLVED), rule="reply-sentence") if speaker else None

    def _sentence_before(self, statement: Statement) -> Speaker | None:
        """A person or a role in the sentence before, within the paragraph; subjects first."""
        reading, place = statement.reading, statement.place
        first = reading.sentence_start(place)
        if first == 0:
            return None
        start = reading.sentence_start(first - 1)
        if any(reading.kind(at) is TokenKind.QUOTE for at in range(start, first)):
            return None
        mention = self._subject(reading, start, first)
        return self._inferred(mention, reading, statement.paragraph, "sentence-before") if mention else None

    def _inferred(self, mention: Mention, reading: Reading, paragraph: int, rule: str) -> Speaker | None:
        speaker = self._sieves.speaker(mention, reading, paragraph)
        return replace(speaker, how=How.INFERRED, rule=rule) if speaker else None

    def _next_dash(self, statement: Statement) -> Speaker | None:
        """Speech without an attribution before speech with one, both after dashes: the same speaker."""
        if not statement.marked.tentative or statement.paragraph + 1 >= len(self._readings):
            return None
        if self._last is not None and self._last.paragraph == statement.paragraph - 1:
            return None
        following = self._readings[statement.paragraph + 1]
        if not following.places or following.places[0] != 0 or not following.marked(0).dash:
            return None
        found = after(following, 0)
        if found is None or found.mention is None:
            return None
        speaker = self._sieves.speaker(found.mention, following, statement.paragraph + 1)
        return replace(speaker, how=How.INFERRED, rule="next-dash") if speaker else None

    def _paragraph_before(self, statement: Statement) -> Speaker | None:
        """The subject of the last sentence of the paragraph before, where the quotation opens its own."""
        if statement.paragraph == 0 or statement.reading.sentence_start(statement.place) != 0:
            return None
        reading = self._readings[statement.paragraph - 1]
        if not reading.tokens or reading.places or reading.scanned.paragraph.kind is BlockKind.HEADING or _asks(reading):
            return None
        start = reading.sentence_start(len(reading.tokens) - 1)
        mention = self._subject(reading, start, len(reading.tokens))
        if mention is None or mention.kind not in {MentionKind.PERSON, MentionKind.PRONOUN, MentionKind.ROLE}:
            return None
        return self._inferred(mention, reading, statement.paragraph - 1, "sentence-before")

    def _interviewee(self, statement: Statement) -> Speaker | None:
        """An answer after a question: the last speaker, else the only person of the document, else the nearest one."""
        if statement.paragraph == 0 or not _asks(self._readings[statement.paragraph - 1]):
            return None
        if self._last is not None and self._last.speaker is not None:
            return _repeated(self._last.speaker, How.INFERRED, "interview")
        everybody = self._sieves.people.everybody
        place = statement.marked.span.start
        candidate = self._sieves.antecedent(place, statement.paragraph, None) or self._sieves.following(
            place, statement.paragraph + 2, None
        )
        if candidate is None and len(everybody) == 1:
            candidate = next(iter(self._sieves.named_in(Span(everybody[0].place, everybody[0].place + 1))), None)
        return self._sieves.inferred(candidate, "interview") if candidate else None

    def _last_speaker(self, statement: Statement) -> Speaker | None:
        last = self._last
        if last is None or statement.paragraph - last.paragraph > _REMEMBERED:
            return None
        return _repeated(last.speaker, How.INFERRED, "last-speaker")

    def _sentence_after(self, statement: Statement) -> Speaker | None:
        reading, place = statement.reading, statement.place
        if place + 1 < len(reading.tokens):
            start = place + 1 + (reading.kind(place + 1) is TokenKind.STOP)
            if start >= len(reading.tokens):
                return None
            mention = self._subject(reading, start, reading.sentence_end(start))
            return self._inferred(mention, reading, statement.paragraph, "sentence-after") if mention else None
        mention = self._subject_of_first_sentence(statement.paragraph + 1)
        if mention is None:
            return None
        return self._inferred(mention, self._readings[statement.paragraph + 1], statement.paragraph + 1, "sentence-after")

    def _subject(self, reading: Reading, first: int, last: int) -> Mention | None:
        """The subject of a sentence that reports nothing: its first free mention, a person before a group."""
        named = [
            one
            for one in reading.mentions_in(first, last)
            if one.kind is not MentionKind.DOCUMENT and self._sieves.plausible(one, reading)
        ]
        free = [one for one in named if not one.governed and not one.possessive and one.kind is not MentionKind.ORGANISATION]
        beings = [one for one in free if one.kind in {MentionKind.PERSON, MentionKind.PRONOUN}] or free
        return beings[0] if beings else next((one for one in named if one.kind is MentionKind.PRONOUN), None)

    def _subject_of_first_sentence(self, number: int) -> Mention | None:
        if number >= len(self._readings):
            return None
        reading = self._readings[number]
        if not reading.tokens or reading.scanned.paragraph.kind is BlockKind.HEADING:
            return None
        mention = self._subject(reading, 0, reading.sentence_end(0))
        return mention if mention is not None and mention.kind is MentionKind.PERSON else None

    def _is_speech(self, statement: Statement) -> bool:
        """Whether a dash line without an attribution is speech: somebody is there to say it."""
        if statement.speaker is None:
            return False
        rule = statement.speaker.rule
        if self._text[statement.marked.outer.start] == "-":
            return rule in {"interview", "reply-sentence"}
        return rule != "sentence-after" and not self._is_list(statement)

    def _is_list(self, statement: Statement) -> bool:
        return sum(reading.tentative for reading in statement.reading.scanned.marked) > 1

    def _unite_continued(self) -> None:
        """A statement that goes on in the next paragraph is one utterance with one speaker."""
        for first, second in zip(self._found[-2::-1], self._found[:0:-1], strict=True):
            joined = first.marked.continues and second.paragraph == first.paragraph + 1
            dashed = first.speaker is not None and first.speaker.rule == "next-dash" and second.paragraph == first.paragraph + 1
            if not (joined or dashed):
                continue
            first.utterance = second.utterance
            if first.found is None and second.speaker is not None:
                first.speaker = replace(second.speaker, how=_weaker(second.speaker.how, How.RESOLVED), rule="continuation")
            elif second.found is None:
                second.speaker = _repeated(first.speaker, How.RESOLVED, "continuation")

    def _share_repeated(self) -> None:
        """A pull quote or caption that repeats an attributed quotation has its speaker."""
        said: dict[str, Speaker] = {}
        for one in self._found:
            if one.speaker is not None and one.speaker.how is not How.INFERRED:
                said.setdefault(_folded(self._text, one.marked), one.speaker)
        for one in self._found:
            if one.speaker is None or one.speaker.how is How.INFERRED:
                known = said.get(_folded(self._text, one.marked))
                one.speaker = _repeated(known, How.INFERRED, "repeated") or one.speaker


def chosen(left: Attribution | None, right: Attribution | None) -> Attribution | None:
    """Of an attribution before and one after: a colon before, else the one beside the quotation, else the one before."""
    if left is None or right is None:
        return left or right
    if left.colon or (left.mention is not None and left.rule == "speech-verb" and left.adjacent and right.rule == "subject-verb"):
        return left
    return right


def _goes_on(reading: Reading, previous: Statement, place: int, found: Attribution | None) -> bool:
    """Whether only the attribution of the quotation before stands between the two: one split statement."""
    source = previous.found
    if source is None and not previous.goes_on:
        return False
    if found is not None and found.side == "after":
        return False
    if found is not None and found.mention is not None and source is not None and found.cue != source.cue:
        return False
    if found is not None and found.colon:
        return False
    first, last = previous.place + 1, place
    if source is not None and source.side == "before":
        return False
    sentences = sum(reading.tokens[at].starts for at in range(first + 1, last))
    ends = reading.kind(last - 1)
    begins = reading.kind(first)
    if begins is TokenKind.STOP:
        return False
    if reading.marked(reading.tokens[place].quote).dash or ends in {TokenKind.COMMA, TokenKind.DASH}:
        return sentences == 0 or reading.marked(reading.tokens[place].quote).dash
    return ends is TokenKind.STOP and sentences <= (1 if _starts_inside(reading, first) else 0)


def _starts_inside(reading: Reading, first: int) -> bool:
    return reading.tokens[first].starts


def _asks(reading: Reading) -> bool:
    return reading.kind(len(reading.tokens) - 1) is TokenKind.STOP and reading.tokens[-1].text == "?" and not reading.places


def _repeated(speaker: Speaker | None, how: How, rule: str) -> Speaker | None:
    return replace(speaker, how=_weaker(speaker.how, how), rule=rule) if speaker else None


def _weaker(one: How, other: How) -> How:
    order = (How.EXPLICIT, How.RESOLVED, How.INFERRED)
    return max(one, other, key=order.index)


def _folded(text: str, marked: Marked) -> str:
    return " ".join(marked.span.slice(text).lower().split()).strip(" .,!?…")


