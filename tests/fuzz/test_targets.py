"""Everything that reads what others wrote holds its law on made-up bytes; what fuzzing found is kept as a row.

``make fuzz`` runs the same functions under atheris, guided by coverage, for as long as wanted.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import backups
from tests.fuzz.targets import TARGETS, seeds

# Pieces of every format, for inputs that get past its first lines.
PIECES = st.sampled_from(
    [b"<", b">", b"</", b"&", b";", b'"', b"'", b"{", b"}", b"\\", b"(", b")", b"[", b"]", b"\n", b"\n\n", b" ", b"\t", b"\x00",
     b"\xff", b"\xc3", b"\xe2\x80\x9c", b"\xe2\x80\x9d", b"\xc2\xbb", b"\xe2\x80\x93 ", b"\xcc\x81" * 40, b"\xed\xa0\x80", b"9" * 30,
     "²".encode(), "٣".encode(), b"-1", b"1e309", b"nan", b"null", b"obj", b"endobj", b"stream", b"--b", b"Content-Type: ",
     b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:tc>", b"w:val=", b"<text:p>", b"<table:table-cell>", b"<td>", b"<table>", b"\\par", b"\\'",
     b"\\u", b"\\bin", b"# ", b"> ", b"- ", b"1. ", b"| a |", b"```", b"[^1]: ", b"siger", b"s\xc3\xa4ger", b"said", b"ikke", b"OR", b"AND",
     b"title:", b"after:", b"~5", b"*", b"+", b"-", b'"id":', b'"span":', b"\xef\xbb\xbf", b"\xff\xfe", b"%PDF-", b"PK\x03\x04", b"{\\rtf1"]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=40).map(b"".join))

FOUND: list[tuple[str, bytes]] = [
    # (target, input): what fuzzing broke, mended since
    ("rtf", b"\\u99999999999999999999 x"),
    ("odt", b'<text:p>x<text:s text:c="' + b"9" * 5000 + b'"/></text:p>'),
    ("odt", b'<text:h text:outline-level="' + b"9" * 5000 + b'">x</text:h>'),
    ("plain", "²) x\n¹) y\n".encode()),
    ("plain", b"a" + b"\xcc\x81\xcc\xa3" * 2000),
    ("cleaner", b"\xed\xa0\x80 x"),
    ("backup", backups.packed({"kb.toml": b"", "corpus/å": b""}).replace("å".encode(), b"\xc0\xa5")),
    ("contents", seeds("contents")[0].replace(b'"cleaner_version": "', b'"cleaner_version": "0')),
]


def mutated(seed, cuts):
    """The seed with pieces put in the place of others, at positions given as shares of its length."""
    for share, length, piece in cuts:
        at = int(share * len(seed))
        seed = seed[:at] + piece + seed[at + length :]
    return seed


CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES | st.binary(max_size=8)), min_size=1, max_size=6)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=BYTES)
def test_made_up_bytes_are_read_or_refused(name, data):
    TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_whole_input_that_was_tampered_with_is_read_or_refused(name, data):
    seed = data.draw(st.sampled_from(seeds(name)))
    TARGETS[name](mutated(seed, data.draw(CUTS)))


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_fuzzing_broke_is_mended(name, data):
    TARGETS[name](data)
