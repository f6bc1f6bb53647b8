"""Which words are a page's furniture and which only look like it."""

import json
from pathlib import Path

import pytest

from kb.ingest.extract.html.furniture import rule_of, tail_rule
from kb.ingest.extract.html.places import mark_of, mark_of_names

ROWS = [
    json.loads(row) for row in (Path(__file__).parent / "cases" / "furniture.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_furniture_is_told_by_its_first_words(row):
    assert rule_of(row["text"]) == row["rule"]


@pytest.mark.parametrize("text", ["Kontakt", "Contact us", "Om författaren", "About the author"])
def test_closing_sections_are_told_by_their_heading(text):
    assert tail_rule(text) is not None
    assert (
        tail_rule(text + " med mange flere ord end en overskrift for et kort ville have, og så videre i en hel sætning")
        is None
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("cookie-banner", ("notice", "hard")),
        ("no-js-warning", ("browser-warning", "hard")),
        ("CookieConsent", ("notice", "hard")),
        ("laes-ogsaa", ("related", "soft")),
        ("newsletter-box", ("sign-up", "soft")),
        ("socialMedia", ("sharing", "soft")),
        ("article-body", None),
        ("md:hidden [&_nav]:p-2", None),
        ("factbox card", None),
        ("navigationen-i-tiden", None),
        ("shareholders", None),
        ("", None),
    ],
)
def test_an_elements_names_are_read_word_by_word(names, expected):
    assert mark_of_names(names) == expected


def test_a_footer_inside_an_article_or_quote_is_not_the_pages():
    assert mark_of("footer", "", "", in_article=False) == ("footer", "hard")
    assert mark_of("footer", "", "", in_article=True) == ("footer", "soft")
    assert mark_of("body", "cookie-banner", "", in_article=False) is None
