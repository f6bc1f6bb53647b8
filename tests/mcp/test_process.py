"""The real `kb mcp`, started as an assistant starts it, and at an address."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from tests.mcp.running import conversed

PROJECT = Path(__file__).parents[2]
KB = ["-c", "from kb.cli import main; main()"]


def environment(**more):
    return {**os.environ, "PYTHONPATH": str(PROJECT), **more}


def started(*arguments, given=b""):
    """`kb` run to its end with this on standard input."""
    return subprocess.run(
        [sys.executable, *KB, *map(str, arguments)],
        input=given, capture_output=True, timeout=60, env=environment(), check=False,
    )  # fmt: skip


def initialize(version="2025-06-18"):
    """The first message of a client of last year."""
    client = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    return {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client}


def test_an_assistant_that_starts_the_command_gets_the_answers_of_the_library(kept, library):
    parameters = StdioServerParameters(command=sys.executable, args=[*KB, "--kb", str(kept), "mcp"], env=environment())

    async def conversation():
        async with Client(stdio_client(parameters)) as client:
            tools = (await client.list_tools()).tools
            found = await client.call_tool("search", {"query": "sundhedsdata"})
            wrong = await client.call_tool("search", {"q": "sundhedsdata"})
            read = await client.read_resource(f"kb://document/{found.structured_content['hits'][0]['document']}")
            return client.server_info, tools, found, wrong, read

    info, tools, found, wrong, read = conversed(conversation())
    assert info.name == "kb"
    assert len(tools) == 6
    expected = library.search("sundhedsdata")
    assert [hit["document"] for hit in found.structured_content["hits"]] == [hit.document for hit in expected.hits]
    assert wrong.is_error
    assert json.loads(read.contents[0].text)["passages"]


def test_a_client_of_last_year_is_answered_and_standard_output_is_the_protocols_alone(kept):
    messages = (
        initialize(),
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "search", "arguments": {"query": "patient"}}},
        {"jsonrpc": "2.0", "id": 3, "method": "resources/read", "params": {"uri": "kb://passage/none-000000/x"}},
    )  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, *KB, "--kb", str(kept), "mcp"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    server.stdin.write("".join(json.dumps(message) + "\n" for message in messages).encode())
    server.stdin.flush()
    answers = {answer["id"]: answer for answer in (json.loads(server.stdout.readline()) for _ in range(3))}
    rest, said = server.communicate(timeout=60)
    assert rest == b""
    assert server.returncode == 0
    assert b"Traceback" not in said
    assert answers[1]["result"]["protocolVersion"] == "2025-06-18"
    assert "data to read" in answers[1]["result"]["instructions"]
    assert answers[2]["result"]["structuredContent"]["total"] > 0
    assert "There is no" in answers[3]["error"]["message"] or "does not fit" in answers[3]["error"]["message"]


def test_what_is_no_message_does_not_end_the_conversation(kept):
    given = b'not json\n{"jsonrpc": "2.0"}\n\xff\xfe\n' + json.dumps(initialize()).encode() + b"\n"
    done = started("--kb", kept, "mcp", given=given)
    assert any(answer.get("id") == 1 for answer in map(json.loads, done.stdout.splitlines()))


@pytest.mark.parametrize("arguments", [[], ["--http", "--port", "0"]])
def test_it_stops_when_it_is_told_to(kept, arguments):
    server = subprocess.Popen(
        [sys.executable, *KB, "--kb", str(kept), "mcp", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    if arguments:
        server.stderr.readline()
    else:
        server.stdin.write(json.dumps(initialize()).encode() + b"\n")
        server.stdin.flush()
        server.stdout.readline()
    server.send_signal(signal.SIGINT)
    assert server.wait(60) in {130, -signal.SIGINT}
    server.communicate()


def test_without_a_knowledge_base_it_says_so_at_once(tmp_path):
    done = started("--kb", tmp_path, "mcp")
    assert done.returncode == 2
    assert b"There is no knowledge base" in done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize("missing", ["mcp", "pydantic"])
def test_without_the_extra_it_says_what_to_install(kept, missing):
    code = f"import sys; sys.modules[{missing!r}] = None; from kb.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--kb", str(kept), "mcp"], capture_output=True, timeout=60, env=environment(), check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert b"pip install 'policy-kb[mcp]'" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_port_without_http_is_refused(kept):
    done = started("--kb", kept, "mcp", "--port", 8000)
    assert done.returncode == 2
    assert b"--http" in done.stderr


@pytest.fixture(scope="module")
def address(kept):
    """The address of a real `kb mcp --http`."""
    server = subprocess.Popen(
        [sys.executable, *KB, "--kb", str(kept), "mcp", "--http", "--port", "0"],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True,
    )  # fmt: skip
    try:
        said = server.stderr.readline()
        yield re.search(r"http://127\.0\.0\.1:\d+/mcp", said)[0]
    finally:
        server.terminate()
        server.communicate(timeout=60)


def test_an_assistant_at_the_address_gets_the_same_answers(address, assistant):
    async def conversation():
        async with Client(address) as client:
            return (await client.call_tool("search", {"query": "patient"})).structured_content

    assert conversed(conversation()) == assistant.ask("search", query="patient").data


ACCEPT = {"accept": "application/json, text/event-stream"}


def test_a_client_of_last_year_is_answered_at_the_address(address):
    answer = httpx2.post(address, json=initialize(), headers=ACCEPT)
    assert answer.status_code == 200
    assert answer.json()["result"]["serverInfo"]["name"] == "kb"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:8461"},
        {"host": "127.0.0.1.evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"content-type": "text/plain"},
    ],
)
def test_another_page_of_the_browser_is_refused(address, headers):
    answer = httpx2.post(
        address, content=json.dumps(initialize()), headers={"content-type": "application/json"} | ACCEPT | headers
    )
    assert answer.status_code in {400, 403, 421}
    assert "serverInfo" not in answer.text


def test_a_message_that_is_too_large_is_refused(address):
    answer = httpx2.post(
        address, content=b"[" + b" " * 5_000_000, headers={"content-type": "application/json"} | ACCEPT
    )
    assert answer.status_code == 413


def test_it_listens_on_this_machine_only(address):
    port = int(address.rsplit(":", 1)[1].removesuffix("/mcp"))
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        local, state = line.split()[1], line.split()[3]
        if int(local.split(":")[1], 16) == port and state == "0A":
            assert local.startswith("0100007F:")
            break
    else:
        pytest.fail("nothing listens on the port")
