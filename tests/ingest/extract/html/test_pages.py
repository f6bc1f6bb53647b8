"""Whole pages: their document comes out, in order and complete, and nothing of the page around it."""

from datetime import UTC, datetime

import pytest

from kb.errors import SourceError
from kb.ingest.blocks import BlockKind, Original
from kb.ingest.extract.html import extract_html

COOKIES = {
    "da": "Vi bruger cookies for at forbedre siden. Læs mere i vores politik.",
    "sv": "Vi använder kakor för att förbättra sidan.",
    "en": "We use cookies to improve this site.",
}
NO_SCRIPT = {
    "da": "Din browser understøtter ikke JavaScript.",
    "sv": "Din webbläsare har javascript avstängt.",
    "en": "Your browser does not support JavaScript.",
}
ALSO = {"da": "Læs også", "sv": "Läs även", "en": "Related articles"}
RIGHTS = {
    "da": "Ophavsret 2021 Bladet A/S. Alle rettigheder forbeholdes.",
    "sv": "Upphovsrätt 2021 Bladet AB. Alla rättigheter förbehållna.",
    "en": "Copyright 2021 The Paper Ltd. All rights reserved.",
}
BYLINE = {
    "da": "Af Anna Berg · Udgivet 3. marts 2019",
    "sv": "Av Anna Berg · Publicerad 3 mars 2019",
    "en": "By Anna Berg · Published 3 March 2019",
}
TITLE = {
    "da": "Broen gav regionen nye venner",
    "sv": "Bron gav regionen nya vänner",
    "en": "The bridge gave the region new friends",
}
TEXT = {
    "da": [
        "Da broen åbnede, begyndte mange at arbejde på den anden side af sundet.",
        "Forskerne siger, at samarbejdet er vokset hvert år siden den dag.",
        "Kommunerne vil nu have en fælles plan for skoler, boliger og trafik.",
        "Planen skal være færdig inden næste sommer, lover borgmesteren.",
    ],
    "sv": [
        "När bron öppnade började många arbeta på andra sidan sundet.",
        "Forskarna säger att samarbetet har vuxit varje år sedan den dagen.",
        "Kommunerna vill nu ha en gemensam plan för skolor, bostäder och trafik.",
        "Planen ska vara färdig före nästa sommar, lovar borgmästaren.",
    ],
    "en": [
        "When the bridge opened, many people began to work across the strait.",
        "Researchers say that the partnership has grown every year since then.",
        "The towns now want one common plan for schools, housing and traffic.",
        "The plan is to be ready before next summer, the mayor promises.",
    ],
}
MENU = (
    "<ul>"
    + "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Start", "Nyheder", "Kultur", "Sport"))
    + "</ul>"
)
TEASERS = ["Rekordmange tog toget i juli", "Nyt museum får penge", "Skolerne mangler lærere"]
FORMS = ("article", "div-soup", "table", "hero", "app")


def page(language, form):
    title, text, byline = TITLE[language], TEXT[language], BYLINE[language]
    links = "".join(f'<li><a href="#{i}">{t}</a></li>' for i, t in enumerate(TEASERS))
    cards = "".join(
        f'<div class="card"><h3><a href="#">{t}</a></h3><p>{t} – billede fra sidste år i byen.</p></div>'
        for t in TEASERS
    )
    heads = [f"{text[0][:24]}", f"{text[2][:24]}"]
    bodies = {
        "article": f'<main><article><header><h1>{title}</h1><p class="byline">{byline}</p></header><p>{text[0]}</p><p>{text[1]}</p><h2>{heads[1]}</h2><p>{text[2]}</p><p>{text[3]}</p></article><aside><h3>{ALSO[language]}</h3><ul>{links}</ul></aside></main>',
        "div-soup": f'<div id="w"><div class="x"><h1>{title}</h1><div class="meta">{byline}</div><div class="t">{text[0]} {text[1]}</div><div class="m"><strong>{heads[1]}</strong></div><div class="t">{text[2]}</div><div class="t">{text[3]}</div></div><div class="related"><h4>{ALSO[language]}</h4><ul>{links}</ul></div></div>',
        "table": f'<table width="100%"><tr><td width="150">{MENU}</td><td><font size="5"><b>{title}</b></font><br><br>{text[0]}<br><br>{text[1]}<br><br><b>{heads[1]}</b><br><br>{text[2]}<br><br>{text[3]}<br><br><small>{byline}</small></td><td><b>{ALSO[language]}</b><ul>{links}</ul></td></tr></table>',
        "hero": f'<div class="page"><section class="hero"><h1>{title}</h1><p class="intro">{text[0]}</p></section><section class="rich"><p>{text[1]}</p><h2>{heads[1]}</h2><p>{text[2]}</p><p>{text[3]}</p></section><section class="cards"><h2>{ALSO[language]}</h2>{cards}</section></div>',
        "app": f'<div id="app"><div class="c1"><h1 class="c2">{title}</h1><div class="c3">{byline}</div><div class="c4"><p>{text[0]}</p></div><p>{text[1]}</p><h2>{heads[1]}</h2><p>{text[2]}</p><p>{text[3]}</p></div><div class="c9"><span>{ALSO[language]}</span>{"".join(f"<a href=#><h4>{t}</h4></a>" for t in TEASERS)}</div></div>',
    }
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} | Bladet</title></head><body>'
        f'<div id="cookie-banner"><p>{COOKIES[language]}</p><button>OK</button></div><div class="warning"><p>{NO_SCRIPT[language]}</p></div>'
        f"<header><a href='/'>Bladet</a><nav>{MENU}</nav></header>{bodies[form]}<footer><p>{RIGHTS[language]}</p>{MENU}</footer></body></html>"
    )


