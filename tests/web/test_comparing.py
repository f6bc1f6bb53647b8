"""Figures that differ, on the start page and on the page of figures."""

from __future__ import annotations

import threading

import pytest

from kb import Library
from kb.library import claiming
from kb.web import comparing
from kb.web.comparing import Comparing
from tests.web.conftest import client_of, copy_of_samples
from tests.web.page import Page

ONE = "Lærkestad havde 4.100 ladepladser til elbiler ved årets slutning i 2025."
OTHER = "Lærkestad havde 1.400 ladepladser til elbiler ved årets slutning i 2025."


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    library = Library.open(copy_of_samples(tmp_path_factory.mktemp("comparing") / "samples"))
    library.index()
    return library


def found(compared: Comparing, library: Library):
    """What is found once the comparing is done."""
    state = library.state()
    compared.found(state, library.reader)
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and thread.name == comparing.NAME:
            thread.join(60)
    return compared.found(state, library.reader)


def test_the_sample_documents_give_different_figures_for_one_thing(library):
    (difference,) = found(Comparing(), library)
    assert [one.as_written for one in difference.figures] == ["69 mio. kr.", "96 mio. kr."]


def test_a_change_is_seen_and_only_what_was_changed_is_read_again(library, monkeypatch):
    compared, read = Comparing(), []
    before = found(compared, library)
    real = claiming.claims
    monkeypatch.setattr(claiming, "claims", lambda document: read.append(document.record.id) or real(document))
    added = [
        library.add([_written(library, name, text)], jobs=1, title="Ladepladser i byen")
        for name, text in (("a.txt", ONE), ("b.txt", OTHER))
    ]
    ids = [outcome.record.id for outcomes in added for outcome in outcomes]
    after = found(compared, library)
    assert len(after) == len(before) + 1
    assert sorted(read) == sorted(ids)
    library.remove(ids[:1])
    assert len(found(compared, library)) == len(before)


def _written(library: Library, name: str, text: str):
    path = library.settings.root / name
    path.write_text(f"Ladepladser i byen\n\n{text} Det skriver kommunen i en meddelelse til byens borgere.\n")
    return path


def test_the_start_page_shows_both_sentences_with_their_citations(library, client):
    found(client.app.state.site.comparing, library)
    page = Page(client.get("/"))
    sentences = page.words("[aria-labelledby=differing] .words")
    assert [one.split(" kr.")[0][-7:] for one in sentences] == ["69 mio.", "96 mio."]
    for element in page.all("[aria-labelledby=differing] .words"):
        assert element["lang"] == "da"
    for link in page.all("[aria-labelledby=differing] .place a"):
        assert "2026" in link.text
        assert client.get(link["href"].split("#")[0]).status_code == 200
    assert "not judged" in " ".join(page.words("[aria-labelledby=differing] .soft"))


def test_all_of_them_stand_on_the_page_of_figures(library, client):
    found(client.app.state.site.comparing, library)
    page = Page(client.get("/figures"))
    assert len(page.all(".together")) == 1
    assert len(page.all(".together mark")) == 2


def test_as_long_as_they_are_being_compared_the_page_says_so(library, monkeypatch):
    going_on = threading.Event()
    monkeypatch.setattr(claiming, "claims", lambda _document: going_on.wait(60) and ())
    monkeypatch.setattr(comparing, "PATIENCE", 0.01)
    client = client_of(library.settings.root)
    try:
        assert "are being compared" in " ".join(Page(client.get("/")).words("[aria-labelledby=differing] .soft"))
        assert "are being compared" in " ".join(Page(client.get("/figures")).words("[aria-labelledby=differing] .soft"))
    finally:
        going_on.set()


def test_where_none_differ_the_start_page_says_nothing_and_the_figures_page_so(tmp_path):
    library = Library.create(tmp_path / "kb")
    list(library.add([_written(library, "a.txt", ONE)], jobs=1))
    client = client_of(library.settings.root)
    assert found(client.app.state.site.comparing, library) == ()
    assert not Page(client.get("/")).all("[aria-labelledby=differing]")
    assert "No sentences were found" in " ".join(Page(client.get("/figures")).words("[aria-labelledby=differing] p"))
