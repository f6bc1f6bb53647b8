"""Answers that are kept in memory."""

from __future__ import annotations

from kb.web.kept import Kept


def test_the_oldest_answers_are_forgotten_when_there_are_too_many():
    kept = Kept(most=2)
    first, second, third = (kept.put(word) for word in ("a", "b", "c"))
    assert [kept.get(key) for key in (first, second, third)] == [None, "b", "c"]


def test_the_newest_answer_is_kept_however_large_it_is():
    kept = Kept(most_bytes=10)
    small, large = kept.put("small", size=5), kept.put("large", size=50)
    assert kept.get(small) is None
    assert kept.get(large) == "large"


def test_a_key_cannot_be_guessed():
    kept = Kept()
    assert len({kept.put(None) for _ in range(20)}) == 20
    assert kept.get("") is None
