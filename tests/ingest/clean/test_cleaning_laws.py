"""What holds for every text: cleaning twice is cleaning once, no word is lost unsaid, and nothing ever fails."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.ingest.blocks import Block, BlockKind, Extracted, Original
from kb.ingest.clean import clean
from kb.ingest.extract.plain import decode, extract_plain
from kb.ingest.render import render
from kb.model import Span

PIECES = [
    "Nordhavn", "Kommune", "vil", "styrke", "samarbejdet", "över", "sundet", "och", "og", "the", "forsknings-", "-",
    "–", "offentligt-", "privat", "finansiering", "\n", "\n", "\n\n", "\n\n\n", ". ", ", ", " ,", "“", "”", "»", "#", "# ",
    "- ", "• ", "\uf0b7 ", "1) ", "2.1 ", "Foto: Lene Bruun", "Læs mere her", "Karin Malmsten", "\t", "\u00a0", "\u00ad",
    "\u200b", "\u00ad\n", "-\n", "|a|b|\n", "```\n", "> ", "[^1]: ", "**", "_x_", "[a](b)", "Ã¥", "ﬁ", "m²", "½", "cookies",
    "Publicerad: 3 mars 2024", "---", "===", "\x0c", "Side 2", "12", "?", ":", "e-", "EU-", "\ufeff", "\u202e", "å",
]  # fmt: skip
pieced = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=40
).map("".join)
texts = st.text(max_size=300) | pieced
blocks = st.lists(
    st.builds(
        Block,
        kind=st.sampled_from(BlockKind),
        text=texts,
        level=st.integers(0, 6),
        marker=st.none() | st.sampled_from(["1)", "a.", "2.1"]),
        page=st.none() | st.integers(1, 4),
    ),
    max_size=12,
).map(tuple)
_WORDS = re.compile(r"[^\W_]+")


def extracted_from(text: str, name: str) -> Extracted:
    data = text.encode("utf-8", "replace")
    return extract_plain(Original(source=name, name=name, data=data, fetched=datetime(2026, 1, 1, tzinfo=UTC)))


@settings(max_examples=60, deadline=None)
@given(blocks)
def test_cleaning_twice_is_cleaning_once(given_blocks: tuple[Block, ...]) -> None:
    once = clean(Extracted(media_type="text/html", extractor="test", blocks=given_blocks))
    twice = clean(Extracted(media_type="text/html", extractor="test", blocks=once.blocks))
    assert [(b.kind, b.text) for b in twice.blocks] == [(b.kind, b.text) for b in once.blocks]


@settings(max_examples=60, deadline=None)
@example("-\n  - 0")
@example("- \u200b\n  - 0")
@example("- \x1f\n  - 0")
@example("\x08>0")
@example("\xad>0")
@example("0 .")
@example("-\r:\r\u20220")
@given(texts)
def test_the_rendered_text_of_a_markdown_file_is_its_own_source(text: str) -> None:
    first = render(clean(extracted_from(text, "a.md")).blocks).text
    assert render(clean(extracted_from(first, "a.md")).blocks).text == first


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_file_is_read_and_every_block_knows_its_place(text: str) -> None:
    original = Original(
        source="a.txt", name="a.txt", data=text.encode("utf-8", "replace"), fetched=datetime(2026, 1, 1, tzinfo=UTC)
    )
    decoded = decode(original.data)[0]
    starts = [block.origin.start for block in extract_plain(original).blocks if block.origin is not None]
    assert starts == sorted(starts)
    for block in extract_plain(original).blocks:
        assert block.origin is not None
        assert block.origin.end <= len(decoded)
        for at, origin, length in block.runs:
            here, there = block.text[at : at + length], decoded[origin : origin + length]
            assert all(a == b or (a in " \n" and b.isspace()) for a, b in zip(here, there, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    original = Original(source="a.txt", name="a.txt", data=data, fetched=datetime(2026, 1, 1, tzinfo=UTC))
    rendered = render(clean(extract_plain(original)).blocks)
    rendered.text.encode()
    assert rendered.text == "" or rendered.text.endswith("\n")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([p for p in PIECES if "Ã" not in p and "ﬁ" not in p]), max_size=30).map(" ".join))
def test_every_word_is_in_the_text_or_in_the_list_of_removals(text: str) -> None:
    extracted = extracted_from(text, "a.txt")
    cleaned = clean(extracted)
    kept = "".join(_WORDS.findall(render(cleaned.blocks).text))
    taken = "".join("".join(_WORDS.findall(r.text)) for r in (*extracted.removed, *cleaned.removed))
    for word in _WORDS.findall(text.replace("\u00ad", "").replace("\u200b", "").replace("\u202e", "")):
        assert word in {"1", "2", "a"} or word in kept or word in taken  # a list number without an item is none


@pytest.mark.parametrize(
    "text",
    [
        "a-\n" * 6_000,
        "Karin Malmsten\n\n" * 1_500,
        "Foto: " * 5_000,
        "1) " * 6_000,
        "> " * 6_000,
        "*" * 20_000,
        "[" * 10_000 + "](" * 5_000,
        "|" * 10_000,
        "ord " * 8_000,
        " ," * 8_000,
        "Ã¥" * 5_000,
        "- " * 8_000,
        "a" * 40_000,
        "Nr 1 / " * 10_000,
        "\t\n" * 6_000,
        "- a\n  - b\n" * 1_500,
        "12\n\n13\n\n" * 1_500,
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_hostile_texts_take_a_moment_only(text: str, name: str) -> None:
    start = time.process_time()
    render(clean(extracted_from(text, name)).blocks)
    assert time.process_time() - start < 4


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.data())
def test_a_span_of_the_text_leads_back_to_its_words_in_the_original(text: str, data: st.DataObject) -> None:
    extracted = extracted_from(text, "a.txt")
    decoded = decode(text.encode())[0]
    rendered = render(clean(extracted).blocks, extracted.pages)
    if not rendered.text:
        return
    start = data.draw(st.integers(0, len(rendered.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(rendered.text))))
    origin = rendered.origin_of(span)
    if origin is not None:
        assert 0 <= origin.start < origin.end <= len(decoded)
