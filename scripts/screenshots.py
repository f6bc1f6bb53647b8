"""Take the pictures of the README anew: ``python scripts/screenshots.py [NAME ...]``. Needs Debian's Chromium.

The sample documents are shown as a fresh start shows them; each picture is reduced to 128 colours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from kb import Library

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
KB = str(Path(sys.executable).parent / "kb")
WIDE, PHONE = {"width": 1200, "height": 800}, {"width": 390, "height": 780}
STRATEGY = "/read/en-region-to-lande-faelles-styrke-indspil-til-den-0c8433"
DRAFT = (
    "Som Lene Skovrup siger: ”Vi är duktiga på att hämta hit folk. Vi är inte sämre på att få dem att stanna”, og Ingrid "
    "Vallby mener om grænsen: “It is paying already”."
)


def filled(page: Page) -> None:
    """Put two statements into the basket and look at it."""
    for _ in range(2):
        page.click("text=Put into the basket >> nth=0")
    page.goto(page.url.split("/quote")[0] + "/basket")


def checked(page: Page) -> None:
    """Check a draft with one turned and one faithful quotation."""
    page.fill("#text", DRAFT)
    page.click("main button")
    page.wait_for_selector(".verdicts")


def compared(page: Page) -> None:
    """Wait until the figures of all documents are set against each other."""
    while page.locator("text=are being compared").count():
        page.wait_for_timeout(200)
        page.reload()


ACTS = {"overview": compared, "basket": filled, "check": checked}
VIEWS = {
    "overview": ("/", WIDE, "light"),
    "overview-dark": ("/", WIDE, "dark"),
    "basket": ("/quote?what=quotations&q=forskare", WIDE, "light"),
    "basket-dark": ("/quote?what=quotations&q=forskare", WIDE, "dark"),
    "check": ("/check", WIDE, "light"),
    "check-dark": ("/check", WIDE, "dark"),
    "add": ("/add", WIDE, "light"),
    "add-dark": ("/add", WIDE, "dark"),
    "search": ("/search?q=sundhedsdata", WIDE, "light"),
    "search-dark": ("/search?q=gr%C3%A4nspendlare", WIDE, "dark"),
    "search-phone": ("/search?q=biobanker", PHONE, "light"),
    "read": (f"{STRATEGY}?q=sundhedsdata", WIDE, "light"),
    "read-dark": ("/read/alla-vill-ha-samma-forskare-4468e7?q=forskare", WIDE, "dark"),
    "figures": ("/figures?q=pendlere", WIDE, "light"),
}


def main() -> None:
    """Take the pictures that are named, or all."""
    IMAGES.mkdir(exist_ok=True)
    Library.open(ROOT).index()
    process = subprocess.Popen([KB, "--kb", str(ROOT), "serve", "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    base = next(word for line in process.stderr for word in line.split() if word.startswith("http")).rstrip("/")
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    try:
        with sync_playwright() as playwright:
            flags = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=path, args=flags)
            for name in sys.argv[1:] or VIEWS:
                address, viewport, scheme = VIEWS[name]
                page = browser.new_page(viewport=viewport, color_scheme=scheme, locale="en-GB")
                page.goto(base + address)
                if act := ACTS.get(name.removesuffix("-dark")):
                    act(page)
                picture = IMAGES / f"{name}.png"
                page.screenshot(path=picture)
                page.close()
                Image.open(picture).convert("RGB").quantize(128).save(picture, optimize=True)
                print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size / 1000:.0f} kB")
            browser.close()
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
