"""Files that a real word processor wrote: the same document in every form it saves."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from kb.ingest.blocks import Original
from kb.ingest.prepare import Prepared, Task, prepare

PAGE = """<html lang="da"><head><meta charset="utf-8"><title>Rapport om broen</title></head><body>
<h1>Rapport om broen</h1>
<p>Broen over fjorden er slidt, og den skal <b>fornyes</b> inden 2030. Det koster 40 mio. kr.</p>
<h2>Forslag</h2>
<ul><li>Byg en cykelbane ved siden af sporet.</li><li>Mal gelænderet i grønt år for år.</li></ul>
<table border="1"><tr><td>År</td><td>Biler</td></tr><tr><td>2024</td><td>12.400</td></tr></table>
<p>»Vi kan ikke vente,« siger Lise Holm, der er formand for broudvalget.</p></body></html>"""
TEXT = """\
# Rapport om broen

Broen over fjorden er slidt, og den skal fornyes inden 2030. Det koster 40 mio. kr.

## Forslag

- Byg en cykelbane ved siden af sporet.

- Mal gelænderet i grønt år for år.

| År | Biler |
| --- | --- |
| 2024 | 12.400 |

»Vi kan ikke vente,« siger Lise Holm, der er formand for broudvalget.
"""
# LibreOffice writes the headings of these as paragraphs that only look larger.
WITHOUT_HEADINGS = ("rtf", "epub")


@pytest.fixture(scope="module")
def saved(need, tmp_path_factory):
    """The folder with the document as LibreOffice saves it in five forms."""
    program = shutil.which("soffice")
    need(program, "LibreOffice Writer")
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "broen.html").write_text(PAGE, encoding="utf-8")

    def convert(source, form, *options):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", *options, "--convert-to", form, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)

    convert(folder / "broen.html", "odt:writer8", "--infilter=HTML (StarWriter)")
    for form in ("docx", "rtf", "pdf", "epub"):
        convert(folder / "broen.odt", form)
    return folder


@pytest.mark.parametrize("form", ["odt", "docx", "pdf", "rtf", "epub"])
def test_a_document_is_the_same_text_in_every_form_it_is_saved_in(saved, form):
    path = saved / f"broen.{form}"
    made = prepare(
        Task(
            original=Original(
                source=path.name, name=path.name, data=path.read_bytes(), fetched=datetime(2026, 11, 20, tzinfo=UTC)
            )
        )
    )
    assert isinstance(made, Prepared)
    wanted = TEXT.replace("# ", "").replace("#", "") if form in WITHOUT_HEADINGS else TEXT
    assert made.text.replace("- ", "").strip() == wanted.replace("- ", "").strip()
    assert made.record.language == "da"
