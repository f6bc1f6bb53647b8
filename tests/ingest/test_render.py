"""Blocks as Markdown, and the way back from the text to pages and originals."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ingest.blocks import Block, BlockKind, Original, PageInfo
from kb.ingest.clean import clean
from kb.ingest.extract.plain import decode, extract_plain
from kb.ingest.render import origin_of, render
from kb.model import Span


def block(kind: BlockKind, text: str, **rest: object) -> Block:
    return Block(kind=kind, text=text, **rest)  # type: ignore[arg-type]


def test_every_kind_of_block_has_its_mark() -> None:
    blocks = (
        block(BlockKind.HEADING, "Title", level=1),
        block(BlockKind.PARAGRAPH, "Words."),
        block(BlockKind.LIST_ITEM, "one"),
        block(BlockKind.LIST_ITEM, "two", level=1, marker="a)"),
        block(BlockKind.QUOTE, "said"),
        block(BlockKind.TABLE, "| a |\n|---|"),
        block(BlockKind.CODE, "x = `1`"),
        block(BlockKind.FOOTNOTE, "Source.", marker="2"),
        block(BlockKind.FOOTNOTE, "No number."),
    )
    assert render(blocks).text == (
        "# Title\n\nWords.\n\n- one\n\n  a) two\n\n> said\n\n| a |\n|---|\n\n```\nx = `1`\n```\n\n[^2]: Source.\n\nNo number.\n"
    )


def test_nothing_renders_as_nothing() -> None:
    assert render(()).text == ""


def test_code_with_a_fence_in_it_gets_a_longer_one() -> None:
    assert render((block(BlockKind.CODE, "```\nx\n```"),)).text.startswith("````\n```\n")


@given(
    st.lists(
        st.builds(
            Block, kind=st.sampled_from(BlockKind), text=st.text(max_size=20), page=st.none() | st.integers(1, 6)
        ),
        max_size=10,
    ).map(tuple),
    st.integers(0, 5),
)
@settings(deadline=None)
def test_pages_tile_the_text_and_spans_hold_their_blocks(blocks: tuple[Block, ...], count: int) -> None:
    rendered = render(blocks, tuple(PageInfo(number=n) for n in range(1, count + 1)))
    assert "".join(page.span.slice(rendered.text) for page in rendered.pages) == (rendered.text if count else "")
    spans = [span for _, span in rendered.blocks]
    assert spans == sorted(spans)
    assert "\n\n".join(span.slice(rendered.text) for span in spans) == rendered.text.removesuffix("\n")


def test_a_page_begins_with_its_first_block() -> None:
    blocks = tuple(block(BlockKind.PARAGRAPH, f"On {n}.", page=n) for n in (1, 1, 3))
    pages = render(blocks, (PageInfo(number=1, label="i"), PageInfo(number=2), PageInfo(number=3))).pages
    text = render(blocks).text
    assert [page.span.slice(text) for page in pages] == ["On 1.\n\nOn 1.\n\n", "", "On 3.\n"]
    assert pages[0].label == "i"


TEXT = (
    "Planen for havnen i byen ved fjorden er vedtaget \n\naf rådet, som vil bruge fonds-\nfinansiering til at bygge en \n"
    "mole af sten og træ.  \n\n\uf0b7 en mole \n\uf0b7 et \u201cfyr\u201d \n"
)


def test_a_span_of_the_text_leads_back_to_the_original() -> None:
    original = Original(source="a.txt", name="a.txt", data=TEXT.encode(), fetched=datetime(2026, 1, 1, tzinfo=UTC))
    decoded = decode(original.data)[0]
    rendered = render(clean(extract_plain(original)).blocks)
    for words, there in (
        ("vedtaget af rådet", "vedtaget \n\naf rådet"),
        ("fondsfinansiering", "fonds-\nfinansiering"),
        ("“fyr”", "“fyr”"),
        ("en mole\n\n- et", "en mole \n\uf0b7 et"),
        ("bygge en mole", "bygge en \nmole"),
    ):
        start = rendered.text.rindex(words)
        origin = rendered.origin_of(Span(start, start + len(words)))
        assert origin is not None
        assert origin.slice(decoded) == there


def test_words_without_an_origin_have_none() -> None:
    assert render((block(BlockKind.PARAGRAPH, "Words."),)).origin_of(Span(0, 3)) is None
    assert origin_of(((5, 5, 2),), Span(0, 4)) is None
