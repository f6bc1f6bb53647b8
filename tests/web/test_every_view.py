"""Every view and every state of it in a real browser: what all of them owe to all who use them.

Each is opened once and looked at by all tests: axe-core, light and dark, narrow and zoomed, by keyboard, in the colours
and the stillness a person asks for.
"""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from tests.web.conftest import looking, serving
from tests.web.page import leaving

STRATEGY = "/read/en-region-to-lande-faelles-styrke-indspil-til-den-0c8433"
NEWS = "/read/alla-vill-ha-samma-forskare-4468e7"
DRAFT = (
    "Hon säger: ”Vi är duktiga på att hämta hit folk. Vi är inte sämre på att få dem att stanna”. "
    "Og Ingrid Vallby mener: “It is paying already”."
)


def fill_the_basket(page, base):
    page.goto(f"{base}/quote?what=quotations&q=forskare")
    for _ in range(2):
        with leaving(page):
            page.click("text=Put into the basket >> nth=0")
    page.goto(f"{base}/basket")


def check_a_draft(page, base):
    page.goto(f"{base}/check")
    page.fill("#text", DRAFT)
    with leaving(page):
        page.click("main button")
    page.wait_for_selector(".verdicts")


def check_what_cannot_be_read(page, base):
    page.goto(f"{base}/check")
    page.set_input_files("#file", {"name": "tal.docx", "mimeType": "application/zip", "buffer": b"PK\x03\x04 broken"})
    with leaving(page):
        page.click("main button")
    page.wait_for_selector(".missing")


def add_good_and_bad(page, base):
    page.goto(f"{base}/add")
    text = "Bron\n\nLæs også: Flere nyheder\n\n”Bron stängs i juni”, säger kaptenen Ylva Strand till tidningen.\n"
    files = [("bron.txt", text.encode()), ("bron igen.txt", text.encode()), ("tom.pdf", b"%PDF-1.4 and no more")]
    page.set_input_files("#file", [{"name": n, "mimeType": "text/plain", "buffer": data} for n, data in files])
    with leaving(page):
        page.click("main button:has-text('Add')")
    page.wait_for_selector(".statements")


def remove_a_document(page, base):
    page.goto(f"{base}/add")
    page.fill("#text", "En tekst til kurven\n\nDen skal straks væk igen, for den var kun en prøve af knappen.\n")
    with leaving(page):
        page.click("main button:has-text('Add')")
    page.click("text=Correct title, date and more")
    with leaving(page):
        page.click("text=Move the document to the trash")
    page.wait_for_selector("text=Take it back")


def be_refused(page, base):
    page.goto(f"{base}/add")
    page.evaluate("document.querySelector('main [name=token]').value = 'of another start'")
    page.fill("#text", "Noget")
    with leaving(page):
        page.click("main button:has-text('Add')")
    page.wait_for_selector("text=This was not done")


