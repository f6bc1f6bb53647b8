"""What a person may ask of a keeper of documents: to be forgotten, to be kept no longer than agreed, to tell nobody."""

from __future__ import annotations

import shutil
import socket
from email.message import EmailMessage
from pathlib import Path

import pytest

from kb.cli.main import COMMANDS

SECRET = "Ellinor Kvastholmberg"
LETTER = f"""\
Udtalelse om {SECRET}

I udtalelsen om sundhedsdata siger {SECRET}, at "ingen havde spurgt hende om prøverne fra Zymbalklinikken".

Hun bad om, at oplysningerne bliver slettet igen, når sagen om forskningsprøverne er afsluttet til efteråret.

Sagen blev behandlet af udvalget i marts, og udvalget fandt ingen grund til at ændre den afgørelse, som klinikken traf.
"""
WORDS = ("kvastholmberg", "zymbalklinikken", "ingen havde spurgt hende", "forskningsprøverne")


def left_behind(*folders):
    """Every file whose bytes or name hold one of the words, in the encodings a program may keep them in."""
    found = []
    wanted = {
        form.encode(encoding)
        for word in WORDS
        for form in (word, word.title(), word.upper(), word.capitalize(), word.replace("ø", "oe"))
        for encoding in ("utf-8", "utf-16-le")
    }
    for folder in folders:
        for path in folder.rglob("*"):
            named = any(word in path.name.lower() for word in WORDS)
            if named or (path.is_file() and any(word in path.read_bytes() for word in wanted)):
                found.append(path.relative_to(folder).as_posix())
    return found


def used(kb, tmp_path):
    """A knowledge base in which the letter was added, changed, edited, removed, brought back, asked and quoted."""
    source = tmp_path / "brev.txt"
    source.write_text(LETTER, encoding="utf-8")
    id = kb("add", source, "--json").lines[0]["document"]
    source.write_text(LETTER.replace("til efteråret", "til foråret"), encoding="utf-8")
    assert kb("add", source, "--json").lines[0]["outcome"] == "replaced"
    kb("edit", id, "--set", f"title=Kvastholmberg {SECRET}", "--add-tag", "kvastholmberg")
    twin = tmp_path / "afskrift.txt"
    clean = (
        LETTER.replace(SECRET, "en borger").replace("Zymbalklinikken", "klinikken").replace("forskningsprøverne", "dem")
    )
    twin.write_text(clean.replace("ingen havde spurgt hende", "ingen spurgte hende"), encoding="utf-8")
    other = kb("add", twin, "--json").lines[0]
    kb("remove", id)
    kb("undo")
    for query in ("Kvastholmberg", "kvastholmbrg", "zymbal*"):
        kb("search", query)
    kb("quote", "--document", id, "--quotations-only")
    kb("check", "--quote", "ingen havde spurgt hende om prøverne fra Zymbalklinikken")
    return id, other["document"]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_erased_document_has_left_no_word_anywhere(library, tmp_path, engine, monkeypatch, one_cache):
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    cache = tmp_path / "cache"
    shutil.copytree(one_cache, cache)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    library("index", "--engine", engine)
    id, _ = used(library, tmp_path)
    assert left_behind(Path())
    answer = library("remove", "--erase", "--yes", id, "--json")
    assert (answer.code, answer.json["erased"]) == (0, [id])
    assert left_behind(Path(), cache) == []
    assert library("search", "Kvastholmberg").code == 1
    assert library("search", "sundhedsdata").code == 0
    assert library("doctor").code == 0
    assert library("show", id).code == 2
    assert library("undo").code in {0, 2}
    assert left_behind(Path(), cache) == []


def test_a_record_that_named_an_erased_document_is_mended_in_every_state_of_it(library, tmp_path):
    id, _ = used(library, tmp_path)
    copy = tmp_path / "kopi.txt"
    copy.write_text(LETTER.replace("i marts", "i april"), encoding="utf-8")
    row = library("add", copy, "--json").lines[0]
    assert id in row["warnings"][-1]
    library("edit", row["document"], "--add-tag", "x")
    answer = library("remove", "--erase", "--yes", id, "--json").json
    assert row["document"] in answer["mended"]
    assert row["document"] in answer["alike"]
    names = [path for path in Path("corpus").rglob("*") if path.is_file() and id.encode() in path.read_bytes()]
    assert names == []
    assert library("doctor").code == 0


