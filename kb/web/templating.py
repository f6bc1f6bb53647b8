"""Jinja environments, one a language; everything that is shown is escaped by them and nowhere else."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from kb.web import languages
from kb.web.names import KINDS, NAVIGATION, source_label

STATIC = Path(__file__).parent / "static"


@cache
def environment(language: str) -> Environment:
    """The environment whose ``_()`` speaks a language.

    Filters: ``date``, ``number``, ``percent``, ``language`` (the name of a code), ``kind`` (the name of
    a kind) and ``source`` (where an expansion comes from).
    """
    made = Environment(
        loader=PackageLoader("kb.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    wording = languages.wording(language)
    installed: Any = made
    installed.install_gettext_translations(wording.messages, newstyle=True)
    made.filters.update(
        date=wording.date,
        number=wording.number,
        percent=wording.percent,
        language=wording.language_name,
        source=lambda source: wording.say(source_label(source)),
        kind=lambda kind: wording.say(KINDS.get(kind) or str(kind)),
    )
    made.globals.update(
        navigation=NAVIGATION,
        static=static,
        languages=tuple((code, languages.own_name(code)) for code in languages.LOCALES),
    )
    return made


@cache
def static(name: str) -> str:
    """The address of a file of ours; it changes with what the file holds, so browsers may keep it for ever."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
