"""What is made ready for the first visitor is what the first visitor gets."""

from __future__ import annotations

from starlette.testclient import TestClient

from kb.errors import EngineError
from kb.web.app import create_app
from kb.web.views import overview, search
from kb.web.warming import warm
from tests.web.conftest import client_of
from tests.web.page import Page


def test_the_first_visitor_gets_what_was_counted_before(own_samples, monkeypatch):
    counted = []
    real = overview._held
    monkeypatch.setattr(overview, "_held", lambda library: counted.append(1) or real(library))
    client = client_of(own_samples)
    warm(client.app)
    assert counted == [1]
    assert "17 documents" in Page(client.get("/")).words("h1")[0]
    assert counted == [1]


def test_pages_are_put_together_in_every_language(own_samples, monkeypatch):
    spoken = []
    for view in (overview, search):
        name = view.__name__.rsplit(".", maxsplit=1)[-1]
        real = getattr(view, name)
        monkeypatch.setattr(
            view, name, lambda visit, name=name, real=real: spoken.append((name, visit.language)) or real(visit)
        )
    monkeypatch.setattr(
        "kb.web.warming._PAGES", (("/", b"", overview.overview), ("/search", b"q=region", search.search))
    )
    warm(client_of(own_samples).app)
    assert spoken == [(name, language) for name in ("overview", "search") for language in ("da", "sv", "en")]


def test_a_knowledge_base_that_cannot_be_asked_is_left_for_the_visitor_to_hear_of():
    tried = []

    def opened():
        tried.append(1)
        raise EngineError("opensearch", "it is away")

    app = create_app(opened)
    warm(app)
    assert tried
    answer = TestClient(app, base_url="http://127.0.0.1:8460").get("/")
    assert answer.status_code >= 500
    assert "it is away" in answer.text
