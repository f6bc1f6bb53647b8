"""The start page: figures that are true, as charts and as tables."""

from __future__ import annotations

import pytest

from kb import Library
from kb.web.charts import HEIGHT, MOST_YEARS, bars, columns
from tests.web.conftest import client_of
from tests.web.page import Page


@pytest.fixture(scope="module")
def page(client):
    return Page(client.get("/"))


def test_every_document_is_counted_by_year_language_kind_and_publisher(page, samples):
    records = list(Library.open(samples).records())
    assert page.words("h1") == [f"Search {len(records)} documents"]
    for name, attribute in (("language", "language"), ("kind", "kind")):
        counts = [int(one) for one in page.words(f"[aria-labelledby=by-{name}] td.number")]
        assert sum(counts) == len(records), attribute
    assert sum(map(int, page.words("[aria-labelledby=by-year] td.number"))) == len(records)


def test_a_chart_is_told_in_words_and_as_a_table(page):
    (chart,) = page.all("svg.columns")
    assert chart.get("role") == "img"
    described = page.tree.find(id=chart.get("aria-describedby")).text
    for row in page.all("[aria-labelledby=by-year] tbody tr")[:-1]:
        year, count = (cell.text for cell in row.select("th, td"))
        assert f"{year}: {count}." in described
        assert year in chart.text


def test_every_figure_leads_to_its_documents(page, client):
    for row in page.all(".bars tbody tr")[:8]:
        link = row.select("a")[0].get("href")
        count = row.select("td")[0].text
        assert Page(client.get(link)).words("#count")[0].split()[0] == count


def test_the_last_that_came_in_stands_first(own_samples, client, page):
    source = own_samples / "new.txt"
    source.write_text("En ny tekst\n\nDen handler om noget helt nyt, som ingen har skrevet om før i denne region.\n")
    (added,) = Library.open(own_samples).add([source], title="Den allernyeste")
    fresh = Page(client_of(own_samples).get("/"))
    assert fresh.words(".lately li a")[0] == "Den allernyeste"
    assert added.record.id in fresh.all(".lately li a")[0].get("href")


def test_an_empty_knowledge_base_says_what_to_do(tmp_path):
    Library.create(tmp_path / "empty")
    page = Page(client_of(tmp_path / "empty").get("/"))
    assert page.words(".note") == ["The knowledge base is empty. Add documents with kb add FILE."]
    assert not page.all("svg.columns")


def test_columns_have_no_gaps_and_gather_what_lies_far_back():
    told = columns({"2026": 4, "2024": 2, "1999": 3, "2001": 1})
    assert [one.year for one in told] == ["", *(str(year) for year in range(2026 - MOST_YEARS + 1, 2027))]
    assert told[0].documents == 4
    assert {one.year: one.height for one in told}["2026"] == HEIGHT
    assert {one.year: one.height for one in told}["2025"] == 0
    assert columns({}) == ()


def test_bars_are_shares_of_the_largest():
    assert [(bar.value, bar.share) for bar in bars({"a": 1, "b": 4, "c": 2}, most=2)] == [("b", 1.0), ("c", 0.5)]


def test_the_figures_follow_what_is_added_and_taken_back(own_samples, own_client):
    def documents() -> int:
        return sum(map(int, Page(own_client.get("/")).words("[aria-labelledby=by-language] td.number")))

    before = documents()
    source = own_samples / "new.txt"
    source.write_text("En ny tekst\n\nDen handler om noget helt nyt, som ingen har skrevet om før i denne region.\n")
    library = Library.open(own_samples)
    list(library.add([source]))
    assert documents() == before + 1
    library.undo()
    assert documents() == before
