from __future__ import annotations

import threading

import pytest

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


def test_who_comes_while_a_value_is_worked_out_waits_for_it():
    remembered, asked, going_on = Remembered(), [], threading.Event()

    def slowly():
        asked.append("once")
        going_on.wait(60)
        return "value"

    got: list[str] = []
    threads = [threading.Thread(target=lambda: got.append(remembered.get("key", slowly))) for _ in range(4)]
    for thread in threads:
        thread.start()
    going_on.set()
    for thread in threads:
        thread.join(60)
    assert (got, asked) == (["value"] * 4, ["once"])


def test_where_working_out_fails_the_next_one_tries_again():
    remembered = Remembered()
    with pytest.raises(ZeroDivisionError):
        remembered.get("key", lambda: 1 // 0)
    assert remembered.get("key", lambda: "value") == "value"
