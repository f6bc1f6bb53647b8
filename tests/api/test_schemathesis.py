"""Requests that schemathesis makes of the OpenAPI document, good and bad: the API answers as the document says."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kb.api.endpoints import ENDPOINTS

ADDRESSES = [*((one.path, "GET") for one in ENDPOINTS), ("/check", "POST"), ("/openapi.json", "GET")]


@pytest.fixture(scope="module")
def described(app):
    return schemathesis.openapi.from_asgi("/api/1/openapi.json", app)


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        pytest.param(path, method, mode, id=f"{method} {path} {mode.name.lower()}")
        for path, method in ADDRESSES
        for mode in GenerationMode
        # What takes nothing cannot be given anything wrong.
        if mode is GenerationMode.POSITIVE or path not in {"/stats", "/openapi.json"}
    ],
)
def test_every_answer_is_as_described(described, path, method, mode):
    operation = described[path][method]
    # A draft of control characters alone fits the schema, and is still none that can be read (422).
    excluded = [positive_data_acceptance] if path == "/check" else []

    @settings(
        max_examples=30,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case):
        case.call_and_validate(excluded_checks=excluded)

    holds()
