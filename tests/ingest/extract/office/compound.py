"""The smallest compound files (MS-CFB) and Outlook messages (MS-OXMSG), for tests."""

from __future__ import annotations

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI = 512, 64


def compound(tree):
    """A compound file of a tree: {name: bytes or tree}."""
    entries = [["Root Entry", 5, FREE, FREE, 0, 0]]
    streams = []

    def add(branch, parent):
        # The children of a storage hang on each other to the right, in the order that the format sorts names by.
        before = None
        for name in sorted(branch, key=lambda name: (len(name), name.upper())):
            place = len(entries)
            data = branch[name]
            entries.append([name, 2 if isinstance(data, bytes) else 1, FREE, FREE, 0, 0])
            if before is None:
                entries[parent][3] = place
            else:
                entries[before][2] = place
            before = place
            if isinstance(data, bytes):
                streams.append((place, data))
            else:
                add(data, place)

    add(tree, 0)
    mini, mini_fat = b"", []
    for place, data in streams:
        assert len(data) < 4096
        count = -(-len(data) // MINI)
        entries[place][4:] = [len(mini_fat) if count else END, len(data)]
        mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), END] if count else []
        mini += data.ljust(count * MINI, b"\0")
    parts = [
        b"".join(_entry(entry) for entry in entries),
        struct.pack(f"<{len(mini_fat)}I", *mini_fat),
        mini,
    ]
    sectors, starts, fat = [], [], [FAT]
    for number, part in enumerate(parts):
        filler = b"\xff" if number == 1 else b"\0"
        count = max(-(-len(part) // SECTOR), 1)
        starts.append(1 + len(sectors))
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        sectors.append(part.ljust(count * SECTOR, filler))
        sectors += [b""] * (count - 1)
    root = [*entries[0][:4], starts[2], len(mini)]
    body = b"".join(sectors)
    body = _entry(root) + body[128:]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        62,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        starts[0],
        0,
        4096,
        starts[1],
        1,
        END,
        0,
    ) + struct.pack("<109I", 0, *[FREE] * 108)
    return header + struct.pack(f"<{SECTOR // 4}I", *fat) + body


def _entry(entry):
    name, kind, right, child, start, size = entry
    written = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI16xIQ", written, len(written), kind, 1, FREE, right, child, 0, start, size)


def message(subject, body, sender, sent=None, files=()):
    """A message as Outlook saves it; ``sent`` in 100 ns since 1601."""
    streams = {"0037": subject, "1000": body, "0C1A": sender, "001A": "IPM.Note"}
    tree = {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in streams.items()}
    properties = [_property(0x001F, int(tag, 16), len(text) * 2 + 2) for tag, text in streams.items()]
    if sent is not None:
        properties.append(struct.pack("<HHIQ", 0x0040, 0x0039, 6, sent))
    count = len(files)
    tree["__properties_version1.0"] = struct.pack("<8xIIII8x", 0, count, 0, count) + b"".join(properties)
    for number, (name, data) in enumerate(files):
        written = name.encode("utf-16-le")
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": written,
            "__substg1.0_37010102": data,
            "__properties_version1.0": bytes(8)
            + _property(0x001F, 0x3707, len(written) + 2)
            + _property(0x0102, 0x3701, len(data))
            + _property(0x0003, 0x3705, 1),
        }
    return compound(tree)


def _property(kind, tag, value):
    return struct.pack("<HHIQ", kind, tag, 6, value)
