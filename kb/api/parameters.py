"""Parameters of a request: how each is described, and how it is read; what is not declared is refused."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.contract.schema import Schema
from kb.errors import BadValue, UsageError

_SHOWN = 100  # characters of a value that does not fit
_DIGITS = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: ``read`` makes its value from the text that was sent, or raises ValueError.

    ``expected`` says in words what fits; ``place`` is ``query`` or ``path``. One that may stand ``most`` times has a
    tuple of values.
    """

    name: str
    description: str
    schema: Schema
    expected: str
    read: Callable[[str], Any]
    default: Any = None
    required: bool = False
    place: str = "query"
    most: int = 1

    def described(self) -> dict[str, Any]:
        """The parameter as OpenAPI describes it."""
        schema = self.schema if self.default is None else self.schema | {"default": self.default}
        if self.most > 1:
            schema = {"type": "array", "items": self.schema, "maxItems": self.most}
        return {
            "name": self.name,
            "in": self.place,
            "description": self.description,
            "required": self.required,
            "schema": schema,
        }

    def value(self, sent: str) -> Any:
        """The value of what was sent.

        Raises:
            BadValue: It does not fit.
        """
        try:
            return self.read(sent)
        except ValueError:
            shown = sent if len(sent) <= _SHOWN else f"{sent[:_SHOWN]}…"
            raise BadValue(self.name, shown, self.expected) from None


def text(name: str, description: str, *, most: int = 1000, required: bool = False, place: str = "query") -> Parameter:
    """A parameter of any characters, at least one."""

    def read(sent: str) -> str:
        if not 0 < len(sent) <= most:
            raise ValueError
        return sent

    schema = {"type": "string", "minLength": 1, "maxLength": most}
    expected = f"1 to {most} characters"
    return Parameter(
        name=name, description=description, schema=schema, expected=expected, read=read, required=required, place=place
    )


def pattern(name: str, description: str, regular: str, expected: str) -> Parameter:
    """A parameter whose whole text a regular expression describes."""

    def read(sent: str) -> str:
        if not re.fullmatch(regular, sent):
            raise ValueError
        return sent

    schema = {"type": "string", "pattern": f"^{regular}$"}
    return Parameter(name=name, description=description, schema=schema, expected=expected, read=read)


def several(
    name: str, description: str, regular: str, expected: str, *, most: int, read: Callable[[str], Any]
) -> Parameter:
    """A parameter that may stand up to ``most`` times; ``read`` makes a value of each text that fits."""
    one = pattern(name, description, regular, expected)
    return replace(one, read=lambda sent: read(one.read(sent)), most=most)


def whole(name: str, description: str, *, least: int, most: int, default: int | None = None) -> Parameter:
    """A whole number between two bounds."""

    def read(sent: str) -> int:
        if not _DIGITS.fullmatch(sent) or not least <= int(sent) <= most:
            raise ValueError
        return int(sent)

    schema = {"type": "integer", "minimum": least, "maximum": most}
    expected = f"a whole number from {least} to {most}"
    return Parameter(name=name, description=description, schema=schema, expected=expected, read=read, default=default)


def choice(name: str, description: str, options: Iterable[str], default: str | None = None) -> Parameter:
    """One of some words."""
    words = [str(option) for option in options]

    def read(sent: str) -> str:
        if sent not in words:
            raise ValueError
        return sent

    schema = {"type": "string", "enum": words}
    expected = f"one of {', '.join(words)}"
    return Parameter(name=name, description=description, schema=schema, expected=expected, read=read, default=default)


def flag(name: str, description: str) -> Parameter:
    """``true`` or ``false``."""

    def read(sent: str) -> bool:
        return {"true": True, "false": False}[sent] if sent in {"true", "false"} else _refuse()

    return Parameter(
        name=name,
        description=description,
        schema={"type": "boolean"},
        expected="true or false",
        read=read,
        default=False,
    )


def day(name: str, description: str) -> Parameter:
    """A date."""

    def read(sent: str) -> date:
        # Python reads more forms of ISO 8601 (20261120, 2026-W47-5) than JSON Schema's "date".
        return date.fromisoformat(sent) if re.fullmatch(r"\d{4}-\d\d-\d\d", sent, re.ASCII) else _refuse()

    schema = {"type": "string", "format": "date"}
    return Parameter(name=name, description=description, schema=schema, expected="a date as 2026-11-20", read=read)


def read_all(declared: Iterable[Parameter], sent: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The values of all declared parameters.

    Raises:
        BadValue: One does not fit.
        UsageError: One is missing, stands twice, or is not declared.
    """
    known = {one.name: one for one in declared}
    values: dict[str, Any] = {}
    for name, given in sent:
        if name not in known:
            raise UsageError(f"there is no parameter {name[:_SHOWN]}", _known(name, known))
        one = known[name]
        before = values.get(name, ())
        if name in values and len(before if one.most > 1 else (1,)) >= one.most:
            raise UsageError(f"the parameter {name} is given too often", _often(one.most))
        values[name] = (*before, one.value(given)) if one.most > 1 else one.value(given)
    for name, one in known.items():
        if name not in values and one.required:
            raise UsageError(f"the parameter {name} is missing", f"give it {one.expected}")
        values.setdefault(name, () if one.most > 1 else one.default)
    return values


def _often(most: int) -> str:
    return "give it once" if most == 1 else f"give it at most {most} times"


def _known(name: str, known: Mapping[str, Parameter]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"there are {', '.join(known)}" if known else "there are none here"


def _refuse() -> Any:
    raise ValueError
