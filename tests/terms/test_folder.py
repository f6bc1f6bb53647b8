"""The terms of a knowledge base: plain files that a person edits too, each changed as a whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import BadValue, CorpusNotWritable, UsageError
from kb.terms.concepts import Concept, concept_of, line_of, new_concept
from kb.terms.folder import (
    add_own,
    file_name,
    own_concepts,
    remove_own,
    source_named,
    sources,
    write_source,
)

LAW = new_concept({"da": ("lov",), "sv": ("lag",), "en": ("law", "act")})
BY_HAND = "# mine, with a remark\n\nret | rätt | right\n   lov;  lovgivning |lag| law  \nno concept\n"


def test_the_first_concept_begins_a_file_that_explains_itself(tmp_path) -> None:
    assert add_own(tmp_path, LAW)
    text = (tmp_path / "terms.txt").read_text("utf-8")
    assert text.startswith("# Terms of this knowledge base.")
    assert text.endswith("\nlov | lag | law; act\n")


def test_what_a_person_wrote_stays_as_it_is(tmp_path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text(BY_HAND.rstrip("\n"), encoding="utf-8")
    add_own(tmp_path, LAW)
    assert path.read_text("utf-8") == BY_HAND + "lov | lag | law; act\n"
    remove_own(tmp_path, LAW)
    assert path.read_text("utf-8") == BY_HAND


def test_the_same_concept_is_added_once(tmp_path) -> None:
    assert add_own(tmp_path, LAW)
    assert not add_own(tmp_path, LAW)
    assert list(own_concepts(tmp_path)) == [LAW._replace(source="own terms (terms.txt)")]


def test_a_file_that_is_not_utf_8_is_refused_and_not_written_over(tmp_path) -> None:
    path = tmp_path / "terms.txt"
    path.write_bytes("får | får | sheep\n".encode("latin-1"))
    with pytest.raises(UsageError, match="not UTF-8"):
        add_own(tmp_path, LAW)
    assert path.read_bytes() == "får | får | sheep\n".encode("latin-1")


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch) -> None:
    add_own(tmp_path, LAW)
    before = (tmp_path / "terms.txt").read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CorpusNotWritable, match="No space left"):
        add_own(tmp_path, LAW._replace(terms=(("ret",), ("rätt",), ())))
    assert (tmp_path / "terms.txt").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["terms.txt"]


@pytest.mark.parametrize(
    "terms",
    [
        {"da": ("lov",)},
        {"da": ("lov",), "sv": ()},
        {"da": ("a|b",), "sv": ("b",)},
        {"da": ("a;b",), "sv": ("b",)},
        {"da": ("#a",), "sv": ("b",)},
        {"da": ("",), "sv": ("b",)},
        {"da": ("-",), "sv": ("b",)},
        {"da": ("x" * 121,), "sv": ("b",)},
        {"da": ("a\u202eb",), "sv": ("b",)},
        {"da": ("a\x00",), "sv": ("b",)},
    ],
)
def test_a_concept_that_no_line_can_hold_is_refused(terms) -> None:
    with pytest.raises(BadValue):
        new_concept(terms)


@given(
    st.dictionaries(
        st.sampled_from(["da", "sv", "en"]),
        st.lists(st.text(max_size=20), min_size=1, max_size=3).map(tuple),
        min_size=2,
    )
)
def test_a_concept_that_is_accepted_is_read_back_as_it_is(terms) -> None:
    try:
        concept = new_concept(terms)
    except BadValue:
        return
    assert concept_of(line_of(concept)) == concept


@given(st.floats(0, 1), st.integers(0, 10**6))
def test_a_weight_and_a_count_are_read_back(weight, count) -> None:
    read = concept_of(line_of(LAW._replace(weight=weight, seen=count)))
    assert read is not None
    assert read.seen == count
    assert abs(read.weight - weight) <= 0.001


def test_a_source_says_in_its_head_what_it_is(tmp_path) -> None:
    write_source(tmp_path, "b", {"name": "b", "learned": "2026-11-20", "weight": "0.6", "licence": ""}, [LAW])
    write_source(
        tmp_path, "a", {"name": "a", "from": "two\nlines", "weight": "?"}, [LAW, Concept(LAW.terms, weight=0.5)]
    )
    found = sources(tmp_path)
    assert [(one.name, one.sort, one.weight) for one in found] == [("b", "learned", 0.6), ("a", "imported", 0.25)]
    assert found[1].facts["from"] == "two lines"
    assert [one.weight for one in found[1].file().concepts()] == [0.25, 0.125]
    assert found[0].label == "learned (b)"
    assert source_named(tmp_path, "c") is None


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("EuroVoc 4.20", "eurovoc-4.20"), ("../../etc/passwd", "etc-passwd"), (" ord/lista ", "ord-lista")],
)
def test_a_name_is_a_file_name(wanted, name) -> None:
    assert file_name(wanted) == name


@pytest.mark.parametrize("wanted", ["", "..", "/", "terms", "\u202e"])
def test_what_cannot_name_a_file_is_refused(wanted) -> None:
    with pytest.raises(UsageError):
        file_name(wanted)