def test_what_lies_in_the_trash_can_be_erased_too(library, tmp_path):
    id, _ = used(library, tmp_path)
    library("remove", id)
    assert library("remove", "--erase", "--yes", id).code == 0
    assert left_behind(Path()) == []


def test_nobody_erases_by_accident(library, tmp_path, monkeypatch):
    id, _ = used(library, tmp_path)
    silent = library("remove", "--erase", id, stdin="")
    assert (silent.code, "--yes" in silent.err) == (2, True)
    assert library("remove", "--yes", id).code == 2
    assert library("remove", "--erase", "--yes", id, "no-such-document-abcdef").code == 2
    assert library("show", id).code == 0


def test_what_came_with_an_erased_letter_is_named(kb, tmp_path):
    kb("init")
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@havn.example", "b@havn.example", "Bilag om havnen"
    letter.set_content("Her er bilaget om den nye havn, som vi talte om i går.\n")
    letter.add_attachment("Havnen blev åbnet i går, og der kom mange gæster for at se den.\n", filename="bilag.txt")
    (tmp_path / "brev.eml").write_bytes(bytes(letter))
    first, second = (row["document"] for row in kb("add", tmp_path / "brev.eml", "--json").lines)
    assert kb("remove", "--erase", "--yes", first, "--json").json["came_with"] == [second]


def test_whom_it_concerns_and_until_when_it_may_be_kept_is_recorded_listed_and_survives(kb, tmp_path):
    kb("init")
    path = tmp_path / "brev.txt"
    path.write_text(LETTER, encoding="utf-8")
    row = kb("add", path, "--concerns", f"{SECRET}; Bo Holm", "--retention", "2020-01-31", "--json").lines[0]
    id = row["document"]
    record = kb("show", id, "--record").json
    assert (record["concerns"], record["retention"]) == ([SECRET, "Bo Holm"], "2020-01-31")
    assert [one["id"] for one in kb("list", "--expired", "--json").lines] == [id]
    shown = kb("show", id).out
    assert f"concerns {SECRET}, Bo Holm" in shown
    assert "2020-01-31, which is over" in shown
    path.write_text(LETTER + "\nMed venlig hilsen fra udvalget.\n", encoding="utf-8")
    assert kb("add", path, "--json").lines[0]["outcome"] == "replaced"
    assert kb("show", id, "--record").json["retention"] == "2020-01-31"
    assert kb("edit", id, "--set", "retention=2199-12-31", "--set", "concerns=").code == 0
    assert kb("list", "--expired").code == 1
    assert kb("show", id, "--record").json["concerns"] == []
    bad = kb("edit", id, "--set", "retention=soon")
    assert (bad.code, "2026-11-20" in bad.err) == (2, True)


# Every command that reads or writes a knowledge base. What listens (serve, mcp) and what was given a URL is left out.
RUNS = {
    "init": ["init", "{other}"],
    "add": ["add", "{file}"],
    "list": ["list"],
    "show": ["show", "{id}", "--intake"],
    "diff": ["diff", "{id}"],
    "edit": ["edit", "{id}", "--add-tag", "x"],
    "remove": ["remove", "{id}"],
    "undo": ["undo"],
    "search": ["search", "sundhedsdata https://example.org"],
    "quote": ["quote", "--quotations-only", "--as", "csl-json"],
    "check": ["check", "{file}"],
    "figures": ["figures", "biobank"],
    "terms": ["terms", "list"],
    "export": ["export", "--as", "bibtex"],
    "index": ["index", "--rebuild"],
    "stats": ["stats"],
    "doctor": ["doctor"],
    "trash": ["trash"],
    "completion": ["completion", "bash"],
}
LISTENS = {"serve", "mcp"}


