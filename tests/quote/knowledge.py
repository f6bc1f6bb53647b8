"""A small knowledge base in memory: three invented documents and a search that finds words by their beginning."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from kb.errors import UnknownDocument
from kb.model import Document, Facets, FoundPassage, Hit, Kind, Match, Page, Record, Results, Span, Via
from kb.quote.collect import Holdings
from kb.quote.excerpts.layout import Layout

DANISH = """\
# Færger hele natten

Øernes Færgeråd vil lade færgerne sejle hele natten. I dag må 1.240 pendlere vente til klokken fem. Ordningen koster 12 mio. kr. om året.

»Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem,« siger Karen Møllevang, formand for Øernes Færgeråd. »Natten er også en del af døgnet.«

Kommunen betaler dog kun, hvis staten også gør det.

## Forslag

Færgerådet foreslår, at staten

- betaler halvdelen af natfærgerne fra 2027

- lader øboere sejle gratis til hospital

1) Øvrige punkter følger i bilaget.
"""

SWEDISH = """\
# Bron får en cykelbana

Cykelbanan ska stå klar i höst. Den kostar 46 miljoner kronor, upp till 3 miljoner mer än planerat.

– Jag trodde aldrig att vi skulle få se den, säger Åsa Lindmarker, ordförande i Cykelrådet. Nu ska vi cykla varje dag.

”Alla som vill får ‘prova på’ gratis”, säger Öjvind Trast.
"""

ENGLISH = """\
# The harbour goes quiet

The port will switch off its engines at night. More than 300 ships call here each year, and about 40 of them stay overnight.

“We were told it could not be done,” says Maud Fairweather, who runs the port. “It could.”

The rule applies to all ships. However, it does not apply to ferries.[^1]

[^1]: Ferries follow in 2028.
"""


def record(id: str, **changed) -> Record:
    values = {
        "id": id,
        "title": id.capitalize(),
        "language": "da",
        "languages": {"da": 1.0},
        "kind": Kind.ARTICLE,
        "published": None,
        "published_from": None,
        "authors": (),
        "publisher": None,
        "source": f"{id}.txt",
        "url": None,
        "media_type": "text/plain",
        "fetched": datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        "original_checksum": "",
        "text_checksum": "",
        "extractor": "plain 1",
        "cleaner_version": "1",
    }
    return Record(**(values | changed))


DOCUMENTS = (
    Document(
        record=record(
            "ferries",
            title="Færger hele natten",
            authors=("Bo Holmgaard",),
            publisher="Øposten",
            published=date(2026, 3, 2),
            url="https://example.org/faerger",
        ),
        text=DANISH,
    ),
    Document(
        record=record(
            "bridge",
            title="Bron får en cykelbana",
            language="sv",
            languages={"sv": 1.0},
            publisher="Sundsbladet",
            published=date(2026, 5, 9),
        ),
        text=SWEDISH,
    ),
    Document(
        record=record(
            "harbour",
            title="The harbour goes quiet",
            language="en",
            languages={"en": 1.0},
            kind=Kind.REPORT,
            authors=("Port Authority of Wick",),
            publisher="Port Authority of Wick",
            url="https://example.org/harbour.pdf",
            media_type="application/pdf",
            pages=(
                Page(number=1, label="i", span=Span(0, 120)),
                Page(number=2, label="1", span=Span(120, len(ENGLISH))),
            ),
        ),
        text=ENGLISH,
    ),
)


def holdings(documents=DOCUMENTS, origins=()) -> Holdings:
    kept = {document.record.id: document for document in documents}

    def document(id):
        if id not in kept:
            raise UnknownDocument(id)
        return kept[id]

    return Holdings(
        ids=lambda: tuple(sorted(kept)),
        document=document,
        origins=lambda id: origins,
        search=lambda query, *, limit: _search(kept.values(), query, limit),
    )


def _search(documents, query, limit) -> Results:
    terms = [term.casefold() for term in query.split()]
    hits = []
    for document in documents:
        passages = tuple(_passages(document, terms))
        held = {match.term for passage in passages for match in passage.matches}
        if passages:
            hits.append(_hit(document.record, passages, tuple(term for term in terms if term not in held)))
    return Results(
        query=query,
        read_as=query,
        language_of_query="en",
        expansions=(),
        total=len(hits),
        total_exact=True,
        took_ms=0.0,
        hits=tuple(hits[:limit]),
        facets=Facets(),
        suggestions=(),
    )


def _hit(record, passages, missing) -> Hit:
    return Hit(
        document=record.id,
        title=record.title,
        language=record.language,
        kind=record.kind,
        published=record.published,
        publisher=record.publisher,
        score=1.0,
        missing=missing,
        passages=passages,
    )


def _passages(document, terms):
    for block in Layout(document).blocks:
        text = block.span.slice(document.text)
        matches = _matches(block, text, terms)
        if matches:
            yield FoundPassage(
                number=block.number,
                page=None,
                heading=block.heading,
                language=document.record.language,
                span=block.span,
                text=text,
                matches=matches,
            )


def _matches(block, text, terms):
    found = [
        Match(span=Span(block.span.start + one.start(), block.span.start + one.end()), term=term, via=Via.FORM)
        for term in terms
        for one in re.finditer(rf"(?i)\b{re.escape(term)}\w*", text)
    ]
    return tuple(sorted(found, key=lambda match: match.span))
