"""What a page says about itself to machines, and which of its titles is its title."""

from datetime import UTC, datetime

import pytest

from kb.ingest.blocks import Original
from kb.ingest.extract.html import extract_html
from kb.ingest.extract.html.linked_data import linked_clues
from kb.ingest.extract.html.titles import without_site

BODY = "<p>En hel sætning med ord om broen over sundet og byerne.</p><p>Endnu en sætning om de mange mennesker der bor her.</p>"


def clues(head, body=f"<h1>Broen og byen</h1>{BODY}", **about):
    data = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return extract_html(
        Original(source="x", name="x.html", data=data, fetched=datetime(2026, 1, 1, tzinfo=UTC), **about)
    ).clues


def values(found, field):
    return [clue.value for clue in found if clue.field == field]


def test_linked_data_is_followed_through_graph_and_ids():
    script = """{"@graph": [
      {"@type": "NewsArticle", "headline": "Broen", "datePublished": "2019-05-03T08:00:00Z", "author": [{"@id": "#a"}, "Bo Holm"], "publisher": {"@type": "Organization", "name": "Bladet"}, "inLanguage": "da-DK"},
      {"@type": "Person", "@id": "#a", "name": "Anna Berg"}]}"""
    found = linked_clues([script])
    assert values(found, "authors") == ["Anna Berg", "Bo Holm"]
    assert values(found, "published") == ["2019-05-03T08:00:00Z"]
    assert (values(found, "title"), values(found, "publisher"), values(found, "language"), values(found, "kind")) == (
        ["Broen"],
        ["Bladet"],
        ["da-DK"],
        ["article"],
    )


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[1, 2",
        "null",
        '"text"',
        "{'single': 1}",
        '{"@type": {"a": 1}}',
        '{"@type": "Article", "author": 7, "headline": ["", {}]}',
    ],
)
def test_broken_linked_data_gives_no_clues_and_no_error(script):
    assert [clue for clue in linked_clues([script]) if clue.field != "kind"] == []


def test_linked_data_with_a_trailing_comma_or_in_a_comment_is_read():
    assert values(linked_clues(['/*<![CDATA[*/ {"@type": "Article", "headline": "Broen",} /*]]>*/']), "title") == [
        "Broen"
    ]


def test_meta_elements_are_clues_that_name_their_place():
    found = clues(
        '<meta property="article:published_time" content="2019-05-03"><meta name="citation_author" content="Anna Berg"><meta name="citation_author" content="Bo Holm"><meta property="og:site_name" content="Bladet">'
    )
    assert ("2019-05-03", 'meta "article:published_time"', True) in [
        (c.value, c.where, c.certain) for c in found if c.field == "published"
    ]
    assert values(found, "authors") == ["Anna Berg", "Bo Holm"]
    assert values(found, "publisher") == ["Bladet"]


def test_linked_data_in_the_body_counts_too():
    assert "2019-05-03" in values(
        clues(
            "",
            f'<h1>Broen</h1>{BODY}<script type="application/ld+json">{{"@type":"Article","datePublished":"2019-05-03"}}</script>',
        ),
        "published",
    )


def test_a_lone_time_element_is_certain_and_one_of_many_outside_a_header_is_not():
    one = clues("", f'<article><h1>Broen</h1><time datetime="2019-05-03">3. maj</time>{BODY}</article>')
    assert [c.certain for c in one if c.where == "time element"] == [True]
    many = clues(
        "",
        f'<article><h1>Broen</h1>{BODY}<time datetime="2019-05-03">3. maj</time><time datetime="2019-06-03">3. juni</time></article>',
    )
    assert [c.certain for c in many if c.where == "time element"] == [False]


def test_the_h1_is_the_title_and_the_head_without_the_site_agrees():
    found = clues('<title>Broen og byen | Bladet</title><meta property="og:title" content="Broen og byen - Bladet">')
    assert values(found, "title")[0] == "Broen og byen"
    assert values(found, "publisher") == ["Bladet"]


def test_an_h1_that_is_the_name_of_the_site_is_no_title():
    head = '<title>Broen og byen | Bladet</title><meta property="og:site_name" content="Bladet">'
    assert values(clues(head, f"<h1>Bladet</h1><h2>Broen og byen</h2>{BODY}"), "title")[0] == "Broen og byen"


def test_of_several_h1_the_one_that_the_head_repeats_is_the_title():
    assert (
        values(
            clues("<title>Broen og byen | Bladet</title>", f"<h1>Nyheder fra egnen</h1><h1>Broen og byen</h1>{BODY}"),
            "title",
        )[0]
        == "Broen og byen"
    )


@pytest.mark.parametrize(
    ("title", "sites", "headings", "expected"),
    [
        ("Broen og byen | Bladet", (), (), "Broen og byen"),
        ("Broen og byen - Bladet", ("Bladet",), (), "Broen og byen"),
        ("Bladet: Broen og byen", ("Bladet",), (), "Bladet: Broen og byen"),
        ("Bladet – Broen og byen", ("Bladet",), (), "Broen og byen"),
        ("Skåne - en region i vækst", (), (), "Skåne - en region i vækst"),
        ("Broen - en krønike - Bladet", (), ("Broen - en krønike",), "Broen - en krønike"),
        ("Ja | Nej", (), ("Ja | Nej",), "Ja | Nej"),
    ],
)
def test_the_name_of_the_site_is_cut_off_a_title(title, sites, headings, expected):
    assert without_site(title, sites, headings) == expected


@pytest.mark.parametrize("genre", ["Press release", "Pressmeddelande", "Pressemeddelelse", "Nyhed"])
def test_a_head_that_only_names_a_genre_leaves_the_title_to_the_h1_and_names_the_site(genre):
    found = clues(f"<title>{genre} | Region Sundvik</title>", f"<h1>Färjorna går hela natten</h1>{BODY}")
    assert values(found, "title")[0] == "Färjorna går hela natten"
    assert "Region Sundvik" in values(found, "publisher")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<p>Obs! Reglerna ändras den 1 juli 2025.</p>", []),
        ("<p>Den 1 juli 2025 ändras reglerna för alla som bor i Lund.</p>", []),
        ("<p class='date'>1 juli 2025</p>", ["2025-07-01"]),
    ],
)
def test_a_day_that_only_a_sentence_tells_of_is_no_guess_at_the_date_of_publication(line, published):
    assert (
        values(clues("<title>Broen og byen</title>", f"<h1>Broen og byen</h1>{BODY}{line}"), "published") == published
    )