VIEWS = {
    "overview": "/",
    "search": "/search?q=sundhedsdata",
    "search with everything on it": "/search?q=sundhedsdata+pendlare&off=sv:h%C3%A4lsodata&language=da",
    "several pages of results": "/search?page=2",
    "nothing found": "/search?q=xylofonfabrik&only=1&language=sv",
    "did you mean": "/search?q=biobnaker",
    "read": STRATEGY,
    "read with matches": f"{STRATEGY}?q=sundhedsdata&passage=6",
    "read a mixed list of speakers": NEWS,
    "removed": f"{STRATEGY}/removed",
    "edit": f"{NEWS}/edit",
    "quote, asked nothing": "/quote",
    "quote": "/quote?q=gr%C3%A6nsependlere",
    "quote demands": "/quote?what=recommendations",
    "quote, nothing found": "/quote?q=xylofonfabrik",
    "quote from one document": "/quote?document=alla-vill-ha-samma-forskare-4468e7&q=forskare",
    "basket, empty": "/basket",
    "basket": fill_the_basket,
    "check": "/check",
    "draft, checked": check_a_draft,
    "draft, unreadable": check_what_cannot_be_read,
    "add": "/add",
    "added": add_good_and_bad,
    "add, after removing": remove_a_document,
    "figures, asked nothing": "/figures",
    "figures": "/figures?q=pendlere",
    "help": "/help",
    "no such page": "/nowhere",
    "no such document": "/read/nobody-000000",
    "refused": be_refused,
}
WIDE = {"width": 1280, "height": 720}
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FROM_THE_TOP = """() => {
    document.adoptedStyleSheets = [];
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.scrollTo(0, 0);
}"""
STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }");
    document.adoptedStyleSheets = [sheet];
}"""
STOP = """() => {
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


@pytest.fixture(scope="module")
def base(samples, tmp_path_factory):
    """The address of a server whose documents the views may change."""
    yield from serving(shutil.copytree(samples, tmp_path_factory.mktemp("views") / "samples"))


@pytest.fixture(scope="module", params=VIEWS.values(), ids=VIEWS)
def view(request, base, browser):
    """A page that shows the view, with everything opened that can be."""
    with looking(browser) as open_page:
        page = open_page(viewport=WIDE)
        if isinstance(request.param, str):
            page.goto(base + request.param)
        else:
            request.param(page, base)
        page.evaluate(OPEN_ALL)
        yield page


@pytest.fixture
def page(view):
    """The view as it was when it was opened, whatever other tests did to it."""
    view.set_viewport_size(WIDE)
    view.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    view.evaluate(FROM_THE_TOP)
    return view


def test_axe_finds_nothing_in_light_and_dark_wide_and_narrow(page, findings):
    """What is seen when closed is among it."""
    assert findings(page) == {}
    page.emulate_media(color_scheme="dark")
    assert findings(page, "color-contrast", "link-in-text-block") == {}
    page.set_viewport_size({"width": 320, "height": 640})
    assert findings(page, "target-size", "scrollable-region-focusable", "color-contrast") == {}


def test_nothing_scrolls_sideways_when_narrow_zoomed_or_widely_spaced(page):
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(TOO_WIDE) <= 0
    page.set_viewport_size({"width": 640, "height": 480})  # 1280 at 200 per cent
    assert page.evaluate(TOO_WIDE) <= 0
    page.evaluate(SPACED)
    assert page.evaluate(TOO_WIDE) <= 0


def test_tab_reaches_everything_in_its_order_and_every_stop_is_seen(page):
    wanted = page.evaluate(
        f"""[...document.querySelectorAll("{STOPS}")].filter((one) => one.checkVisibility() && !one.disabled)
            .slice(0, 30).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert len(wanted) > 8
    for before, expected in pairwise([None, *wanted]):
        page.keyboard.press("Tab")
        for _ in range(5):  # a date has several parts
            seen = page.evaluate(STOP)
            if seen is None or seen["html"] != before or 'type="date"' not in before:
                break
            page.keyboard.press("Tab")
        assert seen is not None
        assert seen["html"] == expected
        assert seen["outlined"], expected
        assert seen["uncovered"], expected


def test_in_forced_colours_fields_buttons_and_the_focus_keep_their_lines(page):
    page.emulate_media(forced_colors="active")
    borderless = page.evaluate(
        """[...document.querySelectorAll("button, .button, select, textarea, input[type=text], input[type=search], .chip")]
            .filter((one) => one.checkVisibility() && (getComputedStyle(one).borderTopStyle === "none"
                || parseFloat(getComputedStyle(one).borderTopWidth) === 0)).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert borderless == []
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["outlined"]


def test_nothing_moves_for_those_who_do_not_want_it(page):
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((one) => { const style = getComputedStyle(one);
            return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none"
                || style.scrollBehavior === "smooth"; }).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert moving == []


def test_the_title_and_the_one_main_heading_say_where_one_is(page):
    assert page.title().endswith(" – kb")
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("header [aria-current=page]").count() <= 1


class TestInTheOtherLanguages:
    """Longer words must not push anything out, and the page says which language it is in."""

    TRIED = ("search with everything on it", "quote", "basket, empty", "check", "add", "figures", "edit", "removed")

    @pytest.mark.parametrize("locale", ["da-DK", "sv-SE"])
    def test_axe_finds_nothing_and_nothing_scrolls_sideways(self, base, opened, findings, locale):
        page = opened(locale=locale, viewport={"width": 320, "height": 640})
        for name in self.TRIED:
            page.goto(base + VIEWS[name])
            page.evaluate(OPEN_ALL)
            assert page.evaluate("document.documentElement.lang") == locale[:2]
            assert page.evaluate(TOO_WIDE) <= 0, name
            assert findings(page) == {}, name
