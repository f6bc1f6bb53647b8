"""Titles, authors, publishers and kinds of documents."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.ingest.describe import describe
from kb.ingest.describe.bylines import is_byline, read_byline
from kb.ingest.describe.people import is_organisation, is_person, names_in
from kb.model import Kind, Removal

TODAY = date(2026, 11, 21)
CASES = Path(__file__).parent / "cases"
PROSE = "Samarbejdet over sundet er vokset i mange år, og det fortsætter med at vokse."


def rows(name):
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


def paragraph(text):
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def heading(text, level=1):
    return Block(kind=BlockKind.HEADING, text=text, level=level)


def described(*blocks, clues=(), removed=(), name="svar_fra-foreningen.pdf"):
    return describe(clues, blocks, removed, source_name=name, today=TODAY)


def clue(field, value, where="meta", *, certain=True):
    return Clue(field=field, value=value, where=where, certain=certain)


@pytest.mark.parametrize("case", rows("bylines.jsonl"), ids=lambda case: case["text"])
def test_a_byline_names_its_authors_and_other_lines_none(case):
    byline = read_byline(case["text"], TODAY)
    assert list(byline.authors if byline else ()) == case["authors"]


@pytest.mark.parametrize("case", rows("kinds.jsonl"), ids=lambda case: case["title"])
def test_the_title_tells_the_kind(case):
    assert described(heading(case["title"]), paragraph(PROSE)).kind == case["kind"]


def test_a_certain_title_clue_beats_the_first_heading():
    found = described(heading("Indledning"), paragraph(PROSE), clues=(clue("title", "Broen og byen", "h1"),))
    assert (found.title, found.described_from["title"].where) == ("Broen og byen", "h1")


@pytest.mark.parametrize(
    "junk", ["Microsoft Word - svar_v3.docx", "Document1", "untitled", "svar_endelig.indd", "Dokument 2"]
)
def test_a_title_that_a_program_gave_is_not_used(junk):
    found = described(heading("Et tættere samarbejde"), paragraph(PROSE), clues=(clue("title", junk),))
    assert found.title == "Et tættere samarbejde"


def test_an_uncertain_title_counts_where_the_text_repeats_it():
    stale = clue("title", "Skabelon for breve til kommuner", certain=False)
    assert (
        described(heading("Et tættere samarbejde"), paragraph(PROSE), clues=(stale,)).title == "Et tættere samarbejde"
    )
    kept = clue("title", "Et tættere samarbejde om data", certain=False)
    assert (
        described(paragraph("Et tættere samarbejde om data i 2024"), paragraph(PROSE), clues=(kept,)).title
        == kept.value
    )


def test_an_issue_line_is_no_title():
    found = described(
        paragraph("Ons 22 maj / År 42 / Nr 4 2023"), paragraph("Et klyngesamarbejde for alle"), paragraph(PROSE)
    )
    assert found.title == "Et klyngesamarbejde for alle"
    assert found.published is None


def test_without_a_title_in_the_text_the_file_name_is_made_readable():
    assert described(paragraph(PROSE), name="2021-03-01_svar_fra-foreningen.pdf").title == "Svar fra foreningen"
    assert described(paragraph(PROSE), name="æøå.txt").title == "Æøå"


def test_persons_named_as_authors_beat_bodies():
    found = described(
        paragraph(PROSE), clues=(clue("authors", "Region Skåne", "meta a"), clue("authors", "Åsa Lund", "meta b"))
    )
    assert found.authors == ("Åsa Lund",)
    assert described(paragraph(PROSE), clues=(clue("authors", "Region Skåne"),)).authors == ("Region Skåne",)


def test_a_fuller_list_of_the_same_authors_is_taken():
    clues = (
        clue("authors", "Anna Berg", "dc"),
        clue("authors", "Anna Berg", "citation"),
        clue("authors", "Bo Holm", "citation"),
    )
    assert described(paragraph(PROSE), clues=clues).authors == ("Anna Berg", "Bo Holm")


def test_a_lone_name_that_the_cleaner_took_out_as_a_byline_is_an_author_but_not_a_certain_one():
    found = described(paragraph(PROSE), removed=(Removal(rule="byline", text="Tove Lind", where="line 40"),))
    assert found.authors == ("Tove Lind",)
    assert found.described_from["authors"].certain is False
    assert found.kind is Kind.ARTICLE


def test_the_publisher_is_the_site_or_the_sender_in_the_first_lines():
    site = clue("publisher", "Nyhetsbladet", 'meta "og:site_name"')
    assert described(paragraph(PROSE), clues=(site,)).publisher == "Nyhetsbladet"
    sender = paragraph("Dette dokument er et indspil fra Foreningen Sund Data til regeringens strategi.")
    found = described(heading("Bedre data"), sender)
    assert (found.publisher, found.kind) == ("Foreningen Sund Data", Kind.STRATEGY)
    assert found.described_from["publisher"].certain is False
    assert described(paragraph("Svar fra Anna Berg til kommunen om sagen.")).publisher is None


def test_news_about_a_strategy_is_an_article():
    found = described(
        heading("Ny strategi for data vedtaget"), paragraph(PROSE), clues=(clue("kind", "article", "JSON-LD type"),)
    )
    assert found.kind is Kind.ARTICLE


def test_a_plain_text_that_quotes_people_is_an_article():
    said = paragraph("“Vi er en del af en større region i dag”, siger Anna Berg.")
    assert described(heading("Broen"), said, paragraph(PROSE), said).kind is Kind.ARTICLE


def test_a_page_that_nothing_else_is_known_of_is_a_web_page():
    assert described(paragraph(PROSE), clues=(clue("kind", "web-page", certain=False),)).kind is Kind.WEB_PAGE


@pytest.mark.parametrize(
    ("value", "code"),
    [("da-DK", "da"), ("sv_SE", "sv"), ("EN", "en"), ("nb-NO", "no"), ("swe", "sv"), ("x-default", None), ("", None)],
)
def test_the_language_hint_is_a_primary_subtag(value, code):
    assert described(paragraph(PROSE), clues=(clue("language", value),)).language == code


def test_every_field_that_has_a_value_says_where_it_was_read():
    found = described(
        heading("Et svar"), paragraph("Publiceret 3. maj 2019"), paragraph(PROSE), clues=(clue("authors", "Anna Berg"),)
    )
    assert {"title", "published", "authors", "kind"} <= set(found.described_from)
    assert all(read.where for read in found.described_from.values())


@pytest.mark.parametrize(
    "name", ["Anna Berg", "Søren Ægidius Holm", "Örjan von Post", "Ann-Marie O'Neil", "J. R. Hart"]
)
def test_names_of_persons(name):
    assert is_person(name)
    assert not is_organisation(name)


@pytest.mark.parametrize(
    "name",
    [
        "Region Skåne",
        "Lunds Universitet",
        "Novo A/S",
        "Medicon Alliance",
        "Published Monday",
        "New Delhi",
        "anna berg",
        "Anna",
        "Utbildningsdepartementet",
        "The Editors",
    ],
)
def test_names_of_others(name):
    assert not is_person(name)


def test_degrees_roles_and_turned_names_are_set_right():
    assert names_in("By Tom Reed, CFP") == ("Tom Reed",)
    assert names_in("Berg, Anna") == ("Anna Berg",)
    assert names_in("Anna Berg; Bo Holm & Åsa Lund") == ("Anna Berg", "Bo Holm", "Åsa Lund")
    assert names_in("anna@example.org") == ()


@given(st.text(max_size=200))
def test_no_line_breaks_the_reading_of_bylines(text):
    assert is_byline(text) in {True, False}
    assert isinstance(names_in(text), tuple)


def test_a_user_name_is_no_author():
    assert (
        described(heading("Et svar"), paragraph(PROSE), clues=(clue("authors", "abjerg7", certain=False),)).authors
        == ()
    )


def test_signatures_name_every_author_where_the_file_names_one_of_them():
    found = described(
        heading("Et svar"),
        paragraph(PROSE),
        paragraph("På rådets vegne"),
        paragraph("Anna Berg, formand"),
        paragraph("Bo Holm, sekretær"),
        clues=(clue("authors", "Bo Holm", "document properties", certain=False),),
    )
    assert (found.authors, found.described_from["authors"].where) == (("Anna Berg", "Bo Holm"), "the signatures")


def test_a_board_that_stands_alone_on_the_first_page_is_the_author():
    found = described(heading("Renere vand"), paragraph("Vandsynets bestyrelse"), paragraph(PROSE))
    assert (found.authors, found.publisher) == (("Vandsynets bestyrelse",), "Vandsynet")
    assert (
        described(
            heading("Renere vand"), paragraph("Vandsynets bestyrelse holder møde i dag."), paragraph(PROSE)
        ).authors
        == ()
    )


def test_a_public_bodys_formula_of_decision_names_who_decided_and_who_reported():
    decided = "Beslut i detta ärende har fattats av rektor Åsa Lund efter föredragning av handläggare Per Ek."
    assert described(heading("Yttrande"), paragraph(PROSE), paragraph(decided)).authors == ("Åsa Lund", "Per Ek")


@pytest.mark.parametrize(
    ("blocks", "removed", "publisher"),
    [
        ((), (Removal(rule="running-footer", text="Rådet for Vand Side 1 af 4", where="page 1"),), "Rådet for Vand"),
        ((), (Removal(rule="footer", text="Copyright 2019-2026 Lakeside Institute. All rights", where="end"),), "Lakeside Institute"),
        ((), (Removal(rule="cookie-notice", text="Søbladet bruger cookies til statistik", where="block 1"),), "Søbladet"),
        ((), (Removal(rule="cookie-notice", text="Vi bruger cookies til statistik", where="block 1"),), None),
        ((paragraph("Vandsynets bestyrelse"),), (), "Vandsynet"),
        ((paragraph("VATTENRÅDET"),), (), "Vattenrådet"),
        ((paragraph("Søklubben vil rense søen."), paragraph("Pressechef Anna Berg, presse@soeklubben.example")), (), "Søklubben"),
        ((paragraph("Anna Berg, anna@gmail.com"),), (), None),
    ],
)  # fmt: skip
def test_the_publisher_is_read_from_the_paper_a_text_is_written_on(blocks, removed, publisher):
    found = described(heading("Renere vand i søen"), *blocks, paragraph(PROSE), removed=removed)
    assert found.publisher == publisher
    assert publisher is None or found.described_from["publisher"].certain is False


def test_a_report_series_and_an_explainer_are_told():
    cover = paragraph("Anna Berg and Bo Holm Lakeside Institute Report 2024:3")
    assert described(heading("Clean water"), cover, paragraph(PROSE)).kind is Kind.REPORT
    line = Removal(rule="byline", text="Explainer, published on 3 May 2024", where="block 2")
    assert described(heading("Who owns the lake?"), paragraph(PROSE), removed=(line,)).kind is Kind.WEB_PAGE


@pytest.mark.parametrize(
    "line",
    [
        "Udarbejdet af Sekretariatet for Søregionen, 12. maj 2025",
        "Utarbetad av Sjörådet, 12 maj 2025",
        "Prepared by the Lake Board, 12 May 2025",
    ],
)
def test_a_line_that_says_who_made_a_document_gives_its_date_and_is_no_title(line):
    clues = (
        clue("title", "Søens nøgletal", certain=False),
        clue("published", "2026-11-28", "creation date", certain=False),
    )
    found = described(paragraph(line), paragraph(PROSE), clues=clues)
    assert (found.title, found.published) == ("Søens nøgletal", date(2025, 5, 12))


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Udgivet af Søklyngen Nordkyst, 12. maj 2025", "Søklyngen Nordkyst"),
        ("Publicerad av Region Sjökusten den 12 maj 2025", "Region Sjökusten"),
        ("Published by Kelp Council, 12 May 2025", "Kelp Council"),
        ("Utgiven av Region Sjökusten 2025-05-12", "Region Sjökusten"),
    ],
)
def test_a_line_that_says_who_published_a_document_gives_publisher_and_date(line, publisher):
    clues = (
        clue("title", "Søens nøgletal", certain=False),
        clue("published", "2026-11-28", "creation date", certain=False),
    )
    found = described(paragraph(line), paragraph(PROSE), clues=clues)
    assert (found.title, found.published, found.publisher) == ("Søens nøgletal", date(2025, 5, 12), publisher)


def test_the_first_numbered_section_is_not_the_title_of_the_document():
    blocks = (heading("1. Beskæftigelse"), paragraph(PROSE), heading("2. Forsøg"), paragraph(PROSE))
    clues = (clue("title", "Søens nøgletal", certain=False),)
    assert described(*blocks, clues=clues).title == "Søens nøgletal"
    assert described(heading("1. maj ved søen"), paragraph(PROSE), clues=clues).title == "1. maj ved søen"


@pytest.mark.parametrize("line", ["Nyhed 17. marts 2026", "Pressmeddelande 2026-02-11", "Press release | 3 May 2024"])
def test_what_calls_itself_news_about_a_strategy_is_no_strategy(line):
    above = Removal(rule="byline", text=line, where="block 2")
    assert described(heading("Ny strategi for data"), paragraph(PROSE), removed=(above,)).kind is Kind.ARTICLE
    assert described(heading("Strategi for data"), paragraph(PROSE)).kind is Kind.STRATEGY


@pytest.mark.parametrize("name", ["-", "", "scan0012.pdf", "IMG_2044.txt", "a1.txt", "untitled.txt"])
def test_without_heading_and_telling_name_the_title_is_the_first_sentence(name):
    found = described(paragraph("Søen er renere nu. Det viser nye prøver."), paragraph(PROSE), name=name)
    assert (found.title, found.described_from["title"].where) == ("Søen er renere nu", "the first sentence")


def test_a_long_first_sentence_is_cut_at_a_word():
    long = "Kommunen regner med, at tusind skibe om året vil lægge til, og at det giver arbejde til tohundrede mennesker i byen."
    title = described(paragraph(long), paragraph(PROSE), name="-").title
    assert len(title) <= 80
    assert title.endswith("…")
    assert long.startswith((title[:-1] + " ", title[:-1] + ","))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Indspillet er vedtaget af bestyrelsen og afleveret den 18. september 2025. Det rummer tre forslag.", date(2025, 9, 18)),
        ("Yttrandet är beslutat av styrelsen och avgivet den 3 maj 2024.", date(2024, 5, 3)),
        ("Lund den 9 oktober 2024. Dnr SK 2024-118.", date(2024, 10, 9)),
        ("Broen blev vedtaget den 18. september 2025.", None),
    ],
)  # fmt: skip
def test_the_day_on_which_a_document_was_handed_in_is_its_date(line, day):
    assert described(heading("Et svar"), paragraph(line), paragraph(PROSE)).published == day


@pytest.mark.parametrize(
    "line",
    ["For yderligere oplysninger: Pressechef Ole Dam, tlf. 12 34 56 78", "För mer information, se sidan", "for de små"],
)
def test_a_line_that_begins_with_for_is_no_body_that_signs(line):
    assert described(heading("Broen og byen"), paragraph(PROSE), paragraph(line)).publisher is None


def test_a_body_that_signs_is_the_publisher():
    assert (
        described(heading("Yttrande"), paragraph(PROSE), paragraph("För Region Sundvik")).publisher == "Region Sundvik"
    )


def test_an_address_names_a_body_whole():
    blocks = (heading("Ferries"), paragraph("The Sound Region decided so."), paragraph("Contact: press@sound.example"))
    assert described(*blocks).publisher == "Sound Region"
    blocks = (heading("Broen"), paragraph("Sundforum mødes i maj."), paragraph("Kontakt: post@sundforum.example"))
    assert described(*blocks).publisher == "Sundforum"
