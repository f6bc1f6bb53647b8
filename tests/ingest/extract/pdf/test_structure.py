"""Paragraphs, headings, lists and footnotes of PDFs."""

import pytest

from kb.ingest.blocks import BlockKind

LONG = "Havnen skal udvides, og kommunen venter et svar fra ministeriet\ninden sommerferien, skriver udvalget i sin indstilling til rådet."


def kinds(extracted):
    return [(block.kind.value, block.text) for block in extracted.blocks]


def test_a_wrapped_paragraph_is_one_block_that_keeps_its_line_ends(paper):
    extracted = paper.lines(LONG).extracted()
    assert kinds(extracted) == [("paragraph", LONG)]


def test_a_gap_parts_paragraphs(paper):
    extracted = paper.lines(LONG).gap().lines(LONG).extracted()
    assert [block.text for block in extracted.blocks] == [LONG, LONG]


def test_an_indented_first_line_begins_a_paragraph(paper):
    paper.lines(LONG).write("Ny tekst begynder her med en indrykning og løber videre mod kanten,", x=75)
    extracted = paper.lines("som den plejer at gøre i en bog, hvor afsnit ikke har luft imellem.").extracted()
    assert len(extracted.blocks) == 2


def test_a_short_last_line_ends_its_paragraph(paper):
    extracted = paper.lines(f"{LONG}\nDet er alt.\n{LONG}").extracted()
    assert len(extracted.blocks) == 2


def test_headings_are_ranked_by_their_type_size(paper):
    paper.write("Plan for fjorden", size=20, bold=True).gap().lines(LONG).gap()
    paper.write("Baggrund", size=14, bold=True).gap(4).lines(LONG).gap().write("Målinger i dag", bold=True).gap(
        4
    ).lines(LONG)
    headings = [(block.level, block.text) for block in paper.extracted().blocks if block.kind is BlockKind.HEADING]
    assert headings == [(1, "Plan for fjorden"), (2, "Baggrund"), (3, "Målinger i dag")]


def test_the_largest_heading_of_page_1_is_a_title_clue(paper):
    paper.write("Kommunen svarer", size=14, bold=True).gap().write("Plan for fjorden", size=20, bold=True).gap().lines(
        LONG
    )
    title = next(clue for clue in paper.extracted().clues if clue.field == "title")
    assert (title.value, title.certain) == ("Plan for fjorden", True)


def test_a_bold_word_in_a_paragraph_is_no_heading(paper):
    paper.canvas.setFont("Helvetica-Bold", 11)
    paper.write("Vigtigt:", y=100, bold=True).write(
        "havnen er lukket i weekenden, og broen åbner først igen mandag.", x=110, y=100
    )
    assert kinds(paper.extracted()) == [
        ("paragraph", "Vigtigt: havnen er lukket i weekenden, og broen åbner først igen mandag.")
    ]


@pytest.mark.parametrize("bullet", ["•", "-", "–"])
def test_bullets_make_list_items(paper, bullet):
    paper.lines(LONG).gap()
    for text in ("Flere både", "Færre biler"):
        paper.canvas.setFont("Helvetica", 11)
        paper.write(bullet, x=70, y=paper.y).write(text, x=85)
    items = [block.text for block in paper.extracted().blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == ["Flere både", "Færre biler"]


def test_a_second_line_of_an_item_belongs_to_it(paper):
    paper.write("• Kommunen skal bygge en ny bro over fjorden, så skolebørnene", x=70)
    paper.write("kommer sikkert frem.", x=79).write("• Færre biler", x=70)
    texts = [block.text for block in paper.extracted().blocks]
    assert texts == ["Kommunen skal bygge en ny bro over fjorden, så skolebørnene\nkommer sikkert frem.", "Færre biler"]


def test_numbers_of_items_are_their_marks(paper):
    paper.lines(LONG).gap().write("1) Broen åbner", x=70).write("2) Færgen lukker", x=70)
    items = [(block.marker, block.text) for block in paper.extracted().blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == [("1)", "Broen åbner"), ("2)", "Færgen lukker")]


def test_a_number_that_the_wrapping_put_at_a_line_start_is_no_item(paper):
    text = "Der var i alt mange flere sejlere ude på fjorden i juni måned, nemlig\n1.050 mod det halve året før, og det glæder foreningen."
    assert kinds(paper.lines(text).extracted()) == [("paragraph", text)]


def test_a_dash_that_the_wrapping_put_at_a_line_start_is_no_item(paper):
    text = "Foreningen er glad for de mange nye medlemmer i alle aldre på fjorden\n- især de unge - og vil bygge et nyt klubhus til dem alle sammen."
    assert kinds(paper.lines(text).extracted()) == [("paragraph", text)]


def test_a_hyphen_at_a_line_end_stays(paper):
    text = "Ministeriet giver penge til det nye samarbejde om fonds-\nfinansiering af havne og broer i hele landet."
    assert kinds(paper.lines(text).extracted()) == [("paragraph", text)]


def test_footnotes_stand_after_the_paragraph_and_carry_their_mark(paper):
    paper.lines(LONG).gap()
    paper.write("Udvalget har regnet på det", y=160)
    paper.write("1", x=193.5, y=156, size=6).write("og venter en pris.", x=200, y=160)
    paper.write("1", y=760, size=6).write("Se bilag fire om prisen.", x=66, y=762, size=8)
    extracted = paper.extracted()
    assert [block.text for block in extracted.blocks[1:]] == [
        "Udvalget har regnet på det[^1] og venter en pris.",
        "Se bilag fire om prisen.",
    ]
    assert (extracted.blocks[-1].kind, extracted.blocks[-1].marker) == (BlockKind.FOOTNOTE, "1")


def test_a_raised_figure_after_a_unit_is_an_exponent(paper):
    paper.write("Havnen fylder 300 m").write("2", x=163.5, y=96, size=6)
    assert paper.extracted().blocks[0].text == "Havnen fylder 300 m²"


def test_a_paragraph_that_runs_over_a_page_is_one_block_of_its_first_page(paper):
    text = "Havnen skal udvides, og kommunen venter et svar fra ministeriet"
    paper.write(text).new_page().write("inden sommerferien, skriver udvalget.")
    extracted = paper.extracted()
    assert [(block.page, block.text) for block in extracted.blocks] == [
        (1, f"{text}\ninden sommerferien, skriver udvalget.")
    ]


def test_a_footnote_does_not_come_between_the_halves_of_a_sentence(paper):
    paper.lines(LONG).gap().write("Havnen skal udvides, og kommunen venter et svar fra ministeriet")
    paper.write("1 Se bilag fire om prisen.", y=760, size=8).new_page().write(
        "inden sommerferien, skriver udvalget."
    ).gap()
    blocks = paper.lines(LONG).extracted().blocks
    assert [block.kind for block in blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.FOOTNOTE,
        BlockKind.PARAGRAPH,
    ]
    assert blocks[1].text.endswith("ministeriet\ninden sommerferien, skriver udvalget.")


def test_a_sentence_that_ends_with_its_page_is_not_joined_to_a_new_paragraph(paper):
    paper.lines(LONG).write("Det er alt.").new_page().lines(LONG)
    assert [block.page for block in paper.extracted().blocks] == [1, 2]
