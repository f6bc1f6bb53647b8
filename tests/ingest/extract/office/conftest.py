"""Office files made for a test, part by part."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from kb.ingest.blocks import Original

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def package(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def original(data, name="file"):
    return Original(source=name, name=name, data=data, fetched=datetime(2024, 5, 1, tzinfo=UTC))


def relations(*pairs):
    items = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(pairs)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def docx(body, **parts):
    """A Word file; ``parts`` are styles, numbering, footnotes, header, footer (XML without the root) and core."""
    roots = {
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "endnotes": "endnotes",
        "header": "hdr",
        "footer": "ftr",
    }
    made = {
        "_rels/.rels": relations(
            ("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")
        ),
        "word/document.xml": f"<w:document {W} {MORE}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in parts if kind != "core")),
    }
    for kind, xml in parts.items():
        if kind == "core":
            made["docProps/core.xml"] = (
                '<c:coreProperties xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/"'
                f' xmlns:dcterms="http://purl.org/dc/terms/">{xml}</c:coreProperties>'
            )
        else:
            made[f"word/{kind}.xml"] = f"<w:{roots[kind]} {W} {MORE}>{xml}</w:{roots[kind]}>"
    return original(package(made), "file.docx")


@pytest.fixture
def make_docx():
    return docx


@pytest.fixture
def make_package():
    return lambda parts, name="file": original(package(parts), name)


@pytest.fixture
def make_original():
    return original


@pytest.fixture(scope="session")
def make_damaged():
    def damaged(data, places):
        changed = bytearray(data)
        for place, byte in places:
            changed[place] = byte
        return original(bytes(changed))

    return damaged
