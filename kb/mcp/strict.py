"""Tools that say what is wrong with a call: arguments they do not have, values that do not fit, errors of kb's own."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import ConfigDict, ValidationError

from kb.contract.problems import problem_of
from kb.contract.schema import schema_of
from kb.errors import KbError

READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_SHOWN = 60  # characters of a value that did not fit
# What an assistant can do itself; everything else needs a person at a terminal.
_REMEDIES = {"unknown-document": "list_documents gives the ids."}


class StrictTool(Tool):
    """A tool that refuses arguments it does not have and answers every foreseen error in words."""

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> Any:
        """Run the tool.

        Raises:
            ToolError: The arguments do not fit, or kb cannot answer; the text says what to do next.
        """
        # Many models send null for what they leave out.
        arguments = {name: value for name, value in arguments.items() if value is not None}
        try:
            self.fn_metadata.validate_arguments(arguments)
        except ValidationError as error:
            raise ToolError(self._refused(error)) from error
        try:
            return await super().run(arguments, context, convert_result)
        except UnexpectedToolError as error:
            if isinstance(error.__cause__, KbError):
                raise ToolError(explained(error.__cause__)) from error
            raise

    def _refused(self, error: ValidationError) -> str:
        known = list(self.fn_metadata.arg_model.model_fields)
        problems = [self._problem(one, known) for one in error.errors(include_url=False)]
        return f"{self.name} was not called. {' '.join(problems)} Its arguments are: {', '.join(known)}."

    def _problem(self, one: Mapping[str, Any], known: list[str]) -> str:
        name = ".".join(str(part) for part in one["loc"])
        if one["type"] == "extra_forbidden":
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
            return f"There is no argument {name}{f'; did you mean {near[0]}?' if near else '.'}"
        if one["type"] == "missing":
            return f"The argument {name} is missing."
        given = json.dumps(one["input"], ensure_ascii=False, default=str)
        problem = re.sub(r"\A(?:Input|String|Value) should", f"{name} should", one["msg"])
        said = problem if problem.startswith(name) else f"{name}: {problem}"
        return f"{said}, not {given if len(given) <= _SHOWN else given[:_SHOWN] + '...'}."


def strict_tool(function: Callable[..., CallToolResult], answer: Any, *, title: str) -> StrictTool:
    """A tool of a function whose structured answer has the type ``answer``; its docstring is the description."""
    tool = StrictTool.from_function(function, title=title, annotations=READS_ONLY)
    assert isinstance(tool, StrictTool)
    given: Any = tool.fn_metadata.arg_model

    class Arguments(given):  # type: ignore[misc]
        model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, title=f"{tool.name} arguments")

    tool.fn_metadata.arg_model = Arguments
    tool.parameters = Arguments.model_json_schema(by_alias=True)
    tool.fn_metadata.output_schema = schema_of(answer)
    return tool


def answered(answer: Mapping[str, Any]) -> CallToolResult:
    """An answer as structured content, and as the same JSON in words for clients that read only those."""
    words = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return CallToolResult(content=[TextContent(type="text", text=words)], structured_content=dict(answer))


def explained(error: KbError) -> str:
    """An error of kb in words."""
    problem = problem_of(error)
    remedy = _REMEDIES.get(problem.kind, "")
    if problem.remedy.startswith("Did you mean") or not remedy:
        remedy = " ".join(filter(None, (problem.remedy, remedy)))
    return f"{problem.detail} {remedy}".strip()
