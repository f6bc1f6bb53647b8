"""What belongs to the text of a page stays with it: captions of tables, footnotes, the paragraphs below a list of links."""

from datetime import UTC, datetime

import pytest

from kb.ingest.blocks import BlockKind, Original
from kb.ingest.changes import Changes, keys_of
from kb.ingest.extract.html import extract_html
from kb.ingest.extract.html.tables import markdown
from kb.ingest.extract.html.trees import body, parse

PROSE = (
    "<p>Regionen vil samle forskningen på havnen, og det skal ske over de næste tre år.</p>",
    "<p>Udgiften er endnu ikke endelig, siger regionens direktør til avisen i dag.</p>",
    "<p>Forslaget behandles i april, og derefter begynder byggeriet på grunden.</p>",
    "<p>De små sygehuse frygter, at forskerne flytter med, og at patienterne følger efter.</p>",
)
TABLE = "<tr><th>Post</th><th>2027</th></tr><tr><td>Byggeri</td><td>21,0</td></tr>"


def blocks(inside):
    markup = (
        f"<html><body><nav><a href='/'>Forside</a></nav><article><h1>Et nyt center</h1>{inside}</article></body></html>"
    )
    original = Original(
        source="side", name="side.html", data=markup.encode(), fetched=datetime(2026, 11, 21, tzinfo=UTC)
    )
    found = extract_html(original)
    return found, [(block.kind, block.text) for block in found.blocks]


@pytest.mark.parametrize(
    "table",
    [
        f"<table><caption>Tabel 1. Budget, mio. kr.</caption>{TABLE}</table>",
        f"<figure><table>{TABLE}</table><figcaption>Tabel 1. Budget, mio. kr.</figcaption></figure>",
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_the_caption_of_a_table_stays_with_it(table, last):
    order = [*PROSE, table] if last else [*PROSE[:2], table, *PROSE[2:]]
    _, found = blocks("".join(order))
    at = [kind for kind, _ in found].index(BlockKind.TABLE)
    assert (BlockKind.PARAGRAPH, "Tabel 1. Budget, mio. kr.") in (found[at - 1], *found[at + 1 : at + 2])


def test_the_caption_of_a_picture_is_left_out_and_listed():
    figure = "<figure><img src='a.jpg'><figcaption>Havnen set fra luften. Foto: Bo Lind</figcaption></figure>"
    extracted, found = blocks("".join((*PROSE[:2], figure, *PROSE[2:])))
    assert "Havnen set fra luften. Foto: Bo Lind" not in [text for _, text in found]
    assert [removal.rule for removal in extracted.removed if "set fra luften" in removal.text] == ["caption"]


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        ('<sup><a href="#fn1">1</a></sup>', '<ol class="footnotes"><li id="fn1">{}<a href="#r1">↩</a></li></ol>'),
        ('<a href="#fn1"><sup>1</sup></a>', '<section class="notes"><p id="fn1">{}</p></section>'),
        ('<sup>[<a href="#cite_note-1">1</a>]</sup>', '<ol><li id="cite_note-1"><a href="#c">^</a> {}</li></ol>'),
    ],
)
def test_a_footnote_is_told_from_the_word_before_it_and_stays(reference, note):
    words = "Herunder Vesterøs, Nordhavn og Sankt Olavs. Opgjort pr. 1. januar 2026."
    body_ = f"{''.join(PROSE)}<p>I dag er forskerne spredt på seks matrikler{reference}.</p>{note.format(words)}"
    extracted, found = blocks(body_)
    assert (BlockKind.PARAGRAPH, "I dag er forskerne spredt på seks matrikler[^1].") in found
    assert (BlockKind.FOOTNOTE, words) in found
    assert [block.marker for block in extracted.blocks if block.kind is BlockKind.FOOTNOTE] == ["1"]


def test_a_raised_number_without_a_link_is_no_footnote():
    _, found = blocks("".join(PROSE) + "<p>Grunden er 10<sup>3</sup> m<sup>2</sup> stor, og den ligger ved vandet.</p>")
    assert any(text.startswith("Grunden er 103 m2 stor") for _, text in found)


@pytest.mark.parametrize("heading", ["Most read", "Læs også", "Relaterat innehåll"])
def test_the_text_goes_on_below_a_list_of_links(heading):
    links = (
        f"<h3>{heading}</h3><ul><li><a href='/a'>Et andet emne</a></li><li><a href='/b'>Et tredje emne</a></li></ul>"
    )
    _, found = blocks("".join((*PROSE[:3], links, PROSE[3])))
    said = [text for _, text in found]
    assert any(text.startswith("De små sygehuse") for text in said)
    assert not {heading, "Et andet emne", "Et tredje emne"} & set(said)


def test_no_row_of_a_very_large_table_is_lost():
    rows = "".join(f"<tr><td>række {n}</td>{'<td>1</td>' * 9}</tr>" for n in range(5_000))
    tree = body(parse(f"<html><body><table>{rows}</table></body></html>"))
    parts = list(markdown(next(tree.iter("table"))))
    assert len(parts) > 1
    assert all(f"| række {n} |" in "".join(parts) for n in range(5_000))
    assert sum(part.count("\n") + 1 for part in parts) == 4_999 + 2 * len(parts)


def test_struck_out_words_are_left_out_and_listed_and_can_be_had_back():
    paragraph = "<p>Det gælder <del>ikke</del> kun for dem, der <s>har</s> haft et arbejde i et år.</p>"
    extracted, found = blocks("".join((*PROSE, paragraph)))
    assert (BlockKind.PARAGRAPH, "Det gælder kun for dem, der haft et arbejde i et år.") in found
    struck = [removal for removal in extracted.removed if removal.rule == "struck-out"]
    assert [removal.text for removal in struck] == ["ikke", "har"]
    markup = f"<html><body><article><h1>Et nyt center</h1>{''.join(PROSE)}{paragraph}</article></body></html>"
    original = Original(source="s", name="s.html", data=markup.encode(), fetched=datetime(2026, 11, 21, tzinfo=UTC))
    again = extract_html(original, Changes(keys_of(struck, frozenset({1}), first=1)))
    assert "Det gælder ikke kun for dem, der haft et arbejde i et år." in [block.text for block in again.blocks]


def test_a_box_of_facts_stays_with_its_list():
    box = "<div class='facts'><h2>Fakta</h2><ul><li>Ventetid i 2025: 76 dage</li><li>Ventetid i 2026: 51 dage</li></ul></div>"
    _, found = blocks("".join((*PROSE[:3], box, PROSE[3])))
    at = found.index((BlockKind.HEADING, "Fakta"))
    assert [text for _, text in found[at + 1 : at + 3]] == ["Ventetid i 2025: 76 dage", "Ventetid i 2026: 51 dage"]