def extracted(markup, **about):
    data = markup if isinstance(markup, bytes) else markup.encode()
    return extract_html(
        Original(source="side", name="side.html", data=data, fetched=datetime(2026, 11, 21, tzinfo=UTC), **about)
    )


def texts(markup, **about):
    return [block.text for block in extracted(markup, **about).blocks]


@pytest.mark.parametrize("language", ["da", "sv", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_the_document_comes_out_whole_and_in_order(language, form):
    found = extracted(page(language, form))
    joined = "\n".join(block.text for block in found.blocks)
    assert found.blocks[0].kind is BlockKind.HEADING
    assert found.blocks[0].text == TITLE[language]
    places = [joined.find(sentence) for sentence in TEXT[language]]
    assert -1 not in places
    assert places == sorted(places)
    assert TEXT[language][2][:24] in [block.text for block in found.blocks if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize("language", ["da", "sv", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_the_page_around_it_comes_along_and_all_of_it_is_listed(language, form):
    found = extracted(page(language, form))
    joined = "\n".join(block.text for block in found.blocks)
    removed = "\n".join(removal.text for removal in found.removed)
    for words in (COOKIES[language], NO_SCRIPT[language], RIGHTS[language], *TEASERS):
        assert words not in joined
        assert words in removed
    for words in (ALSO[language], BYLINE[language], "Nyheder"):
        assert words not in joined


def test_identical_paragraphs_all_stay():
    clause = "Denne klausul gælder for alle parter i aftalen og kan ikke ændres af én part."
    body = "".join(
        f"<h2>Del {n}</h2><p>Parterne mødes {n} gange om året i en af de to byer ved sundet.</p><p>{clause}</p>"
        for n in range(1, 5)
    )
    assert texts(f"<body><h1>Aftale om samarbejde</h1>{body}</body>").count(clause) == 4


def test_words_in_unusual_inline_elements_stay_in_their_sentence():
    markup = "<article><h1>Kort nyt</h1><p>Et ord i <nobr>fast binding</nobr> og <font><u>et til</u></font> står <wbr>her i <tt>linjen</tt>.</p><p>Endnu en sætning, som er lang nok til at tælle med her.</p></article>"
    assert "Et ord i fast binding og et til står her i linjen." in texts(markup)


def test_marks_that_a_browser_draws_around_q_are_in_the_text():
    assert "Hun sagde “ja tak” til planen i går." in texts(
        "<article><h1>Nyt</h1><p>Hun sagde <q>ja tak</q> til planen i går.</p></article>"
    )


def test_headings_lists_quotes_tables_and_code_are_blocks_of_their_kind():
    found = extracted(
        "<body><h1>Plan for regionen</h1><p>Vi foreslår følgende ting til regeringen i år:</p><ol start=3><li>Flere penge</li><li>Bedre tog<ul><li>Over sundet</li></ul></li></ol>"
        "<table><tr><th>År</th><th>Antal</th></tr><tr><td>2019</td><td>a|b</td></tr></table><blockquote><p>Det er en god dag for regionen, siger hun.</p></blockquote><pre>a = 1\n  b = 2</pre></body>"
    )
    assert [(b.kind.value, b.level, b.marker, b.text) for b in found.blocks] == [
        ("heading", 1, None, "Plan for regionen"),
        ("paragraph", 0, None, "Vi foreslår følgende ting til regeringen i år:"),
        ("list-item", 0, "3.", "Flere penge"),
        ("list-item", 0, "4.", "Bedre tog"),
        ("list-item", 1, None, "Over sundet"),
        ("table", 0, None, "| År | Antal |\n| --- | --- |\n| 2019 | a\\|b |"),
        ("quote", 0, None, "Det er en god dag for regionen, siger hun."),
        ("code", 0, None, "a = 1\n  b = 2"),
    ]


def test_text_that_continues_in_other_containers_of_the_same_kind_is_kept():
    chunk = '<div class="chunk"><div class="body"><p>{}</p><p>{}</p></div></div><div class="ad">Annonce</div>'
    sentences = [f"Sætning nummer {n} handler om broen, byerne og de mange mennesker." for n in range(1, 9)]
    body = "".join(chunk.format(*sentences[i : i + 2]) for i in range(0, 8, 2))
    found = texts(f"<body><main><h1>En lang tekst</h1>{body}</main></body>")
    assert [t for t in found if t.startswith("Sætning")] == sentences
    assert "Annonce" not in found


def test_what_is_hidden_is_not_text():
    found = texts(
        "<body><h1>Plan</h1><p>Det her kan alle læse på siden i dag.</p><p style='display:none'>Det her kan ingen læse på siden i dag.</p><p hidden>Heller ikke det her kan nogen læse.</p></body>"
    )
    assert found == ["Plan", "Det her kan alle læse på siden i dag."]


def test_an_aside_with_facts_is_part_of_the_document():
    found = texts(
        "<article><h1>Sundet</h1><p>Broen blev bygget over fem år af tusinder af folk.</p><aside class='faktaruta'><p>Broen er næsten otte kilometer lang og bærer både vej og bane.</p></aside><p>Siden har den båret både varer og mennesker hver dag.</p></article>"
    )
    assert "Broen er næsten otte kilometer lang og bærer både vej og bane." in found


def test_a_wrapper_named_like_furniture_does_not_take_the_document_along():
    found = texts(
        f"<body><div class='with-sidebar cookie'><h1>Sundet</h1><p>{TEXT['da'][0]}</p><p>{TEXT['da'][1]}</p></div></body>"
    )
    assert TEXT["da"][0] in found


def test_a_script_only_page_gives_the_text_of_its_json():
    article = " ".join(TEXT["en"] * 4)
    script = f'{{"@type":"NewsArticle","headline":"The bridge","articleBody":"{article}"}}'
    found = texts(
        f'<html><head><script type="application/ld+json">{script}</script></head><body><div id="root">Loading</div></body></html>'
    )
    assert any(TEXT["en"][1] in text for text in found)


def test_a_frameset_says_where_its_text_is():
    found = extracted(
        '<frameset cols="20%,80%"><frame src="menu.html"><frame src="text.html"><noframes><p>Denne side bruger rammer, men her er teksten alligevel.</p></noframes></frameset>'
    )
    assert "Denne side bruger rammer, men her er teksten alligevel." in [b.text for b in found.blocks]
    assert any("text.html" in warning for warning in found.warnings)


def test_a_page_without_text_is_an_error_that_says_so():
    with pytest.raises(SourceError) as caught:
        extracted("<html><head><title></title></head><body><script>var a = 1;</script></body></html>")
    assert caught.value.kind == "no-text"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<body><h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p>".encode("latin-1"), None),
        (
            "<head><meta charset=iso-8859-1></head><h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p>".encode(
                "cp1252"
            ),
            None,
        ),
        (
            "<head><meta charset=iso-8859-1></head><h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p>".encode(),
            None,
        ),
        ("<h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p>".encode("utf-16"), None),
        ("<html><h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p>".encode("utf-16-le"), None),
        (b"\xef\xbb\xbf" + "<h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p>".encode(), "iso-8859-1"),
        ("<h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p>".encode("cp850"), "cp850"),
        (
            '<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"><h1>Særlig sag</h1><p>Vi ønsker os en hel sætning med å i.</p></html>'.encode(
                "latin-1"
            ),
            None,
        ),
    ],
    ids=["no charset", "meta", "wrong meta", "utf-16", "utf-16 without mark", "mark beats server", "server", "xml"],
)
def test_letters_survive_whatever_the_page_says_about_them(data, charset):
    assert texts(data, charset=charset) == ["Særlig sag", "Vi ønsker os en hel sætning med å i."]


def test_a_page_saved_as_one_file_is_decoded_first():
    saved = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/sag\r\nSubject: Sag\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<h1>S=C3=A6rlig sag</h1><p>Vi =C3=B8nsker os en hel s=C3=A6tning her.</p>\r\n--x--\r\n"
    )
    found = extracted(saved)
    assert [b.text for b in found.blocks] == ["Særlig sag", "Vi ønsker os en hel sætning her."]
    assert ("url", "https://example.org/sag") in [(c.field, c.value) for c in found.clues]
    assert found.media_type == "multipart/related"


def test_parts_named_del_are_not_taken_for_buttons_to_share():
    body = "".join(
        f"<h2>Del {n}</h2><p>Her står den {n}. del af planen for regionen og dens byer.</p>" for n in (1, 2, 3)
    )
    assert [t for t in texts(f"<article><h1>Planen</h1>{body}</article>") if t.startswith("Del")] == [
        "Del 1",
        "Del 2",
        "Del 3",
    ]


def test_the_lines_of_an_old_page_are_blocks_and_a_turned_line_is_not():
    found = extracted(
        "<body><h1>Sundet</h1><p>Broen blev bygget over fem år<br>af tusinder af folk.<br>Siden har den båret både varer og mennesker.<br><br>Toget kører hver time hele døgnet.</p></body>"
    )
    assert [b.text for b in found.blocks[1:]] == [
        "Broen blev bygget over fem år\naf tusinder af folk.",
        "Siden har den båret både varer og mennesker.",
        "Toget kører hver time hele døgnet.",
    ]
