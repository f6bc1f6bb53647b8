"""What a person reads: help as it was written, answers that say how they were read, messages that name what there is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kb.cli.main import COMMANDS, cli


def _commands(group=cli, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


@pytest.mark.parametrize("path", list(_commands()), ids=" ".join)
def test_no_help_shows_the_marks_it_is_made_with(kb, path):
    answer = kb(*path, "--help")
    assert answer.code == 0
    assert "\\b" not in answer.out


def test_the_help_of_search_has_a_line_for_each_kind_of_question(kb):
    lines = [line.strip() for line in kb("search", "--help").out.splitlines()]
    for start in ("word  ", '"two words"  ', '"two words"~5', "word*", "+word  -word", "a OR b"):
        assert sum(line.startswith(start) for line in lines) == 1, start
    assert set(COMMANDS) >= {"search", "check", "terms"}


@pytest.mark.parametrize("command", [("list", "--json"), ("export", "--as", "csl-json"), ("search", "data", "--jsonl")])
def test_a_reader_that_has_seen_enough_is_no_error(library, command):
    read, write = os.pipe()
    os.close(read)
    program = "import sys; from kb.cli.main import main; sys.exit(main())"
    ran = subprocess.run(
        [sys.executable, "-c", program, *command], stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert ran.returncode == 0
    assert "rror" not in ran.stderr


@pytest.mark.parametrize(
    ("query", "said"),
    [("data after:banana", "after banana is no date"), ('data "', "a quotation mark without a partner")],
)
def test_what_was_passed_over_is_said_also_where_something_is_found(library, query, said):
    answer = library("search", query)
    assert answer.code == 0
    assert said in answer.err


def test_a_question_without_a_word_is_not_called_every_document(library):
    answer = library("search", "(((")
    assert answer.code == 1
    assert "every document" not in answer.err
    assert "no word could be read" in answer.err


def test_until_a_year_or_a_month_means_its_last_day(library):
    id = library("list", "--json").lines[0]["id"]
    library("edit", id, "--set", "published=2025-06-30")
    for until, found in (("2025", 1), ("2025-06", 1), ("2025-06-30", 1), ("2025-06-29", 0), ("2025-05", 0)):
        assert len(library("list", "--until", until, "--json").lines) == found, until
        assert library("search", "*", "--since", "2025", "--until", until, "--json").json["total"] == found, until
    assert library("list", "--until", "2025-13").code == 2
    assert library("list", "--until", "2025-06-30-1").code == 2


def test_an_empty_list_says_so(kb, three_files):
    kb("init")
    empty = kb("list")
    assert (empty.code, empty.out) == (1, "")
    assert "kb add" in empty.err
    kb("add", three_files)
    assert kb("list", "--tag", "none").err == "No document is like that.\n"
    assert kb("-q", "list", "--tag", "none").err == ""


def test_a_field_that_does_not_exist_is_named(library):
    id = library("list", "--json").lines[0]["id"]
    answer = library("edit", id, "--set", "colour=red")
    assert answer.code == 2
    assert answer.err.startswith("Error: There is no field colour.\nThe fields are title,")


def test_a_file_keeps_its_letters_at_the_head_of_a_message(library):
    library("export", "--as", "zip", "-o", "kladde.zip")
    answer = library("check", "kladde.zip", "--report", "kladde.zip")
    assert answer.err.startswith("Error: kladde.zip ")


def test_a_check_is_told_in_words(library):
    answer = library("check", "-", stdin="“No such words were ever written,” he said of the “new” law.\n")
    assert answer.code == 1
    assert "NOT FOUND: not in the knowledge base" in answer.out
    assert "0 of 1 verbatim\nBetween marks, but taken for no quotation: “new”\n" in answer.err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--kind", "rapport", "consultation-answer"), ("--language", "klingonsk!", "da, sv or en")],
)
def test_a_filter_that_can_fit_nothing_is_refused_by_name(library, option, value, said):
    for command in (("search", "data"), ("list",), ("export", "--as", "csv")):
        answer = library(*command, option, value)
        assert answer.code == 2
        assert value in answer.err
        assert said in answer.err


def test_a_language_may_be_named_and_a_kind_written_with_a_space(library):
    assert [row["language"] for row in library("list", "--language", "dansk", "--json").lines] == ["da"]
    assert library("search", "*", "--language", "Swedish", "--json").json["total"] == 1
    assert library("list", "--kind", "Consultation answer").code == 1


def test_beyond_the_last_document_it_is_said_how_many_there_are(library):
    answer = library("search", "*", "--offset", "99")
    assert answer.err == "3 documents; none so far down the list (--offset 99).\n"


def test_a_fault_of_the_program_is_told_in_words_and_is_no_answer(library, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("kb.library.Library.records", broken)
    answer = library("list")
    assert answer.code == 70
    assert "ZeroDivisionError: by nothing" in answer.err
    assert "--debug" in answer.err
    assert "Traceback" not in answer.err
    with pytest.raises(ZeroDivisionError):
        library("--debug", "list")


def test_an_identifier_asked_for_is_shown_where_it_stands(kb, tmp_path):
    filler = "\n\n".join(f"Afsnit {n} handler om noget andet, som ingen har spurgt efter i dag." for n in range(60))
    (tmp_path / "lov.txt").write_text(
        f"Ny lov om data\n\n{filler}\n\nLagen (2018:218) gäller, jf. (EU) nr. 2016/679.\n"
    )
    kb("init")
    kb("add", tmp_path / "lov.txt")
    for query in ("id:32016R0679", 'id:"(EU) 2016/679"', "id:2018:218", 'id:"SFS 2018:218"', "id:2016/679"):
        (hit,) = kb("search", query, "--json").json["hits"]
        assert "(EU) nr. 2016/679" in hit["passages"][0]["text"], query
        assert hit["passages"][0]["matches"], query
        assert hit["missing"] == []
    assert kb("search", 'NOT id:"L 153"', "--json").json["total"] == 1
    assert kb("search", 'id:"L 153" OR afsnit', "--json").json["total"] == 1


def test_a_command_keeps_its_letters_at_the_head_of_a_remedy(library):
    id = library("list", "--json").lines[0]["id"]
    assert f"\nkb show {id} --removed" in library("edit", id, "--restore", "99").err


def test_a_quotation_without_a_name_says_so_beside_its_citation(kb, tmp_path):
    text = "Five lessons\n\nBy Jo Marsh\n\n“People do not move for a bridge. They move for a pay slip they understand,” as one Malmö banker put it to me.\n\n“It pays,” says Eva Ek.\n"
    (tmp_path / "lessons.txt").write_text(text)
    kb("init")
    kb("add", tmp_path / "lessons.txt")
    excerpts = kb("quote", "--quotations-only", "--json").json["excerpts"]
    assert {one["text"]: "speaker-untold" in one["warnings"] for one in excerpts} == {
        "People do not move for a bridge. They move for a pay slip they understand": True,
        "It pays": False,
    }
    assert "the text gives no name" in kb("quote", "--quotations-only").out


def test_one_document_is_one_document(kb, tmp_path):
    (tmp_path / "a.txt").write_text("Et notat om havnen, som skal bygges om i år.\n")
    kb("init")
    kb("add", tmp_path / "a.txt")
    assert kb("stats").out.startswith("1 document, ")
    assert " 1 document, " in kb("index").out
    assert ": 1 document, " in kb("export", "--as", "zip", "-o", "a.zip").out


def test_a_missing_file_of_a_document_is_named_once_and_without_a_number_of_the_system(library):
    id = library("list", "--json").lines[0]["id"]
    Path("corpus", id, "record.json").unlink()
    answer = library("list")
    assert answer.code == 5
    assert answer.err.count("record.json") == 1
    assert "record.json is damaged: the file is missing.\n" in answer.err


def test_an_answer_says_where_a_document_could_not_be_searched(library):
    whole = library("search", "*")
    assert "cannot be read" not in whole.err
    id = library("list", "--json").lines[0]["id"]
    Path("corpus", id, "text.md").unlink()
    for _ in range(2):
        answer = library("search", "zebrastribe")
        assert answer.code == 1
        assert "A document cannot be read and was not searched; `kb doctor`" in answer.err