def test_no_command_speaks_to_anybody_unless_a_url_was_given(library, tmp_path, monkeypatch):
    assert set(COMMANDS) <= set(RUNS) | LISTENS, "say in RUNS how the new command is run"
    said = []

    def refuse(*arguments, **_):
        said.append(arguments)
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    file = tmp_path / "side.html"
    file.write_text(f"<html><body><p>{LETTER}</p><img src='https://example.org/x.png'></body></html>", encoding="utf-8")
    id = library("list", "--json").lines[0]["id"]
    for arguments in RUNS.values():
        given = [part.format(id=id, file=file, other=tmp_path / "andet") for part in arguments]
        answer = library(*given)
        assert answer.code in {0, 1}, (given, answer.err)
    assert said == []


SENTENCES = (
    ("{da} åbnede en afdeling i havnen.", "{sv} öppnade en avdelning i hamnen."),
    ("Regionen spurgte {da} om prøverne.", "Regionen frågade {sv} om proverna."),
    ("Hver mandag modtager {da} tolv patienter.", "Varje måndag tar {sv} emot tolv patienter."),
    ("Sagen om {da} blev afsluttet i marts.", "Ärendet om {sv} avslutades i mars."),
    ("Ingen klagede over {da} i det år.", "Ingen klagade på {sv} det året."),
)


def translations(kb, tmp_path, da, sv):
    """Two documents that say the same in two languages; the ids, the Danish one first."""
    ids = []
    for number, word in enumerate((da, sv)):
        path = tmp_path / f"{word}.txt"
        said = (pair[number].format(da=da, sv=sv) for pair in SENTENCES)
        path.write_text(f"{word.capitalize()}\n\n" + "\n\n".join(said) + "\n", encoding="utf-8")
        ids.append(kb("add", path, "--language", ("da", "sv")[number], "--json").lines[0]["document"])
    return ids


@pytest.mark.parametrize("others", [True, False], ids=["learned-anew", "nothing-left-to-learn"])
def test_an_erased_document_has_left_no_word_in_the_learned_lexicon_nor_its_name_in_its_translation(
    kb, tmp_path, others
):
    kb("init")
    danish, swedish = translations(kb, tmp_path, "zymbalklinikken", "zymbalmottagningen")
    pairs = [danish, swedish]
    if others:
        kb("terms", "learn", *translations(kb, tmp_path, "fjordhospitalet", "fjordsjukhuset"))
    kb("terms", "learn", *pairs)
    learned = Path("terms/learned.txt")
    assert "zymbalklinikken" in learned.read_text(encoding="utf-8").lower()
    text = learned.read_text(encoding="utf-8")
    struck = [f"# {line}" if line.startswith(("zymbal", "havn")) else line for line in text.splitlines()]
    learned.write_text("\n".join(struck) + "\n", encoding="utf-8")
    kb("search", "zymbalklinikken")
    assert kb("remove", "--erase", "--yes", danish).code == 0
    assert kb("show", swedish, "--record").json["translation_of"] is None
    held = [path for path in Path().rglob("*") if path.is_file() and b"zymbalklinik" in path.read_bytes().lower()]
    assert held == []
    assert learned.exists() is others
    if others:
        assert "fjordhospitalet" in learned.read_text(encoding="utf-8").lower()
    assert kb("doctor").code == 0


def test_an_erasure_that_cannot_delete_the_index_says_so_and_keeps_the_document(library, tmp_path, monkeypatch):
    id, _ = used(library, tmp_path)

    def refuse(folder, **_):
        raise PermissionError(13, "Permission denied", str(folder / "passages.sqlite"))

    with monkeypatch.context() as full:
        full.setattr("kb.indexing.delete_below", refuse)
        refused = library("remove", "--erase", "--yes", id)
    assert (refused.code != 0, "cannot be deleted" in refused.err) == (True, True)
    assert library("show", id).code == 0


def test_what_a_stopped_command_left_of_the_journal_is_erased_too(library, tmp_path):
    id, _ = used(library, tmp_path)
    left = Path("corpus/.kb/.journal.jsonl.0a1b2c3d.new")
    left.write_text(f'{{"given": ["{id}"]}}\n', encoding="utf-8")
    assert library("remove", "--erase", "--yes", id).code == 0
    assert not left.exists()
