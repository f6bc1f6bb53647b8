"""Errors as sentences: what happened, to what, and what to do next."""

from __future__ import annotations

from kb import errors
from kb.cli.terminal import plain


def explain(error: errors.KbError) -> str:
    """The sentences a person gets for an error."""
    return plain(f"Error: {_sentences(error)}", keep="\n")


def _sentences(error: errors.KbError) -> str:  # noqa: PLR0911, PLR0912, C901 - one line an error, read as a table
    match error:
        case errors.NoLibrary(looked_in=looked_in):
            return (
                f"There is no knowledge base in {looked_in[0]}.\n"
                "Make one with `kb init`, or name one with --kb PATH or KB_HOME."
            )
        case errors.LibraryExists(path=path):
            return f"{path} is a knowledge base already.\nAdd documents to it: kb --kb {path} add FILE"
        case errors.BadSettings(path=path, problem=problem):
            return f"The settings in {path} cannot be used: {problem}.\nCorrect the file and try again."
        case errors.UnknownDocument(id=id, near=near):
            hint = "\nDid you mean " + " or ".join(near) + "?" if near else "\n`kb list` shows the ids."
            return f"There is no document {id}.{hint}"
        case errors.BadValue(field=field, value=value, expected=expected):
            return f"{value!r} does not fit {field}.\nExpected: {expected}."
        case errors.NothingToUndo():
            return "There is nothing to undo."
        case errors.UsageError(problem=problem, remedy=remedy):
            return _ended(problem) + (f"\n{_ended(remedy)}" if remedy else "")
        case errors.SourceError(source=source, message=message, remedy=remedy):
            return f"{_named(source)}: {_ended(message)}" + (f" {_ended(remedy)}" if remedy else "")
        case errors.CorpusLocked(path=path, problem=holder):
            return (
                f"Another command ({holder}) is writing to this knowledge base ({path.parent.parent}).\n"
                "Wait for it to finish and try again."
            )
        case errors.CorpusNotWritable(path=path, problem=problem):
            return f"{path} cannot be written: {problem}.\nNothing was changed. Make room or get permission, then try again."
        case errors.CorpusError(path=path, problem=problem):
            return f"{path} is damaged: {problem}.\n`kb doctor` says what can be done."
        case errors.EngineMissing(engine=engine, problem=problem, extra=extra):
            remedy = f"\nInstall it: pip install 'policy-kb[{extra}]'" if extra else ""
            return f"The engine {engine} cannot be used: {problem}.{remedy}"
        case errors.EngineError(engine=engine, problem=problem):
            return f"The search engine {engine} cannot answer: {problem}.\n`kb index --rebuild` makes the index anew."
    return str(error)


def _ended(sentence: str) -> str:
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _named(source: str) -> str:
    return "Standard input" if source == "-" else source
