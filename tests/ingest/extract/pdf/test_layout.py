"""Reading order and tables of PDFs."""

import pytest
from reportlab.lib import colors
from reportlab.platypus import Table

from kb.ingest.blocks import BlockKind

LEFT = [
    f"Venstre spalte fortæller om havnen, linje {word}"
    for word in ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte"]
]
RIGHT = [
    f"Højre spalte fortæller om broen, linje {word}"
    for word in ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte"]
]


def text(extracted):
    return " ".join(block.text for block in extracted.blocks).replace("\n", " ")


def test_columns_drawn_one_after_the_other_are_read_so(paper):
    for x, column in ((50, LEFT), (310, RIGHT)):
        paper.y = 100
        for line in column:
            paper.write(line, x=x, size=9)
    assert text(paper.extracted()) == " ".join(LEFT + RIGHT)


def test_columns_drawn_row_by_row_are_read_column_by_column(paper):
    for left, right in zip(LEFT, RIGHT, strict=True):
        paper.write(left, x=50, y=paper.y, size=9).write(right, x=310, size=9)
    assert text(paper.extracted()) == " ".join(LEFT + RIGHT)


def test_a_heading_over_two_columns_drawn_row_by_row_is_read_first(paper):
    paper.write("Et blad om havnen, broen og alle de andre gode ting i byen", x=50, size=16, bold=True).gap()
    for left, right in zip(LEFT, RIGHT, strict=True):
        paper.write(left, x=50, y=paper.y, size=9).write(right, x=310, size=9)
    extracted = paper.extracted()
    assert extracted.blocks[0].text == "Et blad om havnen, broen og alle de andre gode ting i byen"
    assert text(extracted).endswith(" ".join(LEFT + RIGHT))


def test_three_columns_drawn_row_by_row(paper):
    third = [f"Tredje spalte om skolen, {word}" for word in ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte"]]
    for one, two, three in zip(LEFT, RIGHT, third, strict=True):
        paper.write(one, x=30, y=paper.y, size=7).write(two, x=210, y=paper.y, size=7).write(three, x=390, size=7)
    assert text(paper.extracted()) == " ".join(LEFT + RIGHT + third)


def test_lines_drawn_from_the_foot_upwards_are_read_from_the_top(paper):
    for number, line in reversed(list(enumerate(LEFT))):
        paper.write(line, y=100 + 13 * number)
    assert text(paper.extracted()) == " ".join(LEFT)


ROWS = [["Land", "Ansatte", "Andel"], ["Danmark", "44 000", "61,5 %"], ["Sverige", "27 550", "38,5 %"]]
MARKDOWN = (
    "| Land | Ansatte | Andel |\n| --- | --- | --- |\n| Danmark | 44 000 | 61,5 % |\n| Sverige | 27 550 | 38,5 % |"
)


@pytest.mark.parametrize("style", [[("GRID", (0, 0), (-1, -1), 0.5, colors.black)], []], ids=["ruled", "aligned"])
def test_tables_become_markdown(paper, style):
    paper.write("Tabellen viser antallet af ansatte i de to lande og deres andel:").gap(4)
    table = Table(ROWS, colWidths=[90, 90, 90], style=style)
    table.wrapOn(paper.canvas, 400, 400)
    table.drawOn(paper.canvas, 60, 640)
    paper.y = 230
    extracted = paper.write("Efter tabellen går teksten videre som før.").extracted()
    assert [block.kind for block in extracted.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert extracted.blocks[1].text == MARKDOWN


def test_words_broken_in_a_ruled_cell_are_put_together(paper):
    rows = [["Emne", "Svar"], ["Havn", "Ministeriet støtter finan-\nsiering af broen"], ["Bro", "ja | nej"]]
    table = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    table.wrapOn(paper.canvas, 400, 400)
    table.drawOn(paper.canvas, 60, 600)
    assert (
        paper.extracted()
        .blocks[0]
        .text.endswith("| Havn | Ministeriet støtter finansiering af broen |\n| Bro | ja \\| nej |")
    )


def test_a_frame_around_a_paragraph_makes_no_table(paper):
    paper.canvas.rect(50, 600, 300, 160)
    extracted = paper.lines("Boksen fortæller om havnen,\nog broen er lukket i dag.").extracted()
    assert [block.kind for block in extracted.blocks] == [BlockKind.PARAGRAPH]


def test_a_page_turned_on_its_side_is_read_as_it_is_seen(paper):
    paper.canvas.setPageRotation(90)
    paper.canvas.rotate(90)
    paper.canvas.setFont("Helvetica", 11)
    for number, line in enumerate(LEFT):
        paper.canvas.drawString(60, -100 - 14 * number, line)
    assert text(paper.extracted()) == " ".join(LEFT)


def test_a_page_set_sideways_is_read_too(paper):
    paper.canvas.rotate(90)
    paper.canvas.setFont("Helvetica", 11)
    for number, line in enumerate(LEFT):
        paper.canvas.drawString(60, -100 - 14 * number, line)
    assert text(paper.extracted()) == " ".join(LEFT)


def test_a_slanting_watermark_is_taken_out_and_listed(paper):
    paper.write(LEFT[0])
    paper.canvas.rotate(45)
    paper.canvas.drawString(300, 200, "UDKAST")
    extracted = paper.extracted()
    assert text(extracted) == LEFT[0]
    assert [(removal.rule, removal.text) for removal in extracted.removed] == [("turned-text", "UDKAST")]


def test_dots_drawn_before_lines_are_bullets(paper):
    for line in ("Flere både", "Færre biler"):
        paper.canvas.circle(66, 842 - paper.y + 3.6, 1.5, fill=1)
        paper.write(line, x=75)
    assert [(block.kind, block.text) for block in paper.extracted().blocks] == [
        (BlockKind.LIST_ITEM, "Flere både"),
        (BlockKind.LIST_ITEM, "Færre biler"),
    ]
