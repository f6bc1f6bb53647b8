"""Running headers, footers, page numbers and line numbers of PDFs."""

import pytest

BODY = (
    "Havnen skal udvides i år.",
    "Broen skal males næste år.",
    "Skolen får en ny tagryg.",
    "Parken skal have flere bænke.",
)


def draw(paper, header, footer, pages=4):
    for number in range(1, pages + 1):
        if header(number):
            paper.write(header(number), y=40, size=9)
        paper.write(BODY[number - 1])
        if footer(number):
            paper.write(footer(number), y=810, size=9)
        if number < pages:
            paper.new_page()
    return paper.extracted()


@pytest.mark.parametrize("pages", [2, 4])
@pytest.mark.parametrize(
    "footer", ["Side {0} af 4", "Sida {0} (4)", "Page {0} of 4", "- {0} -", "{0}", "{0}/4", "Seite {0} von 4"]
)
def test_page_numbers_are_taken_out_and_listed(paper, footer, pages):
    extracted = draw(paper, lambda _: "", footer.format, pages)
    assert " ".join(block.text for block in extracted.blocks) == " ".join(BODY[:pages])
    assert [(removal.rule, removal.where) for removal in extracted.removed] == [
        ("page-number", f"page {n}") for n in range(1, pages + 1)
    ]


def test_roman_page_numbers_are_taken_out(paper):
    extracted = draw(paper, lambda _: "", lambda n: ["i", "ii", "iii", "iv"][n - 1])
    assert [block.text for block in extracted.blocks] == list(BODY)


def test_a_header_that_repeats_is_taken_out(paper):
    extracted = draw(paper, lambda _: "Fjordrådet – årsrapport 2023", lambda _: "")
    assert [block.text for block in extracted.blocks] == list(BODY)
    assert {removal.rule for removal in extracted.removed} == {"running-header"}


def test_headers_of_left_and_right_pages_are_taken_out(paper):
    extracted = draw(paper, lambda n: "Fjordrådet" if n % 2 else "Årsrapport", lambda n: str(n + 10))
    assert [block.text for block in extracted.blocks] == list(BODY)


def test_a_header_with_the_page_number_in_it_is_taken_out(paper):
    extracted = draw(paper, lambda n: f"Kapitel 2 · Havne {n + 6}", lambda _: "")
    assert [block.text for block in extracted.blocks] == list(BODY)


def test_a_first_line_that_no_other_page_has_stays(paper):
    extracted = draw(paper, lambda n: f"{BODY[n - 1]} Se her.", lambda _: "")
    assert not extracted.removed


def test_pages_that_begin_with_the_same_sentence_keep_it(paper):
    for _ in range(2):
        paper.write("Rådet har behandlet sagen på sit møde og giver her sit svar til").write(
            "kommunen om den."
        ).new_page()
    assert not paper.extracted().removed


def test_headings_that_count_are_no_running_lines(paper):
    extracted = draw(paper, lambda n: f"Bilag {3 * n}", lambda _: "", pages=2)
    assert [removal.text for removal in extracted.removed] == []


def test_a_year_alone_at_the_foot_of_a_single_page_stays(paper):
    extracted = paper.write(BODY[0]).write("2024", y=810).extracted()
    assert [block.text for block in extracted.blocks] == [BODY[0], "2024"]


def test_what_a_browser_prints_around_a_page_is_taken_out(paper):
    paper.write("20.11.2026 20.45", y=22, size=8).write("Havnen", x=250, y=22, size=8).write(BODY[0])
    extracted = paper.write("https://havn.example/side", y=825, size=8).write("1/1", x=550, y=825, size=8).extracted()
    assert [block.text for block in extracted.blocks] == [BODY[0]]
    assert [removal.rule for removal in extracted.removed] == ["print-line", "print-line"]


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_in_the_margin_are_taken_out(paper, step):
    for number in range(1, 31):
        if number % step == 0:
            paper.write(str(number), x=30 if number > 9 else 36, y=paper.y)
        paper.write(f"Linje med tekst om havnen og broen og skolen og parken {'abcde'[number % 5]}")
    extracted = paper.extracted()
    assert not any(character.isdigit() for block in extracted.blocks for character in block.text)
    assert [removal.rule for removal in extracted.removed] == ["line-number"]
    assert extracted.removed[0].text.split() == [str(number) for number in range(step, 31, step)]


def test_years_in_a_tables_first_column_are_no_line_numbers(paper):
    paper.write("Tabellen viser, hvor mange både der kom til havnen i hvert af årene.").gap()
    for year in range(2015, 2023):
        paper.write(str(year), y=paper.y).write(f"{year % 7 + 3} både", x=150)
    extracted = paper.extracted()
    assert not extracted.removed
    assert "2019" in extracted.blocks[-1].text


@pytest.mark.parametrize("step", [13.5, 16.5, 22.0])
def test_lines_alike_on_every_page_that_the_text_follows_stay(paper, step):
    """A form with the same questions on every page, however it is spaced; its header and page number go."""
    pages = 6
    for number in range(1, pages + 1):
        paper.write("Fjordrådets store spørgeskema", y=40, size=9)
        for question in range(12):
            paper.write(
                f"Spørgsmål {question} i skema {number} gælder brugen af broen i år {2000 + number}.", step=step
            )
        paper.write(str(number), y=810, size=9)
        if number < pages:
            paper.new_page()
    extracted = paper.extracted()
    text = " ".join(" ".join(block.text.split()) for block in extracted.blocks)
    assert all(f"Spørgsmål {q} i skema {n} gælder" in text for n in range(1, pages + 1) for q in range(12))
    assert "spørgeskema" not in text
    assert {removal.rule for removal in extracted.removed} == {"running-header", "page-number"}
