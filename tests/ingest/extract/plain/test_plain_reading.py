"""How lines become blocks: encodings, wraps, bullets, headings, speech."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kb.ingest.blocks import Block, BlockKind, Extracted, Original
from kb.ingest.extract.plain import decode, extract_plain


def read(text: str | bytes, name: str = "a.txt", charset: str | None = None) -> Extracted:
    data = text.encode() if isinstance(text, str) else text
    return extract_plain(
        Original(source=name, name=name, data=data, fetched=datetime(2026, 1, 1, tzinfo=UTC), charset=charset)
    )


def shapes(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    return [(str(block.kind), " ".join(block.text.split())) for block in read(text, name).blocks]


WORDS = "Åse købte ærter i Malmö"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
        WORDS.encode("cp1252"),
        WORDS.encode("latin-1"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_nordic_letters_survive_every_encoding(data: bytes) -> None:
    assert decode(data)[0] == WORDS


def test_a_guessed_encoding_is_said() -> None:
    assert read("Færgen".encode("cp1252")).warnings == ("the file was read as Windows-1252",)
    assert read("Færgen\n".encode("cp1252") + "Færgen\n".encode()).warnings == (
        "the file mixes UTF-8 and Windows-1252",
    )
    assert read("Færgen").warnings == ()


def test_the_declared_charset_is_believed_where_utf_8_fails() -> None:
    assert decode("Łódź".encode("iso8859-2"), "iso-8859-2")[0] == "Łódź"
    assert decode(WORDS.encode("cp1252"), "no-such-charset")[0] == WORDS


@pytest.mark.parametrize("sign", ["•", "-", "–", "*", "\uf0b7", "▪", "‣", "+", "·", "○"])
def test_every_bullet_begins_a_list_item(sign: str) -> None:
    found = shapes(f"Kommunen vil:\n{sign} bygge boliger\n{sign} renovere skoler\n")
    assert found == [("paragraph", "Kommunen vil:"), ("list-item", "bygge boliger"), ("list-item", "renovere skoler")]


def test_the_letter_o_is_a_bullet_where_two_lines_start_with_it() -> None:
    assert shapes("Vi vil:\n• bygge\no boliger\no skoler\n")[2:] == [("list-item", "boliger"), ("list-item", "skoler")]
    assert [block.level for block in read("Vi vil:\n• bygge\no boliger\no skoler\n").blocks[1:]] == [0, 1, 1]


def test_numbers_and_letters_keep_their_markers() -> None:
    blocks = read("Reglerne er:\n1) betal til tiden\n2) svar på breve\na) hurtigt\n(b) venligt\n").blocks
    assert [block.marker for block in blocks] == [None, "1)", "2)", "a)", "(b)"]


def test_a_date_at_a_line_start_is_no_list_number() -> None:
    text = "Mødet i udvalget, som blev holdt den\n4. maj i Nordhavn, varede hele dagen og\nsluttede først om aftenen.\n"
    assert len(read(text).blocks) == 1


WRAPPED = (
    "Udvalget har behandlet sagen på tre møder i løbet af foråret og har modtaget \n\n"
    "skriftlige svar fra syv foreninger, som alle støtter forslaget i dets nuværende \n\n"
    "form. \n\nDerefter blev det vedtaget med elleve stemmer mod fire. \n"
)


def test_blank_lines_inside_a_sentence_part_nothing() -> None:
    assert shapes(WRAPPED) == [
        (
            "paragraph",
            (
                "Udvalget har behandlet sagen på tre møder i løbet af foråret og har modtaget skriftlige svar fra syv "
                "foreninger, som alle støtter forslaget i dets nuværende form."
            ),
        ),
        ("paragraph", "Derefter blev det vedtaget med elleve stemmer mod fire."),
    ]


def test_blank_lines_always_part_in_markdown() -> None:
    assert len(read(WRAPPED, "a.md").blocks) == 4


def test_a_full_line_goes_on_though_the_next_starts_with_a_capital() -> None:
    text = (
        "Planen er lavet i et samarbejde mellem kommunen, havnen og\nNordhavn Universitet, der også har stået for alle de\n"
        "undersøgelser, som planen bygger på.\nEfter fem år ser man på den igen.\n"
    )
    assert [len(block.text.split("\n")) for block in read(text).blocks] == [3, 1]


def test_an_abbreviation_at_a_line_end_ends_nothing() -> None:
    text = "Kommunen støtter foreninger i de små byer, f.eks.\nidrætsklubber, og giver dem lokaler til rådighed i de\ngamle skoler.\n"
    assert len(read(text).blocks) == 1


def test_a_lead_in_and_its_list_are_apart_and_whole() -> None:
    text = "Byen ville stå stærkere, hvis man besluttede \nat   \n\n\uf0b7 bygge en bro over fjorden, som kan bære \nbåde tog og biler \n\n\uf0b7 åbne havnen \n"
    assert shapes(text) == [
        ("paragraph", "Byen ville stå stærkere, hvis man besluttede at"),
        ("list-item", "bygge en bro over fjorden, som kan bære både tog og biler"),
        ("list-item", "åbne havnen"),
    ]


def test_short_lines_by_themselves_above_prose_are_headings() -> None:
    text = "En ny havn\n\nHavnen blev åbnet i går, og mange kom.\n\nHvad det koster\n\nPrisen var fire millioner kroner, siger rådet.\n"
    assert [kind for kind, _ in shapes(text)] == ["heading", "paragraph", "heading", "paragraph"]


def test_numbered_lines_above_prose_are_headings_and_may_be_wrapped() -> None:
    text = (
        "1) Bedre forbindelser mellem byerne på begge sider af fjorden giver \nvækst og flere job  \n\n"
        "Der er i dag fire færger i timen. Det er for lidt, mener alle byer ved fjorden og i baglandet.\n\n"
        "2) Flere boliger ved vandet  \n\nDer bygges for lidt, og det har der været gjort i mange år efter hinanden.\n"
    )
    blocks = read(text).blocks
    assert [(block.kind, block.level) for block in blocks][::2] == [(BlockKind.HEADING, 2), (BlockKind.HEADING, 2)]
    assert blocks[0].text.replace("\n", " ").startswith("1) Bedre")
    assert blocks[0].text.endswith("job")


def test_a_numbered_list_is_no_row_of_headings() -> None:
    text = "Vi foreslår:\n\n1) Flere boliger\n\n2) Bedre veje\n\n3) En ny skole\n\nDerfor beder vi rådet om at afsætte midler.\n"
    assert [kind for kind, _ in shapes(text)] == ["paragraph", "list-item", "list-item", "list-item", "paragraph"]


def test_a_dash_that_begins_speech_is_no_bullet() -> None:
    text = "– Vi har väntat länge på detta, säger Karin Malmsten.\n\n– Nu är det äntligen klart.\n"
    assert [kind for kind, _ in shapes(text)] == ["paragraph", "paragraph"]
    assert shapes(text)[0][1].startswith("– Vi")


def test_dashes_without_speech_are_bullets() -> None:
    assert [kind for kind, _ in shapes("– Bygga broar.\n– Rusta upp skolor.\n")] == ["list-item", "list-item"]


def test_a_dash_inside_a_wrapped_sentence_begins_nothing() -> None:
    text = "Havnen skal være til gavn for alle, der bor i byen\n– og for dem, der kommer på besøg om sommeren, når\nvejret er godt.\n"
    assert len(read(text).blocks) == 1


def test_a_caption_under_its_alternative_text_stays_apart() -> None:
    text = "En havn\n\nTårnet i byen\nTårnet i byen set fra syd. Foto: Lene Bruun\n\nHavnen blev åbnet i går, og der kom mange.\n"
    assert [words for _, words in shapes(text)][1:3] == ["Tårnet i byen", "Tårnet i byen set fra syd. Foto: Lene Bruun"]


def test_form_feeds_turn_pages() -> None:
    extracted = read("Første side er her.\n\x0cAnden side er her.\n")
    assert [block.page for block in extracted.blocks] == [1, 2]
    assert [page.number for page in extracted.pages] == [1, 2]


def test_front_matter_gives_clues_and_no_text() -> None:
    extracted = read("---\ntitle: 'En plan'\nauthor: Henrik Skov\ndate: 2024-05-01\n---\nTekst.\n", "a.md")
    assert [(clue.field, clue.value) for clue in extracted.clues] == [
        ("title", "En plan"),
        ("authors", "Henrik Skov"),
        ("published", "2024-05-01"),
    ]
    assert [block.text for block in extracted.blocks] == ["Tekst."]


def test_markdown_structures_are_kept() -> None:
    text = "Titel\n=====\n\n> citat\n> går videre\n\n```py\nx  = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: En note.\n"
    blocks = read(text, "a.md").blocks
    assert [block.kind for block in blocks] == ["heading", "quote", "code", "table", "footnote"]
    assert blocks[2] == Block(kind=BlockKind.CODE, text="x  = 1", origin=blocks[2].origin, runs=blocks[2].runs)
    assert blocks[4].marker == "1"


def test_emphasis_and_links_leave_their_words() -> None:
    (block,) = read(
        "Det er **meget** _vigtigt_ at [læse](https://x.example) `alt` om snake_case_navne.\n", "a.md"
    ).blocks
    assert block.text == "Det er meget vigtigt at læse alt om snake_case_navne."


def test_each_block_says_where_it_stands_in_the_decoded_file() -> None:
    text = "\ufeffEn havn\r\n\r\n  • bygge\r\n    boliger\r\n"
    data = text.encode()
    decoded = decode(data)[0]
    heading, item = read(data).blocks
    assert heading.origin is not None
    assert heading.origin.slice(decoded) == "En havn"
    assert item.origin is not None
    assert item.origin.slice(decoded) == "• bygge\r\n    boliger"


def test_an_empty_file_has_no_blocks() -> None:
    assert read("").blocks == ()
    assert read(" \n\n\t\n").blocks == ()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Fra: Lone Holm <lone@example.org>\nSendt: 3. juni 2025 10:12\nTil: Bo Dam\nEmne: SV: Tal om pendling\n", "Tal om pendling"),
        ("Från: Lone Holm\nSkickat: den 3 juni 2025 10:12\nTill: Bo Dam; Eva Ek\nÄmne: Siffror om pendling\n", "Siffror om pendling"),
        ("From: Lone Holm\nDate: 3 June 2025\nSubject: Figures\n", "Figures"),
    ],
)  # fmt: skip
def test_the_head_of_a_pasted_mail_says_who_wrote_it_when_and_about_what(head: str, title: str) -> None:
    found = read(f"{head}\nHej Bo\n\nHer er tallene: 42 sager i 2025, og de er talt op i dag.\n")
    assert {clue.field: clue.value for clue in found.clues} == {
        "authors": "Lone Holm",
        "title": title,
        "published": "2025-06-03",
    }
    assert next((block.kind, block.text) for block in found.blocks) == (BlockKind.PARAGRAPH, "Hej Bo")
    assert [(removal.rule, removal.text) for removal in found.removed] == [("mail-header", " ".join(head.split()))]


@pytest.mark.parametrize(
    "text",
    [
        "Til: alle\nEmne: havnen\nog mere om den\n\nHer er teksten.\n",
        "Fra: havnen\n\nHer er teksten om den.\n",
        "Til: alle medarbejdere\nEmne: Nye regler\n\nHer er teksten.\n",
    ],
)
def test_other_lines_with_colons_are_no_mail(text: str) -> None:
    assert read(text).removed == ()


def test_numbered_headings_of_one_row_stand_equally_deep_also_above_a_lead_into_a_list() -> None:
    text = (
        "Referat af mødet den 3. juni 2025\n\n1. Dagsorden\n\nDagsordenen blev godkendt af alle.\n\n2. Løsninger\nVi skal\n"
        "- beskytte skovene,\n- måle oftere, og\n- betale for det.\n\n3. Næste møde\n\nUdvalget mødes igen i august.\n"
    )
    headings = [(block.text, block.level) for block in read(text).blocks if block.kind is BlockKind.HEADING]
    assert headings == [("1. Dagsorden", 2), ("2. Løsninger", 2), ("3. Næste møde", 2)]


def test_a_byline_that_turns_in_the_middle_of_a_name_is_no_heading() -> None:
    text = "Vi bygger broer, men glemmer brønde\n\nAf Knud Aage Møl-\nler, seniorforsker\n\nNår man ser på planen, er det påfaldende, at vand næsten ikke nævnes i den.\n"
    kinds = [block.kind for block in read(text).blocks]
    assert kinds.count(BlockKind.HEADING) <= 1
    assert kinds[1] is BlockKind.PARAGRAPH
