"""JSON Schemas (draft 2020-12) of the contract's types, so that what is promised and what is rendered are one thing."""

import types
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}

Schema = dict[str, Any]


def keywords(**words: Any) -> tuple[tuple[str, Any], ...]:
    """Further keywords of a schema, for Annotated, whose notes must be hashable."""
    return tuple(words.items())


class Schemas:
    """Collects the schemas of types; objects are named once in ``definitions`` and referred to.

    ``reference`` is where definitions stand in the document that holds them. ``closed`` refuses keys that are not
    declared: readers must allow for new ones, tests must not.
    """

    def __init__(self, reference: str = "#/$defs/", *, closed: bool = False) -> None:
        self.definitions: dict[str, Schema] = {}
        self._reference = reference
        self._closed = closed

    def of(self, kind: Any) -> Schema:
        """The schema of a type: JSON's own, Literal, StrEnum, list, dict, unions, Annotated and TypedDict.

        In Annotated a text is the description; `keywords` are further ones.

        Raises:
            TypeError: There is no JSON Schema for it here.
        """
        if is_typeddict(kind):
            return self._referred(kind)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return {"type": "string", "enum": [str(one) for one in kind]}
        if kind in _PLAIN:
            return {"type": _PLAIN[kind]}
        composed: dict[Any, Callable[[tuple[Any, ...]], Schema]] = {
            Annotated: self._annotated,
            NotRequired: lambda parts: self.of(parts[0]),
            Literal: lambda words: {"type": "string", "enum": list(words)},
            list: lambda parts: {"type": "array", "items": self.of(parts[0])},
            dict: lambda parts: {"type": "object", "additionalProperties": self.of(parts[1])},
            Union: self._union,
            types.UnionType: self._union,
        }
        origin = get_origin(kind)
        if origin not in composed:
            raise TypeError(f"no JSON Schema for {kind!r}")
        return composed[origin](get_args(kind))

    def _referred(self, kind: Any) -> Schema:
        if kind.__name__ not in self.definitions:
            self.definitions[kind.__name__] = {}  # a type that holds itself finds its name taken
            self.definitions[kind.__name__] = self._object(kind)
        return {"$ref": self._reference + kind.__name__}

    def _annotated(self, parts: tuple[Any, ...]) -> Schema:
        # get_args() leaves the notes as they stand, after the type they are on.
        inner, *notes = parts
        schema = self.of(inner)
        for note in notes:
            schema = schema | (dict(note) if isinstance(note, tuple) else {"description": note})
        return schema

    def _union(self, members: tuple[Any, ...]) -> Schema:
        schemas = [self.of(member) for member in members]
        if all(list(schema) == ["type"] for schema in schemas):
            return {"type": [schema["type"] for schema in schemas]}
        return {"anyOf": schemas}

    def _object(self, kind: Any) -> Schema:
        hints = get_type_hints(kind, include_extras=True)
        # Where a module's annotations are texts, the type itself does not know which keys may be missing.
        required = [
            name
            for name, hint in hints.items()
            if name in kind.__required_keys__ and get_origin(hint) is not NotRequired
        ]
        schema: Schema = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {name: self.of(hint) for name, hint in hints.items()},
            "required": required,
        }
        return schema | ({"additionalProperties": False} if self._closed else {})


def schema_of(kind: Any, *, closed: bool = False) -> Schema:
    """The schema of one type as a document of its own: its object at the root, what it refers to in ``$defs``."""
    schemas = Schemas(closed=closed)
    schema = schemas.of(kind)
    name = schema.get("$ref", "").rpartition("/")[2]
    root = schemas.definitions.pop(name) if name else schema
    return root | ({"$defs": schemas.definitions} if schemas.definitions else {})
