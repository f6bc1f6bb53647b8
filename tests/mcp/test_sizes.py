"""Every answer has a bounded size, and nothing is lost between its pages."""

from __future__ import annotations

import pytest

from kb import Library
from kb.mcp.pages import MOST_CHARACTERS, fitting, following
from tests.mcp.conftest import Assistant

SECTION = "## Afsnit {0}\n\nRegion {0} deler data om {1} patienter. »Vi kan godt dele data nu,« siger formand Karen Berg{0}.\n\n"


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A knowledge base with one long document and thirty short ones."""
    folder = tmp_path_factory.mktemp("many")
    long = "# Lang rapport\n\n" + "".join(SECTION.format(n, n + 100) for n in range(300))
    (folder / "lang.md").write_text(long, "utf-8")
    for n in range(30):
        (folder / f"kort{n}.md").write_text(
            f"# Kort {n}\n\nRegion {n} har {n + 10} biobanker og deler data.\n", "utf-8"
        )
    library = Library.create(folder / "kb")
    list(library.add([folder / "lang.md", *sorted(folder.glob("kort*.md"))], jobs=1))
    return library


@pytest.fixture(scope="module")
def asked(many):
    return Assistant(many.settings.root)


def pages(asked, tool, key, name="offset", **arguments):
    """All items of all pages of an answer."""
    found, following_one = [], 1 if name == "number" else 0
    while following_one is not None:
        answer = asked.ask(tool, **{**arguments, name: following_one})
        assert len(answer.words) < MOST_CHARACTERS + 5_000
        assert answer.data[key]
        found += answer.data[key]
        following_one = answer.data["next_number" if name == "number" else "next_offset"]
    return found


def test_a_long_document_is_read_in_pages_without_gap_or_overlap(asked, many):
    id = next(record.id for record in many.records() if record.title == "Lang rapport")
    read = pages(asked, "read_passage", "passages", "number", document=id, count=40)
    assert [one["number"] for one in read] == list(range(1, len(many.passages(id)) + 1))
    assert [one["text"] for one in read] == [one.text for one in many.passages(id)]


def test_every_document_is_listed_once(asked, many):
    listed = pages(asked, "list_documents", "documents", limit=7)
    assert sorted(one["document"] for one in listed) == sorted(record.id for record in many.records())


def test_every_hit_is_found_once(asked, many):
    hits = pages(asked, "search", "hits", query="biobanker", limit=4)
    assert len(hits) == len({hit["document"] for hit in hits}) == many.search("biobanker").total == 30


def test_every_quotation_is_given_once(asked, many):
    quoted = pages(asked, "quote", "excerpts", quotations_only=True, limit=50)
    assert [one["id"] for one in quoted] == [one.id for one in many.quote(quotations_only=True)]
    assert len(quoted) == 300


def test_every_figure_is_given_once(asked, many):
    figures = pages(asked, "figures", "figures", query="biobanker", limit=11)
    assert [one["value"] for one in figures] == [one.value for one in many.figures("biobanker")]


def test_a_page_ends_where_the_next_item_would_be_too_much():
    items = [{"text": "x" * 25_000}] * 5
    assert len(fitting(items, remedy="")) == 2
    assert [following(0, 2, of=5), following(2, 2, of=5), following(4, 1, of=5)] == [2, 4, None]


def test_an_item_that_is_longer_than_an_answer_is_told_not_cut(kb_of):
    root = kb_of("# Tabel\n\n" + "a" * 200_000 + "\n")
    asked = Assistant(root)
    id = next(iter(Library.open(root).records())).id
    answers = [asked.ask("read_passage", document=id, number=n) for n in (1, 2)]
    assert not answers[0].is_error or not answers[1].is_error
    refused = [one for one in answers if one.is_error]
    assert refused
    assert "kb show" in refused[0].words


@pytest.fixture
def kb_of(tmp_path):
    def make(text: str):
        (tmp_path / "source.md").write_text(text, "utf-8")
        library = Library.create(tmp_path / "kb")
        list(library.add(tmp_path / "source.md", jobs=1))
        return library.settings.root

    return make
