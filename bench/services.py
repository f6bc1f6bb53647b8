"""The ways to ask, side by side: ``bench/services.py [KNOWLEDGE-BASE]`` (the sample documents if none is named).

The same questions to the library in this process, to a real ``kb serve`` over HTTP, to a real ``kb mcp`` over standard
input and output, and to the command line. Medians of several rounds; the ratio is to the library, in the same run.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
from mcp import Client, StdioServerParameters, stdio_client

from kb import Library
from kb.contract.figures import figures_to_json
from kb.contract.quote import excerpts_to_json
from kb.contract.search import results_to_json

ROOT = Path(__file__).parents[1]
KB = str(Path(sys.executable).parent / "kb")
ROUNDS = 11
QUERY = "grænse arbejde"
QUESTIONS: dict[str, dict[str, Any]] = {
    "search": {"query": QUERY, "limit": 10},
    "quote": {"query": QUERY, "limit": 10},
    "figures": {"query": QUERY, "limit": 20},
}
Ask = Callable[[str], Awaitable[int]]


async def took(ask: Ask, name: str) -> tuple[float, int]:
    """The median time of an answer in milliseconds, and its size in bytes; the first answer is not counted."""
    size = await ask(name)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        size = await ask(name)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), size


def of_library(library: Library) -> Ask:
    """Ask in this process."""

    async def ask(name: str) -> int:
        given = QUESTIONS[name]
        answer: Any
        if name == "search":
            answer = results_to_json(library.search(**given))
        elif name == "quote":
            answer = excerpts_to_json(library.quote(**given))
        else:
            answer = figures_to_json(library.figures(**given))
        return len(json.dumps(answer, ensure_ascii=False).encode())

    return ask


def of_api(client: httpx2.AsyncClient) -> Ask:
    """Ask over HTTP."""

    async def ask(name: str) -> int:
        return len((await client.get(f"/api/1/{name}", params=QUESTIONS[name])).raise_for_status().content)

    return ask


def of_assistant(client: Client) -> Ask:
    """Ask as an assistant does."""

    async def ask(name: str) -> int:
        result = await client.call_tool(name, QUESTIONS[name])
        assert not result.is_error, result.content
        return len(result.content[0].text.encode())

    return ask


def of_command(root: Path) -> Ask:
    """Ask with a process for each question."""

    async def ask(name: str) -> int:
        given = [word for key, value in QUESTIONS[name].items() for word in (f"--{key}", str(value)) if key != "query"]
        asked = await asyncio.create_subprocess_exec(
            KB, "--kb", str(root), name, QUERY, *given, "--json", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return len((await asked.communicate())[0])

    return ask


async def measure(root: Path) -> None:
    """Ask every way, and print what it took."""
    server = await asyncio.create_subprocess_exec(
        KB, "--kb", str(root), "serve", "--port", "0", stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    try:
        assert server.stderr is not None
        address = re.search(r"http://\S+?(?=/?\s)", (await server.stderr.readline()).decode())
        assert address is not None
        parameters = StdioServerParameters(command=KB, args=["--kb", str(root), "mcp"])
        async with (
            httpx2.AsyncClient(base_url=address[0], timeout=120) as http,
            Client(stdio_client(parameters)) as mcp,
        ):
            ways = {
                "library": of_library(Library.open(root)),
                "kb serve": of_api(http),
                "kb mcp": of_assistant(mcp),
                "command": of_command(root),
            }
            for name in QUESTIONS:
                alone = None
                for way, ask in ways.items():
                    median, size = await took(ask, name)
                    alone = alone or median
                    print(f"{name:8} {way:9} {median:8.1f} ms  {median / alone:5.2f} times  {size:7} bytes")
            tools = (await mcp.list_tools()).model_dump_json(by_alias=True, exclude_none=True)
            print(f"the list of tools: {len(tools)} bytes")
    finally:
        server.terminate()
        await server.wait()


if __name__ == "__main__":
    asyncio.run(measure(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
