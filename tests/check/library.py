"""A small corpus on disk for checking: three invented documents, and what a test adds to them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from kb.check import Check, Fetched, open_check
from kb.corpus import Corpus, Verb
from kb.corpus.corpus import Contents
from kb.ingest.blocks import Original
from kb.model import Kind, Record

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

DANISH = """\
# Færger hele natten

Øernes Færgeråd vil lade færgerne sejle hele natten. I dag må 1.240 pendlere vente til klokken fem. Ordningen koster 12 mio. kr. om året.

»Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem,« siger Karen Møllevang, formand for Øernes Færgeråd. »Natten er også en del af døgnet.«

Kommunen har ikke ret til at lukke havnen uden varsel, medmindre der er fare for liv.

Sundhedsdata og sundheds-it bruges i forsknings- og udviklingsprojekter. Mænd her skal få vård på svensk, siger planen.

Tallet stiger med 1.5 procent, altså 1,5 i dansk skrift[^1] og det er for meget.

[^1]: Tallet er fra havnens egen opgørelse i marts.
"""

SWEDISH = """\
# Bron får en cykelbana

Cykelbanan ska stå klar i höst. Den kostar 46 miljoner kronor, upp till 3 miljoner mer än planerat.

– Jag trodde aldrig att vi skulle få se den, säger Åsa Lindmarker, ordförande i Cykelrådet.

Män här ska få vård när de behöver den, och patienten har inte rätt till behandling utan remiss.
"""

ENGLISH = """\
# The harbour goes quiet

The port will switch off its engines at night. More than 300 ships call here each year, and about 40 of them stay overnight.

“We were told it could not be done,” says Maud Fairweather, who runs the port. “It could.”

The rule applies to all ships – ferries, tugs and pilots. However, it does not apply to the lifeboat.

The difference was small (p < 0.05) and the engine is co-operative; the self-reported effect was low.
"""

TEXTS = {"faerger": ("da", DANISH), "bron": ("sv", SWEDISH), "harbour": ("en", ENGLISH)}


def record(name: str, language: str, **changed) -> Record:
    values = {
        "id": "",
        "title": name.capitalize(),
        "language": language,
        "languages": {language: 1.0},
        "kind": Kind.ARTICLE,
        "published": date(2026, 3, 2),
        "published_from": None,
        "authors": (),
        "publisher": None,
        "source": f"{name}.txt",
        "url": f"https://example.org/{name}",
        "media_type": "text/plain",
        "fetched": NOW,
        "original_checksum": f"{abs(hash(name)) % 16**10:064x}",
        "text_checksum": "",
        "extractor": "plain 1",
        "cleaner_version": "1",
    }
    return Record(**(values | changed))


def contents(name: str, language: str, text: str, **changed) -> Contents:
    return Contents(
        record=record(name, language, **changed), text=text, removed=(), extension=".txt", original=text.encode()
    )


class Knowledge:
    """A corpus that a test fills, and a check of it."""

    def __init__(self, root: Path, texts=TEXTS) -> None:
        self.root = root
        self.corpus = Corpus(root / "corpus", clock=lambda: NOW)
        self.ids: dict[str, str] = {}
        for name, (language, text) in texts.items():
            title = text.partition("\n")[0].strip("# ")
            self.add(name, language, text, title=title)

    def add(self, name: str, language: str, text: str, **changed) -> str:
        put = self.corpus.add(contents(name, language, text, **changed), self.corpus.new_change())
        self.ids[name] = put.id
        return put.id

    def replace(self, name: str, text: str) -> None:
        old = self.corpus.record(self.ids[name])
        new = Contents(record=old, text=text, removed=(), extension=".txt", original=text.encode())
        self.corpus.replace(new, self.corpus.new_change(), verb=Verb.REPLACE, keep_edition=True)

    def check(self, **options) -> Check:
        return open_check(self.corpus, self.root / "index", **options)

    def quotations(self, draft: str, name: str = "draft.md"):
        """The verdicts on a draft."""
        report = self.check().drafts([fetched(draft.encode(), name)])
        assert report.drafts[0].error is None
        return report.drafts[0].quotations

    def one(self, draft: str, name: str = "draft.md"):
        """The verdict on the only quotation of a draft."""
        found = self.quotations(draft, name)
        assert len(found) == 1, found
        return found[0]

    def quote(self, text: str):
        """The verdict on one quotation."""
        return self.check().quotation(text).drafts[0].quotations[0]


def fetched(data: bytes, name: str) -> Fetched:
    return Fetched(name=name, original=Original(source=name, name=name, data=data, fetched=NOW))
