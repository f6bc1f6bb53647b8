"""The pages in a real browser: by keyboard, without JavaScript, in three languages, on a phone, and judged by axe-core."""

from __future__ import annotations

import pytest

from tests.web.page import leaving


def test_axe_is_at_work(server, opened, findings):
    page = opened()
    page.goto(server)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('label').remove()")
    assert {"html-has-lang", "label"} <= set(findings(page))


class TestByKeyboard:
    def test_search_and_read_without_touching_the_mouse(self, server, opened):
        page = opened()
        page.goto(server)
        page.wait_for_function("document.activeElement.id === 'q'")
        page.keyboard.type("gränspendlare")
        with leaving(page):
            page.keyboard.press("Enter")
        assert "/search?q=" in page.url
        title = page.text_content(".hits h3 a")
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.hits h3') !== null"):
                break
        with leaving(page):
            page.keyboard.press("Enter")
        assert "/read/" in page.url
        assert title in page.text_content("h1")

    def test_the_first_stop_skips_to_the_content(self, server, opened):
        page = opened()
        page.goto(server + "/search?q=biobanker")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'main'")

    def test_a_slash_goes_to_the_box_but_can_be_typed_in_it(self, server, opened):
        page = opened()
        page.goto(server + "/search?q=2016")
        page.keyboard.press("/")
        page.wait_for_function("document.activeElement.id === 'q'")
        page.keyboard.press("End")
        page.keyboard.type("/679")
        assert page.input_value("#q") == "2016/679"

    def test_an_expansion_is_switched_off_with_enter(self, server, opened):
        page = opened()
        page.goto(server + "/search?q=sundhedsdata")
        page.focus(".widened summary")
        page.keyboard.press("Enter")
        page.wait_for_selector(".widened[open]")
        page.keyboard.press("Tab")
        with leaving(page):
            page.keyboard.press("Enter")
        assert "off=" in page.url
        assert page.locator(".chip.off").count() == 1


def test_everything_works_without_javascript(server, opened):
    page = opened(java_script_enabled=False)
    page.goto(server)
    page.fill("#q", "sundhedsdata")
    with leaving(page):
        page.click(".ask button")
    assert page.url.endswith("/search?q=sundhedsdata")
    page.click(".why summary")
    page.wait_for_selector(".why li", state="visible")
    with leaving(page):
        page.click(".facets >> text=Swedish")
    assert "language=sv" in page.url
    with leaving(page):
        page.click(".hits h3 a")
    assert page.locator(".text mark").count() > 0
    with page.expect_download() as download:
        page.click("text=Original (")
    assert download.value.path().stat().st_size > 0
    with leaving(page):
        page.click("text=What the cleaner removed")
    assert "What the cleaner removed" in page.text_content("h1")


@pytest.mark.parametrize(
    ("locale", "language", "words"),
    [
        ("da-DK", "da", "Søg i 17 dokumenter"),
        ("sv-FI", "sv", "Sök i 17 dokument"),
        ("de-DE", "en", "Search 17 documents"),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(server, opened, locale, language, words):
    page = opened(locale=locale)
    page.goto(server)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.text_content("h1") == words


def test_the_language_can_be_changed_and_the_search_stays(server, opened):
    page = opened()
    page.goto(server + "/search?q=biobanker&sort=date")
    with leaving(page):
        page.click("text=Svenska")
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.input_value("#q") == "biobanker"
    page.goto(server + "/help")
    assert page.evaluate("document.documentElement.lang") == "sv"


def test_how_a_word_answers_is_seen_without_colours(server, opened):
    page = opened()
    page.goto(server + "/search?q=sundhedsdata")
    style = "(one) => getComputedStyle(one).textDecorationStyle"
    assert [page.locator(f"mark.via-{via}").first.evaluate(style) for via in ("exact", "part", "translation")] == [
        "solid",
        "dashed",
        "dotted",
    ]


def test_forced_colours_keep_marks_and_the_place_in_the_navigation(server, opened):
    page = opened(forced_colors="active")
    page.goto(server + "/search?q=sundhedsdata")
    colours = page.locator("mark").first.evaluate("(one) => getComputedStyle(one).backgroundColor")
    around = page.locator(".words").first.evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert colours != around
    here = page.locator("nav a[aria-current=page]").first
    assert "underline" in here.evaluate("(one) => getComputedStyle(one).textDecorationLine")


def test_in_forced_colours_charts_are_drawn_in_the_colour_of_text(server, opened):
    page = opened(forced_colors="active", color_scheme="dark")
    page.goto(server)
    text = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    for part in (".columns rect", ".bars rect", ".columns text"):
        assert page.locator(part).first.evaluate("(one) => getComputedStyle(one).fill") == text


def test_the_place_a_link_leads_to_is_in_sight(server, opened):
    page = opened()
    page.goto(server + "/search?q=sundhedsdata")
    with leaving(page):
        page.click(".place a >> nth=0")
    assert "#p" in page.url
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 600
