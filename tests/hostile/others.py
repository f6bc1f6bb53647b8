"""Pages, letters, RTF, compound files and plain text made to harm who reads them."""

from __future__ import annotations

import base64
import struct

from tests.ingest.extract.office.compound import FAT, compound

_PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"


def html(body, head=""):
    return f"<!doctype html><html><head><title>Ny havn</title>{head}</head><body>{body}</body></html>".encode()


def reaching(address, good):
    """A page that asks a browser for everything a page can ask for."""
    head = (
        f"<base href='{address}/'><meta http-equiv=refresh content='0;url={address}/refresh'><link rel=stylesheet href='{address}/a.css'>"
        f"<link rel=canonical href='{address}/canonical'><script src='{address}/a.js'></script><style>@import '{address}/b.css';</style>"
        f"<link rel=alternate type=application/json+oembed href='{address}/oembed'>"
    )
    body = (
        f"<article><h1>Ny havn</h1><p>{good}</p><p>{good} Igen.</p></article><img src='{address}/p.png' srcset='{address}/q.png 2x'>"
        f"<iframe src='{address}/frame'></iframe><object data='{address}/o'></object><embed src='{address}/e'><video src='{address}/v'></video>"
        f"<svg><image href='{address}/s.svg'/><use href='{address}/u.svg#x'/></svg><form action='{address}/form'><input></form>"
        f"<iframe src='file:///etc/passwd'></iframe><img src='file:///etc/passwd'>"
    )
    return html(body, head)


def xhtml(body, before=""):
    return f'<?xml version="1.0" encoding="utf-8"?>{before}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Ny havn</title></head><body>{body}</body></html>'.encode()


def letter(body, headers="", content="text/plain; charset=utf-8"):
    return (
        f"From: Anna Berg <anna@havn.example>\nTo: bo@havn.example\nSubject: Ny havn\nDate: Tue, 04 May 2021 09:15:00 +0200\n"
        f"MIME-Version: 1.0\n{headers}Content-Type: {content}\n\n{body}"
    ).encode()


def multiparts(levels, good):
    """A letter in a letter in a letter: each part holds one more."""
    start = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(levels))
    return letter(f"{start}--b{levels}\nContent-Type: text/plain\n\n{good}\n", content="multipart/mixed; boundary=b0")


def enclosed(levels, good):
    """Messages that are enclosed in messages."""
    return letter("Content-Type: message/rfc822\n\n" * levels + f"Subject: x\n\n{good}", content="message/rfc822")


def parts(count, good):
    body = (
        f"--b\n{_PLAIN}{good}\n"
        + "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx\n" * count
    )
    return letter(body + "--b--\n", content="multipart/mixed; boundary=b")


def attachment_names(good):
    """Attachments that are called as a path out of the folder, with a control character, and without end."""
    names = [
        "../../../../tmp/escaped.txt",
        "/etc/cron.d/escaped",
        "a\x1b]0;x\x07.txt",
        "x" * 5000 + ".txt",
        "con.txt",
        "..\\..\\escaped.txt",
    ]
    body = f"--b\n{_PLAIN}{good}\n"
    for number, name in enumerate(names):
        body += f'--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="{name}"\n\n{good} Bilag {number}.\n'
    return letter(body + "--b--\n", content="multipart/mixed; boundary=b")


def outside_bodies(good, address):
    body = f'--b\n{_PLAIN}{good}\n--b\nContent-Type: message/external-body; access-type=URL; URL="{address}/body"\n\nContent-Type: text/plain\n\n'
    body += '--b\nContent-Type: message/external-body; access-type=local-file; name="/etc/passwd"\n\nContent-Type: text/plain\n\n'
    return letter(f"{body}--b--\n", content="multipart/mixed; boundary=b")


def continued_names(count):
    """A parameter in so many numbered pieces (RFC 2231)."""
    return "".join(f"\n name*{n}=x;" for n in range(count))


def rtf(body):
    return b"{\\rtf1\\ansi\\ansicpg1252 " + body + b"}"


def message(body="Havnen blev åbnet."):
    """An Outlook message as a compound file."""
    text = {
        "__substg1.0_0037001F": "Ny havn".encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le")[:4000],
    }
    return compound({**text, "__properties_version1.0": bytes(32)})


def sector_loop(data):
    """A compound file whose table of sectors leads in a circle."""
    table = bytearray(data[512:1024])
    for number in range(128):
        if struct.unpack_from("<I", table, 4 * number)[0] != FAT:
            struct.pack_into("<I", table, 4 * number, 1)
    return data[:512] + bytes(table) + data[1024:]


def tree_loop(data):
    """A compound file whose folders hold each other."""
    start = 512 * (1 + struct.unpack_from("<I", data, 48)[0])
    out = bytearray(data)
    for entry in range(3):
        struct.pack_into("<III", out, start + 512 + 128 * entry - 512 + 68, entry, entry, 0)
    return bytes(out)


def many_sectors(data):
    """A compound file that says it has four billion sectors of tables."""
    out = bytearray(data)
    struct.pack_into("<I", out, 44, 0xFFFFFFF0)
    struct.pack_into("<I", out, 64, 0xFFFFFFF0)
    struct.pack_into("<II", out, 68, 0, 0xFFFFFFF0)
    return bytes(out)


def png(width, height):
    """The head of a picture of this size; its pixels are not there."""
    return (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0\0\0\0\0IDAT\0\0\0\0IEND"
    )


def winmail(data):
    return base64.encodebytes(data).decode()
