from __future__ import annotations

from kb.web.remembered import Remembered


def test_a_value_is_worked_out_once_for_its_key():
    remembered, asked = Remembered(), []
    for key in ("a", "a", "b", "a"):
        assert remembered.get(key, lambda key=key: asked.append(key) or key.upper()) == key.upper()
    assert asked == ["a", "b"]


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    remembered, asked = Remembered(most=2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        remembered.get(key, lambda key=key: asked.append(key))
    assert asked == ["a", "b", "c", "b"]


def test_what_changed_while_it_was_worked_out_is_shown_and_not_kept():
    remembered = Remembered()
    assert remembered.get("key", lambda: "of before", still=lambda: False) == "of before"
    assert remembered.get("key", lambda: "of now") == "of now"
