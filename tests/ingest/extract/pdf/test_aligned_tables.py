"""Tables without rulings between their cells: columns are told from all rows, and numbers never flow together."""

import pytest

from kb.ingest.blocks import BlockKind

from .conftest import HEIGHT


def draw(paper, rows, *, rights=(), lefts=(60,), rules=False, step=18, bold_head=True):
    """Draw rows cell by cell: text from ``lefts``, then figures that end at ``rights``."""
    paper.write("Tabellen viser udgifterne til de nye færger og havne i kommunen.").gap(12)
    for number, row in enumerate(rows):
        if rules and number in {0, 1}:
            paper.canvas.line(60, HEIGHT - paper.y + 13, 520, HEIGHT - paper.y + 13)
        paper.canvas.setFont("Helvetica-Bold" if bold_head and number == 0 else "Helvetica", 10)
        for text, left in zip(row, lefts, strict=False):
            paper.canvas.drawString(left, HEIGHT - paper.y, text)
        for text, right in zip(row[len(lefts) :], rights, strict=True):
            paper.canvas.drawRightString(right, HEIGHT - paper.y, text)
        paper.y += step
    if rules:
        paper.canvas.line(60, HEIGHT - paper.y + 13, 520, HEIGHT - paper.y + 13)
    paper.gap(12)
    return paper.write("Efter tabellen går teksten videre som før i kommunens plan.").extracted()


def markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


COSTS = [
    ["Område", "2031", "2032", "2033", "2034", "I alt"],
    ["Havne og kajer", "20", "35", "35", "30", "120"],
    ["Nye færger", "18", "32", "32", "32", "114"],
    ["Skilte", "8", "14", "14", "14", "50"],
    ["Ventesale", "10", "10", "10", "10", "40"],
    ["I alt", "56", "91", "91", "86", "324"],
]
LONG = [
    ["Linje", "Rejser", "Indtægt"],
    ["Nordø", "1 230 450", "12 400 100"],
    ["Sydø", "980 120", "9 310 000"],
    ["Vestø", "2 450 900", "24 000 500"],
    ["Alle", "4 661 470", "45 710 600"],
]
PORTS = [
    ["Havn", "Kommune", "Åbner"],
    ["Lille Havn", "Nordby", "i maj"],
    ["Østre Kaj", "Sundby", "efter sommeren"],
    ["Gamle Bro", "Vig", "aldrig mere"],
]
TOTAL_REACHES_OVER = [
    ["Linje", "Havn", "Skibe", "Ture"],
    ["Nordø", "Vig", "3", "140"],
    ["Sydø", "Nordby", "2", "96"],
    ["Vestø", "Sundby", "4", "210"],
    ["Østø", "Kalø", "1", "38"],
]


@pytest.mark.parametrize("rules", [True, False], ids=["rules around", "no rules"])
def test_figures_close_to_each_other_keep_their_columns(paper, rules):
    extracted = draw(paper, COSTS, rights=(335, 385, 435, 480, 509), rules=rules)
    assert [block.kind for block in extracted.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert extracted.blocks[1].text == markdown(COSTS)


def test_long_figures_with_spaces_in_them_stay_whole_beside_a_close_column(paper):
    assert draw(paper, LONG, rights=(260, 318)).blocks[1].text == markdown(LONG)


def test_columns_of_text_are_parted(paper):
    assert draw(paper, PORTS, lefts=(60, 120, 178)).blocks[1].text == markdown(PORTS)


def test_a_head_whose_words_fill_their_columns_belongs_to_its_table(paper):
    rows = [["Færge", "Passagerer", "Lastbiler"], ["Nordø", "120", "40"], ["Sydø", "90", "31"], ["Vestø", "64", "12"]]
    assert draw(paper, rows, lefts=(60,), rights=(152, 206)).blocks[1].text == markdown(rows)


def test_a_total_whose_name_reaches_over_two_columns_belongs_to_its_table(paper):
    rows = [*TOTAL_REACHES_OVER, ["Alle linjer i kommunen", "", "10", "484"]]
    assert draw(paper, rows, lefts=(60, 120), rights=(230, 280)).blocks[1].text == markdown(rows)


def test_an_empty_cell_leaves_its_column_in_place(paper):
    rows = [["Linje", "Før", "Nu"], ["Nordø", "3", "5"], ["Sydø", "", "2"], ["Vestø", "4", "4"], ["Østø", "1", "9"]]
    assert draw(paper, rows, rights=(200, 260)).blocks[1].text == markdown(rows)


def test_figures_whose_columns_cannot_be_told_stay_lines_with_their_words_in_order(paper):
    rows = [["Nordø", "30", "120"], ["Sydø", "32", "114"], ["Vestø", "31", "150"]]
    extracted = draw(paper, rows, rights=(200, 221.5), bold_head=False)
    assert all("30 120" not in cell for block in extracted.blocks for cell in block.text.split(" | ")[1:])
    words = " ".join(block.text for block in extracted.blocks).replace("|", " ").split()
    assert [word for word in words if word.isdigit()] == ["30", "120", "32", "114", "31", "150"]
