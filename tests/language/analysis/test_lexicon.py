from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kb.errors import StaleIndex
from kb.language.analysis import Lexicon, SimplemmaLexicon, analyzer, fingerprint


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_file_and_the_dictionary_in_memory_answer_alike(language, lexicon, read_rows) -> None:
    in_file, in_memory = analyzer(language, lexicon), analyzer(language, SimplemmaLexicon())
    words = [form for row in read_rows(f"paradigms-{language}") for form in row["forms"]]
    words += [row["word"] for row in read_rows(f"compounds-{language}")]
    words += [word + ending for word in words[::7] for ending in ("s", "erne", "x", "ss")]
    assert [in_file.analyze_word(word) for word in words] == [in_memory.analyze_word(word) for word in words]


def test_a_file_that_is_missing_cut_or_foreign_is_refused(lexicon, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.bin"
    whole = lexicon.path.read_bytes()
    for data in (None, b"", b"something else", whole[:-1], whole.replace(fingerprint().encode(), b"0" * 16, 1)):
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(StaleIndex):
            Lexicon.open(path)


def test_looking_up_needs_no_simplemma(lexicon) -> None:
    code = (
        "import sys; from pathlib import Path; from kb.language.analysis import Lexicon, analyzer, fingerprint;"
        f"a = analyzer('da', Lexicon.open(Path({str(lexicon.path)!r})));"
        "assert a.analyze('sundhedsdataene')[0].form == 'sundhedsdata'; a.fold_keys('laeger'); fingerprint();"
        "assert 'simplemma' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_fingerprint_is_short_and_stays() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 16
