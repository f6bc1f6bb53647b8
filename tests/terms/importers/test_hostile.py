"""Hostile and broken word lists end in one clear error, within bounds of time and memory."""

from __future__ import annotations

import gzip
import os
import tracemalloc

import pytest

from kb.errors import KbError, SourceError
from kb.terms.importers import recognise
from kb.terms.importers import request as requested
from kb.terms.importers.request import LONGEST, MOST_BYTES, wording
from tests.terms.importers.conftest import dictionary, number

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE martif [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for y, x in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><martif><text><body><termEntry><langSet xml:lang="da"><tig><term>&i;</term></tig></langSet>'
    '<langSet xml:lang="sv"><tig><term>lag</term></tig></langSet></termEntry></body></text></martif>'
)


def test_entities_are_never_expanded(given, imported) -> None:
    with pytest.raises(SourceError, match="entity amplification"):
        imported(given("bomb.tbx", BOMB))
    mild = '<!DOCTYPE martif [<!ENTITY i "lov">]>' + BOMB.partition("]>")[2]
    assert imported(given("mild.tbx", mild)) == []


def test_no_file_is_read_through_an_entity(given, imported, tmp_path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    text = (
        f'<!DOCTYPE martif [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><martif><termEntry>'
        '<langSet xml:lang="da"><term>&x;</term></langSet><langSet xml:lang="sv"><term>lag</term></langSet>'
        "</termEntry></martif>"
    )
    assert imported(given("x.tbx", text)) == []


def test_json_ld_that_names_a_context_elsewhere_is_refused(given, imported) -> None:
    text = '{"@graph": [{"@context": ["https://vocabulary.example/context.jsonld"], "@id": "x"}]}'
    with pytest.raises(SourceError, match="fetches nothing"):
        imported(given("x.json", text))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.tbx", '<martif><text><body><termEntry><langSet xml:lang="da">'),
        ("deep.tbx", "<martif>" + "<a>" * 5_000),
        ("cut.ttl", '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<x> skos:prefLabel "a'),
        ("cut.json", '{"@graph": ['),
        ("deep.json", "[" * 200_000),
        ("latin.tsv", "da\tsv\nfårehyrde\tfåraherde\n".encode("latin-1")),
        ("latin.tab", "# DanNet\tdan\tx\ty\n00001740-n\tlemma\tmål\n".encode("latin-1")),
        ("cut.autobil.bin", b"LTTB" + b"\0" * 8 + b"\0\x05\x03abc"),
        ("zip.zip", b"PK\x03\x04" + b"\0" * 100),
        ("packed.tbx.gz", gzip.compress(b"<martif/>", mtime=0)),
        ("empty.tsv", ""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("prose.txt", "This is a letter and no list at all.\nSincerely\n"),
        ("page.html", "<html><body>a | b</body></html>"),
    ],
)
def test_what_is_no_word_list_is_one_error_with_a_reason(given, imported, name, content) -> None:
    path = given(name, content)
    with pytest.raises(KbError) as caught:
        imported(path, languages=("da", "sv"))
    assert isinstance(caught.value, SourceError)
    assert caught.value.message
    assert caught.value.exit_code == 4


def test_a_packed_dictionary_that_unpacks_without_end_is_too_large(tmp_path, imported, monkeypatch) -> None:
    monkeypatch.setattr(requested, "MOST_IN_MEMORY", 100_000)
    monkeypatch.setattr("kb.terms.importers.dictd.MOST_IN_MEMORY", 100_000)
    path = dictionary(tmp_path, "x-dan-eng", {"00databaseshort": "Danish-English", "a": "a\n" + "x" * 1_000_000})
    with pytest.raises(SourceError) as caught:
        imported(path)
    assert caught.value.kind == "too-large"


def test_an_index_that_points_outside_its_dictionary_gives_nothing(tmp_path, imported) -> None:
    path = dictionary(tmp_path, "x-dan-eng", {"00databaseshort": "Danish-English"})
    path.write_text(path.read_text("utf-8") + f"hus\t{number(10**9)}\t{number(10**9)}\n", encoding="utf-8")
    assert imported(path) == []


def test_a_dictionary_without_its_other_half_says_so(tmp_path, imported) -> None:
    path = dictionary(tmp_path, "x-dan-eng", {"00databaseshort": "Danish-English"})
    (tmp_path / "x-dan-eng.dict.dz").unlink()
    with pytest.raises(SourceError, match="half of the dictionary is missing"):
        imported(path)


def test_a_file_of_a_gigabyte_is_refused_without_reading_it(given) -> None:
    path = given("large.tsv", "da\tsv\n")
    os.truncate(path, MOST_BYTES + 1)
    with pytest.raises(SourceError, match="larger than"):
        recognise([path])


def test_a_large_vocabulary_is_read_as_a_stream(given, imported) -> None:
    entry = (
        '<termEntry><langSet xml:lang="da"><tig><term>lov {n}</term></tig></langSet>'
        '<langSet xml:lang="fr"><tig><term>' + "x" * 400 + "</term></tig></langSet></termEntry>"
    )
    text = (
        "<martif><text><body>"
        + "".join(entry.replace("{n}", str(n)) for n in range(20_000))
        + "</body></text></martif>"
    )
    path = given("large.tbx", text)
    del text
    imported(given("small.tbx", "<martif/>"))
    tracemalloc.start()
    try:
        assert imported(path) == []
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_more_concepts_than_can_be_kept_are_an_error(given, imported, monkeypatch) -> None:
    monkeypatch.setattr("kb.terms.importers.MOST_CONCEPTS", 3)
    with pytest.raises(SourceError, match="more than 3 concepts"):
        imported(given("a.tsv", "da\tsv\n" + "".join(f"lov{n}\tlag{n}\n" for n in range(9))))


@pytest.mark.parametrize(
    ("said", "language", "term"),
    [
        ("to walk (on foot)", "en", "walk"),
        ("att  gå", "sv", "gå"),
        ("  sundheds\u00addata ", "da", "sundhedsdata"),
        ("a;b|c", "da", "a b c"),
        ("# comment", "da", "comment"),
        ("((((", "da", None),
        ("12", "da", None),
        ("x" * (LONGEST + 1), "da", None),
        ("one two three four five six seven eight nine", "en", None),
        ("a\u030alborg", "da", "ålborg"),
    ],
)
def test_a_term_is_made_fit_for_a_line(said, language, term) -> None:
    assert wording(said, language) == term
