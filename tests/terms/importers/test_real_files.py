"""The dictionaries that Debian packages: read whole, with what their makers say of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

DICTD = Path("/usr/share/dictd")
APERTIUM = Path("/usr/share/apertium/apertium-swe-dan")


@pytest.mark.parametrize(
    ("name", "headwords", "word", "translation"),
    [
        ("freedict-dan-eng", 5097, "abonnement", "subscription"),
        ("freedict-swe-eng", 5220, "förhindra", "prevent"),
        ("freedict-eng-swe", 5479, "moln", "cloud"),
    ],
)
def test_freedict_is_read_whole(need, imported, name, headwords, word, translation) -> None:
    path = DICTD / f"{name}.index"
    need(path.is_file(), f"dict-{name}")
    requests: list = []
    found = imported(path, request_of=requests)
    assert requests[0].told.entries == headwords  # the size that the dictionary states of itself
    assert "GNU General Public License" in requests[0].told.licence
    pairs = {((one.terms[0] or one.terms[1])[0], one.terms[2][0]) for one in found}
    assert (word, translation) in pairs
    assert len(pairs) > headwords


@pytest.mark.parametrize(("name", "source"), [("swe-dan", 1), ("dan-swe", 0)])
def test_a_compiled_apertium_dictionary_says_what_apertium_says(need, imported, name, source) -> None:
    path = APERTIUM / f"{name}.autobil.bin"
    need(path.is_file() and shutil.which("lt-proc"), "apertium-swe-dan")
    found = imported(path)
    assert len(found) > 15_000
    sample = found[:: len(found) // 400]
    asked = "".join(f"^{one.terms[source][0]}{marks}$\n" for one in sample for marks in MARKS)
    told = subprocess.run(["lt-proc", "-b", str(path)], input=asked, capture_output=True, text=True, check=True).stdout
    answers = [set(answer.split("/")[1:]) for answer in told.replace("$", "").splitlines()]
    unheard = []
    for at, one in enumerate(sample):
        said = {
            word.partition("<")[0].lower()
            for answer in answers[at * len(MARKS) : (at + 1) * len(MARKS)]
            for word in answer
        }
        if one.terms[1 - source][0].lower() not in {word.lstrip("@") for word in said}:
            unheard.append(one.terms)
    # Words whose marks are none of these (pronouns, numerals, particles) cannot be asked for so.
    assert len(unheard) < 0.1 * len(sample), unheard


MARKS = (
    "<n><nt>",
    "<n><ut>",
    "<n><un>",
    "<n>",
    "<vblex><inf><actv>",
    "<vblex><inf>",
    "<adj><pst>",
    "<adj><sint><pst>",
    "<adj><pst><un><sg><ind>",
    "<adj><sint><pst><un><sg><ind>",
    "<adj>",
    "<adv>",
    "<pr>",
    "<n><m>",
    "<n><f>",
    "<ij>",
    "<vblex><sep>",
)
