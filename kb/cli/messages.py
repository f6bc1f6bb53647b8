"""Errors on the terminal: what happened, to what, and what to do next."""

from __future__ import annotations

from kb.cli.terminal import plain
from kb.contract.problems import problem_of
from kb.errors import KbError, SourceError


def explain(error: KbError) -> str:
    """The sentences a person gets for an error."""
    problem = problem_of(error)
    joint = " " if isinstance(error, SourceError) else "\n"
    return plain(f"Error: {joint.join(filter(None, (problem.detail, problem.remedy)))}", keep="\n")
