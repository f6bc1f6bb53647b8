"""A server that runs for days sees what other commands do meanwhile, and answers many at once."""

from __future__ import annotations

import asyncio
import shutil
import time

from kb import Library
from kb.corpus.lock import writing
from kb.corpus.watch import TRUSTED

NEW = "# Ny strategi\n\nRegionen vil bygge et stort ellefantanlæg ved havnen.\n"


def titles(assistant, query):
    return [hit["title"] for hit in assistant.ask("search", query=query).data["hits"]]


def add(root, tmp_path, text=NEW):
    (tmp_path / "ny.md").write_text(text, "utf-8")
    return next(Library.open(root).add(tmp_path / "ny.md", jobs=1)).record


def test_a_document_added_by_another_process_is_found_and_cited(own_assistant, root, tmp_path):
    assert titles(own_assistant, "ellefantanlæg") == []
    id = add(root, tmp_path).id
    assert titles(own_assistant, "ellefantanlæg") == ["Ny strategi"]
    quotation = "Regionen vil bygge et stort ellefantanlæg ved havnen."
    assert own_assistant.ask("check_quotation", quotation=quotation).data["passes"] is True
    Library.open(root).remove([id])
    assert titles(own_assistant, "ellefantanlæg") == []
    assert own_assistant.ask("read_passage", document=id).is_error


def test_an_index_that_another_process_brought_in_step_is_seen(own_assistant, root, tmp_path):
    assert titles(own_assistant, "ellefantanlæg") == []
    add(root, tmp_path)
    Library.open(root).index()
    assert titles(own_assistant, "ellefantanlæg") == ["Ny strategi"]


def test_an_index_that_is_deleted_is_made_again(own_assistant, root):
    before = titles(own_assistant, "patient")
    shutil.rmtree(root / "index")
    assert before
    assert titles(own_assistant, "patient") == before


def test_another_engine_is_taken_up(own_assistant, root, tmp_path):
    before = titles(own_assistant, "patient")
    Library.open(root).index(engine="memory")
    add(root, tmp_path)
    assert titles(own_assistant, "patient") == before
    assert titles(own_assistant, "ellefantanlæg") == ["Ny strategi"]


def test_a_damaged_document_is_named_and_costs_no_other_its_answer(own_assistant, root):
    before = own_assistant.ask("search", query="patient").data
    id = before["hits"][0]["document"]
    (root / "corpus" / id / "record.json").write_text("{", "utf-8")
    listed = own_assistant.ask("list_documents").data
    assert (listed["damaged"], listed["total"]) == ([id], 2)
    whole = [hit["document"] for hit in before["hits"][1:]]
    # What another program writes over a file shows when the files are looked at again, half a second later at most.
    until = time.monotonic() + 60 * TRUSTED
    while (found := own_assistant.ask("search", query="patient").data["hits"]) and time.monotonic() < until:
        if [hit["document"] for hit in found] == whole:
            break
    assert [hit["document"] for hit in found] == whole
    refused = own_assistant.ask("read_passage", document=id)
    assert refused.is_error
    assert "kb doctor" in refused.words


def test_many_questions_at_once_get_the_answers_they_get_alone(own_assistant):
    asked = [("search", {"query": "patient"}), ("quote", {"query": "gränsen"}), ("figures", {"query": "trials"}),
             ("check_quotation", {"quotation": "Patienterne bor her nu."}), ("list_documents", {})] * 5  # fmt: skip

    async def together(client):
        calls = [client.call_tool(tool, arguments) for tool, arguments in asked]
        return [result.structured_content for result in await asyncio.gather(*calls)]

    alone = [own_assistant.ask(tool, **arguments).data for tool, arguments in asked]
    assert own_assistant.asking(together) == alone


def test_questions_while_documents_are_added_are_all_answered(own_assistant, root, tmp_path):
    library = Library.open(root)

    def adding():
        for n in range(5):
            (tmp_path / f"{n}.md").write_text(f"# Rapport {n}\n\nPatient nummer {n} får hjælp af regionen.\n", "utf-8")
            list(library.add(tmp_path / f"{n}.md", jobs=1))

    async def meanwhile(client):
        writer = asyncio.create_task(asyncio.to_thread(adding))
        results = []
        while not writer.done():
            results += await asyncio.gather(*(client.call_tool("search", {"query": "patient"}) for _ in range(4)))
        await writer
        return results

    results = own_assistant.asking(meanwhile)
    assert [result for result in results if result.is_error] == []
    assert len(titles(own_assistant, "+patient +nummer")) == 5


def test_what_an_index_finds_is_shown_where_the_text_is_not_here(own_assistant, root):
    before = own_assistant.ask("search", query="patient").data
    gone = before["hits"][0]["document"]
    with writing(root / "index" / ".lock", wait=5):  # as another process does that indexes: the index is read as it is
        shutil.rmtree(root / "corpus" / gone)
        after = own_assistant.ask("search", query="patient").data
    assert [hit["document"] for hit in after["hits"]] == [hit["document"] for hit in before["hits"]]
    assert (before["unread"], after["unread"]) == ([], [gone])
    for hit in after["hits"]:
        assert all(hit["title"] in one["citation"] for one in hit["passages"])
        assert all(
            ("para." in one["citation"] or "afsn." in one["citation"]) == (hit["document"] != gone)
            for one in hit["passages"]
        )
