"""Types become JSON Schemas that say the same."""

from __future__ import annotations

import types
from typing import Annotated, Literal, NotRequired, TypedDict

import pytest
from jsonschema import Draft202012Validator

from kb.contract.schema import Schemas, keywords, schema_of
from kb.model import Via


class Leaf(TypedDict):
    """A leaf."""

    name: Annotated[str, "What it is called.", keywords(minLength=1)]
    via: Via
    twin: NotRequired[Leaf | None]


class Tree(Leaf):
    """A tree."""

    kind: Literal["oak", "elm"]
    leaves: list[Leaf]
    counts: dict[str, int]
    height: float | None


OAK = {"name": "x", "via": "form", "kind": "oak", "leaves": [{"name": "y", "via": "exact"}], "counts": {}, "height": 2}
WRONG = [
    ("name", ""),
    ("name", None),
    ("via", "magic"),
    ("kind", "ash"),
    ("leaves", [{"name": "y"}]),
    ("leaves", {"name": "y", "via": "exact"}),
    ("counts", {"a": "many"}),
    ("height", "tall"),
    ("twin", {"name": "", "via": "exact"}),
]


def test_what_fits_the_type_fits_the_schema():
    schema = schema_of(Tree)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    validator.validate(OAK)
    validator.validate(OAK | {"twin": {"name": "z", "via": "part", "twin": None}})


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_what_does_not_fit_the_type_does_not_fit_the_schema(key, value):
    assert not Draft202012Validator(schema_of(Tree)).is_valid(OAK | {key: value})


@pytest.mark.parametrize("key", ["name", "via", "kind", "leaves", "counts", "height"])
def test_a_key_that_is_not_marked_may_not_be_missing(key):
    assert not Draft202012Validator(schema_of(Tree)).is_valid({k: v for k, v in OAK.items() if k != key})


def test_new_keys_are_allowed_for_readers_and_refused_where_the_schema_is_closed():
    assert Draft202012Validator(schema_of(Tree)).is_valid(OAK | {"new": 1})
    assert not Draft202012Validator(schema_of(Tree, closed=True)).is_valid(OAK | {"new": 1})
    inside = OAK | {"leaves": [{"name": "y", "via": "exact", "new": 1}]}
    assert not Draft202012Validator(schema_of(Tree, closed=True)).is_valid(inside)


def test_descriptions_come_from_the_types():
    schema = schema_of(Tree)
    assert schema["description"] == "A tree."
    assert schema["properties"]["name"] == {"type": "string", "description": "What it is called.", "minLength": 1}


def test_definitions_stand_where_the_document_wants_them():
    schemas = Schemas("#/components/schemas/")
    assert schemas.of(Tree) == {"$ref": "#/components/schemas/Tree"}
    assert set(schemas.definitions) == {"Tree", "Leaf"}


@pytest.mark.parametrize("kind", [bytes, object, types.SimpleNamespace, set[str], tuple[int, int]])
def test_a_type_without_a_schema_is_refused(kind):
    with pytest.raises(TypeError, match="no JSON Schema"):
        schema_of(kind)
