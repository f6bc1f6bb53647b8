"""What was removed can be had back, editions can be compared, and every document says how it became its text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.corpus.ids import checksum

PAGE = """\
Arbejdsmarked

Ny havn giver arbejde til to hundrede

Vi bruger cookies for at forbedre din oplevelse på hjemmesiden.

Havnen blev åbnet i går, og der kom mange gæster for at se den, selv om det regnede hele dagen i byen.

Kommunen regner med, at tusind skibe om året vil lægge til ved kajen. Havnen har kostet 40 mio. kr.

Udskriv siden
"""


def text_of(id):
    return (Path("corpus") / id / "text.md").read_text(encoding="utf-8")


def removed(kb, id):
    return {row["rule"]: row for row in kb("show", id, "--removed", "--json").json["removed"]}


@pytest.fixture
def page(kb, tmp_path):
    kb("init")
    path = tmp_path / "side.txt"
    path.write_text(PAGE, encoding="utf-8")
    return kb("add", path, "--json").lines[0]["document"]


def test_a_removal_is_had_back_found_and_undone(kb, page):
    notice = removed(kb, page)["cookie-notice"]
    assert "cookies" not in text_of(page)
    assert kb("search", "cookies").code == 1
    answer = kb("edit", page, "--restore", notice["number"])
    assert (answer.code, "restored: " in answer.out) == (0, True)
    assert "Vi bruger cookies for at" in text_of(page)
    assert kb("search", "cookies").code == 0
    assert removed(kb, page)["cookie-notice"]["restored"] is True
    assert "restored" in kb("show", page, "--removed").out
    assert removed(kb, page)["kicker"]["restored"] is False
    assert kb("undo").code == 0
    assert "cookies" not in text_of(page)


def test_what_was_had_back_survives_a_better_cleaner_and_a_new_edition(kb, page, tmp_path):
    kb("edit", page, "--restore", removed(kb, page)["cookie-notice"]["number"])
    _made_by_an_older_cleaner(page, text_of(page))
    assert kb("doctor", "--reclean").code == 0
    assert "Vi bruger cookies" in text_of(page)
    (tmp_path / "side.txt").write_text(PAGE.replace("40 mio", "44 mio"), encoding="utf-8")
    assert kb("add", tmp_path / "side.txt", "--json").lines[0]["outcome"] == "replaced"
    assert "44 mio" in text_of(page)
    assert "Vi bruger cookies" in text_of(page)


def test_what_the_reader_of_a_page_left_out_is_had_back_where_it_stood(kb, page, tmp_path):
    html = "<html><body><nav><a href='/'>Forside</a> <a href='/om'>Om os</a></nav><article><h1>Ny havn i byen</h1>"
    html += "<p>Havnen blev åbnet i går, og der kom mange gæster for at se den.</p>" * 3 + "</article></body></html>"
    (tmp_path / "side.html").write_text(html, encoding="utf-8")
    id = kb("add", tmp_path / "side.html", "--json").lines[0]["document"]
    before = text_of(id)
    assert kb("edit", id, "--restore", removed(kb, id)["navigation"]["number"]).code == 0
    assert "Om os" in text_of(id).partition("Havnen blev")[0]
    assert removed(kb, id)["navigation"]["restored"] is True
    assert kb("undo").code == 0
    assert text_of(id) == before


def test_what_cannot_be_had_back_is_said_with_the_reason(kb, page):
    for arguments in (("--restore", "99"), ("--restore", "0"), ("--restore", "1", "--set", "title=X")):
        assert kb("edit", page, *arguments).code == 2
    assert kb("edit", page, "--restore", "1").code == 0
    assert "already" in kb("edit", page, "--restore", "1").err


def test_a_text_a_person_edited_is_not_overwritten_by_a_restored_piece(kb, page):
    (Path("corpus") / page / "text.md").write_text(text_of(page) + "\nRettet.\n", encoding="utf-8")
    kb("doctor", "--accept", page)
    assert kb("edit", page, "--restore", "1").code == 2
    assert "Rettet." in text_of(page)


def _made_by_an_older_cleaner(id, text):
    path = Path("corpus") / id / "record.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record.update(cleaner_version="0", text_checksum=checksum(text.encode()))
    path.write_text(json.dumps(record, ensure_ascii=False, sort_keys=True, indent=2) + "\n", encoding="utf-8")
    (Path("corpus") / id / "text.md").write_text(text, encoding="utf-8")


def test_doctor_names_what_a_better_cleaner_would_change_and_takes_it_over(kb, page):
    new = text_of(page)
    _made_by_an_older_cleaner(page, "Arbejdsmarked\n\n" + new)
    assert kb("index").code == 0
    found = kb("doctor", "--json")
    assert found.code == 0
    assert [(f["problem"], f["document"]) for f in found.json["findings"]] == [("old-cleaner", page)]
    assert "--reclean" in found.json["findings"][0]["remedy"]
    done = kb("doctor", "--reclean", "--json").json
    assert (text_of(page), done["findings"]) == (new, [])
    assert page in done["repaired"][0]
    assert kb("undo").code == 0
    assert text_of(page).startswith("Arbejdsmarked")


def test_a_cleaner_that_would_change_nothing_is_no_finding(kb, page):
    _made_by_an_older_cleaner(page, text_of(page))
    assert kb("doctor", "--json").json["findings"] == []


def test_a_damaged_document_of_an_older_cleaner_costs_no_other_anything(kb, page, tmp_path):
    (tmp_path / "havn.txt").write_text("Havnen åbner\n\nHavnen åbner i maj, når det nye bolværk er færdigt.\n", "utf-8")
    other = kb("add", tmp_path / "havn.txt", "--json").lines[0]["document"]
    new = text_of(page)
    _made_by_an_older_cleaner(page, "Arbejdsmarked\n\n" + new)
    _made_by_an_older_cleaner(other, text_of(other))
    (Path("corpus") / other / "removed.jsonl").unlink()
    assert kb("index").code == 0
    found = kb("doctor", "--json").json["findings"]
    assert {(one["problem"], one["document"]) for one in found} == {("removed", other), ("old-cleaner", page)}
    done = kb("doctor", "--reclean", "--json").json["repaired"]
    assert text_of(page) == new
    assert [line for line in done if other in line and "stays as it is" in line]


def test_editions_are_listed_and_compared_sentence_by_sentence(kb, page, tmp_path):
    assert kb("diff", page).code == 1
    old = text_of(page)
    changed = PAGE.replace("40 mio. kr.", "44 mio. kr.").replace(", selv om det regnede hele dagen i byen", "")
    (tmp_path / "side.txt").write_text(changed + "\nDer er 12 kajpladser i havnen nu.\n", encoding="utf-8")
    kb("add", tmp_path / "side.txt")
    listed = kb("show", page, "--editions", "--json").json["editions"]
    assert [(one["number"], one["current"]) for one in listed] == [(1, False), (2, True)]
    assert "(current)" in kb("show", page, "--editions").out
    found = kb("diff", page, "--json")
    assert (found.code, found.json["schema"]) == (0, "kb.diff/1")
    changes = found.json["changes"]
    assert [c["op"] for c in changes] == ["changed", "changed", "added"]
    assert changes[1]["from"] == "Havnen har kostet 40 mio. kr."
    assert changes[1]["to"] == "Havnen har kostet 44 mio. kr."
    assert changes[2]["to"] == "Der er 12 kajpladser i havnen nu."
    for change in changes:
        assert change["from"] is None or old[slice(*change["from_span"])] == change["from"]
        assert change["to"] is None or text_of(page)[slice(*change["to_span"])] == change["to"]
    shown = kb("diff", page).out
    assert "- Havnen har kostet 40 mio. kr." in shown
    assert "+ Havnen har kostet 44 mio. kr." in shown
    assert kb("diff", page, "--from", "7").code == 2


def test_the_diff_is_coloured_only_where_colour_is_asked_for(kb, page, tmp_path, monkeypatch):
    (tmp_path / "side.txt").write_text(PAGE.replace("40 mio", "44 mio"), encoding="utf-8")
    kb("add", tmp_path / "side.txt")
    assert "\x1b[" not in kb("diff", page).out
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[31m" in kb("--color", "always", "diff", page).out


def test_the_intake_report_says_share_joins_rules_and_warnings(kb, page, tmp_path):
    report = kb("show", page, "--intake", "--json").json
    assert set(report["intake"]) == {"kept_share", "pages_without_text", "joins", "warnings", "removed"}
    assert report["intake"]["removed"] == {"cookie-notice": 1, "kicker": 1, "print-button": 1}
    assert 0.5 < report["intake"]["kept_share"] < 1
    assert "1 cookie-notice" in kb("show", page, "--intake").out
    (tmp_path / "gammel.txt").write_bytes(
        "Et notat om søen\n\nSøen er blevet renere, viser nye prøver af vandet, som kommunen har taget hver uge siden nytår.\n".encode(
            "cp1252"
        )
    )
    row = kb("add", tmp_path / "gammel.txt", "--json")
    assert row.code == 0
    assert row.lines[0]["intake"]["warnings"] == row.lines[0]["warnings"] == ["the file was read as Windows-1252"]


def test_nearly_the_same_text_is_folded_under_the_better_hit_and_stays_in_json(kb, tmp_path):
    kb("init")
    body = (
        PAGE.replace("Arbejdsmarked\n", "")
        + "Byrådet skal nu tage stilling til, om der skal bygges en kaj mere i den nordlige ende.\n"
    )
    for name, text in (("a.txt", body), ("b.txt", body.replace("40 mio", "44 mio"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = [kb("add", tmp_path / name, "--json").lines[0] for name in ("a.txt", "b.txt")]
    assert any("nearly the same text" in warning for warning in rows[1]["warnings"])
    shown = kb("search", "havnen").out
    assert shown.count("also, nearly the same:") == 1
    assert all(row["document"] in shown for row in rows)
    assert "2. " not in shown
    assert len(kb("search", "havnen", "--json").json["hits"]) == 2


def test_a_question_below_the_first_paragraph_is_not_made_the_title(kb, tmp_path):
    text = (
        "Interview: »Vi glemte forbrugerne«\n\nProfessor Anders Brix har fulgt elmarkedet i 20 år, og han er vred.\n\n"
        "Hvorfor blev elregningen så høj?\n\n– Fordi politikerne troede, at markedet løste det hele.\n\n"
        "Hvad burde man have gjort?\n\n– Man burde have bygget kabler, siger han.\n"
    )
    (tmp_path / "interview.txt").write_text(text)
    kb("init")
    row = kb("add", tmp_path / "interview.txt", "--json").lines[0]
    assert row["title"] == "Interview: »Vi glemte forbrugerne«"
    lines = kb("show", row["document"]).out.splitlines()
    assert {line for line in lines if line.startswith("#")} == {
        "## Hvorfor blev elregningen så høj?",
        "## Hvad burde man have gjort?",
    }
