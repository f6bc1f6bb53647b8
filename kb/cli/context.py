"""What every command shares: the knowledge base to open, the options that may stand anywhere, and dates as typed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from kb.cli.progress import progress_for
from kb.cli.terminal import note
from kb.library import Library

F = TypeVar("F", bound=Callable[..., Any])


def shared_options(function: F) -> F:
    """Let --kb, --debug and --quiet stand after the command's name too."""
    for option in (
        click.option("--kb", "kb_path", metavar="PATH", expose_value=False, callback=_keep, help="The knowledge base."),
        click.option(
            "--wait",
            type=click.FloatRange(0, 86_400),
            metavar="SECONDS",
            expose_value=False,
            callback=_keep,
            help="How long to wait for another command that writes (30).",
        ),
        click.option("--debug", is_flag=True, expose_value=False, callback=_keep, hidden=True),
        click.option("--quiet", "-q", is_flag=True, expose_value=False, callback=_keep, hidden=True),
    ):
        function = option(function)
    return function


class DateType(click.ParamType[date]):
    """A date as 2026-11-20; 2026-11 and 2026 mean their first day, or their last."""

    name = "date"

    def __init__(self, *, last: bool = False) -> None:
        self._last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that was typed."""
        if isinstance(value, date):
            return value
        try:
            return self._day(*map(int, str(value).split("-")))
        except (ValueError, TypeError):
            return self._refuse(value, param, ctx)

    def _day(self, year: int, month: int | None = None, day: int | None = None) -> date:
        month = month if month is not None else (12 if self._last else 1)
        return date(year, month, day if day is not None else (monthrange(year, month)[1] if self._last else 1))

    def _refuse(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        self.fail(f"{value!r} is not a date as 2026-11-20.", param, ctx)


def _kind(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    from kb.model import Kind

    kind = value.strip().lower().replace(" ", "-") if value is not None else None
    if kind is not None and kind not in set(Kind):
        raise click.BadParameter(f"{value!r} is none of {', '.join(Kind)}.")
    return kind


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    from kb.search.conditions import language_code

    code = language_code(value) if value is not None else None
    if code is not None and not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):  # noqa: PLR2004
        raise click.BadParameter(f"{value!r} is no language code such as da, sv or en.")
    return code


def filter_options(function: F) -> F:
    """The filters that `list`, `search` and `export` share."""
    for option in (
        click.option(
            "--until", type=DateType(last=True), help="Published on or before this date; 2025 means its last day."
        ),
        click.option("--since", type=DateType(), help="Published on or after this date."),
        click.option("--tag", help="Only documents with this tag."),
        click.option("--kind", callback=_kind, help="Only documents of this kind (article, report, strategy ...)."),
        click.option("--language", callback=_language, help="Only documents in this language (da, sv, en ...)."),
    ):
        function = option(function)
    return function


def open_library() -> Library:
    """The knowledge base this command works on."""
    given = settings()
    path = given.get("kb_path")
    quiet = bool(given.get("quiet"))
    return Library.open(
        Path(path) if path else None,
        progress=progress_for(quiet=quiet),
        on_wait=lambda holder: note(f"Waiting for another command ({holder}) to finish writing ..."),
        on_notice=lambda sentence: note(sentence, quiet=quiet),
        **({} if given.get("wait") is None else {"lock_wait": given["wait"]}),
    )


def settings() -> dict[str, Any]:
    """The options that stood before the command's name, or after it."""
    obj = click.get_current_context().obj
    return obj if isinstance(obj, dict) else {}


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    if value is not None and value is not False:
        ctx.ensure_object(dict)[param.name] = value
    return value
