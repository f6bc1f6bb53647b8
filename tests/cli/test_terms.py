"""`kb terms` as a person meets it, and what a search makes of it at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.cli.main import main

TABLE = "Danish\tSwedish\tEnglish\nflapdrol\tflapptroll\tflap goblin\nbrimselhus; brimsel\tbrimselhus\tbrimsel house\n"


@pytest.fixture
def kb(tmp_path, capsys, three_files):
    """Runs a command on a knowledge base of three documents; gives exit code, output and errors."""
    base = tmp_path / "base"
    assert main(["init", str(base)]) == 0

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--kb", str(base), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    run.base = base
    assert run("add", str(three_files))[0] == 0
    return run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "words.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def into(answer: str) -> set[tuple[str, str]]:
    return {(one["term"], one["from"]) for expansion in json.loads(answer)["expansions"] for one in expansion["to"]}


def test_an_added_concept_widens_the_next_search(kb) -> None:
    assert kb("search", "flapdrol")[0] == 1
    code, out, _ = kb("terms", "add", "flapdrol | gränsen | border", "--json")
    assert code == 0
    assert json.loads(out)["concept"]["sv"] == ["gränsen"]
    code, out, _ = kb("search", "flapdrol", "--json")
    assert code == 0
    assert ("gränsen", "own terms (terms.txt)") in into(out)
    assert kb("search", "flapdrol", "--only-my-words")[0] == 1


def test_an_import_is_kept_in_the_knowledge_base_and_named_in_every_expansion(kb, table) -> None:
    code, out, _ = kb("terms", "import", str(table), "--name", "Our words", "--json")
    assert code == 0
    assert json.loads(out)["concepts"] == 2
    text = (kb.base / "terms" / "our-words.txt").read_text("utf-8")
    assert text.startswith("# name: our-words\n# imported: ")
    assert "\nflapdrol | flapptroll | flap goblin\n" in text
    for _ in range(2):
        _, out, _ = kb("search", "flapdrol", "--json")
        assert ("flap goblin", "imported (our-words)") in into(out)
        kb("index", "--rebuild")


def test_importing_again_replaces(kb, table) -> None:
    kb("terms", "import", str(table))
    table.write_text("da\tsv\nlov\tlag\n", encoding="utf-8")
    code, out, _ = kb("terms", "import", str(table))
    assert code == 0
    assert "again: 1 concept" in out
    assert "flapdrol" not in (kb.base / "terms" / "words.txt").read_text("utf-8")


def test_a_file_edited_by_hand_is_seen_at_once(kb, table) -> None:
    kb("terms", "import", str(table))
    path = kb.base / "terms" / "words.txt"
    path.write_text(path.read_text("utf-8").replace("flap goblin", "flap gnome"), encoding="utf-8")
    assert ("flap gnome", "imported (words)") in into(kb("search", "flapdrol", "--json")[1])


def test_an_imported_concept_counts_less_than_a_hand_written_one(kb, tmp_path) -> None:
    path = tmp_path / "w.tsv"
    path.write_text("da\ten\nsundhedsdata\twellness figures\n", encoding="utf-8")
    kb("terms", "import", str(path))
    weights = [one["weight"] for one in json.loads(kb("terms", "show", "sundhedsdata", "--json")[1])["concepts"]]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] == 0.25


def test_what_is_removed_widens_nothing_any_more(kb, table) -> None:
    kb("terms", "import", str(table))
    assert kb("terms", "remove", "words")[1] == "Removed the source words.\n"
    assert kb("search", "flapdrol", "--json")[0] == 1
    kb("terms", "add", "--da", "flapdrol", "--en", "border")
    assert "Removed from terms.txt: flapdrol | - | border" in kb("terms", "remove", "Border")[1]
    assert list(json.loads(kb("search", "flapdrol", "--json")[1])["expansions"]) == []


def test_a_term_of_two_concepts_is_removed_by_its_line_alone(kb) -> None:
    kb("terms", "add", "ret | rätt | right")
    kb("terms", "add", "ret | maträtt | dish")
    code, _, err = kb("terms", "remove", "ret")
    assert code == 2
    assert "'ret | rätt | right'" in err
    assert kb("terms", "remove", "ret | maträtt | dish")[0] == 0
    assert kb("terms", "remove", "nothing")[0] == 2


def test_show_gives_concepts_false_friends_and_the_widened_search(kb) -> None:
    code, out, _ = kb("terms", "show", "rolig", "--json")
    shown = json.loads(out)
    assert code == 0
    assert shown["schema"] == "kb.terms.word/1"
    assert {"da": "rolig", "sv": "rolig", "meaning": "da calm, sv funny"} in shown["false_friends"]
    assert {"lugn", "calm"} <= {
        term for one in shown["concepts"] for language in ("sv", "en") for term in one[language]
    }
    assert any(one["from"].startswith("glossary") for e in shown["expansions"] for one in e["to"])
    said = kb("terms", "show", "rolig")[1]
    assert "False friends" in said
    assert "widens it" in said


def test_show_takes_terms_of_several_words_and_says_when_nothing_is_known(kb) -> None:
    assert "klinisk prövning" in kb("terms", "show", "kliniske", "forsøg")[1]
    code, out, err = kb("terms", "show", "xyzzyq")
    assert code == 1
    assert "No concept holds" in err
    assert "nothing more" in out


def test_list_filters_and_names_sources(kb, table) -> None:
    assert kb("terms", "list")[0] == 1
    kb("terms", "import", str(table))
    kb("terms", "add", "lov | - | law")
    rows = [json.loads(line) for line in kb("terms", "list", "--json")[1].splitlines()]
    assert [(row["source"], row["da"]) for row in rows] == [
        ("terms.txt", ["lov"]),
        ("words", ["flapdrol"]),
        ("words", ["brimselhus", "brimsel"]),
    ]
    assert kb("terms", "list", "brimsel", "--language", "sv")[1].count("\n") == 1
    assert "flap" not in kb("terms", "list", "--source", "terms.txt")[1]
    assert kb("terms", "list", "--source", "nobody")[0] == 2
    assert kb("terms", "list", "klinisk forsøg", "--shipped")[0] == 0
    listed = [json.loads(line) for line in kb("terms", "list", "--sources", "--json")[1].splitlines()]
    assert [(one["name"], one["sort"], one["concepts"]) for one in listed] == [
        ("terms.txt", "own", 1),
        ("words", "imported", 2),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["add", "one | two"], 2, "da | sv | en"),
        (["add", "one | |"], 2, "at least two"),
        (["add", "a | b | c", "--da", "d"], 2, "do not go together"),
        (["import", "/nowhere.tsv"], 4, "No such file"),
        (["import", "/nowhere.tsv", "--weight", "7"], 2, "7"),
    ],
)
def test_what_cannot_be_done_says_why(kb, arguments, code, said) -> None:
    given, _, err = kb("terms", *arguments)
    assert given == code
    assert said in err


def test_a_list_without_two_of_the_languages_is_not_kept(kb, tmp_path) -> None:
    path = tmp_path / "w.tsv"
    path.write_text("da\tsv\nlov\t\n", encoding="utf-8")
    code, _, err = kb("terms", "import", str(path))
    assert code == 4
    assert "None of its 1 entries" in err
    assert not (kb.base / "terms" / "w.txt").exists()


@pytest.fixture
def translated(kb, tmp_path):
    """The ids of a Danish, a Swedish and an English document that say the same."""
    cases = Path(__file__).parent.parent / "terms" / "learning" / "cases"
    ids = []
    for language in ("da", "sv", "en"):
        rows = [
            json.loads(line) for name in sorted(cases.glob("*.jsonl")) for line in name.read_text("utf-8").splitlines()
        ]
        path = tmp_path / f"{language}.txt"
        path.write_text("\n\n".join(" ".join(row[language]) for row in rows if row[language]), encoding="utf-8")
        ids.append(json.loads(kb("add", str(path), "--title", f"Text {language}", "--json")[1])["document"])
    return ids


def test_a_lexicon_is_learned_from_marked_translations_and_widens_the_next_search(kb, translated) -> None:
    danish, swedish, english = translated
    assert kb("terms", "learn")[0] == 2
    code, out, _ = kb("terms", "learn", danish, swedish, english, "--json")
    assert code == 0
    done = json.loads(out)
    assert (done["documents"], done["pairs"]) == (3, 3)
    assert done["concepts"] > 50
    text = (kb.base / "terms" / "learned.txt").read_text("utf-8")
    assert "\nvogn | vagn | - | " in text
    assert ("carriage", "learned (learned)") in {
        (term["term"], term["from"])
        for one in json.loads(kb("terms", "show", "vogn", "--json")[1])["expansions"]
        for term in one["to"]
    }
    assert json.loads(kb("show", swedish, "--record", "--json")[1])["record"]["translation_of"] == danish


def test_a_line_that_a_person_struck_out_does_not_come_back(kb, translated) -> None:
    kb("terms", "learn", *translated)
    path = kb.base / "terms" / "learned.txt"
    (line,) = [one for one in path.read_text("utf-8").splitlines() if one.startswith("vogn | vagn | -")]
    path.write_text(path.read_text("utf-8").replace(line, f"# {line}"), encoding="utf-8")
    for _ in range(2):
        assert json.loads(kb("terms", "learn", "--json")[1])["struck"] == 1
        assert f"\n# {line}\n" in path.read_text("utf-8")
        assert f"\n{line}\n" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{da}"], "needs an original"),
        (["{da}", "{da}"], "another document"),
        (["{da}", "nobody-123456"], "no document"),
        (["nobody-123456", "{da}"], "no document"),
    ],
)
def test_what_cannot_be_a_translation_is_refused(kb, translated, arguments, said) -> None:
    code, _, err = kb("terms", "learn", *(one.format(da=translated[0]) for one in arguments))
    assert code == 2
    assert said in err
    assert not (kb.base / "terms").exists()


def test_documents_with_too_little_in_common_teach_nothing_and_say_so(kb, tmp_path) -> None:
    ids = []
    for name, text in (
        ("da", "Biobanken åbnede i dag i Lund, og alle var glade for det."),
        ("sv", "Tåget till Malmö är sent i kväll igen, säger resenärerna."),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        ids.append(json.loads(kb("add", str(tmp_path / f"{name}.txt"), "--json")[1])["document"])
    code, _, err = kb("terms", "learn", *ids)
    assert code == 2
    assert "too little in common" in err
