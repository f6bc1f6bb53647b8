"""Another engine: its index is made from the corpus first, and until it is there the old one answers."""

from __future__ import annotations

import pytest

from kb import Library
from kb.errors import BadSettings, EngineError, EngineMissing
from kb.indexing import Indexing
from kb.search.engines import ENGINES, Offer
from kb.settings import read_settings
from tests.search.tried import KEEPING, TRIED

OTHERS = [name for name in KEEPING if name != "whoosh"] + ["memory"]


@pytest.fixture
def library(tmp_path, three_files):
    library = Library.create(tmp_path / "kb")
    assert len(list(library.add([three_files]))) == 3
    library.index()
    return library


@pytest.fixture(params=OTHERS)
def other(request, need, library):
    """Another engine than the one in use, with its options in kb.toml."""
    need(not TRIED[request.param].missing(), TRIED[request.param].missing())
    options = TRIED[request.param].options(library.settings.root)
    if options:
        lines = [f"{key} = {value!r}" for key, value in options.items()]
        with (library.settings.root / "kb.toml").open("a") as file:
            file.write(f"\n[{request.param}]\n" + "\n".join(lines) + "\n")
    return request.param


def found(library, query="biobankerne"):
    return [hit.document for hit in library.search(query).hits]


def again(library):
    """The same knowledge base as another process opens it."""
    return Library.open(library.settings.root)


def test_another_engine_gives_the_same_answer_and_is_used_from_now_on(library, other):
    before, told = found(library), []
    switching = Library.open(library.settings.root, progress=lambda what, done, of: told.append((done, of)))
    report = switching.index(engine=other)
    assert (report.engine, report.rebuilt, report.documents) == (other, True, 3)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert read_settings(library.settings.root).engine == other
    assert before
    assert found(switching) == before == found(again(library))


def test_the_index_of_the_former_engine_is_not_left_behind(library, other):
    again(library).index(engine=other)
    assert not list((library.settings.index / "whoosh").glob("*"))


def test_an_engine_written_into_the_settings_by_hand_gets_its_index(library, other):
    before = found(library)
    path = library.settings.root / "kb.toml"
    path.write_text(path.read_text().replace('"whoosh"', f'"{other}"'))
    assert found(again(library)) == before
    path.write_text(path.read_text().replace(f'"{other}"', '"whoosh"'))
    assert found(again(library)) == before


def test_an_engine_whose_index_was_deleted_gets_it_again(library):
    before = found(library)
    ENGINES["whoosh"].make(library.settings.index, "", {}).drop()
    assert found(again(library)) == before


@pytest.fixture
def failing(monkeypatch):
    """An engine that is named but cannot be had, and one that breaks while its index is made."""

    class Breaking:
        def __init__(self, inner):
            self.inner = inner

        def __getattr__(self, name):
            return getattr(self.inner, name)

        def rebuild(self):
            raise EngineError("breaking", "the disk is full")

    def missing(*_):
        raise ModuleNotFoundError(name="nowhere_to_be_found")

    engines = {
        **ENGINES,
        "missing": Offer(missing, library="nowhere_to_be_found", extra="fast"),
        "breaking": Offer(lambda *given: Breaking(ENGINES["memory"].make(*given))),
    }
    monkeypatch.setattr("kb.search.engines.ENGINES", engines)
    monkeypatch.setattr("kb.indexing.ENGINES", engines)
    monkeypatch.setattr("kb.search.index.ENGINES", engines)


@pytest.mark.parametrize(
    ("engine", "error"), [("missing", EngineMissing), ("breaking", EngineError), ("unheard-of", EngineMissing)]
)
def test_a_switch_that_fails_leaves_the_setting_and_the_index(library, failing, engine, error):
    before = found(library)
    with pytest.raises(error):
        again(library).index(engine=engine)
    assert read_settings(library.settings.root).engine == "whoosh"
    assert Indexing(library.reader, library.settings)._in_step()
    assert found(again(library)) == before


def test_a_switch_that_cannot_be_written_down_leaves_the_setting_and_the_index(library, monkeypatch):
    before = found(library)

    def refuse(*_):
        raise BadSettings(library.settings.root / "kb.toml", "read-only")

    with monkeypatch.context() as patch:
        patch.setattr("kb.library.questions.write_engine", refuse)
        with pytest.raises(BadSettings):
            again(library).index(engine="memory")
    assert Indexing(library.reader, library.settings)._in_step()
    assert found(again(library)) == before


def test_only_the_engine_changes_in_the_settings(library):
    path = library.settings.root / "kb.toml"
    path.write_text(
        'schema = 1\n[opensearch]\nengine = "mine"  # not ours\n[index]\n# why\nengine = "whoosh"\n[fetch]\n'
    )
    again(library).index(engine="memory")
    assert path.read_text() == (
        'schema = 1\n[opensearch]\nengine = "mine"  # not ours\n[index]\n# why\nengine = "memory"\n[fetch]\n'
    )
    assert not list(library.settings.root.glob("kb.toml.*"))


def test_the_tables_of_engines_are_handed_over(tmp_path):
    path = Library.create(tmp_path).settings.root / "kb.toml"
    path.write_text(path.read_text() + '\n[opensearch]\nhosts = ["https://search.example"]\n')
    assert read_settings(tmp_path).options == {"opensearch": {"hosts": ["https://search.example"]}}
