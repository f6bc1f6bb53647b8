"""Who said a quotation that no sentence attributes: what stands around it tells, the surest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.model import How, Span, Speaker
from kb.quote.attribution import Attribution, Mention, MentionKind, Reading, after, is_name_only, leading, reply
from kb.quote.attribution.tokens import TokenKind
from kb.quote.scanner import BlockKind
from kb.quote.speakers.sieves import Sieves
from kb.quote.speakers.statement import Statement, repeated, weaker

_ANSWERS = frozenset({"svarar", "svarade", "svarer", "svarede", "replikerer", "replikerar"})
# A speaker is remembered for so many paragraphs without a word of his or hers.
_REMEMBERED = 3
# A person who is interviewed is introduced at most so many paragraphs before the first answer.
_INTRODUCED = 8
_BEINGS = frozenset({MentionKind.PERSON, MentionKind.PRONOUN})
_OTHERS = frozenset({MentionKind.PERSON, MentionKind.ROLE})


class Surroundings:
    """The paragraphs of one document, asked for the speaker of a quotation."""

    def __init__(self, readings: Sequence[Reading], sieves: Sieves) -> None:
        self._readings = readings
        self._sieves = sieves
        self._answering: Speaker | None = None

    def remember(self, statement: Statement) -> None:
        """Keep whoever answers a question, for the answers that come without a name."""
        if statement.speaker is not None and self._follows_question(statement):
            self._answering = statement.speaker

    def _follows_question(self, statement: Statement) -> bool:
        """Whether the quotation opens its paragraph and the one before is a question."""
        number = statement.paragraph
        opens = statement.reading.sentence_start(statement.place) == 0
        return number > 0 and opens and bool(self._readings[number - 1].tokens) and _asks(self._readings[number - 1])

    def speaker(self, statement: Statement, previous: Statement | None, last: Statement | None) -> Speaker | None:
        """The speaker of a quotation without an attribution of its own.

        Args:
            statement: The quotation.
            previous: The quotation before it in the same paragraph.
            last: The last quotation before it that has a speaker.
        """
        if previous is not None and statement.goes_on:
            return repeated(previous.speaker, How.RESOLVED, "same-utterance")
        if statement.found is not None and statement.found.mention is None:
            return self._left_out(statement, previous)
        return (
            self._led_to(statement, last)
            or self._name_line(statement)
            or self._reply_sentence(statement)
            or self._sentence_before(statement)
            or (repeated(previous.speaker, How.RESOLVED, "same-paragraph") if previous else None)
            or self._dash_goes_on(statement, last)
            or self._next_dash(statement, last)
            or self._paragraph_before(statement)
            or self._interviewee(statement, last)
            or self._last_speaker(statement, last)
            or self._sentence_after(statement)
        )

    def _left_out(self, statement: Statement, previous: Statement | None) -> Speaker | None:
        """The subject of the sentence's first quotation, where the verb of the second has none: ``…, says X and adds:``."""
        same = previous is not None and statement.reading.sentence_start(statement.place) <= previous.place
        if previous is not None and same:
            return repeated(previous.speaker, How.RESOLVED, "same-sentence")
        after_it = statement.found is not None and statement.found.side == "after"
        return self._sentence_before(statement) or (self._sentence_after(statement) if after_it else None)

    def _led_to(self, statement: Statement, last: Statement | None) -> Speaker | None:
        """The paragraph before ends with ``X tilføjer:``."""
        if statement.paragraph == 0 or statement.reading.sentence_start(statement.place) != 0:
            return None
        reading = self._readings[statement.paragraph - 1]
        found = leading(reading) if reading.tokens else None
        if found is None:
            return None
        if found.mention is None:
            said = last is not None and last.paragraph == statement.paragraph - 1
            return repeated(last.speaker, How.RESOLVED, "led-to") if last is not None and said else None
        speaker = self._sieves.speaker(found.mention, reading, statement.paragraph - 1)
        return replace(speaker, rule="led-to") if speaker else None

    def _name_line(self, statement: Statement) -> Speaker | None:
        """A pull quote: the next paragraph is a name and perhaps a role."""
        reading = statement.reading
        if statement.place + 1 < len(reading.tokens) or statement.paragraph + 1 >= len(self._readings):
            return None
        following = self._readings[statement.paragraph + 1]
        start = 1 if following.kind(0) is TokenKind.DASH else 0
        if start >= len(following.tokens) or not is_name_only(following, start, bodies=bool(start)):
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
        return replace(speaker, how=weaker(speaker.how, How.RESOLVED), rule="reply-sentence") if speaker else None

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

    def _dash_goes_on(self, statement: Statement, last: Statement | None) -> Speaker | None:
        """A line after a dash right below a statement after a dash that asks nothing and leads to nothing: more of it."""
        if not statement.marked.tentative or last is None or not last.marked.dash:
            return None
        asked = last.marked.span.slice(last.reading.text).rstrip().endswith("?")
        if last.paragraph != statement.paragraph - 1 or asked or self._is_led(statement.paragraph):
            return None
        return repeated(last.speaker, How.INFERRED, "dash-goes-on")

    def _next_dash(self, statement: Statement, last: Statement | None) -> Speaker | None:
        """Speech without an attribution before speech with one, both after dashes: the same speaker."""
        if not statement.marked.tentative or statement.paragraph + 1 >= len(self._readings):
            return None
        if last is not None and last.paragraph == statement.paragraph - 1:
            return None
        following = self._readings[statement.paragraph + 1]
        if not following.places or following.places[0] != 0 or not following.marked(0).dash:
            return None
        found = after(following, 0)
        if found is None or found.mention is None or _is_answered(statement, found, following):
            return None
        speaker = self._sieves.speaker(found.mention, following, statement.paragraph + 1)
        return replace(speaker, how=How.INFERRED, rule="next-dash") if speaker else None

    def _paragraph_before(self, statement: Statement) -> Speaker | None:
        """The subject of the last sentence of the paragraph before, where the quotation opens its own."""
        if statement.paragraph == 0 or statement.reading.sentence_start(statement.place) != 0:
            return None
        reading = self._readings[statement.paragraph - 1]
        if (
            not reading.tokens
            or reading.places
            or reading.scanned.paragraph.kind is BlockKind.HEADING
            or _asks(reading)
        ):
            return None
        start = reading.sentence_start(len(reading.tokens) - 1)
        mention = self._subject(reading, start, len(reading.tokens))
        if mention is None or mention.kind not in {MentionKind.PERSON, MentionKind.PRONOUN, MentionKind.ROLE}:
            return None
        if mention.governed and mention.first <= start + 1:
            return None  # "Af X": whose article it is
        return self._inferred(mention, reading, statement.paragraph - 1, "sentence-before")

    def _interviewee(self, statement: Statement, last: Statement | None) -> Speaker | None:
        """An answer after a question: who answered last, else who spoke last, else the nearest person by name.

        Somebody whom only a question quotes is not asked.
        """
        if not self._follows_question(statement):
            return None
        new = self._introduced(last, statement.paragraph)
        if new is not None:
            return new
        if self._answering is not None:
            return repeated(self._answering, How.INFERRED, "interview")
        if last is not None and last.speaker is not None and not _asks(last.reading):
            return repeated(last.speaker, How.INFERRED, "interview")
        everybody = self._sieves.people.everybody
        place = statement.marked.span.start
        candidate = self._sieves.antecedent(place, statement.paragraph, None) or self._sieves.following(
            place, statement.paragraph + 2, None
        )
        if candidate is None and len(everybody) == 1:
            candidate = next(iter(self._sieves.named_in(Span(everybody[0].place, everybody[0].place + 1))), None)
        return self._sieves.inferred(candidate, "interview") if candidate else None

    def _last_speaker(self, statement: Statement, last: Statement | None) -> Speaker | None:
        """Whoever spoke last, of a quotation that makes up its paragraph, while nobody else has come in between.

        What a sentence leads to, be it the one before (``…:``), has its speaker there or none that kb can tell; a document
        does not go on talking.
        """
        number = statement.paragraph
        if last is None or number - last.paragraph > _REMEMBERED or statement.found is not None:
            return None
        if statement.reading.sentence_start(statement.place) != 0 or statement.place > 1 or self._is_led(number):
            return None
        if last.found is not None and last.found.mention and last.found.mention.kind is MentionKind.DOCUMENT:
            return None
        between = self._readings[last.paragraph + 1 : number]
        if any(self._brings_in(reading, last.speaker) for reading in between):
            return None
        return repeated(last.speaker, How.INFERRED, "last-speaker")

    def _is_led(self, number: int) -> bool:
        """Whether the paragraph before leads to this one with a colon."""
        tokens = self._readings[number - 1].tokens if number else ()
        return bool(tokens) and tokens[-1].kind is TokenKind.COLON

    def _brings_in(self, reading: Reading, speaker: Speaker | None) -> bool:
        """Whether a paragraph tells of somebody else than the last speaker."""
        people = [one for one in reading.mentions if one.kind in _OTHERS and self._sieves.plausible(one, reading)]
        named = [self._sieves.speaker(one, reading, 0) for one in people]
        return any(one is not None and speaker is not None and one.name != speaker.name for one in named)

    def _introduced(self, last: Statement | None, number: int) -> Speaker | None:
        """Somebody named between the last quotation and the questions after it: a new person is interviewed."""
        first = max(last.paragraph + 1, number - _INTRODUCED) if last is not None else number
        between = self._readings[first:number]
        for paragraph, reading in enumerate(between, start=number - len(between)):
            people = [] if _asks(reading) else [one for one in reading.mentions if one.kind is MentionKind.PERSON]
            if len(people) == 1 and self._sieves.plausible(people[0], reading) and not people[0].possessive:
                return self._inferred(people[0], reading, paragraph, "interview")
        return None

    def _sentence_after(self, statement: Statement) -> Speaker | None:
        reading, place = statement.reading, statement.place
        if place + 1 < len(reading.tokens):
            start = place + 1 + (reading.kind(place + 1) is TokenKind.STOP)
            if start >= len(reading.tokens):
                return None
            mention = self._subject(reading, start, reading.sentence_end(start))
            return self._inferred(mention, reading, statement.paragraph, "sentence-after") if mention else None
        mention = self.subject_of_first_sentence(statement.paragraph + 1)
        if mention is None:
            return None
        return self._inferred(
            mention, self._readings[statement.paragraph + 1], statement.paragraph + 1, "sentence-after"
        )

    def _subject(self, reading: Reading, first: int, last: int) -> Mention | None:
        """The subject of a sentence that reports nothing: its first free mention, a person before a group."""
        named = [
            one
            for one in reading.mentions_in(first, last)
            if one.kind is not MentionKind.DOCUMENT and self._sieves.plausible(one, reading)
        ]
        free = [
            one for one in named if not one.governed and not one.possessive and one.kind is not MentionKind.ORGANISATION
        ]
        beings = [one for one in free if one.kind in _BEINGS] or free
        return beings[0] if beings else next((one for one in named if one.kind in _BEINGS), None)

    def subject_of_first_sentence(self, number: int) -> Mention | None:
        """The person a paragraph speaks of first, None where there is none."""
        if number >= len(self._readings):
            return None
        reading = self._readings[number]
        if not reading.tokens or reading.scanned.paragraph.kind is BlockKind.HEADING:
            return None
        start = 1 if reading.kind(0) is TokenKind.DASH else 0
        mention = self._subject(reading, start, reading.sentence_end(start))
        return mention if mention is not None and mention.kind is MentionKind.PERSON else None


def _is_answered(statement: Statement, found: Attribution, following: Reading) -> bool:
    """Whether a question is answered by somebody: then somebody else asked it."""
    asks = statement.marked.span.slice(statement.reading.text).rstrip().endswith("?")
    return asks and found.cue is not None and found.cue.slice(following.text).lower() in _ANSWERS


def _asks(reading: Reading) -> bool:
    """Whether a paragraph is a question that somebody is asked; it may quote, and still asks outside the marks."""
    return reading.kind(len(reading.tokens) - 1) is TokenKind.STOP and reading.tokens[-1].text == "?"
