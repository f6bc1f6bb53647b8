"""The pages in a real browser: by keyboard, without JavaScript, in three languages, on a phone, and judged by axe-core."""

from __future__ import annotations

import pytest

STRATEGY = "/read/en-region-to-lande-faelles-styrke-indspil-til-den-0c8433"
PAGES = {
    "overview": "/",
    "search": "/search?q=sundhedsdata",
    "search with everything on it": "/search?q=sundhedsdata+pendlare&off=sv:h%C3%A4lsodata&language=da",
    "several pages of results": "/search?page=2",
    "nothing found": "/search?q=xylofonfabrik&only=1&language=sv",
    "did you mean": "/search?q=biobnaker",
    "read": STRATEGY,
    "read with matches": f"{STRATEGY}?q=sundhedsdata&passage=6",
    "read a mixed list of speakers": "/read/alla-vill-ha-samma-forskare-4468e7",
    "removed": f"{STRATEGY}/removed",
    "help": "/help",
    "figures": "/figures?q=pendlere",
    "no such page": "/nowhere",
    "no such document": "/read/nobody-000000",
}
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def path(request):
    return request.param


def test_axe_finds_nothing_on_any_page_in_light_and_dark_wide_and_narrow(server, opened, findings, path):
    """With everything opened that can be: what is seen when closed is among it."""
    page = opened()
    page.goto(server + path)
    page.evaluate(OPEN_ALL)
    assert findings(page) == {}
    page.emulate_media(color_scheme="dark")
    assert findings(page, "color-contrast", "link-in-text-block") == {}
    page.set_viewport_size({"width": 320, "height": 640})
    assert findings(page, "target-size", "scrollable-region-focusable", "color-contrast") == {}


@pytest.mark.parametrize("locale", ["da-DK", "sv-SE"])
def test_axe_finds_nothing_in_the_other_languages(server, opened, findings, locale):
    page = opened(locale=locale)
    page.goto(server + PAGES["search with everything on it"])
    assert findings(page) == {}


def test_axe_is_at_work(server, opened, findings):
    page = opened()
    page.goto(server)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('label').remove()")
    assert {"html-has-lang", "label"} <= set(findings(page))


def test_no_page_scrolls_sideways_when_narrow_zoomed_or_widely_spaced(server, opened, path):
    page = opened(viewport={"width": 320, "height": 640})
    page.goto(server + path)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(TOO_WIDE) <= 0
    page.set_viewport_size({"width": 640, "height": 480})  # 1280 at 200 per cent
    assert page.evaluate(TOO_WIDE) <= 0
    page.evaluate(
        """() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }");
        document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate(TOO_WIDE) <= 0


class TestByKeyboard:
    def test_search_and_read_without_touching_the_mouse(self, server, opened):
        page = opened()
        page.goto(server)
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.type("gränspendlare")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        title = page.text_content(".hits h3 a")
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.hits h3') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/read/**")
        assert title in page.text_content("h1")

    def test_the_first_stop_skips_to_the_content(self, server, opened):
        page = opened()
        page.goto(server + "/search?q=biobanker")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"

    def test_every_stop_is_seen_and_nothing_covers_it(self, server, opened, path):
        page = opened()
        page.goto(server + path)
        page.evaluate(OPEN_ALL)
        page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        stops = 0
        for _ in range(40):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                const box = one.getClientRects()[0];
                const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
                const style = getComputedStyle(one);
                return {
                    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                    uncovered: top !== null && (top === one || one.contains(top) || top.contains(one)),
                    html: one.outerHTML.slice(0, 120),
                };
                }"""
            )
            if seen is None:
                break
            stops += 1
            assert seen["outlined"], seen["html"]
            assert seen["uncovered"], seen["html"]
        assert stops > 8

    def test_a_slash_goes_to_the_box_but_can_be_typed_in_it(self, server, opened):
        page = opened()
        page.goto(server + "/search?q=2016")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.press("End")
        page.keyboard.type("/679")
        assert page.input_value("#q") == "2016/679"

    def test_an_expansion_is_switched_off_with_enter(self, server, opened):
        page = opened()
        page.goto(server + "/search?q=sundhedsdata")
        page.focus(".widened summary")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**off=*")
        assert page.locator(".chip.off").count() == 1


def test_everything_works_without_javascript(server, opened):
    page = opened(java_script_enabled=False)
    page.goto(server)
    page.fill("#q", "sundhedsdata")
    page.click(".ask button")
    page.wait_for_url("**/search?q=sundhedsdata")
    page.click(".why summary")
    assert page.is_visible(".why li")
    page.click(".facets >> text=Swedish")
    page.wait_for_url("**language=sv*")
    page.click(".hits h3 a")
    assert page.locator(".text mark").count() > 0
    with page.expect_download() as download:
        page.click("text=Original (")
    assert download.value.path().stat().st_size > 0
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


def test_nothing_moves_for_those_who_do_not_want_it(server, opened):
    page = opened(reduced_motion="reduce")
    page.goto(server)
    moving = (
        "[...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0)"
    )
    assert page.evaluate(f"{moving}.length") == 0


def test_the_place_a_link_leads_to_is_in_sight(server, opened):
    page = opened()
    page.goto(server + "/search?q=sundhedsdata")
    page.click(".place a >> nth=0")
    page.wait_for_url("**#p*")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 600
