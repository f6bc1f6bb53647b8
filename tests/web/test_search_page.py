"""The search page: what it shows, and that its address is its state."""

from __future__ import annotations

import pytest

from tests.web.page import Page, asked


@pytest.fixture
def search(client):
    def get(**query):
        return Page(client.get("/search", params=query))

    return get


def test_results_stand_by_document_with_passages_marks_language_date_and_page(search):
    page = search(q="sundhedsdata")
    first = page.all(".hits > li")[0]
    assert "fælles styrke" in first.select("h3 a")[0].text
    assert [li.text for li in first.select(".facts li")] == [
        "Danish",
        "Strategy",
        "18 September 2025",
        "Sundklyngen",
    ]
    assert "sundhedsdata" in [mark.text for mark in first.select("mark.via-exact")]
    assert "page 2" in first.select(".place a")[0].text


def test_every_passage_and_title_says_its_language(search):
    page = search(q="biobanker")
    assert {element.get("lang") for element in page.all(".words")} == {"da", "sv", "en"}
    assert all(element.get("lang") in {"da", "sv", "en"} for element in page.all(".hits h3 a"))


def test_every_match_is_explained_on_demand(search):
    reasons = search(q="sundhedsdata").words(".why li")
    assert "sundhedsdata – the word you typed" in reasons
    assert any(reason.endswith("a translation or synonym of sundhedsdata") for reason in reasons)


def test_words_a_document_lacks_are_named(search):
    page = search(q="sundhedsdata pendlare")
    assert "Without: pendlare" in page.words(".missing")


def test_an_expansion_can_be_switched_off_and_on_again(search, client):
    page = search(q="gränspendlare")
    chip = page.link("Search without grænsependler")
    assert asked(chip) == {"q": ["gränspendlare"], "off": ["da:grænsependler"]}
    without = Page(client.get(chip))
    assert "grænsependler" not in " ".join(without.words("mark")).lower()
    assert int(without.words("#count")[0].split()[0]) <= int(page.words("#count")[0].split()[0])
    again = Page(client.get(without.link("Search again for grænsependler")))
    assert again.words(".hits h3") == page.words(".hits h3")


def test_facets_count_and_narrow_and_can_be_taken_away(search, client):
    page = search(q="biobanker")
    address = page.link("Swedish")
    narrowed = Page(client.get(address))
    assert {li.text for li in narrowed.all(".facts li:first-child")} == {"Swedish"}
    counted = next(one for one in page.words(".facets li a") if one.startswith("Swedish"))
    assert narrowed.words("#count")[0].split()[0] == counted.split()[1]
    assert Page(client.get(narrowed.link("take away"))).words(".hits h3") == page.words(".hits h3")


@pytest.mark.parametrize(("name", "value"), [("kind", "report"), ("year", "2024"), ("publisher", "Sundklyngen")])
def test_each_facet_narrows(search, name, value):
    page = search(q="", **{name: value})
    facts = page.words(".hits .facts")
    assert facts
    shown = {"report": "Report"}.get(value, value)
    assert all(shown in one for one in facts)


def test_sorting_by_date_puts_the_newest_first(search):
    dates = [time.get("datetime") for time in search(q="", sort="date").all(".hits .facts time")]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) > 5


def test_pages_follow_each_other_without_overlap(search):
    first, second = search(q=""), search(q="", page="2")
    titles = [link.get("href") for page in (first, second) for link in page.all(".hits h3 a, .alike a")]
    assert len(titles) == len(set(titles)) == 17
    assert "page 1 of 2" in first.words("#count")[0]
    assert first.link("Next") == "/search?page=2"
    assert search(q="", page="9").words(".search-results > p")[0].startswith("There are no documents on this page")


def test_a_word_that_no_document_has_is_answered_with_one_that_is_near(search, client):
    page = search(q="biobnaker")
    suggestion = page.all(".meant a")[0]
    assert suggestion.text.startswith("biobank")
    assert Page(client.get(suggestion.get("href"))).all(".hits > li")


def test_nothing_found_is_explained_with_ways_out(search):
    page = search(q="xylofonfabrik", language="sv", only="1", off="da:x")
    assert page.words("#count") == ["Nothing found"]
    assert "No document of the knowledge base has: xylofonfabrik" in page.words(".nothing > p")
    assert {"language", "only", "off"}.isdisjoint(asked(page.link("Search in all documents"))) is False
    assert "language" not in asked(page.link("Search in all documents"))
    assert "only" not in asked(page.link("Search for other spellings"))
    assert "off" not in asked(page.link("Switch all expansions on"))


def test_only_my_words_is_kept_in_the_address_and_in_the_form(search):
    page = search(q="sundhedsdata", only="1")
    assert page.all("input[name=only]")[0].get("checked") is not None
    assert set(page.words(".hits .facts li:first-child")) == {"Danish"}
    assert all("only=1" in link.get("href") for link in page.all(".orders a"))


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "999999999999999999999"},
        {"page": "٣"},
        {"year": "12345"},
        {"year": "0"},
        {"sort": "'; DROP"},
        {"kind": "<script>"},
        {"off": "no colon"},
        {"q": "\x00\x07 \ud83d\ude00" if False else "\x07 😀"},
        {"q": "(((((" * 500},
        {"q": '"' * 3},
        {"q": "a" * 5000},
        {"language": "../../etc/passwd"},
    ],
)
def test_no_address_is_an_error(search, query):
    assert search(**{"q": "data", **query}).status == 200


def test_what_is_typed_is_shown_as_text_and_nothing_else(search):
    typed = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    page = search(q=typed, publisher=typed, off=f"da:{typed}")
    assert page.all("#q")[0].get("value") == typed
    assert [script.get("src").split("?")[0] for script in page.all("script")] == ["/static/kb.js"]
    assert not page.all("main img")


def test_help_stands_beside_the_box_and_its_examples_can_be_followed(search, client):
    page = search(q="")
    examples = page.all(".how .syntax a")
    assert len(examples) >= 9
    assert all(client.get(example.get("href")).status_code == 200 for example in examples)
    assert Page(client.get("/help")).all("h1")
