"""Every quotation of a document with its speaker: attributions first, then what the surroundings tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.model import How, Speaker
from kb.quote.attribution import MentionKind, Reading, after, before, is_quotation, read
from kb.quote.scanner import Marked
from kb.quote.speakers.choosing import chosen, goes_on_with
from kb.quote.speakers.sieves import Sieves
from kb.quote.speakers.statement import Statement, repeated, weaker
from kb.quote.speakers.surroundings import Surroundings


class Statements:
    """The quotations of one document, found and attributed paragraph by paragraph."""

    def __init__(self, text: str, readings: Sequence[Reading]) -> None:
        self._text = text
        self._readings = list(readings)
        self._sieves = Sieves(text, readings)
        self._surroundings = Surroundings(self._readings, self._sieves)
        self._found: list[Statement] = []
        self._utterance = 0
        self._last: Statement | None = None

    def all(self) -> list[Statement]:
        """The quotations in the order of the text."""
        for number in range(len(self._readings)):
            self._read_paragraph(number)
        self._unite_continued()
        self._sharerepeated()
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
                if previous is None and statement.marked.inner:
                    self._read_plain(number)
                    return
                continue
            self._found.append(statement)
            previous = statement
            if statement.speaker is not None:
                self._last = statement
                self._surroundings.remember(statement)

    def _read_plain(self, number: int) -> None:
        """A line after a dash that is no speech is an item of a list, and the marks in it are marks."""
        scanned = self._readings[number].scanned
        self._readings[number] = read(self._text, replace(scanned, marked=scanned.plain))
        self._read_paragraph(number)

    def _statement(self, reading: Reading, number: int, place: int, previous: Statement | None) -> Statement | None:
        marked = reading.marked(reading.tokens[place].quote)
        found = chosen(before(reading, place), after(reading, place))
        goes_on = previous is not None and goes_on_with(reading, previous, place, found)
        if goes_on and found is not None and found.side == "before":
            found = None
        alone = number == 0 and len(reading.tokens) == 1 and self._is_headline(marked)
        if not is_quotation(reading, place, found, goes_on=goes_on, opens_text=alone):
            return None
        self._utterance += 1
        utterance = previous.utterance if previous is not None and goes_on else self._utterance
        return Statement(
            reading=reading,
            paragraph=number,
            place=place,
            marked=marked,
            found=found,
            utterance=utterance,
            goes_on=goes_on,
        )

    def _is_headline(self, marked: Marked) -> bool:
        """A short line in marks at the head of a text is its headline, unless the next paragraph opens with a person."""
        short = len(marked.span.slice(self._text).split()) < 10  # noqa: PLR2004 - a line
        whole = marked.closed and not marked.continues
        return whole and short and len(self._readings) > 1 and self._surroundings.subject_of_first_sentence(1) is None

    def _attribute(self, statement: Statement, previous: Statement | None) -> None:
        found = statement.found
        if found is not None and found.anonymous:
            return
        if found is not None and found.mention is not None:
            statement.speaker = self._sieves.speaker(found.mention, statement.reading, statement.paragraph)
            if found.rule == "name-line":
                statement.pull_quote = True
            if statement.speaker is not None and (found.owner or found.rule == "sentence-subject"):
                statement.speaker = replace(
                    statement.speaker, how=weaker(statement.speaker.how, How.RESOLVED), rule=found.rule
                )
            # A pronoun that fits nobody must not become somebody of the other sex.
            if statement.speaker is not None or found.mention.kind is MentionKind.PRONOUN:
                return
        statement.speaker = self._surroundings.speaker(statement, previous, self._last)

    def _is_speech(self, statement: Statement) -> bool:
        """Whether a dash line without an attribution is speech: somebody is there to say it."""
        if statement.speaker is None:
            return False
        rule = statement.speaker.rule
        if self._text[statement.marked.outer.start] == "-":
            return rule in {"interview", "reply-sentence", "led-to", "dash-goes-on"}
        return rule != "sentence-after" and not self._is_list(statement)

    def _is_list(self, statement: Statement) -> bool:
        return sum(reading.tentative for reading in statement.reading.scanned.marked) > 1

    def _unite_continued(self) -> None:
        """A statement that goes on in the next paragraph is one utterance with one speaker."""
        for first, second in zip(self._found[-2::-1], self._found[:0:-1], strict=True):
            below = second.paragraph == first.paragraph + 1
            joined = first.marked.continues and below
            dashed = below and (_rule(first) == "next-dash" or _rule(second) == "dash-goes-on")
            if not (joined or dashed):
                continue
            first.utterance = second.utterance
            if first.found is None and second.speaker is not None:
                first.speaker = replace(
                    second.speaker, how=weaker(second.speaker.how, How.RESOLVED), rule="continuation"
                )
            elif second.found is None:
                second.speaker = repeated(first.speaker, How.RESOLVED, "continuation")

    def _sharerepeated(self) -> None:
        """A pull quote or caption that repeats an attributed quotation has its speaker."""
        said: dict[str, Speaker] = {}
        for one in self._found:
            if one.speaker is not None and one.speaker.how is not How.INFERRED:
                said.setdefault(_folded(self._text, one.marked), one.speaker)
        for one in self._found:
            if one.speaker is None or one.speaker.how is How.INFERRED:
                known = said.get(_folded(self._text, one.marked))
                one.speaker = repeated(known, How.INFERRED, "repeated") or one.speaker


def _rule(statement: Statement) -> str | None:
    return statement.speaker.rule if statement.speaker is not None else None


def _folded(text: str, marked: Marked) -> str:
    return " ".join(marked.span.slice(text).lower().split()).strip(" .,!?…")
