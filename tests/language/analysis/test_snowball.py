"""The stemmers give what Snowball's own vocabularies say, every word of them, as Debian packages them.

The package is of January 2021. What Snowball has changed since is written out here; every other word must be the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.language.analysis.snowball import stemmer

VOCABULARIES = Path("/usr/share/snowball/data")

# The stem of 2021 and the stem of today. A stem of two letters keeps its doubled one, -ogist goes, and words that
# mean something else are kept apart.
ENGLISH = {
    ("ad", "add"), ("eb", "ebb"), ("er", "err"), ("of", "off"),
    ("even", "evening"), ("past", "paste"), ("emerg", "emergenc"), ("interf", "interfer"), ("interv", "interval"),
    ("intern", "internal"), ("intern", "internat"), ("later", "lateral"), ("organ", "organic"), ("organ", "organism"),
    ("organ", "organiz"),
    ("univers", "universal"), ("univers", "universiti"),
}  # fmt: skip


def _is_a_later_change(language: str, former: str, stem: str) -> bool:
    if language == "sv":  # -et goes, and the t of -öst; what is before -et may lose its own ending then
        return former == f"{stem}et" or (former.endswith("öst") and former == f"{stem}t") or former == f"{stem}liget"
    return (former, stem) in ENGLISH or (f"{stem}ist" in former and stem.endswith("og"))


@pytest.mark.parametrize(
    ("language", "name", "least", "changed"),
    [("da", "danish", 23_830, 0), ("sv", "swedish", 30_623, 524), ("en", "english", 29_417, 38)],
)
def test_the_stemmer_agrees_with_snowballs_own_vocabulary(need, language, name, least, changed) -> None:
    folder = VOCABULARIES / name
    need(folder.is_dir(), "snowball-data")
    columns = [(folder / file).read_text(encoding="utf-8").split() for file in ("voc.txt", "output.txt")]
    assert len(columns[0]) == len(columns[1]) >= least
    stem = stemmer(language)
    other = [(word, former, stem(word)) for word, former in zip(*columns, strict=True) if stem(word) != former]
    assert [one for one in other if not _is_a_later_change(language, one[1], one[2])] == []
    assert len(other) <= changed
