"""The server on the three small documents, asked by the SDK's own client."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mcp import Client

from kb import Library
from kb.mcp.server import create_server
from tests.conftest import DANISH, ENGLISH, SWEDISH
from tests.mcp.running import conversed


@pytest.fixture(scope="session")
def kept(tmp_path_factory) -> Path:
    """A knowledge base with the three small documents and its index, which no test changes."""
    folder = tmp_path_factory.mktemp("mcp")
    for name, text in (("data", DANISH), ("pendlare", SWEDISH), ("trials", ENGLISH)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.create(folder / "kb")
    list(library.add(sorted(folder.glob("*.txt")), jobs=1))
    library.index()
    return library.settings.root


@pytest.fixture
def library(kept) -> Library:
    return Library.open(kept)


@pytest.fixture
def root(kept, tmp_path) -> Path:
    """A copy of it, for a test that changes it."""
    return Path(shutil.copytree(kept, tmp_path / "copy"))


@pytest.fixture
def own_assistant(root) -> Assistant:
    """An assistant of the copy."""
    return Assistant(root)


class Answer:
    """The answer of one call: its words, and its structured content if it is no error."""

    def __init__(self, result):
        self.is_error = result.is_error
        self.words = result.content[0].text
        self.content = result.structured_content

    @property
    def data(self):
        assert not self.is_error, self.words
        assert json.loads(self.words) == self.content
        return self.content


class Assistant:
    """Asks a server in memory; one server for all its questions, as in a long conversation."""

    def __init__(self, root: Path):
        self.server = create_server(lambda: Library.open(root))

    def ask(self, tool: str, **arguments) -> Answer:
        return self.asking(lambda client: _called(client, tool, arguments))

    def asking(self, questions: Callable):
        async def conversation():
            async with Client(self.server) as client:
                await client.list_tools()  # from here on the client holds answers to their schemas
                return await questions(client)

        return conversed(conversation())


async def _called(client: Client, tool: str, arguments: dict) -> Answer:
    return Answer(await client.call_tool(tool, arguments))


@pytest.fixture(scope="session")
def assistant(kept) -> Assistant:
    return Assistant(kept)
