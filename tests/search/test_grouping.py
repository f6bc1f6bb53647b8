"""Relevance is one order, though it is written twice: by a key for each document, and by keys of all made at once."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.search.grouping import Ranking, Scored, order_key
from kb.search.query import Concept, Request, Synonym
from tests.search.engines.conftest import described

# Round values, so that documents are often alike in all but their ids; two of them differ by less than counts.
SCORES = st.sampled_from([1.0, 1.0 + 1e-12]) | st.integers(0, 30).map(lambda tenths: tenths / 10)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([0, 0, 0, 1, 7]),
    st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 5), st.lists(SCORES | st.none(), min_size=3, max_size=3)), max_size=18),
    st.permutations(range(6)),
)
@example(0, [1.0, 1.0], [(0, [1.0, None, None]), (1, [0.9, None, None]), (1, [None, 0.4, None])], range(6))
def test_relevance_is_the_same_order_however_its_keys_are_made(needed, weights, passages, ids):
    request = Request(concepts=tuple(Concept(queries={"da": Synonym(())}, weight=weight) for weight in weights))
    scored = Scored(
        scores=[
            {at: each[concept] for at, (_, each) in enumerate(passages) if each[concept] is not None}
            for concept in range(len(weights))
        ],
        documents={owner: described(f"d{id}") for owner, id in enumerate(ids)},
        owners=[owner for owner, _ in passages],
        numbers=range(1, len(passages) + 1),
    )
    ranking = Ranking(request, scored)
    key = order_key("relevance", scored.documents, lambda owner: ranking.holds(owner, needed), ranking.score)
    assert ranking.by_relevance(scored.documents, needed, scored.documents) == sorted(scored.documents, key=key)
