"""Reading a page as a person does: its words, its links, its elements."""

from __future__ import annotations

from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup


class Page:
    """An answer, parsed."""

    def __init__(self, answer):
        self.answer = answer
        self.status = answer.status_code
        self.html = answer.text
        self.tree = BeautifulSoup(answer.text, "html.parser")

    def all(self, selector: str) -> list:
        return self.tree.select(selector)

    def words(self, selector: str) -> list[str]:
        """The visible words of each element, white space folded."""
        return [" ".join(element.text.split()) for element in self.all(selector)]

    def link(self, words: str) -> str:
        """The address of the first link that holds these words."""
        for element in self.all("a"):
            if words in " ".join(element.text.split()):
                return element.get("href")
        raise AssertionError(f"no link with {words!r}")


@contextmanager
def leaving(page, wait_until: str = "load"):
    """Do inside what leads a browser's ``page`` to another one; goes on when that one is there.

    What is looked at right after a click may still be the old page, or none: the browser has let go of the one before
    the first byte of the other is read.
    """
    with page.expect_navigation(wait_until=wait_until):
        yield


def asked(address: str) -> dict[str, list[str]]:
    """The query of an address."""
    return parse_qs(urlsplit(address).query)
