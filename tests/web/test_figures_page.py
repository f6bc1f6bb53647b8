"""Figures side by side: verbatim, in their places, sorted so that neighbours can be compared."""

from __future__ import annotations

import pytest

from kb import Library
from tests.web.page import Page


@pytest.fixture(scope="module")
def page(client):
    return Page(client.get("/figures?q=pendlere"))


def test_every_figure_of_the_command_is_there_with_its_sentence(page, samples):
    found = Library.open(samples).figures("pendlere")
    assert page.words(".count") == [f"{len(found)} figures"]
    assert sorted(page.words(".figures b")) == sorted(" ".join(one.as_written.split()) for one in found)
    sentences = {" ".join(one.text.split()) for one in found}
    assert set(page.words(".figures .words")) == sentences
    for element in page.all(".figures li"):
        assert element.select("mark")[0].text == element.select("b")[0].text


def test_numbers_shares_and_amounts_stand_apart_and_the_smallest_first(page):
    assert page.words("section h3") == ["Amounts of money, DKK", "Numbers", "Shares"]
    numbers = page.all("section")[1].select("b")
    counts = [one.text for one in numbers]
    assert (
        counts.index("about 17,800")
        < counts.index("18.600 mennesker")
        < counts.index("19,100 commuters")
        < counts.index("21,000")
    )


def test_a_figure_leads_to_its_place_in_the_document(page, client):
    link = page.all(".figures .place a")[0]
    address, _, anchor = link.get("href").partition("#")
    read = Page(client.get(address))
    assert read.tree.find(id=anchor) is not None


def test_no_figure_and_no_subject_are_told(client):
    assert "No sentence with a number was found." in Page(client.get("/figures?q=xylofonfabrik")).words(".count")
    assert Page(client.get("/figures")).words(".count") == []
