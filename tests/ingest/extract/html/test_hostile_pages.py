"""Pages made to break a reader: text still comes out, and in bounded time."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.extract.html import extract_html

WORDS = "Here are the words of a page that somebody wants to read."
PAGES = {
    "nested divs": "<div>" * 5000 + WORDS + "</div>" * 5000,
    "open bold": "<p>" + "<b>x " * 200_000 + WORDS,
    "links": f"<h1>Links</h1><p>{WORDS}</p><ul>" + "<li><a href=x>a link</a>" * 200_000,
    "less-than signs": WORDS + "<" * 1_000_000,
    "open comments": WORDS + "<!--" * 200_000,
    "open heads": "<head>" * 100_000 + WORDS,
    "nested tables": "<table><tr><td>" * 1000 + WORDS,
    "many tables": f"<p>{WORDS}</p>"
    + "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>" * 5000,
    "broken lines": f"<p>{WORDS}</p><p>" + "word<br>" * 15_000,
    "nested JSON": '<script type="application/ld+json">' + "[" * 50_000 + f"</script><p>{WORDS}</p>",
    "one long word": f"<p>{WORDS}</p><p>" + "a" * 1_000_000,
    "attributes": "<p " + "a=b " * 200_000 + f">{WORDS}</p>",
    "wide cells": f"<p>{WORDS}</p><table>"
    + "<tr><td colspan=999999999999999999>1<td colspan=49>2</tr>" * 500
    + "</table>",
}


def extracted(markup):
    return extract_html(
        Original(source="x", name="x.html", data=markup.encode(), fetched=datetime(2026, 1, 1, tzinfo=UTC))
    )


@pytest.mark.parametrize("name", PAGES)
def test_the_words_come_out_in_bounded_time_and_removals_stay_small(name):
    started = time.process_time()
    found = extracted("<html><body>" + PAGES[name])
    assert time.process_time() - started < 20
    assert WORDS in "\n".join(block.text for block in found.blocks)
    assert sum(len(removal.text) for removal in found.removed) < 100_000


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='nav'>",
        "</div>",
        "<li>",
        "<ul>",
        "</ul>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "<h1>",
        "</h1>",
        "<br>",
        "<b>",
        "<pre>",
        "<blockquote>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "ord ",
        "Og her er en sætning. ",
        "&amp;",
        "<",
        '"',
        "<noscript>",
        "<q>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_sequence_of_tags_gives_blocks_or_says_that_there_is_no_text(markup):
    first = outcome(f"<html><body>{markup}")
    assert first == outcome(f"<html><body>{markup}")
    if isinstance(first, str):
        assert first in {"no-text", "empty"}
    else:
        assert all(block.text.strip() for block in first.blocks)


def outcome(markup):
    try:
        return extracted(markup)
    except SourceError as error:
        return error.kind
